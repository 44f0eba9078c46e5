"""Articles that are worth comparing: components of those that have enough in common, none larger than can be linked.

Components come from SciPy, on the machine that drives the work whatever the engine: an edge takes 24 bytes there. (The
one library of graphs for Spark, GraphFrames, is a JAR that no package of Python brings.) One link that is wrong joins
two components, so what grows too large is looked at again with more asked for, the way single linkage is cut; what is
too large even then is the same text many times, and is cut by time.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from recoupe.bulk.linked.keys import UNIT

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Numbers = NDArray[np.int64]

LARGEST = 4_000
"""Articles of a neighbourhood at most."""
BIN = 1_000
"""Articles that one task links, or one neighbourhood more."""
_LEVELS = (0.6, 0.8, 1.0, 1.3, 1.7, 2.2, 3.0)
_LATE = 1 << 53


class Edges(NamedTuple):
    """Pairs of articles, by their numbers, and what they have in common."""

    one: Numbers
    other: Numbers
    weight: Numbers


class Labels(NamedTuple):
    """Of each article the smallest number of its neighbourhood, and its bin.

    raised, cut: for how many articles more was asked, and of how many the neighbourhood was cut by time.
    """

    label: Numbers
    bin: Numbers
    raised: int
    cut: int


def labelled(numbers: Numbers, at: Numbers, edges: Edges, *, largest: int = LARGEST, size: int = BIN) -> Labels:
    """Neighbourhoods of the articles `numbers` (ascending), published `at` (minutes; the latest of all if unknown)."""
    label = np.arange(len(numbers))
    one, other = (np.searchsorted(numbers, x) for x in (edges.one, edges.other))
    raised = 0
    large = np.ones(len(numbers), np.bool_)
    for n, level in enumerate(_LEVELS):
        kept = (edges.weight >= level * UNIT) & large[one] & large[other]
        found = components(len(numbers), one[kept], other[kept])
        label[large] = found[large]
        large &= np.bincount(label, minlength=len(numbers))[label] > largest
        raised = int(large.sum()) if n == 0 else raised
        if not large.any():
            break
    for whole in np.unique(label[large]).tolist():
        members = np.flatnonzero(label == whole)
        members = members[np.lexsort((members, at[members]))]
        for begin in range(0, len(members), largest):
            some = members[begin : begin + largest]
            label[some] = some.min()
    return Labels(numbers[label], _bins(label, size), raised, int(large.sum()))


def components(many: int, one: Numbers, other: Numbers) -> Numbers:
    """Of each of so many the smallest that hangs together with it."""
    from scipy.sparse import coo_matrix, csgraph  # noqa: PLC0415 -- an extra

    graph = coo_matrix((np.ones(len(one), np.bool_), (one, other)), shape=(many, many))
    _, found = csgraph.connected_components(graph, directed=False)
    _, smallest = np.unique(found, return_index=True)
    return np.asarray(smallest[found], np.int64)


def _bins(label: Numbers, size: int) -> Numbers:
    """The bin of each article: neighbourhoods one after the other, a new bin where the last is full."""
    every, sizes = np.unique(label, return_counts=True)
    begins = np.cumsum(sizes) - sizes
    return np.asarray((begins // size)[np.searchsorted(every, label)], np.int64)


def unknown_last(at: NDArray[np.float64]) -> Numbers:
    """Times with what is unknown (NaN) behind all others."""
    return np.where(np.isnan(at), np.float64(_LATE), at).astype(np.int64)
