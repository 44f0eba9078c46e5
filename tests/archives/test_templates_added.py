"""Templates of sites through `recoupe add`: learned in a first walk, the same however it is run, kept with each page."""

import contextlib
import datetime as dt
import json
import random
import sqlite3
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest
from made_archives import packed, record

from recoupe import clean, inputs, pipeline, store
from recoupe.cli import learning, main
from recoupe.config import Config
from recoupe.errors import UsageError
from recoupe.model import Page
from recoupe.sources import Fetched
from recoupe.templates import ENOUGH, Asked, Used

NOTICE = "The harbour gazette takes no responsibility for what its readers write below its articles and letters."
OTHER = "Readers who have seen something may write to the editors of the gazette, whose names stand on its first page."
WORDS = "bridge ferry harbour mayor council storm rope lantern winter market captain letter window river engine cargo"


def sentence(seed: str) -> str:
    said = random.Random(seed).choices(WORDS.split(), k=18)
    return f"{' '.join(said).capitalize()}, the people of the town said."


def html(n: int, notice: str = NOTICE, *, version: int = 0) -> bytes:
    texts = [*(sentence(f"{n} {i}") for i in range(4)), sentence(f"{n} last {version}"), notice]
    body = "".join(f"<p>{text}</p>" for text in texts)
    return f"<html lang=en><title>Town {n}</title><article><h1>Town {n}</h1>{body}</article></html>".encode()


def row(n: int, notice: str = NOTICE, **more: Any) -> str:
    url = f"http://gazette.example/{n}{more.get('version', '')}"
    return json.dumps({"id": f"r{n}", "url": url, "html": html(n, notice, **more).decode()})


def rows(folder: Path, *made: str, name: str = "pages.jsonl") -> Path:
    path = folder / name
    path.write_text("\n".join(made), encoding="utf-8")
    return path


def ran(*arguments: str | Path) -> int:
    with pytest.raises(SystemExit) as done:
        main([str(a) for a in arguments])
    return int(str(done.value.code))


def texts(ledger: Path) -> dict[str | None, str]:
    with store.open(str(ledger)) as there:
        return {r.article.url: r.article.text for r in there.readings([e.id for e in there.articles()])}


def state(ledger: Path) -> list[Any]:
    with store.open(str(ledger)) as there:
        asked = (
            "SELECT id, article, site, template FROM page",
            "SELECT * FROM template",
            "SELECT site, said FROM learned",
        )
        return [sorted(there.engine.all(sql)) for sql in asked] + [texts(ledger)]


def test_every_page_of_a_site_is_read_without_what_repeats_on_it(tmp_path: Path) -> None:
    ledger, alone = tmp_path / "x.db", tmp_path / "alone.db"
    assert ran("add", "--ledger", ledger, rows(tmp_path, *map(row, range(8)))) == 0
    found = texts(ledger)
    assert len(found) == 8
    assert not any(NOTICE in text for text in found.values())
    assert all(sentence(f"{n} last 0") in found[f"http://gazette.example/{n}"] for n in range(8))
    assert ran("add", "--ledger", alone, rows(tmp_path, row(1))) == 0
    assert NOTICE in texts(alone)["http://gazette.example/1"]


def test_copies_and_versions_of_one_article_lose_nothing(tmp_path: Path) -> None:
    ledger = tmp_path / "x.db"
    copies = [row(1, "", version=v) for v in range(20)]
    assert ran("add", "--ledger", ledger, rows(tmp_path, *copies, *(row(n) for n in range(40, 43)))) == 0
    found = texts(ledger)
    assert all(found[f"http://gazette.example/1{v}"].startswith(sentence("1 0")) for v in range(20))
    assert all(sentence("1 3") in found[f"http://gazette.example/1{v}"] for v in range(20))


@pytest.mark.parametrize("form", ["pages.jsonl", "pages.warc.gz", "folder"])
def test_processes_do_not_matter(tmp_path: Path, form: str) -> None:
    path = tmp_path / form
    notices = [NOTICE] * 20 + [OTHER] * 12  # the site changes
    if form == "folder":
        path.mkdir()
        for n, notice in enumerate(notices):
            rows(path, row(n, notice), name=f"{n:02}.jsonl")
    elif form == "pages.jsonl":
        rows(tmp_path, *(row(n, notice) for n, notice in enumerate(notices)))
    else:
        path.write_bytes(packed(*(record(n, html(n, notice)) for n, notice in enumerate(notices))))
    found = []
    for jobs in ("1", "3"):
        assert ran("add", "-j", jobs, "--ledger", tmp_path / f"{jobs}.db", path) == 0
        found.append(state(tmp_path / f"{jobs}.db"))
    assert found[0] == found[1]
    assert [len(json.loads(t[4])["lines"]) for t in found[0][1]]
    assert not any(NOTICE in text or OTHER in text for text in found[0][3].values())


def test_a_page_that_is_read_again_is_read_the_same(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    ledger = tmp_path / "x.db"
    few, more = rows(tmp_path, *map(row, range(3))), rows(tmp_path, *map(row, range(10, 30)), name="more.jsonl")
    for path in (few, more):
        assert ran("add", "--ledger", ledger, path) == 0
    before = state(ledger)
    assert NOTICE in before[3]["http://gazette.example/1"]  # nothing was known of its site
    assert NOTICE not in before[3]["http://gazette.example/11"]
    capfd.readouterr()
    for again in ([], ["--again"]):
        assert ran("add", *again, "--ledger", ledger, few, more) == 0
        assert "23 there already" in capfd.readouterr().err
        assert state(ledger) == before


def test_a_run_that_was_killed_ends_as_one_that_was_not(tmp_path: Path) -> None:
    path = tmp_path / "a.warc.gz"
    path.write_bytes(packed(*(record(n, html(n, NOTICE if n < 30 else OTHER)) for n in range(48))))
    assert ran("add", "--ledger", tmp_path / "whole.db", path) == 0
    ledger, chance = tmp_path / "killed.db", random.Random(3)
    for _ in range(5):
        run = subprocess.Popen([sys.executable, "-m", "recoupe", "add", "--ledger", str(ledger), str(path)], stderr=-3)
        end, most = time.monotonic() + 60, _count(ledger) + chance.randrange(9)
        while _count(ledger) < most and run.poll() is None and time.monotonic() < end:
            time.sleep(0.01)
        time.sleep(chance.random() if most == _count(ledger) else 0)
        run.kill()
        run.wait()
    assert ran("add", "--ledger", ledger, path) == 0
    assert state(ledger) == state(tmp_path / "whole.db")


def _count(ledger: Path) -> int:
    try:
        with contextlib.closing(sqlite3.connect(f"file:{ledger}?mode=ro", uri=True)) as there:
            return int(there.execute("SELECT count(*) FROM page").fetchone()[0])
    except sqlite3.Error:
        return 0


def test_stored_pages_are_replayed_the_same_and_those_without_a_template_better(tmp_path: Path) -> None:
    ledger, evidence = tmp_path / "x.db", tmp_path / "x-evidence"
    assert ran("add", "--ledger", ledger, rows(tmp_path, *map(row, range(10, 30)))) == 0
    evidence.mkdir()
    at, config = dt.datetime(2024, 5, 8, 12, tzinfo=dt.UTC), Config()
    with store.open(str(ledger)) as there:
        (template,) = there.templates("gazette.example")
        for n, used in enumerate(("", template.id)):
            url = f"http://gazette.example/{n}"
            page = Page(url, html(n), url=url)
            reading = clean.article(page, config=config, template=template if used else None)
            done = store.packed(pipeline.again(reading, config))
            more = {"page": inputs.page_id(page, config), "used": Used("gazette.example", used)}
            there.fetched_packed(Fetched(url, at, "kept", record=f"w{n}"), done, **more)  # type: ignore[arg-type]
            (evidence / f"w{n}.html").write_bytes(html(n))
    before = texts(ledger)
    assert (NOTICE in before["http://gazette.example/0"], NOTICE in before["http://gazette.example/1"]) == (True, False)
    for _ in range(2):
        assert ran("replay", "--again", "--ledger", ledger, "--evidence", evidence) == 0
        after = texts(ledger)
        assert after["http://gazette.example/1"] == before["http://gazette.example/1"]
        assert after["http://gazette.example/0"] == before["http://gazette.example/0"].replace(NOTICE, "").strip()
        assert len(after) == 22


def test_without_the_quick_extractor_pages_are_read_alone_and_no_reading_is_spoilt(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    ledger = tmp_path / "x.db"
    assert ran("add", "--ledger", ledger, rows(tmp_path, *map(row, range(8)))) == 0
    monkeypatch.setattr(clean, "learns", lambda: False)
    with store.open(str(ledger)) as there:
        new = Page("n", html(9), url="http://gazette.example/9")
        assert learning.asked(there, new, "g-new") == new
        old = next(p for p in inputs.pages([str(tmp_path / "pages.jsonl")]) if isinstance(p, Page))
        with pytest.raises(UsageError, match="needs resiliparse"):
            learning.asked(there, old, inputs.page_id(old, Config()))
    assert ran("add", "--ledger", tmp_path / "y.db", tmp_path / "pages.jsonl") == 0
    assert all(NOTICE in text for text in texts(tmp_path / "y.db").values())


def test_pages_without_a_site_and_texts_have_no_template(tmp_path: Path) -> None:
    (tmp_path / "page.html").write_bytes(html(1))
    (tmp_path / "text.txt").write_text(sentence("a"), encoding="utf-8")
    assert ran("add", "--ledger", tmp_path / "x.db", tmp_path / "page.html", tmp_path / "text.txt") == 0
    with store.open(str(tmp_path / "x.db")) as there:
        assert there.engine.all("SELECT site, template FROM page") == [(None, None)] * 2
        page = Page("p", html(1), url="http://gazette.example/1")
        assert learning.asked(there, page, "g") == Asked(page, "gazette.example")


def test_of_many_pages_of_one_site_a_few_are_looked_at(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(learning, "_FIRST", ENOUGH)
    path = rows(tmp_path, *map(row, range(40)))
    with store.open(str(tmp_path / "x.db"), create=True) as there:
        sites = learning._Sites(there, Config())
        assert len(list(sites.new([inputs.pages([str(path)])]))) == ENOUGH + 3
