"""A name taken apart: its words, each in Latin letters and as consonants, with how rare it is."""

from __future__ import annotations

import functools
import re
import unicodedata
from typing import TYPE_CHECKING, NamedTuple

from recoupe.lang import load
from recoupe.lang.naming import Naming
from recoupe.lang.roman import plain, scripts, spellings
from recoupe.lang.roman.sounds import COARSE
from recoupe.link.names import rarity
from recoupe.link.names.alike import Look, look

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

LONGEST, MOST_WORDS, LONGEST_WORD, LONGEST_JOINED = 160, 8, 24, 32
SMALL = 0.1  # the weight of a particle or suffix
SHORT_NAME = 4  # letters of a name in a script without spaces, up to which its first is the family name
_NOBODY: frozenset[int] = frozenset()
_OPENING = frozenset("(（[")
_BRACKETS = re.compile(r"\s*[(（\[][^)）\]]*[)）\]]\s*")
_CUT = re.compile(r"[\s·・‧•⸱=＝\-‐‑–—־_/،,.、။]+")
_NUMBER = re.compile(r"\d+")


class Word(NamedTuple):
    """A word of a name.

    text: as it stands. looks: in Latin letters, the likeliest first. forms: the letters of all of them. given: the rows
    of nicknames that it stands in. weight: how much it says of who is named, 0 to 1. initial: it is one letter.
    minor: a particle or the like. exact: the first look is how the word is usually spelled, or its own letters.
    """

    text: str
    looks: tuple[Look, ...]
    forms: frozenset[str]
    given: frozenset[int]
    weight: float
    initial: bool
    minor: bool
    exact: bool


class Name(NamedTuple):
    """A name taken apart.

    joined: all words as one, in up to two readings; full: the same with particles, in one. turned: its sounds with the
    last word put first. coarse: its consonants with l as r and f as b, as scripts that lack one write them. numbers:
    those in it ("II" is 2).
    """

    text: str
    script: str
    words: tuple[Word, ...]
    joined: tuple[Look, ...]
    full: str
    turned: str
    coarse: str
    numbers: frozenset[int]


@functools.cache
def naming() -> Naming:
    """The words that are known in all languages."""
    data: Naming | None = load(Naming, "shared")
    assert data is not None
    return data


@functools.cache
def _sets() -> tuple[frozenset[str], frozenset[str], frozenset[str], dict[str, int]]:
    data = naming()
    minor = frozenset((*data.particles, *data.parents))
    numbers = {n: i for i, n in enumerate(data.numbers, 1) if len(n) > 1}
    return minor, frozenset(data.titles), frozenset(data.suffixes), numbers


@functools.lru_cache(maxsize=1 << 14)
def name(text: str, lang: str | None = None) -> Name:
    """`text` taken apart. Only its first letters and words count, so that any length takes bounded time."""
    clean = text[:LONGEST]
    if not clean.isascii():
        clean = unicodedata.normalize("NFKC", clean)
    if not _OPENING.isdisjoint(clean):
        clean = _BRACKETS.sub(" ", clean)
    script = scripts.of(clean)
    numbers = {int(n[:9]) for n in _NUMBER.findall(clean)}
    words: list[Word] = []
    for piece in _pieces(_turned(clean), script):
        word = _word(piece, None if piece.isascii() else lang)
        if word is None:
            continue
        number = 1 if piece == "I" else _sets()[3].get(word.looks[0].form)
        if words and number is not None:
            numbers.add(number)
        else:
            words.append(word)
    kept = _telling(words)
    joined = _joined(kept)
    coarse = joined[0].bones.translate(COARSE) if joined else ""
    full = "".join([w.looks[0].form for w in words])[:LONGEST_JOINED]
    return Name(text, script, kept, joined, full, _last_first(kept), coarse, frozenset(numbers))


def _joined(words: Sequence[Word]) -> tuple[Look, ...]:
    """All words as one: a single word in its first and its last reading."""
    if len(words) == 1:
        looks = words[0].looks
        return looks if len(looks) == 1 else (looks[0], looks[-1])
    first = [w.looks[0] for w in words]
    parts = ("".join(part)[:LONGEST_JOINED] for part in zip(*first, strict=True))
    return (Look(*parts),) if first else ()


def _last_first(words: Sequence[Word]) -> str:
    """The sounds of a name with its last word put first."""
    sounds = [w.looks[0].sounds for w in words]
    return "".join((*sounds[-1:], *sounds[:-1]))[:LONGEST_JOINED]


def _turned(text: str) -> str:
    """`text` with "Last, First" turned; what follows a comma but begins with a title is left out."""
    last, comma, first = text.partition(",")
    if not comma or not first.strip() or not last.strip():
        return text
    return last if plain(first.split()[0]) in _sets()[1] else f"{first} {last}"


def _pieces(text: str, script: str) -> Iterator[str]:
    """The words of `text`, a short name of a script without spaces cut behind its family name."""
    found = [p for p in _CUT.split(text) if p and (p.isalpha() or any(map(str.isalnum, p)))][:MOST_WORDS]
    if len(found) == 1 and 1 < len(found[0]) <= SHORT_NAME and script in naming().surnames:
        yield from _cut_behind_surname(found[0], script)
        return
    yield from found


def _cut_behind_surname(word: str, script: str) -> Iterator[str]:
    long = naming().long_surnames.get(script, ())
    at = 2 if word[:2] in long else int(word[0] in naming().surnames[script] and len(word) < SHORT_NAME)
    yield from (p for p in (word[:at], word[at:]) if p)


@functools.lru_cache(maxsize=1 << 15)
def _word(piece: str, lang: str | None) -> Word | None:
    """`piece` as a word; None if no letter of it is known."""
    piece = piece[:LONGEST_WORD]
    script = scripts.of(piece)
    forms, known = _latin(piece) if script == scripts.LATIN else _foreign(piece, script, lang)
    if not forms or forms[0].isdigit():
        return None
    minor, _, suffixes, _ = _sets()
    first = forms[0]
    small = first in minor
    one = len(first) == 1 or (script == scripts.LATIN and len(piece) == 1)
    weight = SMALL if small or first in suffixes else rarity.weight(first)
    given = _nicknames().get(first, _NOBODY)
    return Word(piece, tuple(map(look, forms)), frozenset(forms), given, weight, one, small, known)


def _latin(piece: str) -> tuple[tuple[str, ...], bool]:
    """The one form of a word in Latin letters."""
    form = plain(piece)
    return ((naming().short.get(form, form),) if form else ()), True


def _foreign(piece: str, script: str, lang: str | None) -> tuple[tuple[str, ...], bool]:
    """The forms of a word in another script, and whether its usual spelling is known."""
    for article in naming().articles.get(script, ()):
        if piece.startswith(article) and len(piece) > len(article) + 2:
            piece = piece[len(article) :]
    spelt, read = spellings(piece, lang)
    more = (plain(piece),) if script in naming().surnames else ()
    return tuple(dict.fromkeys(f for f in (*spelt, read, *more) if f)), bool(spelt)


@functools.cache
def _nicknames() -> dict[str, frozenset[int]]:
    """The rows of nicknames that a given name stands in."""
    rows: dict[str, set[int]] = {}
    for number, row in enumerate(naming().nicknames):
        for word in row:
            rows.setdefault(word, set()).add(number)
    return {word: frozenset(found) for word, found in rows.items()}


def _telling(words: Sequence[Word]) -> tuple[Word, ...]:
    """The words without titles in front and particles, if any are left; the servant of a name joined with it."""
    titles = _sets()[1]
    while len(words) > 1 and words[0].looks[0].form in titles:
        words = words[1:]
    return tuple(w for w in words if not w.minor) or tuple(words)
