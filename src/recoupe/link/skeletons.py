"""The consonants of a word in classes that survive transliteration: "Трамп", "ترامب", "טראמפ" and "Trump" are one.

A key to find candidates by, not a comparison of names: vowels and what languages spell differently are gone. The tables
are of scripts, not of languages; a letter that stands for several sounds stands for the most frequent one.
"""

from __future__ import annotations

import functools
import re
import unicodedata

from recoupe.lang import letters

_CYRL = dict(
    zip(
        "абвгґдеёєжзийіїклмнопрстуфхцчшщъыьэюя",
        "a b v g g d e e e zh z i i i i k l m n o p r s t u f h ts ch sh sh - y - e u a".replace("-", "").split(" "),
        strict=True,
    )
)
_JOINED = dict(
    zip(
        "ابتثجحخدذرزسشصضطظعغفقكلمنهويپچژگڤ",
        "a b t t j h h d d r z s sh s d t z - g f k k l m n h w y p ch zh g v".replace("-", "").split(" "),
        strict=True,
    )
)
_SQUARE = dict(
    zip(
        "אבגדהוזחטיכךלמםנןסעפףצץקרשת",
        "- b g d h w z h t y k k l m m n n s - p p ts ts k r sh t".replace("-", "").split(" "),
        strict=True,
    )
)
_GREK = dict(
    zip(
        "αβγδεζηθικλμνξοπρσςτυφχψω",
        [
            "a",
            "v",
            "g",
            "d",
            "e",
            "z",
            "i",
            "th",
            "i",
            "k",
            "l",
            "m",
            "n",
            "ks",
            "o",
            "p",
            "r",
            "s",
            "s",
            "t",
            "y",
            "f",
            "h",
            "ps",
            "o",
        ],
        strict=True,
    )
)
_LATN = {"ß": "ss", "ø": "o", "ł": "l", "æ": "ae", "œ": "oe", "đ": "d", "ð": "d", "þ": "th", "ı": "i"}
_TABLE = str.maketrans({**_CYRL, **_JOINED, **_SQUARE, **_GREK, **_LATN})
_SOUNDS = tuple(
    (re.compile(pattern), sound)
    for pattern, sound in (
        ("gh(?=t|$)", ""),
        ("t?sch|tch|[cszt]h(?<!th)|t[sz]", "s"),
        ("ph", "f"),
        ("th", "t"),
        ("kh", "h"),
        ("[cg](?=[eiy])", "s"),
        ("x", "ks"),
        ("[aeiouyhw]", ""),
    )
)
_CLASSES = str.maketrans("bpfvkqcgszjtdlrmn", "PPPPKKKKSSSTTLRMN")
_TWICE = re.compile(r"(.)\1+")


@functools.lru_cache(4096)
def _named(char: str) -> str:
    """A letter of another script by its Unicode name: "TAMIL LETTER PA" is a p, "HANGUL SYLLABLE GIM" is gim."""
    words = unicodedata.name(char, "").lower().split()
    if "syllable" in words:
        return words[-1]
    after = next((words[i + 1] for i, w in enumerate(words[:-1]) if w in {"letter", "character"}), "")
    return after[: len(after) - len(after.lstrip("bcdfghjklmnpqrstvwxz"))]


def plain(word: str) -> str:
    """`word`, lower case, in Latin letters without accents as far as the tables go."""
    word = letters.folded(word).translate(_TABLE)
    if not word.isascii():
        word = "".join(c for c in unicodedata.normalize("NFD", word) if not unicodedata.combining(c))
    if not word.isascii():
        word = "".join(c if c.isascii() else _named(c) for c in unicodedata.normalize("NFC", word))
    return word


def skeleton(word: str) -> str:
    """The classes of the consonants of `word`, lower case, in any script: a capital letter each; "" if it has none."""
    word = plain(word)
    for pattern, sound in _SOUNDS:
        word = pattern.sub(sound, word)
    return _TWICE.sub(r"\1", "".join(c for c in word.translate(_CLASSES) if c.isupper()))
