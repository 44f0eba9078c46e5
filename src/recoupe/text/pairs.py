"""Neighbours taken together: numbered keys of word classes, tags and capitals, and the weights under them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from recoupe.text import features as f

if TYPE_CHECKING:
    from numpy.typing import NDArray

TAGS = (
    "ADJ", "ADP", "ADV", "AUX", "CCONJ", "DET", "INTJ", "NOUN", "NUM", "PART", "PRON", "PROPN", "PUNCT", "SCONJ",
    "SYM", "VERB", "X",
)  # fmt: skip
EDGE = len(TAGS)
"""The tag of what lies outside a sentence."""
PLACES = (-2, -1, 1, 2)
"""Where the neighbours stand that a word's tag depends on."""
_HEADLINE = 3
_STYLES = 3
LOOKS = f.SHAPES * 2 * _STYLES


def looks(
    shapes: NDArray[np.int32], starts: NDArray[np.bool_], firsts: NDArray[np.int64]
) -> tuple[NDArray[np.int32], NDArray[np.bool_]]:
    """Shape, possible start of a sentence and style of capitals as one number; and whose capital says little."""
    n = len(shapes)
    begins = np.zeros(n, np.int32)
    begins[1:] = starts[:-1]
    upper = np.add.reduceat(shapes == f.UPPER, firsts, dtype=np.int32)
    capital = np.add.reduceat(shapes == f.CAPITAL, firsts, dtype=np.int32)
    lower = np.add.reduceat(shapes == f.LOWER, firsts, dtype=np.int32)
    some = upper + capital >= _HEADLINE
    style = np.where(some & (upper > 2 * lower), 2, np.where(some & (capital > lower), 1, 0))
    spread = np.zeros(n, np.int32)
    spread[firsts[0] :] = np.repeat(style, np.diff(np.append(firsts, n)))
    capitals = (shapes == f.CAPITAL) | (shapes == f.UPPER) | (shapes == f.LETTER)
    return (shapes * 2 + begins) * _STYLES + spread, capitals & ((begins > 0) | (spread > 0))


class Pairs:
    """Weights of neighbours taken together: classes in the first pass, classes and tags in the second."""

    def __init__(self, classes: int, data: dict[str, NDArray[Any]]) -> None:
        self._size = classes
        self._first, self._second = data["first"], data["second"]
        self._first_at = _index(data["first_keys"], first_space(classes))
        self._second_at = _index(data["second_keys"], second_space(classes))

    def near(self, classes: NDArray[np.int32], look: NDArray[np.int32]) -> NDArray[np.int32]:
        """The keys that both passes have."""
        return first_keys(classes, look, self._size)

    def first(self, near: NDArray[np.int32]) -> NDArray[np.int16]:
        """Scores of all tags in the first pass."""
        return _total(self._first, self._first_at.take(near))

    def second(self, near: NDArray[np.int32], classes: NDArray[np.int32], tags: NDArray[np.int64]) -> NDArray[np.int16]:
        """Scores of all tags in the second pass."""
        keys = second_keys(near, classes, tags, self._size)
        return _total(self._second, self._second_at.take(keys))


def _total(rows: NDArray[np.int8], numbers: NDArray[np.int32]) -> NDArray[np.int16]:
    """The sums of the rows numbered in each column of `numbers`."""
    total: NDArray[np.int16] = np.add.reduce(rows.take(numbers, axis=0), axis=0, dtype=np.int16)
    return total


def _index(keys: NDArray[np.int32], space: int) -> NDArray[np.int32]:
    """Row of every key, 0 (a row of zeros) for those without weights."""
    at = np.zeros(space, np.int32)
    at[keys] = np.arange(len(keys), dtype=np.int32)
    at[0] = 0
    return at


def first_space(classes: int) -> int:
    """How many keys the first pass can have."""
    return 1 + LOOKS + 5 * classes * classes


def second_space(classes: int) -> int:
    """How many keys the second pass can have."""
    tags = EDGE + 1
    return 1 + LOOKS + 5 * classes * classes + 3 * tags * tags + 2 * classes * tags + classes * tags * tags


def shifted(values: NDArray[Any], by: int, edge: int) -> NDArray[Any]:
    """`values[i + by]` at `i`."""
    moved = np.full_like(values, edge)
    if by < 0:
        moved[-by:] = values[:by]
    else:
        moved[:-by] = values[by:]
    return moved


def first_keys(classes: NDArray[np.int32], look: NDArray[np.int32], size: int) -> NDArray[np.int32]:
    """Keys of the first pass: one column a token."""
    l2, l1, r1, r2 = (shifted(classes, p, 0) for p in PLACES)
    keys = np.empty((6, len(classes)), np.int32)
    keys[0] = 1 + look
    at, square = 1 + LOOKS, size * size
    for k, (a, b) in enumerate(((l1, classes), (classes, r1), (l1, r1), (l2, l1), (r1, r2))):
        keys[k + 1] = (at + k * square) + a * size + b
    return keys


def second_keys(
    near: NDArray[np.int32], classes: NDArray[np.int32], tags: NDArray[np.int64], size: int
) -> NDArray[np.int32]:
    """Keys of the second pass: those of the first (`near`) and those with tags."""
    n = EDGE + 1
    l2, l1, r1, r2 = (shifted(tags, p, EDGE) for p in PLACES)
    keys = np.empty((12, len(classes)), np.int32)
    keys[:6] = near
    at = first_space(size)
    for k, (a, b) in enumerate(((l2, l1), (r1, r2), (l1, r1))):
        keys[6 + k] = (at + k * n * n) + a * n + b
    at += 3 * n * n
    keys[9] = at + classes * n + l1
    keys[10] = at + size * n + classes * n + r1
    at += 2 * size * n
    keys[11] = at + (classes * n + l1) * n + r1
    return keys
