"""Whatever goes wrong with a ledger: a clear error or a right answer, and nothing lost."""

import os
import random
import signal
import sqlite3
import subprocess
import sys
import tempfile
import threading
import time
from collections import deque
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from makers import plain, reading
from servers import Server

from recoupe import store
from recoupe.errors import (
    LedgerBrokenError,
    LedgerBusyError,
    LedgerError,
    LedgerFullError,
    LedgerLostError,
    LedgerNewerError,
    LedgerReadOnlyError,
)
from recoupe.store.store import Store

NOBODY = 65534


def test_a_ledger_of_a_newer_version(opened: Callable[..., Store]) -> None:
    ledger = opened()
    ledger.engine.run("UPDATE about SET value = '999' WHERE name = 'schema'")
    with pytest.raises(LedgerNewerError, match=r"number 999.*update recoupe"):
        opened()


def test_a_ledger_that_is_not_there(opened: Callable[..., Store]) -> None:
    with pytest.raises(LedgerError, match="source add makes one"):
        opened(create=False)


def test_a_schema_that_does_not_say_its_number(opened: Callable[..., Store]) -> None:
    opened().engine.run("DELETE FROM about")
    with pytest.raises(LedgerBrokenError):
        opened()


def test_folders_and_files_that_are_something_else(tmp_path: Path) -> None:
    with pytest.raises(LedgerError, match="a folder"):
        store.open(str(tmp_path), create=True)
    with pytest.raises(LedgerError, match="its folder does not exist"):
        store.open(str(tmp_path / "none" / "x.db"), create=True)
    (tmp_path / "text.db").write_text("Not a database at all. " * 100)
    with pytest.raises(LedgerBrokenError, match="not a ledger"):
        store.open(str(tmp_path / "text.db"), create=True)
    other = sqlite3.connect(tmp_path / "other.db")
    other.execute("CREATE TABLE mine (x)")
    other.close()
    with pytest.raises(LedgerBrokenError, match="something else"):
        store.open(str(tmp_path / "other.db"), create=True)
    assert (tmp_path / "other.db").read_bytes()[68:72] == b"\0\0\0\0"


def filled(path: Path, count: int = 60) -> Path:
    with store.open(str(path), create=True) as ledger:
        for n in range(count):
            ledger.add(reading(f"r{n}"))
    return path


@pytest.mark.parametrize("how", ["overwritten", "cut"])
def test_a_damaged_file(tmp_path: Path, how: str) -> None:
    path = filled(tmp_path / "x.db")
    data = bytearray(path.read_bytes())
    if how == "cut":
        data = data[: len(data) // 2]
    else:
        middle = len(data) // 2
        data[middle : middle + 60_000] = random.Random(1).randbytes(60_000)
    path.write_bytes(data)
    try:
        with store.open(str(path)) as ledger:
            assert list(ledger.check())
    except LedgerBrokenError as e:
        assert "damaged" in str(e)  # noqa: PT017 -- either is right, depending on where the damage is


def test_a_full_disk_loses_nothing(tmp_path: Path) -> None:
    path = filled(tmp_path / "x.db", 5)
    with store.open(str(path)) as ledger:
        pages = ledger.engine.all("PRAGMA page_count")[0][0]
        ledger.engine.all(f"PRAGMA max_page_count = {pages + 3}")
        with pytest.raises(LedgerFullError, match=r"no room.*make room"):
            deque((ledger.add(reading(f"more{n}")) for n in range(200)), 0)
        kept = ledger.info().rows["article"]
        assert list(ledger.check()) == []
        ledger.engine.all("PRAGMA max_page_count = 1000000")
        assert ledger.add(reading("again")) == "added"
    with store.open(str(path)) as ledger:
        assert ledger.info().rows["article"] == kept + 1 >= 6


def test_a_full_disk_of_a_server(server: Server) -> None:
    with store.open(server.database(), create=True) as ledger, pytest.raises(LedgerFullError, match="no room"):
        ledger.engine.run("DO $$ BEGIN RAISE EXCEPTION 'full' USING ERRCODE = '53100'; END $$")


@contextmanager
def closed_folder(path: Path) -> Iterator[None]:
    """The folder without the right to write in it, for a while; root has that right, so it becomes nobody."""
    path.chmod(0o555)
    root = os.geteuid() == 0
    if root:
        os.seteuid(NOBODY)
    try:
        yield
    finally:
        if root:
            os.seteuid(0)
        path.chmod(0o755)


def test_a_folder_that_may_not_be_written_to() -> None:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        path = filled(folder / "x.db", 3)
        path.chmod(0o444)
        with closed_folder(folder):
            with store.open(str(path)) as ledger:
                assert len(list(ledger.articles())) == 3
                with pytest.raises(LedgerReadOnlyError, match=r"may not be written to.*permissions"):
                    ledger.add(reading("new"))
            with pytest.raises(LedgerReadOnlyError, match="permissions"):
                store.open(str(folder / "new.db"), create=True)


def test_a_server_that_is_not_there(tmp_path: Path) -> None:
    pytest.importorskip("psycopg")
    url = f"postgresql://anna:secret@/none?host={tmp_path}"
    with pytest.raises(LedgerLostError, match="server runs") as caught:
        store.open(url, create=True)
    assert "secret" not in str(caught.value)


def test_a_server_that_goes_away_in_a_transaction(server: Server) -> None:
    url = server.database()
    ledger = store.open(url, create=True)
    ledger.add(reading("a"))

    def lose() -> None:
        with ledger.engine.writing():
            ledger.engine.run("UPDATE article SET title = 'half'")
            server.stop("immediate")
            ledger.engine.run("UPDATE article SET title = 'more'")

    with pytest.raises(LedgerLostError, match="went away"):
        lose()
    with pytest.raises(LedgerLostError):
        ledger.add(reading("b"))
    ledger.close()
    server.start()
    with store.open(url) as again:
        assert [e.title for e in again.articles()] in (["Bridge"], [])  # the last commits may be lost, none in half
        assert again.add(reading("b")) == "added"
        assert list(again.check()) == []


CHILD = """
import sys
sys.path.insert(0, sys.argv[2])
from makers import reading
from recoupe import store
with store.open(sys.argv[1], create=True) as ledger:
    for n in range(100_000):
        ledger.add(reading(f"r{n}"))
        print(n, flush=True)
"""


def test_kill_at_any_moment_loses_at_most_what_was_in_flight(url: str) -> None:
    done = -1
    for seconds in (0.02, 0.11, 0.23, 0.37):
        command = [sys.executable, "-c", CHILD, url, str(Path(__file__).parent)]
        with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as child:
            assert child.stdout
            first = child.stdout.readline()
            time.sleep(seconds)
            child.send_signal(signal.SIGKILL)
            told = [int(line) for line in (first + child.stdout.read()).split("\n")[:-1]]
        done = max([done, *told])
        with store.open(url) as ledger:
            refs = {e.ref for e in ledger.articles()}
            assert {f"r{n}" for n in range(done + 1)} <= refs <= {f"r{n}" for n in range(done + 2)}
            assert list(ledger.check()) == []


def test_two_writers_wait_for_each_other(opened: Callable[..., Store], url: str) -> None:
    ledger = opened()
    said: list[str] = []
    outcome: list[str] = []

    def write() -> None:
        with store.open(url, say=said.append) as other:
            outcome.append(other.add(plain("b")))

    thread = threading.Thread(target=write)
    with ledger.engine.writing():
        ledger.add(plain("a"))
        thread.start()
        time.sleep(2.2)
        assert not outcome
    thread.join(20)
    assert outcome == ["added"]
    assert len(said) == 1
    assert "another process is writing; waiting for it" in said[0]


def test_a_writer_that_waits_too_long(opened: Callable[..., Store]) -> None:
    one, other = opened(), opened(patience=1.5)
    with one.engine.writing(), pytest.raises(LedgerBusyError, match=r"for 1\.5 s \(try again"):
        other.add(plain("b"))
    assert other.add(plain("b")) == "added"


def test_what_fails_halfway_leaves_nothing(ledger: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object) -> None:
        raise KeyboardInterrupt

    before = ledger.info().rows
    monkeypatch.setattr(ledger.engine, "index", fail)
    with pytest.raises(KeyboardInterrupt):
        ledger.add(reading("a"))
    assert ledger.info().rows == before
