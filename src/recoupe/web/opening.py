"""The ledger of the application, opened for as long as one asks; connections are used again in the same thread."""

from __future__ import annotations

import contextlib
import threading
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, TypeVar

import anyio.to_thread

from recoupe import store
from recoupe.errors import LedgerError
from recoupe.web.people.site import Site

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from recoupe.ledger import Ledger
    from recoupe.store.store import Store

T = TypeVar("T")

_CACHE = 32  # MiB of a file that each connection keeps: the system keeps the rest
PATIENCE = 10.0  # seconds that a change waits for another writer


@dataclass
class Opener:
    """Opens the ledger at `url`, one connection a thread, which is kept until it fails."""

    url: str
    kept: threading.local = field(default_factory=threading.local)

    @contextlib.contextmanager
    def __call__(self) -> Iterator[Store]:
        """The ledger, for a while. Raises LedgerError."""
        there: Store | None = getattr(self.kept, "store", None)
        if there is None:
            there = store.open(self.url, patience=PATIENCE, cache=_CACHE)
            self.kept.store = there
        try:
            yield there
        except LedgerError:
            self.kept.store = None
            there.close()
            raise

    async def ask(self, work: Callable[[Ledger], T]) -> T:
        """What `work` gives, in a thread. Raises LedgerError."""
        return await anyio.to_thread.run_sync(self._asked, work)

    def _asked(self, work: Callable[[Ledger], T]) -> T:
        with self() as ledger:
            return work(ledger)


@dataclass(frozen=True)
class Here(Site):
    """A site whose ledger is also asked where a thread waits for it already. opened: opens it."""

    opened: Opener
