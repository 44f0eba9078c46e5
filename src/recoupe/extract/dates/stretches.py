"""Stretches of the calendar longer than a day: weeks, quarters, seasons, years, and what is counted in them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from recoupe.extract.dates import calendar as cal
from recoupe.extract.dates import nearest
from recoupe.extract.dates.frame import PAST, Context, Found

if TYPE_CHECKING:
    import datetime as dt

    from recoupe.lang.dates import Value

_WEDNESDAY, _FRIDAY, _SUNDAY = 3, 5, 7
_VAGUE = {-1: "PAST_REF", 0: "PRESENT_REF", 1: "FUTURE_REF"}


def decade(v: Value, _year: int | None, _anchor: dt.date | None, _context: Context) -> Found | None:
    """As in "the 1980s"."""
    return None if v.decade is None else Found(*cal.decade(_full_decade(v.decade)), "decade")


def century(v: Value, _year: int | None, _anchor: dt.date | None, _context: Context) -> Found | None:
    """As in "the 19th century"."""
    number = v.nth - 1 if v.unit == "century" and v.nth else v.century
    return None if number is None else Found(*cal.century(number), "century")


def _full_decade(digits: int) -> int:
    """198 of 198 or 8."""
    return digits if digits > 99 else digits + (200 if digits < 3 else 190)  # noqa: PLR2004


def quarter_half(v: Value, year: int | None, anchor: dt.date | None, context: Context) -> Found | None:
    """As in "the third quarter", "the first half of 2018"."""
    n, make, unit = (v.quarter, cal.quarter, "quarter") if v.quarter else (v.half, cal.half, "half")
    if not n or n > (4 if unit == "quarter" else 2):
        return None
    if not year and anchor:
        choices = [y for y in nearest.years(anchor) if make(y, n)[1]]
        firsts = {y: days.first for y in choices if (days := make(y, n)[1]) and days.first}
        year = nearest.pick(list(firsts), firsts.__getitem__, anchor, context.tense or "past")
    return Found(*make(year, n), unit) if year else Found(f"XXXX-{unit[0].upper()}{n}", None, unit)


def season(v: Value, year: int | None, anchor: dt.date | None, context: Context) -> Found | None:
    """As in "last summer"."""
    code = v.season
    if not code:
        return None
    if not year and anchor:
        firsts = {y: cal.make(y, cal.SEASONS.get(code, 1), 1) for y in nearest.years(anchor)}
        known = {y: d for y, d in firsts.items() if d}
        if v.shift:
            known = {y: d for y, d in known.items() if (d <= anchor if v.shift < 0 else d > anchor)}
        year = nearest.pick(list(known), known.__getitem__, anchor, context.tense)
    return Found(*cal.season(year, code), "season") if year else Found(f"XXXX-{code}", None, "season")


def week(v: Value, year: int | None, anchor: dt.date | None, _context: Context) -> Found | None:
    """As in "week 12"."""
    if v.week is None:
        return None
    year = year or (anchor.year if anchor else None)
    if not year:
        return Found(f"XXXX-W{v.week:02d}", None, "week")
    fourth = cal.make(year, 1, 4)
    day = fourth and cal.add_days(fourth, 7 * (v.week - 1))
    return Found(*cal.unit_of(day, "week"), "week") if day else None


def _weekend(v: Value, anchor: dt.date, context: Context) -> Found | None:
    """As in "the weekend", "this weekend": on workdays the one before or the coming one, by tense."""
    shift = v.shift or 0
    if not shift and v.anchor != "then":
        past = context.tense in PAST or (v.shift is None and context.tense is None)
        shift = -1 if past and anchor.isoweekday() <= (_WEDNESDAY if v.shift == 0 else _FRIDAY) else 0
    day = cal.step(anchor, "weekend", shift)
    return Found(*cal.unit_of(day, "weekend"), "weekend") if day else None


def weeks(v: Value, anchor: dt.date) -> int:
    """How many weeks away; on a Sunday "last week" is the one that ends."""
    shift = v.shift or 0
    return shift + (shift == -1 and v.unit == "week" and v.anchor != "then" and anchor.isoweekday() == _SUNDAY)


def relative(v: Value, anchor: dt.date | None, context: Context) -> Found | None:
    """As in "last month", "the following year", "this season"."""
    if v.unit == "weekend" and anchor and not v.n:
        return _weekend(v, anchor, context)
    if v.unit is None or v.shift is None:
        return None
    if v.unit in ("season", "era", "second", "minute", "hour"):
        return Found(_VAGUE[max(-1, min(1, v.shift))], None, "ref")
    if not anchor:
        shapes = {"day": "XXXX-XX-XX", "week": "XXXX-WXX", "month": "XXXX-XX", "year": "XXXX"}
        return Found(shapes.get(v.unit, "XXXX"), None, v.unit)
    day = cal.step(anchor, v.unit, weeks(v, anchor) if v.unit == "week" else v.shift)
    return Found(*cal.unit_of(day, v.unit), v.unit) if day else None


def whole_year(number: int) -> Found:
    """As in "2018"."""
    return Found(f"{number:04d}", cal.months(number, 1, 12), "year")
