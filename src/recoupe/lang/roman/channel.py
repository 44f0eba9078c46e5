"""Which known Latin spelling a word of another script most likely stands for.

A word is taken for a known spelling that its letters may have been written for (a noisy channel: the chance of the
letters given the spelling, from the best alignment, times how frequent the spelling is), or for its own reading.
"""

from __future__ import annotations

import functools
import math

from recoupe.lang.roman import letters
from recoupe.lang.roman.sounds import bones, shared

LONGEST = 4  # Latin letters that one letter may stand for
UNSEEN = -7.0  # log chance of a stretch that a letter was never seen to stand for
SHARED, MOST = 0.55, 30  # spellings looked at share so much with the reading, so many at most
PRIOR, USUAL, NEW = 0.5, 3.0, -1.5  # weight of frequency; what being paired with the word, being unknown counts
_COARSE = str.maketrans("f", "b")
_NOTHING: dict[str, dict[str, float]] = {}


@functools.cache
def _chances() -> dict[str, dict[str, dict[str, float]]]:
    """By group and letter: log chances of the stretches that it stands for."""
    return {
        group: {letter: {s: -cost / 10 for s, cost in row.items()} for letter, row in table.items()}
        for group, table in letters.weights("chances").items()
    }


@functools.cache
def _known() -> dict[str, str]:
    """Known spellings by their consonants, each followed by a digit: the log of how often it was seen."""
    return dict(letters.weights("known"))


def code(form: str) -> str:
    """Under what a spelling is kept."""
    return bones(form).translate(_COARSE)


def likeliest(units: str, group: str, usual: tuple[str, ...]) -> str:
    """The likeliest spelling of `units` among those known, those `usual` for the word, and its reading."""
    read = letters.read(units, group)
    table = _chances().get(group, _NOTHING)
    if not table or not read:
        return usual[0] if usual else read
    best, found = -math.inf, read
    for form, bonus in _candidates(read, usual):
        score = bonus + _aligned(units, form, table)
        if score > best:
            best, found = score, form
    return found


def _candidates(read: str, usual: tuple[str, ...]) -> list[tuple[str, float]]:
    """Spellings with what they start with."""
    near = []
    counts: dict[str, int] = {}
    for entry in _known().get(code(read), "").split():
        form, count = entry[:-1], int(entry[-1], 36)
        counts[form] = count
        if (same := shared(read, form)) >= SHARED:
            near.append((same + count / 40, form))
    chosen = {form for _, form in sorted(near, reverse=True)[:MOST]}
    out = [(form, PRIOR * counts[form]) for form in sorted(chosen - set(usual))]
    out += [(form, PRIOR * counts.get(form, 1) + USUAL - rank) for rank, form in enumerate(usual)]
    if read not in counts and read not in usual:
        out.append((read, NEW))
    return out


def _aligned(units: str, form: str, table: dict[str, dict[str, float]]) -> float:
    """Log chance of the best alignment of the letters `units` with `form`."""
    size = len(form)
    row = [0.0, *[-math.inf] * size]
    for letter in units:
        chance = table.get(letter, {})
        after = [-math.inf] * (size + 1)
        for j, here in enumerate(row):
            if here == -math.inf:
                continue
            for k in range(j, min(size, j + LONGEST) + 1):
                total = here + chance.get(form[j:k], UNSEEN)
                if total > after[k]:
                    after[k] = total
        row = after
    return row[size]
