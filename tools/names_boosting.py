"""Boosted trees that ask one question a level (as CatBoost's): Newton steps on the logistic loss, by histograms."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]
    Ints = NDArray[np.int64]

BINS = 48
L2 = 6.0


class Trees(NamedTuple):
    """facts, bounds: one row a tree, one column a level; leaves: one row a tree, by the answers as bits."""

    facts: NDArray[np.int16]
    bounds: NDArray[np.float32]
    leaves: NDArray[np.float32]

    def values(self, x: Floats) -> Floats:
        """The sum of the leaves for every row of `x`."""
        out = np.zeros(len(x))
        powers = 1 << np.arange(self.facts.shape[1])
        for fact, bound, leaf in zip(self.facts, self.bounds, self.leaves, strict=True):
            out += leaf[(x[:, fact].astype(np.float32) > bound) @ powers]
        return out


def grow(x: Floats, y: Floats, weight: Floats, *, trees: int, depth: int, rate: float, seed: int = 1) -> Trees:
    """Learn to tell rows with `y` 1 from those with 0; a random half of the facts is asked for a tree."""
    cuts = [np.unique(np.quantile(c, np.linspace(0.01, 0.99, BINS - 1))) for c in x.T]
    cuts = [(c[1:] + c[:-1]) / 2 if len(c) > 1 else c for c in cuts]
    binned = np.stack([np.searchsorted(c, column, side="left") for c, column in zip(cuts, x.T, strict=True)], 1)
    rng = np.random.default_rng(seed)
    total = np.zeros(len(x))
    facts, bounds, leaves = [], [], []
    for _ in range(trees):
        chance = 1 / (1 + np.exp(-total))
        gain, bend = weight * (y - chance), weight * chance * (1 - chance)
        rows = rng.random(len(x)) < 0.7
        asked = np.flatnonzero(rng.random(x.shape[1]) < 0.6)
        asked = asked[[len(cuts[f]) > 0 for f in asked]]
        leaf = np.zeros(len(x), dtype=np.int64)
        f_row, b_row = [], []
        for level in range(depth):
            fact, at = _best(binned, leaf, (gain * rows, bend * rows), asked, 1 << level)
            leaf |= (binned[:, fact] > at).astype(np.int64) << level
            f_row.append(fact)
            b_row.append(cuts[fact][min(at, len(cuts[fact]) - 1)])
        g = np.bincount(leaf, gain * rows, 1 << depth)
        h = np.bincount(leaf, bend * rows, 1 << depth)
        value = rate * g / (h + L2)
        total += value[leaf]
        facts.append(f_row)
        bounds.append(b_row)
        leaves.append(value)
    return Trees(np.array(facts, np.int16), np.array(bounds, np.float32), np.array(leaves, np.float32))


def _best(
    binned: NDArray[np.int64],
    leaf: NDArray[np.int64],
    steps: tuple[Floats, Floats],
    asked: NDArray[np.int64],
    count: int,
) -> tuple[int, int]:
    """The fact and the bin behind which the rows of every leaf are best cut; `steps` are gradients and curvatures."""
    gain, bend = steps
    top, chosen = -1.0, (int(asked[0]), 0)
    for fact in asked:
        key = leaf * BINS + binned[:, fact]
        g = np.bincount(key, gain, count * BINS).reshape(count, BINS).cumsum(1)
        h = np.bincount(key, bend, count * BINS).reshape(count, BINS).cumsum(1)
        whole_g, whole_h = g[:, -1:], h[:, -1:]
        score = (g**2 / (h + L2) + (whole_g - g) ** 2 / (whole_h - h + L2)).sum(0)
        at = int(score.argmax())
        if score[at] > top:
            top, chosen = float(score[at]), (int(fact), at)
    return chosen
