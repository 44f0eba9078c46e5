"""What it costs to put one letter for another, counted from pairs of spellings of one word."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

import numpy as np

from recoupe.link.names.learned import ALPHABET

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

ROUNDS = 3
NONE = len(ALPHABET)
FLOOR = 0.0015  # a chance under which letters have nothing to do with one another
ALIKE = 0.5  # pairs further apart than this are not counted
VOWELS = "aeiouy"


def first() -> NDArray[np.float64]:
    """Costs before anything is counted: vowels are cheap."""
    costs = np.ones((NONE + 1, NONE + 1))
    np.fill_diagonal(costs, 0)
    vowels = [ALPHABET.index(c) for c in VOWELS]
    costs[np.ix_(vowels, vowels)] = 0.4
    for c in (*VOWELS, "h", "w"):
        costs[ALPHABET.index(c), NONE] = costs[NONE, ALPHABET.index(c)] = 0.4
    np.fill_diagonal(costs, 0)
    return costs


def learn(pairs: Sequence[tuple[str, str]]) -> NDArray[np.float32]:
    """Costs between 0 and 1, symmetric, from `pairs` of plain words."""
    costs = first()
    for _ in range(ROUNDS):
        counts = np.zeros_like(costs)
        for x, y in pairs:
            far, steps = _align(x, y, costs)
            if far <= ALIKE * max(len(x), len(y)) / 2:
                for (i, j), n in Counter(steps).items():
                    counts[i, j] += n
        costs = _costs(counts + counts.T)
    return costs.astype(np.float32)


def _costs(counts: NDArray[np.float64]) -> NDArray[np.float64]:
    """Minus the log of how often one letter stands for another, as a share of what counts as never."""
    total = counts.sum(1, keepdims=True) + 1e-9
    total[NONE] = total[:NONE].mean() * 4
    chance = np.maximum(counts / total, (counts / total).T)
    chance[NONE, :NONE] = chance[:NONE, NONE] = counts[NONE, :NONE] / total[:NONE, 0]
    out: NDArray[np.float64] = np.clip(np.log(np.maximum(chance, FLOOR)) / np.log(FLOOR), 0.05, 1)
    np.fill_diagonal(out, 0)
    return out


def _align(x: str, y: str, costs: NDArray[np.float64]) -> tuple[float, list[tuple[int, int]]]:
    """The cost of the best alignment and its steps."""
    a, b = [ALPHABET.find(c) for c in x], [ALPHABET.find(c) for c in y]
    table = costs.tolist()
    best = [[0.0] * (len(b) + 1) for _ in range(len(a) + 1)]
    for j, c in enumerate(b):
        best[0][j + 1] = best[0][j] + table[NONE][c]
    for i, c in enumerate(a):
        row, over = best[i + 1], best[i]
        row[0] = over[0] + table[c][NONE]
        for j, d in enumerate(b):
            row[j + 1] = min(over[j] + table[c][d], over[j + 1] + table[c][NONE], row[j] + table[NONE][d])
    i, j, steps = len(a), len(b), []
    while i or j:
        here = best[i][j]
        if i and j and abs(best[i - 1][j - 1] + table[a[i - 1]][b[j - 1]] - here) < 1e-9:
            i, j = i - 1, j - 1
            steps.append((a[i], b[j]))
        elif i and abs(best[i - 1][j] + table[a[i - 1]][NONE] - here) < 1e-9:
            i -= 1
            steps.append((a[i], NONE))
        else:
            j -= 1
            steps.append((NONE, b[j]))
    return best[-1][-1], steps
