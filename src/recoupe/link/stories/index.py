"""Which stories have articles with a term: where an article's story is looked for."""

from __future__ import annotations

import heapq
from array import array
from collections import defaultdict
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Container, Iterable

    from numpy.typing import NDArray

    from recoupe.link.stories.vectors import Vector

_POSTINGS = 100
_ASKED = 40
_MANY = 800  # stories named, from which on they are counted in a table


class Index:
    """Numbers of stories by term. Of a term that many stories share the latest hundred are known."""

    def __init__(self) -> None:
        self._places: dict[int, array[int]] = {}

    def add(self, story: int, keys: Iterable[int]) -> None:
        """Let `story` be found by `keys`."""
        for key in keys:
            found = self._places.setdefault(key, array("q"))
            if story in found:
                continue
            found.append(story)
            if len(found) > _POSTINGS:
                del found[0]

    def find(self, vector: Vector, most: int) -> list[int]:
        """The stories that share most of the weight of `vector`'s heaviest terms, the best first."""
        asked = zip(vector.terms[:_ASKED], vector.weights[:_ASKED], strict=True)
        there = [(found, weight) for term, weight in asked if (found := self._places.get(term))]
        lengths = [len(found) for found, _ in there]
        if sum(lengths) < _MANY:
            return _of_few(there, most)
        named = np.concatenate([np.array(found) for found, _ in there])
        stories, places = np.unique(named, return_inverse=True)
        votes = np.bincount(places, np.repeat([weight for _, weight in there], lengths))
        if len(stories) > most:
            least = np.partition(votes, -most)[-most]
            stories, votes = stories[votes >= least], votes[votes >= least]
        best: list[int] = stories[np.lexsort((stories, -votes))][:most].tolist()
        return best

    def drop(self, stories: set[int], keys: Iterable[int]) -> None:
        """Forget that these stories are found by `keys`."""
        for key in keys:
            kept = [story for story in self._places.get(key, ()) if story not in stories]
            if kept:
                self._places[key] = array("q", kept)
            else:
                self._places.pop(key, None)


def _of_few(there: Iterable[tuple[array[int], float]], most: int) -> list[int]:
    """As `Index.find`: where few stories are named a table costs more than it spares."""
    votes: dict[int, float] = defaultdict(float)
    for found, weight in there:
        for story in found:
            votes[story] += weight
    return [story for _, story in heapq.nsmallest(most, [(-weight, story) for story, weight in votes.items()])]


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
