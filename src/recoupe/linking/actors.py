"""Who in new articles is whom in the ledger: those of the story first, then all that share keys."""

from __future__ import annotations

import heapq
import operator
from dataclasses import replace
from typing import TYPE_CHECKING

from recoupe import ids
from recoupe.link.actors import Named, keys, resolve
from recoupe.linking.found import Found
from recoupe.linking.standing import root

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

    from recoupe.ledger import Known, Ledger
    from recoupe.model import Link, Reading

SPACE = "actor"
_MOST = 6
"""Candidates that are compared with an actor."""
_ENOUGH = 4 * _MOST
"""Candidates that are enough to choose from."""
_STORIES = 500
"""Stories whose actors are kept in memory."""
_REMEMBERED = 20_000
"""Actors of the ledger, and groups put together, that are remembered; with more, all is asked for again."""
_CROWD = 400
"""Actors of one story that are."""

Buckets = dict[str, dict[str, Named]]  # by key, then by id


class Actors:
    """Links the actors of readings, article by article; keys of what it has seen lead to them."""

    def __init__(self, ledger: Ledger, maker: str, linked: int = 0) -> None:
        self._ledger = ledger
        self._maker = maker
        self._mates: dict[str, Buckets] = {}
        self._new: Buckets = {}  # seen since the ledger was written to last
        self._found = Found(ledger, SPACE, linked=linked)
        self._known: dict[str, Named] = {}  # of the ledger, as it was asked for; `_roots` has what was joined since
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
        found = self._found.buckets({k for some in known.values() for k in some})
        mates = self._of_story(story)
        for a in mine:
            candidates = self._candidates(known[a.id], (mates, self._new), found)
            link = resolve(a, candidates.values(), maker=self._maker) if candidates else None
            if link is not None:
                self._join(a.id, candidates[link.b].group)
                yield link
            a = replace(a, group=root(self._roots, a.id))  # noqa: PLW2901 -- the same actor, as it is known now
            like = candidates[link.b] if link is not None and _is_alike(a, candidates[link.b]) else None
            if like is None or like.story != story:
                _put(mates, a, known[a.id])
            if like is None:
                _put(self._new, a, known[a.id])
                self.keys += [(SPACE, key, a.id) for key in known[a.id]]

    def written(self) -> None:
        """What was seen is in the ledger now."""
        self._found.written(self.keys)
        if len(self._known) > _REMEMBERED or len(self._roots) > _REMEMBERED:
            self._known, self._mates, self._roots = {}, {}, {}
        self.keys = []
        self._new = {}

    def _candidates(
        self, mine: Sequence[str], places: Sequence[Buckets], found: Mapping[str, Collection[str]]
    ) -> dict[str, Named]:
        """The few actors that share most keys, rare ones first; by id.

        Once rare keys have led to enough of them, keys of many only tell more of these.
        """
        buckets = [(_worth(key) / len(b), b) for p in (*places, found) for key in mine if (b := p.get(key))]
        buckets.sort(key=operator.itemgetter(0), reverse=True)
        votes: dict[str, float] = {}
        for share, bucket in buckets:
            if len(votes) < _ENOUGH:
                for other in bucket:
                    votes[other] = votes.get(other, 0.0) + share
            else:
                for other in votes.keys() & bucket:
                    votes[other] += share
        least = min(heapq.nlargest(_MOST, votes.values()), default=0.0)
        best = sorted((-count, other) for other, count in votes.items() if count >= least)[:_MOST]
        return self._named([other for _, other in best], mine, places)

    def _named(self, wanted: Sequence[str], mine: Sequence[str], places: Sequence[Buckets]) -> dict[str, Named]:
        """These actors, by id, from where they are known, with the groups that they are in by now."""
        near = [p[key] for p in places for key in mine if key in p]
        out = {other: next((bucket[other] for bucket in near if other in bucket), None) for other in wanted}
        lacking = [other for other, named in out.items() if named is None and other not in self._known]
        if lacking:
            self._known |= {k.actor.id: _named(k) for k in self._ledger.known(actors=lacking)}
        every = {other: named or self._known.get(other) for other, named in out.items()}
        return {other: self._grouped(named) for other, named in every.items() if named is not None}

    def _of_story(self, story: str) -> Buckets:
        """The actors of the articles of a story that are linked; the story comes last among those that are kept."""
        mates = self._mates.pop(story, None)
        if mates is None:
            if len(self._mates) >= _STORIES:
                self._mates.pop(next(iter(self._mates)))
            mates = {}
            for known in self._ledger.known(story=story, limit=_CROWD):
                named = _named(known)
                _put(mates, named, keys(named))
        self._mates[story] = mates
        return mates

    def _grouped(self, a: Named) -> Named:
        """`a` with the group that it is in by now."""
        group = root(self._roots, a.group)
        return a if group == a.group else replace(a, group=group)

    def _join(self, a: str, b: str) -> None:
        """Put two groups together, under the smallest id as the ledger does."""
        one, two = sorted((root(self._roots, a), root(self._roots, b)))
        if one != two:
            self._roots[two] = one


def _put(buckets: Buckets, a: Named, mine: Iterable[str]) -> None:
    for key in mine:
        bucket = buckets.setdefault(key, {})
        if len(bucket) < _CROWD:
            bucket[a.id] = a


def _worth(key: str) -> int:
    """The very same name counts most, then a role that one person holds."""
    return 4 if key[1:2] == "=" else 2 if key[1:2] == "@" else 1


def _is_alike(a: Named, b: Named) -> bool:
    """Whether two are found by the same keys."""
    return (b.name.casefold(), b.type, b.seat) == (a.name.casefold(), a.type, a.seat)


def _named(k: Known) -> Named:
    a = k.actor
    smallest = ids.named("actor", k.group) or a.id
    return Named(a.id, a.name, a.type, k.lang, a.country, a.role, k.day, k.story, smallest)
