"""The list that a page shows, if it shows one: the largest run of like elements, each with a link."""

from __future__ import annotations

import collections
from typing import TYPE_CHECKING, NamedTuple

from recoupe.clean.elements import content

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_HOLDERS = ("ul", "ol", "div", "section", "main", "tbody", "article")
_AROUND = frozenset({"nav", "header", "footer", "aside", "form", "select", "svg", "noscript"})
_RUNNING = frozenset({"p", "br", "h2", "h3", "script", "style"})
_LEAST = 6  # like elements
_LINKED = 0.8  # share of them with a link
_MOST = 400  # of an element's children that are looked at


class Grid(NamedTuple):
    """How many words stand in a run of like elements, and how many elements there are."""

    words: int
    items: int


def grid(root: HtmlElement) -> Grid:
    """The run with most words outside navigation; `Grid(0, 0)` where there is none."""
    best = Grid(0, 0)
    for holder in root.iter(*_HOLDERS):
        if len(holder) < _LEAST or not (items := _like(holder)) or _is_around(holder):
            continue
        linked = [e for e in items if e.tag == "a" or next(e.iter("a"), None) is not None]
        if len(linked) >= _LINKED * len(items):
            best = max(best, Grid(sum(len(content(e).split()) for e in linked), len(items)))
    return best


def _like(holder: HtmlElement) -> list[HtmlElement]:
    """The children of `holder` that share tag and first class with most others."""
    kinds: dict[tuple[str, str], list[HtmlElement]] = collections.defaultdict(list)
    for child in holder[:_MOST]:
        if isinstance(child.tag, str) and child.tag not in _RUNNING:
            kinds[child.tag, (child.get("class") or "").partition(" ")[0]].append(child)
    most = max(kinds.values(), key=len, default=[])
    return most if len(most) >= _LEAST else []


def _is_around(holder: HtmlElement) -> bool:
    return holder.tag in _AROUND or any(a.tag in _AROUND for a in holder.iterancestors())
