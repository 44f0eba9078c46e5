"""A word of another script in Latin letters: as its letters are mostly written, told by their neighbours.

What a letter becomes is learned from pairs of spellings (tools/train_names.py): the pairs are aligned letter by letter,
and of the neighbourhoods of a letter the longest one decides that was seen often enough. Letters never seen in a pair
are taken from a plain table.
"""

from __future__ import annotations

import functools
import json
import lzma
import unicodedata
from pathlib import Path
from typing import Any

from recoupe.lang.roman import scripts

FOLDER = Path(__file__).parent / "weights"
EDGE = "_"
WINDOWS = ((2, 2), (1, 2), (1, 1), (0, 1), (0, 0))
"""How many neighbours to the left and right are looked at, in this order; each window lies in the one before it.

A key of the weights is the letters to the left, how many they are, the letter and those to the right; every window has
keys of a length of its own.
"""


@functools.cache
def weights(name: str) -> Any:
    """The content of `weights/NAME.json.xz`."""
    return json.loads(lzma.decompress((FOLDER / f"{name}.json.xz").read_bytes()))


@functools.cache
def _letters() -> dict[str, str]:
    return dict(weights("letters"))


@functools.cache
def _decisions() -> dict[str, tuple[dict[str, str], ...]]:
    """By group and window: what the letters in the window make of the one in it."""
    place = {left + right + 2: (at, left) for at, (left, right) in enumerate(WINDOWS)}
    out = {}
    for group, table in weights("readings").items():
        split: tuple[dict[str, str], ...] = tuple({} for _ in WINDOWS)
        for key, made in table.items():
            at, left = place[len(key)]
            split[at][key[:left] + key[left + 1 :]] = made
        out[group] = split
    return out


@functools.cache
def _marks() -> dict[str, frozenset[str]]:
    """Letters that tell a language among those of its script, by language."""
    return {lang: frozenset(letters) for lang, letters in weights("marks").items()}


def plain(word: str) -> str:
    """`word` in lower case a to z, letter by letter, with its digits; all else is left out."""
    word = word.lower()
    if not word.isascii():
        table = _letters()
        parts = [c if c.isascii() else table.get(c, "") for c in unicodedata.normalize("NFKD", word).lower()]
        word = "".join(parts)
    return word if word.isalnum() else "".join([c for c in word if c.isalnum()])


@functools.lru_cache(maxsize=1 << 12)
def group(word: str, lang: str | None = None) -> str:
    """Which decisions are for `word`: those of its language where there are any, else those of its script."""
    decisions = _decisions()
    if lang in decisions:
        return lang
    for code, marks in _marks().items():
        if not marks.isdisjoint(word):
            return code
    return scripts.of(word)


def reading(word: str, lang: str | None = None) -> str:
    """`word` in lower case a to z, as its letters are mostly written between their neighbours."""
    return plain(word) if word.isascii() else read(scripts.units(word), group(word, lang))


def read(units: str, group: str) -> str:
    """`units` (recoupe.lang.roman.scripts.units) by the decisions of `group`, by the plain table if it has none."""
    windows = _decisions().get(group)
    if windows is None:
        return plain(units)
    looks = [(left, right + 1, window.get) for (left, right), window in zip(WINDOWS, windows, strict=True)]
    padded = f"{EDGE * 2}{units}{EDGE * 2}"
    out = []
    for at in range(2, len(units) + 2):
        for left, right, get in looks:
            found = get(padded[at - left : at + right])
            if found is not None:
                break
        out.append(plain(padded[at]) if found is None else found)
    return "".join(out)
