"""Time expressions: Doc to DateMentions, by language data and one language-neutral pass.

vocabulary, lexicon, items, scan, joins: text to items (words of time, numbers)
patterns, grammar, match: items to phrases
frame, calendar, nearest, lengths, stretches, places, resolve: what a phrase means on the day of publication · tense
"""

from __future__ import annotations

import functools
from typing import TYPE_CHECKING

from recoupe.extract.dates import grammar, match, mentions, scan
from recoupe.extract.dates import tense as tenses

if TYPE_CHECKING:
    from recoupe.model import DateMention, Doc

__all__ = ["find"]


def find(doc: Doc) -> tuple[DateMention, ...]:
    """Every time expression of `doc`, in order, resolved against the day of publication; none if not covered."""
    known = grammar.of(doc.lang)
    if known is None:
        return ()
    items = scan.scan(doc, known.data, known.words)
    found = match.phrases(items, known)
    return tuple(mentions.make(doc, found, _tense_words(doc.lang)))


@functools.cache
def _tense_words(code: str) -> tenses.Words:
    known = grammar.of(code)
    assert known
    return tenses.words(known.data.tense)
