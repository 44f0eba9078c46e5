"""What feedparser makes of an entry into a FeedItem. Pure."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from recoupe.fetch.feeds import texts, times
from recoupe.fetch.feeds.model import FeedItem, Media

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable

    Entry = dict[str, Any]

_MOST = 50  # authors, tags, media of one item


def item(entry: Entry, base: str) -> FeedItem:
    """The item of an entry; addresses are resolved against `base`."""
    published, updated, zoned = _times(entry)
    content, plain, language = _content(entry)
    return FeedItem(
        id=texts.line(entry.get("id"))[:1_000],
        url=_url(entry, base),
        title=texts.line(entry.get("title")),
        published=published,
        updated=updated,
        zoned=zoned,
        summary=texts.clean(entry.get("summary")),
        content=content,
        plain=plain,
        authors=_names((a.get("name") or a.get("email") for a in _dicts(entry, "authors")), entry.get("author")),
        tags=_names((t.get("term") or t.get("label") for t in _dicts(entry, "tags")), None),
        language=language,
        media=_media(entry, base),
    )


def _dicts(entry: Entry, key: str) -> list[Entry]:
    return [value for value in entry.get(key) or () if isinstance(value, dict)]


def _times(entry: Entry) -> tuple[dt.datetime | None, dt.datetime | None, bool]:
    published, zoned = times.read(str(entry.get("published") or ""), entry.get("published_parsed"))
    # feedparser gives `published` for a missing `updated`, and warns: only what is there is taken
    own = dict.get(entry, "updated"), dict.get(entry, "updated_parsed")
    updated, updated_zoned = times.read(str(own[0] or ""), own[1])
    if published is None and updated is None:
        published, zoned = times.read(str(entry.get("created") or ""), entry.get("created_parsed"))
    return published, updated, zoned and updated_zoned


def _url(entry: Entry, base: str) -> str:
    """The page: the link; where there is none, the alternate one, or the id where that is an address."""
    links = (link.get("href") for link in _dicts(entry, "links") if link.get("rel", "alternate") == "alternate")
    candidates = (entry.get("feedburner_origlink"), entry.get("link"), *links)
    found = next(filter(None, (texts.url(value, base) for value in candidates)), "")
    name = str(entry.get("id") or "")
    return found or (texts.url(name, base) if name.startswith(("http://", "https://")) else "")


def _content(entry: Entry) -> tuple[str, bool, str]:
    """The longest text of the entry, whether it is plain, and its language; "" where there is a summary alone."""
    found = [c for c in _dicts(entry, "content") if str(c.get("type", "")).startswith(("text/", "application/xhtml"))]
    best = max(found, key=lambda c: len(c.get("value") or ""), default=None)
    detail = best or entry.get("summary_detail") or {}
    language = texts.line(detail.get("language") or (entry.get("title_detail") or {}).get("language"))[:35]
    return texts.clean(best.get("value")) if best else "", detail.get("type") == "text/plain", language


def _names(values: Iterable[object], otherwise: object) -> tuple[str, ...]:
    found = tuple(dict.fromkeys(filter(None, map(texts.line, values))))
    return (found or tuple(filter(None, [texts.line(otherwise)])))[:_MOST]


def _media(entry: Entry, base: str) -> tuple[Media, ...]:
    rows = (*_dicts(entry, "enclosures"), *_dicts(entry, "media_content"), *_dicts(entry, "media_thumbnail"))
    found: dict[str, Media] = {}
    for row in rows:
        address = texts.url(row.get("href") or row.get("url"), base)
        if address:
            found.setdefault(address, Media(address, texts.line(row.get("type")), texts.line(row.get("title"))))
    return tuple(found.values())[:_MOST]
