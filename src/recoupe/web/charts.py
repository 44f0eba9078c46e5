"""Small charts as geometry: templates draw them as SVG, with classes alone, so that no style stands inline.

The libraries that draw SVG (pygal 3.1 was looked at) write style and script into it, which the policy forbids.
"""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Sequence

WIDE, HIGH = 120, 28
_BARS = 24


class Bar(NamedTuple):
    """A bar of a sparkline, in units of the drawing."""

    x: float
    y: float
    height: float


class Spark(NamedTuple):
    """Publications over time: bars from the first to the last, and how wide each is."""

    bars: tuple[Bar, ...]
    width: float


class Point(NamedTuple):
    """Something at a time: `at` is 0..1 along the axis, `lane` tells it from others at the same place."""

    at: float
    lane: int


class Tick(NamedTuple):
    """A day on the axis."""

    at: float
    day: dt.date


def spark(moments: Sequence[dt.datetime]) -> Spark | None:
    """The sparkline of times; None where all are one."""
    if len(moments) < 2 or min(moments) == max(moments):  # noqa: PLR2004
        return None
    first, last = min(moments), max(moments)
    step = (last - first) / _BARS
    counts = [0] * _BARS
    for m in moments:
        counts[min(_BARS - 1, int((m - first) / step))] += 1
    width = WIDE / _BARS
    high = max(counts)
    bars = [
        Bar(round(n * width, 2), round(HIGH - (tall := 3 + (HIGH - 3) * c / high), 2), round(tall, 2))
        for n, c in enumerate(counts)
        if c
    ]
    return Spark(tuple(bars), round(width - 1, 2))


def placed(moments: Sequence[dt.datetime], first: dt.datetime, last: dt.datetime, *, apart: float) -> list[Point]:
    """Times, which ascend, along an axis; those nearer to each other than `apart` are put into lanes."""
    span = (last - first).total_seconds() or 1
    ends: list[float] = []
    out = []
    for m in moments:
        at = (m - first).total_seconds() / span
        lane = next((n for n, end in enumerate(ends) if at - end >= apart), len(ends))
        ends[lane : lane + 1] = [at]
        out.append(Point(round(at, 4), lane))
    return out


def ticks(first: dt.datetime, last: dt.datetime, *, most: int = 6) -> list[Tick]:
    """Days between two times, evenly apart, `most` at most."""
    days = max(1, (last.date() - first.date()).days)
    step = -(-days // most)
    span = (last - first).total_seconds() or 1
    found = []
    for n in range(0, days + 1, step):
        at = dt.datetime.combine(first.date() + dt.timedelta(n), dt.time(), dt.UTC)
        if first <= at <= last:
            found.append(Tick(round((at - first).total_seconds() / span, 4), at.date()))
    return found
