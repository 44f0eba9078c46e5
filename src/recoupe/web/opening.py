"""The ledger of the application, opened for as long as one asks; connections are used again in the same thread."""

from __future__ import annotations

import contextlib
import threading
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from recoupe import store
from recoupe.errors import LedgerError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from recoupe.store.store import Store

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
            there = store.open(self.url, patience=PATIENCE)
            self.kept.store = there
        try:
            yield there
        except LedgerError:
            self.kept.store = None
            there.close()
            raise
