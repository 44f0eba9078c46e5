"""`recoupe source`, `edits`, `replay`: in a process of their own."""

import csv
import datetime as dt
import io
import json
from pathlib import Path
from typing import Any

import pytest
from commands import Done, recoupe

from recoupe import pipeline, store
from recoupe.model import Page
from recoupe.sources import BROKEN, Fetched, Item, Poll

URL = "https://gazette.example/bridge"
FEED = "https://gazette.example/feed.xml"
START = dt.datetime(2024, 5, 8, 12, tzinfo=dt.UTC)
DAY = dt.timedelta(days=1)
FIRST = """Old bridge of Norham closes for a year

The mayor of Norham, Peter Lowe, said on Tuesday that the old bridge would close for a year.

Builders found a crack in April. The bridge carries 4,000 cars a day, and more in summer, when people drive to the sea.

The builders denied that they had known of any crack in the bridge. Ferries will run from Monday.
"""
SECOND = FIRST.replace("4,000 cars", "9,000 cars").replace(
    "denied that they had known", "confirmed that they had known"
)


def run(folder: Path, *arguments: str) -> Done:
    return recoupe(*arguments, cwd=folder)


def read(text: str) -> Any:
    return pipeline.read(Page(URL, text, "text/plain", url=URL, fetched=START))


@pytest.fixture
def watched(tmp_path: Path) -> Path:
    """A ledger with a source, an article of it in two versions, and the pages of both."""
    added = run(tmp_path, "source", "add", "https://gazette.example", "--feed", FEED)
    assert (added.status, added.err) == (0, "")
    with store.open(str(tmp_path / "recoupe.db")) as there:
        there.polled(Poll(FEED, START, START + DAY), [Item(URL), Item("https://gazette.example/2")])
        for n, text in enumerate((FIRST, SECOND)):
            there.fetched(Fetched(URL, START + n * DAY, "kept", record=f"w{n}"), read(text))
    evidence = tmp_path / "recoupe-evidence"
    evidence.mkdir()
    for n, text in enumerate((FIRST, SECOND)):
        (evidence / f"w{n}.txt").write_text(text, encoding="utf-8")
    return tmp_path


def test_a_source_needs_a_feed_and_an_address(tmp_path: Path) -> None:
    done = run(tmp_path, "source", "add", "http://127.0.0.1/")
    assert (done.status, "this machine itself" in done.err) == (1, True)
    for wrong in ("ftp://gazette.example/feed", "gazette.example", "https://", "https://[x/"):
        done = run(tmp_path, "source", "add", "https://gazette.example/", "--feed", wrong)
        assert (done.status, f"{wrong} is no address of the web" in done.err) == (2, True)
    assert not (tmp_path / "recoupe.db").exists()
    assert run(tmp_path, "source", "list", "--ledger", "none.db").status == 1


def test_sources_are_listed_with_their_health(watched: Path) -> None:
    (row,) = run(watched, "source", "list").rows
    assert (row["home"], row["site"], row["state"]) == ("https://gazette.example/", "gazette.example", "active")
    assert (row["news"], row["errors"], row["waiting"], row["channels"]) == ("2024-05-08T12:00:00+00:00", 0, 1, 1)
    (line,) = csv.DictReader(io.StringIO(run(watched, "source", "list", "--format", "csv").text))
    assert line["home"] == row["home"]
    assert json.loads(run(watched, "source", "list", "--format", "json").text) == [row]
    parts = run(watched, "source", "show", "gazette.example").rows
    assert [p["part"] for p in parts][:2] == ["source", "channel"]
    assert (parts[1]["url"], parts[1]["every"]) == (FEED, 1_800)
    shown = run(watched, "source", "show", FEED, "--format", "table").text
    assert "last new item 2024-05-08 12:00" in shown
    assert FEED in shown


def test_broken_ones_are_loud(watched: Path) -> None:
    run(watched, "source", "add", "https://other.example/", "--feed", "https://other.example/rss")
    with store.open(str(watched / "recoupe.db")) as there:
        for _ in range(BROKEN):
            there.polled(Poll(FEED, START + DAY, START + 2 * DAY, error="answers 503"))
    done = run(watched, "source", "list", "--format", "table")
    assert done.text.startswith("https://gazette.example/  BROKEN\n")
    assert f"{BROKEN} errors in a row: answers 503" in done.text
    assert "1 source broken: https://gazette.example/" in done.err
    assert [r["home"] for r in run(watched, "source", "list", "--state", "active").rows] == ["https://other.example/"]


def test_pause_resume_remove(watched: Path) -> None:
    assert run(watched, "source", "pause", "gazette.example").text == "paused  https://gazette.example/\n"
    assert [r["state"] for r in run(watched, "source", "list").rows] == ["paused"]
    assert run(watched, "source", "resume", "https://gazette.example").text == "active  https://gazette.example/\n"
    done = run(watched, "source", "remove", "gazette.example")
    assert (done.status, "add --yes" in done.err) == (2, True)
    assert run(watched, "source", "remove", "gazette.example", "--yes").status == 0
    assert run(watched, "source", "list").status == 1
    done = run(watched, "source", "show", "gazette.example")
    assert (done.status, "recoupe source list" in done.err) == (2, True)
    assert run(watched, "edits").status == 0


def test_edits_are_told_by_statement_and_sentence(watched: Path) -> None:
    (row,) = run(watched, "edits").rows
    assert {(c["kind"], *c["stances"]) for c in row["changes"]} == {
        ("stance", "denies", "confirms"),
        ("sentence_reworded", "", ""),
    }
    assert (row["url"], row["until"][:10], row["seen"][:10], row["same_rules"]) == (
        URL,
        "2024-05-08",
        "2024-05-09",
        True,
    )
    shown = run(watched, "edits", "--format", "table").text
    assert "stance denies → confirms" in shown
    assert "9,000 cars" in shown
    (row,) = run(watched, "edits", "--kind", "stance").rows
    assert [c["kind"] for c in row["changes"]] == ["stance"]
    exported = run(watched, "export", "edits").rows
    assert {r["kind"] for r in exported} == {"stance", "sentence_reworded"}
    assert {r["article"] for r in exported} == {row["after"]["id"]}


def test_edits_are_filtered_by_site_and_by_the_day_of_the_change(watched: Path) -> None:
    assert run(watched, "edits", "--site", "gazette.example", "--since", "2024-05-09").status == 0
    assert run(watched, "edits", "bridge", "--until", "2024-05-09").status == 0
    for other in (("--since", "2024-05-10"), ("--until", "2024-05-08"), ("--site", "other.example"), ("choir",)):
        done = run(watched, "edits", *other)
        assert (done.status, "nothing found" in done.err) == (1, True)
    assert run(watched, "edits", "--kind", "title").status == 1


def test_stored_pages_are_read_anew(watched: Path) -> None:
    with store.open(str(watched / "recoupe.db")) as there:
        before = [there.reading(e.id) for e in there.articles()]
        there.engine.run("UPDATE article SET version = '0.0.1', digest = 'old'")
        there.engine.run("DELETE FROM timex")
    assert run(watched, "replay", "--site", "other.example").err == "recoupe: nothing added\n"
    assert run(watched, "replay", "--since", "2024-05-09", "--kind", "news").err == "recoupe: 1 read anew\n"
    assert run(watched, "replay").err == "recoupe: 1 read anew\n"
    assert run(watched, "replay").err == "recoupe: nothing added\n"
    assert run(watched, "replay", "--again").err == "recoupe: 2 there already\n"
    with store.open(str(watched / "recoupe.db")) as there:
        assert [there.reading(e.id) for e in there.articles()] == before
        assert len(list(there.edits())) == 1
        assert list(there.check()) == []


def test_evidence_that_is_missing_is_named_and_the_rest_goes_on(watched: Path) -> None:
    (watched / "recoupe-evidence" / "w0.txt").unlink()
    done = run(watched, "replay", "--again")
    assert done.status == 1
    assert done.err == f"recoupe: {URL}: no evidence w0\nrecoupe: 1 there already\n"
    done = run(watched, "replay", "--evidence", "nowhere")
    assert (done.status, "nowhere: no such folder" in done.err) == (1, True)


OPML = """<opml version='2.0'><body><outline text='North'>
<outline type='rss' text='Gazette' xmlUrl='https://gazette.example/feed.xml' htmlUrl='https://gazette.example'/>
<outline type='rss' text='Sport' xmlUrl='https://gazette.example/sport.xml' htmlUrl='https://gazette.example/'/>
<outline type='rss' text='Other' xmlUrl='https://other.example/atom'/></outline></body></opml>"""


def test_lists_of_feeds_go_in_and_out(tmp_path: Path) -> None:
    (tmp_path / "mine.opml").write_text(OPML)
    done = run(tmp_path, "source", "add", "--opml", "mine.opml", "--every", "10m")
    assert (done.status, done.text) == (0, "3 feeds of 2 sites put in from mine.opml\n")
    assert [(r["home"], r["channels"]) for r in run(tmp_path, "source", "list").rows] == [
        ("https://gazette.example/", 2),
        ("https://other.example/", 1),
    ]
    assert run(tmp_path, "source", "show", "other.example").rows[1]["every"] == 600
    written = run(tmp_path, "source", "list", "--format", "opml")
    (tmp_path / "ours.opml").write_text(written.text)
    again = run(tmp_path, "source", "add", "--opml", "ours.opml")
    assert (again.status, "watched already" in again.err, again.text[:7]) == (0, True, "0 feeds")
    other = run(tmp_path, "source", "add", "--opml", "ours.opml", "--ledger", "other.db")
    assert (other.status, other.text) == (0, "3 feeds of 2 sites put in from ours.opml\n")
    run(tmp_path, "source", "add", "https://gazette.example", "--sitemap", "https://gazette.example/news.xml")
    assert "1 sitemap left out" in run(tmp_path, "source", "list", "--format", "opml").err


@pytest.mark.parametrize(
    ("arguments", "status", "said"),
    [
        (("--opml", "none.opml"), 2, "cannot read none.opml"),
        (("--opml", "bad.opml"), 1, "bad.opml"),
        (("--opml", "empty.opml"), 1, "names no feed"),
        (("--opml", "empty.opml", "https://a.example/"), 2, "leave URL, --feed and --sitemap out"),
        (("--opml", "http://127.0.0.1/list"), 1, "this machine itself"),
        ((), 2, "name the home page of a site"),
        (("https://a.example/", "--every", "soon"), 2, "write 90s, 10m, 2h"),
        (("https://a.example/", "--every", "5s"), 2, "between a minute and a year"),
    ],
)
def test_what_cannot_be_put_in(tmp_path: Path, arguments: tuple[str, ...], status: int, said: str) -> None:
    (tmp_path / "bad.opml").write_text("<html><body>Sorry</body></html>")
    (tmp_path / "empty.opml").write_text("<opml version='2.0'><body/></opml>")
    done = run(tmp_path, "source", "add", *arguments)
    assert (done.status, said in done.err) == (status, True), done.err
    assert not (tmp_path / "recoupe.db").exists()
