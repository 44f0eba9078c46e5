"""The calendar: named stretches of days, safe at its edges (year 1 to 9999)."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from recoupe.model import Days

if TYPE_CHECKING:
    from collections.abc import Callable

LEAP = 2000
"""A year that has every day of the calendar."""
DAY = dt.timedelta(days=1)
SEASONS = {"SP": 3, "SU": 6, "FA": 9, "WI": 12}
MONTHS = {"month": 1, "quarter": 3, "half": 6, "year": 12, "decade": 120, "century": 1200}
"""Units that are a whole number of months."""
LENGTHS = {"day": 1, "weekend": 7, "week": 7}
"""Units that are a whole number of days, as steps."""
LETTERS = {
    "second": "TS", "minute": "TM", "hour": "TH", "day": "D", "weekend": "WE", "week": "W", "month": "M",
    "quarter": "Q", "half": "H", "year": "Y", "decade": "DE", "century": "CE", "season": "SE", "era": "X",
}  # fmt: skip


def days(first: dt.date, last: dt.date) -> Days:
    """The closed interval of the two."""
    return Days(first, last)


def make(year: int, month: int, day: int) -> dt.date | None:
    """The day, or None where there is none."""
    try:
        return dt.date(year, month, day)
    except (ValueError, OverflowError):
        return None


def add_days(day: dt.date, n: int) -> dt.date | None:
    """The day `n` days on, or None beyond the calendar."""
    try:
        return day + n * DAY
    except OverflowError:
        return None


def add_months(day: dt.date, n: int) -> dt.date | None:
    """The same day `n` months on, its last where that month is shorter."""
    index = day.year * 12 + day.month - 1 + n
    if not 12 <= index < 10000 * 12:  # noqa: PLR2004
        return None
    year, month = divmod(index, 12)
    return next((d for k in (0, 1, 2, 3) if (d := make(year, month + 1, day.day - k))), None)


def months(year: int, month: int, count: int) -> Days | None:
    """`count` months from that month on."""
    first = make(year, month, 1)
    after = first and add_months(first, count)
    if not first:
        return None
    return Days(first, after - DAY if after else dt.date.max)


def week_of(day: dt.date) -> Days | None:
    """The ISO week, Monday to Sunday, that holds `day`."""
    first = add_days(day, 1 - day.isoweekday())
    last = first and add_days(first, 6)
    return Days(first, last) if first and last else None


def unit_of(day: dt.date, unit: str) -> tuple[str, Days | None]:
    """The TIMEX3 value and the days of the `unit` that holds `day`."""
    return _UNITS.get(unit, _year)(day)


def _day(day: dt.date) -> tuple[str, Days | None]:
    return day.isoformat(), Days(day, day)


def _week(day: dt.date) -> tuple[str, Days | None]:
    iso = day.isocalendar()
    return f"{iso[0]:04d}-W{iso[1]:02d}", week_of(day)


def _weekend(day: dt.date) -> tuple[str, Days | None]:
    value, week = _week(day)
    return f"{value}-WE", Days(add_days(week.first, 5), week.last) if week and week.first else week


def _month(day: dt.date) -> tuple[str, Days | None]:
    return f"{day.year:04d}-{day.month:02d}", months(day.year, day.month, 1)


def _year(day: dt.date) -> tuple[str, Days | None]:
    return f"{day.year:04d}", months(day.year, 1, 12)


_UNITS: dict[str, Callable[[dt.date], tuple[str, Days | None]]] = {
    "day": _day,
    "week": _week,
    "weekend": _weekend,
    "month": _month,
    "quarter": lambda day: quarter(day.year, (day.month + 2) // 3),
    "half": lambda day: half(day.year, (day.month + 5) // 6),
    "decade": lambda day: decade(day.year // 10),
    "century": lambda day: century(day.year // 100),
}


def quarter(year: int, n: int) -> tuple[str, Days | None]:
    """Quarter `n` of `year`."""
    return f"{year:04d}-Q{n}", months(year, 3 * n - 2, 3)


def half(year: int, n: int) -> tuple[str, Days | None]:
    """Half `n` of `year`."""
    return f"{year:04d}-H{n}", months(year, 6 * n - 5, 6)


def season(year: int, code: str) -> tuple[str, Days | None]:
    """A season by its three months, winter beginning in December of `year`."""
    return f"{year:04d}-{code}", months(year, SEASONS.get(code, 1), 3)


def decade(n: int) -> tuple[str, Days | None]:
    """The ten years that begin with the digits `n`."""
    return f"{n:03d}", months(n * 10, 1, 120)


def century(n: int) -> tuple[str, Days | None]:
    """The hundred years that begin with the digits `n`."""
    return f"{n:02d}", months(max(n * 100, 1), 1, 1200 if n else 1188)


def step(day: dt.date, unit: str, n: int) -> dt.date | None:
    """The day `n` units on."""
    if unit in MONTHS:
        return add_months(day, n * MONTHS[unit])
    return add_days(day, n * LENGTHS.get(unit, 0))


def easter(year: int) -> dt.date:
    """Easter Sunday of the Gregorian calendar (Meeus/Jones/Butcher)."""
    a, b, c = year % 19, year // 100, year % 100
    d = (19 * a + b - b // 4 - (b - (b + 8) // 25 + 1) // 3 + 15) % 30
    e = (32 + 2 * (b % 4) + 2 * (c // 4) - d - c % 4) % 7
    f = d + e - 7 * ((a + 11 * d + 22 * e) // 451) + 114
    return dt.date(year, f // 31, f % 31 + 1)


def holiday(year: int, code: str) -> dt.date | None:
    """A feast: `12-25`, `easter`, `easter+39`, `11-thu4` (fourth Thursday of November), `5-mon-1` (last Monday)."""
    if code.startswith("easter"):
        return add_days(easter(year), int(code[6:] or 0))
    month, _, rest = code.partition("-")
    if rest.isdigit():
        return make(year, int(month), int(rest))
    weekday = ("mon", "tue", "wed", "thu", "fri", "sat", "sun").index(rest[:3]) + 1
    span = months(year, int(month), 1)
    return nth_weekday(span, weekday, int(rest[3:])) if span else None


def nth_weekday(span: Days, weekday: int, n: int) -> dt.date | None:
    """The `n`-th (-1: last) such weekday (1 Monday) inside `span`."""
    if not span.first or not span.last or n == 0:
        return None
    if n > 0:
        found = add_days(span.first, (weekday - span.first.isoweekday()) % 7 + 7 * (n - 1))
    else:
        found = add_days(span.last, -((span.last.isoweekday() - weekday) % 7) + 7 * (n + 1))
    return found if found and span.first <= found <= span.last else None
