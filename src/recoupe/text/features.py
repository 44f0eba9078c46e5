"""What the tagger sees of a word alone: its form, its ends, its shape. Training and tagging share it."""

from __future__ import annotations

from recoupe.text.tokens import normal

MARK, NUMBER, MIXED, LOWER, CAPITAL, UPPER, LETTER, UNCASED, EDGE = range(9)
"""Shapes of a token: punctuation, digits, digits with letters, ..., one capital letter, letters without case, none."""
SHAPES = 9
_LOOSE = 10
"""Added to the shape of a word whose capital says little: at the start of a sentence, in a headline."""
_SUFFIXES = 5
_PREFIXES = 4
_LONG = 4


def shape(word: str) -> int:
    """The shape of a token, 0 to 7."""
    bare = word.rstrip(".")
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
    """The word as the weights know it: lower case, plain marks, every digit a 0."""
    low = normal(word)
    return low if not any(map(str.isdigit, low)) else "".join("0" if c.isdigit() else c for c in low)


def lexical(word: str, *, loose: bool = False) -> list[str]:
    """Features of the word itself; the second and third name it whole."""
    low, s = form(word), shape(word) + _LOOSE * loose
    found = ["bias", f"w={low}", f"c={s}={low}", f"s={s}"]
    if s % _LOOSE == MARK:
        return found
    letters = low.strip("'-")
    for n in range(1, min(_SUFFIXES, len(letters)) + 1):
        found.append(f"-{letters[-n:]}")
        if n > 1:
            found.append(f"{s}-{letters[-n:]}")
    found += [f"{letters[:n]}-" for n in range(1, min(_PREFIXES, len(letters)) + 1)]
    if "-" in letters:
        head, _, last = letters.rpartition("-")
        found += ["hyphen", f"h={last}", f"H={head}"]
    if "'" in letters:
        found.append("apostrophe")
    found.append(f"n={min(len(letters), 8)}={s}")
    return found


def context(word: str, *, loose: bool = False) -> list[str]:
    """Features of the word for its neighbours."""
    low, s = form(word), shape(word) + _LOOSE * loose
    found = [f"w={low}", f"s={s}"]
    if s % _LOOSE != MARK and len(low) >= _LONG:
        found += [f"-{low[-2:]}", f"-{low[-3:]}"]
    return found


def ending(word: str, *, loose: bool = False) -> list[str]:
    """Keys under which an unknown word's class is looked up, the most telling first."""
    low, s = form(word), shape(word) + _LOOSE * loose
    return [f"{s}-{low[-n:]}" for n in range(min(4, len(low)), 0, -1)] + [f"{s}"]
