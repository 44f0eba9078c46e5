"""Cutting a story that is two: by its largest language, the articles of the others going where they fit better."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

import numpy as np

from recoupe.link.stories import splitting
from recoupe.link.stories.matching import fit
from recoupe.link.stories.story import Story

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from numpy.typing import NDArray

    from recoupe.link.stories.story import Lead
    from recoupe.link.stories.weights import Weights


def apart(story: Story, weights: Weights) -> tuple[Story, Story] | None:
    """The two stories that `story` is, the one with the smallest id first; None where it is one."""
    count = Counter(lead.lang for lead in story.leads)
    lang = max(sorted(count), key=count.__getitem__)
    if count[lang] < splitting.LEAST:
        return None
    own = sorted((lead for lead in story.leads if lead.lang == lang), key=lambda lead: lead.id)
    cut = splitting.cut([lead.views for lead in own], products(own) * weights.scales.get(lang, 1.0))
    if cut is None or not cut.holds(weights.split):
        return None
    halves = (_story(own[i] for i in cut.first), _story(own[i] for i in cut.second))
    rest = [lead for lead in story.leads if lead.lang != lang]
    sides = [fit(halves[1], lead, weights) > fit(halves[0], lead, weights) for lead in rest]
    for lead, second in zip(rest, sides, strict=True):
        halves[second].add(lead)
    first, other = sorted(halves, key=lambda half: half.name)
    return first, other


def products(leads: Sequence[Lead]) -> NDArray[np.float64]:
    """The products of the native vectors of `leads` with each other."""
    tables = [dict(zip(*lead.native, strict=True)) for lead in leads]
    out = np.zeros((len(leads), len(leads)))
    for i, table in enumerate(tables):
        for j in range(i):
            terms, values = leads[j].native
            out[i, j] = out[j, i] = sum(table.get(t, 0.0) * w for t, w in zip(terms, values, strict=True))
    return out


def _story(leads: Iterable[Lead]) -> Story:
    story = Story()
    for lead in leads:
        story.add(lead)
    return story
