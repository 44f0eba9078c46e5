"""Lengths, repetitions and steps away from a day: everything that counts units."""

from __future__ import annotations

from typing import TYPE_CHECKING

from recoupe.extract.dates import calendar as cal
from recoupe.extract.dates.frame import Context, Found, Resolved
from recoupe.model import Days

if TYPE_CHECKING:
    import datetime as dt

    from recoupe.lang.dates import Value

_TIMES = {"second": ("T", "S"), "minute": ("T", "M"), "hour": ("T", "H")}
_DATES = {"day": "D", "weekend": "WE", "week": "W", "month": "M", "quarter": "Q", "year": "Y"}
_MULTIPLES = {"half": (6, "month"), "decade": (10, "year"), "century": (100, "year")}
_PARTS = {"year": (12, "month"), "hour": (60, "minute"), "day": (24, "hour")}


_FINER = {"year": "month", "decade": "year", "century": "year"}
"""As exact as "half a century ago" is."""
_WHOLE = {"decade": "year", "century": "year", "half": "month", "quarter": "month", "weekend": "week"}
"""As exact as "a quarter later" is."""


def period(n: float, unit: str) -> str:
    """An ISO 8601 duration; `n` -1 is an unknown number."""
    while unit in _MULTIPLES:
        times, unit = _MULTIPLES[unit]
        n = n * times if n > 0 else n
    if n > 0 and n != int(n) and unit in _PARTS and (n * _PARTS[unit][0]).is_integer():
        times, smaller = _PARTS[unit]
        if n > 1 and unit == "hour":
            return f"PT{int(n)}H{(n - int(n)) * times:.15g}M"
        n, unit = n * times, smaller
    number = "X" if n < 0 else f"{n:.15g}"
    time, letter = _TIMES.get(unit) or ("", _DATES.get(unit, "X"))
    return f"P{time}{number}{letter}"


def duration(v: Value) -> Resolved:
    """As in "three years", "2 h 30 min": a length."""
    value = period(v.n if v.n is not None else -1, v.unit or "era")
    if v.plus and v.plus_unit:
        more = period(v.plus, v.plus_unit)
        value += more[2:] if value[1] == more[1] == "T" else more[1:]
    return Resolved("DURATION", value, v.mod)


def repetition(v: Value) -> Resolved:
    """As in "every Sunday", "monthly": a set."""
    if v.weekday:
        value = f"XXXX-WXX-{v.weekday}" + (f"T{v.part}" if v.part else "")
    elif v.month:
        value = f"XXXX-{v.month:02d}" + (f"-{v.day:02d}" if v.day else "")
    elif v.season:
        value = f"XXXX-{v.season}"
    elif v.part and not v.unit:
        value = f"T{v.part}"
    else:
        value = period(v.n or 1, v.unit or "era")
    return Resolved("SET", value, v.mod)


def span(v: Value, context: Context) -> Resolved:
    """As in "the past three years", "the next few days": a length that ends or begins at the anchor."""
    n, unit = v.n if v.n is not None else -1, v.unit or "era"
    anchor = anchor_of(v, context)
    days: Days | None = None
    if anchor and v.span and v.anchor != "then":
        other = _stepped(anchor, unit, v.span * n) if n > 0 else None
        days = Days(other, anchor) if v.span < 0 else Days(anchor, other)
    return Resolved("DURATION", period(n, unit), v.mod, days)


def anchor_of(v: Value, context: Context) -> dt.date | None:
    """The day that a relative expression counts from."""
    fine = v.unit == "day" or v.part is not None or v.weekday is not None
    named = (context.day_before if fine else None) or context.before
    return named.first if v.anchor == "then" and named and named.first else context.day


def offset(v: Value, context: Context) -> Resolved:
    """As in "three years ago", "two days later": as far away, as exact as the unit."""
    sign, n, unit = v.offset or 1, v.n if v.n is not None else -1, v.unit or "era"
    vague = "PAST_REF" if sign < 0 else "FUTURE_REF"
    if unit == "era":
        return Resolved("DATE", vague, v.mod)
    if n < 0:
        return Resolved("DATE", period(n, unit), v.mod)
    anchor, then = anchor_of(v, context), v.anchor == "then"
    if not anchor or (then and (unit in _TIMES or (sign > 0 and not context.before))):
        return Resolved("DURATION", period(n, unit), v.mod)
    if unit in _TIMES:
        found = Found(anchor.isoformat(), Days(anchor, anchor), "day")
        return Resolved("TIME", f"{found.value}TXX:XX", v.mod, found.days, found)
    return _stepped_to(v, context, anchor, sign * n) or Resolved("DATE", vague, v.mod)


def _stepped_to(v: Value, context: Context, anchor: dt.date, n: float) -> Resolved | None:
    """The date `n` units, and `plus` more, from `anchor`, as exact as the smallest unit told."""
    unit = v.unit or "day"
    day = _stepped(anchor, unit, n)
    if v.plus and v.plus_unit and day:
        day = _stepped(day, v.plus_unit, v.plus if n > 0 else -v.plus)
    if not day:
        return None
    finest: str = v.plus_unit or (unit if n == int(n) else _FINER.get(unit, "day"))
    if context.before and v.anchor == "then" and finest in ("day", "week") and context.before.unit in ("month", "year"):
        finest = context.before.unit
    whole = _WHOLE.get(finest, finest)
    found = Found(*cal.unit_of(day, whole), whole)
    return Resolved("DATE", found.value, v.mod, found.days, found)


def _stepped(day: dt.date, unit: str, n: float) -> dt.date | None:
    """`day` moved by `n` units; parts of a unit go by months and days. None beyond the calendar."""
    if abs(n) > 10000:  # noqa: PLR2004
        return None
    if unit in _TIMES:
        return day
    if unit in cal.MONTHS:
        return cal.add_months(day, round(n * cal.MONTHS[unit]))
    return cal.add_days(day, round(n * cal.LENGTHS.get(unit, 0)))
