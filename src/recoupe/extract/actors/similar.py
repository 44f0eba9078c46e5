"""Whether two spellings in one article can be one name: the same consonants, or one slip apart."""

from __future__ import annotations

import functools
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

_PAIRS = (
    ("kh", "h"),
    ("ch", "h"),
    ("sh", "s"),
    ("zh", "z"),
    ("th", "t"),
    ("ph", "f"),
    ("gh", "g"),
    ("dj", "j"),
    ("ck", "k"),
    ("ou", "u"),
)
_ONE = str.maketrans({"c": "k", "q": "k", "w": "v", "y": "i", "x": "k", "z": "s"})
_VOWELS = frozenset("aeiou")
_SURE = 4  # consonants that suffice
_LONG = 6  # letters of a word that may have one slip


@functools.lru_cache(maxsize=4096)
def skeleton(name: str) -> str:
    """The consonants of a name, kindred ones made alike, doubled ones once; a first vowel stays as a mark."""
    letters = "".join(c for c in name if c.isalpha())
    for a, b in _PAIRS:
        letters = letters.replace(a, b)
    letters = letters.translate(_ONE)
    out = ["a"] if letters[:1] in _VOWELS else []
    for c in letters:
        if c not in _VOWELS and (not out or out[-1] != c):
            out.append(c)
    return "".join(out)


def same_name(a: Sequence[str], b: Sequence[str]) -> bool:
    """Whether the plain words `a` and `b` are spellings of one name."""
    one, two = "".join(a), "".join(b)
    if not one or not two or one[0] != two[0] or abs(len(one) - len(two)) > max(len(one), len(two)) // 3:
        return False
    shape = skeleton(one)
    if shape == skeleton(two):
        return len(shape) >= _SURE and len(one) > _LONG and len(two) > _LONG
    return min(len(one), len(two)) >= _LONG + 2 and _one_slip(one, two)


def _one_slip(a: str, b: str) -> bool:
    """Whether one letter added, lost, changed or two swapped make `a` into `b`."""
    if len(a) < len(b):
        a, b = b, a
    k = next((i for i, (p, q) in enumerate(zip(a, b, strict=False)) if p != q), len(b))
    if len(a) == len(b):
        return a[k + 1 :] == b[k + 1 :] or (a[k + 2 :] == b[k + 2 :] and a[k : k + 2] == b[k : k + 2][::-1])
    return len(a) == len(b) + 1 and a[k + 1 :] == b[k:]
