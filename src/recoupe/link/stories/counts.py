"""In how many articles a term stood so far: a table of fixed size that terms share by hash, and that forgets slowly."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from numpy.typing import NDArray

    from recoupe.link.stories.views import View

_SIZE = 1 << 22
_PRIOR = 150.0


class Counts:
    """Document frequencies by term and the number of articles by space (a language, or what all languages share).

    At most `memory` articles of a space count; then all its counts are halved, so that what is news now weighs most.
    Two terms that fall into one place count as one: with 2^22 places that lowers a weight a little, and no more.
    """

    def __init__(self, memory: int = 400_000) -> None:
        self._memory = memory
        self._table = np.zeros(_SIZE, np.float32)
        self._articles: dict[str, float] = {}
        self._all = 0.0

    def prime(self, space: str, shares: Iterable[tuple[int, float]]) -> None:
        """Let the table know how frequent terms are anyway: (term, share of articles), worth 150 articles."""
        self._articles[space] = self._articles.get(space, 0.0) + _PRIOR
        for term, share in shares:
            self._table[term % _SIZE] += _PRIOR * share

    def add(self, space: str, views: Sequence[View]) -> None:
        """Count an article with these views, each of its terms once."""
        for view in views:
            self._table[place(view.terms)] += 1.0
        self._articles[space] = self._articles.get(space, 0.0) + 1.0
        self._all += 1.0
        if self._all > self._memory:
            self._table *= 0.5
            self._articles = {k: v / 2 for k, v in self._articles.items()}
            self._all /= 2

    def rarity(self, space: str, terms: NDArray[np.int64]) -> NDArray[np.float32]:
        """How much each term tells: the logarithm of articles by articles with it, at least 0 (Sparck Jones 1972)."""
        total = self._articles.get(space, 0.0) + 1.0
        seen = self._table[place(terms)]
        return np.asarray(np.maximum(np.log(np.float32(total) / (seen + np.float32(0.5))), 0.0), np.float32)


class Fixed(Counts):
    """Counts of articles that are all there at once: what is looked at has been counted, and counts no more."""

    def put(self, spaces: Iterable[tuple[str, int]], places: NDArray[np.int64], articles: NDArray[np.int64]) -> None:
        """Take it that so many articles of each space were counted, and that so many had the term at each place."""
        for space, count in spaces:
            self._articles[space] = self._articles.get(space, 0.0) + count
        self._table[places] += articles.astype(np.float32)

    def add(self, space: str, views: Sequence[View]) -> None:
        """Nothing: it is counted."""


def place(terms: NDArray[np.int64]) -> NDArray[np.int64]:
    """Where each term is counted."""
    return np.asarray(terms % _SIZE)
