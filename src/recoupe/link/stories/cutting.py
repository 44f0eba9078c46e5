"""Cutting a story that is two: by its largest language, the articles of the others going where they fit better."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

import numpy as np

from recoupe.link.stories import splitting
from recoupe.link.stories.matching import decay, fit
from recoupe.link.stories.story import MOST, POWER, Story
from recoupe.link.stories.vectors import Vector, product

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from numpy.typing import NDArray

    from recoupe.link.stories.story import Lead
    from recoupe.link.stories.vectors import Total
    from recoupe.link.stories.weights import Weights

_SURE = 0.5
_GROWN = 1.2


def apart(story: Story, weights: Weights) -> tuple[Story, Story] | None:
    """The two stories that `story` is, the one with the smallest id first; None where it is one."""
    if len(story.leads) < story.checked * _GROWN:
        return None
    story.checked = len(story.leads)
    own, cut = _cut(story.leads, weights)
    if cut is None or cut.evidence(weights.split) <= 0:
        return None
    halves = (_story(own[i] for i in cut.first), _story(own[i] for i in cut.second))
    known = {lead.id for lead in own}
    rest = [lead for lead in story.leads if lead.id not in known]
    sides = [fit(halves[1], lead, weights) > fit(halves[0], lead, weights) for lead in rest]
    for lead, second in zip(rest, sides, strict=True):
        halves[second].add(lead)
    first, other = sorted(halves, key=lambda half: half.name)
    return first, other


def together(one: Story, other: Story, weights: Weights) -> Story | None:
    """The story that these two are; None where they are two.

    They are one if their articles fit each other on average and nothing would cut them apart again.
    """
    if len(one.leads) + len(other.leads) > MOST or between(one, other, weights) <= 0:
        return None
    leads = [*one.leads, *other.leads]
    _, cut = _cut(leads, weights)
    if cut is not None and cut.evidence(weights.split) > -_SURE:
        return None
    return _story(leads)


def between(one: Story, other: Story, weights: Weights) -> float:
    """How well two stories fit each other, as an article fits a story."""
    count, total = 0, 0.0
    for lang, mine in one.natives.items():
        theirs = other.natives.get(lang)
        if theirs is not None:
            found = weights.scales.get(lang, 1.0) * _mean(mine, theirs) - weights.least_native
            count, total = count + mine.count * theirs.count, total + mine.count * theirs.count * found
    own = [(mine, other.bridges[lang]) for lang, mine in one.bridges.items() if lang in other.bridges]
    pairs = one.bridge.count * other.bridge.count - sum(a.count * b.count for a, b in own)
    if pairs:
        crossed = _product(one.bridge, other.bridge) - sum(_product(a, b) for a, b in own)
        few = min(one.bridge.count, other.bridge.count)
        found = crossed / pairs * few ** (1 - POWER) - weights.least_bridge
        count, total = count + pairs, total + pairs * found
    away = max(one.away(other.first), 0) if other.first is not None else 0
    return (total / count if count else 0.0) - decay(min(away, one.away(other.last)))


def _mean(one: Total, other: Total) -> float:
    """The average product of two stories' articles, a little more for many."""
    return float(_product(one, other) / (one.count * other.count) * min(one.count, other.count) ** (1 - POWER))


def _product(one: Total, other: Total) -> float:
    """The product of two sums: the sum of the products of all pairs."""
    few, many = sorted((one, other), key=lambda total: len(total.sums))
    return product(many.sums, Vector(tuple(few.sums), tuple(few.sums.values())))


def _cut(leads: Sequence[Lead], weights: Weights) -> tuple[list[Lead], splitting.Cut | None]:
    """The leads of the most frequent language, by id, and the best cut of them."""
    count = Counter(lead.lang for lead in leads)
    lang = max(sorted(count), key=count.__getitem__)
    own = sorted((lead for lead in leads if lead.lang == lang), key=lambda lead: lead.id)
    if len(own) < splitting.LEAST:
        return own, None
    return own, splitting.cut([lead.views for lead in own], products(own) * weights.scales.get(lang, 1.0))


def products(leads: Sequence[Lead]) -> NDArray[np.float64]:
    """The products of the native vectors of `leads` with each other."""
    terms = np.array([t for lead in leads for t in lead.native.terms], np.int64)
    every, places = np.unique(terms, return_inverse=True)
    rows = np.zeros((len(leads), len(every)))
    owners = np.repeat(np.arange(len(leads)), [len(lead.native.terms) for lead in leads])
    rows[owners, places] = [w for lead in leads for w in lead.native.weights]
    return np.asarray(rows @ rows.T)


def _story(leads: Iterable[Lead]) -> Story:
    story = Story()
    for lead in leads:
        story.add(lead)
    return story
