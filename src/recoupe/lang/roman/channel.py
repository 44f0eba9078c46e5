"""Which known Latin spelling a word of another script most likely stands for.

A word is taken for a known spelling that its letters may have been written for (a noisy channel: the chance of the
letters given the spelling, from the best alignment, times how frequent the spelling is), or for its own reading.
"""

from __future__ import annotations

import functools
import math

from recoupe.lang import load
from recoupe.lang.roman import letters, scripts
from recoupe.lang.roman.sounds import bones, shared
from recoupe.lang.romanise import Romanise

LONGEST = 4  # Latin letters that one letter may stand for
UNSEEN = -7.0  # log chance of a stretch that a letter was never seen to stand for
SHARED, MOST = 0.55, 30  # spellings looked at share so much with the reading, so many at most
PRIOR, USUAL, NEW = 0.5, 3.0, -1.5  # weight of frequency; what being paired with the word, being unknown counts
SILENT, LOST = 9, 1.5  # letters of which silence costs more (ten times minus the log) are lost; what that counts
ODD = -3.0  # what an ending that newspapers write otherwise counts
_COARSE = str.maketrans("f", "b")
_NOTHING: dict[str, dict[str, float]] = {}


@functools.cache
def _chances() -> dict[str, dict[str, dict[str, float]]]:
    """By group and letter: log chances of the stretches that it stands for."""
    return {
        group: {letter: {s: _chance(s, cost) for s, cost in row.items()} for letter, row in table.items()}
        for group, table in letters.weights("chances").items()
    }


def _chance(stretch: str, cost: int) -> float:
    """A log chance; a letter that is not often silent must rather not be lost."""
    return -cost / 10 - (LOST if not stretch and cost > SILENT else 0.0)


@functools.cache
def _known() -> dict[str, str]:
    """Known spellings by their consonants, each followed by a digit: the log of how often it was seen."""
    return dict(letters.weights("known"))


def code(form: str) -> str:
    """Under what a spelling is kept."""
    return bones(form).translate(_COARSE)


def likeliest(units: str, group: str, usual: tuple[str, ...]) -> str:
    """The likeliest spelling of `units` among those known, those `usual` for the word, and its reading."""
    ending, spelt = _ending(units, group)
    stem = letters.read(units, group)
    read = letters.read(units.removesuffix(ending), group) + spelt if ending else stem
    table = _chances().get(group, _NOTHING)
    if not table or not read:
        return usual[0][:-1] if usual else read
    best, found = -math.inf, read
    for form, bonus in _candidates(read, usual):
        odd = 0.0 if form.endswith(spelt) else ODD
        score = bonus + odd + (_aligned(units, form, table) if form != read else _aligned(units, stem, table))
        if score > best:
            best, found = score, form
    return found


def _ending(units: str, group: str) -> tuple[str, str]:
    """The longest ending of `units` that newspapers have one spelling for, and that spelling; else nothing."""
    table = _endings().get(group, {})
    return next(((e, table[e]) for e in sorted(table, key=len, reverse=True) if units.endswith(e)), ("", ""))


@functools.cache
def _endings() -> dict[str, dict[str, str]]:
    return {group: {scripts.units(e): spelt for e, spelt in row.items()} for group, row in _data().endings.items()}


@functools.cache
def articles(group: str, script: str) -> tuple[tuple[str, str], ...]:
    """What a word may begin with that is written apart, and its spelling."""
    found = _data().articles.get(group, _data().articles.get(script, {}))
    return tuple((scripts.units(article), spelt) for article, spelt in found.items())


@functools.cache
def _data() -> Romanise:
    data: Romanise | None = load(Romanise, "shared")
    assert data is not None
    return data


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
    paired = {entry[:-1]: int(entry[-1], 36) for entry in usual}
    out = [(form, PRIOR * counts[form]) for form in sorted(chosen - set(paired))]
    out += [(form, PRIOR * max(counts.get(form, 1), n) + USUAL + PRIOR * n) for form, n in paired.items()]
    if read not in counts and read not in paired:
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
                after[k] = max(after[k], total)
        row = after
    return row[size]
