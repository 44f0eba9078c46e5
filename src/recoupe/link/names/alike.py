"""How alike two words in Latin letters are, by what letters mostly stand for one another in spellings of one name."""

from __future__ import annotations

import functools
import itertools
from typing import NamedTuple

from recoupe.link.names.learned import ALPHABET, learned

_PLACE = {c: i for i, c in enumerate(ALPHABET)}
_ELSE, _NONE = len(ALPHABET) - 1, len(ALPHABET)
FAR = 3  # words of which one is so many times as long are not alike


class _Coded(NamedTuple):
    """A word as places of its letters in the table of costs, the cost of leaving each out, and of leaving all out."""

    letters: tuple[int, ...]
    drops: tuple[float, ...]
    whole: float


@functools.lru_cache(maxsize=1 << 16)
def _coded(word: str) -> _Coded:
    gaps = learned().costs[_NONE]
    letters = tuple(_PLACE.get(c, _ELSE) for c in word)
    drops = tuple(gaps[i] for i in letters)
    return _Coded(letters, drops, sum(drops))


@functools.lru_cache(maxsize=1 << 17)
def alike(a: str, b: str, least: float = 0.0) -> float:
    """1 if the words are the same, towards 0 the less of them can be put for one another; 0 for all under `least`.

    A weighted edit distance (Wagner and Fischer 1974), over the mean cost of leaving both out.
    """
    if a == b:
        return 1.0
    if not a or not b or len(a) > FAR * len(b) or len(b) > FAR * len(a):
        return 0.0
    x, y = _coded(a), _coded(b)
    whole = x.whole + y.whole
    far = _distance(x, y, (1.0 - least) * whole / 2)
    found = 1.0 - 2.0 * far / whole
    return found if found >= least else 0.0


def _distance(x: _Coded, y: _Coded, most: float) -> float:
    """The least cost of making one word of the other; any cost above `most` as soon as it is sure."""
    costs = learned().costs
    row = [0.0, *itertools.accumulate(y.drops)]
    for i, gone in zip(x.letters, x.drops, strict=True):
        put = costs[i]
        above = iter(row)
        before = next(above)
        left = before + gone
        row = [left]
        add = row.append
        for j, drop, up in zip(y.letters, y.drops, above, strict=True):
            best = before + put[j]
            if (other := up + gone) < best:
                best = other
            left += drop
            if best < left:
                left = best
            add(left)
            before = up
        if min(row) > most:
            break
    return row[-1] if min(row) <= most else most * 2 + 1
