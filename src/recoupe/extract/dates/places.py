"""The place in the calendar that an expression names: explicit, relative, or both."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from recoupe.extract.dates import calendar as cal
from recoupe.extract.dates import nearest, stretches
from recoupe.extract.dates.frame import Context, Found
from recoupe.extract.dates.lengths import anchor_of
from recoupe.extract.dates.numbers import full_year
from recoupe.model import Days

if TYPE_CHECKING:
    import datetime as dt

    from recoupe.lang.dates import Value

_THURSDAY = 4


def find(v: Value, context: Context) -> Found | None:
    """The stretch of the calendar that `v` names, None where it names none."""
    anchor = anchor_of(v, context)
    year = _year(v, anchor)
    if v.nth is not None and (v.pick or v.weekday):
        return _nth(v, context)
    for kind in (
        stretches.decade,
        stretches.century,
        _day_month,
        stretches.quarter_half,
        _holiday,
        stretches.season,
        _weekday,
        _day,
        _month,
        stretches.week,
    ):
        if found := kind(v, year, anchor, context):
            return found
    if year and not (v.unit and v.unit != "year"):
        return stretches.whole_year(year)
    return stretches.relative(v, anchor, context)


def _year(v: Value, anchor: dt.date | None) -> int | None:
    """The year that `v` tells, by number or by "last year"."""
    if v.year is not None:
        return v.year if v.year > 0 else None
    if v.year2 is not None:
        return full_year(v.year2)
    if v.unit == "year" and v.shift is not None and anchor and 0 < anchor.year + v.shift < 10000:  # noqa: PLR2004
        return anchor.year + v.shift
    return None


def _nth(v: Value, context: Context) -> Found | None:
    """As in "the first week of October", "the last Sunday of 2018"."""
    nth = v.nth or 1
    outer = find(replace(v, nth=None, pick=None, weekday=None), context)
    if not outer or not outer.days or not outer.days.first or not outer.days.last:
        return None
    if v.weekday:
        day = cal.nth_weekday(outer.days, v.weekday, nth)
        return Found(*cal.unit_of(day, "day"), "day") if day else None
    unit = v.pick or "day"
    start = outer.days.first if nth > 0 else outer.days.last
    if unit == "week":
        start = _own_week(start, 1 if nth > 0 else -1)
    day = cal.step(start, unit, nth - 1 if nth > 0 else nth + 1)
    return Found(*cal.unit_of(day, unit), unit) if day else None


def _own_week(edge: dt.date, step: int) -> dt.date:
    """A day of the first week, going by `step`, that has its Thursday on the inner side of `edge`."""
    outside = edge.isoweekday() > _THURSDAY if step > 0 else edge.isoweekday() < _THURSDAY
    return (cal.add_days(edge, 7 * step) if outside else None) or edge


def _day_month(v: Value, year: int | None, anchor: dt.date | None, context: Context) -> Found | None:
    if v.month is None or v.day is None or not cal.make(cal.LEAP, v.month, v.day):
        return None
    if year:
        day = cal.make(year, v.month, v.day)
        return Found(day.isoformat(), Days(day, day), "day") if day else None
    if not anchor:
        return Found(f"XXXX-{v.month:02d}-{v.day:02d}", None, "day")
    tense = {-1: "past", 1: "future"}.get(v.shift or 0, context.tense)
    day = nearest.year_of_day(v.month, v.day, anchor, tense, v.weekday)  # type: ignore[arg-type]
    return Found(day.isoformat(), Days(day, day), "day") if day else None


def _holiday(v: Value, year: int | None, anchor: dt.date | None, context: Context) -> Found | None:
    if not v.holiday:
        return None
    if year:
        day = cal.holiday(year, v.holiday)
    elif anchor:
        days = [d for y in nearest.years(anchor) if (d := cal.holiday(y, v.holiday))]
        day = nearest.pick(days, lambda d: d, anchor, context.tense)
        if v.shift:
            side = [d for d in days if (d < anchor if v.shift < 0 else d > anchor)]
            day = nearest.pick(side, lambda d: d, anchor, None)
    else:
        day = None
    return Found(*cal.unit_of(day, "day"), "day") if day else None


def _weekday(v: Value, _year: int | None, anchor: dt.date | None, context: Context) -> Found | None:
    if not v.weekday or v.day is not None or v.month is not None:
        return None
    if not anchor:
        return Found(f"XXXX-WXX-{v.weekday}", None, "day")
    if v.unit in ("week", "weekend") and v.shift is not None:
        start = cal.add_days(anchor, 7 * stretches.weeks(v, anchor))
        day = start and cal.add_days(start, v.weekday - start.isoweekday())
    else:
        back = v.anchor == "then" and v.shift == 0
        day = nearest.weekday(v.weekday, anchor, "past" if back else context.tense, v.shift)
    return Found(*cal.unit_of(day, "day"), "day") if day else None


def _day(v: Value, _year: int | None, anchor: dt.date | None, context: Context) -> Found | None:
    """As in "the 19th", "the 5th of next month"."""
    if v.day is None or v.month is not None:
        return None
    if not anchor:
        return Found(f"XXXX-XX-{v.day:02d}", None, "day")
    if v.unit == "month" and v.shift is not None:
        starts = [cal.add_months(anchor.replace(day=1), v.shift)]
    else:
        starts = [cal.add_months(anchor.replace(day=1), k) for k in (-1, 0, 1)]
    days = [d for s in starts if s and (d := cal.make(s.year, s.month, v.day))]
    agreeing = [d for d in days if d.isoweekday() == v.weekday]
    day = nearest.pick(agreeing or days, lambda d: d, anchor, context.tense)
    return Found(*cal.unit_of(day, "day"), "day") if day else None


def _month(v: Value, year: int | None, anchor: dt.date | None, context: Context) -> Found | None:
    if v.month is None or v.day is not None:
        return None
    if year:
        first = cal.make(year, v.month, 1)
    elif anchor:
        first = nearest.month(v.month, anchor, context.tense, v.shift)
    else:
        return Found(f"XXXX-{v.month:02d}", None, "month")
    return Found(*cal.unit_of(first, "month"), "month") if first else None
