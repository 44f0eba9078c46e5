"""What came of asking a channel: its items, when to ask again; and the pages that feeds carry whole. Pure."""

from __future__ import annotations

import datetime as dt
import hashlib
import html
from dataclasses import dataclass
from typing import TYPE_CHECKING

from recoupe.fetch import feeds
from recoupe.fetch.feeds import identity, sitemaps
from recoupe.fetch.feeds.interval import Bounds, Pace
from recoupe.fetch.web import again
from recoupe.model import Page
from recoupe.sources import Item, Poll

if TYPE_CHECKING:
    from collections.abc import Sequence

    from recoupe.errors import FetchError
    from recoupe.fetch.feeds import FeedItem
    from recoupe.fetch.web import Answer
    from recoupe.sources import Channel, ChannelKind


WHOLE = "whole in its feed"
"""The reason of what is kept from a feed, whose page is not fetched."""


@dataclass(frozen=True, slots=True)
class Raw:
    """A feed or sitemap as it came from the address `ref`, to be read in a worker."""

    ref: str
    kind: ChannelKind
    body: bytes
    content_type: str = ""


@dataclass(frozen=True, slots=True)
class Told:
    """What a channel told of, with the items as they stand in the feed, by address; `ttl` in seconds."""

    items: tuple[Item, ...] = ()
    whole: dict[str, FeedItem] | None = None
    ttl: float = 0.0


def raw(channel: Channel, answer: Answer) -> Raw:
    """What `told` needs of an answer."""
    return Raw(answer.url, channel.kind, answer.body, answer.last.header("content-type"))


def told(it: Raw) -> Told:
    """The items of a feed or sitemap. Raises InputError where it is none."""
    if it.kind == "sitemap":
        found = sitemaps.parse(it.body, it.ref)
        return Told(tuple(_item(e.item, ()) for e in found.entries if e.url)) if found.kind == "pages" else Told()
    feed = feeds.parse(it.body, it.ref, it.content_type)
    relied_on = identity.ids_mean_something(feed)
    items = tuple(_item(i, identity.keys(i, ids=relied_on)) for i in feed.items if i.url)
    whole = {identity.bare(i.url): i for i in reversed(feed.items) if i.url}
    return Told(items, whole, feed.ttl * 60.0)


def _item(item: FeedItem, keys: Sequence[str]) -> Item:
    published = item.published or item.updated
    return Item(identity.bare(item.url), tuple(keys), published.isoformat() if published else None)


def of_error(channel: Channel, error: FetchError, at: dt.datetime) -> Poll:
    """A poll that had no answer."""
    wait = max(again.of_error(error, failures=min(channel.errors, 4)).wait, float(channel.every))
    return Poll(
        channel.url,
        at,
        at + dt.timedelta(seconds=wait),
        channel.every,
        channel.etag,
        channel.modified,
        error.reason + (f" ({error.mend})" if error.mend else ""),
        pace=channel.pace,
    )


def of_answer(
    channel: Channel,
    answer: Answer,
    at: dt.datetime,
    *,
    news: bool,
    ttl: float,
    error: str | None = None,
    bounds: Bounds | None = None,
) -> Poll:
    """A poll that was answered; `news`: whether it told of something new; `error`: what was wrong with what it told."""
    verdict = again.of_answer(answer, failures=channel.errors)
    good = verdict.what in {"keep", "unchanged"} and error is None
    pace = _paced(channel, at, news=news) if good else Pace(*channel.pace)
    every = round(_every(channel, pace, ttl, bounds or Bounds())) if good else channel.every
    wait = every if good else max(every, verdict.wait)
    gone = verdict.what == "gone"
    return Poll(
        channel.url,
        at,
        None if gone else at + dt.timedelta(seconds=wait),
        every,
        (answer.known.etag or channel.etag) if good else channel.etag,
        (answer.known.modified or channel.modified) if good else channel.modified,
        None if good else error or verdict.why,
        answer.moved or None,
        gone,
        (pace.polls, pace.changes, pace.seconds),
    )


def _paced(channel: Channel, at: dt.datetime, *, news: bool) -> Pace:
    """How often the channel changes, after one more poll; the first one, to which all is new, says nothing of it."""
    pace = Pace(*channel.pace)
    return pace.after((at - channel.polled).total_seconds(), changed=news) if channel.polled else pace


def _every(channel: Channel, pace: Pace, ttl: float, bounds: Bounds) -> float:
    """Seconds until the next poll: what was said when the channel was put in, until something is known of it."""
    if pace.polls:
        return pace.interval(ttl=ttl, bounds=bounds)
    return min(max(channel.every, bounds.least, ttl), bounds.most)


def page(item: FeedItem, at: dt.datetime) -> Page | None:
    """The page that a feed carries whole; None where it has no text."""
    if not item.content:
        return None
    body = f"{item.title}\n\n{item.content}" if item.plain else _html(item)
    return Page(
        ref=identity.bare(item.url),
        body=body,
        media_type="text/plain" if item.plain else "text/html",
        url=identity.bare(item.url),
        fetched=at,
        lang=item.language.partition("-")[0].lower() or None,
        published=item.published.isoformat() if item.published else None,
        title=item.title or None,
    )


def digest(page: Page) -> str:
    """What tells whether a text that a feed carries is the one of before."""
    body = page.body if isinstance(page.body, bytes) else page.body.encode("utf-8", "surrogatepass")
    return hashlib.sha256(body).hexdigest()


def _html(item: FeedItem) -> str:
    title = html.escape(item.title)
    text = f"<article><h1>{title}</h1>{item.content}</article>"
    return f"<html><head><title>{title}</title></head><body>{text}</body></html>"
