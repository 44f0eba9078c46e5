"""Which items of a feed are new, though ids, addresses and order change from poll to poll. Pure.

An item is one that was seen before where one of its keys was: its address, its id where the ids of the feed can be
relied on, its headline together with its time. Keys are short hashes, so that a feed's past fits in a row.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import re
from typing import TYPE_CHECKING
from urllib.parse import parse_qsl, urlencode, urlsplit

if TYPE_CHECKING:
    from collections.abc import Container

    from recoupe.fetch.feeds.model import Feed, FeedItem

_TRACKING = re.compile(
    r"utm_|at_|mtm_|pk_|fbclid$|gclid$|dclid$|msclkid$|yclid$|igshid$|mc_[ce]id$|ocid$|cmpid?$|ns_|xtor$|wt_mc$"
    r"|ref(?:errer)?$|traffic_source$|rss$|_$|nocache$|cache(?:bust(?:er)?)?$|rand(?:om)?$",
    re.IGNORECASE,
)
_COUNTERS = re.compile(
    r"(?:utm_|at_(?:medium|campaign|custom\d|link|recipient|format|ptr|bbc)|mtm_|pk_(?:campaign|kwd|source|medium)"
    r"|(?:fb|g|d|y)clid|msclkid|igshid|mc_[ce]id|xtor|wt_mc|cmpid)",
    re.IGNORECASE,
)
_PORT = re.compile(r"(?<=[^:]):(?:80|443)$")


def fresh(feed: Feed, seen: Container[str]) -> tuple[tuple[FeedItem, ...], tuple[str, ...]]:
    """The items of `feed` that are not in `seen`, each once, and all keys to be seen from now on."""
    relied_on = ids_mean_something(feed)
    new: list[FeedItem] = []
    now: dict[str, None] = {}
    for item in feed.items:
        own = keys(item, ids=relied_on)
        if own and not any(key in seen or key in now for key in own):
            new.append(item)
        now |= dict.fromkeys(own)
    return tuple(new), tuple(now)


def keys(item: FeedItem, *, ids: bool) -> tuple[str, ...]:
    """All that `item` may be known again by; nothing where it has neither address, nor id, nor headline."""
    parts: list[tuple[str, ...]] = []
    if item.url:
        parts.append(("url", address(item.url)))
    if item.id and ids:
        parts.append(("id", item.id))
    if item.title and (said := item.published) is not None:
        parts.append(("title", item.title.casefold(), said.astimezone(dt.UTC).isoformat()))
    elif item.title:
        parts.append(("title", item.title.casefold(), _path(item.url)))
    return tuple(_hashed(*part) for part in parts)


def ids_mean_something(feed: Feed) -> bool:
    """Whether the ids of `feed` tell its items apart: no two that lead to different pages have one."""
    pages: dict[str, set[str]] = {}
    for item in feed.items:
        if item.id:
            pages.setdefault(item.id, set()).add(address(item.url) if item.url else item.title)
    return all(len(found) == 1 for found in pages.values())


def address(url: str) -> str:
    """`url` without what does not change the page: scheme, `www.`, fragment, counters of visits, slash at the end."""
    parts = urlsplit(url)
    host = _PORT.sub("", parts.netloc.lower()).removeprefix("www.")
    query = [(k, v) for k, v in parse_qsl(parts.query, keep_blank_values=True) if not _TRACKING.match(k)]
    path = parts.path.rstrip("/") or "/"
    return f"{host}{path}" + (f"?{urlencode(sorted(query))}" if query else "")


def bare(url: str) -> str:
    """`url` as it stands but for what only counts where visits come from; it leads to the same page."""
    head, mark, rest = url.partition("?")
    query, fragment = rest.partition("#")[::2]
    if not mark or not _COUNTERS.search(query):
        return url
    kept = "&".join(part for part in query.split("&") if not _COUNTERS.match(part))
    return head + (f"?{kept}" if kept else "") + (f"#{fragment}" if fragment else "")


def _path(url: str) -> str:
    """`url` without its query: where an item has no time, its headline alone says too little."""
    return address(url).partition("?")[0] if url else ""


def _hashed(*parts: str) -> str:
    return hashlib.blake2b("\0".join(parts).encode("utf-8", "replace"), digest_size=10).hexdigest()
