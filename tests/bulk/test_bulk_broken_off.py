"""Runs that are broken off, and pages that break what reads them: nothing is lost, nothing is there twice."""

import contextlib
import faulthandler
import itertools
import json
import os
import resource
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import IO

import pytest
from made_batches import RECOUPE, archive, cells, column, command, contents, is_sound, packed, record, rows, run

from recoupe.batch import worker
from recoupe.bulk import TABLES, driving, places, work
from recoupe.bulk.folder import Folder
from recoupe.bulk.rows import Rows
from recoupe.config import Config
from recoupe.errors import OutputError, UsageError
from recoupe.model import Page

SMALL = 1_000  # bytes of a part that holds one or two pages


@pytest.fixture(scope="module")
def given(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder of one archive of many parts, and a file of rows."""
    folder = tmp_path_factory.mktemp("given")
    archive(folder / "a.warc.gz", range(150))
    rows(folder / "b.jsonl", range(12))
    return folder


@pytest.fixture(scope="module")
def whole(given: Path) -> dict[str, str]:
    """What comes of it where nothing goes wrong, in parts of a tenth."""
    run(given.parent / "whole", given, size=_tenth(given))
    return contents(given.parent / "whole")


def _tenth(given: Path) -> int:
    return (given / "a.warc.gz").stat().st_size // 10


def go_on(given: Path, out: Path) -> int:
    """Run to the end; how many parts were read."""
    return len(run(out, given, size=_tenth(given)).parts)


def test_what_is_done_is_not_read_again(given: Path, whole: dict[str, str], tmp_path: Path) -> None:
    assert go_on(given, tmp_path / "out") == 11
    assert contents(tmp_path / "out") == whole
    before = {f: f.stat().st_mtime_ns for f in (tmp_path / "out").glob("*/*.parquet")}
    assert go_on(given, tmp_path / "out") == 0
    assert before == {f: f.stat().st_mtime_ns for f in (tmp_path / "out").glob("*/*.parquet")}
    assert is_sound(tmp_path / "out")


def test_more_workers_change_nothing(given: Path, whole: dict[str, str], tmp_path: Path) -> None:
    run(tmp_path / "out", given, size=_tenth(given), jobs=3)
    assert contents(tmp_path / "out") == whole


SLOWLY = """
import sys, time
from recoupe.bulk import parts, work
from recoupe.cli import main

cut, read = parts.cut, work.tables

def tables(page, config, wanted):
    time.sleep(0.04)
    return read(page, config, wanted)

parts.cut = lambda file, size: cut(file, {size})
work.tables = tables
main(sys.argv[1:])
"""


@contextlib.contextmanager
def running(given: Path, out: Path) -> Iterator[subprocess.Popen[bytes]]:
    """The command at work on small parts, slowly, so that there is time to do something to it."""
    code = SLOWLY.format(size=_tenth(given))
    arguments = ["batch", str(given), "--out", str(out), "--lang", "en", "-j", "2"]
    with subprocess.Popen([sys.executable, "-c", code, *arguments], stderr=subprocess.PIPE) as process:
        yield process


def wait_for(out: Path, parts: int) -> None:
    deadline = time.monotonic() + 240
    while time.monotonic() < deadline:
        if len(list((out / "_parts").glob("*.json"))) >= parts:
            return
        time.sleep(0.005)
    pytest.fail("no part was done")


@pytest.mark.parametrize("parts", [1, 2, 5])
def test_a_run_that_is_killed_goes_on(given: Path, whole: dict[str, str], tmp_path: Path, parts: int) -> None:
    out = tmp_path / "out"
    with running(given, out) as process:
        wait_for(out, parts)
        process.kill()
    done = len(list((out / "_parts").glob("*.json")))
    assert parts <= done < 11
    assert go_on(given, out) == 11 - done
    assert contents(out) == whole
    assert is_sound(out)


def test_a_run_that_is_interrupted_tells_what_is_done(given: Path, whole: dict[str, str], tmp_path: Path) -> None:
    out = tmp_path / "out"
    with running(given, out) as process:
        wait_for(out, 1)
        process.send_signal(signal.SIGINT)
        said = process.communicate()[1].decode()
    assert process.returncode == 130
    assert "the parts that are done stay: start it again to go on" in said
    assert "Traceback" not in said
    told = json.loads((out / "manifest.json").read_text(encoding="utf-8"))
    assert not told["complete"]
    assert is_sound(out)
    go_on(given, out)
    assert contents(out) == whole


def test_an_interrupt_that_is_lost_stops_the_run_at_the_next_page(given: Path, tmp_path: Path) -> None:
    """Raised while something is thrown away, where nothing may raise: it is printed and forgotten."""
    code = """
import signal, sys
from recoupe.cli import batching, main

class Thrown:
    def __del__(self):
        signal.raise_signal(signal.SIGINT)

page = batching._Run.page

def lost(self, used):
    page(self, used)
    if self.pages == 20:
        Thrown()

batching._Run.page = lost
main(sys.argv[1:])
"""
    arguments = ["batch", str(given), "--out", str(tmp_path / "out"), "--lang", "en"]
    done = subprocess.run([sys.executable, "-c", code, *arguments], capture_output=True, text=True, check=False)
    assert "KeyboardInterrupt" in done.stderr
    assert done.returncode == 130
    assert "the parts that are done stay: start it again to go on" in done.stderr


def children(pid: int) -> list[int]:
    return [int(c) for c in Path(f"/proc/{pid}/task/{pid}/children").read_text(encoding="ascii").split()]


@pytest.mark.skipif(sys.platform != "linux", reason="children are named by Linux alone")
def test_a_worker_that_is_killed_costs_nothing(given: Path, whole: dict[str, str], tmp_path: Path) -> None:
    """Its page is not to blame, and so is read by another."""
    out = tmp_path / "out"
    with running(given, out) as process:
        for parts in (1, 3):
            wait_for(out, parts)
            os.kill(children(process.pid)[0], signal.SIGKILL)
        process.communicate()
    assert process.returncode == 0
    assert contents(out) == whole
    assert is_sound(out)


def test_files_of_a_part_that_was_broken_off_are_swept(given: Path, whole: dict[str, str], tmp_path: Path) -> None:
    """Killed between its first table in place and the word that it is done."""
    out = tmp_path / "out"
    go_on(given, out)
    mark = sorted((out / "_parts").iterdir())[3]
    mark.unlink()
    (out / "statements" / f"{mark.stem}.parquet").unlink()
    (out / "articles" / "stray.parquet").write_bytes(b"half")
    (out / "_temporary" / "left").mkdir()
    assert go_on(given, out) == 1
    assert contents(out) == whole
    assert is_sound(out)


def test_a_full_disk_ends_the_run_and_leaves_nothing_half(tmp_path: Path) -> None:
    """The bound on the size of a file is what a system lets a test set: the error comes from the same place."""
    big = archive(tmp_path / "a.warc.gz", range(200))
    out = tmp_path / "out"
    arguments = [*RECOUPE, str(big), "--out", str(out), "--lang", "en"]

    def bound() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (15_000, 15_000))

    done = subprocess.run(arguments, preexec_fn=bound, capture_output=True, text=True, check=False, timeout=120)
    assert done.returncode == 1
    assert "File too large (make room and start it again: what is done is kept)" in done.stderr
    assert "Traceback" not in done.stderr
    assert not any((out / name).glob("*") and list((out / name).iterdir()) for name in TABLES)
    assert command(big, "--out", out).returncode == 0
    assert is_sound(out)
    assert len(column(out, "articles", "article")) == 200


def test_no_room_for_the_mark_of_a_part(given: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write, count = Folder.write, itertools.count()

    def full(self: Folder, data: bytes, *steps: str) -> None:
        if steps[0] == "_parts" and next(count) == 2:
            with self.trouble():
                raise OSError(28, "No space left on device")
        write(self, data, *steps)

    monkeypatch.setattr(Folder, "write", full)
    with pytest.raises(OutputError, match="No space left on device"):
        go_on(given, tmp_path / "out")
    assert go_on(given, tmp_path / "out") == 9
    assert is_sound(tmp_path / "out")


def test_a_lost_input_is_read_when_it_is_back(given: Path, whole: dict[str, str], tmp_path: Path) -> None:
    lost = given / "b.jsonl"
    away = given.parent / "away"
    lost.rename(away)
    out = tmp_path / "out"
    try:
        done = run(out, given / "a.warc.gz", lost, size=_tenth(given))
        assert [f["input"] for f in done.manifest["failed"]] == [str(lost)]
        assert not done.manifest["complete"]
    finally:
        away.rename(lost)
    assert len(run(out, given / "a.warc.gz", lost, size=_tenth(given)).parts) == 1
    assert contents(out) == whole


def test_an_input_that_is_lost_while_it_is_read(
    given: Path, whole: dict[str, str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The part leaves nothing, the others are read."""
    opened, count = places.opened, itertools.count()

    def lost(uri: str) -> IO[bytes]:
        if uri.endswith(".gz") and next(count) == 4:
            raise OSError(5, "Input/output error")
        return opened(uri)

    monkeypatch.setattr(places, "opened", lost)
    done = run(tmp_path / "out", given, size=_tenth(given))
    assert [f.reason for f in done.failed] == ["Input/output error"]
    assert len(done.parts) == 10
    assert is_sound(tmp_path / "out")
    assert go_on(given, tmp_path / "out") == 1
    assert contents(tmp_path / "out") == whole


def test_an_input_that_has_changed_is_read_anew(tmp_path: Path) -> None:
    given, out = tmp_path / "a.warc.gz", tmp_path / "out"
    archive(given, range(40))
    run(out, given, size=SMALL)
    archive(given, range(100, 104))
    os.utime(given, ns=(1, 1))
    run(out, given, size=SMALL)
    assert [u.rpartition("/")[2] for u in column(out, "articles", "url")] == ["100", "101", "102", "103"]
    assert is_sound(out)


def test_what_was_read_of_an_input_that_is_gone_stays(given: Path, tmp_path: Path) -> None:
    first = archive(tmp_path / "a.warc.gz", range(3))
    run(tmp_path / "out", first)
    first.unlink()
    told = run(tmp_path / "out", given / "b.jsonl").manifest
    assert told["articles"] == 15
    assert is_sound(tmp_path / "out")


def test_a_folder_is_read_in_one_way(given: Path, tmp_path: Path) -> None:
    run(tmp_path / "out", given / "b.jsonl")
    with pytest.raises(UsageError, match=r"max_text was 60000 .*--again"):
        run(tmp_path / "out", given / "b.jsonl", max_text=10)
    assert not run(tmp_path / "out", given / "b.jsonl", timeout=9.0, memory=10**9).outcomes  # bounds may change
    told = run(tmp_path / "out", given / "b.jsonl", max_text=10, again=True).manifest
    assert told["articles"] == 12
    assert told["options"]["max_text"] == 10
    assert is_sound(tmp_path / "out")


def test_two_runs_do_not_write_into_one_folder(given: Path, tmp_path: Path) -> None:
    with driving.locked(Folder(str(tmp_path / "out"))):
        done = command(given / "b.jsonl", "--out", tmp_path / "out")
    assert done.returncode == 1
    assert "another run writes there (wait for it, or take another folder)" in done.stderr


READ = work.tables


def poisoned(page: Page, config: Config, wanted: work.Wanted) -> Rows | None:
    """A test double of reading: what a page says is done to the process, all else is read."""
    deed = bytes(page.body).partition(b"POISON ")[2].partition(b"<")[0] if isinstance(page.body, bytes) else b""
    if deed == b"crash":
        faulthandler.disable()
        os.kill(os.getpid(), signal.SIGSEGV)
    elif deed == b"hang":
        sum(range(10**12))
    elif deed == b"hog":
        held = [bytearray(50_000_000)]
        while True:
            held.append(bytearray(held[-1]))
    return READ(page, config, wanted)


def test_poison_among_many_pages(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """One page in a hundred: each costs itself, and is listed with what it did."""
    monkeypatch.setattr(work, "tables", poisoned)
    monkeypatch.setattr(worker, "LOADING", 0.3)
    deeds = dict(zip(range(50, 300, 100), ("crash", "hang", "hog"), strict=True))
    given = tmp_path / "a.warc.gz"
    body = b"<html><body><p>POISON %s</p></body></html>"
    given.write_bytes(packed(*(record(n, body % deeds[n].encode() if n in deeds else None) for n in range(300))))
    told = run(tmp_path / "out", given, jobs=2, memory=300_000_000, timeout=1.0, size=60_000).manifest
    assert (told["complete"], told["articles"], told["unread"]) == (True, 297, 3)
    found = {int(r["ref"].rpartition("/")[2]): r["message"] for r in cells(tmp_path / "out")["problems"]}
    assert found.keys() == deeds.keys()
    said = {
        "crash": "its reader died (signal 11)",
        "hang": "given up after 1 s",
        "hog": "needs more memory than there is",
    }
    assert all(found[n].startswith(said[deed]) for n, deed in deeds.items())
    numbers = [int(u.rpartition("/")[2]) for u in column(tmp_path / "out", "articles", "url")]
    assert numbers == [n for n in range(300) if n not in deeds]
    assert is_sound(tmp_path / "out")
