"""The words of an article as the linker counts them: hashed stems, in order, with breaks, capitals and numbers told.

Hashes are CRC-32 of the stem (deterministic in every process), 0 stands for a break between clauses.
"""

from __future__ import annotations

import functools
import re
import zlib
from typing import TYPE_CHECKING, NamedTuple

from recoupe.lang import letters, load
from recoupe.lang.language import Language
from recoupe.link.skeletons import plain, skeleton

if TYPE_CHECKING:
    from collections.abc import Callable

BREAK = 0
_TOKEN = re.compile(r"\d+(?:[.,:]\d+)*|[^\W\d_]+|[.!?…؟:;,\"“”«»()\n]")
_LIMIT = 20_000
_LINE = 200  # characters of a text that is not worth remembering
_GROUPED = re.compile(r"\d{1,3}(?:[.,]\d{3})+")
_SHORT, _MIDDLE = 5, 9
_LEAST = 3


class Word(NamedTuple):
    """A word as counted: the hash of its stem, of its bare stem (proclitics off), its stems as text, its skeleton."""

    stem: int
    number: bool
    stems: tuple[str, ...]
    bones: tuple[int, ...]
    cut: bool


class Token(NamedTuple):
    """A word in its place: capital where it begins with one though no clause begins there."""

    word: Word
    capital: bool


def hashed(term: str) -> int:
    """A hash of `term`, 1 to 2^31, the same in every process."""
    return (zlib.crc32(term.encode("utf-8", "surrogatepass")) & 0x7FFFFFFF) or 1


def stem(word: str) -> str:
    """`word` without what is likely its ending: a cut by length, the same in all languages."""
    if len(word) <= _SHORT:
        return word
    return word[: max(_SHORT, len(word) - 3)] if len(word) <= _MIDDLE else word[: _MIDDLE - 3]


def tokens(text: str, lang: str) -> tuple[Token | None, ...]:
    """The words of the first 20,000 characters of `text`; None is a break. Those of the latest texts are remembered."""
    return _remembered(text, lang) if len(text) > _LINE else _tokens(text, lang)


@functools.lru_cache(1024)
def _remembered(text: str, lang: str) -> tuple[Token | None, ...]:
    return _tokens(text, lang)


def _tokens(text: str, lang: str) -> tuple[Token | None, ...]:
    read = _reader(lang)
    out: list[Token | None] = [None]
    start = True
    for bare, capital, ends in map(read, _TOKEN.findall(text[:_LIMIT])):
        if bare is None:
            if out[-1] is not None:
                out.append(None)
            start = start or ends
        else:
            out.append(bare if start else capital)
            start = False
    return tuple(out[1:])


class _Read(NamedTuple):
    """A word where a clause begins, and elsewhere; neither for a mark, which ends a clause or not."""

    bare: Token | None
    capital: Token | None
    ends: bool


@functools.cache
def _reader(lang: str) -> Callable[[str], _Read]:
    """What reads one word or mark of `lang`; what comes again is there."""
    language = load(Language, lang)
    clitics = language.clitics if language else ()

    @functools.lru_cache(15_000)
    def both(found: str) -> _Read:
        if not (found[0].isalpha() or found[0].isdigit()):
            return _Read(None, None, found not in ",;()")
        word = lower(found.lower())
        return _Read(Token(word, capital=False), Token(word, capital=found[0].isupper()), ends=False)

    @functools.lru_cache(8_000)
    def lower(word: str) -> Word:
        word = letters.folded(word)
        if word[0].isdigit():
            number = _number(word)
            return Word(hashed(f"#{number}"), number=True, stems=(), bones=(), cut=False)
        forms = _forms(word, clitics)
        stems = tuple(dict.fromkeys(stem(plain(f) if not letters.caseless(f) else f) for f in forms))
        keys = dict.fromkeys(skeleton(f) for f in forms)
        bones = tuple(hashed(f"^{k}") for k in keys if len(k) >= _LEAST)
        return Word(hashed(stems[-1]), number=False, stems=stems, bones=bones, cut=len(forms) > 1)

    return both


def _forms(word: str, clitics: tuple[str, ...]) -> tuple[str, ...]:
    """`word`, then what is left of it when one short word and then another that may be written on to it are cut off."""
    forms = [word]
    for _ in range(2):
        fits = [c for c in clitics if forms[-1].startswith(c) and len(forms[-1]) - len(c) >= _LEAST]
        if not fits:
            break
        forms.append(forms[-1][len(max(fits, key=len)) :])
    return tuple(forms)


def _number(word: str) -> str:
    """A number without separators of thousands, its decimals after a point."""
    word = word.translate(letters.DIGITS)
    return re.sub("[.,]", "", word) if _GROUPED.fullmatch(word) else word.replace(",", ".")
