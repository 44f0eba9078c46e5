"""What the tagger sees of a word alone: its form, its ends, its shape. Training and tagging share it."""

from __future__ import annotations

from typing import NamedTuple

from recoupe.lang.letters import folded
from recoupe.text.tokens import normal

MARK, NUMBER, MIXED, LOWER, CAPITAL, UPPER, LETTER, UNCASED, EDGE = range(9)
"""Shapes of a token: punctuation, digits, digits with letters, ..., one capital letter, letters without case, none."""
SHAPES = 9
LOOSE = 10
"""Added to the shape of a word whose capital says little: at the start of a sentence, in a headline."""
_SUFFIXES = 5
_PREFIXES = 4
_ENDING = 4
_LONG = 4
_LONGEST = 8
_WHOLE = 100  # characters of a word that are looked at, from its end


class Look(NamedTuple):
    """A word as the weights know it: lower case with plain marks and every digit a 0, and its shape."""

    form: str
    shape: int

    def loosened(self) -> Look:
        """The same word where its capital says little."""
        return Look(self.form, self.shape + LOOSE)


EDGE_LOOK = Look("", EDGE)
"""What lies outside a sentence."""


def look(word: str) -> Look:
    """How `word` looks; "" is what lies outside a sentence."""
    return Look(form(word[-_WHOLE:]), shape(word[-_WHOLE:])) if word else EDGE_LOOK


def shape(word: str) -> int:
    """The shape of a token, 0 to 7."""
    bare = word.rstrip(".")
    if not bare.isalpha():
        if not any(map(str.isalnum, bare)):
            return MARK
        if any(map(str.isdigit, bare)):
            return MIXED if any(map(str.isalpha, bare)) else NUMBER
    if bare.islower():
        return LOWER
    if bare.isupper():
        return LETTER if len(bare) == 1 else UPPER
    return CAPITAL if bare[0].isupper() else (LOWER if bare.lower() != bare.upper() else UNCASED)


def form(word: str) -> str:
    """The word in lower case with plain marks, every digit a 0."""
    low = folded(normal(word))
    if low.isalpha() or not any(map(str.isdigit, low)):
        return low
    return "".join("0" if c.isdigit() else c for c in low)


def lexical(word: Look) -> list[str]:
    """Features of the word itself; the second and third name it whole."""
    low, s = word
    found = ["bias", f"w={low}", f"c={s}={low}", f"s={s}"]
    if s in {MARK, EDGE}:
        return found if s == MARK else []
    letters = low.strip("'-")
    size = len(letters)
    for n in range(1, min(_SUFFIXES, size) + 1):
        end = "-" + letters[-n:]
        found.append(end)
        if n > 1:
            found.append(f"{s}{end}")
    found += [letters[:n] + "-" for n in range(1, min(_PREFIXES, size) + 1)]
    if "-" in letters:
        head, _, last = letters.rpartition("-")
        found += ["hyphen", "h=" + last, "H=" + head]
    if "'" in letters:
        found.append("apostrophe")
    found.append(f"n={min(size, _LONGEST)}={s}")
    return found


def context(word: Look) -> list[str]:
    """Features of the word for its neighbours."""
    low, s = word
    if s in {MARK, EDGE} or len(low) < _LONG:
        return ["w=" + low, f"s={s}"]
    return ["w=" + low, f"s={s}", "-" + low[-2:], "-" + low[-3:]]


def ending(word: Look) -> list[str]:
    """Keys under which an unknown word's class is looked up, the most telling first."""
    low, s = word
    return [f"{s}-{low[-n:]}" for n in range(min(_ENDING, len(low)), 0, -1)] + [str(s)]
