"""The words of a language for time, each with what it may be: its own, CLDR's names, numbers."""

from __future__ import annotations

import dataclasses
import re
import unicodedata
from typing import TYPE_CHECKING, NamedTuple

from recoupe.extract.dates import numbers

if TYPE_CHECKING:
    from collections.abc import Iterator

    from recoupe.extract.dates.numbers import Features
    from recoupe.lang.dates import Dates, Value

SHIFTS: dict[str, Features] = {
    "last": {"shift": -1},
    "this": {"shift": 0},
    "next": {"shift": 1},
    "before_last": {"shift": -2},
    "after_next": {"shift": 2},
    "previous": {"shift": -1, "anchor": "then"},
    "same": {"shift": 0, "anchor": "then"},
    "following": {"shift": 1, "anchor": "then"},
}

_MODS = {"START": "mod", "MID": "mod", "END": "mod", "APPROX": "approx"}
"""The class of a modifier: a part of a date, about it, else a bound on a length."""


TELLING = frozenset({
    "unit", "units", "weekday", "weekdays", "month", "solar_month", "lunar_month", "season", "holiday", "part",
    "period", "date", "time", "duration", "set", "ref",
})  # fmt: skip
"""Classes that speak of time by themselves; no rule matches without one of them or digits."""


class Reading(NamedTuple):
    """A word's membership in a class; `cased` where it needs its upper-case first letter."""

    name: str
    features: Features
    cased: bool = False


def features(value: Value) -> Features:
    """The fields of `value` that say something."""
    pairs = ((f.name, getattr(value, f.name)) for f in dataclasses.fields(value))
    return {k: v for k, v in pairs if v is not None}


def words(data: Dates, code: str) -> Iterator[tuple[str, Reading]]:
    """Every word with every class that it is in."""
    for name, words in data.words.items():
        yield from ((w, Reading(name, {})) for w in words)
    yield from _numbers(data)
    yield from _centuries(data)
    yield from _named(data)
    yield from _units(data)
    for fixed in data.fixed:
        for name in fixed.makes.split():
            yield from ((w, Reading(name, features(fixed.value))) for w in fixed.words)
    yield from ((w, Reading("none", {})) for w in data.never)
    yield from _cldr(code) if data.names else ()


def _named(data: Dates) -> Iterator[tuple[str, Reading]]:
    """Words whose key is their value."""
    for kind in ("part", "season", "holiday", "mod", "zone", "meridiem"):
        for key, words in getattr(data, kind).items():
            name = _MODS.get(key, "bound") if kind == "mod" else kind
            yield from ((w, Reading(name, {kind: key})) for w in words)
    for kind in ("weekday", "weekdays", "month"):
        for key, words in getattr(data, kind).items():
            yield from ((w, Reading(kind, {kind.rstrip("s"): int(key)})) for w in words)
    for calendar in ("solar", "lunar"):
        for key, words in getattr(data, f"{calendar}_month").items():
            yield from ((w, Reading(f"{calendar}_month", {"month": int(key), "calendar": calendar})) for w in words)
    for kind in ("shift", "shift_after"):
        for key, words in getattr(data, kind).items():
            yield from ((w, Reading(name, SHIFTS[key])) for w in words for name in (kind, f"{kind}_{key}"))


def _units(data: Dates) -> Iterator[tuple[str, Reading]]:
    for kind in ("unit", "units", "period"):
        for key, words in getattr(data, kind).items():
            more = (f"unit_{_amount(key)['unit']}",) if kind != "period" else ()
            for name in (*more, "unit", kind) if kind == "units" else (*more, kind):
                yield from ((w, Reading(name, _amount(key))) for w in words)


def _amount(key: str) -> Features:
    """`week` or `2 week`."""
    n, _, unit = key.rpartition(" ")
    return {"unit": unit} | ({"n": float(n)} if n else {})


def _numbers(data: Dates) -> Iterator[tuple[str, Reading]]:
    for key, words in (data.number | dict(_joined(data))).items():
        for word in words:
            yield from ((word, Reading(name, value)) for name, value in numbers.worded(float(key)).items())
    for key, words in data.ordinal.items():
        for word in words:
            yield from ((word, Reading(name, value)) for name, value in numbers.ordinal(int(key)).items())


def _centuries(data: Dates) -> Iterator[tuple[str, Reading]]:
    """Roman numerals, which count centuries: XX, and with the endings of ordinals."""
    for n in range(1, 31):
        for ending in ("", *data.ordinal_suffix):
            yield numbers.roman(n).upper() + ending, Reading("roman", {"nth": n}, cased=True)


def _joined(data: Dates) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Words such as five-and-twenty written together, for languages that put the ones first."""
    for joiner in data.tens_after:
        for tens in (k for k in data.number if k.isdigit() and int(k) in range(20, 100, 10)):
            for ones in (k for k in data.number if k.isdigit() and int(k) < 10):  # noqa: PLR2004
                words = tuple(a + joiner + b for a in data.number[ones] for b in data.number[tens])
                yield str(int(tens) + int(ones)), words


def _cldr(code: str) -> Iterator[tuple[str, Reading]]:
    """Names of months and weekdays from CLDR, with and without accents; abbreviations are weak."""
    from babel import Locale  # noqa: PLC0415 (only when dates are read)

    locale = Locale.parse(code)
    for kind, table, base in (("month", locale.months, 0), ("weekday", locale.days, 1)):
        for context in ("format", "stand-alone"):
            wide = set(table[context]["wide"].values())
            for width in ("wide", "abbreviated"):
                for number, name in table[context][width].items():
                    weak = width == "abbreviated" and name not in wide
                    for form in {name, _bare(name)} | ({name.rstrip(".") + "."} if weak else set()):
                        yield form, Reading(kind, {kind: number + base})
                        if weak:
                            yield form, Reading("weak", {})


def _bare(name: str) -> str:
    """Without accents."""
    return unicodedata.normalize("NFC", re.sub("[\u0300-\u036f]", "", unicodedata.normalize("NFD", name)))
