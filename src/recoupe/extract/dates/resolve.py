"""From what words say to what they mean on the day of publication. Knows no language.

Method: under-specified readings resolved by one pass (after Strötgen & Gertz, HeidelTime, 2010), TIMEX3 values.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from recoupe.extract.dates import calendar as cal
from recoupe.extract.dates import lengths, places, solar
from recoupe.extract.dates.frame import Context, Found, Resolved
from recoupe.model import Days

if TYPE_CHECKING:
    from recoupe.lang.dates import Value

_NOON = 12
_SPLITS = {"START": (1, 10), "MID": (11, 20), "END": (21, 31)}
_LATE = ("AF", "EV", "NI")


def resolve(v: Value, context: Context) -> Resolved | None:
    """What `v` means; None where it says nothing of time after all."""
    if v.tense:
        context = replace(context, tense=v.tense)
    if v.plus and v.plus_unit is None:
        v = replace(v, n=(v.n or 0) + v.plus, plus=None)
    if v.ref:
        return Resolved("DATE", v.ref, v.mod)
    if v.each:
        return lengths.repetition(v)
    if v.span:
        return lengths.span(v, context)
    if v.offset:
        return _with_time(v, lengths.offset(v, context))
    if v.n is not None and v.nth is None:
        return lengths.span(replace(v, span=v.shift), context) if v.shift else lengths.duration(v)
    return _calendar(v, context)


def _calendar(v: Value, context: Context) -> Resolved | None:
    timed = v.part is not None or v.hour is not None
    if timed and v.shift is not None and v.unit is None and v.weekday is None:
        v = replace(v, unit="day")
    found = _elsewhere(v, context) if v.calendar not in {None, "gregorian"} else places.find(v, context)
    if not found and timed:
        found = _beside(v, context)
    if not found:
        return None
    if found.unit == "ref":
        return Resolved("DATE", found.value, v.mod)
    if timed:
        return _with_time(v, Resolved("DATE", found.value, v.mod, found.days, found))
    return Resolved("DATE", found.value, v.mod, _days(v, found, context), found)


def _elsewhere(v: Value, context: Context) -> Found | None:
    """A place in another calendar than the Gregorian one."""
    if v.calendar == "lunar":
        return Found("XXXX" if v.month is None else "XXXX-XX" if v.day is None else "XXXX-XX-XX", None, "day")
    return solar.find(v, context)


def _beside(v: Value, context: Context) -> Found | None:
    """The day of a time of day that names none: the date beside it, else publication."""
    if context.beside and context.beside.unit == "day":
        return context.beside
    if context.day:
        return Found(*cal.unit_of(context.day, "day"), "day")
    return Found("" if v.hour is None else "XXXX-XX-XX", None, "day")


def _with_time(v: Value, whole: Resolved) -> Resolved:
    """Add hour or part of day."""
    if v.hour is None and v.part is None:
        return whole
    value = whole.value + _clock(v)
    return Resolved("TIME", value, v.mod, whole.days, whole.found)


def _clock(v: Value) -> str:
    if v.hour is None:
        return f"T{v.part}"
    hour = v.hour
    if hour < _NOON and (v.meridiem == "pm" or (v.part in _LATE and not (v.part == "NI" and hour < 6))):  # noqa: PLR2004
        hour += _NOON
    elif hour == _NOON and (v.meridiem == "am" or v.part == "NI"):
        hour = 0
    second = f":{v.second:02d}" if v.second is not None else ""
    return f"T{hour:02d}:{v.minute or 0:02d}{second}" + ("Z" if v.zone == "Z" else "")


def _days(v: Value, found: Found, context: Context) -> Days | None:
    """The days of a date, narrowed: a third of a month by START, MID, END; up to the anchor by `upto`."""
    days = found.days
    if not days or not days.first or not days.last:
        return days
    if v.upto and context.day and days.first <= context.day <= days.last:
        return Days(days.first, context.day)
    if v.mod in _SPLITS and found.unit == "month":
        low, high = _SPLITS[v.mod]
        return Days(cal.add_days(days.first, low - 1), min(days.last, cal.add_days(days.first, high - 1) or days.last))
    return days
