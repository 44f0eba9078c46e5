"""What a search finds as feeds: RSS 2.0, Atom (RFC 4287), JSON Feed 1.1, and as CSV (RFC 4180)."""

from __future__ import annotations

import csv
import datetime as dt
import io
import json
from dataclasses import dataclass
from email.utils import format_datetime
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

from recoupe.export import _view
from recoupe.export.csv import guarded
from recoupe.web.asking import cards

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from recoupe.ledger import Entry
    from recoupe.web.asking.sides import Line

_ATOM = "http://www.w3.org/2005/Atom"
_EPOCH = dt.datetime(1970, 1, 1, tzinfo=dt.UTC)
_COLUMNS = (
    "published", "site", "lang", "who", "stance", "words", "side", "disputed", "title", "url", "statement", "claim",
    "article",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Item:
    """An entry of a feed."""

    id: str
    link: str
    title: str
    text: str
    at: dt.datetime | None
    lang: str | None


@dataclass(frozen=True, slots=True)
class Feed:
    """A feed: its name, the page that it is of, its own address."""

    title: str
    page: str
    own: str
    items: tuple[Item, ...]


def of_lines(lines: Iterable[Line], base: str) -> tuple[Item, ...]:
    """Statements as entries; `base` is the application's address."""
    return tuple(
        Item(
            id=f"urn:recoupe:{x.id}",
            link=f"{base}/article/{x.entry.id}#{x.id}",
            title=f"{x.who or '—'} ({x.stance}): {_cut(x.words)}",
            text=f"{x.words}\n{x.entry.site or ''} · {_view.line(x.entry.title or x.entry.ref)}",
            at=cards.moment(x.entry.published),
            lang=x.entry.lang,
        )
        for x in lines
    )


def of_articles(entries: Iterable[Entry], base: str) -> tuple[Item, ...]:
    """Articles as entries."""
    return tuple(
        Item(
            id=f"urn:recoupe:{e.id}",
            link=f"{base}/article/{e.id}",
            title=_view.line(e.title or e.ref),
            text=f"{e.site or ''} {e.url or ''}".strip(),
            at=cards.moment(e.published),
            lang=e.lang,
        )
        for e in entries
    )


def rss(feed: Feed) -> bytes:
    """The feed as RSS 2.0."""
    ET.register_namespace("atom", _ATOM)
    root = ET.Element("rss", version="2.0")
    channel = ET.SubElement(root, "channel")
    _put(channel, title=feed.title, link=feed.page, description=feed.title)
    ET.SubElement(channel, f"{{{_ATOM}}}link", href=feed.own, rel="self", type="application/rss+xml")
    for item in feed.items:
        entry = ET.SubElement(channel, "item")
        _put(entry, title=item.title, link=item.link, description=item.text)
        ET.SubElement(entry, "guid", isPermaLink="false").text = item.id
        if item.at:
            _put(entry, pubDate=format_datetime(item.at))
    return _written(root)


def atom(feed: Feed) -> bytes:
    """The feed as Atom."""
    ET.register_namespace("", _ATOM)
    root = ET.Element(f"{{{_ATOM}}}feed")
    _put(root, _ATOM, id=feed.own, title=feed.title)
    ET.SubElement(root, f"{{{_ATOM}}}link", href=feed.own, rel="self")
    ET.SubElement(root, f"{{{_ATOM}}}link", href=feed.page)
    _put(ET.SubElement(root, f"{{{_ATOM}}}author"), _ATOM, name="recoupe")
    _put(root, _ATOM, updated=max((i.at for i in feed.items if i.at), default=_EPOCH).isoformat())
    for item in feed.items:
        entry = ET.SubElement(root, f"{{{_ATOM}}}entry")
        _put(entry, _ATOM, id=item.id, title=item.title, updated=(item.at or _EPOCH).isoformat(), summary=item.text)
        ET.SubElement(entry, f"{{{_ATOM}}}link", href=item.link)
    return _written(root)


def jsonfeed(feed: Feed) -> bytes:
    """The feed as JSON Feed 1.1."""
    items = []
    for i in feed.items:
        row = {"id": i.id, "url": i.link, "title": i.title, "content_text": i.text}
        row |= {"date_published": i.at.isoformat()} if i.at else {}
        items.append(row | ({"language": i.lang} if i.lang else {}))
    head = {"version": "https://jsonfeed.org/version/1.1", "title": feed.title, "home_page_url": feed.page}
    return json.dumps(head | {"feed_url": feed.own, "items": items}, ensure_ascii=False).encode()


def table(lines: Sequence[Line], entries: Sequence[Entry] = ()) -> bytes:
    """Statements, or articles, as a table; no cell is a formula."""
    file = io.StringIO()
    to = csv.writer(file, lineterminator="\r\n")
    to.writerow(_COLUMNS)
    for x in lines:
        e = x.entry
        told = (x.who, x.stance, x.words, x.side, "yes" if x.disputed else "no", e.title, e.url, x.id, x.claim, e.id)
        to.writerow([guarded(str(v or "")) for v in (e.published, e.site, e.lang, *told)])
    for e in entries:
        told = ("", "", "", "", "", e.title, e.url, "", "", e.id)
        to.writerow([guarded(str(v or "")) for v in (e.published, e.site, e.lang, *told)])
    return file.getvalue().encode("utf-8", "replace")


def _put(parent: ET.Element, namespace: str = "", **given: str) -> None:
    """Elements with these words; what no XML may hold is replaced."""
    for name, words in given.items():
        ET.SubElement(parent, f"{{{namespace}}}{name}" if namespace else name).text = _view.safe(words)


def _written(root: ET.Element) -> bytes:
    made: bytes = ET.tostring(root, encoding="utf-8", xml_declaration=True)
    return made


def _cut(words: str, most: int = 120) -> str:
    return words if len(words) <= most else f"{words[:most].rsplit(' ', 1)[0]} …"
