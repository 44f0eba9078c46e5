"""One spelling for look-up: letters that print writes in several ways, signs that it leaves out at will."""

from __future__ import annotations

import dataclasses
import re
from typing import TypeVar, cast

T = TypeVar("T")

_ANY = re.compile("[ёЁ\u0590-\u06ff\ufb1d-\ufdff\ufe70-\ufeff\u200c-\u200f]")
_GONE = (
    *range(0x591, 0x5BE), 0x5BF, 0x5C1, 0x5C2, 0x5C4, 0x5C5, 0x5C7, *range(0x610, 0x61B), 0x61C, 0x640,
    *range(0x64B, 0x660), 0x670, *range(0x6D6, 0x6DD), *range(0x6DF, 0x6E5), 0x6E7, 0x6E8, *range(0x6EA, 0x6EE),
    0x200C, 0x200D, 0x200E, 0x200F, *range(0x202A, 0x202F), *range(0x2066, 0x206A), 0xFEFF,
)  # fmt: skip
_SAME = {
    "أ": "ا", "إ": "ا", "آ": "ا", "ٱ": "ا", "ى": "ي", "ی": "ي", "ې": "ي", "ة": "ه", "ۀ": "ه", "ە": "ه", "ک": "ك",
    "״": '"', "׳": "'", "־": "-", "،": ",", "؛": ";", "؟": "?", "٪": "%", "٫": ".", "٬": ",",
    "ё": "е", "Ё": "Е",
}  # fmt: skip
DIGITS = {ord(c): str(i % 10) for i, c in enumerate("٠١٢٣٤٥٦٧٨٩۰۱۲۳۴۵۶۷۸۹")}
"""Digits of other scripts than the Latin one, by code point."""
EACH = {ord(a): b for a, b in _SAME.items()} | DIGITS
"""What takes the place of one character by another, so that lengths stay."""
_TABLE: dict[int, str | None] = EACH | dict.fromkeys(_GONE)
_INSIDE = _TABLE | {ord(c): '"' for c in "“”„"} | {ord(c): "'" for c in "‘’‚"}


def folded(word: str) -> str:
    """`word` without vowel signs, tatweel, joiners and direction marks, its variants of letters and marks as one."""
    if word.isascii() or not _ANY.search(word):
        return word
    return word.translate(_INSIDE if len(word) > 1 else _TABLE) or word


def each(text: str) -> str:
    """`text` with variants of letters, digits and marks as one, every character in its place."""
    return text.translate(EACH) if _ANY.search(text) else text


def caseless(word: str) -> bool:
    """Whether `word` begins with a letter of a script without capitals."""
    return word[:1].isalpha() and word[0].lower() == word[0].upper()


def spelled(data: T) -> T:
    """`data`, a language's words of any build, with every string in the spelling of look-up."""
    if isinstance(data, str):
        return cast("T", folded(data))
    if isinstance(data, tuple):
        return cast("T", tuple(map(spelled, data)))
    if isinstance(data, dict):
        return cast("T", {spelled(k): spelled(v) for k, v in data.items()})
    if dataclasses.is_dataclass(data) and not isinstance(data, type):
        return cast(
            "T", dataclasses.replace(data, **{f.name: spelled(getattr(data, f.name)) for f in dataclasses.fields(data)})
        )
    return data
