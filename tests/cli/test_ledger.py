"""`recoupe add`, `ledger`, `forget`, `search`: in a process of their own."""

import json
import os
import signal
import subprocess
import time
from pathlib import Path

import pytest
from commands import RECOUPE, ROW, environment, recoupe, rows

from recoupe import store
from recoupe.store import migrations


@pytest.fixture
def ledger(tmp_path: Path) -> str:
    return str(tmp_path / "x.db")


def test_add_pages_and_readings(tmp_path: Path, ledger: str) -> None:
    given = rows(tmp_path / "a.jsonl", 3)
    done = recoupe("add", "--ledger", ledger, given)
    assert (done.status, done.out, done.err) == (0, b"", "recoupe: 3 added\n")
    readings = recoupe("read", given).out
    done = recoupe("add", "--ledger", ledger, "-", stdin=readings)
    assert (done.status, done.err) == (0, "recoupe: 3 there already\n")
    elsewhere = str(tmp_path / "y.db")
    assert recoupe("add", "--ledger", elsewhere, "-", stdin=readings).err == "recoupe: 3 added\n"
    with store.open(ledger) as one, store.open(elsewhere) as two:
        ids = [e.id for e in one.articles()]
        assert list(one.readings(ids)) == list(two.readings(ids))
    assert recoupe("add", "--ledger", ledger, given).err == "recoupe: 3 there already\n"
    assert recoupe("add", "--ledger", ledger, "--again", given).err == "recoupe: 3 there already\n"
    done = recoupe("add", "--ledger", ledger, "--published", "2024-06-01", given)
    assert done.err == "recoupe: 3 read anew\n"


def test_readings_that_are_wrong_are_named_by_line_and_key(tmp_path: Path, ledger: str) -> None:
    lines = recoupe("read", rows(tmp_path / "a.jsonl", 3)).out.splitlines()
    bad = json.loads(lines[1])
    bad["statements"][0]["cue"] = [[3, 9000]]
    worse = json.loads(lines[2])
    del worse["actors"]
    path = tmp_path / "r.jsonl"
    path.write_bytes(b"\n".join([lines[0], json.dumps(bad).encode(), json.dumps(worse).encode()]))
    done = recoupe("add", "--ledger", ledger, path)
    assert done.status == 1
    first, second, last = done.err.splitlines()
    assert first.startswith(f"recoupe: {path}#2: statements[0].cue[0]: [3, 9000] lies outside the text")
    assert second.startswith(f"recoupe: {path}#3: actors: missing (give readings as")
    assert last == "recoupe: 1 added"


def test_what_cannot_be_read_is_named_and_the_rest_is_added(tmp_path: Path, ledger: str) -> None:
    path = tmp_path / "a.jsonl"
    path.write_text(json.dumps(ROW) + "\nnot json\n" + json.dumps({**ROW, "id": "z"}))
    done = recoupe("add", "--ledger", ledger, path, tmp_path / "none.txt")
    assert done.status == 1
    assert f"{path}#2: not JSON" in done.err
    assert "none.txt: no such file" in done.err
    assert done.err.endswith("recoupe: 2 added\nrecoupe: 2 of 4 could not be read\n")


def test_ctrl_c_keeps_what_is_done(tmp_path: Path, ledger: str) -> None:
    given = rows(tmp_path / "a.jsonl", 3_000)
    command = [*RECOUPE, "add", "--ledger", ledger, str(given)]
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True, env=environment()) as child:
        while not os.path.exists(ledger) or not _count(ledger):  # noqa: PTH110
            time.sleep(0.05)
        child.send_signal(signal.SIGINT)
        assert child.stderr
        said = child.stderr.read()
    assert child.returncode == 130
    assert "Traceback" not in said
    there = _count(ledger)
    assert f"recoupe: {there:,} added\n" in said
    assert 0 < there < 3_000
    small = rows(tmp_path / "b.jsonl", there + 5)
    assert recoupe("add", "--ledger", ledger, small).err == f"recoupe: 5 added, {there:,} there already\n"


def _count(ledger: str) -> int:
    with store.open(ledger, create=True) as there:
        return there.info().rows["article"]


def test_ledger_commands(tmp_path: Path, ledger: str) -> None:
    recoupe("add", "--ledger", ledger, rows(tmp_path / "a.jsonl", 2))
    done = recoupe("ledger", "info", RECOUPE_LEDGER=ledger)
    assert done.status == 0
    assert f"{ledger} (sqlite, tables number {migrations.newest()}" in done.text
    assert recoupe("ledger", "check", "--ledger", ledger).text == "the ledger is sound\n"
    copy = tmp_path / "copy.db"
    assert recoupe("ledger", "copy", ledger, copy).status == 0
    assert recoupe("ledger", "check", "--ledger", copy).status == 0
    assert recoupe("ledger", "copy", ledger, copy).err.startswith(f"recoupe: {copy}: not empty")
    with store.open(ledger) as there:
        there.engine.run("UPDATE article SET text = 'cut'")
    done = recoupe("ledger", "check", "--ledger", ledger)
    assert (done.status, "span_outside: s1" in done.text) == (1, True)
    done = recoupe("ledger", "check", "--ledger", tmp_path / "none.db")
    assert (done.status, "no such ledger" in done.err) == (1, True)


def test_renew_reads_again_what_older_rules_have_read(tmp_path: Path, ledger: str) -> None:
    recoupe("add", "--ledger", ledger, rows(tmp_path / "a.jsonl", 2))
    with store.open(ledger) as there:
        before = list(there.readings(e.id for e in there.articles()))
        there.engine.run("UPDATE article SET version = '0.0.1', digest = 'old'")
        there.engine.run("DELETE FROM timex")
    assert recoupe("ledger", "renew", "--ledger", ledger).err == "recoupe: 2 read anew\n"
    with store.open(ledger) as there:
        assert list(there.readings(e.id for e in there.articles())) == before
        assert list(there.check()) == []
    assert recoupe("ledger", "renew", "--ledger", ledger).err == "recoupe: nothing added\n"


def test_search(tmp_path: Path, ledger: str) -> None:
    recoupe("add", "--ledger", ledger, rows(tmp_path / "a.jsonl", 2))
    done = recoupe("search", "--ledger", ledger, "who:berg", "safe")
    assert (done.status, done.text.count("Anna Berg asserts")) == (0, 2)
    done = recoupe("search", "--ledger", ledger, "--format", "jsonl", "--limit", "1", "stance:denies")
    assert [(r["stance"], r["article"]["lang"]) for r in done.rows] == [("denies", "en")]
    done = recoupe("search", "--ledger", ledger, "--articles", "--format", "jsonl", "harbour")
    assert {r["ref"] for r in done.rows} == {"0", "1"}
    assert recoupe("search", "--ledger", ledger, "nowhere").status == 1
    done = recoupe("search", "--ledger", ledger, "after:soon")
    assert (done.status, done.err) == (2, "recoupe: after:soon is no day; write after:2022-07-16\n")


def test_forget(tmp_path: Path, ledger: str) -> None:
    recoupe("add", "--ledger", ledger, rows(tmp_path / "a.jsonl", 2))
    assert recoupe("forget", "--ledger", ledger).status == 2
    done = recoupe("forget", "--ledger", ledger, "--name", "Anna Berg", "--delete")
    assert (done.status, "add --yes" in done.err) == (2, True)
    done = recoupe("forget", "--ledger", ledger, "--name", "Anna Berg", "--delete", "--yes", "--by", "clerk")
    assert (done.status, done.text.startswith("deleted: 2 actors, ")) == (0, True)
    assert done.text.endswith("articles touched: 2\n")
    assert recoupe("search", "--ledger", ledger, "anna").status == 1
    assert b"Anna" not in Path(ledger).read_bytes()
    done = recoupe("forget", "--ledger", ledger, "--url", "https://e.example/")
    assert (done.status, "nothing of it is there now" in done.err) == (0, True)
