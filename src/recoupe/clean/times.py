"""Times as pages write them for machines, into ISO 8601; the best of several.

A time of day with zone beats one without, which beats a bare day: a bare structured day can be one off, because some
systems cut it from UTC.
"""

from __future__ import annotations

import datetime as dt
import re

_ISO = re.compile(
    r"(\d{4})-?(\d\d)-?(\d\d)"
    r"(?:(?:\s*T\s*|\s+)(\d\d?)[:h]?(\d\d)(?::?(\d\d)(?:[.,]\d+)?)?)?"
    r"\s*(Z|UTC|GMT|[+-]\d\d?:?\d\d|[+-]\d\d|[A-Z]{3,4})?(?![\d-])"
)
# RFC 5322 and C's asctime, in any order of day and month
_WORDY = re.compile(
    r"(?:(?:mon|tue|wed|thu|fri|sat|sun)[a-z]*,?\s+)?"
    r"(?:(?P<d1>\d\d?)\s+(?P<m1>[a-z]{3})[a-z]*\.?|(?P<m2>[a-z]{3})[a-z]*\.?\s+(?P<d2>\d\d?)),?\s+"
    r"(?:(?P<y1>\d{4}),?\s*)?(?:(?P<h>\d\d?):(?P<mi>\d\d)(?::(?P<s>\d\d))?\s*(?P<half>[ap]\.?m\.?)?)?"
    r"\s*(?P<z>Z\b|UTC|GMT|[+-]\d\d:?\d\d|[A-Z]{3,4})?\s*(?P<y2>\d{4})?",
    re.IGNORECASE,
)
_EPOCH = re.compile(r"1\d{9}(\d{3})?")
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
# Hours east of UTC, of abbreviations that stand for one zone on the pages that use them.
_ZONES = {
    "z": 0, "utc": 0, "gmt": 0, "wet": 0, "bst": 1, "cet": 1, "cest": 2, "eet": 2, "eest": 3, "msk": 3,
    "est": -5, "edt": -4, "cdt": -5, "mst": -7, "mdt": -6, "pst": -8, "pdt": -7,
    "jst": 9, "kst": 9, "sast": 2, "aest": 10, "aedt": 11, "hkt": 8, "wib": 7,
}  # fmt: skip
_FIRST, _LAST = 1600, 9999


def iso(value: object) -> str | None:
    """The day or time that `value` names as ISO 8601, with zone if it has one; None if it names none."""
    text = " ".join(str(value).split())[:80] if isinstance(value, str | int) else ""
    if _EPOCH.fullmatch(text):
        return dt.datetime.fromtimestamp(int(text[:10]), dt.UTC).isoformat()
    if match := _ISO.match(text):
        year, month, day, hour, minute, second, zone = match.groups()
        return _made((year, month, day), (hour, minute, second), zone)
    if match := _WORDY.fullmatch(text):
        return _wordy(match)
    return None


def _wordy(match: re.Match[str]) -> str | None:
    year, month = match["y1"] or match["y2"], (match["m1"] or match["m2"]).lower()
    if not year or month not in _MONTHS:
        return None
    hour = match["h"]
    if hour and match["half"]:
        hour = str(int(hour) % 12 + (12 if match["half"].lower().startswith("p") else 0))
    date = (year, str(_MONTHS.index(month) + 1), match["d1"] or match["d2"])
    return _made(date, (hour, match["mi"], match["s"]), match["z"])


def _made(date: tuple[str, ...], time: tuple[str | None, ...], zone: str | None) -> str | None:
    """Check the numbers against the calendar and write them down."""
    try:
        day = dt.date(*map(int, date))
        if not _FIRST <= day.year <= _LAST:
            return None
        if time[0] is None:
            return day.isoformat()
        clock = dt.time(int(time[0]) % 24, int(time[1] or 0), int(time[2] or 0))
        return dt.datetime.combine(day, clock, _zone(zone)).isoformat()
    except ValueError:
        return None


def _zone(name: str | None) -> dt.timezone | None:
    """The zone that `name` (an offset or a known abbreviation) stands for."""
    if not name:
        return None
    if name[0] in "+-":
        digits = name[1:].replace(":", "")
        hours, minutes = (digits[:-2], digits[-2:]) if len(digits) > 2 else (digits, "0")  # noqa: PLR2004
        offset = dt.timedelta(hours=int(hours), minutes=int(minutes))
        return dt.timezone(-offset if name[0] == "-" else offset)
    hours_east = _ZONES.get(name.lower())
    return None if hours_east is None else dt.timezone(dt.timedelta(hours=hours_east))


def best(candidates: list[str]) -> str | None:
    """Of ISO times, best source first: the first, made exact by a later one of the same time where it is not.

    A bare day gives way to a time of that day or of the day beside it; UTC gives way to the same moment on the
    publisher's clock.
    """
    if not candidates:
        return None
    chosen = candidates[0]
    for other in candidates[1:]:
        if exactness(other) > exactness(chosen) and _near(chosen, other):
            chosen = other
    return next((c for c in candidates if _same_moment(c, chosen) and not _utc(c)), chosen)


def exactness(time: str) -> int:
    """0 for a bare day, 1 for a time, 2 for a time with zone."""
    if "T" not in time:
        return 0
    return 2 if dt.datetime.fromisoformat(time).tzinfo else 1


def _near(day: str, time: str) -> bool:
    """Whether two times are of the same day, or of days beside each other if the first is a bare day."""
    apart = abs((dt.date.fromisoformat(day[:10]) - dt.date.fromisoformat(time[:10])).days)
    return apart <= (1 if exactness(day) == 0 else 0)


def _same_moment(a: str, b: str) -> bool:
    if exactness(a) < 2 or exactness(b) < 2:  # noqa: PLR2004
        return False
    apart = dt.datetime.fromisoformat(a) - dt.datetime.fromisoformat(b)
    return abs(apart) < dt.timedelta(minutes=1)


def _utc(time: str) -> bool:
    return dt.datetime.fromisoformat(time).utcoffset() == dt.timedelta(0)
