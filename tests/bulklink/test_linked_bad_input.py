"""Folders that cannot be linked, and runs that are broken off: named, mended, nothing lost and nothing twice."""

import json
import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq
import pytest
from made_links import given, link, linked, read, rows

from recoupe.bulk.folder import Folder
from recoupe.bulk.linked import TABLES, embedded, stages
from recoupe.bulk.linked.engine import call
from recoupe.bulk.linked.shelf import Shelf
from recoupe.errors import InputError, OutputError, RecoupeError, UsageError


@pytest.fixture
def out(tmp_path: Path) -> Path:
    return read(tmp_path / "out", given(tmp_path / "news.jsonl", rows()))


def command(*arguments: Path | str, **more: str) -> subprocess.CompletedProcess[str]:
    """Run `recoupe batch link`; no traceback is ever right."""
    given_ = {k: v for k, v in os.environ.items() if k != "RECOUPE_DEBUG"} | more
    line = [sys.executable, "-m", "recoupe", "batch", "link", *map(str, arguments)]
    done = subprocess.run(line, capture_output=True, check=False, timeout=240, env=given_, text=True)
    assert "Traceback" not in done.stderr, done.stderr
    return done


def told(out: Path) -> dict[str, Any]:
    found: dict[str, Any] = json.loads((out / "manifest.json").read_text(encoding="utf-8"))
    return found


def tell(out: Path, found: dict[str, Any]) -> None:
    (out / "manifest.json").write_text(json.dumps(found), encoding="utf-8")


def test_the_command_says_what_it_did(out: Path) -> None:
    done = command(out, "-j", "2")
    assert done.returncode == 0, done.stderr
    assert "16 articles; 4 stories, " in done.stderr
    assert f"linked tables and manifest.json in {out}/linked" in done.stderr
    assert not (out / "linked" / "_steps").exists()


@pytest.mark.parametrize(
    ("wrote", "said"), [(None, "no manifest.json"), ("{", "is broken"), ('{"a": 1}', "is none of `recoupe batch`")]
)
def test_a_folder_that_batch_did_not_write(tmp_path: Path, wrote: str | None, said: str) -> None:
    if wrote is not None:
        (tmp_path / "manifest.json").write_text(wrote, encoding="utf-8")
    done = command(tmp_path)
    assert done.returncode == 1
    assert said in done.stderr
    assert "name a folder that" in done.stderr


def test_a_folder_that_is_not_there(tmp_path: Path) -> None:
    done = command(tmp_path / "none")
    assert done.returncode == 1
    assert "no manifest.json" in done.stderr


def test_a_lost_part_is_named(out: Path) -> None:
    (lost,) = (out / "statements").iterdir()
    lost.unlink()
    with pytest.raises(InputError, match=f"{lost.name}: is lost .*again, then this"):
        link(out)


def test_a_part_that_is_cut_off_is_named(out: Path) -> None:
    (cut,) = (out / "articles").iterdir()
    cut.write_bytes(cut.read_bytes()[:-100])
    with pytest.raises(InputError, match=r"bytes, and was written with"):
        link(out)


def test_a_part_with_other_bytes_is_named(out: Path) -> None:
    (broken,) = (out / "articles").iterdir()
    broken.write_bytes(b"\0" * broken.stat().st_size)
    with pytest.raises(InputError, match=f"{broken.name}: cannot be read"):
        link(out)


def test_a_missing_column_is_named(out: Path) -> None:
    (path,) = (out / "actors").iterdir()
    pq.write_table(pq.read_table(path, partitioning=None).drop_columns(["role"]), path)
    found = told(out)
    for f in found["files"]:
        if f["path"].startswith("actors/"):
            f["bytes"] = path.stat().st_size
    tell(out, found)
    with pytest.raises(InputError, match=r"lacks the column role: another version wrote it"):
        link(out)


def test_tables_of_another_version_are_refused(out: Path) -> None:
    found = told(out)
    found["options"]["version"] = "0.0.7"
    tell(out, found)
    with pytest.raises(InputError, match=r"recoupe 0\.0\.7 wrote these tables"):
        link(out)


def test_inputs_that_were_not_read_to_their_end_are_told(out: Path) -> None:
    tell(out, told(out) | {"complete": False})
    done = command(out, "-j", "1")
    assert done.returncode == 1
    assert "not all inputs were read to their end" in done.stderr
    assert len(linked(out)["stories"]) == 16


def test_options_of_spark_alone(out: Path) -> None:
    done = command(out, "--master", "local[2]")
    assert done.returncode == 2
    assert "add --engine spark" in done.stderr


@pytest.mark.parametrize(("module", "name"), [("duckdb", "DuckDB"), ("scipy", "SciPy")])
def test_without_a_library_it_says_so(out: Path, monkeypatch: pytest.MonkeyPatch, module: str, name: str) -> None:
    monkeypatch.setattr("importlib.util.find_spec", lambda n: None if n == module else object())
    with (
        pytest.raises(UsageError, match=rf"needs {name}: pip install 'recoupe\[batch\]'"),
        embedded.opened(Shelf(Folder(str(out))), 1),
    ):
        pass


class Stopping:
    """An engine that stops before its task or query number `at`."""

    def __init__(self, engine: embedded.Embedded, at: int) -> None:
        self.engine, self.left = engine, at

    def _count(self) -> None:
        self.left -= 1
        if self.left < 0:
            raise KeyboardInterrupt

    def query(self, *arguments: Any, **options: Any) -> None:
        self._count()
        self.engine.query(*arguments, **options)

    def tasks(self, function: str, names: Sequence[str], job: str) -> Iterator[str]:
        for name in names:
            self._count()
            yield call(function, name, job)


def test_wherever_it_is_broken_off_it_goes_on(tmp_path: Path) -> None:
    """Each time a little further: what is done is not done again, and the tables are the same."""
    mixed = rows()
    inputs = [given(tmp_path / f"{n}.jsonl", mixed[n * 8 : n * 8 + 8]) for n in range(2)]
    out, whole = read(tmp_path / "out", *inputs), read(tmp_path / "whole", *inputs)
    link(whole)
    folder = Folder(str(out))
    stopped = 0
    while True:
        plan = stages.planned(folder)
        assert plan.begun is (stopped > 0)
        with embedded.opened(Shelf(folder), 1) as engine:
            try:
                stages.run(folder, plan, Stopping(engine, stopped + 1))
                break
            except KeyboardInterrupt:
                stopped += 1
        assert stopped < 60
    assert stopped > 4
    assert linked(out) == linked(whole)
    assert (out / "linked" / "manifest.json").read_bytes() == (whole / "linked" / "manifest.json").read_bytes()


@pytest.mark.skipif(sys.platform == "win32", reason="there is no SIGKILL")
def test_killed_at_any_moment_it_goes_on(out: Path) -> None:
    begun = time.monotonic()
    assert command(out, "-j", "1").returncode == 0
    took = time.monotonic() - begun
    whole = linked(out)
    luck = random.Random(5)
    line = [sys.executable, "-m", "recoupe", "batch", "link", str(out), "-j", "1"]
    killed = 0
    for n in range(4):
        with subprocess.Popen(line if n else [*line, "--again"], stderr=subprocess.DEVNULL) as process:
            time.sleep(luck.uniform(0.2, 0.8) * took)
            process.send_signal(signal.SIGKILL)
            killed += process.wait() == -signal.SIGKILL
    assert killed
    done = command(out, "-j", "1")
    assert done.returncode == 0, done.stderr
    assert linked(out) == whole


def test_tables_that_changed_meanwhile_are_linked_anew(out: Path, tmp_path: Path) -> None:
    folder = Folder(str(out))
    with embedded.opened(Shelf(folder), 1) as engine, pytest.raises(KeyboardInterrupt):
        stages.run(folder, stages.planned(folder), Stopping(engine, 5))
    read(
        out,
        tmp_path / "news.jsonl",
        given(tmp_path / "more.jsonl", [rows()[0] | {"id": "x", "url": "https://x.example/"}]),
    )
    assert not stages.planned(folder).begun
    link(out)
    assert len(linked(out)["stories"]) == 17


def test_more_than_memory_holds_is_said(out: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def huge(*_: object, **__: object) -> None:
        raise MemoryError

    monkeypatch.setattr(stages, "labelled", huge)
    with pytest.raises(RecoupeError, match=r"16 articles with \d+ edges do not fit .*read fewer days"):
        link(out)


def test_a_disk_that_is_full_ends_it_with_a_message(out: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Folder, "create", full)
    with pytest.raises(OutputError, match=r"No space left on device .*make room and start it again"):
        link(out)
    monkeypatch.undo()
    link(out)
    assert set(linked(out)) == set(TABLES)
