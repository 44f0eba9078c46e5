"""One name for what grows: ids of groups change as smaller members join, and what is in memory goes by the first."""

from __future__ import annotations

from typing import TYPE_CHECKING

from recoupe import ids

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping

    from recoupe.ledger import Ledger
    from recoupe.model import Link

_MOST = 100_000
"""Names that are remembered."""


class Names:
    """The name by each id that its group ever had."""

    def __init__(self) -> None:
        self._names: dict[str, str] = {}

    def of(self, group: str, before: Iterable[str] = ()) -> str:
        """The name of the group with this id, which had the ids `before`; the id itself where it is new."""
        name = self._names.get(group) or self.known(before) or group
        if len(self._names) >= _MOST:
            self._names.pop(next(iter(self._names)))
        self._names[group] = name
        return name

    def known(self, groups: Iterable[str]) -> str | None:
        """The name by which one of these ids is known."""
        return next((self._names[g] for g in groups if g in self._names), None)


class Speakers:
    """The names of actors, also of those whose links the ledger has not got yet."""

    def __init__(self, ledger: Ledger) -> None:
        self._ledger = ledger
        self._names = Names()

    def of(self, group: str) -> str:
        """The name of an actor of the ledger."""
        return self._names.of(group)

    def add(self, actors: Collection[str], links: Iterable[Link]) -> dict[str, str]:
        """The name of each of `actors` of readings when `links` hold."""
        roots: dict[str, str] = {}
        for link in links:
            one, two = root(roots, link.a), root(roots, link.b)
            if one != two:
                roots[two] = one
        spoken = {root(roots, a) for a in actors}
        asked = {a for a in {*roots, *roots.values(), *actors} if root(roots, a) in spoken}
        groups: dict[str, set[str]] = {}
        for k in self._ledger.known(actors=asked):
            groups.setdefault(root(roots, k.actor.id), set()).add(k.group)
        named = {top: self._names.of(_smallest(together), sorted(together)) for top, together in sorted(groups.items())}
        return {a: named[root(roots, a)] for a in actors if root(roots, a) in named}


def root(roots: Mapping[str, str], item: str) -> str:
    """What `item` leads to, through all that was put into something else."""
    while (above := roots.get(item)) is not None:
        item = above
    return item


def _smallest(groups: Iterable[str]) -> str:
    """The id that groups have when they are one."""
    return ids.group("actor", min(ids.named("actor", g) or g for g in groups))
