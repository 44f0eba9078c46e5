"""`recoupe read` and `add` of archives."""

import contextlib
import functools
import itertools
import sqlite3
import subprocess
import sys
import time
from pathlib import Path

import pytest
from made_archives import packed, record, spoilt

from recoupe import inputs, store
from recoupe.cli import adding, main, work
from recoupe.cli.places import Places
from recoupe.config import Config
from recoupe.errors import InputError

SAID = {
    0: "<html lang=en><h1>Bridge</h1><p>The old bridge stays closed, the mayor of the town said on Tuesday evening.</p></html>",
    1: "<html lang=fr><h1>Le pont</h1><p>Le vieux pont restera fermé, a déclaré mardi soir la maire de la petite ville.</p></html>",
    2: "<html lang=de><h1>Brücke</h1><p>Die alte Brücke bleibt gesperrt, sagte der Bürgermeister am Dienstagabend.</p></html>",
}
IMAGE = record(7, http={"Content-Type": "image/png"})


@pytest.fixture
def archive(tmp_path: Path) -> Path:
    pages = [packed(record(n, html.encode())) for n, html in SAID.items()]
    path = tmp_path / "a.warc.gz"
    path.write_bytes(b"".join([pages[0], spoilt(pages[1], 5 * len(pages[1]) // 6), packed(IMAGE), pages[2], pages[1]]))
    return path


def ran(*arguments: str | Path) -> int:
    with pytest.raises(SystemExit) as done:
        main([str(a) for a in arguments])
    return int(str(done.value.code))


def test_add_names_what_is_broken_and_counts_what_is_no_page(
    archive: Path, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    ledger = tmp_path / "x.db"
    assert ran("add", "--ledger", ledger, archive) == 1
    broken, added, skipped, failed = capfd.readouterr().err.splitlines()
    assert broken.startswith(f"recoupe: {archive}#{len(packed(record(0, SAID[0].encode())))}: broken gzip")
    assert (added, failed) == ("recoupe: 3 added", "recoupe: 1 of 4 could not be read")
    assert skipped == "recoupe: 1 answer in archives is no page: 1 image/png"
    assert ran("add", "--ledger", ledger, archive) == 1
    assert "3 there already" in capfd.readouterr().err
    with store.open(str(ledger)) as there:
        assert sorted(e.ref for e in there.articles()) == [f"http://news.example/{n}" for n in range(3)]


def test_add_of_some_languages_and_kinds(archive: Path, tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    ledger = tmp_path / "x.db"
    ran("add", "--ledger", ledger, "--only-lang", "fr", "--only-lang", "DE", archive)
    assert "2 added, 1 in other languages or of other kinds than asked for" in capfd.readouterr().err
    ran("add", "--ledger", ledger, "--only-kind", "recipe", archive)
    assert "2 there already, 1 in other" in capfd.readouterr().err
    assert ran("add", "--ledger", ledger, "--only-kind", "poem", archive) == 2


def test_standard_input_and_empty_files_are_refused_with_a_reason(archive: Path, tmp_path: Path) -> None:
    empty = tmp_path / "none.warc.gz"
    empty.write_bytes(b"")
    archive.write_bytes(packed(IMAGE, record(0)))
    with archive.open("rb") as file:
        found = list(inputs.pages(["-", str(empty)], stdin=file))
    assert [str(e) for e in found if isinstance(e, InputError)] == [
        "standard input: a web archive (save it as a file and name that)",
        f"{empty}: empty (fetch it again)",
    ]


def test_without_the_extra_one_is_told_what_to_install(archive: Path) -> None:
    code = f"""
import sys
import time
sys.modules["warcio"] = None
from recoupe import inputs
print([str(e) for e in inputs.pages([{str(archive)!r}])])
"""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True, text=True)
    assert done.stdout == f"""["{archive}: a web archive, which needs warcio (pip install 'recoupe[archives]')"]\n"""


def test_a_run_that_was_killed_goes_on_where_it_was(tmp_path: Path) -> None:
    path, ledger = tmp_path / "a.warc.gz", tmp_path / "x.db"
    path.write_bytes(packed(*(record(n, SAID[0].replace("Tuesday", f"day {n}").encode()) for n in range(40))))
    command = [sys.executable, "-m", "recoupe", "add", "--ledger", str(ledger), str(path)]
    run = subprocess.Popen(command, stderr=subprocess.DEVNULL)
    deadline = time.monotonic() + 60
    while _count(ledger) < 3 and run.poll() is None and time.monotonic() < deadline:
        time.sleep(0.02)
    run.kill()
    run.wait()
    before = _count(ledger)
    done = subprocess.run(command, capture_output=True, check=True, text=True)
    assert before >= 3
    assert _count(ledger) == 40
    if before < 40:
        assert f"{path}: goes on at byte" in done.stderr
        assert f"recoupe: {40 - before} added\n" in done.stderr


def _broken_off(path: Path, ledger: Path, config: Config, wanted: work.Wanted, *, after: int) -> None:
    """Add up to so many pages of an archive, then stop as a crash does."""
    with store.open(str(ledger), create=True) as there:
        places = Places(there, config, wanted, print)
        pages = adding.Pages(there, config, again=False, places=places)
        walk = functools.partial(inputs.pages, [str(path)], places=places)
        done = (work.kept(p, config, wanted) for p in pages.new(walk) if not isinstance(p, InputError))
        for kept in itertools.islice(pages.named(done), after):
            assert isinstance(kept, adding.Kept)
            pages.keep(kept)


@pytest.mark.parametrize("form", ["a.warc.gz", "a.warc"])
def test_what_was_left_out_is_not_read_again(tmp_path: Path, capfd: pytest.CaptureFixture[str], form: str) -> None:
    path, ledger = tmp_path / form, tmp_path / "x.db"
    records = [record(n, SAID[n % 2].replace("Tuesday", f"day {n}").encode()) for n in range(12)]
    path.write_bytes(packed(*records) if form.endswith("gz") else b"".join(records))
    config, wanted = Config(), work.Wanted(frozenset({"en"}))
    _broken_off(path, ledger, config, wanted, after=8)
    assert _count(ledger) == 4
    assert ran("add", "--ledger", ledger, "--only-lang", "en", path) == 0
    told = capfd.readouterr().err
    assert f"{path}: goes on at byte" in told
    assert "2 added, 2 in other languages or of other kinds than asked for" in told
    assert _count(ledger) == 6


def test_an_archive_that_was_read_to_its_end_is_read_from_its_start(archive: Path, tmp_path: Path) -> None:
    ledger = tmp_path / "x.db"
    assert ran("add", "--ledger", ledger, archive) == 1
    with store.open(str(ledger)) as there:
        assert there.engine.all("SELECT name FROM about WHERE name LIKE 'w%'") == []


def test_other_wishes_and_other_archives_have_their_own_place(
    tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    path, ledger = tmp_path / "a.warc.gz", tmp_path / "x.db"
    path.write_bytes(packed(*(record(n, SAID[n % 2].encode()) for n in range(6))))
    _broken_off(path, ledger, Config(), work.Wanted(frozenset({"fr"})), after=4)
    assert ran("add", "--ledger", ledger, path) == 0
    assert "goes on at" not in capfd.readouterr().err
    path.write_bytes(path.read_bytes() + packed(record(9, SAID[2].encode())))
    assert ran("add", "--ledger", ledger, "--only-lang", "fr", path) == 0
    assert "goes on at" not in capfd.readouterr().err
    assert _count(ledger) == 6


def _count(ledger: Path) -> int:
    """How many articles a ledger has, 0 where it is not yet there."""
    try:
        with contextlib.closing(sqlite3.connect(f"file:{ledger}?mode=ro", uri=True)) as there:
            return int(there.execute("SELECT count(*) FROM article").fetchone()[0])
    except sqlite3.Error:
        return 0
