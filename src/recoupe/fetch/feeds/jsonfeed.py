"""JSON Feed 1.0 and 1.1 into a Feed. Pure.

Source: https://www.jsonfeed.org/version/1.1/
"""

from __future__ import annotations

import json
import re
from typing import Any

from recoupe.errors import InputError
from recoupe.fetch.feeds import guard, texts, times
from recoupe.fetch.feeds.model import Feed, FeedItem, Media

_START = re.compile(rb"(?:\xef\xbb\xbf)?\s*\{")
_VERSION = re.compile(r"jsonfeed\.org/version/(\d+(?:\.\d+)?)")


def looks_like_one(body: bytes) -> bool:
    """Whether `body` begins like JSON, which no other feed does."""
    return bool(_START.match(body[:1_000]))


def parse(body: bytes, url: str) -> Feed:
    """The feed in `body`. Raises InputError, naming `url`."""
    guard.size(url, body, guard.MOST)
    try:
        head = json.loads(body.decode("utf-8-sig", "replace"))
    except (ValueError, RecursionError) as e:
        raise InputError(url, f"is not a JSON Feed: {str(e)[:100]}", "check that it is a feed") from e
    if not isinstance(head, dict) or not isinstance(head.get("items"), list):
        raise InputError(url, "is JSON, but no JSON Feed: it has no list of items", "check that it is a feed")
    rows = [row for row in head["items"] if isinstance(row, dict)]
    version = _VERSION.search(str(head.get("version", "")))
    many = len(rows) > guard.MOST_ITEMS
    return Feed(
        url=url,
        kind=f"json{version[1] if version else ''}",
        title=texts.line(head.get("title")),
        home=texts.url(head.get("home_page_url"), url),
        items=tuple(_item(row, url) for row in rows[: guard.MOST_ITEMS]),
        language=texts.line(head.get("language"))[:35],
        hubs=tuple(filter(None, (texts.url(hub.get("url"), url) for hub in _dicts(head, "hubs")))),
        topic=texts.url(head.get("feed_url"), url),
        problems=(f"more than {guard.MOST_ITEMS} items: the first items are read",) if many else (),
    )


def _item(row: dict[str, Any], base: str) -> FeedItem:
    published, zoned = times.iso(row.get("date_published"))
    updated, updated_zoned = times.iso(row.get("date_modified"))
    name = row.get("id")
    html, text = texts.clean(row.get("content_html")), texts.clean(row.get("content_text"))
    address = texts.url(row.get("url"), base) or texts.url(row.get("external_url"), base)
    named = name if isinstance(name, str) and name.startswith(("http://", "https://")) else None
    return FeedItem(
        id=texts.line(name if isinstance(name, str) else "" if name is None else str(name))[:1_000],
        url=address or texts.url(named, base),
        title=texts.line(row.get("title")),
        published=published,
        updated=updated,
        zoned=zoned and updated_zoned,
        summary=texts.clean(row.get("summary")),
        content=html or text,
        plain=not html,
        authors=_authors(row),
        tags=tuple(filter(None, map(texts.line, row["tags"])))[:50] if isinstance(row.get("tags"), list) else (),
        language=texts.line(row.get("language"))[:35],
        media=_media(row, base),
    )


def _dicts(row: dict[str, Any], key: str) -> list[dict[str, Any]]:
    values = row.get(key)
    return [value for value in values if isinstance(value, dict)][:50] if isinstance(values, list) else []


def _authors(row: dict[str, Any]) -> tuple[str, ...]:
    """`authors` of version 1.1, or `author` of 1.0."""
    single = row.get("author")
    rows = _dicts(row, "authors") or ([single] if isinstance(single, dict) else [])
    return tuple(dict.fromkeys(filter(None, (texts.line(author.get("name")) for author in rows))))


def _media(row: dict[str, Any], base: str) -> tuple[Media, ...]:
    found = [(a.get("url"), a.get("mime_type"), a.get("title")) for a in _dicts(row, "attachments")]
    found.append((row.get("image"), "", ""))
    media = (Media(texts.url(address, base), texts.line(kind), texts.line(title)) for address, kind, title in found)
    return tuple(m for m in media if m.url)
