"""Checked claims by the keys of their words."""

from __future__ import annotations

import math
from array import array
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from recoupe.link.factchecks import keys

if TYPE_CHECKING:
    from collections.abc import Iterable

_TITLE = 0.5  # what a word counts that stands in the title alone


@dataclass(frozen=True, slots=True)
class Checked:
    """A claim that was checked: its id, its words, their language; the headline of the check, if it is known."""

    id: str
    text: str
    lang: str = ""
    title: str = ""


@dataclass(slots=True)
class Index:
    """Claims in the order in which they were added; `lengths` are counts of words, titles at their weight.

    `posts` has, by key, claims and the weight of the key there, times 255, one after the other.
    """

    claims: list[Checked] = field(default_factory=list)
    lengths: array[float] = field(default_factory=lambda: array("f"))
    langs: set[str] = field(default_factory=set)
    posts: dict[int, array[int]] = field(default_factory=dict)
    _total: float = 0.0

    @classmethod
    def of(cls, claims: Iterable[Checked]) -> Index:
        """An index of `claims`."""
        index = cls()
        for claim in claims:
            index.add(claim)
        return index

    def __len__(self) -> int:
        return len(self.claims)

    def add(self, claim: Checked) -> None:
        """Let `claim` be found from now on."""
        place = len(self.claims)
        weights, length = _weights(claim)
        self.claims.append(claim)
        self.lengths.append(length)
        self.langs.add(claim.lang)
        self._total += length
        for key, weight in weights.items():
            self.posts.setdefault(key, array("L")).extend((place, round(255 * weight)))

    def rarity(self, key: int) -> float:
        """How much it says that a claim has `key` (BM25's inverse document frequency); what none has is the rarest."""
        count = len(self.posts.get(key, ())) // 2
        return math.log(1 + (len(self.claims) - count + 0.5) / (count + 0.5))

    @property
    def usual(self) -> float:
        """The mean length of a claim."""
        return self._total / len(self.claims) if self.claims else 1.0


def _weights(claim: Checked) -> tuple[dict[int, float], float]:
    """The keys of `claim` with their weights, and its length."""
    weights: dict[int, float] = {}
    length = 0.0
    for text, share in ((claim.text, 1.0), (claim.title, _TITLE)):
        for word in keys.words(text, claim.lang):
            length += share if not all(k in weights for k, _ in word.keys) else 0.0
            for key, weight in word.keys:
                weights[key] = max(weights.get(key, 0.0), share * weight)
    return weights, length
