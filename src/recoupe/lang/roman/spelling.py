"""The usual English newspaper spelling of a name in another script."""

from __future__ import annotations

import functools
import re

from recoupe.lang.roman import channel, letters, scripts

LONGEST = 30  # letters of a word that are read
_NOTHING: dict[str, str] = {}
_WORD = re.compile(r"[^\W\d_](?:[^\W_]|[\u0300-\u036f\u0591-\u05c7\u064b-\u0655'’ʼ׳״\"\u200c])*")


@functools.cache
def _lexicon() -> dict[str, dict[str, str]]:
    return dict(letters.weights("lexicon"))


def usual(word: str, lang: str | None = None) -> tuple[str, ...]:
    """The usual Latin spellings of a name's word, lower case a to z, the most usual first; none if it is not known."""
    return _plain(_usual(scripts.units(word), letters.group(word, lang), scripts.of(word)))


def spellings(word: str, lang: str | None = None) -> tuple[tuple[str, ...], str]:
    """The usual spellings of `word` and, where there are none, its reading, "" otherwise."""
    group, units = letters.group(word, lang), scripts.units(word)
    found = _usual(units, group, scripts.of(word))
    return _plain(found), "" if found else letters.read(units, group)


def _plain(entries: tuple[str, ...]) -> tuple[str, ...]:
    return tuple([e[:-1] for e in entries])


def _usual(units: str, group: str, script: str) -> tuple[str, ...]:
    """Usual spellings, each followed by a digit: the log of how often the word was written so."""
    table = _lexicon()
    found = table.get(group, _NOTHING).get(units)
    if found is None and group != script:
        found = table.get(script, _NOTHING).get(units)
    return tuple(found.split()) if found else ()


def romanise(name: str, lang: str | None = None) -> str:
    """`name` as an English newspaper would write it; words in Latin letters stay as they are.

    `lang` (ISO 639-1) tells languages of one script apart; without it the letters do, where they can.
    """
    return name if name.isascii() else _WORD.sub(lambda found: _word(found[0], lang), name)


@functools.lru_cache(maxsize=1 << 14)
def _word(word: str, lang: str | None) -> str:
    script = scripts.of(word)
    if script == scripts.LATIN:
        return word
    group, units = letters.group(word, lang), scripts.units(word)[:LONGEST]
    known = _usual(units, group, script)
    for article, spelt in () if known else channel.articles(group, script):
        if units.startswith(article) and len(units) > len(article) + 2:
            rest = units[len(article) :]
            return spelt + channel.likeliest(rest, group, _usual(rest, group, script)).capitalize()
    return channel.likeliest(units, group, known).capitalize()
