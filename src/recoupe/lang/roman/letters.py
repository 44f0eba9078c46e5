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
"""How many neighbours to the left and right are looked at, in this order; each window lies in the one before it."""


@functools.cache
def weights(name: str) -> Any:
    """The content of `weights/NAME.json.xz`."""
    return json.loads(lzma.decompress((FOLDER / f"{name}.json.xz").read_bytes()))


@functools.cache
def _letters() -> dict[str, str]:
    return dict(weights("letters"))


@functools.cache
def _decisions() -> dict[str, dict[str, str]]:
    return dict(weights("readings"))


@functools.cache
def _marks() -> dict[str, frozenset[str]]:
    """Letters that tell a language among those of its script, by language."""
    return {lang: frozenset(letters) for lang, letters in weights("marks").items()}


def plain(word: str) -> str:
    """`word` in lower case a to z, letter by letter, with its digits; all else is left out."""
    if word.isascii():
        return "".join(c for c in word.lower() if c.isalnum())
    table = _letters()
    parts = (c if c.isascii() else table.get(c, "") for c in unicodedata.normalize("NFKD", word).lower())
    return "".join(c for c in "".join(parts) if c.isalnum())


@functools.lru_cache(maxsize=1 << 14)
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
    decisions = _decisions().get(group)
    if decisions is None:
        return plain(units)
    padded = f"{EDGE * 2}{units}{EDGE * 2}"
    return "".join([_decided(decisions, padded, at) for at in range(2, len(units) + 2)])


def _decided(decisions: dict[str, str], padded: str, at: int) -> str:
    """What the letter at `at` becomes."""
    for left, right in WINDOWS:
        found = decisions.get(f"{padded[at - left : at]}{left}{padded[at : at + right + 1]}")
        if found is not None:
            return found
    return plain(padded[at])
