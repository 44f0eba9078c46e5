"""What a feed says of the day of its items: it counts where their pages say nothing, when they are read anew too."""

import datetime as dt
import subprocess
import sys
from pathlib import Path

import pytest

from localweb import trials
from localweb.server import Reply, Request, Server
from recoupe import pipeline, store
from recoupe.model import Page

TEXT = "<p>The old bridge will close in autumn, said Anna Berg, the mayor of Torsk, on Monday.</p>" * 3
OWN = "<meta property='article:published_time' content='2024-05-01T09:00:00+00:00'>"


def html(head: str = "") -> bytes:
    return f"<html><head><title>Bridge</title>{head}</head><body><article>{TEXT}</article></body></html>".encode()


@pytest.mark.parametrize(
    ("claimed", "head", "published", "problems"),
    [
        ("2024-05-08T10:00:00+00:00", "", "2024-05-08T10:00:00+00:00", {"claimed_date"}),
        ("2024-05-08T10:00:00+00:00", OWN, "2024-05-01T09:00:00+00:00", set()),
        ("2999-12-31T00:00:00Z", "", None, {"future_date", "no_publication_date"}),
        ("one day", "", None, {"no_publication_date"}),
        (None, "", None, {"no_publication_date"}),
    ],
)
def test_the_page_comes_first_then_its_feed(
    claimed: str | None, head: str, published: str | None, problems: set[str]
) -> None:
    fetched = dt.datetime(2024, 5, 9, tzinfo=dt.UTC)
    url = "https://a.example/1"
    for body, kind in ((html(head), "text/html"), (TEXT.replace("<p>", "").replace("</p>", "\n"), "text/plain")):
        if kind == "text/plain" and head:
            continue
        read = pipeline.read(Page(url, body, kind, url=url, fetched=fetched, claimed=claimed))
        assert (read.article.published or None) == published
        assert {p.code for p in read.article.problems} & {
            "claimed_date",
            "future_date",
            "no_publication_date",
        } == problems
        if published and published == claimed:
            assert any(t.days and str(t.days.first) == "2024-05-06" for t in read.timexes)


def site(request: Request) -> Reply:
    if request.path == "/feed":
        item = "<item><title>B</title><link>/1</link><pubDate>Wed, 08 May 2024 10:00:00 GMT</pubDate></item>"
        told = f"<rss version='2.0'><channel><title>F</title>{item}</channel></rss>"
        return Reply(200, told.encode(), {"Content-Type": "application/rss+xml"})
    return Reply(200, html()) if request.path == "/1" else Reply(404)


def test_replayed_it_is_read_the_same(server: Server, tmp_path: Path) -> None:
    server.sites["torsk.localhost"] = site
    with store.open(str(tmp_path / "t.db"), create=True) as there:
        there.watch(server.url("torsk.localhost"), feeds=[server.url("torsk.localhost", "/feed")])
    done = trials.polled(tmp_path, "t.db", delay=0.0)
    assert done.returncode == 0, done.stderr
    with store.open(str(tmp_path / "t.db")) as there:
        (entry,) = there.articles()
        assert (entry.published or "")[:10] == "2024-05-08"
        before = there.reading(entry.id)
        times = there.times(entry.id)
    assert times is not None
    assert (times.claimed or "")[:10] == "2024-05-08"
    again = [sys.executable, "-m", "recoupe", "replay", "--again", "--ledger", "t.db"]
    said = subprocess.run(again, cwd=tmp_path, capture_output=True, text=True, check=True)
    assert said.stderr == "recoupe: 1 there already\n"
    with store.open(str(tmp_path / "t.db")) as there:
        assert there.reading(entry.id) == before
