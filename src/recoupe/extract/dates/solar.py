"""The Solar Hijri calendar of Iran, as days of the Gregorian one.

Leap years by the cycle of 33 years, which agrees with the vernal equinox from 1178 to 1633 (Heydari-Malayeri, A concise
review of the Iranian calendar, 2004).
"""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from recoupe.extract.dates import calendar as cal
from recoupe.extract.dates import nearest
from recoupe.extract.dates.frame import Found
from recoupe.model import Days

if TYPE_CHECKING:
    from recoupe.extract.dates.frame import Context
    from recoupe.lang.dates import Value

_FIRST, _LAST = 1178, 1633
_LEAP = frozenset({1, 5, 9, 13, 17, 22, 26, 30})
"""Years of the cycle that have a thirtieth day of the twelfth month."""
_CYCLE, _CYCLE_DAYS = 33, 33 * 365 + 8
_START = dt.date(1979, 3, 21).toordinal() - 12 * 365 - sum(y % 33 in _LEAP for y in range(1346, 1358))
"""The first day of 1346, which begins a cycle less 26 years; only differences are taken."""
_LONG = 6
"""So many months have 31 days, the others 30, the last 29 in a common year."""
_YEAR_BEFORE = 621


def days_of(year: int, month: int | None = None, day: int | None = None) -> Days | None:
    """The days of a year, of a month of it, or that day; None where there is none."""
    if not _FIRST <= year < _LAST:
        return None
    if month is None:
        return Days(_new_year(year), _new_year(year + 1) - cal.DAY)
    first = _new_year(year) + ((month - 1) * 30 + min(month - 1, _LONG)) * cal.DAY
    length = 31 if month <= _LONG else 30 if month < 12 or year % _CYCLE in _LEAP else 29  # noqa: PLR2004
    if day is None:
        return Days(first, first + (length - 1) * cal.DAY)
    found = first + (day - 1) * cal.DAY
    return Days(found, found) if 1 <= day <= length else None


def _new_year(year: int) -> dt.date:
    cycles, years = divmod(year - 1346, _CYCLE)
    leaps = sum((1346 + y) % _CYCLE in _LEAP for y in range(years))
    return dt.date.fromordinal(_START + cycles * _CYCLE_DAYS + years * 365 + leaps)


def find(v: Value, context: Context) -> Found | None:
    """The stretch of the calendar that `v` names by year, month and day of this calendar."""
    unit = "year" if v.month is None else "month" if v.day is None else "day"
    if v.year is not None:
        days = days_of(v.year, v.month, v.day)
    elif v.month is not None and context.day:
        years = range(context.day.year - _YEAR_BEFORE - 4, context.day.year - _YEAR_BEFORE + 5)
        choices = [d for y in years if (d := days_of(y, v.month, v.day))]
        tense = {-1: "past", 1: "future"}.get(v.shift or 0, context.tense)
        days = nearest.pick(choices, lambda d: d.first or dt.date.min, context.day, tense)  # type: ignore[arg-type]
    else:
        return Found("XXXX-XX-XX" if unit == "day" else "XXXX-XX", None, unit)
    if days is None or days.first is None or days.last is None:
        return None
    value = days.first.isoformat() if unit == "day" else f"{days.first.isoformat()}/{days.last.isoformat()}"
    return Found(value, days, unit)
