"""What of a text outlives translation, in its order: numbers, the consonants of words, words by way of the lexicon."""

from __future__ import annotations

import functools
import math
from bisect import bisect_right
from collections import Counter, defaultdict
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from recoupe.link import terms
from recoupe.link.stories import lexicon

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

    from recoupe.link.items import Item
    from recoupe.link.stories.counts import Counts

_OFTEN = 3
_KEPT = 400


class Anchors(NamedTuple):
    """Terms with the place of each of their occurrences, in order of the text, and their rarity."""

    terms: tuple[int, ...]
    places: tuple[int, ...]
    weights: tuple[float, ...]


def anchors(item: Item, counts: Counts) -> Anchors:
    """The anchors of `item`: terms that stand at most three times in it, the rarest 400."""
    found, places, shares = _found(item)
    weights = shares * counts.rarity("", found).astype(np.float64)
    best = np.lexsort((found, places, -weights))[:_KEPT]
    best = best[np.lexsort((found[best], places[best]))]
    return Anchors(tuple(found[best].tolist()), tuple(places[best].tolist()), tuple(weights[best].tolist()))


@functools.lru_cache(2048)
def _found(item: Item) -> tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.float64]]:
    """Terms, places and shares of what may be an anchor; those of the latest two thousand articles are remembered."""
    found = list(_every(item))
    often = Counter(term for term, _, _ in found)
    kept = [x for x in found if often[x[0]] <= _OFTEN]
    terms_, places, shares = zip(*kept, strict=True) if kept else ((), (), ())
    return np.array(terms_, np.int64), np.array(places, np.int64), np.array(shares, np.float64)


def _every(item: Item) -> Iterator[tuple[int, int, float]]:
    """(term, place, share) for each anchor; numbers count twice."""
    look = lexicon.of(item.lang)
    title, body = terms.tokens(item.title, item.lang), terms.tokens(item.text, item.lang)
    ended = not title or title[-1] is None
    for place, token in enumerate((*title, *(() if ended else (None,)), *body)):
        if token is None:
            continue
        if token.word.number:
            yield token.word.stem, place, 2.0
            continue
        for bone in token.word.bones[:1]:
            yield bone, place, 1.0
        for meaning, chance in look(token.word.stems)[:1]:
            yield meaning, place, chance


def in_order(one: Anchors, other: Anchors) -> float:
    """The share, by weight, of `one`'s anchors that stand in `other` in the same order: the heaviest rising chain."""
    total = sum(one.weights)
    return _chained(one, other) / total if total else 0.0


def above_chance(one: Anchors, other: Anchors) -> float:
    """How much longer the longest rising chain is than in a random order: 2 sqrt(n) of n anchors that both have.

    Two reports of one thing name the same in an order of their own: they come near 1 (Vershik and Kerov 1977).
    """
    there = set(other.terms)
    common = sum(term in there for term in one.terms)
    plain = one._replace(weights=(1.0,) * len(one.terms))
    return _chained(plain, other) / (2 * math.sqrt(common)) if common else 0.0


def _chained(one: Anchors, other: Anchors) -> float:
    """The weight of the heaviest chain of `one`'s anchors that rises in `other` too."""
    there = defaultdict(list)
    for term, place in zip(other.terms, other.places, strict=True):
        there[term].append(place)
    pairs = [
        (place, -second, weight)
        for term, place, weight in zip(one.terms, one.places, one.weights, strict=True)
        for second in there.get(term, ())
    ]
    return chain([(place, -second, weight) for place, second, weight in sorted(pairs)])


def chain(pairs: list[tuple[int, int, float]]) -> float:
    """The heaviest chain in which seconds rise, of (first, second, weight) by first and, of equals, second falling.

    Ends of chains are kept by second, only those that weigh more than any before (Jacobson and Vo 1992).
    """
    seconds: list[int] = []
    weights: list[float] = []
    for _, second, weight in pairs:
        at = bisect_right(seconds, second - 1)
        total = (weights[at - 1] if at else 0.0) + weight
        end = at
        while end < len(seconds) and weights[end] <= total:
            end += 1
        if at < len(seconds) and seconds[at] == second and weights[at] > total:
            continue
        seconds[at:end] = [second]
        weights[at:end] = [total]
    return weights[-1] if weights else 0.0
