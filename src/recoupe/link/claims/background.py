"""How much a word of a language tells, from how many articles of news have it at all: a fixed table."""

from __future__ import annotations

import functools
import math

from recoupe.link.stories.weights import learned

_UNSEEN = 0.004
"""Share of articles that a word has which the table does not list."""


@functools.cache
def _table(lang: str) -> dict[int, float]:
    return {int(term): share / 1000 for term, share in learned().common.get(lang, {}).items()}


@functools.lru_cache(40_000)
def rarity(lang: str, stem: int) -> float:
    """The logarithm of articles by articles with the word (Sparck Jones 1972); at least a little."""
    return max(-math.log(_table(lang).get(stem, _UNSEEN)), 0.2)
