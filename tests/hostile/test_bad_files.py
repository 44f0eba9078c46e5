"""Files that are not what they should be: each is named with its reason, and the rest of the batch survives."""

import gzip
import json
import random
from pathlib import Path

import pytest
from batches import GOOD, GOOD_HTML, Run, assert_whole, batch, recoupe

NOISE = random.Random(20240508).randbytes(40_000)
PNG = b"\x89PNG\r\n\x1a\n" + NOISE
FRENCH = "Le ministre a déclaré mercredi à la presse que l’été serait très chaud et que l’eau manquerait. " * 4
HTML = (
    "<html><head>{}<title>Été très chaud</title></head><body><article><h1>Été</h1><p>"
    + FRENCH
    + "</p></article></body></html>"
)


def cut_gzip() -> bytes:
    noise = random.Random(1)
    rows = (json.dumps({**GOOD, "id": f"gz-{i}", "title": noise.randbytes(40).hex()}) + "\n" for i in range(50))
    whole = gzip.compress("".join(rows).encode(), mtime=0)
    return whole[: len(whole) // 2]


UNREADABLE = {
    "empty.html": b"",
    "empty.txt": b"",
    "empty.md": b"",
    "noise.html": NOISE,
    "noise.txt": NOISE,
    "noise.jsonl": NOISE,
    "noise.jsonl.gz": NOISE,
    "png.html": PNG,
    "png.txt": PNG,
    "nuls.html": b"\x00" * 5000,
    "nuls.txt": b"\x00" * 5000,
    "cut.jsonl.gz": cut_gzip(),
    "notgz.jsonl.gz": b'{"text": "They said so."}\n',
}
CHARSETS = {
    "none.html": HTML.format("").encode(),
    "none-cp1252.html": HTML.format("").encode("cp1252"),
    "wrong.html": HTML.format("<meta charset='utf-8'>").encode("cp1252"),
    "nearly-right.html": HTML.format("<meta charset='iso-8859-1'>").encode("cp1252"),
    "unknown.html": HTML.format("<meta charset='no-such-charset'>").encode(),
    "byte-order-mark.html": HTML.format("<meta charset='iso-8859-1'>").encode("utf-8-sig"),
    "utf-16.html": HTML.format("<meta charset='utf-8'>").encode("utf-16"),
    "bom.txt": FRENCH.encode("utf-8-sig"),
    "latin.txt": FRENCH.encode("cp1252"),
    "utf-16.txt": FRENCH.encode("utf-16"),
}


@pytest.fixture(scope="module")
def done(tmp_path_factory: pytest.TempPathFactory) -> Run:
    return batch(
        tmp_path_factory.mktemp("files"),
        UNREADABLE | CHARSETS | {"blank.jsonl": b"\n  \n", "none.jsonl": b""},
    )


def test_the_batch_says_that_some_failed(done: Run) -> None:
    assert done.status == 1


@pytest.mark.parametrize("name", UNREADABLE)
def test_an_unreadable_file_is_named(done: Run, name: str) -> None:
    assert name in done.err or any(r["problems"] for r in done.of(name))


@pytest.mark.parametrize("name", UNREADABLE)
def test_nothing_is_read_from_it(done: Run, name: str) -> None:
    assert not any(r["statements"] or r["timexes"] for r in done.of(name))


@pytest.mark.parametrize("name", CHARSETS)
def test_charset(done: Run, name: str) -> None:
    (reading,) = done.of(f"/{name}")
    assert "déclaré mercredi à la presse que l’été" in reading["text"]


BAD_ROWS = {
    "not json": "{'text': 1}",
    "cut": '{"text": "half a r',
    "a list": "[1, 2]",
    "a number": "7",
    "null": "null",
    "no text": '{"id": "x"}',
    "text a number": '{"id": "x", "text": 5}',
    "html null": '{"id": "x", "html": null}',
    "lang a list": '{"id": "x", "lang": ["en"], "text": "They said so."}',
    "day nonsense": '{"id": "x", "published": "the day before", "text": "They said so yesterday."}',
    "id an object": '{"id": {"a": 1}, "text": "They said so."}',
    "deep": "[" * 50_000,
    "huge number": '{"id": 1' + "0" * 5000 + ', "text": "They said so."}',
    "not a number": '{"id": NaN, "text": "They said so."}',
    "bytes": '{"id": "x", "text": "\udcff\udcfe said so."}',
    "empty": '{"id": "x", "text": ""}',
    "blank": '{"id": "x", "text": "  \\n "}',
}
NAMED_ROWS = {
    "not json",
    "cut",
    "a list",
    "a number",
    "null",
    "no text",
    "text a number",
    "html null",
    "deep",
}


@pytest.fixture(scope="module")
def rows_done(tmp_path_factory: pytest.TempPathFactory) -> Run:
    lines = [json.dumps({**GOOD, "id": "good-first"})]
    for i, row in enumerate(BAD_ROWS.values()):
        lines += [row, json.dumps({**GOOD, "id": f"good-{i}"})]
    path = tmp_path_factory.mktemp("rows") / "rows.jsonl"
    path.write_bytes("\n".join(lines).encode("utf-8", "surrogateescape") + b"\n")
    return recoupe(path, pages=len(lines))


@pytest.mark.parametrize("number", range(len(BAD_ROWS)), ids=BAD_ROWS)
def test_the_row_after_a_bad_one_is_read(rows_done: Run, number: int) -> None:
    (reading,) = [r for r in rows_done.readings if r["ref"] == f"good-{number}"]
    assert_whole(reading)


@pytest.mark.parametrize("name", sorted(NAMED_ROWS))
def test_a_bad_row_is_named_by_its_line(rows_done: Run, name: str) -> None:
    line = 2 * list(BAD_ROWS).index(name) + 2
    assert rows_done.status == 1
    assert any(str(line) in said for said in rows_done.err.splitlines() if "rows.jsonl" in said), rows_done.err


def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    good = tmp_path / "good.html"
    good.write_text(GOOD_HTML, encoding="utf-8")
    done = recoupe(tmp_path / "missing.html", good)
    assert done.status in {1, 2}
    assert "missing.html" in done.err


def test_an_empty_folder(tmp_path: Path) -> None:
    assert not recoupe(tmp_path).out


def test_a_folder_that_holds_itself(tmp_path: Path) -> None:
    (tmp_path / "good.html").write_text(GOOD_HTML, encoding="utf-8")
    (tmp_path / "again").symlink_to(tmp_path)
    assert recoupe(tmp_path).of("good.html")


def test_two_processes_lose_nothing(tmp_path: Path) -> None:
    for i in range(6):
        (tmp_path / f"good-{i}.html").write_text(GOOD_HTML, encoding="utf-8")
    (tmp_path / "noise.html").write_bytes(NOISE)
    done = recoupe(tmp_path, options=("-j", "2"), pages=7)
    assert [r["ref"][-6] for r in done.of("good-")] == list("012345")
