"""The language of a text that is full of the function words of one covered language: the plain case, decided quickly.

A statistical model of the world's languages takes longer to load than all the rest of a reading takes; function words
tell a language as surely where there are enough of them (Grefenstette 1995, "Comparing two language identification
schemes"). Whatever leaves a doubt is left to the model.
"""

from __future__ import annotations

import functools
import itertools
import re
from collections import Counter
from typing import TYPE_CHECKING

from recoupe import lang
from recoupe.lang.language import Language

if TYPE_CHECKING:
    from collections.abc import Iterable

_WORD = re.compile(r"[^\W\d_]+")
_LEAST = 40  # words; fewer are no sample
_SHARE = 0.16  # of all words are function words of the language; running text has nearly twice as many
_FEW = 0.05  # fewer of them, and it is no running text of the language
_RIVAL = 0.25  # how many of these another language may have
_KINDS = 6  # different ones; a list repeats a few
_GAP = 25  # words in a row without any are in another language, or no sentences
_LETTERS = 60  # of a script that one language of news is written in; fewer are no sample
_MOSTLY = 0.6  # share of all letters that they are
_SCRIPTS = {
    code: re.compile(f"[{letters}]")
    for code, letters in {
        "el": "\u0370-\u03ff\u1f00-\u1fff",
        "hy": "\u0531-\u0587",
        "ka": "\u10a0-\u10ff\u1c90-\u1cbf",
        "ko": "\u1100-\u11ff\uac00-\ud7a3",
        "th": "\u0e01-\u0e30\u0e32\u0e33\u0e40-\u0e46",
    }.items()
}


def evident(text: str) -> str | None:
    """The code of the covered language that `text` is plainly and throughout written in; None where in doubt."""
    words = _WORD.findall(text.lower())
    code = _most(words)
    if code is None:
        return None
    known = _words()
    places = [-1, *(i for i, w in enumerate(words) if code in known.get(w, ())), len(words)]
    gap = max(b - a for a, b in itertools.pairwise(places)) - 1
    kinds = {words[i] for i in places[1:-1]}
    return code if gap < _GAP and len(kinds) >= _KINDS else None


def by_script(text: str) -> str | None:
    """The language that has the script of most of `text` to itself, as far as news go."""
    letters = sum(map(str.isalpha, text))
    most, code = max((len(script.findall(text)), code) for code, script in _SCRIPTS.items())
    return code if most >= max(_LETTERS, _MOSTLY * letters) else None


def likely(text: str) -> str | None:
    """The covered language that a short text has most function words of; None where two have as many."""
    counts = _rivals(set(_WORD.findall(text.lower())))
    return counts[0][0] if counts and (len(counts) == 1 or counts[0][1] > counts[1][1]) else None


def foreign(text: str, code: str) -> bool:
    """Whether `text` has hardly any function word of the covered language `code`, too few for running text."""
    words = _WORD.findall(text.lower())
    known = _words()
    if len(words) < _LEAST or not any(code in codes for codes in known.values()):
        return False
    return sum(code in known.get(w, ()) for w in words) < _FEW * len(words)


def _most(words: list[str]) -> str | None:
    """The language that has many of `words`, if no other has many."""
    counts = _rivals(words)
    if len(words) < _LEAST or not counts:
        return None
    code, most = counts[0]
    second = counts[1][1] if len(counts) > 1 else 0
    return code if most >= _SHARE * len(words) and second <= _RIVAL * most else None


def _rivals(words: Iterable[str]) -> list[tuple[str, int]]:
    """The two languages that have most of `words`, with how many."""
    known = _words()
    return Counter(code for w in words for code in known.get(w, ())).most_common(2)


@functools.cache
def _words() -> dict[str, tuple[str, ...]]:
    """The function words of all covered languages with the languages that have them."""
    out: dict[str, tuple[str, ...]] = {}
    for code in lang.codes():
        data = lang.load(Language, code)
        for word in data.frequent if data else ():
            out[word] = (*out.get(word, ()), code)
    return out
