"""Which of many: the year of a day and month, the week of a weekday, by tense and nearness."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, TypeVar

from recoupe.extract.dates import calendar as cal
from recoupe.extract.dates.frame import FUTURE, PAST

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from recoupe.extract.dates.frame import Tense

_FUTURE_COSTS = 1.5
"""News tells what was: untold, a day ahead must be this much nearer than one behind."""
_NEVER_COSTS = 1000
_WRONG_COSTS = 4
"""Against the tense: a far year is told, so "in November", said of the past in October, is the next one's."""

T = TypeVar("T")


def pick(choices: Iterable[T], first: Callable[[T], dt.date], day: dt.date, tense: Tense | None) -> T | None:
    """The choice nearest to `day` on the side that the tense says; today is on both sides."""

    def cost(choice: T) -> float:
        gap = (first(choice) - day).days
        wrong = (tense in PAST and gap > 0) or (tense in FUTURE and gap < 0)
        if wrong and tense in ("since", "until"):
            return abs(gap) * _NEVER_COSTS
        return abs(gap) * (_WRONG_COSTS if wrong else _FUTURE_COSTS if gap > 0 and tense is None else 1)

    return min(choices, key=cost, default=None)


def years(day: dt.date) -> range:
    """The years that an expression without one may mean."""
    return range(max(day.year - 4, 1), min(day.year + 5, 10000))


def year_of_day(
    month: int, day_of_month: int, day: dt.date, tense: Tense | None, weekday: int | None
) -> dt.date | None:
    """The date that day and month mean, the weekday agreeing where one is told."""
    if weekday:
        wide = range(max(day.year - 6, 1), min(day.year + 7, 10000))
        found = [d for y in wide if (d := cal.make(y, month, day_of_month)) and d.isoweekday() == weekday]
        near = pick(found, lambda d: d, day, None)
        if near and abs((near - day).days) < 550:  # noqa: PLR2004
            return near
    dates = [d for y in years(day) if (d := cal.make(y, month, day_of_month))]
    return pick(dates, lambda d: d, day, tense)


def weekday(number: int, day: dt.date, tense: Tense | None, shift: int | None) -> dt.date | None:
    """The day that a weekday means: last (before today), next (after today), this (coming, or by tense)."""
    back, ahead = (day.isoweekday() - number) % 7, (number - day.isoweekday()) % 7
    if shift is None:
        return cal.add_days(day, ahead if tense in FUTURE else -back)
    if shift == 0:
        return cal.add_days(day, -back if tense in PAST else ahead)
    if shift < 0:
        return cal.add_days(day, -(back or 7) + 7 * (shift + 1))
    return cal.add_days(day, (ahead or 7) + 7 * (shift - 1))


def month(number: int, day: dt.date, tense: Tense | None, shift: int | None) -> dt.date | None:
    """The first day of the month that a month's name means."""
    this = dt.date(day.year, day.month, 1)
    firsts = [d for y in years(day) if (d := cal.make(y, number, 1))]
    if shift is None:
        return pick(firsts, lambda d: d, this, tense)
    if shift == 0:
        return cal.make(day.year, number, 1)
    side = [d for d in firsts if (d < this if shift < 0 else d > this)]
    return pick(side, lambda d: d, this, None)
