"""Days as people are shown them, the same in every format and independent of the locale."""

from __future__ import annotations

import calendar
import datetime as dt
import re
from typing import TYPE_CHECKING, NamedTuple

from recoupe.export._view import line

if TYPE_CHECKING:
    from collections.abc import Sequence

    from recoupe.model import Article, DateMention, Days

_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_WEEKDAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
NO_DAY = "not on the calendar"
NO_ANCHOR = "day of publication unknown"
_UNKNOWN = "X"  # stands in a TIMEX3 value for what is not known


class Moment(NamedTuple):
    """Date expressions that mean the same days; `days` None where they mean none, and then `why` says why."""

    days: Days | None
    timexes: tuple[DateMention, ...]
    why: str = NO_DAY

    @property
    def shown(self) -> str:
        """The days, or why there are none."""
        return days(self.days) if self.days else self.why


def day(d: dt.date, *, weekday: bool = False) -> str:
    """`16 Jul 2022`, `Sat 16 Jul 2022`."""
    name = f"{_WEEKDAYS[d.weekday()]} " if weekday else ""
    return f"{name}{d.day} {_MONTHS[d.month - 1]} {d.year}"


def days(interval: Days | None) -> str:
    """`Sat 16 Jul 2022`, `11–16 Jul 2022`, `Jun 2022`, `until 16 Jul 2022`, `not on the calendar`."""
    first, last = (interval.first, interval.last) if interval else (None, None)
    if first is None or last is None:
        return f"from {day(first)}" if first else f"until {day(last)}" if last else NO_DAY
    if first == last:
        return day(first, weekday=True)
    return _whole(first, last) or _range(first, last)


def _whole(first: dt.date, last: dt.date) -> str:
    """`Jun 2022`, `Jun–Aug 2022`, `2022`, `2020–2022` where the interval is that; "" if not."""
    if first.day != 1 or last.day != calendar.monthrange(last.year, last.month)[1]:
        return ""
    years = f"{first.year}–{last.year}" if first.year != last.year else str(first.year)
    if (first.month, last.month) == (1, 12):
        return years
    if first.year != last.year:
        return f"{_MONTHS[first.month - 1]} {first.year} – {_MONTHS[last.month - 1]} {last.year}"
    if first.month == last.month:
        return f"{_MONTHS[first.month - 1]} {first.year}"
    return f"{_MONTHS[first.month - 1]}–{_MONTHS[last.month - 1]} {first.year}"


def _range(first: dt.date, last: dt.date) -> str:
    if first.year != last.year:
        return f"{day(first)} – {day(last)}"
    if first.month != last.month:
        return f"{first.day} {_MONTHS[first.month - 1]} – {day(last)}"
    return f"{first.day}–{day(last)}"


def published(article: Article) -> str:
    """`Sat 16 Jul 2022, 10:05 +02:00`, as the publisher's clock has it; what the page says if that is no day."""
    known, told = article.day, line(article.published or "")
    if known is None:
        return told
    clock = re.match(r"[T ](\d\d:\d\d)(?::[\d.]+)?(Z|[+-]\d\d:?\d\d)?$", told[10:])
    shown = day(known, weekday=True) + (f", {clock[1]}" if clock else "")
    return f"{shown} {clock[2].replace('Z', 'UTC')}" if clock and clock[2] else shown


def order(article: Article) -> str:
    """What puts articles in the order of their publication, whatever their zones; unknown times come last."""
    try:
        at = dt.datetime.fromisoformat(article.published or "")
        return (at.astimezone(dt.UTC) if at.tzinfo else at).strftime("%Y-%m-%dT%H:%M:%S")
    except (ValueError, OverflowError):
        return "~"


def timeline(timexes: Sequence[DateMention]) -> tuple[Moment, ...]:
    """`timexes` by the days they mean, the earliest first; what means no days is left out."""
    groups: dict[tuple[str, str, str], list[DateMention]] = {}
    for t in timexes:
        first, last = (t.days.first, t.days.last) if t.days else (None, None)
        if first or last:
            groups.setdefault((str(first or last), str(first or ""), str(last or "")), []).append(t)
    return tuple(Moment(found[0].days, tuple(found)) for _, found in sorted(groups.items()))


def undated(article: Article, timexes: Sequence[DateMention]) -> tuple[Moment, ...]:
    """Those of `timexes` that mean no days: first such as would, were the article's day of publication known."""
    lost = [t for t in timexes if not (t.days and (t.days.first or t.days.last))]
    open_ = tuple(t for t in lost if article.day is None and _UNKNOWN in t.value)
    never = tuple(t for t in lost if t not in open_)
    return tuple(Moment(None, found, why) for found, why in ((open_, NO_ANCHOR), (never, NO_DAY)) if found)
