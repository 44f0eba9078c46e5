"""What a string of digits may stand for, and numbers written in words."""

from __future__ import annotations

import datetime as dt
import functools
import re
from typing import Any

Features = dict[str, Any]
Readings = dict[str, Features]

_CLOCK = re.compile(r"(\d\d?):(\d\d)(?::(\d\d))?")
_DOTTED = re.compile(r"(\d\d?)\.(\d\d)")
_ISO = re.compile(r"(\d{4})-(\d\d)-(\d\d)(?:T(\d\d):(\d\d)(?::(\d\d))?)?")
_TRIPLE = re.compile(r"(\d{1,4})([./])(\d\d?)\2(\d{4}|\d\d)")
_SHORT = re.compile(r"\d\d\.\d\d\.\d\d|\d\d?/\d\d?/\d\d")
"""With a year of two digits; single digits between dots are more often a version or a section."""
_PAIR = re.compile(r"(\d\d?)/(\d\d?)")
_YEARS = re.compile(r"(\d{4})/(\d{4}|\d\d)")
_SOLAR = re.compile(r"(\d{4})(?!\d)(?:([-/.])\d\d?\2\d\d?)?$")
_SPACES = re.compile(r"[\u00a0\u202f\u2009 ]")
_HOURS, _MINUTES, _DAYS, _MONTHS, _HUNDRED = 24, 60, 31, 12, 100
_AGES = range(14, 111)
"""Numbers of years that are more often a person's age than a length of time ("a 38-year-old")."""


CLASSES = frozenset({
    "number", "adult", "day", "nthday", "monthnumber", "year", "sureyear", "year2", "year3", "twoyears", "decade2",
    "decadeyear", "hour", "minute", "clocktime", "dotclock", "fulldate", "shortdate",
})  # fmt: skip
"""The classes that digits have."""


@functools.lru_cache(maxsize=4096)
def readings(text: str, *, order: str, decimal: str, solar: tuple[int, ...] = ()) -> Readings:
    """Every class that the digits `text` may belong to, with its features; empty where it is no number of time.

    Years from the first to the last of `solar` are of the Solar Hijri calendar.
    """
    if solar and (m := _SOLAR.match(text)) and solar[0] <= int(m[1]) <= solar[1]:
        return _solar(text)
    if _SPACES.search(text):
        return {"number": {"n": float(_SPACES.sub("", text))}}
    if len(text) > len("9999-12-31T23:59:59"):
        return {}
    if text.isdecimal():
        return _whole(text)
    return _clock(text) or _date(text, order) or (_number(text, decimal) | _dotted(text))


def _solar(text: str) -> Readings:
    """The classes of a year, or of a date that begins with it, of the Solar Hijri calendar."""
    year, *rest = map(int, re.split(r"\D", text)[:3])
    told = {"year": year, "calendar": "solar"}
    if not rest:
        return {"number": {"n": float(year)}, "year": told, "sureyear": told}
    months = len(rest) == 2 and 1 <= rest[0] <= _MONTHS and 1 <= rest[1] <= _DAYS  # noqa: PLR2004
    return {"fulldate": told | {"month": rest[0], "day": rest[1]}} if months else {}


def _whole(text: str) -> Readings:
    value, length = int(text), len(text)
    out: Readings = {"number": {"n": float(value)}} | _age(value)
    if length <= 2:  # noqa: PLR2004
        out |= {"day": {"day": value}} if 1 <= value <= _DAYS else {}
        out |= {"hour": {"hour": value}} if value < _HOURS else {}
        out |= {"year2": {"year2": value}, "minute": {"minute": value}} if length > 1 else {}
        out |= {"decade2": {"decade": value // 10}} if length > 1 and value % 10 == 0 else {}
        out |= {"monthnumber": {"month": value}} if 1 <= value <= _MONTHS else {}
    elif length == 3:  # noqa: PLR2004
        out |= {"year3": {"year": value}} if value >= _HUNDRED else {}
    elif length == 4:  # noqa: PLR2004
        out |= {"year": {"year": value}} if value else {}
        out |= {"sureyear": {"year": value}} if 1900 <= value < 2100 and value % 50 else {}  # noqa: PLR2004
        out |= {"decadeyear": {"decade": value // 10}} if value >= 1000 and value % 10 == 0 else {}  # noqa: PLR2004
    return out


def roman(value: int) -> str:
    """`value`, below 40, in Roman numerals, lower case."""
    tens, ones = divmod(value, 10)
    return "x" * tens + ("", "i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix")[ones]


def worded(value: float) -> Readings:
    """The classes of a number written in words."""
    day: Readings = {"day": {"day": int(value)}} if value in range(1, _DAYS + 1) else {}
    return {"number": {"n": value}, "numberword": {"n": value}} | day | _age(value)


def ordinal(value: int, *, digits: bool = False) -> Readings:
    """The classes of an ordinal number; in `digits` ("19th") it may be a day of the month by itself."""
    day: Readings = {"ordinalday": {"day": value}} if 1 <= value <= _DAYS else {}
    return {"ordinal": {"nth": value}} | day | ({"nthday": {"day": value}} if day and digits else {})


def _age(value: float) -> Readings:
    return {"adult": {"n": value}} if value in _AGES else {}


def _clock(text: str) -> Readings:
    m = _CLOCK.fullmatch(text)
    if not m or int(m[1]) > _HOURS or int(m[2]) >= _MINUTES:
        return {}
    out: Features = {"hour": int(m[1]), "minute": int(m[2])}
    return {"clocktime": out | ({"second": int(m[3])} if m[3] else {})}


def _dotted(text: str) -> Readings:
    """An hour with its minutes behind a dot, which is one only where words say so ("7.30 pm")."""
    m = _DOTTED.fullmatch(text)
    if not m or int(m[1]) >= _HOURS or int(m[2]) >= _MINUTES:
        return {}
    return {"dotclock": {"hour": int(m[1]), "minute": int(m[2])}}


def _date(text: str, order: str) -> Readings:
    if m := _ISO.fullmatch(text):
        clock = dict(zip(("hour", "minute", "second"), (int(g) for g in m.groups()[3:] if g), strict=False))
        return _valid("fulldate", int(m[1]), int(m[2]), int(m[3]), clock)
    if m := _TRIPLE.fullmatch(text):
        a, b, c = m[1], int(m[3]), m[4]
        if len(a) == 4 and len(c) <= 2:  # noqa: PLR2004
            return _valid("fulldate", int(a), b, int(c), {})
        if len(a) <= 2 and (len(c) == 4 or _SHORT.fullmatch(text)):  # noqa: PLR2004
            year = int(c) if len(c) == 4 else full_year(int(c))  # noqa: PLR2004
            day, month = (b, int(a)) if order == "mdy" and b > _MONTHS >= int(a) else (int(a), b)
            day, month = (b, int(a)) if order == "mdy" and int(a) <= _MONTHS else (day, month)
            return _valid("fulldate", year, month, day, {})
    if m := _PAIR.fullmatch(text):
        month, day = (int(m[1]), int(m[2])) if order == "mdy" else (int(m[2]), int(m[1]))
        return _valid("shortdate", None, month, day, {})
    if (m := _YEARS.fullmatch(text)) and int(m[2]) % _HUNDRED == (int(m[1]) + 1) % _HUNDRED:
        return {"twoyears": {"year": int(m[1])}}
    return {}


def _valid(name: str, year: int | None, month: int, day: int, more: Features) -> Readings:
    try:
        dt.date(year or 2000, month, day)
    except ValueError:
        return {}
    return {name: ({"year": year} if year else {}) | {"month": month, "day": day} | more}


def _number(text: str, decimal: str) -> Readings:
    other = "," if decimal == "." else "."
    whole, _, part = text.partition(decimal)
    groups = whole.split(other)
    if not all(g.isdecimal() for g in groups) or (part and not part.isdecimal()):
        return {}
    if len(groups) > 1 and (len(groups[0]) > 3 or any(len(g) != 3 for g in groups[1:])):  # noqa: PLR2004
        return {}
    return {"number": {"n": float("".join(groups) + "." + (part or "0"))}}


def full_year(two: int) -> int:
    """The year that two digits most likely mean: 1930 to 2029."""
    return two + (2000 if two < 30 else 1900)  # noqa: PLR2004


def add(total: float, value: float) -> float | None:
    """The number told by `total` followed by the word for `value`, None where they are two numbers.

    Twenty + one, sixty + fourteen, four-twenty + ten, two + hundred, hundred + five, thousand + two hundred.
    """
    if value >= _HUNDRED:
        return total * value if 0 < total < value else None
    room = total % _HUNDRED
    if total >= _HUNDRED and room == 0:
        return total + value
    tens = room and room % 10 == 0 and 0 < value < 10  # noqa: PLR2004
    scores = room in (60, 80) and 10 <= value < 20  # noqa: PLR2004
    return total + value if tens or scores else None
