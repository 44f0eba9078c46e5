"""Which checked claims a text says again: BM25 over words that are each found by several keys, with reasons.

A word of the text counts once a claim, by the key of it that says most there (Robertson & Zaragoza 2009, "The
Probabilistic Relevance Framework", for the weights; a claim has each word once, so that frequency in it says nothing).
"""

from __future__ import annotations

import heapq
from typing import TYPE_CHECKING, NamedTuple

from recoupe.link.factchecks import keys

if TYPE_CHECKING:
    from recoupe.link.factchecks.index import Checked, Index
    from recoupe.link.factchecks.keys import Word

LENGTH = 0.35  # how much a long claim loses (BM25's b)
NAME, NUMBER = 1.4, 1.3  # what a name, a number counts beside another word
_SHOWN = 6  # words of a reason
_COMMON = 0.2  # share of all claims beyond which a key finds none by itself
_FEW = 1_000  # claims up to which no key is too common


class Match(NamedTuple):
    """A checked claim that the text may say again: score 0..1 (1 for the same words), reasons, the strongest first."""

    claim: Checked
    score: float
    reasons: tuple[str, ...]


def check(text: str, index: Index, *, lang: str = "", most: int = 5, least: float = 0.05) -> tuple[Match, ...]:
    """The claims of `index` that `text`, in language `lang`, may say again, the likeliest first.

    At most `most`, none with a score under `least`. Without `lang` the text is taken to be in the index's language,
    where it has but one.
    """
    if not lang and len(index.langs) == 1:
        lang = next(iter(index.langs))
    words = keys.words(text, lang)
    found = [_found(word, index) for word in words]
    totals: dict[int, float] = {}
    for hits in found:
        for place, value in hits.items():
            totals[place] = totals.get(place, 0.0) + value
    best = sum(_most(word, index) for word in words) or 1.0
    ranked = heapq.nsmallest(most, ((-_normal(place, total, index), place) for place, total in totals.items()))
    scored = ((place, min(1.0, -negative / best)) for negative, place in ranked)
    told = keys.shown(text, lang)
    return tuple(Match(index.claims[p], s, _reasons(p, words, found, told)) for p, s in scored if s >= least)


def _normal(place: int, total: float, index: Index) -> float:
    """A sum of weights as it counts for a claim of this length."""
    return total / (1 - LENGTH + LENGTH * index.lengths[place] / index.usual)


def _found(word: Word, index: Index) -> dict[int, float]:
    """By claim, what `word` counts there."""
    hits: dict[int, float] = {}
    most = max(_FEW, _COMMON * len(index))
    for key, share in word.keys:
        posts = index.posts.get(key)
        if posts is None or len(posts) > 2 * most:
            continue
        value = _kind(word) * share * index.rarity(key) / 255
        for place, weight in zip(posts[::2], posts[1::2], strict=True):
            if value * weight > hits.get(place, 0.0):
                hits[place] = value * weight
    return hits


def _kind(word: Word) -> float:
    return NUMBER if word.number else NAME if word.name else 1.0


def _most(word: Word, index: Index) -> float:
    """What `word` counts in a claim that has it; one that no claim has counts as one that a single claim has."""
    known = [index.rarity(k) * share for k, share in word.keys if k in index.posts]
    return _kind(word) * max(known, default=index.rarity(0))


def _reasons(
    place: int, words: tuple[Word, ...], found: list[dict[int, float]], told: dict[int, str]
) -> tuple[str, ...]:
    """What text and claim share, by what it counts, and the names and numbers that the claim lacks."""
    shared = sorted(
        ((hits[place], word) for word, hits in zip(words, found, strict=True) if place in hits), key=lambda x: -x[0]
    )
    lacking = [w for w, hits in zip(words, found, strict=True) if place not in hits and (w.name or w.number)]
    groups = {
        "names": [w for _, w in shared if w.name],
        "numbers": [w for _, w in shared if w.number],
        "words": [w for _, w in shared if not (w.name or w.number)],
        "not in the claim": lacking,
    }
    named = {group: [told[w.stem] for w in some if w.stem in told] for group, some in groups.items()}
    return tuple(f"{name}: {', '.join(some[:_SHOWN])}" for name, some in named.items() if some)
