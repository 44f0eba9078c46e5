"""Sitemaps, news sitemaps and indexes of them, plain lists of addresses too; packed with gzip or not. Pure.

Sources: https://www.sitemaps.org/protocol.html, https://developers.google.com/search/docs/crawling-indexing/sitemaps/news-sitemap
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from recoupe.errors import InputError
from recoupe.fetch.feeds import guard, texts, times, trees
from recoupe.fetch.feeds.model import FeedItem
from recoupe.fetch.web import decoding

if TYPE_CHECKING:
    import datetime as dt

    from lxml.etree import _Element

_GZIP = b"\x1f\x8b"
_YEAR_AND_MONTH = re.compile(r"\d{4}(?:-\d{2})?")


@dataclass(frozen=True, slots=True)
class Entry:
    """One page or, in an index, one sitemap. `changed` is its lastmod; title to name stand in news sitemaps alone."""

    url: str
    changed: dt.datetime | None = None
    title: str = ""
    published: dt.datetime | None = None
    zoned: bool = True
    language: str = ""
    name: str = ""

    @property
    def item(self) -> FeedItem:
        """The entry as an item of a feed."""
        return FeedItem(
            id=self.url,
            url=self.url,
            title=self.title,
            published=self.published,
            updated=self.changed,
            zoned=self.zoned,
            language=self.language,
        )


@dataclass(frozen=True, slots=True)
class Sitemap:
    """A list of pages, or an index of such lists."""

    url: str
    kind: Literal["pages", "index"]
    entries: tuple[Entry, ...]
    problems: tuple[str, ...] = ()

    @property
    def is_news(self) -> bool:
        """Whether it is a news sitemap."""
        return any(entry.published is not None or entry.title for entry in self.entries)


def parse(body: bytes, url: str) -> Sitemap:
    """The sitemap in `body`, which came from `url`. Raises InputError, naming it, where there is none in it."""
    body, cut = _unpacked(body, url)
    if not body.lstrip().startswith((b"<", b"\xef\xbb\xbf<")) and b"\0" not in body[:10]:
        return _of_lines(body, url)
    root = trees.root(url, body)
    kind = trees.name(root)
    if kind not in {"urlset", "sitemapindex"}:
        raise InputError(url, f"is no sitemap, but a {kind[:40] or 'text'}", "give the address of a sitemap")
    rows = [child for found, child in trees.children(root) if found in {"url", "sitemap"}]
    entries = tuple(filter(None, (_entry(row, url) for row in rows[: guard.MOST_ENTRIES])))
    return Sitemap(
        url, "index" if kind == "sitemapindex" else "pages", entries, tuple(_problems(rows, entries, cut=cut))
    )


def _unpacked(body: bytes, url: str) -> tuple[bytes, bool]:
    if not body.startswith(_GZIP):
        return body, False
    try:
        return decoding.decoded(body, "gzip", most=guard.MOST_OF_LIST, whole=False)
    except decoding.CodingError as e:
        raise InputError(url, str(e), "check that it is a sitemap") from e


def _of_lines(body: bytes, url: str) -> Sitemap:
    """A text file with one address a line."""
    lines = body.decode("utf-8-sig", "replace").splitlines()
    found = [texts.url(line, "") for line in lines[: guard.MOST_ENTRIES]]
    if not any(found):
        raise InputError(url, "is no sitemap: no line of it is an address", "give the address of a sitemap")
    return Sitemap(url, "pages", tuple(Entry(address) for address in found if address))


def _entry(row: _Element, base: str) -> Entry | None:
    address, changed, news = "", None, {}
    for name, child in trees.children(row):
        if name == "loc":
            address = texts.url(child.text, base)
        elif name == "lastmod":
            changed = _time(child.text)[0]
        elif name == "news":
            news = _news(child)
    if not address:
        return None
    published, zoned = _time(news.get("publication_date"))
    return Entry(
        address,
        changed,
        title=texts.line(news.get("title")),
        published=published,
        zoned=zoned,
        language=texts.line(news.get("language"))[:35],
        name=texts.line(news.get("name")),
    )


def _news(element: _Element) -> dict[str, str]:
    found: dict[str, str] = {}
    for name, child in trees.children(element):
        if name == "publication":
            found |= _news(child)
        else:
            found[name] = child.text or ""
    return found


def _time(said: str | None) -> tuple[dt.datetime | None, bool]:
    """A time as W3C-DTF has it; years and months alone say too little."""
    said = (said or "").strip()
    return (None, True) if not said or _YEAR_AND_MONTH.fullmatch(said) else times.iso(said)


def _problems(rows: list[_Element], entries: tuple[Entry, ...], *, cut: bool) -> list[str]:
    out = []
    if cut:
        out.append(f"more than {guard.MOST_OF_LIST:,} bytes when it is unpacked: the first ones are read")
    if len(rows) > guard.MOST_ENTRIES:
        out.append(f"more than {guard.MOST_ENTRIES} entries: the first ones are read")
    if lost := min(len(rows), guard.MOST_ENTRIES) - len(entries):
        out.append(f"{lost} entries without an address of a page")
    return out
