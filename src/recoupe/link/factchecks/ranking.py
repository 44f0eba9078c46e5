"""Which checked claims a text says again: BM25 over words that are each found by several keys, with reasons.

A word of the text counts once a claim, by the key of it that says most there (Robertson & Zaragoza 2009, "The
Probabilistic Relevance Framework", for the weights; a claim has each word once, so that frequency in it says nothing).
"""

from __future__ import annotations

import functools
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from recoupe.lang import load
from recoupe.lang.names import Names
from recoupe.link.claims import background
from recoupe.link.factchecks import keys

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from recoupe.link.factchecks.index import Checked, Index
    from recoupe.link.factchecks.keys import Word

LENGTH = 0.35  # how much a long claim loses (BM25's b)
NAME, NUMBER = 1.4, 1.3  # what a name, a number counts beside another word
_TOLD = 1.0  # rarity in the news from which a word is named as a reason
_SHOWN = 6  # words of a reason
_COMMON = 0.2  # share of all claims beyond which a key finds none by itself
_FEW = 1_000  # claims up to which no key is too common
_ALIKE = 0.5  # share of what a word can count from which it is held to be the same word


class Match(NamedTuple):
    """A checked claim that the text may say again: score 0..1 (1 for the same words), reasons, the strongest first.

    `content` are the words in common that are no names, no numbers and not in every text.
    """

    claim: Checked
    score: float
    reasons: tuple[str, ...]
    content: tuple[str, ...] = ()


class _Hits(NamedTuple):
    """A word of the text, what it counts at most, and the claims that have it, ascending, with what it counts there."""

    word: Word
    most: float
    places: np.ndarray
    values: np.ndarray

    def at(self, place: int) -> float:
        """What it counts in a claim."""
        n = int(np.searchsorted(self.places, place))
        return float(self.values[n]) if n < len(self.places) and self.places[n] == place else 0.0


def check(
    text: str, index: Index, *, lang: str = "", most: int = 5, least: float = 0.05, names: Collection[str] = ()
) -> tuple[Match, ...]:
    """The claims of `index` that `text`, in language `lang`, may say again, the likeliest first.

    At most `most`, none with a score under `least`. Without `lang` the text is taken to be in the index's language,
    where it has but one. `names` are known to be names, and no content.
    """
    if not lang and len(index.langs) == 1:
        lang = next(iter(index.langs))
    known = {word.stem for name in names for word in keys.words(name, lang)}
    words = keys.words(text, lang)
    scratch, totals = np.zeros(len(index)), np.zeros(len(index))
    found = [_found(word, index, lang, scratch) for word in words]
    for hits in found:
        totals[hits.places] += hits.values
    best = sum(hits.most for hits in found) or 1.0
    normal = totals / (1 - LENGTH + LENGTH * np.frombuffer(index.lengths, np.float32) / index.usual) / best
    told = keys.shown(text, lang)
    ranked = _best(np.minimum(normal, 1.0), most, least)
    return tuple(
        Match(
            index.claims[p],
            float(min(1.0, normal[p])),
            _reasons(p, found, told, lang),
            _content(p, found, told, lang, known),
        )
        for p in ranked
    )


def _best(scores: np.ndarray, most: int, least: float) -> list[int]:
    """The places of the best scores, equal ones in their order."""
    places = np.flatnonzero(scores >= max(least, 1e-9))
    found: list[int] = places[np.argsort(-scores[places], kind="stable")][:most].tolist()
    return found


def _found(word: Word, index: Index, lang: str, scratch: np.ndarray) -> _Hits:
    """Where `word` is, and what it counts there; `scratch` has a zero for each claim, and has again afterwards."""
    common = max(_FEW, _COMMON * len(index))
    best, touched = 0.0, []
    for key, share in word.keys:
        posts = index.posts.get(key)
        if posts is None:
            continue
        worth = _kind(word) * share * index.rarity(word, key, lang)
        best = max(best, worth)
        if len(posts) <= 2 * common:
            pairs = np.frombuffer(posts, np.uint64).reshape(-1, 2)
            places = pairs[:, 0].astype(np.intp)
            scratch[places] = np.maximum(scratch[places], pairs[:, 1] * (worth / 255))
            touched.append(places)
    at = np.unique(np.concatenate(touched)) if touched else np.empty(0, np.intp)
    values = scratch[at]
    scratch[at] = 0.0
    full = _kind(word) * index.rarity(word, 0, lang)
    return _Hits(word, full if index.fixed else best or full, at, values)


@functools.cache
def _nouns_capital(lang: str) -> bool:
    """Whether nouns of `lang` have a capital, so that it tells no name."""
    data = load(Names, lang) if lang else None
    return data is not None and data.grammar.nouns_capital


def _kind(word: Word) -> float:
    return NUMBER if word.number else NAME if word.name else 1.0


def _reasons(place: int, found: Sequence[_Hits], told: dict[int, str], lang: str) -> tuple[str, ...]:
    """What text and claim share, by what it counts, and the names and numbers that the claim lacks."""
    shared = [hits.word for hits in sorted(found, key=lambda h: -h.at(place)) if hits.at(place)]
    lacking = [h.word for h in found if not h.at(place) and (h.word.name or h.word.number)]
    groups = {
        "names": [w for w in shared if w.name],
        "numbers": [w for w in shared if w.number],
        "words": [w for w in shared if not (w.name or w.number) and background.rarity(lang, w.stem) >= _TOLD],
        "not in the claim": lacking,
    }
    named = {group: [told[w.stem] for w in some if w.stem in told] for group, some in groups.items()}
    return tuple(f"{name}: {', '.join(some[:_SHOWN])}" for name, some in named.items() if some)


def _content(
    place: int, found: Sequence[_Hits], told: dict[int, str], lang: str, known: Collection[int]
) -> tuple[str, ...]:
    """The words in common that are neither names nor numbers, and that tell something."""
    capital_says = not _nouns_capital(lang)
    return tuple(
        told[h.word.stem]
        for h in found
        if not (h.word.number or h.word.stem in known or (h.word.name and capital_says))
        and h.word.stem in told
        and h.at(place) >= _ALIKE * h.most
        and background.rarity(lang, h.word.stem) >= keys.SAID
    )
