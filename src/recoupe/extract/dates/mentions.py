"""Phrases to DateMentions, in the order of the text, each knowing the dates before it."""

from __future__ import annotations

import bisect
import functools
from typing import TYPE_CHECKING, NamedTuple

from recoupe.extract.dates import tense
from recoupe.extract.dates.frame import Context
from recoupe.extract.dates.resolve import resolve
from recoupe.lang.dates import Value
from recoupe.model import DateMention

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable, Iterator, Sequence

    from recoupe.extract.dates.frame import Found, Tense
    from recoupe.extract.dates.items import Item
    from recoupe.model import Doc

KINDS = ("date", "time", "duration", "set", "ref")
"""The classes of items that are time expressions."""
_NEAR = 8
"""How many expressions away the day of a bare hour is looked for."""
_CLOSE = 2
"""How many sentences before."""


class _Phrase(NamedTuple):
    """A phrase with the sentence that it stands in."""

    item: Item
    value: Value
    sentence: int


def make(doc: Doc, items: Sequence[Item], words: tense.Words) -> Iterator[DateMention]:
    """Resolve `items` one after the other."""
    phrases = [_phrase(doc, item, kind) for item in items for kind in KINDS if kind in item.readings]

    @functools.cache
    def told(i: int) -> Tense | None:
        item = phrases[i].item
        return tense.around(doc, item.start, item.end, words) if _by_tense(phrases[i].value) else None

    before: Found | None = None
    day_before: Found | None = None
    said: list[Found | None] = []
    for i, (item, value, _) in enumerate(phrases):
        bare = _bare(value)
        beside = _beside(phrases, said, told, doc.article.day) if bare else None
        got = resolve(value, Context(doc.article.day, told(i), before, day_before, beside))
        found = got.found if got and (beside or not bare) else None
        said.append(found)
        if got is None:
            continue
        before = found or before
        day_before = found if found and found.unit == "day" else day_before
        yield DateMention(item.start, item.end, got.type, got.value, item.rule, got.mod, got.days)


def _phrase(doc: Doc, item: Item, kind: str) -> _Phrase:
    sentence = bisect.bisect_right(doc.sentences, item.start, key=lambda s: s.start)
    return _Phrase(item, Value(**item.readings[kind]), sentence)


def _beside(
    phrases: Sequence[_Phrase], said: Sequence[Found | None], told: Callable[[int], Tense | None], day: dt.date | None
) -> Found | None:
    """The day of a bare time of day, the phrase after those `said`: last in its sentence, next there, or before."""
    i = len(said)
    first = next((j for j in range(max(i - _NEAR, 0), i) if phrases[j].sentence == phrases[i].sentence), i)
    close = first > 0 and phrases[first - 1].sentence >= phrases[i].sentence - _CLOSE
    for found in (*reversed(said[first:]), _next_day(phrases, i, told, day), said[first - 1] if close else None):
        if found and found.unit == "day":
            return found
    return None


def _next_day(
    phrases: Sequence[_Phrase], i: int, told: Callable[[int], Tense | None], day: dt.date | None
) -> Found | None:
    """The first day named after phrase `i` in its sentence."""
    for j in range(i + 1, min(i + _NEAR, len(phrases))):
        if phrases[j].sentence != phrases[i].sentence:
            return None
        got = None if _bare(phrases[j].value) else resolve(phrases[j].value, Context(day, told(j)))
        if got and got.found and got.found.unit == "day":
            return got.found
    return None


def _bare(value: Value) -> bool:
    """Whether it is a time of day without its day."""
    timed = value.hour is not None or value.part is not None
    days = (value.day, value.weekday, value.unit, value.holiday, value.shift, value.each)
    return timed and all(x is None for x in days)


def _by_tense(value: Value) -> bool:
    """Whether past or future may change the day: no year is told, but a part of one."""
    parts = (value.day, value.month, value.weekday, value.season, value.holiday, value.quarter, value.half)
    return value.year is None and (value.unit == "weekend" or any(x is not None for x in parts))
