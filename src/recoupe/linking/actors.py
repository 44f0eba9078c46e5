"""Who in new articles is whom in the ledger: those of the story first, then all that share keys."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from recoupe import ids
from recoupe.link.actors import Named, keys, resolve

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from recoupe.ledger import Known, Ledger
    from recoupe.model import Link, Reading

SPACE = "actor"
_MOST = 8  # candidates of the whole ledger that are compared with an actor
_STORIES = 2_000  # stories whose actors are kept in memory
_CROWD = 400  # actors of one story that are


class Actors:
    """Links the actors of readings, article by article; keys of what it has seen lead to them."""

    def __init__(self, ledger: Ledger, maker: str) -> None:
        self._ledger = ledger
        self._maker = maker
        self._mates: dict[str, dict[str, Named]] = {}
        self._new: dict[str, dict[str, Named]] = {}  # by key: seen since the ledger was written to last
        self._roots: dict[str, str] = {}  # by id of a group, that of the one that it was put into
        self.keys: list[tuple[str, str, str]] = []

    def add(self, reading: Reading, story: str) -> Iterator[Link]:
        """The links of the actors of `reading`, whose article is in `story`."""
        article = reading.article
        mine = [
            Named(a.id, a.name, a.type, article.lang, a.country, a.role, article.day, story, a.id)
            for a in reading.actors
        ]
        known = {a.id: keys(a) for a in mine}
        found = self._found({k for some in known.values() for k in some})
        mates = self._of_story(story)
        for a in mine:
            if not known[a.id]:
                continue
            link = resolve(a, self._candidates(a, known[a.id], found, mates), maker=self._maker)
            if link is not None:
                self._join(a.id, link.b, found, mates)
                yield link
            self._remember(a, known[a.id], new=link is None or not self._is_alike(a, link.b, found, mates))
            if len(mates) < _CROWD:
                mates[a.id] = self._grouped(a)

    def written(self) -> None:
        """What was seen is in the ledger now."""
        self.keys = []
        self._new = {}

    def _candidates(
        self, a: Named, mine: tuple[str, ...], found: dict[str, dict[str, Named]], mates: dict[str, Named]
    ) -> Iterator[Named]:
        """The mates in the story, then the few of the ledger that share most keys, rare ones first."""
        votes: dict[str, float] = {}
        known: dict[str, Named] = {}
        for key in mine:
            bucket = {**found.get(key, {}), **self._new.get(key, {})}
            for other, named in bucket.items():
                votes[other] = votes.get(other, 0.0) + _worth(key) / len(bucket)
                known[other] = named
        wanted = set(mine)
        yield from (self._grouped(m) for m in mates.values() if m.type == a.type and not wanted.isdisjoint(keys(m)))
        best = sorted(votes, key=lambda other: (-votes[other], other))[:_MOST]
        yield from (self._grouped(known[other]) for other in best if other not in mates)

    def _found(self, asked: set[str]) -> dict[str, dict[str, Named]]:
        """By key, the actors of the ledger that were seen under it."""
        pairs = list(self._ledger.candidates(SPACE, asked))
        named = {k.actor.id: _named(k) for k in self._ledger.known(actors={item for _, item in pairs})}
        out: dict[str, dict[str, Named]] = {}
        for key, item in pairs:
            if item in named:
                out.setdefault(key, {})[item] = named[item]
        return out

    def _of_story(self, story: str) -> dict[str, Named]:
        """The actors of the other articles of a story."""
        if story not in self._mates:
            if len(self._mates) >= _STORIES:
                self._mates.pop(next(iter(self._mates)))
            self._mates[story] = {k.actor.id: _named(k) for k in self._ledger.known(story=story, limit=_CROWD)}
        return self._mates[story]

    def _remember(self, a: Named, mine: Iterable[str], *, new: bool) -> None:
        """Let `a` be found by its keys, unless another of the same name is found by them already."""
        if new:
            for key in mine:
                self._new.setdefault(key, {})[a.id] = a
                self.keys.append((SPACE, key, a.id))

    def _is_alike(self, a: Named, other: str, found: dict[str, dict[str, Named]], mates: dict[str, Named]) -> bool:
        """Whether the one that `a` was linked to is found by the same keys."""
        b = _of(other, found, mates) or _of(other, self._new, {})
        return b is not None and (b.name.casefold(), b.type, b.seat) == (a.name.casefold(), a.type, a.seat)

    def _grouped(self, a: Named) -> Named:
        """`a` with the group that it is in by now."""
        group = self._root(a.group)
        return a if group == a.group else replace(a, group=group)

    def _join(self, a: str, b: str, found: dict[str, dict[str, Named]], mates: dict[str, Named]) -> None:
        """Put the groups of two actors together, under the smallest id as the ledger does."""
        other = _of(b, found, mates) or _of(b, self._new, {})
        one, two = sorted((self._root(a), self._root(other.group if other else b)))
        if one != two:
            self._roots[two] = one

    def _root(self, group: str) -> str:
        while (above := self._roots.get(group)) is not None:
            group = above
        return group


def _of(actor: str, found: dict[str, dict[str, Named]], mates: dict[str, Named]) -> Named | None:
    """The actor with this id among what was found."""
    return mates.get(actor) or next((bucket[actor] for bucket in found.values() if actor in bucket), None)


def _worth(key: str) -> int:
    """The very same name counts most, then a role that one person holds."""
    return 4 if key[1:2] == "=" else 2 if key[1:2] == "@" else 1


def _named(k: Known) -> Named:
    a = k.actor
    smallest = ids.named("actor", k.group) or a.id
    return Named(a.id, a.name, a.type, k.lang, a.country, a.role, k.day, k.story, smallest)
