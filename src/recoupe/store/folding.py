"""The spelling of look-up for whole texts: what people type finds what was printed, in every script.

Letters lose case, diacritics and vowel signs; variants of Arabic letters, Hebrew final letters and digits of other
scripts become one. Compatible forms are decomposed (Unicode NFKD). What is left are words of letters and digits.
"""

from __future__ import annotations

import re
import unicodedata

from recoupe.lang import letters

VERSION = "1"
"""To be raised with every change of what comes out: ledgers then make their search anew."""
LONGEST = 60  # letters of a word that are kept

_SAME: dict[int, str] = letters.EACH | {
    ord(a): b for a, b in zip("ךםןףץøłđħıŧґʼæœþð", [*"כמנפצoldhitг'", "ae", "oe", "th", "d"], strict=True)
}
_TATWEEL = "\u0640"
_ACRONYM = re.compile("(?<=[\u05d0-\u05ea])[\"'\u05f3\u05f4\u201d\u2019](?=[\u05d0-\u05ea])")
_WORD = re.compile(r"[^\W_]+")


class _Table(dict[int, str | None]):
    """What each character becomes; filled when one is met."""

    def __missing__(self, code: int) -> str | None:
        self[code] = made = _one(chr(code))
        return made


def _one(char: str) -> str | None:
    """What `char`, decomposed and without case, becomes; None for nothing."""
    if char == _TATWEEL or unicodedata.category(char) in {"Mn", "Cf"}:
        return None
    return _SAME.get(ord(char), char)


_TABLE = _Table()


def words(text: str) -> list[str]:
    """The words of `text` in the spelling of look-up."""
    if text.isascii():
        low = text.lower()
    else:
        low = unicodedata.normalize("NFKD", _ACRONYM.sub("", text).casefold()).translate(_TABLE)
    return [w[:LONGEST] for w in _WORD.findall(low)]


def folded(text: str) -> str:
    """The words of `text`, parted by blanks."""
    return " ".join(words(text))
