"""Which story a new article is in; stories that nothing was written about for a while lie in the ledger."""

from __future__ import annotations

import math
from dataclasses import replace
from typing import TYPE_CHECKING

from recoupe.ledger import Query
from recoupe.link.items import item
from recoupe.link.stories import Settings, Stories, most_shared
from recoupe.linking.found import Found
from recoupe.model import Link

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable, Iterator, Sequence

    from recoupe.ledger import Ledger
    from recoupe.link.items import Item
    from recoupe.model import Reading

_SPACE = "story"
_HANDFUL = 4  # kept stories that are looked at
_CROWD = 60  # kept stories under one term, with more of which it tells too little
_REMEMBERED = 100_000  # terms, and stories by them, that are not asked for again
_OPEN = "stories are in memory"
"""What the ledger remembers while a run has stories that are not put away: 1, or nothing."""


class LedgerShelf:
    """Stories at rest in a ledger: found by the terms that tell most."""

    def __init__(self, ledger: Ledger, linked: int = 0) -> None:
        self._ledger = ledger
        self._found = Found(ledger, _SPACE, crowd=_CROWD, most=_REMEMBERED, linked=linked)
        self._kept: dict[str, str] = {}  # what is to be written
        self._names: dict[str, set[str]] = {}  # and by which keys it is found

    def keep(self, name: str, keys: Sequence[int], story: str) -> None:
        """Keep a story under its name, to be found by `keys`."""
        self._kept[name] = story
        for key in keys:
            self._names.setdefault(str(key), set()).add(name)

    def find(self, keys: Sequence[int]) -> Iterable[str]:
        """The kept stories that share most of `keys`, at least two."""
        asked = [str(key) for key in keys]
        waiting = {(key, name) for key in asked for name in self._names.get(key, ())}
        found = self._found.buckets(asked)
        pairs = waiting.union((key, name) for key in asked for name in found.get(key, ()))
        best = most_shared((name for _, name in pairs), _HANDFUL)
        return [story for story in map(self._story, best) if story]

    def drop(self, name: str) -> None:
        """Forget the story with this name: it is active again."""
        self._kept[name] = ""

    def has(self, names: Iterable[str]) -> list[str]:
        """Which of these names a story is kept under."""
        return [name for name in names if self._story(name)]

    def holds(self, article: str, names: Iterable[str]) -> bool:
        """Whether one of the stories that are kept under these names has `article`."""
        return any(f'"{article}"' in story for story in map(self._story, names) if story)

    def _story(self, name: str) -> str | None:
        return self._kept[name] if name in self._kept else self._ledger.memory(f"story {name}")

    def write(self) -> None:
        """Keep in the ledger what is to be kept."""
        keys = [(_SPACE, key, name) for key, names in self._names.items() for name in sorted(names)]
        if self._kept:
            self._ledger.link((), keys=keys, memory={f"story {n}": s for n, s in self._kept.items()})
            self._kept, self._names = {}, {}
        self._found.written(keys)


class Placing:
    """Puts articles into stories and says by which links."""

    def __init__(self, ledger: Ledger, maker: str, settings: Settings | None = None, *, linked: int = 0) -> None:
        self._ledger = ledger
        self._maker = maker
        self._shelf = LedgerShelf(ledger, linked)
        self._settings = settings or Settings()
        self._stories = Stories(self._settings, self._shelf)
        self._open = False

    def add(self, readings: Sequence[Reading], now: dt.datetime) -> Iterator[Link]:
        """The links of new articles; where a story fell in two, also those that hold no longer, withdrawn at `now`."""
        if not self._open:
            self._begin()
        new = {r.article.id for r in readings}
        placed = self._stories.add(item(r) for r in readings if not self._is_put_away(r.article.id))
        self._shelf.write()
        for p in placed:
            if p.id in new and p.to is not None and self._stories.together(p.id, p.to):
                yield Link("story", p.id, p.to, _share(p.fit), (f"fits the story by {p.fit:.2f}",), self._maker)
            elif p.id in new:
                yield from self._to_name(p.id)
        yield from self._mended([p.id for p in placed if p.id not in new], now)

    def _is_put_away(self, article: str) -> bool:
        """Whether a story that was put away has `article` already, which was read anew since: it stays there."""
        group = self._ledger.group_of("story", article)
        if group is None:
            return False
        mates = [article] if group.size == 1 else [m.id for m in self._ledger.members(group.id)]
        return self._shelf.holds(article, mates)

    def rest(self) -> None:
        """Put all stories away: the next run finds them."""
        self._stories.rest()
        self._shelf.write()
        if self._open:
            self._ledger.link((), memory={_OPEN: ""})
            self._open = False

    def _begin(self) -> None:
        """Say that stories are in memory; know those again that a run which was broken off had there."""
        if self._ledger.memory(_OPEN):
            self._stories.recall(self._left())
        self._ledger.link((), memory={_OPEN: "1"})
        self._open = True

    def _left(self) -> Iterator[list[Item]]:
        """The articles of each story of the latest days, by time; none of them is on the shelf any more."""
        for story in self._latest():
            readings = self._ledger.readings([m.id for m in self._ledger.members(story)])
            items = sorted(map(item, readings), key=lambda i: (i.day is not None, i.published or "", i.id))
            for name in self._shelf.has(i.id for i in items):
                self._shelf.drop(name)
            yield items

    def _latest(self) -> list[str]:
        """The stories of the days that stories stay in memory for, the latest first."""
        found: dict[str, None] = {}
        newest: dt.date | None = None
        for entry in self._ledger.articles(Query(linked=True)):
            if entry.day is None:
                continue
            newest = newest or entry.day
            if (newest - entry.day).days > self._settings.days:
                break
            found[entry.story] = None
        return list(found)

    def _to_name(self, article: str) -> Iterator[Link]:
        """The link that keeps an article in its story when its own link is gone."""
        name = self._stories.story_of(article)
        if name is not None and name != article:
            yield Link("story", article, name, 0.5, ("in the half of a story that fell in two",), self._maker)

    def _mended(self, moved: Sequence[str], now: dt.datetime) -> Iterator[Link]:
        """What changes for old articles that have left their story, and for those that they were linked with."""
        for link in self._ledger.links("story", of=moved, maker=self._maker) if moved else ():
            if not self._stories.together(link.a, link.b):
                yield replace(link, withdrawn=now)
                yield from self._to_name(link.a)
                yield from self._to_name(link.b)
        for article in moved:
            yield from self._to_name(article)


def _share(fit: float) -> float:
    """A fit, which is a sum of evidence with 0 for "as likely as not", as a share of 1."""
    return round(1 / (1 + math.exp(-max(-30.0, min(30.0, fit)))), 4)
