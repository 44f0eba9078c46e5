"""Which script a word is in, and its letters as the tables of this package know them."""

from __future__ import annotations

import functools
import unicodedata
from bisect import bisect_right

from recoupe.lang.letters import folded

LATIN = "Latn"
OTHER = "Zzzz"
HAN, KANA = "Hani", "Kana"
# Where the blocks of a script begin in Unicode, and its ISO 15924 code.
_BLOCKS = (
    (0x0000, LATIN), (0x0370, "Grek"), (0x0400, "Cyrl"), (0x0530, "Armn"), (0x0590, "Hebr"), (0x0600, "Arab"),
    (0x0700, "Syrc"), (0x0750, "Arab"), (0x0780, OTHER), (0x08A0, "Arab"), (0x0900, "Deva"), (0x0980, "Beng"),
    (0x0A00, "Guru"), (0x0A80, "Gujr"), (0x0B00, "Orya"), (0x0B80, "Taml"), (0x0C00, "Telu"), (0x0C80, "Knda"),
    (0x0D00, "Mlym"), (0x0D80, "Sinh"), (0x0E00, "Thai"), (0x0E80, "Laoo"), (0x0F00, "Tibt"), (0x1000, "Mymr"),
    (0x10A0, "Geor"), (0x1100, "Hang"), (0x1200, "Ethi"), (0x13A0, OTHER), (0x1780, "Khmr"), (0x1800, OTHER),
    (0x1C80, "Cyrl"), (0x1C90, "Geor"), (0x1CC0, OTHER), (0x1E00, LATIN), (0x1F00, "Grek"), (0x2000, LATIN),
    (0x2C60, LATIN), (0x2C80, OTHER), (0x2D00, "Geor"), (0x2D30, OTHER), (0x2D80, "Ethi"), (0x2DE0, "Cyrl"),
    (0x2E00, OTHER), (0x2E80, HAN), (0x3040, KANA), (0x3100, OTHER), (0x3130, "Hang"), (0x3190, OTHER),
    (0x31F0, KANA), (0x3200, OTHER), (0x3400, HAN), (0xA000, OTHER), (0xA640, "Cyrl"), (0xA6A0, OTHER),
    (0xA720, LATIN), (0xA800, OTHER), (0xAC00, "Hang"), (0xD7B0, OTHER), (0xF900, HAN), (0xFB00, LATIN),
    (0xFB13, "Armn"), (0xFB1D, "Hebr"), (0xFB50, "Arab"), (0xFE00, OTHER), (0xFE70, "Arab"), (0xFF00, LATIN),
    (0xFF66, KANA), (0xFFA0, OTHER), (0x20000, HAN), (0x323B0, OTHER),
)  # fmt: skip
_STARTS = [start for start, _ in _BLOCKS]
UNSPACED = frozenset([HAN, KANA, "Hang", "Thai", "Laoo", "Khmr", "Mymr", "Tibt"])
"""Scripts in which a name may stand without a space between its parts."""


@functools.lru_cache(maxsize=4096)
def of_letter(letter: str) -> str:
    """The script of a letter."""
    return _BLOCKS[bisect_right(_STARTS, ord(letter)) - 1][1]


@functools.lru_cache(maxsize=1 << 14)
def of(word: str) -> str:
    """The script of the first letter of `word` that is not Latin, else Latin.

    Kana win over Chinese characters.
    """
    if word.isascii():
        return LATIN
    for c in word:
        found = of_letter(c)
        if found is LATIN or found is OTHER or not c.isalpha():
            continue
        return KANA if found is HAN and any(of_letter(d) is KANA for d in word) else found
    return LATIN


def units(word: str) -> str:
    """The letters of `word`, lower case, in one spelling; Korean syllables as their parts."""
    word = folded(word.lower())
    return unicodedata.normalize("NFD" if "가" <= word[:1] <= "힣" else "NFC", word)
