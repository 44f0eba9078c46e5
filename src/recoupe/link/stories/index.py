"""Which stories have articles with a term: where an article's story is looked for."""

from __future__ import annotations

import heapq
from collections import defaultdict
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Container, Iterable

    from numpy.typing import NDArray

    from recoupe.link.stories.vectors import Vector

_POSTINGS = 100
_ASKED = 40


class Index:
    """Numbers of stories by term. Of a term that many stories share the latest hundred are known."""

    def __init__(self) -> None:
        self._places: dict[int, list[int]] = {}

    def add(self, story: int, keys: Iterable[int]) -> None:
        """Let `story` be found by `keys`."""
        for key in keys:
            found = self._places.setdefault(key, [])
            if story in found:
                continue
            found.append(story)
            if len(found) > _POSTINGS:
                del found[0]

    def find(self, vector: Vector, most: int) -> list[int]:
        """The stories that share most of the weight of `vector`'s heaviest terms, the best first."""
        votes: dict[int, float] = defaultdict(float)
        for term, weight in zip(vector.terms[:_ASKED], vector.weights[:_ASKED], strict=True):
            for story in self._places.get(term, ()):
                votes[story] += weight
        best = heapq.nsmallest(most, [(-weight, story) for story, weight in votes.items()])
        return [story for _, story in best]

    def drop(self, stories: set[int], keys: Iterable[int]) -> None:
        """Forget that these stories are found by `keys`."""
        for key in keys:
            kept = [story for story in self._places.get(key, ()) if story not in stories]
            if kept:
                self._places[key] = kept
            else:
                self._places.pop(key, None)


class Nearest:
    """Stories by the embeddings of their articles: a table with one row an article."""

    def __init__(self) -> None:
        self._rows = np.zeros((0, 0), np.float32)
        self._stories: list[int] = []

    def add(self, story: int, meaning: NDArray[np.float32]) -> None:
        """Let `story` be found by `meaning`, of length 1."""
        if len(self._stories) >= len(self._rows):
            rows = np.zeros((max(64, 2 * len(self._rows)), len(meaning)), np.float32)
            rows[: len(self._rows), : self._rows.shape[1]] = self._rows
            self._rows = rows
        self._rows[len(self._stories)] = meaning
        self._stories.append(story)

    def find(self, meaning: NDArray[np.float32], most: int) -> list[int]:
        """The stories with the articles that are most like `meaning`."""
        if not self._stories:
            return []
        alike = self._rows[: len(self._stories)] @ meaning
        return [self._stories[i] for i in np.argsort(-alike, kind="stable")[:most].tolist()]

    def keep(self, stories: Container[int]) -> None:
        """Forget all other stories."""
        kept = [i for i, story in enumerate(self._stories) if story in stories]
        self._rows = self._rows[kept]
        self._stories = [self._stories[i] for i in kept]
