"""Pages that were kept as evidence, as they were when they came: to be read anew."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from recoupe.errors import InputError
from recoupe.watching import feeding

if TYPE_CHECKING:
    from collections.abc import Callable

    from recoupe.model import Page
    from recoupe.sources import Address, Fetched


def page(stored: Callable[[str], Page | None], done: Fetched, address: Address | None) -> Page | InputError:
    """The page of a fetch, as it was read then; `stored` gives that of a record, `address` is what is known of it.

    Of what a feed carried whole it is the page made of its item.
    """
    try:
        found = stored(done.record or "")
    except InputError as e:
        return e
    if found is None:
        return InputError(done.url, f"no evidence {done.record}")
    if done.reason == feeding.WHOLE:
        return _whole(found, done)
    claimed = address.claimed if address is not None else None
    url, fetched = found.url or done.answered or done.url, found.fetched or done.at
    return replace(found, ref=done.url, url=url, fetched=fetched, claimed=claimed)


def _whole(feed: Page, done: Fetched) -> Page | InputError:
    """The page that a stored feed carries whole. Reads it here: who was asked before has read it."""
    headers = dict(feed.headers)
    body = feed.body if isinstance(feed.body, bytes) else feed.body.encode()
    try:
        told = feeding.told(feeding.Raw(feed.url or done.url, "feed", body, headers.get("content-type", "")))
    except InputError as e:
        return e
    item = (told.whole or {}).get(done.url)
    found = feeding.page(item, feed.fetched or done.at) if item else None
    return found or InputError(done.url, f"not in the feed that is its evidence, {done.record}")
