"""Where stories go that nothing was written about for a while, and come back from when something is."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence


class Shelf(Protocol):
    """What a store does for stories that are not in memory. Keys are numbers that name terms, the rarest first."""

    def keep(self, name: str, keys: Sequence[int], story: str) -> None:
        """Keep a story under its name, in place of what is kept there, to be found by `keys`."""

    def find(self, keys: Sequence[int]) -> Iterable[str]:
        """The kept stories that share most of `keys`, a handful at most."""

    def drop(self, name: str) -> None:
        """Forget the story with this name: it is active again."""


def most_shared(names: Iterable[str], most: int) -> list[str]:
    """The names that come most often, at least twice, the smaller of equals first."""
    votes = Counter(names)
    return sorted((name for name, n in votes.items() if n > 1), key=lambda name: (-votes[name], name))[:most]


class Memory:
    """A shelf in memory, for tests and small ledgers."""

    def __init__(self, most: int = 4) -> None:
        self._most = most
        self._stories: dict[str, str] = {}
        self._names: dict[int, set[str]] = {}

    def __len__(self) -> int:
        return len(self._stories)

    def keep(self, name: str, keys: Sequence[int], story: str) -> None:
        """Keep a story."""
        self._stories[name] = story
        for key in keys:
            self._names.setdefault(key, set()).add(name)

    def find(self, keys: Sequence[int]) -> Iterable[str]:
        """The stories that share most of `keys`, at least two."""
        named = (name for key in keys for name in self._names.get(key, ()))
        return [self._stories[name] for name in most_shared(named, self._most)]

    def drop(self, name: str) -> None:
        """Forget a story."""
        self._stories.pop(name, None)
        for names in self._names.values():
            names.discard(name)
