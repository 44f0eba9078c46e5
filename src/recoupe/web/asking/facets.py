"""What a ledger can be narrowed down by; counted anew once in a while, since that looks at all of it."""

from __future__ import annotations

import threading
import time
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from recoupe.ledger import Facet, Ledger

SECONDS = 30.0
"""How long counts are good for."""


@dataclass(frozen=True, slots=True)
class Facets:
    """Languages, sites and countries of articles, the most frequent first."""

    langs: tuple[Facet, ...]
    sites: tuple[Facet, ...]
    countries: tuple[Facet, ...]


@dataclass
class Counter:
    """Counts, kept for a while; one counts, while others are given what was counted last."""

    at: float = 0.0
    last: Facets | None = None
    turn: threading.Lock = field(default_factory=threading.Lock)

    def of(self, ledger: Ledger) -> Facets:
        """The counts of a ledger, always the same one."""
        fresh = self.last is not None and time.monotonic() - self.at < SECONDS
        if self.last is not None and (fresh or not self.turn.acquire(blocking=False)):
            return self.last
        if self.last is None:
            self.turn.acquire()
        try:
            if self.last is None or not fresh:
                self.last = count(ledger)
                self.at = time.monotonic()
            return self.last
        finally:
            self.turn.release()


def count(ledger: Ledger) -> Facets:
    """The counts now."""
    langs, sites, countries = ledger.facets("lang"), ledger.facets("site", limit=60), ledger.countries()
    return Facets(tuple(langs), tuple(sites), tuple(countries))
