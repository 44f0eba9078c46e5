"""What is kept of an article to find copies by: hashes of its runs of three words, and where its rare words stand."""

from __future__ import annotations

import functools
import re
import zlib
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from recoupe.lang import letters

if TYPE_CHECKING:
    from numpy.typing import NDArray

_WORD = re.compile(r"[^\W_]+")
_LIMIT = 60_000
_RUN = 3
_MULTIPLIER = 0x9E3779B1


class Place(NamedTuple):
    """A word of a text: its span."""

    start: int
    end: int


def words(text: str) -> tuple[NDArray[np.int64], list[Place]]:
    """Hashes of the words of the first 60,000 characters, and their places, without case and marks of print."""
    found = list(_WORD.finditer(text[:_LIMIT]))
    return np.array([_hash(m[0]) for m in found], np.int64), [Place(*m.span()) for m in found]


@functools.lru_cache(100_000)
def _hash(word: str) -> int:
    return zlib.crc32(letters.folded(word.lower()).encode("utf-8", "surrogatepass"))


def runs(hashes: NDArray[np.int64]) -> NDArray[np.int64]:
    """Hashes, below 2^32, of the runs of three words, in the order of the text; of a shorter text the whole is one."""
    if not len(hashes):
        return hashes
    width = min(_RUN, len(hashes))
    out = hashes[: len(hashes) - width + 1].copy()
    for i in range(1, width):
        out = (out * 31 + hashes[i : len(hashes) - width + 1 + i]) & 0xFFFFFFFF
    return np.asarray((out * _MULTIPLIER) & 0xFFFFFFFF)


def sketch(text: str) -> NDArray[np.uint32]:
    """The runs of `text`, each once, ascending."""
    hashes = np.array([_hash(word) for word in _WORD.findall(text[:_LIMIT])], np.int64)
    return np.unique(runs(hashes)).astype(np.uint32)


def shared(one: NDArray[np.uint32], other: NDArray[np.uint32]) -> int:
    """How many runs two sketches share."""
    if len(one) > len(other):
        one, other = other, one
    if not len(one):
        return 0
    places = np.searchsorted(other, one)
    places[places == len(other)] = 0
    return int((other[places] == one).sum())
