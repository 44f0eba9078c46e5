"""How long a writer waits for another one, and what it says meanwhile."""

from __future__ import annotations

import time
from dataclasses import dataclass
from typing import TYPE_CHECKING

from recoupe.errors import LedgerBusyError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

STEP = 1.0
"""Seconds that an engine waits by itself before it is asked again."""


@dataclass
class Waiting:
    """`patience` in seconds; `say` is told once that one waits."""

    patience: float = 60.0
    say: Callable[[str], None] = lambda _: None

    def turns(self, ledger: str) -> Iterator[None]:
        """One turn after the other until the patience is over. Raises LedgerBusyError."""
        end = time.monotonic() + self.patience
        yield
        if time.monotonic() < end:
            self.say(f"{ledger}: another process is writing; waiting for it")
        while time.monotonic() < end:
            yield
        mend = "try again when it is done"
        raise LedgerBusyError(ledger, f"another process has been writing for {self.patience:g} s", mend)
