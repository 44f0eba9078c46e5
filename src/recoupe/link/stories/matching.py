"""How well an article fits a story: above 0 it is more likely of it than not."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import numpy as np

from recoupe.link.stories.story import POWER, mean

if TYPE_CHECKING:
    from recoupe.link.stories.story import Lead, Story
    from recoupe.link.stories.weights import Weights

_GRACE = 3.0
_DECAY = 0.6
_MEANING, _UNLIKE = 6.0, 0.6


def fit(story: Story, lead: Lead, weights: Weights) -> float:
    """What speaks for `lead` being of `story`, less what must: the mean over languages, less what time took away.

    Inside its language an article is compared by words, with articles of other languages by what crosses languages;
    the more articles of a language a story has, the more that language counts.
    """
    count, total = 0, 0.0
    own = story.natives.get(lead.lang)
    if own is not None:
        found = weights.scales.get(lead.lang, 1.0) * mean(own, lead.native) - weights.least_native
        count, total = own.count, own.count * found
    others = [(lang, sums) for lang, sums in story.bridges.items() if lang != lead.lang]
    if others:
        across = sum(sums.count for _, sums in others)
        product = sum(scale(weights, lead.lang, lang) * sums.product(lead.bridge) for lang, sums in others)
        crossed = product / across**POWER - weights.least_bridge
        count, total = count + across, total + across * max(crossed, _meaning(story, lead))
    return (total / count if count else -math.inf) - decay(story.away(lead.day))


def scale(weights: Weights, one: str, other: str) -> float:
    """What sums across these two languages are multiplied by."""
    return weights.bridge_scales.get(one, 1.0) * weights.bridge_scales.get(other, 1.0)


def decay(days: int) -> float:
    """What a pause of so many days takes away: nothing up to three, then as much again with each doubling."""
    return _DECAY * math.log2(max(days / _GRACE, 1.0))


def _meaning(story: Story, lead: Lead) -> float:
    """The same from embeddings, where there are any: their mean cosine with articles of other languages."""
    if lead.meaning is None:
        return -math.inf
    others = (x.meaning for x in story.leads if x.lang != lead.lang)
    found = [float(np.dot(lead.meaning, other)) for other in others if other is not None]
    return _MEANING * (sum(found) / len(found) - _UNLIKE) if found else -math.inf
