"""What a ledger has under the keys of the linker, remembered: a key is asked for once, not with every article."""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from recoupe.ledger import Ledger

_LATER = 20_000
_FOR_EACH = 10
"""Keys that are asked for, after which it pays to know which the ledger has: so many, or so many for each article."""
_BITS = 1 << 25
"""Bits of the table that tells: four megabytes; a million keys leave one of 34 new ones in doubt."""


class Found:
    """The items of a space by their keys, as the ledger has them; only this linker writes there.

    What is taken away meanwhile (a page that is forgotten) may still be named: who asks looks whether it is there.
    A key with more than `crowd` items says too little and has none. Of `most` entries in memory, the half that was not
    asked for the longest is forgotten, and asked for again. linked: articles that were linked before.
    """

    def __init__(self, ledger: Ledger, space: str, *, crowd: int = 200, most: int = 400_000, linked: int = 0) -> None:
        self._ledger = ledger
        self._space = space
        self._crowd = crowd
        self._most = most
        self._there = _There(ledger, space, max(_LATER, _FOR_EACH * linked))
        self._full: set[str] = set()  # what is full stays so
        self._items: dict[str, list[str]] = {}  # what was asked for last comes last
        self._one: dict[str, str] = {}  # each item, once in memory
        self._grown: set[str] = set()  # that had nothing or too much, and have got more: what it was shows when asked
        self._size = 0

    def buckets(self, asked: Iterable[str]) -> Mapping[str, list[str]]:
        """The items under these keys, and under others; of those with too many, nothing."""
        new = []
        for key in asked:
            if (known := self._items.pop(key, None)) is not None:
                self._items[key] = known
            elif key not in self._full:
                new.append(key)
        new = self._there.among(new)
        if new:
            self._items |= {key: [] for key in new}
            for key, item in self._ledger.candidates(self._space, new, most=self._crowd):
                self._items[key].append(self._one.setdefault(item, item))
                self._size += 1
            self._size += len(new)
            for key in self._grown.intersection(new):
                self._grown.discard(key)
                if not self._items[key]:
                    self._fill(key)
        return self._items

    def written(self, keys: Iterable[tuple[str, str, str]]) -> None:
        """The ledger has these (space, key, item) besides."""
        for _, key, item in keys:
            known = self._items.get(key)
            if known and item not in known:
                known.append(self._one.setdefault(item, item))
                self._size += 1
                if len(known) > self._crowd:
                    self._fill(key)
            elif known is not None and not known:
                del self._items[key]
                self._size -= 1
                self._grown.add(key)
            self._there.add(key)
        if self._size > self._most:
            self._forget()

    def _fill(self, key: str) -> None:
        """Know that `key` has too many items."""
        self._size -= len(self._items.pop(key)) + 1
        self._full.add(key)

    def _forget(self) -> None:
        """Forget the older half."""
        for key in list(islice(self._items, len(self._items) // 2)):
            del self._items[key]
        self._grown = set()
        self._one = {item: item for some in self._items.values() for item in some}
        self._size = len(self._items) + sum(map(len, self._items.values()))


class _There:
    """Which keys a ledger has in a space at all: a table of bits by hashes. "No" is sure, "yes" is not.

    Most names in the news are new, and to ask for a new one costs as much as for a known one.
    """

    def __init__(self, ledger: Ledger, space: str, later: int) -> None:
        self._ledger = ledger
        self._space = space
        self._later = later  # keys that are asked for before it is filled
        self._asked = 0
        self._bits: bytearray | None = None

    def among(self, keys: list[str]) -> list[str]:
        """Those of `keys` that the ledger may have."""
        self._asked += len(keys)
        if self._bits is None and self._asked > self._later:
            self._bits = bytearray(_BITS // 8)
            for key in self._ledger.keys(self._space):
                self.add(key)
        bits = self._bits
        return keys if bits is None else [k for k in keys if bits[hash(k) % _BITS >> 3] >> (hash(k) & 7) & 1]

    def add(self, key: str) -> None:
        """The ledger has `key` now."""
        if self._bits is not None:
            self._bits[hash(key) % _BITS >> 3] |= 1 << (hash(key) & 7)
