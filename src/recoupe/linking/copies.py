"""Which new articles were taken from earlier ones, of the last days."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import TYPE_CHECKING

from recoupe.ledger import Query
from recoupe.link.copies import Copies, Settings
from recoupe.link.items import item
from recoupe.linking.days import believed
from recoupe.model import Link

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from recoupe.ledger import Ledger
    from recoupe.link.copies import Copy
    from recoupe.model import Reading


class Tracing:
    """Looks for copies; if `begun`, some articles are linked: those of the days before the first new one are known."""

    def __init__(self, ledger: Ledger, maker: str, settings: Settings | None = None, *, begun: bool = True) -> None:
        self._ledger = ledger
        self._maker = maker
        self._begun = begun
        self._settings = settings or Settings()
        self._copies: Copies | None = None

    def add(self, readings: Sequence[Reading], now: dt.datetime) -> Iterator[Link]:
        """The copies among new articles; of earlier ones those whose original has changed, the old link withdrawn."""
        if self._copies is None:
            self._copies = self._primed(readings, now)
        new = {r.article.id for r in readings}
        found = self._copies.add(item(r) for r in readings)
        stands = self._ledger.later({end for c in found for end in (c.id, c.of)})
        found = [c for c in found if stands.get(c.id, c.id) != stands.get(c.of, c.of)]  # of itself, at another address
        changed = {c.id: c for c in found if c.id not in new}
        for link in self._ledger.links("copy", of=list(changed), maker=self._maker) if changed else ():
            if link.a in changed and link.b != changed[link.a].of:
                yield replace(link, withdrawn=now)
        yield from (self._link(c) for c in found)

    def _primed(self, readings: Sequence[Reading], now: dt.datetime) -> Copies:
        """Copies that knows what was published in the days before `readings` and is linked."""
        copies = Copies(self._settings)
        days = [r.article.day for r in readings if r.article.day]
        if days and self._begun:
            since = min(days) - dt.timedelta(days=int(self._settings.days) + 1)
            query = Query(since=since, until=max(days), limit=self._settings.most, hidden=True, earlier=True)
            new = {r.article.id for r in readings}
            earlier = [e.id for e in self._ledger.articles(query) if e.id not in new]
            copies.add(item(believed(r, now)) for r in self._ledger.readings(earlier))
        return copies

    def _link(self, c: Copy) -> Link:
        return Link("copy", c.id, c.of, c.share, c.reasons, self._maker, sort=c.sort, certain=c.certain, share=c.share)
