"""Phrases to DateMentions, in the order of the text, each knowing the dates before it."""

from __future__ import annotations

import bisect
from typing import TYPE_CHECKING, NamedTuple

from recoupe.extract.dates import tense
from recoupe.extract.dates.frame import Context, Found, Resolved
from recoupe.extract.dates.resolve import resolve
from recoupe.lang.dates import Value
from recoupe.model import DateMention

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from recoupe.extract.dates.items import Item
    from recoupe.model import Doc

KINDS = ("date", "time", "duration", "set", "ref")
"""The classes of items that are time expressions."""
_NEAR = 8
"""How many expressions away the day of a bare hour is looked for."""


class _Phrase(NamedTuple):
    """A phrase with the sentence that it stands in."""

    item: Item
    value: Value
    sentence: int


def make(doc: Doc, items: Sequence[Item], words: tense.Words) -> Iterator[DateMention]:
    """Resolve `items` one after the other."""
    phrases = [_phrase(doc, item, kind) for item in items for kind in KINDS if kind in item.readings]
    before: Found | None = None
    day_before: Found | None = None
    said: list[Resolved | None] = []
    for i, phrase in enumerate(phrases):
        item = phrase.item
        told = tense.around(doc, item.start, item.end, words)
        context = Context(doc.article.day, told, before, day_before, _beside(phrases, said, i, doc, words))
        got = resolve(phrase.value, context)
        said.append(got)
        if got is None:
            continue
        before = got.found or before
        day_before = got.found if got.found and got.found.unit == "day" else day_before
        yield DateMention(item.start, item.end, got.type, got.value, item.rule, got.mod, got.days)


def _phrase(doc: Doc, item: Item, kind: str) -> _Phrase:
    sentence = bisect.bisect_right(doc.sentences, item.start, key=lambda s: s.start)
    return _Phrase(item, Value(**item.readings[kind]), sentence)


def _beside(
    phrases: Sequence[_Phrase], said: Sequence[Resolved | None], i: int, doc: Doc, words: tense.Words
) -> Found | None:
    """For a bare time of day: the day told last in its sentence, else first after it there."""
    value, sentence = phrases[i].value, phrases[i].sentence
    if value.hour is None and value.part is None:
        return None
    for j in range(i - 1, max(i - _NEAR, 0) - 1, -1):
        if phrases[j].sentence != sentence:
            break
        got = said[j]
        if got and got.found and got.found.unit == "day":
            return got.found
    for phrase in phrases[i + 1 : i + _NEAR]:
        if phrase.sentence != sentence:
            break
        told = tense.around(doc, phrase.item.start, phrase.item.end, words)
        later = resolve(phrase.value, Context(doc.article.day, told))
        if later and later.found and later.found.unit == "day" and (phrase.value.hour is None or _dated(phrase.value)):
            return later.found
    return None


def _dated(value: Value) -> bool:
    """Whether an hour comes with its day."""
    return any(x is not None for x in (value.day, value.weekday, value.unit, value.holiday))
