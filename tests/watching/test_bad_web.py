"""A watch among servers that do all they can against it: the good ones get their due, and each bad one is named."""

import asyncio
import datetime as dt
import functools
import gzip
import itertools
import time
from collections.abc import Callable

import pytest

from localweb import troubles
from localweb.server import Raw, Reply, Request, Server
from localweb.troubles import leads, raw
from recoupe import inputs
from recoupe.cli import work
from recoupe.config import Config
from recoupe.fetch import polite, web
from recoupe.sources import Channel, Fetched
from recoupe.store.store import Store
from recoupe.watching import Readers, Taking, Watcher

CONFIG = Config()
XML = {"Content-Type": "application/rss+xml"}
TEXT = "<p>“The old bridge will close in autumn,” said Anna Berg, the mayor of Torsk.</p>" * 3
PLAIN = b"HTTP/1.1 200 OK\r\nContent-Type: text/xml\r\n\r\n"
HEAD = b"<rss version='2.0'><channel><title>F</title>"
ITEM = b"<item><title>One</title><link>/1</link></item>"
COUNT = itertools.count()


def feed(*links: str, ids: bool = False, more: str = "") -> Reply:
    items = "".join(
        f"<item>{f'<guid>{next(COUNT)}</guid>' if ids else ''}<title>About {link}</title><link>{link}</link></item>"
        for link in links
    )
    return Reply(200, f"{HEAD.decode()}{more}{items}</channel></rss>".encode(), XML)


def page(request: Request) -> Reply:
    body = f"<html><head><title>Page</title></head><body><article><h1>{request.path}</h1>{TEXT}</article></body></html>"
    return Reply(200, body.encode())


FEEDS: dict[str, Callable[[Request], Reply | Raw]] = {
    "good": lambda _: feed("/1", "/2"),
    "ids": lambda _: feed("/1", ids=True),
    "links": lambda _: feed("/1", "javascript:alert(1)", "mailto:a@b.example", "ftp://a.example/1", "data:text/html,x", "2"),
    "metadata": lambda _: feed("http://169.254.169.254/latest/meta-data/", "http://10.0.0.1/", "/1"),
    "million": lambda _: Reply(200, gzip.compress(HEAD + b"<item><title>O</title><link>/1</link></item>" * 1_000_000), XML | {"Content-Encoding": "gzip"}),
    "heavy": lambda _: Reply(200, HEAD + ITEM + b"<item><title>Two</title><description>" + b"word " * 20_000_000 + b"</description></item></channel></rss>", XML),
    "endless": raw(PLAIN + HEAD, forever=ITEM * 20_000),
    "entities": lambda _: Reply(200, b"<!DOCTYPE rss [<!ENTITY a 'b'><!ENTITY c '&a;&a;'>]>" + feed("/1").body, XML),
    "elsewhere": lambda _: Reply(200, b"<!DOCTYPE rss [<!ENTITY a SYSTEM 'file:///etc/passwd'>]>" + feed("/1").body, XML),
    "deep": lambda _: Reply(200, HEAD + b"<a>" * 100_000, XML),
    "slow": raw(b"HTTP/1.1 200 OK\r\n", pause=0.05, forever=b"X-More: 1\r\n"),
    "trickle": raw(PLAIN, pause=0.05, forever=b"<"),
    "longer": raw(b"HTTP/1.1 200 OK\r\nContent-Length: 9000\r\n\r\n" + HEAD),
    "wall": lambda _: Reply(302, b"", {"Location": "/feed", "Set-Cookie": "seen=1"}),
    "inside": lambda _: leads("http://127.0.0.1/feed"),
    "page": lambda _: Reply(200, b"<!DOCTYPE html><html><body>Sorry</body></html>", XML),
    "nothing": raw(b""),
    "tomorrow": lambda _: feed("/1", more="<pubDate>Fri, 31 Dec 2999 00:00:00 GMT</pubDate>"),
}  # fmt: skip
BAD = {
    "entities": "XML bomb", "elsewhere": "external entity", "deep": "in one another", "slow": "takes too long",
    "trickle": "takes too long", "longer": "broke off", "wall": "redirects", "inside": "this machine itself",
    "page": "is a page, not a feed", "nothing": "broke off",
}  # fmt: skip


def site(request: Request, *, kind: str) -> Reply | Raw:
    if request.path == "/feed":
        return FEEDS[kind](request)
    return Reply(404) if request.path in {"/robots.txt", "/.well-known/tdmrep.json"} else page(request)


def watched(there: Store, *, hours: tuple[float, ...] = (0.0,), body: int = 50_000_000) -> float:
    """Watch until nothing is due, at these hours from now; gives the longest time that the loop stood still."""
    start, longest = dt.datetime.now(dt.UTC), 0.0

    async def beat() -> None:
        nonlocal longest
        while True:
            before = time.monotonic()
            await asyncio.sleep(0.01)
            longest = max(longest, time.monotonic() - before)

    async def run() -> None:
        names, limits = web.Names(allow=[".localhost"]), web.Limits(seconds=5.0, body=body)
        job = functools.partial(work.watched, config=CONFIG)
        readers = Readers(job, jobs=1, timeout=20, prepare=work.prepare_watched)
        async with web.Client(names=names, limits=limits) as client, readers as read:
            heart = asyncio.ensure_future(beat())
            for hour in hours:
                taking = Taking(
                    there,
                    polite.Visitor(client, turns=polite.Turns(delay=0.0)),
                    read=read,
                    page_id=lambda page: inputs.page_id(page, CONFIG),
                    now=lambda: start + dt.timedelta(hours=hour),  # noqa: B023 -- used inside this turn
                )
                watcher = Watcher(taking)
                while await watcher.work():
                    pass
            heart.cancel()

    asyncio.run(run())
    return longest


def put(there: Store, server: Server, *kinds: str) -> None:
    for kind in kinds:
        server.sites[f"{kind}.localhost"] = functools.partial(site, kind=kind)
        there.watch(server.url(f"{kind}.localhost"), feeds=[server.url(f"{kind}.localhost", "/feed")])


def channel(there: Store, server: Server, kind: str) -> Channel:
    health = there.source(server.url(f"{kind}.localhost"))
    assert health is not None
    return health.channels[0]


def kept(there: Store) -> list[str]:
    return sorted(f"{f.url.split('/')[2].partition('.')[0]}/{f.url.rpartition('/')[2]}" for f in there.fetches() if f.decision == "kept")  # fmt: skip


def test_all_at_once(server: Server, ledger: Store) -> None:
    put(ledger, server, *FEEDS)
    longest = watched(ledger, hours=(0.0, 1.0))
    for kind in FEEDS:
        error = channel(ledger, server, kind).error
        assert BAD[kind] in error if error else kind not in BAD, f"{kind}: {error}"
    good = {"good": 2, "ids": 1, "links": 2, "metadata": 1, "million": 1, "heavy": 1, "endless": 1, "tomorrow": 1}
    assert kept(ledger) == sorted(f"{kind}/{n + 1}" for kind, count in good.items() for n in range(count))
    private = [f for f in ledger.fetches() if "169.254" in f.url or "10.0.0.1" in f.url]
    assert [(f.decision, f.status) for f in private] == [("skipped", None)] * 2
    assert all(entry.request.host.endswith(".localhost") for entry in server.log)
    assert not any("cookie" in entry.request.headers for entry in server.log)
    assert longest < 10  # feeds are read outside of the loop, which unpacks bodies of 20 MB at most
    assert not list(ledger.check())


CONSENT = (
    b"<title>Your choice</title><main><p>We use cookies on all pages of our papers, and so do others.</p><p>We and our "
    b"partners store and access information on a device. You may withdraw your consent at any time.</p></main>"
)
PAGES = {
    "/bomb-gzip": "skipped", "/endless": "skipped", "/big": "skipped", "/slow-head": "failed", "/trickle": "failed",
    "/says-more": "failed", "/no-http": "failed", "/farther": "skipped", "/loop": "skipped", "/private": "skipped",
    "/script": "skipped", "/gone": "gone", "/not-gzip": "skipped", "/wrong-type": "skipped",
    "/empty": "skipped", "/consent": "skipped", "/page": "kept", "/wrong-charset": "kept", "/brotli": "kept", "/zstd": "kept",
}  # fmt: skip


def test_pages_that_are_none(server: Server, ledger: Store) -> None:
    def wrapped(request: Request) -> Reply | Raw:
        if request.path == "/feed":
            return feed(*PAGES)
        if request.path in {"/robots.txt", "/.well-known/tdmrep.json"}:
            return Reply(404)
        if request.path == "/consent":
            return Reply(200, CONSENT)
        return Reply(200, b"a" * 6_000_000) if request.path == "/big" else troubles.site(request)

    server.sites["pages.localhost"] = wrapped
    ledger.watch(server.url("pages.localhost"), feeds=[server.url("pages.localhost", "/feed")])
    watched(ledger, body=5_000_000)
    found = {"/" + f.url.rpartition("/")[2]: f for f in ledger.fetches()}
    assert found.keys() == PAGES.keys()
    wrong = {path: (f.decision, f.reason) for path, f in found.items() if f.decision != PAGES[path]}
    assert not wrong
    assert all(f.reason for f in found.values())
    assert found["/consent"].reason == "the page asks for consent to cookies; no article stands on it"


def test_an_article_that_is_empty_for_a_while_is_no_edit(server: Server, ledger: Store) -> None:
    answers = iter([TEXT, "", f"{TEXT}<p>“It never was safe,” said Anna Berg.</p>"])

    def empty(request: Request) -> Reply:
        if request.path == "/1":
            return Reply(200, f"<html><title>P</title><body><article>{next(answers)}</article></body></html>".encode())
        return feed("/1") if request.path == "/feed" else Reply(404)

    server.sites["empty.localhost"] = empty
    ledger.watch(server.url("empty.localhost"), feeds=[server.url("empty.localhost", "/feed")])
    watched(ledger, hours=(0.0, 24.1, 26.0))
    assert [f.decision for f in ledger.fetches()] == ["kept", "failed", "kept"]
    (edit,) = ledger.edits()
    readings = list(ledger.readings((edit.before.article, edit.after.article)))
    assert "never was safe" in readings[1].article.text
    assert all(r.article.text for r in readings)


def test_ids_that_change_make_no_page_come_twice(server: Server, ledger: Store) -> None:
    put(ledger, server, "ids")
    watched(ledger, hours=(0.0, 1.0, 5.0, 10.0))
    assert server.paths("ids.localhost").count("/feed") == 4
    assert server.paths("ids.localhost").count("/1") == 1


def test_what_a_redirect_has_led_to_is_not_fetched_again(server: Server, ledger: Store) -> None:
    def moved(request: Request) -> Reply:
        if request.path == "/feed":
            return feed("/go/1", "/1")
        if request.path in {"/robots.txt", "/.well-known/tdmrep.json"}:
            return Reply(404)
        return leads("/1", 301) if request.path == "/go/1" else page(request)

    server.sites["moved.localhost"] = moved
    ledger.watch(server.url("moved.localhost"), feeds=[server.url("moved.localhost", "/feed")])
    watched(ledger)
    assert server.paths("moved.localhost").count("/1") <= 2  # whichever came first
    assert len(list(ledger.fetches())) == 1 or [f.decision for f in ledger.fetches()] == ["kept", "kept"]
    assert len(ledger.engine.all("SELECT 1 FROM article")) == 1
    assert len(ledger.due(dt.datetime.now(dt.UTC) + dt.timedelta(days=2), each=9)) == 1


def test_a_clock_that_was_wrong_stops_nothing(ledger: Store) -> None:
    url = "http://a.example/feed"
    ledger.watch("http://a.example/", feeds=[url])
    now, wrong = dt.datetime(2026, 5, 8, tzinfo=dt.UTC), dt.datetime(2036, 5, 8, tzinfo=dt.UTC)
    ledger.engine.run("UPDATE channel SET polled = ?, due = ?", (wrong.isoformat(), wrong.isoformat()))
    assert not list(ledger.channels(now))
    assert ledger.hasten(now) == 1
    assert [c.url for c in ledger.channels(now)] == [url]
    ledger.engine.run("UPDATE channel SET polled = ?, due = ?", (now.isoformat(), wrong.isoformat()))
    assert ledger.hasten(now) == 0
    assert ledger.hasten(now, every=600) == 1
    assert [c.url for c in ledger.channels(now + dt.timedelta(minutes=10))] == [url]
    assert ledger.hasten(now, every=600) == 0


def test_fetches_have_no_reading_that_they_should_not(ledger: Store) -> None:
    with pytest.raises(ValueError, match="a reading where it is kept"):
        ledger.fetched(Fetched("http://a.example/1", dt.datetime.now(dt.UTC), "kept"))
