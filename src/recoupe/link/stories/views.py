"""What an article is about, as counts of hashed terms in several views.

Inside one language: title, body, pairs of words, names (words with a capital inside a clause), pairs of names, numbers.
Across languages: words by way of a small lexicon, consonants of all words, numbers with days and countries.
Hashes are kept apart by view.
"""

from __future__ import annotations

import functools
from collections import Counter
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from recoupe.link import terms
from recoupe.link.stories import lexicon

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from numpy.typing import NDArray

    from recoupe.link.items import Item

NATIVE = ("body", "title", "pairs", "names", "name pairs", "numbers")
BRIDGE = ("words", "bones", "facts")
_SPREAD = 0x9E3779B1


class View(NamedTuple):
    """Terms, ascending, and how often each stands in the article."""

    terms: NDArray[np.int64]
    counts: NDArray[np.float32]


class Views(NamedTuple):
    """The views of an article inside its language and across languages, in the order of `NATIVE` and `BRIDGE`."""

    native: tuple[View, ...]
    bridge: tuple[View, ...]


@functools.lru_cache(1024)
def views(item: Item, look: lexicon.Look | None = None) -> Views:
    """Read the title and text of `item`; `look` is another lexicon than the package's, for measuring.

    The latest thousand are remembered: stories and copies of one batch read each article once.
    """
    title = terms.tokens(item.title, item.lang)
    body = terms.tokens(item.text, item.lang)
    every = [t for t in (*title, *body) if t]
    native = (
        _view([t.word.stem for t in (*title, *every) if t and not t.word.number]),
        _view([t.word.stem for t in title if t], 1),
        _pairs(title, body),
        _view([t.word.stem for t in every if t.capital], 3),
        _name_pairs(title, body),
        _view([t.word.stem for t in every if t.word.number], 5),
    )
    return Views(native, (_words(every, look or lexicon.of(item.lang)), _bones(every), _facts(every, item)))


def _view(stems: Sequence[int], salt: int = 0) -> View:
    found, counts = np.unique(_salted(np.array(stems, np.int64), salt), return_counts=True)
    return View(found, counts.astype(np.float32))


def _salted(stems: NDArray[np.int64], salt: int) -> NDArray[np.int64]:
    return ((stems * (2 * salt + 1)) ^ (salt * _SPREAD)) & 0x7FFFFFFF if salt else stems


def _pairs(*parts: Sequence[terms.Token | None]) -> View:
    """Words that follow each other with no break between."""
    return _joined([[t.word.stem if t else terms.BREAK for t in part] for part in parts], 2)


def _name_pairs(*parts: Sequence[terms.Token | None]) -> View:
    return _joined([[t.word.stem if t and t.capital else terms.BREAK for t in part] for part in parts], 4)


def _joined(parts: Iterable[Sequence[int]], salt: int) -> View:
    line = np.array([x for part in parts for x in (*part, terms.BREAK)], np.int64)
    first, second = line[:-1], line[1:]
    both = (first != terms.BREAK) & (second != terms.BREAK)
    found, counts = np.unique(_salted((first[both] * 31 + second[both] * 17) & 0x7FFFFFFF, salt), return_counts=True)
    return View(found, counts.astype(np.float32))


def _words(every: Sequence[terms.Token], look: lexicon.Look) -> View:
    """The words as words of the lexicon's pivot, each with the chance that it is meant."""
    total: dict[int, float] = {}
    for stems, count in Counter(token.word.stems for token in every).items():
        for term, chance in look(stems):
            total[term] = total.get(term, 0.0) + chance * count
    return _sorted(total)


def _bones(every: Sequence[terms.Token]) -> View:
    return _view([bone for token in every for bone in token.word.bones], 6)


def _facts(every: Sequence[terms.Token], item: Item) -> View:
    numbers = [t.word.stem for t in every if t.word.number]
    told = (*(f"@{day.isoformat()}" for day in item.days), *(f"@{code}" for code in item.places))
    return _view([*numbers, *map(terms.hashed, told)], 7)


def _sorted(total: dict[int, float]) -> View:
    found = np.fromiter(total, np.int64, len(total))
    order = np.argsort(found)
    return View(found[order], np.fromiter(total.values(), np.float32, len(total))[order])
