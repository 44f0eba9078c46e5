"""The words of a claim and the keys that they are found by: several a word, each with how much of the word it says.

A word is found by its stem, by its first letters (what inflection leaves), and, in other languages, by its meaning in
the lexicon's pivot language or its consonants. Numbers are found as they are.
"""

from __future__ import annotations

import functools
import html
import re
from typing import TYPE_CHECKING, NamedTuple

from recoupe.link import terms
from recoupe.link.claims import background
from recoupe.link.stories import lexicon

if TYPE_CHECKING:
    from collections.abc import Callable

SAID = 2.0  # rarity in the news from which a word has content: about one article in seven has it, or fewer
LONGEST = 4_000  # characters of a text that are looked at
_MARKUP = re.compile(r"<[a-zA-Z/][^<>]{0,200}>")
_APOSTROPHE = re.compile("['’ʼ][sS]\\b")
_WORD = re.compile(r"\d+(?:[.,:]\d+)*|[^\W\d_]+")
_PLURAL = re.compile("(?:es|s|e)$")
_FULL, _PLAIN, _FIRST, _FEWER, _MEANT, _BONES = 1.0, 0.95, 0.85, 0.5, 0.8, 0.7
_LETTERS, _LESS = 5, 4
_LEAST, _RUN, _SHORT = 3, 5, 0.6


class Word(NamedTuple):
    """A word of a text: its stem, what it is found by with weights, whether it is a number, a name's part."""

    stem: int
    keys: tuple[tuple[int, float], ...]
    number: bool
    name: bool


def words(text: str, lang: str = "") -> tuple[Word, ...]:
    """The words of `text`, each once, in its order; a name is one that has a capital inside a clause."""
    found: dict[int, Word] = {}
    run: list[str] = []
    for token in terms.tokens(plain(text), lang):
        _initials(token, run, found)
        if token is None:
            continue
        held = found.get(token.word.stem)
        name = token.capital or (held is not None and held.name)
        keys = held.keys if held else _keys(token.word, lang)
        found[token.word.stem] = Word(token.word.stem, keys, token.word.number, name)
    _initials(None, run, found)
    return tuple(found.values())


def asked(text: str, lang: str = "") -> set[int]:
    """All that `text` is looked up by."""
    return {key for word in words(text, lang) for key, _ in word.keys}


def beginnings(text: str, lang: str = "") -> Callable[[str], bool] | None:
    """Whether another text of the language may say the same: two words that tell something begin as in `text`, or one.

    A quick look that lets more through than need be. None if `text` has no such word.
    """
    begun = set()
    for word in _WORD.findall(plain(text)):
        token = next((t for t in terms.tokens(word, lang) if t), None)
        if token and (token.word.number or background.rarity(lang, token.word.stem) >= SAID):
            begun.add(re.escape(word[:_LESS]))
    if not begun:
        return None
    find = re.compile(rf"(?<![^\W_])(?:{'|'.join(sorted(begun))})", re.IGNORECASE).findall
    least = min(2, len(begun) - _LEAST + 1)
    return lambda other: len({b.lower() for b in find(other)}) >= max(1, least)


def shown(text: str, lang: str = "") -> dict[int, str]:
    """By stem, how the text has the word first."""
    found: dict[int, str] = {}
    for word in _WORD.findall(plain(text)):
        for token in terms.tokens(word, lang):
            if token:
                found.setdefault(token.word.stem, word)
    return found


def plain(text: str) -> str:
    """The beginning of `text` without markup and endings that an apostrophe parts from a name."""
    return _APOSTROPHE.sub("", _MARKUP.sub(" ", html.unescape(text[:LONGEST])))


def _initials(token: terms.Token | None, run: list[str], found: dict[int, Word]) -> None:
    """Let a run of two to five words with capitals be found by its initials; `token` is the next one."""
    if token and token.capital and token.word.stems and len(run) < _RUN:
        run.append(token.word.stems[0][:1])
        return
    if len(run) >= _LEAST - 1:
        stem = terms.hashed("".join(run))
        keys = ((terms.hashed(f"f{''.join(run)}"), _SHORT),)
        found.setdefault(stem, Word(stem, keys, number=False, name=True))
    run.clear()


@functools.lru_cache(50_000)
def _keys(word: terms.Word, lang: str) -> tuple[tuple[int, float], ...]:
    if word.number:
        return ((word.stem, _FULL),)
    keys: dict[int, float] = {}
    for stem in word.stems:
        _add(keys, stem, _FULL)
        _add(keys, f"-{_PLURAL.sub('', stem) if len(stem) > _LEAST else stem}", _PLAIN)
        _add(keys, f"5{stem[:_LETTERS]}", _FIRST)
        _add(keys, f"4{stem[:_LESS]}", _FEWER)
    for meaning, chance in lexicon.of(lang)(word.stems):
        keys[meaning] = max(keys.get(meaning, 0.0), _MEANT * chance)
    for bone in word.bones:
        keys[bone] = max(keys.get(bone, 0.0), _BONES)
    return tuple(keys.items())


def _add(keys: dict[int, float], key: str, weight: float) -> None:
    code = terms.hashed(f"f{key}")
    keys[code] = max(keys.get(code, 0.0), weight)
