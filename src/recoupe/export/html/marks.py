"""A text cut where a mark begins or ends, so that marks may overlap in any way and the HTML stays flat."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence


class Mark(NamedTuple):
    """A stretch of text with its class; `ref` names the thing that it belongs to, "" for none."""

    start: int
    end: int
    name: str
    ref: str = ""


class Segment(NamedTuple):
    """A stretch that the same marks cover, the longest first."""

    start: int
    end: int
    marks: tuple[Mark, ...]


def segments(start: int, end: int, marks: Sequence[Mark]) -> Iterator[Segment]:
    """Cut `start` to `end` at the borders of `marks`, which may reach beyond; nothing is lost, nothing comes twice."""
    inside = [m for m in marks if m.start < end and m.end > start and m.start < m.end]
    opening, closing = _by_place(inside)
    borders = sorted({start, end, *(p for p in (*opening, *closing) if start < p < end)})
    active = {m for m in inside if m.start < start}
    for a, b in pairwise(borders):
        active = (active | set(opening.get(a, ()))) - set(closing.get(a, ()))
        yield Segment(a, b, tuple(sorted(active, key=lambda m: (m.start - m.end, m))))


def _by_place(marks: Sequence[Mark]) -> tuple[dict[int, list[Mark]], dict[int, list[Mark]]]:
    """`marks` by where they begin, and by where they end."""
    opening: dict[int, list[Mark]] = {}
    closing: dict[int, list[Mark]] = {}
    for m in marks:
        opening.setdefault(m.start, []).append(m)
        closing.setdefault(m.end, []).append(m)
    return opening, closing
