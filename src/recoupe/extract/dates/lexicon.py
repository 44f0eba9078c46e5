"""The words of a language for time, as a trie over pieces of text, and how text is spelled in it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, NamedTuple

from recoupe.extract.dates import vocabulary
from recoupe.extract.dates.vocabulary import Reading

if TYPE_CHECKING:
    from collections.abc import Iterator

    from recoupe.extract.dates.numbers import Readings
    from recoupe.lang.dates import Dates

PIECE = re.compile(
    r"[^\W\d_]+(?:[\u0300-\u036f\u0591-\u05c7\u064b-\u065f\u0670\u200c]+[^\W\d_]*)*"
    r"|\d{4}-\d\d-\d\d(?:T\d\d:\d\d(?::\d\d)?)?(?!\d)"
    r"|\d{1,3}(?:[\u00a0\u202f\u2009 ]\d{3}){1,3}(?!\d)"
    r"|\d+(?:[.,:/]\d+)*"
    r"|[^\w\s]|_"
)
"""A number with its inner marks, a word, or a single mark."""

_MARKS = {"’": "'", "‘": "'", "ʼ": "'", "´": "'", "–": "-", "—": "-", "‑": "-", "‐": "-", "−": "-"}
_ENDINGS = re.compile(r"\(([^()]*)\)")


class Leaf(NamedTuple):
    """What a word says, for any spelling and for one that begins in upper case."""

    lower: Readings
    upper: Readings


Node = dict[str, Any]
"""A trie node: piece -> node; the key "" holds the Leaf."""


class Lexicon(NamedTuple):
    """The trie's `root`, all `pieces` in it, and the `cores`: a piece of every entry that speaks of time by itself."""

    root: Node
    pieces: set[str]
    cores: set[str]


def fold(piece: str) -> str:
    """A piece as the lexicon spells it: lower case, one apostrophe, one dash."""
    return _MARKS.get(piece) or piece.lower()


def spell(text: str) -> str:
    """`text` as the lexicon spells it, every character in its place."""
    lower = text.lower()
    if len(lower) != len(text):
        lower = "".join(low if len(low := c.lower()) == 1 else c for c in text)
    for mark, plain in _MARKS.items():
        lower = lower.replace(mark, plain)
    return lower


def expand(word: str) -> Iterator[str]:
    """Write out `stem(a|b)`."""
    m = _ENDINGS.search(word)
    if not m:
        yield word
        return
    for ending in m[1].split("|"):
        yield from expand(word[: m.start()] + ending + word[m.end() :])


def build(data: Dates, code: str, literals: dict[str, bool]) -> Lexicon:
    """The lexicon of language `code`: its own words, CLDR's names and the `literals` of the rules, cores where True."""
    found: dict[str, list[Reading]] = {}
    for word, reading in vocabulary.words(data, code):
        for form in expand(word):
            found.setdefault(form, []).append(reading._replace(cased=form[:1].isupper()))
    for literal in literals:
        found.setdefault(literal, []).append(Reading("=" + literal, {}))
    for word in data.weak:
        for form in expand(word):
            found.setdefault(form, []).append(Reading("weak", {}, cased=form[:1].isupper()))
    lexicon = Lexicon({}, {fold(ending) for ending in data.ordinal_suffix}, set())
    for form, readings in found.items():
        pieces = [fold(piece) for piece in PIECE.findall(form)]
        _insert(lexicon.root, pieces, readings)
        lexicon.pieces.update(pieces)
        if literals.get(form) or any(r.name in vocabulary.TELLING for r in readings):
            lexicon.cores.add(max(pieces, key=len))
    return lexicon


def _insert(root: Node, pieces: list[str], readings: list[Reading]) -> None:
    node = root
    for piece in pieces:
        node = node.setdefault(piece, {})
    old = node.get("") or Leaf({}, {})
    lower = old.lower | {r.name: r.features for r in readings if not r.cased}
    upper = old.upper | old.lower | {r.name: r.features for r in readings}
    node[""] = Leaf(*({"none": r["none"]} if "none" in r else r for r in (lower, upper)))
