"""Translated copies: names, numbers and words of the lexicon in the order in which another language has them."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from recoupe.link.copies.anchors import above_chance, anchors, in_order
from recoupe.link.stories import lexicon
from recoupe.link.stories.index import Index
from recoupe.link.stories.vectors import KEYS, Vector

if TYPE_CHECKING:
    from collections.abc import Mapping

    from recoupe.link.copies.known import Known
    from recoupe.link.stories.counts import Counts

_CANDIDATES = 12
_LOOKED = 4
_ALIKE = 4.0
_AHEAD = 1.3
_SURE, _LIKELY, _BLIND_SURE, _BLIND = 1.8, 1.2, 0.8, 0.45
_FULL = 0.25
_ORDERED, _SURELY_ORDERED = 1.4, 1.7  # times as long as by chance, in two languages with a lexicon


class Translation(NamedTuple):
    """The other article, the share of the copy that was taken, whether that is sure, and why."""

    other: Known
    share: float
    sure: bool
    reason: str


class Translations:
    """Where articles of other languages about the same are found."""

    def __init__(self) -> None:
        self._index = Index()

    def add(self, one: Known) -> None:
        """Let `one` be found."""
        self._index.add(one.number, _heaviest(one).keys)

    def drop(self, one: Known) -> None:
        """Let `one` be found no more."""
        self._index.drop({one.number}, _heaviest(one).keys)

    def find(
        self, one: Known, known: Mapping[int, Known], first: Mapping[str, str], counts: Counts
    ) -> Translation | None:
        """The article of another language that `one` follows, name by name and number by number.

        Both what they have in common and its order must speak for it; where one of the languages has no lexicon there
        is less to compare: less is asked for, and more than for any other article but copies of that one. `first`
        leads from a copy to the first article of its family.
        """
        numbers = self._index.find(_heaviest(one), _CANDIDATES)
        there = [known[n] for n in numbers if n in known]
        others = [k for k in there if k.item.lang != one.item.lang and not k.item.versions(one.item)]
        ranked = sorted(((one.like(x), -x.number, x) for x in others), key=lambda r: r[:2], reverse=True)
        ranked = [r for r in ranked if r[0] >= _ALIKE]
        if not ranked:
            return None
        own = anchors(one.item, counts)
        theirs = [anchors(other.item, counts) for _, _, other in ranked[:_LOOKED]]
        orders = [in_order(own, each) for each in theirs]
        best = max(range(len(orders)), key=lambda i: ranked[i][0] * orders[i])
        (like, _, other), order = ranked[best], orders[best]
        family = first.get(other.item.id, other.item.id)
        apart = (r for r in ranked if not r[2].item.versions(other.item))
        second = max((r[0] for r in apart if first.get(r[2].item.id, r[2].item.id) != family), default=0.0)
        seen = all(lexicon.known(x.item.lang) for x in (one, other))
        if like * order < (_LIKELY if seen else _BLIND) or (not seen and like < _AHEAD * second):
            return None
        above = above_chance(own, theirs[best]) if seen else math.inf
        if above < _ORDERED:
            return None
        sure = like * order >= (_SURE if seen else _BLIND_SURE) and above >= _SURELY_ORDERED
        share = round(min(order / _FULL, 1.0), 3)
        return Translation(other, share, sure, f"names, numbers and words in one order: {100 * order:.0f} %")


def _heaviest(one: Known) -> Vector:
    """The heaviest terms across languages."""
    order = np.lexsort((one.terms, -one.weights))[: 2 * KEYS]
    return Vector(tuple(one.terms[order].tolist()), tuple(one.weights[order].tolist()))
