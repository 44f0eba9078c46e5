"""Which story a new article is in; stories that nothing was written about for a while lie in the ledger."""

from __future__ import annotations

import math
from dataclasses import replace
from typing import TYPE_CHECKING

from recoupe.link.items import item
from recoupe.link.stories import Settings, Stories, most_shared
from recoupe.model import Link

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable, Iterator, Sequence

    from recoupe.ledger import Ledger
    from recoupe.model import Reading

_SPACE = "story"
_HANDFUL = 4  # kept stories that are looked at


class LedgerShelf:
    """Stories at rest in a ledger: found by the terms that tell most."""

    def __init__(self, ledger: Ledger) -> None:
        self._ledger = ledger
        self._kept: dict[str, str] = {}
        self._keys: list[tuple[str, str, str]] = []

    def keep(self, name: str, keys: Sequence[int], story: str) -> None:
        """Keep a story under its name, to be found by `keys`."""
        self._kept[name] = story
        self._keys += [(_SPACE, str(key), name) for key in keys]
        if len(self._kept) >= 500:  # noqa: PLR2004 -- one transaction for many
            self.write()

    def find(self, keys: Sequence[int]) -> Iterable[str]:
        """The kept stories that share most of `keys`, at least two."""
        self.write()
        pairs = self._ledger.candidates(_SPACE, [str(key) for key in keys])
        best = most_shared((name for _, name in pairs), _HANDFUL)
        found = (self._ledger.memory(f"story {name}") for name in best)
        return [story for story in found if story]

    def drop(self, name: str) -> None:
        """Forget the story with this name: it is active again."""
        self._kept[name] = ""

    def write(self) -> None:
        """Keep in the ledger what is to be kept."""
        if self._kept:
            self._ledger.link((), keys=self._keys, memory={f"story {n}": s for n, s in self._kept.items()})
            self._kept, self._keys = {}, []


class Placing:
    """Puts articles into stories and says by which links."""

    def __init__(self, ledger: Ledger, maker: str, settings: Settings | None = None) -> None:
        self._ledger = ledger
        self._maker = maker
        self._shelf = LedgerShelf(ledger)
        self._stories = Stories(settings, self._shelf)

    def add(self, readings: Sequence[Reading], now: dt.datetime) -> Iterator[Link]:
        """The links of new articles; where a story fell in two, also those that hold no longer, withdrawn at `now`."""
        new = {r.article.id for r in readings}
        placed = self._stories.add(item(r) for r in readings)
        for p in placed:
            if p.id in new and p.to is not None and self._stories.together(p.id, p.to):
                yield Link("story", p.id, p.to, _share(p.fit), (f"fits the story by {p.fit:.2f}",), self._maker)
            elif p.id in new:
                yield from self._to_name(p.id)
        yield from self._mended([p.id for p in placed if p.id not in new], now)

    def rest(self) -> None:
        """Put all stories away: the next run finds them."""
        self._stories.rest()
        self._shelf.write()

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
