"""How alike two words in Latin letters are, by what letters mostly stand for one another in spellings of one name."""

from __future__ import annotations

import functools

from recoupe.link.names.learned import ALPHABET, learned

_PLACE = {c: i for i, c in enumerate(ALPHABET)}
_ELSE, _NONE = len(ALPHABET) - 1, len(ALPHABET)
FAR = 3  # words of which one is so many times as long are not alike


@functools.lru_cache(maxsize=1 << 17)
def alike(a: str, b: str) -> float:
    """1 if the words are the same, towards 0 the less of them can be put for one another.

    A weighted edit distance (Wagner and Fischer 1974), over the mean cost of leaving both out.
    """
    if a == b:
        return 1.0
    if not a or not b or len(a) > FAR * len(b) or len(b) > FAR * len(a):
        return 0.0
    costs = learned().costs
    x, y = [_PLACE.get(c, _ELSE) for c in a], [_PLACE.get(c, _ELSE) for c in b]
    gaps = costs[_NONE]
    drop = [gaps[i] for i in y]
    row = [0.0]
    total = 0.0
    for cost in drop:
        total += cost
        row.append(total)
    whole = total
    for i in x:
        put, gone = costs[i], gaps[i]
        whole += gone
        before = row[0]
        left = before + gone
        row[0] = left
        for at, j in enumerate(y):
            best = before + put[j]
            before = row[at + 1]
            if (other := before + gone) < best:
                best = other
            if (other := left + drop[at]) < best:
                best = other
            row[at + 1] = left = best
    return max(0.0, 1.0 - 2.0 * row[-1] / whole) if whole else 0.0


@functools.lru_cache(maxsize=1 << 16)
def same_bones(a: str, b: str) -> float:
    """How much of two words' consonants is the same, in order: twice the longest common part over both lengths."""
    if a == b:
        return 1.0 if a else 0.5
    row = [0] * (len(b) + 1)
    for c in a:
        corner = 0
        for at, d in enumerate(b):
            keep = row[at + 1]
            row[at + 1] = corner + 1 if c == d else max(keep, row[at])
            corner = keep
    return 2.0 * row[-1] / max(1, len(a) + len(b))
