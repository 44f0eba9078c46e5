"""Which articles have a run of words: a table of fixed size, four articles a place, the latest four.

Every run is in the table or none by its hash alone (Broder 1997, "On the resemblance and containment of documents": the
sample modulo m), so that a short part of a long article still meets it, which minima of hashes do not promise.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

_PLACES = 1 << 21
_DEEP = 4
_SAMPLED = 4
_MOST = 400


class Table:
    """Numbers of articles by runs of words; 0 stands for none."""

    def __init__(self) -> None:
        self._articles = np.zeros((_PLACES, _DEEP), np.int32)
        self._next = np.zeros(_PLACES, np.uint8)

    def add(self, article: int, runs: NDArray[np.uint32]) -> None:
        """Let `article` (1 and above) be found by `runs`."""
        places = np.unique(self._places(runs))
        turns = self._next[places]
        self._articles[places, turns] = article
        self._next[places] = (turns + 1) % _DEEP

    def find(self, runs: NDArray[np.uint32], most: int) -> list[int]:
        """The articles that share most of the sampled runs, the best first; of few runs one shared is enough."""
        places = self._places(runs)
        found, counts = np.unique(self._articles[places], return_counts=True)
        counts[found == 0] = 0
        enough = counts >= max(1, len(places) // 40)
        order = np.lexsort((found[enough], -counts[enough]))[:most]
        return [int(n) for n in found[enough][order]]

    @staticmethod
    def _places(runs: NDArray[np.uint32]) -> NDArray[np.int64]:
        """Where the sampled runs are in the table: every fourth by hash, all of a short text."""
        kept = runs[runs % _SAMPLED == 0] if len(runs) > _MOST // 8 else runs
        return (kept[:_MOST].astype(np.int64) >> 2) % _PLACES
