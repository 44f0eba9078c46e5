"""`recoupe names`."""

import gzip
import json
import lzma
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from recoupe.cli import recoupe
from recoupe.cli.names import names
from recoupe.errors import InputError, UsageError
from recoupe.link.names import compare_names

PAIR = {"a": "Dmytro Kuleba", "b": "Дмитро Кулеба", "lang_b": "uk", "same": True}


def run(*arguments: str | Path) -> Result:
    return CliRunner().invoke(names, [str(a) for a in arguments])


def test_two_names() -> None:
    done = run("compare", "Dmytro Kuleba", "Dmitry Kolba")
    assert done.exit_code == 0
    first, *rest = done.output.splitlines()
    assert first.endswith("one name")
    assert float(first.split()[0]) >= 0.5
    assert "  Kuleba ~ Kolba: same consonants k-l-b" in rest


def test_persons() -> None:
    assert "two names" in run("compare", "--person", "Kuleba", "Kuleba").output


@pytest.mark.parametrize(
    ("suffix", "pack"), [(".jsonl", bytes), (".jsonl.gz", gzip.compress), (".jsonl.xz", lzma.compress)]
)
def test_pairs(tmp_path: Path, suffix: str, pack: "type[bytes]") -> None:
    path = tmp_path / f"pairs{suffix}"
    rows = [PAIR, {"a": "Anna Berg", "b": "Karl Meyer"}]
    path.write_bytes(pack("\n".join(map(json.dumps, rows)).encode() + b"\n"))
    done = run("compare", "--pairs", path)
    assert done.exit_code == 0
    one, two = (json.loads(line) for line in done.output.splitlines())
    assert set(one) == {"score"}
    assert one["score"] > 0.5 > two["score"]


@pytest.mark.parametrize(
    ("line", "what"),
    [
        ("{", "not JSON"),
        ("[1]", "not a JSON object"),
        ('{"a": "x"}', '"b" is missing'),
        ('{"a": "x", "b": 3}', '"b" is not a string'),
        ('{"a": "x", "b": "y", "lang_a": 1}', '"lang_a" is not a string'),
    ],
)
def test_a_bad_row_is_named_by_file_and_line(tmp_path: Path, line: str, what: str) -> None:
    path = tmp_path / "pairs.jsonl"
    path.write_text(f"{json.dumps(PAIR)}\n\n{line}\n", encoding="utf-8")
    done = run("compare", "--pairs", path)
    assert isinstance(done.exception, InputError)
    assert str(done.exception).startswith(f"{path}:3: {what}")
    assert '{"a": name, "b": name}' in str(done.exception)
    assert len(done.output.splitlines()) == 1


def test_many_pairs_keep_their_order_and_what_stands_before_a_bad_row_is_told(tmp_path: Path) -> None:
    path = tmp_path / "pairs.jsonl"
    rows = [{"a": f"Anna Berg{'er' * (n % 3)}", "b": "Anna Berg"} for n in range(1203)]
    path.write_text("\n".join(map(json.dumps, rows)) + "\n[]\n", encoding="utf-8")
    done = run("compare", "--pairs", path)
    assert isinstance(done.exception, InputError)
    told = [json.loads(line)["score"] for line in done.stdout.splitlines()]
    assert told == [compare_names(row["a"], row["b"]).value for row in rows]
    assert len(set(told)) == 3


def test_files_that_cannot_be_read(tmp_path: Path) -> None:
    (tmp_path / "bad.gz").write_bytes(b"no gzip")
    (tmp_path / "bad.xz").write_bytes(b"no xz")
    for name in ("none.jsonl", "bad.gz", "bad.xz"):
        done = run("compare", "--pairs", tmp_path / name)
        assert isinstance(done.exception, InputError)
        assert name in str(done.exception)


@pytest.mark.parametrize("arguments", [(), ("Anna",), ("Anna", "Berg", "--pairs", "x")])
def test_wrong_usage(arguments: tuple[str, ...]) -> None:
    assert isinstance(run("compare", *arguments).exception, UsageError)


def test_romanise_and_keys() -> None:
    assert run("romanise", "Владимир Зеленский", "--lang", "ru").output == "Vladimir Zelensky\n"
    assert run("keys", "Dmytro Kuleba").output.splitlines()
    assert names.name in recoupe.commands
