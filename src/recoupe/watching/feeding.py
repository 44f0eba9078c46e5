"""What came of asking a channel: its items, when to ask again; and the pages that feeds carry whole. Pure."""

from __future__ import annotations

import datetime as dt
import html
from dataclasses import dataclass
from typing import TYPE_CHECKING

from recoupe.fetch import feeds
from recoupe.fetch.feeds import identity, sitemaps
from recoupe.fetch.feeds.interval import Bounds
from recoupe.fetch.web import again
from recoupe.model import Page
from recoupe.sources import Item, Poll

if TYPE_CHECKING:
    from collections.abc import Sequence

    from recoupe.errors import FetchError
    from recoupe.fetch.feeds import FeedItem
    from recoupe.fetch.web import Answer
    from recoupe.sources import Channel

_FASTER, _SLOWER = 0.7, 1.4  # what an interval is multiplied by after a poll with news, and without


@dataclass(frozen=True, slots=True)
class Told:
    """What a channel told of, with the items as they stand in the feed, by address; `ttl` in seconds."""

    items: tuple[Item, ...] = ()
    whole: dict[str, FeedItem] | None = None
    ttl: float = 0.0


def told(channel: Channel, answer: Answer) -> Told:
    """The items of a feed or sitemap. Raises InputError where it is none."""
    if channel.kind == "sitemap":
        found = sitemaps.parse(answer.body, answer.url)
        return Told(tuple(_item(e.item, ()) for e in found.entries if e.url)) if found.kind == "pages" else Told()
    feed = feeds.parse(answer.body, answer.url, answer.last.header("content-type"))
    relied_on = identity.ids_mean_something(feed)
    items = tuple(_item(i, identity.keys(i, ids=relied_on)) for i in feed.items if i.url)
    return Told(items, {i.url: i for i in feed.items if i.url}, feed.ttl * 60.0)


def _item(item: FeedItem, keys: Sequence[str]) -> Item:
    published = item.published or item.updated
    return Item(item.url, tuple(keys), published.isoformat() if published else None)


def of_error(channel: Channel, error: FetchError, at: dt.datetime) -> Poll:
    """A poll that had no answer."""
    wait = max(again.of_error(error, failures=min(channel.errors, 4)).wait, float(channel.every))
    return Poll(
        channel.url, at, at + dt.timedelta(seconds=wait), channel.every, channel.etag, channel.modified, str(error)
    )


def of_answer(
    channel: Channel, answer: Answer, at: dt.datetime, *, news: bool, ttl: float, error: str | None = None
) -> Poll:
    """A poll that was answered; `news`: whether it told of something new; `error`: what was wrong with what it told."""
    verdict = again.of_answer(answer, failures=channel.errors)
    good = verdict.what in {"keep", "unchanged"} and error is None
    every = round(_every(channel, news=news, ttl=ttl)) if good else channel.every
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
    )


def _every(channel: Channel, *, news: bool, ttl: float) -> float:
    """Seconds until the next poll: sooner after news, later without, within bounds and what the feed asks for."""
    bounds = Bounds()
    wanted = channel.every * (_FASTER if news else _SLOWER)
    return min(max(wanted, bounds.least, ttl), bounds.most)


def page(item: FeedItem, at: dt.datetime) -> Page | None:
    """The page that a feed carries whole; None where it has no text."""
    if not item.content:
        return None
    body = f"{item.title}\n\n{item.content}" if item.plain else _html(item)
    return Page(
        ref=item.url,
        body=body,
        media_type="text/plain" if item.plain else "text/html",
        url=item.url,
        fetched=at,
        lang=item.language.partition("-")[0].lower() or None,
        published=item.published.isoformat() if item.published else None,
        title=item.title or None,
    )


def _html(item: FeedItem) -> str:
    title = html.escape(item.title)
    text = f"<article><h1>{title}</h1>{item.content}</article>"
    return f"<html><head><title>{title}</title></head><body>{text}</body></html>"
