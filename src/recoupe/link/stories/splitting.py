"""Whether one story is really two: the same kind of thing happened twice, and the words of its kind hold both together.

Words are weighed inside the story alone, so that what all its articles share says nothing and what tells them apart
(the other town, the other suspect, other numbers) stands out. The articles are cut in two by these weights; whether
the cut holds is decided by what is left in common across it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from recoupe.link.stories.views import View

LEAST = 5
_LARGE = 20
_ROUNDS = 10
_KEPT = (3, 5, 0)
_SHARES = (1.0, 0.5, 0.3)
Matrix = "NDArray[np.float64]"


class Cut(NamedTuple):
    """The articles cut in two; what is decided by: `between` the halves in local weights, `score` in global ones."""

    first: tuple[int, ...]
    second: tuple[int, ...]
    between: float
    score: float
    size: float

    def evidence(self, weights: Sequence[float]) -> float:
        """Above 0 the halves are stories of their own; `weights` of between, score, size, and the intercept."""
        numbers = (self.between, self.score, self.size, 1.0)
        return sum(w * n for w, n in zip(weights, numbers, strict=True))


def kept(native: tuple[View, ...]) -> tuple[View, ...]:
    """Of an article's native views those that are looked at here, smaller: names, numbers, words."""
    return tuple(
        native[i]._replace(terms=native[i].terms.astype(np.int32), counts=native[i].counts.astype(np.float16))
        for i in _KEPT
    )


def cut(natives: Sequence[tuple[View, ...]], products: NDArray[np.float64]) -> Cut | None:
    """The best cut of articles of one language by their views, see `kept`; `products` are those of their vectors.

    None where there are fewer than five, or nothing tells them apart.
    """
    if len(natives) < LEAST:
        return None
    alike = local(natives)
    second = _halves(alike)
    if second.all() or not second.any():
        return None
    one, other = np.flatnonzero(~second), np.flatnonzero(second)
    across = np.ix_(one, other)
    return Cut(
        first=tuple(one.tolist()),
        second=tuple(other.tolist()),
        between=float(alike[across].mean()),
        score=float(products[across].mean()),
        size=float(np.log(min(len(natives), _LARGE))),
    )


def local(natives: Sequence[tuple[View, ...]]) -> NDArray[np.float64]:
    """How alike articles are by names, numbers and words, weighed by how few of just these articles have them."""
    total = np.zeros((len(natives), len(natives)))
    for view, share in enumerate(_SHARES):
        rows = _rows([n[view] for n in natives])
        total += share * (rows @ rows.T)
    return total / sum(_SHARES)


def _rows(views: Sequence[View]) -> NDArray[np.float64]:
    """Rows of length 1: local tf-idf of the terms that some articles share and some lack."""
    every, places = np.unique(np.concatenate([v.terms for v in views]), return_inverse=True)
    rows = np.zeros((len(views), len(every)))
    owners = np.repeat(np.arange(len(views)), [len(v.terms) for v in views])
    rows[owners, places] = np.concatenate([1 + np.log(v.counts) for v in views])
    having = (rows > 0).sum(axis=0)
    rows = (rows * np.log(len(views) / np.maximum(having, 1)))[:, (having > 1) & (having < len(views))]
    lengths = np.linalg.norm(rows, axis=1, keepdims=True)
    return np.asarray(rows / np.where(lengths > 0, lengths, 1.0))


def _halves(alike: NDArray[np.float64]) -> NDArray[np.bool_]:
    """Two halves: by sign of the first eigenvector, then each article goes where it is more alike on average."""
    bare = alike - np.diag(np.diag(alike))
    _, vectors = np.linalg.eigh(bare - bare.mean())
    first = vectors[:, -1]
    second = np.asarray((first * np.sign(first[np.argmax(np.abs(first))])) > 0)
    for _ in range(_ROUNDS):
        if second.all() or not second.any():
            break
        there = _mean(bare, second)
        here = _mean(bare, ~second)
        moved = there > here
        if (moved == second).all():
            break
        second = moved
    return second


def _mean(bare: NDArray[np.float64], half: NDArray[np.bool_]) -> NDArray[np.float64]:
    """How alike each article is, on average, to the others of a half."""
    others = half.sum() - half.astype(np.float64)
    return np.asarray((bare @ half.astype(np.float64)) / np.maximum(others, 1.0))
