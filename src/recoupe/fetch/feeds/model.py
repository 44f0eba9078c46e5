"""What feeds carry: data without I/O."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import datetime as dt


@dataclass(frozen=True, slots=True)
class Media:
    """A picture, sound or film of an item."""

    url: str
    type: str = ""
    title: str = ""


@dataclass(frozen=True, slots=True)
class FeedItem:
    """One item of a feed.

    id: as the feed has it, which may mean little (see `identity`). url: of its page, http(s) or "".
    title: plain text. published, updated: with zone, in the feed's own offset; None where they are not said or absurd.
    zoned: whether the feed says a zone with them; UTC is taken where it does not.
    summary, content: HTML or plain text as they came, not made safe; content is "" where the feed has no text but a
    summary. plain: whether `content`, or the summary where there is none, is plain text.
    """

    id: str
    url: str
    title: str
    published: dt.datetime | None = None
    updated: dt.datetime | None = None
    zoned: bool = True
    summary: str = ""
    content: str = ""
    plain: bool = False
    authors: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    language: str = ""
    media: tuple[Media, ...] = ()


@dataclass(frozen=True, slots=True)
class Feed:
    """A feed as it was at one time.

    url: where it came from. kind: `rss20`, `atom10`, `json1.1` and so on, "" where it does not say. home: its site's
    page. hubs: of WebSub; topic: what to name there. ttl: minutes for which it asks to be kept, 0 where it does not.
    problems: what was wrong with it and could be got over.
    """

    url: str
    kind: str
    title: str
    home: str
    items: tuple[FeedItem, ...]
    language: str = ""
    hubs: tuple[str, ...] = ()
    topic: str = ""
    ttl: int = 0
    problems: tuple[str, ...] = ()
