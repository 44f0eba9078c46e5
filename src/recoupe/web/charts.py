"""Small charts: where each stroke goes. Pure; `_charts.html` draws them as SVG."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

_BARS = 24  # of a sparkline, at most
_WIDTH, _LEFT, _RIGHT, _NEAR = 1080.0, 150.0, 50.0, 16.0  # of a timeline, in its own units
_LONG = dt.timedelta(days=60)  # beyond which what lies far off is drawn at the edge


@dataclass(frozen=True, slots=True)
class Bar:
    """A bar of a sparkline: left edge, top, width and height."""

    x: float
    y: float
    width: float
    height: float


@dataclass(frozen=True, slots=True)
class Spark:
    """Publications by time, as bars in a box of 100 to 20; `first` and `last` are the days at its ends."""

    bars: tuple[Bar, ...]
    first: dt.date
    last: dt.date
    count: int


@dataclass(frozen=True, slots=True)
class Dot:
    """What falls on one day: where, how large, how many, the day, and in which direction it lies beyond the edge."""

    x: float
    radius: float
    count: int
    day: dt.date
    beyond: str = ""


@dataclass(frozen=True, slots=True)
class Axis:
    """Rows of dots over one axis of days, and the days that are written below it."""

    rows: tuple[tuple[str, tuple[Dot, ...]], ...]
    ticks: tuple[tuple[float, dt.date], ...]
    width: float = _WIDTH


def sparkline(days: Sequence[dt.date]) -> Spark | None:
    """How many of `days` fall where; None where there is nothing to draw."""
    if not days:
        return None
    first, last = min(days), max(days)
    span = (last - first).days + 1
    count = min(span, _BARS)
    counts = [0] * count
    for day in days:
        counts[(day - first).days * count // span] += 1
    width, most = min(100 / count, 14.0), max(counts)
    bars = (
        Bar(round(n * width + 0.5, 2), round(20 - 18 * c / most, 2), round(width - 1, 2), round(18 * c / most, 2))
        for n, c in enumerate(counts)
        if c
    )
    return Spark(tuple(bars), first, last, len(days))


def timeline(rows: Iterable[tuple[str, Sequence[tuple[dt.date, int]]]]) -> Axis | None:
    """Rows of (day, count) on one axis; the middle of it is where most falls, the rest stands at its edges."""
    given = [(name, list(days)) for name, days in rows]
    every = sorted(day for _, days in given for day, count in days for _ in range(min(count, 20)))
    if not every:
        return None
    middle = every[len(every) // 2]
    near = [d for d in every if abs(d - middle) <= _LONG]
    first, last = near[0], near[-1]
    drawn = tuple((name, tuple(_dots(days, first, last))) for name, days in given)
    return Axis(drawn, tuple(_ticks(first, last)))


def _x(day: dt.date, first: dt.date, last: dt.date) -> float:
    span = (last - first).days
    inner = _WIDTH - _LEFT - _RIGHT
    return round(_LEFT + inner * ((day - first).days / span if span else 0.5), 1)


def _dots(days: Sequence[tuple[dt.date, int]], first: dt.date, last: dt.date) -> Iterable[Dot]:
    early = sum(count for day, count in days if day < first)
    late = sum(count for day, count in days if day > last)
    if early:
        yield Dot(_LEFT - 3 * _NEAR, 4.0, early, max(day for day, _ in days if day < first), "before")
    for day, count in days:
        if first <= day <= last:
            yield Dot(_x(day, first, last), min(3 + 1.6 * count**0.5, 11), count, day)
    if late:
        yield Dot(_WIDTH - _NEAR, 4.0, late, min(day for day, _ in days if day > last), "after")


def _ticks(first: dt.date, last: dt.date) -> Iterable[tuple[float, dt.date]]:
    """Five days at most, evenly."""
    span = (last - first).days
    step = max(1, -(-span // 4))
    for n in range(0, span + 1, step):
        day = first + dt.timedelta(days=n)
        yield _x(day, first, last), day
