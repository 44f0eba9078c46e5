"""A Feed into bytes: RSS 2.0, Atom, JSON Feed. Pure.

Sources: RSS 2.0 (https://www.rssboard.org/rss-specification), RFC 4287, JSON Feed 1.1.
"""

from __future__ import annotations

import datetime as dt
import json
from email.utils import format_datetime
from typing import TYPE_CHECKING, Any, Literal

from recoupe.fetch.feeds import texts

if TYPE_CHECKING:
    from collections.abc import Mapping

    from lxml.etree import _Element

    from recoupe.fetch.feeds.model import Feed, FeedItem

Form = Literal["rss", "atom", "json"]
TYPES: Mapping[str, str] = {
    "rss": "application/rss+xml; charset=utf-8",
    "atom": "application/atom+xml; charset=utf-8",
    "json": "application/feed+json",
}
"""The media type of each."""

_ATOM, _DC = "http://www.w3.org/2005/Atom", "http://purl.org/dc/elements/1.1/"
_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
_START = dt.datetime(1970, 1, 1, tzinfo=dt.UTC)  # of what has no time, where a time must stand


def write(feed: Feed, form: Form) -> bytes:
    """`feed` in that form. `topic`, else `url`, is its own address. Texts are plain: no tag of a page gets through."""
    return {"rss": _rss, "atom": _atom, "json": _json}[form](feed)


def updated(feed: Feed) -> dt.datetime:
    """When something in it changed last, as far as it is known."""
    return max((at for item in feed.items if (at := item.updated or item.published)), default=_START)


def _rss(feed: Feed) -> bytes:
    from lxml import etree  # noqa: PLC0415 -- late: slow to import

    root = etree.Element("rss", version="2.0", nsmap={"atom": _ATOM, "dc": _DC})
    channel = etree.SubElement(root, "channel")
    _put(channel, "title", feed.title)
    _put(channel, "link", feed.home or feed.url)
    _put(channel, "description", feed.title)
    if feed.language:
        _put(channel, "language", feed.language)
    _put(channel, "lastBuildDate", format_datetime(updated(feed)))
    etree.SubElement(channel, f"{{{_ATOM}}}link", rel="self", href=feed.topic or feed.url, type="application/rss+xml")
    for item in feed.items:
        row = etree.SubElement(channel, "item")
        _put(row, "title", item.title)
        if item.url:
            _put(row, "link", item.url)
        _put(row, "guid", item.id).set("isPermaLink", "false")
        if at := item.published or item.updated:
            _put(row, "pubDate", format_datetime(at))
        for author in item.authors:
            _put(row, f"{{{_DC}}}creator", author)
        _put(row, "description", _escaped(item))
    return _bytes(root)


def _atom(feed: Feed) -> bytes:
    from lxml import etree  # noqa: PLC0415 -- late: slow to import

    root = etree.Element(f"{{{_ATOM}}}feed", nsmap={None: _ATOM})  # type: ignore[dict-item] # None is the default namespace
    _put_atom(root, "id", feed.topic or feed.url)
    _put_atom(root, "title", feed.title)
    _put_atom(root, "updated", updated(feed).isoformat())
    _link(root, "self", feed.topic or feed.url)
    if feed.home:
        _link(root, "alternate", feed.home)
    _put_atom(_put_atom(root, "author", ""), "name", "recoupe")
    for item in feed.items:
        entry = _put_atom(root, "entry", "")
        if item.language:
            entry.set(_LANG, item.language)
        _put_atom(entry, "id", item.id)
        _put_atom(entry, "title", item.title)
        _put_atom(entry, "updated", (item.updated or item.published or _START).isoformat())
        if item.published:
            _put_atom(entry, "published", item.published.isoformat())
        if item.url:
            _link(entry, "alternate", item.url)
        for author in item.authors:
            _put_atom(_put_atom(entry, "author", ""), "name", author)
        _put_atom(entry, "content", item.content or item.summary).set("type", "text" if item.plain else "html")
    return _bytes(root)


def _json(feed: Feed) -> bytes:
    made: dict[str, Any] = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": texts.clean(feed.title),
        "home_page_url": feed.home or None,
        "feed_url": feed.topic or feed.url,
        "language": feed.language or None,
    }
    made = {key: value for key, value in made.items() if value is not None}
    return json.dumps(made | {"items": [_row(item) for item in feed.items]}, ensure_ascii=False, indent=1).encode()


def _row(item: FeedItem) -> dict[str, Any]:
    row: dict[str, Any] = {
        "id": item.id,
        "url": item.url,
        "title": texts.clean(item.title),
        "content_text" if item.plain else "content_html": texts.clean(item.content or item.summary),
        "date_published": item.published.isoformat() if item.published else "",
        "date_modified": item.updated.isoformat() if item.updated else "",
        "authors": [{"name": texts.clean(author)} for author in item.authors],
        "tags": list(map(texts.clean, item.tags)),
        "language": item.language,
    }
    return {key: value for key, value in row.items() if value or key.startswith("content")}


def _escaped(item: FeedItem) -> str:
    """The text as HTML, which is what readers of RSS take it for."""
    text = texts.clean(item.content or item.summary)
    if not item.plain:
        return text
    for sign, name in (("&", "&amp;"), ("<", "&lt;"), (">", "&gt;")):
        text = text.replace(sign, name)
    return text.replace("\n", "<br>")


def _put(parent: _Element, name: str, text: str) -> _Element:
    from lxml import etree  # noqa: PLC0415 -- late: slow to import

    made = etree.SubElement(parent, name)
    made.text = texts.clean(text)
    return made


def _put_atom(parent: _Element, name: str, text: str) -> _Element:
    return _put(parent, f"{{{_ATOM}}}{name}", text)


def _link(parent: _Element, rel: str, href: str) -> None:
    _put_atom(parent, "link", "").attrib.update({"rel": rel, "href": texts.clean(href)})


def _bytes(root: _Element) -> bytes:
    from lxml import etree  # noqa: PLC0415 -- late: slow to import

    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", pretty_print=True)
