"""The feeds and news sitemaps of a site, from its home page."""

import gzip
from collections.abc import Iterator, Mapping

import pytest

from fetch.visits import visiting
from localweb.server import Reply, Request, Server, running
from recoupe.errors import FetchError
from recoupe.fetch.feeds import finding, links

RSS = b"<rss version='2.0'><channel><title>F</title><item><title>One</title><link>/1</link></item></channel></rss>"
NEWS = b"""<urlset xmlns:n="http://www.google.com/schemas/sitemap-news/0.9"><url><loc>/1</loc><n:news><n:title>One</n:title>
<n:publication_date>2024-05-08</n:publication_date></n:news></url></urlset>"""
HOME = b"""<html><head><base href="/sub/"><link rel="alternate" type="application/rss+xml" title="Comments" href="/comments/feed/">
<link REL="Alternate" TYPE="application/atom+xml; charset=utf-8" title="News" href="feed">
<link rel="alternate" type="text/xml" href="/other"><link rel="alternate" hreflang="fr" href="/fr">
<link rel="alternate" type="application/rss+xml" href="javascript:x"></head>
<body><a href="/rss.xml">RSS</a><a href="https://elsewhere.example/feed">x</a><a href="/feedback">Write</a></body></html>"""


@pytest.fixture(scope="module")
def server() -> Iterator[Server]:
    with running() as server:
        yield server


def find(server: Server, files: Mapping[str, bytes | Reply], path: str = "/") -> finding.Found:
    def site(request: Request) -> Reply:
        found = files.get(request.path, Reply(404))
        return found if isinstance(found, Reply) else Reply(200, found)

    server.sites["find.localhost"] = site
    server.log.clear()
    return visiting(lambda visitor: finding.find(visitor, server.url("find.localhost", path)))


def test_links_of_a_page() -> None:
    found = links.feeds(HOME, "https://news.example/")
    assert [(f.url, f.title, f.said) for f in found] == [
        ("https://news.example/sub/feed", "News", True),
        ("https://news.example/rss.xml", "RSS", False),
        ("https://news.example/comments/feed/", "Comments", True),
    ]


@pytest.mark.parametrize(
    "body", [b"", b"<", b"\0", b"<a href='http://[x/feed'>", b"<link rel=alternate type=application/rss+xml>"]
)
def test_pages_without_links(body: bytes) -> None:
    assert links.feeds(body, "https://news.example/") == ()


def test_feeds_that_are_named_are_taken(server: Server) -> None:
    robots = f"Sitemap: {server.url('find.localhost', '/index.xml')}\n".encode()
    index = b"<sitemapindex><sitemap><loc>/pages.xml</loc></sitemap><sitemap><loc>/news.xml.gz</loc></sitemap></sitemapindex>"
    files: dict[str, bytes | Reply] = {
        "/": HOME,
        "/sub/feed": RSS,
        "/rss.xml": Reply(301, b"", {"Location": "/sub/feed"}),
        "/robots.txt": robots,
        "/index.xml": index,
        "/news.xml.gz": gzip.compress(NEWS),
        "/pages.xml": b"<urlset><url><loc>/1</loc></url></urlset>",
    }
    found = find(server, files)
    assert [feed.url for feed in found.feeds] == [server.url("find.localhost", "/sub/feed")]
    assert [sitemap.url for sitemap in found.news] == [server.url("find.localhost", "/news.xml.gz")]
    assert [problem.rpartition("/")[2] for problem in found.problems] == [": answered 404"]
    assert "/feed/" not in server.paths("find.localhost")


def test_where_none_is_named_the_usual_places_are_tried(server: Server) -> None:
    found = find(server, {"/": b"<p>Home</p>", "/rss.xml": RSS, "/news-sitemap.xml": NEWS})
    assert [feed.title for feed in found.feeds] == ["F"]
    assert len(found.news) == 1
    assert not found.problems


def test_a_feed_itself(server: Server) -> None:
    found = find(server, {"/": Reply(200, RSS, {"Content-Type": "text/html"})})
    assert [len(feed.items) for feed in found.feeds] == [1]


def test_a_site_with_nothing(server: Server) -> None:
    found = find(server, {"/": b""})
    assert (found.feeds, found.news) == ((), ())


def test_sitemaps_that_lead_in_circles(server: Server) -> None:
    index = "".join(f"<sitemap><loc>/{n}.xml</loc></sitemap>" for n in range(1_000))
    body = f"<sitemapindex>{index}<sitemap><loc>/sitemap.xml</loc></sitemap></sitemapindex>".encode()
    find(server, {"/": b"<p></p>", "/sitemap.xml": body} | {f"/{n}.xml": body for n in range(1_000)})
    assert len(server.log) < 50


def test_a_site_that_is_away() -> None:
    with pytest.raises(FetchError):
        visiting(lambda visitor: finding.find(visitor, "http://away.localhost:1/"))
