"""How alike two words in Latin letters are.

Roughly: by the letters that they share in order, as classes of sounds and as consonants alone. Closely: by what letters
mostly stand for one another in spellings of one word, an edit distance with learned costs. The close look takes many
times as long, so that only words that are roughly alike get it.
"""

from __future__ import annotations

import functools
import itertools
from typing import NamedTuple

from recoupe.lang.roman.sounds import bones, shared
from recoupe.link.names.learned import ALPHABET, learned

FEW, HARD = 2, 0.5  # words with so many consonants must share this much of them to be alike at all
_SOUNDS = str.maketrans("pvwkqcjzxeyu", "bffgggsssiio")
_PLACE = {c: i for i, c in enumerate(ALPHABET)}
_ELSE, _NONE = len(ALPHABET) - 1, len(ALPHABET)


class Look(NamedTuple):
    """A word: its Latin letters, the same by class of sound, its consonants by class."""

    form: str
    sounds: str
    bones: str


def look(form: str) -> Look:
    """Look at `form`, lower case a to z."""
    return Look(form, form.translate(_SOUNDS), bones(form))


def alike(x: Look, y: Look) -> float:
    """Roughly: 1 if the words are the same, 0 if they share too few consonants; else the mean of what they share."""
    if x.form == y.form:
        return 1.0
    hard = shared(x.bones, y.bones)
    if hard < HARD and len(x.bones) >= FEW and len(y.bones) >= FEW:
        return 0.0
    return (shared(x.sounds, y.sounds) + hard) / 2


@functools.lru_cache(maxsize=1 << 14)
def close(a: str, b: str, least: float) -> float:
    """Closely: 1 if the words are the same, towards 0 the less of them can be put for one another; 0 under `least`.

    A weighted edit distance (Wagner and Fischer 1974), over the mean cost of leaving both out.
    """
    x, y = _coded(a), _coded(b)
    whole = x.whole + y.whole
    found = 1.0 - 2.0 * _distance(x, y, (1.0 - least) * whole / 2) / whole
    return found if found >= least else 0.0


class _Coded(NamedTuple):
    """A word as places of its letters in the table of costs, the cost of leaving each out, and of leaving all out."""

    letters: tuple[int, ...]
    drops: tuple[float, ...]
    whole: float


@functools.lru_cache(maxsize=1 << 14)
def _coded(word: str) -> _Coded:
    gaps = learned().costs[_NONE]
    letters = tuple(_PLACE.get(c, _ELSE) for c in word)
    drops = tuple(gaps[i] for i in letters)
    return _Coded(letters, drops, sum(drops))


def _distance(x: _Coded, y: _Coded, most: float) -> float:
    """The least cost of making one word of the other; any cost above `most` as soon as it is sure."""
    costs = learned().costs
    row = [0.0, *itertools.accumulate(y.drops)]
    columns = tuple(zip(y.letters, y.drops, strict=True))
    least = 0.0
    for i, gone in zip(x.letters, x.drops, strict=True):
        put = costs[i]
        before = row[0]
        least = left = before + gone
        out = [left]
        add = out.append
        for (j, drop), up in zip(columns, row[1:], strict=True):
            best = before + put[j]
            if (other := up + gone) < best:
                best = other
            left += drop
            if left > best:  # noqa: PLR1730 -- the innermost loop: no calls
                left = best
            if left < least:  # noqa: PLR1730
                least = left
            add(left)
            before = up
        row = out
        if least > most:
            break
    return row[-1] if least <= most else most * 2 + 1
