"""Feeds as servers should not give them, fetched and read."""

import gzip
import itertools
from collections.abc import Callable, Iterator

import pytest

from fetch.visits import visit
from localweb.server import Raw, Reply, Request, Server, running
from localweb.troubles import leads, raw
from recoupe.errors import FetchError, InputError
from recoupe.fetch import feeds
from recoupe.fetch.feeds import guard

HEAD = b"<rss version='2.0'><channel><title>F</title>"
ITEM = b"<item><title>One</title><link>/1</link></item>"
FEED = HEAD + ITEM + b"</channel></rss>"
PLAIN = b"HTTP/1.1 200 OK\r\nContent-Type: text/xml\r\n\r\n"
COOKIE = {"Location": "/wall", "Set-Cookie": "seen=1"}
COUNT = itertools.count()

ANSWERS: dict[str, Callable[[Request], Reply | Raw]] = {
    "/hundred-megabytes": raw(PLAIN + HEAD, forever=ITEM * 20_000),
    "/bomb": lambda _: Reply(200, gzip.compress(HEAD + ITEM * 1_100_000), {"Content-Encoding": "gzip"}),
    "/entities": lambda _: Reply(200, b"<!DOCTYPE rss [<!ENTITY a 'b'><!ENTITY c '&a;&a;'>]>" + FEED),
    "/elsewhere": lambda _: Reply(200, b"<!DOCTYPE rss [<!ENTITY a SYSTEM 'http://127.0.0.1/x'>]>" + FEED),
    "/wall": lambda _: Reply(302, b"", COOKIE),
    "/type": lambda _: Reply(200, FEED, {"Content-Type": "image/png"}),
    "/charset": lambda _: Reply(
        200, FEED.replace(b"One", "Zoë".encode()), {"Content-Type": "text/xml; charset=utf-16"}
    ),
    "/page": lambda _: Reply(200, b"<!DOCTYPE html><html><body>Sorry</body></html>", {"Content-Type": "text/xml"}),
    "/ids": lambda _: Reply(200, FEED.replace(b"<item>", b"<item><guid>%d</guid>" % next(COUNT))),
    "/moved": lambda _: leads("/type", 301),
}


def site(request: Request) -> Reply | Raw:
    made = ANSWERS.get(request.path)
    return made(request) if made else Reply(404)


@pytest.fixture(scope="module")
def server() -> Iterator[Server]:
    with running() as server:
        server.sites["feeds.localhost"] = site
        yield server


def read(server: Server, path: str) -> feeds.Feed:
    answer = visit(server.url("feeds.localhost", path))
    return feeds.parse(answer.body, answer.url, answer.last.header("content-type"))


@pytest.mark.parametrize("path", ["/hundred-megabytes", "/bomb"])
def test_of_what_is_endless_the_first_items_are_read(server: Server, path: str) -> None:
    feed = read(server, path)
    assert len(feed.items) == guard.MOST_ITEMS
    assert feed.problems


@pytest.mark.parametrize(
    ("path", "said"), [("/entities", "XML bomb"), ("/elsewhere", "external entity"), ("/page", "is a page, not a feed")]
)
def test_what_is_refused(server: Server, path: str, said: str) -> None:
    with pytest.raises(InputError, match=said):
        read(server, path)
    assert "/x" not in server.paths("feeds.localhost")


def test_a_wall_of_cookies(server: Server) -> None:
    with pytest.raises(FetchError, match="redirects"):
        read(server, "/wall")
    assert not any("cookie" in entry.request.headers for entry in server.log)


@pytest.mark.parametrize("path", ["/type", "/charset", "/moved"])
def test_types_and_charsets_that_lie(server: Server, path: str) -> None:
    (item,) = read(server, path).items
    assert item.url == server.url("feeds.localhost", "/1")
    assert item.title in {"One", "Zoë"}


def test_ids_that_change_at_every_poll(server: Server) -> None:
    first, again = read(server, "/ids"), read(server, "/ids")
    assert first.items[0].id != again.items[0].id
    assert not feeds.fresh(again, set(feeds.fresh(first, frozenset())[1]))[0]
