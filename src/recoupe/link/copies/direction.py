"""Which of two articles was first: by what they say of each other, then by time; unknown where that tells nothing."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Literal, NamedTuple

if TYPE_CHECKING:
    from recoupe.link.items import Item

_EDGE = 300
_LABEL = 3
_SUFFIXES = {"www", "com", "org", "net", "info", "news", "co", "gov", "int", "m", "amp"}


class Direction(NamedTuple):
    """Whether the first of two is the copy; whether that is known; why."""

    first_copies: bool
    certain: bool
    reason: str


def direction(one: Item, other: Item) -> Direction:
    """Which of `one` and `other`, that share their words, is the copy."""
    mine, theirs = credits_(one, other), credits_(other, one)
    if bool(mine) != bool(theirs):
        return Direction(bool(mine), certain=True, reason=mine or theirs)
    before = earlier(one, other)
    if before:
        return Direction(before == "other", certain=True, reason="published later")
    if (one.day is None) != (other.day is None):  # what says when it was is not put behind what does not
        return Direction(one.day is None, certain=False, reason="no time")
    return Direction(one.id > other.id, certain=False, reason="times tie" if one.published else "no time")


def earlier(one: Item, other: Item) -> Literal["one", "other", ""]:
    """Which was published earlier; a bare day is compared by the day alone; "" where they tie or one has no time."""
    mine, theirs = one.published or "", other.published or ""
    if one.day is None or other.day is None:
        return ""
    if min(len(mine), len(theirs)) <= len("2024-01-01"):
        return "" if one.day == other.day else ("one" if one.day < other.day else "other")
    if one.moment is None or other.moment is None or one.moment == other.moment:
        return ""
    return "one" if one.moment < other.moment else "other"


def credits_(one: Item, other: Item) -> str:
    """How `one` says that it is from `other`: by its canonical address, a link, or the name of the site; "" if not."""
    if other.url and one.canonical == other.url and one.url != other.url:
        return "canonical address"
    if other.url and other.url in one.outlinks:
        return "links to it"
    name = site_name(other.site)
    if not name or name == site_name(one.site):
        return ""
    edges = f"{one.text[:_EDGE]}\n{one.text[-_EDGE:]}"
    return f'credits "{name}"' if re.search(rf"(?<!\w){re.escape(name)}(?!\w)", edges, re.IGNORECASE) else ""


def site_name(site: str | None) -> str:
    """The word by which a site is known, "afp" of www.afp.com; "" where none is long enough to mean it."""
    labels = [label for label in (site or "").lower().split(".")[:-1] if label not in _SUFFIXES]
    name = labels[-1] if labels else ""
    return name if len(name) >= _LABEL else ""
