"""An article as the search for copies remembers it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, NamedTuple

import numpy as np

from recoupe.link.copies.sketch import shared, sketch

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from recoupe.link.items import Item
    from recoupe.link.stories.vectors import Vector

Sort = Literal["verbatim", "edited", "abridged", "translated"]
_WHOLE, _NEARLY, _PART = 0.95, 0.8, 0.9


@dataclass(slots=True)
class Known:
    """An article, its runs of words, its terms across languages (ascending) with their weights."""

    number: int
    item: Item
    runs: NDArray[np.uint32]
    terms: NDArray[np.int32]
    weights: NDArray[np.float32]

    def like(self, other: Known) -> float:
        """The product of the vectors across languages."""
        _, mine, theirs = np.intersect1d(self.terms, other.terms, assume_unique=True, return_indices=True)
        return float(self.weights[mine] @ other.weights[theirs])


def known(number: int, item: Item, bridge: Vector) -> Known:
    """Remember `item`."""
    terms, weights = np.array(bridge.terms, np.int32), np.array(bridge.weights, np.float32)
    order = np.argsort(terms)
    return Known(number, item, sketch(f"{item.title}\n{item.text}"), terms[order], weights[order])


class Shares(NamedTuple):
    """The share of the runs of two articles that the other has too, and how many."""

    mine: float
    theirs: float
    runs: int

    @property
    def most(self) -> float:
        """The larger share."""
        return max(self.mine, self.theirs)


def shares(one: Known, other: Known) -> Shares:
    """What `one` and `other` share, word for word."""
    count = shared(one.runs, other.runs)
    return Shares(count / max(len(one.runs), 1), count / max(len(other.runs), 1), count)


def sort(found: Shares) -> Sort:
    """What kind of copy it is whose shares are these, the copy's first."""
    if min(found.mine, found.theirs) >= _NEARLY and found.most >= _WHOLE:
        return "verbatim"
    if found.mine >= _PART and found.theirs < _NEARLY:
        return "abridged"
    return "edited"
