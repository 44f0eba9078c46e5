"""Which stories have articles with a term: where an article's story is looked for."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

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
        votes: Counter[int] = Counter()
        for term, weight in zip(vector.terms[:_ASKED], vector.weights[:_ASKED], strict=True):
            for story in self._places.get(term, ()):
                votes[story] += weight  # type: ignore[assignment] # weights are sums, not counts
        return sorted(votes, key=lambda story: (-votes[story], story))[:most]

    def drop(self, stories: set[int], keys: Iterable[int]) -> None:
        """Forget that these stories are found by `keys`."""
        for key in keys:
            kept = [story for story in self._places.get(key, ()) if story not in stories]
            if kept:
                self._places[key] = kept
            else:
                self._places.pop(key, None)
