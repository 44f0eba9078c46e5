"""Bytes of a feed into a Feed: RSS 0.90 to 2.0, Atom, CDF, JSON Feed; broken ones as far as they can be read. Pure.

Sources: RSS 0.9x, 1.0 and 2.0, RFC 4287, JSON Feed 1.1, Media RSS, content and Dublin Core modules, as feedparser reads
them.
"""

from __future__ import annotations

import io
import re
from typing import TYPE_CHECKING, Any

from recoupe.errors import InputError
from recoupe.fetch.feeds import guard, items, jsonfeed, texts
from recoupe.fetch.feeds.model import Feed

if TYPE_CHECKING:
    import feedparser

    from recoupe.fetch.feeds.model import FeedItem

_IS_XML = re.compile(rb"<(?:\?xml|[A-Za-z][\w.-]*:?(?:rss|feed|rdf|channel)\b|rss\b|feed\b|channel\b)", re.IGNORECASE)
_IS_PAGE = re.compile(rb"\s*(?:<!--.{0,2000}?-->\s*)*<(?:!doctype\s+html|html)\b", re.IGNORECASE | re.DOTALL)
_SHORTEST = 13  # bytes of an item that has nothing in it
_MEND = "give the address of a feed, or of the home page to find its feeds"


def parse(body: bytes, url: str, content_type: str = "") -> Feed:
    """The feed in `body`, which came from `url`. Raises InputError, naming it, where there is none in it.

    `content_type` is the header, which may name the character set; what it says of the type is not relied on.
    """
    if jsonfeed.looks_like_one(body):
        return jsonfeed.parse(body, url)
    guard.entities(url, body)
    body, many = _shortened(body, url)
    guard.bulk(url, body)
    found = _parsed(body, url, content_type)
    if not found.get("version") and not found.get("entries"):
        raise InputError(url, _why_not(body, found), _MEND)
    return _feed(found, url, many=many)


def looks_like_feed(body: bytes) -> bool:
    """Whether `body` begins like a feed, whatever its type says."""
    start = body[:4_000].replace(b"\0", b"")
    return jsonfeed.looks_like_one(body) or (bool(_IS_XML.search(start)) and not _IS_PAGE.match(start))


def _shortened(body: bytes, url: str) -> tuple[bytes, bool]:
    """Cut before it is decoded, where the bytes of tags are those of ASCII."""
    long = len(body) > guard.MOST
    if long and b"\0" in body[:100]:
        guard.size(url, body, guard.MOST)
    if not long and (len(body) < _SHORTEST * guard.MOST_ITEMS or b"\0" in body[:100]):
        return body, False
    text, many = guard.shortened(body.decode("latin-1"))
    if len(text) > guard.MOST:
        text, many = guard.cut(text), True
        if not text:
            guard.size(url, body, guard.MOST)
    return (text.encode("latin-1"), True) if many else (body, False)


def _parsed(body: bytes, url: str, content_type: str) -> feedparser.FeedParserDict:
    import feedparser  # noqa: PLC0415 -- late: slow to import

    headers = {"content-location": url, "content-type": content_type or "application/xml"}
    try:
        # a stream: bytes could be taken for an address and be fetched
        return feedparser.parse(
            io.BytesIO(body), response_headers=headers, sanitize_html=False, resolve_relative_uris=False
        )
    except (ValueError, LookupError, AttributeError, TypeError, AssertionError, RecursionError) as e:
        raise InputError(url, f"cannot be read as a feed ({type(e).__name__})", _MEND) from e


def _why_not(body: bytes, found: feedparser.FeedParserDict) -> str:
    if not body.strip():
        return "is empty"
    if _IS_PAGE.match(body):
        return "is a page, not a feed"
    error = found.get("bozo_exception")
    return f"is not a feed ({' '.join(str(error).split())[:100]})" if error else "is not a feed"


def _feed(found: feedparser.FeedParserDict, url: str, *, many: bool) -> Feed:
    head = found.feed
    links = [link for link in head.get("links", []) if isinstance(link, dict)]
    read = tuple(items.item(entry, url) for entry in found.entries[: guard.MOST_ITEMS])
    return Feed(
        url=url,
        kind=found.get("version") or "",
        title=texts.line(head.get("title")),
        home=texts.url(head.get("link"), url),
        items=read,
        language=texts.line(head.get("language"))[:35],
        hubs=tuple(dict.fromkeys(filter(None, (_rel(link, "hub", url) for link in links)))),
        topic=next(filter(None, (_rel(link, "self", url) for link in links)), ""),
        ttl=_minutes(head.get("ttl")),
        problems=tuple(_problems(found, read, many=many or len(found.entries) > guard.MOST_ITEMS)),
    )


def _rel(link: dict[str, Any], rel: str, base: str) -> str:
    return texts.url(link.get("href"), base) if link.get("rel") == rel else ""


def _minutes(value: object) -> int:
    said = str(value or "").strip()
    return min(int(said), 7 * 24 * 60) if said.isascii() and said.isdigit() and len(said) < 9 else 0  # noqa: PLR2004


def _problems(found: feedparser.FeedParserDict, read: tuple[FeedItem, ...], *, many: bool) -> list[str]:
    out = []
    if found.get("bozo"):
        out.append(f"not well made: {' '.join(str(found.get('bozo_exception', '')).split())[:160]}")
    if many:
        out.append(f"more than {guard.MOST_ITEMS} items, or {guard.MOST:,} bytes: the first items are read")
    if undated := sum(item.published is None and item.updated is None for item in read):
        out.append(f"{undated} items without a time")
    if unlinked := sum(not item.url for item in read):
        out.append(f"{unlinked} items without an address of a page")
    return out
