"""What a ledger has under the keys of the linker, remembered: a key is asked for once, not with every article."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from recoupe.ledger import Ledger

CROWD = 200
"""Items under one key, with more of which none is a candidate: the key says too little."""
MOST = 400_000
"""Entries that are remembered; with more, all but what is full is forgotten and asked for again."""


class Found:
    """The items of a space by their keys, as the ledger has them; only this linker writes there."""

    def __init__(self, ledger: Ledger, space: str) -> None:
        self._ledger = ledger
        self._space = space
        self._full: set[str] = set()  # what is full stays so
        self._forget()

    def _forget(self) -> None:
        self._items: dict[str, list[str]] = {}
        self._one: dict[str, str] = {}  # each item, once in memory
        self._grown: set[str] = set()  # that had nothing or too much, and have got more: what it was shows when asked
        self._size = 0

    def buckets(self, asked: Iterable[str]) -> Mapping[str, list[str]]:
        """The items under these keys, and under others; of those with too many, nothing."""
        new = [key for key in asked if key not in self._items and key not in self._full]
        if new:
            self._items |= {key: [] for key in new}
            for key, item in self._ledger.candidates(self._space, new, most=CROWD):
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
                if len(known) > CROWD:
                    self._fill(key)
            elif known is not None and not known:
                del self._items[key]
                self._grown.add(key)
        if self._size > MOST:
            self._forget()

    def _fill(self, key: str) -> None:
        """Know that `key` has too many items."""
        self._size -= len(self._items.pop(key))
        self._full.add(key)
