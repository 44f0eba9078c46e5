"""The feeds that a page names, and where feeds and news sitemaps often lie. Pure.

Source: HTML standard, 4.6.7.1 (link type alternate).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import urljoin, urlsplit

from recoupe.fetch.feeds import texts

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_TYPES = {
    "application/rss+xml": 0,
    "application/atom+xml": 0,
    "application/feed+json": 0,
    "application/rdf+xml": 1,
    "application/json": 2,
    "application/xml": 2,
    "text/xml": 2,
}
_LIKE_A_FEED = re.compile(
    r"/(?:feeds?|rss|atom)(?:[./?_-]|$)|\.(?:rss|atom|rdf)$|[/.](?:rss|feed|atom)\.(?:xml|json)$", re.IGNORECASE
)
_OF_COMMENTS = re.compile(r"/comments?/|[?&]comments", re.IGNORECASE)
_MOST = 2_000_000  # bytes of a page that are looked at
_MOST_LINKS = 50
_FEEDS = ("/feed/", "/feed", "/rss", "/rss.xml", "/feed.xml", "/atom.xml", "/index.xml", "/feed.json", "/index.rdf")
_SITEMAPS = ("/news-sitemap.xml", "/sitemap_news.xml", "/sitemap-news.xml", "/sitemap.xml")


@dataclass(frozen=True, slots=True)
class FeedLink:
    """A feed that a page names: its address, its title, and whether the page says that it is one."""

    url: str
    title: str = ""
    said: bool = True


def feeds(body: bytes, url: str) -> tuple[FeedLink, ...]:
    """The feeds that the page names, surest first, those of comments last; each once."""
    from lxml import etree, html  # noqa: PLC0415 -- late: slow to import

    if not body.strip():
        return ()
    try:
        tree = html.document_fromstring(body[:_MOST], parser=html.HTMLParser(huge_tree=False, recover=True))
    except (etree.ParserError, etree.XMLSyntaxError, ValueError):
        return ()
    base = _base(tree, url)
    ranked = sorted([*_declared(tree, base), *_linked(tree, base)], key=lambda found: found[0])
    found: dict[str, FeedLink] = {}
    for _, link in ranked:
        if link.url:
            found.setdefault(link.url, link)
    return tuple(found.values())[:_MOST_LINKS]


def guesses(url: str) -> tuple[str, ...]:
    """Where feeds of a site often lie that names none."""
    return tuple(urljoin(url, path) for path in _FEEDS)


def sitemap_guesses(url: str) -> tuple[str, ...]:
    """Where a news sitemap often lies that robots.txt does not name."""
    return tuple(urljoin(url, path) for path in _SITEMAPS)


def _base(tree: HtmlElement, url: str) -> str:
    href = next((base.get("href") for base in tree.iter("base") if base.get("href")), "")
    return texts.url(href, url) or url


def _declared(tree: HtmlElement, base: str) -> list[tuple[int, FeedLink]]:
    out = []
    for link in tree.iter("link"):
        rels = (link.get("rel") or "").lower().split()
        kind = (link.get("type") or "").partition(";")[0].strip().lower()
        if ("alternate" in rels and kind in _TYPES) or "feed" in rels:
            address = texts.url(link.get("href"), base)
            if _TYPES.get(kind, 0) < 2 or _LIKE_A_FEED.search(address):  # noqa: PLR2004 -- the types that say little
                out.append((_rank(address, _TYPES.get(kind, 0)), FeedLink(address, texts.line(link.get("title")))))
    return out


def _linked(tree: HtmlElement, base: str) -> list[tuple[int, FeedLink]]:
    """Links of the page's text to what looks like a feed of this site."""
    out = []
    for anchor in tree.iter("a"):
        address = texts.url(anchor.get("href"), base)
        parts = urlsplit(address)
        if address and parts.hostname == urlsplit(base).hostname and _LIKE_A_FEED.search(parts.path):
            out.append((_rank(address, 3), FeedLink(address, texts.line(anchor.text_content()), said=False)))
    return out


def _rank(address: str, rank: int) -> int:
    return rank + 10 if _OF_COMMENTS.search(address) else rank
