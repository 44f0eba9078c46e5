"""`link`: all that is new in a ledger, in batches that are there as a whole or not at all."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from recoupe import __version__, garbage
from recoupe.linking.actors import Actors
from recoupe.linking.checks import Checking
from recoupe.linking.claims import Claiming
from recoupe.linking.copies import Tracing
from recoupe.linking.days import believed
from recoupe.linking.networks import Tying
from recoupe.linking.stories import Placing

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from recoupe.ledger import Ledger
    from recoupe.model import Link, Reading

MAKER = f"recoupe {__version__}"
BATCH = 400
"""Articles in one transaction."""


@dataclass(slots=True)
class Progress:
    """Articles linked so far, of how many; links found by kind."""

    done: int = 0
    total: int = 0
    links: dict[str, int] = field(default_factory=dict)


def link(ledger: Ledger, *, again: bool = False, say: Callable[[Progress], None] | None = None) -> Progress:
    """Link what is new in `ledger`; with `again`, drop all links that recoupe made and make them anew.

    What people decided stays. A run that is broken off goes on where it was: each batch is one transaction.
    """
    if again:
        ledger.withdraw()
    there = ledger.info()
    progress = Progress(total=there.unlinked)
    linker = _Linker(ledger, there.rows.get("article", 0) - there.unlinked)
    progress.links = linker.found
    with garbage.later():
        while batch := list(ledger.unlinked(limit=BATCH)):
            linker.add(batch)
            progress.done += len(batch)
            if say is not None:
                say(progress)
        linker.rest()
    return progress


class _Linker:
    def __init__(self, ledger: Ledger, linked: int) -> None:
        self._ledger = ledger
        self._stories = Placing(ledger, MAKER, linked=linked)
        self._copies = Tracing(ledger, MAKER, begun=linked > 0)
        self._actors = Actors(ledger, MAKER, linked)
        self._sites = Tying(ledger, MAKER)
        self._checks = Checking(ledger, MAKER)
        self._claims = Claiming(ledger, MAKER, begun=linked > 0)
        self.found: dict[str, int] = {}

    def add(self, batch: list[Reading]) -> None:
        """Link a batch: first its stories, which all else looks at; it is done with the last, whole or not at all."""
        now = dt.datetime.now(dt.UTC)
        batch = [believed(r, now) for r in batch]
        self._ledger.link(self._counted(self._stories.add(batch, now)))
        copies = list(self._copies.add(batch, now))
        self._ledger.link(self._counted(_with_stories(copies)))
        stories = {r.article.id: self._story(r) for r in batch}
        links = [x for r in batch for x in self._actors.add(r, stories[r.article.id])]
        history = self._ledger.later(list(stories))
        links += self._claims.add([r for r in batch if r.article.id not in history], stories, [*copies, *links])
        links += [*self._sites.add(batch, now), *self._checks.add(batch, now)]
        self._ledger.link(
            self._counted(links),
            done=list(stories),
            keys=self._actors.keys,
            memory=self._sites.memory,
            words=self._checks.words,
        )
        self._actors.written()

    def rest(self) -> None:
        """Leave what the next run needs, and look at sites of which pages were forgotten."""
        self._stories.rest()
        links = list(self._sites.add((), dt.datetime.now(dt.UTC)))
        if self._sites.memory:
            self._ledger.link(self._counted(links), memory=self._sites.memory)

    def _story(self, reading: Reading) -> str:
        group = self._ledger.group_of("story", reading.article.id)
        return group.id if group is not None else reading.article.id

    def _counted(self, links: Iterable[Link]) -> Iterator[Link]:
        for found in links:
            if found.withdrawn is None:
                self.found[found.kind] = self.found.get(found.kind, 0) + 1
            yield found


def _with_stories(copies: Iterable[Link]) -> Iterator[Link]:
    """Copies, and that a copy is in the story of what it was taken from."""
    for copy in copies:
        yield copy
        if copy.certain:
            yield replace(copy, kind="story", reasons=(f"a copy: {copy.sort}",), sort="", share=None)
