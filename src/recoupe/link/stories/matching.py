"""How well an article fits a story: above 0 it is more likely of it than not."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import numpy as np

from recoupe.link.stories.story import POWER, mean

if TYPE_CHECKING:
    from recoupe.link.stories.frozen import Glimpse
    from recoupe.link.stories.story import Lead, Story
    from recoupe.link.stories.weights import Weights

_GRACE = 3.0
_DECAY = 0.6
_MEANING, _UNLIKE = 6.0, 0.6


def fit(story: Story | Glimpse, lead: Lead, weights: Weights) -> float:
    """What speaks for `lead` being of `story`, less what must: the mean over languages, less what time took away.

    Inside its language an article is compared by words, with articles of other languages by what crosses languages;
    the more articles of a language a story has, the more that language counts.
    """
    count, total = 0, 0.0
    own = story.natives.get(lead.lang)
    if own is not None:
        found = weights.scales.get(lead.lang, 1.0) * mean(own, lead.native) - weights.least_native
        count, total = own.count, own.count * found
    across, crossed = _across(story, lead)
    if across:
        crossed = crossed / across**POWER - weights.least_bridge
        count, total = count + across, total + across * max(crossed, _meaning(story, lead))
    return (total / count if count else -math.inf) - decay(story.away(lead.day))


def _across(story: Story | Glimpse, lead: Lead) -> tuple[int, float]:
    """How many articles of other languages the story has, and the sum of the products with them."""
    own = story.bridges.get(lead.lang)
    across = story.bridge.count - (own.count if own else 0)
    if not across:
        return 0, 0.0
    return across, story.bridge.product(lead.bridge) - (own.product(lead.bridge) if own else 0.0)


def decay(days: int) -> float:
    """What a pause of so many days takes away: nothing up to three, then as much again with each doubling."""
    return _DECAY * math.log2(max(days / _GRACE, 1.0))


def _meaning(story: Story | Glimpse, lead: Lead) -> float:
    """The same from embeddings, where there are any: their mean cosine with articles of other languages."""
    if lead.meaning is None:
        return -math.inf
    others = (x.meaning for x in story.leads if x.lang != lead.lang)
    found = [float(np.dot(lead.meaning, other)) for other in others if other is not None]
    return _MEANING * (sum(found) / len(found) - _UNLIKE) if found else -math.inf
