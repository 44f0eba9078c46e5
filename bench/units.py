"""Single expressions of time from the test material of two date parsers, by language and category.

Right is: a date or a range has the same first and last day, a time the same day, a duration the same length, a set is
found as one, and where nothing is to be found, nothing is. Where the authors give several readings, one of them is
asked for. What is wrong by the authors' conventions alone is left out and counted, by reason (`EXCLUDED`).
"""

from __future__ import annotations

import collections
import datetime as dt
import functools
import re
from typing import TYPE_CHECKING

from bench import scorers, shared
from bench.scorers import percent

if TYPE_CHECKING:
    from collections.abc import Iterator
    from types import ModuleType

    from bench.answers import Answers
    from bench.scorers import Figures
    from bench.shared import Row

Days = tuple[dt.date, dt.date]

LANGUAGES = {
    "duckling": ("en", "fr", "de", "es", "it", "pt", "nl", "ru", "uk", "ar", "he"),
    "recspec": ("en", "fr", "de", "es", "it", "pt", "nl", "ar"),
}
CODES = LANGUAGES["duckling"]
KINDS = ("date", "range", "time", "duration", "set", "nothing")
EXCLUDED = {
    "occurrence": "a day or month without a year is the next one to come; in news it is the nearest",
    "grain": "'two years ago' is a month, 'in a week' a day; by TimeML it is a year, a week",
    "open": "'since', 'until', 'after' have an end far away or none; by TimeML the day is marked and a modifier",
    "hours": "an hour stands for a stretch of hours across midnight; recoupe keeps days",
    "no day": "the material does not say which day the expression is read on",
}
_CATEGORIES = {
    "date": "date", "interval": "range", "daterange": "range", "time": "time", "datetime": "time", "timerange": "time",
    "datetimerange": "time", "duration": "duration", "set": "set",
}  # fmt: skip
_DAY = dt.timedelta(days=1)
_YEAR, _WEEK = 366, 7
_SECONDS = {"Y": 31_536_000, "M": 2_592_000, "W": 604_800, "D": 86_400, "TH": 3600, "TM": 60, "TS": 1}


def figures(answers: Answers) -> Figures:
    """Share right by language and category, of both sets together; how many are left out, by reason."""
    right: dict[str, list[bool]] = collections.defaultdict(list)
    out: collections.Counter[str] = collections.Counter()
    for maker, codes in LANGUAGES.items():
        for code in codes:
            name = f"dates/unit_{maker}_{code}"
            for gold, found in zip(shared.read_rows(shared.gold(name)), answers.of(name), strict=True):
                for category, verdict in judged(gold, found["timexes"]):
                    if verdict in EXCLUDED:
                        out[f"left out: {verdict}"] += 1
                    else:
                        right[code].append(verdict == "right")
                        right[f"{code} {category}"].append(verdict == "right")
                        right[category].append(verdict == "right")
    shares = {f"{k} %": percent(sum(v), len(v)) for k, v in right.items()}
    return shares | {f"{k} of": len(v) for k, v in right.items()} | dict(out)


def judged(gold: Row, found: list[Row]) -> Iterator[tuple[str, str]]:
    """(category, "right", "wrong" or a reason to leave it out) for each expression of a row."""
    if not gold["timexes"]:
        yield "nothing", "wrong" if found else "right"
    for g in gold["timexes"]:
        category = _CATEGORIES.get(str(g["type"]).lower())
        if category is None:
            continue
        if not gold.get("dct"):
            yield category, "no day"
            continue
        near = [f for f in found if f["start"] < g["end"] and g["start"] < f["end"]]
        best = max(near, key=lambda f: min(f["end"], g["end"]) - max(f["start"], g["start"]), default=None)
        if category == "set":
            yield category, "right" if best and best["type"] == "SET" else "wrong"
        elif category == "duration":
            same = best and seconds(best["value"]) is not None and seconds(best["value"]) in set(lengths(g))
            yield category, "right" if same else "wrong"
        else:
            wanted = list(readings(g))
            if not wanted:
                continue
            got, last = (_whole(near), _last(near)) if category == "range" else (_days(best), None)
            verdicts = [compared(category, w, got, str(g["value"]), last) for w in wanted]
            yield category, min(verdicts, key=lambda v: (v != "right", v == "wrong"))


def compared(category: str, wanted: Days | None, got: Days | None, value: str, last: Days | None = None) -> str:
    """`wanted`, None for an open range, beside what was found; `last` is the last expression of a range found in parts.

    Authors differ in whether the end of a range is in it: "to 2009" may end where 2009 begins.
    """
    if wanted is None or got is None:
        return "open" if wanted is None else "wrong"
    at_end = last is not None and got[0] == wanted[0] and last[0] <= wanted[1] + _DAY <= last[1] + _DAY
    if got == wanted or at_end or (category == "time" and got[0] == wanted[0]):
        return "right"
    return _excuse(category, wanted, got, value) or "wrong"


def _excuse(category: str, wanted: Days, got: Days, value: str) -> str | None:
    """By which convention of the authors' what was found is another answer, if by any."""
    shift = abs((got[0] - wanted[0]).days)
    if got[1] - got[0] == wanted[1] - wanted[0] and _again(got[0], wanted[0], shift):
        return "occurrence"
    if category == "time" and wanted[1] - wanted[0] == _DAY and got[0] in wanted:
        return "hours"
    inside = (got[0] <= wanted[0] and wanted[1] <= got[1]) or (wanted[0] <= got[0] and got[1] <= wanted[1])
    return "grain" if category == "date" and inside and not re.search(r"-\d\d-\d\dT", value) else None


def _again(a: dt.date, b: dt.date, shift: int) -> bool:
    """Whether two days are the same one of the calendar in other years, or of the week in a week beside."""
    return (shift <= _YEAR and (a.month, a.day) == (b.month, b.day)) or shift == _WEEK


def _days(found: Row | None) -> Days | None:
    if not found or not found["from"] or not found["to"]:
        return None
    return dt.date.fromisoformat(found["from"]), dt.date.fromisoformat(found["to"])


def _whole(found: list[Row]) -> Days | None:
    """From the first to the last day of several expressions: TimeML marks the two ends of a range apart."""
    days = [d for d in map(_days, found) if d]
    return (min(d[0] for d in days), max(d[1] for d in days)) if days else None


def _last(found: list[Row]) -> Days | None:
    days = [d for d in map(_days, found) if d]
    return days[-1] if len(days) > 1 else None


def readings(g: Row) -> Iterator[Days | None]:
    """First and last day of each reading that the authors give; None for a range that is open on one side."""
    if "resolution" not in g:
        yield from _of_value(str(g["value"]))
    for r in g.get("resolution", ()):
        if "start" in r or "end" in r:
            yield _range(r.get("start"), r.get("end"))
        elif day := _date(r.get("value")):
            yield day, day


def _of_value(value: str) -> Iterator[Days | None]:
    if "/" in value:
        yield _range(*value.split("/", 1))
    elif days := _scorer().interval(value):
        yield days


@functools.cache
def _scorer() -> ModuleType:
    """What reads the values of TIMEX3."""
    return scorers.module("dates")


def _range(start: str | None, end: str | None) -> Days | None:
    """The days of a range whose end is not in it."""
    first, last = _date(start), _date(end)
    if first is None or last is None:
        return None
    midnight = not re.search(r"[T ](?!00:00)\d\d", end or "")
    return first, max(first, last - _DAY if midnight else last)


def _date(text: str | None) -> dt.date | None:
    try:
        return dt.date.fromisoformat((text or "")[:10])
    except ValueError:
        return None


def lengths(g: Row) -> Iterator[int | None]:
    """Seconds of each reading of a duration."""
    yield seconds(str(g["value"]))
    for r in g.get("resolution", ()):
        yield int(r["value"]) if str(r.get("value", "")).isdigit() else None


def seconds(value: str) -> int | None:
    """How long a TIMEX3 duration is, months of 30 days; None where it is none."""
    m = re.fullmatch(r"P((?:[\d.]+[YMWD])*)(?:T((?:[\d.]+[HMS])+))?", value or "")
    if not m or not (m[1] or m[2]):
        return None
    parts = [(n, u) for n, u in re.findall(r"([\d.]+)([YMWD])", m[1])]
    parts += [(n, f"T{u}") for n, u in re.findall(r"([\d.]+)([HMS])", m[2] or "")]
    return round(sum(float(n) * _SECONDS[u] for n, u in parts))
