"""Counts that know the common words of each language, so that the first articles of a ledger can be told apart."""

from __future__ import annotations

from typing import TYPE_CHECKING

from recoupe.link.stories.counts import Counts, Fixed

if TYPE_CHECKING:
    from recoupe.link.stories.weights import Weights


def primed(weights: Weights) -> Counts:
    """New counts with what was learned of each language."""
    return _filled(Counts(), weights)


def fixed(weights: Weights) -> Fixed:
    """The same where all articles are counted before the first is looked at."""
    counts = Fixed()
    _filled(counts, weights)
    return counts


def _filled(counts: Counts, weights: Weights) -> Counts:
    for space, shares in weights.common.items():
        counts.prime(space, ((int(term), share / 1000) for term, share in shares.items()))
    return counts
