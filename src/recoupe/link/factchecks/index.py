"""Checked claims by the keys of their words."""

from __future__ import annotations

import math
import struct
from array import array
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np

from recoupe.link.claims import background
from recoupe.link.factchecks import keys

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

    from recoupe.link.factchecks.keys import Word

_TITLE = 0.5  # what a word counts that stands in the title alone
_NEWS = 2_000  # what is known of a word from other news weighs as much as so many claims
_USUAL = 14.0  # words of a claim, where no claims tell
_LENGTH = struct.Struct("<f")


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

    `posts` has, by key, claims and the weight of the key there, times 255, one after the other. In an index that is
    `fixed` what a word says, and how long a claim usually is, does not depend on what else is in it.
    """

    claims: list[Checked] = field(default_factory=list)
    lengths: array[float] = field(default_factory=lambda: array("f"))
    langs: set[str] = field(default_factory=set)
    posts: dict[int, array[int]] = field(default_factory=dict)
    fixed: bool = False
    others: int = 0  # claims that were left out since nothing that is asked for is in them
    _total: float = 0.0

    @classmethod
    def of(cls, claims: Iterable[Checked], *, fixed: bool = False) -> Index:
        """An index of `claims`."""
        index = cls(fixed=fixed)
        for claim in claims:
            index.add(claim)
        return index

    @classmethod
    def of_packed(cls, claims: Iterable[tuple[Checked, bytes]], *, only: Collection[int] | None = None) -> Index:
        """An index of claims whose keys were `packed`; with `only`, of these keys alone."""
        index = cls()
        codes, weights, counts = [], [], []
        for claim, words in claims:
            count = (len(words) - _LENGTH.size) // 5
            codes.append(words[_LENGTH.size : _LENGTH.size + 4 * count])
            weights.append(words[_LENGTH.size + 4 * count :])
            counts.append(count)
            index._put(claim, _LENGTH.unpack_from(words)[0])
        code = np.frombuffer(b"".join(codes), np.dtype("<u4"))
        posts = np.empty((len(code), 2), np.uint64)
        posts[:, 0] = np.repeat(np.arange(len(counts), dtype=np.uint64), counts)
        posts[:, 1] = np.frombuffer(b"".join(weights), np.uint8)
        if only is not None:
            wanted = np.isin(code, np.fromiter(only, np.uint32, len(only)))
            code, posts = code[wanted], posts[wanted]
        index._sort(code, posts)
        return index

    def __len__(self) -> int:
        return len(self.claims)

    def add(self, claim: Checked, words: bytes | None = None) -> None:
        """Let `claim` be found from now on; `words` are its keys, if they are `packed` already."""
        place = len(self.claims)
        weights, length = unpacked(words) if words else _weights(claim)
        self._put(claim, length)
        for key, weight in weights.items():
            self.posts.setdefault(key, array("Q")).extend((place, round(255 * weight)))

    def rarity(self, word: Word, key: int, lang: str) -> float:
        """How much it says that a claim has `key` of `word`: BM25's inverse document frequency.

        Other news are as many claims more, which have the word as often as news in `lang` have it.
        """
        if self.fixed:
            return background.rarity(lang, word.stem)
        count = len(self.posts.get(key, ())) // 2 + _NEWS * math.exp(-background.rarity(lang, word.stem))
        return math.log(1 + (len(self.claims) + self.others + _NEWS - count + 0.5) / (count + 0.5))

    @property
    def usual(self) -> float:
        """The mean length of a claim."""
        return self._total / len(self.claims) if self.claims and not self.fixed else _USUAL

    def _put(self, claim: Checked, length: float) -> None:
        self.claims.append(claim)
        self.lengths.append(length)
        self.langs.add(claim.lang)
        self._total += length

    def _sort(self, code: np.ndarray, posts: np.ndarray) -> None:
        """Put posts under their keys."""
        order = np.argsort(code, kind="stable")
        code, posts = code[order], posts[order]
        if not len(code):
            return
        starts = np.flatnonzero(np.diff(code.astype(np.int64), prepend=-1))
        for key, some in zip(code[starts].tolist(), np.split(posts, starts[1:]), strict=True):
            self.posts[key] = array("Q", some.tobytes())


def packed(claim: Checked) -> bytes:
    """The keys of a claim, to be kept: its length, the keys (4 bytes each), their weights (one byte each)."""
    weights, length = _weights(claim)
    codes = np.fromiter(weights, np.dtype("<u4"), len(weights)).tobytes()
    return _LENGTH.pack(length) + codes + bytes(round(255 * w) for w in weights.values())


def unpacked(words: bytes) -> tuple[dict[int, float], float]:
    """The keys that `packed` gave, with their weights, and the length."""
    count = (len(words) - _LENGTH.size) // 5
    codes = np.frombuffer(words, np.dtype("<u4"), count, _LENGTH.size).tolist()
    weights = (w / 255 for w in words[_LENGTH.size + 4 * count :])
    return dict(zip(codes, weights, strict=True)), _LENGTH.unpack_from(words)[0]


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
