"""Views as two sparse vectors whose products are weighted sums of the views' cosines: one product compares all."""

from __future__ import annotations

import itertools
import operator
from array import array
from typing import TYPE_CHECKING, NamedTuple, Protocol

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from numpy.typing import NDArray

    from recoupe.link.stories.counts import Counts
    from recoupe.link.stories.views import View, Views

NATIVE_MOST = 220
BRIDGE_MOST = 140
KEYS = 24


class Vector(NamedTuple):
    """Terms and weights, the heaviest first; mostly arrays, a tenth as large as tuples."""

    terms: Sequence[int]
    weights: Sequence[float]

    @property
    def keys(self) -> Sequence[int]:
        """The terms by which articles of the same story are looked for."""
        return self.terms[:KEYS]


def native(views: Views, counts: Counts, lang: str, weights: Sequence[float]) -> Vector:
    """The vector of an article among those of its language."""
    return _vector(views.native, counts, lang, weights, NATIVE_MOST)


def bridge(views: Views, counts: Counts, weights: Sequence[float], scale: float = 1.0) -> Vector:
    """The vector of an article among those of all languages, `scale` times as long."""
    return _vector(views.bridge, counts, "", weights, BRIDGE_MOST, scale)


def packed(terms: NDArray[np.int64], weights: NDArray[np.float32]) -> Vector:
    """A vector of terms, below 2^31, with their weights."""
    return Vector(array("i", terms.astype(np.int32).tobytes()), array("f", weights.astype(np.float32).tobytes()))


def _vector(  # noqa: PLR0917 -- what makes a vector, in the order in which it is made
    views: Sequence[View], counts: Counts, space: str, weights: Sequence[float], most: int, scale: float = 1.0
) -> Vector:
    parts = [scaled(view, counts, space, weight) for view, weight in zip(views, weights, strict=True)]
    terms = np.concatenate([view.terms for view in views])
    values = np.concatenate(parts)
    if len(terms) > most:
        kept = np.argpartition(-values, most)[:most]
        terms, values = terms[kept], values[kept]
    order = np.lexsort((terms, -values))
    order = order[values[order] > 0]
    return packed(terms[order], values[order] * np.float32(scale))


def scaled(view: View, counts: Counts, space: str, weight: float) -> NDArray[np.float32]:
    """Weights of the terms of a view: tf-idf, of length sqrt(weight)."""
    values = (1 + np.log(np.maximum(view.counts, 0.3))) * counts.rarity(space, view.terms)
    length = float(np.sqrt(values @ values))
    scale = np.float32(max(weight, 0.0) ** 0.5 / length) if length > 0 else np.float32(0)
    return (np.maximum(values, 0) * scale).astype(np.float32)


class Sum(Protocol):
    """A sum of vectors, however it is kept."""

    @property
    def count(self) -> int:
        """How many vectors were added."""

    def product(self, vector: Vector) -> float:
        """The product of `vector` with the sum."""


class Apart:
    """A sum of vectors that are not added up: quicker where few ask for it."""

    __slots__ = ("vectors",)

    def __init__(self) -> None:
        self.vectors: list[Vector] = []

    @property
    def count(self) -> int:
        """How many there are."""
        return len(self.vectors)

    def product(self, vector: Vector) -> float:
        """The sum of the products of `vector` with each."""
        table = dict(zip(*vector, strict=True))
        return float(sum([product(table, other) for other in self.vectors]))


class Total:
    """A sum of vectors."""

    __slots__ = ("count", "sums")

    def __init__(self) -> None:
        self.sums: dict[int, float] = {}
        self.count = 0

    def add(self, vector: Vector) -> None:
        """Add `vector`."""
        sums = self.sums
        for term, weight in zip(*vector, strict=True):
            sums[term] = sums.get(term, 0.0) + weight
        self.count += 1

    def product(self, vector: Vector) -> float:
        """The product of `vector` with the sum: the sum of its products with each that was added."""
        return product(self.sums, vector)


def product(sums: Mapping[int, float], vector: Vector) -> float:
    """The product of `vector` with a vector or a sum of them as a table; the innermost loop: no Python inside."""
    weights: Iterable[float] = map(sums.get, vector.terms, itertools.repeat(0.0))
    return float(sum(map(operator.mul, weights, vector.weights)))
