"""Alerts beside other work: a thread that looks and sends until it is told to stop."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING, Self

from recoupe.errors import LedgerError

if TYPE_CHECKING:
    from collections.abc import Callable
    from contextlib import AbstractContextManager

    from recoupe.alerting.sending import Done, Sender
    from recoupe.ledger import Ledger


class Background:
    """Leave `with` to stop it; what is being sent is sent.

    opened: gives a ledger for this thread alone. prepared: who sends what is new in it. every: seconds between two
    looks. said: is told what came of a round with something in it, or what was wrong with the ledger; then it is opened
    anew at the next look.
    """

    def __init__(
        self,
        opened: Callable[[], AbstractContextManager[Ledger]],
        prepared: Callable[[Ledger], Sender],
        *,
        every: float = 60.0,
        said: Callable[[str], None] = lambda _: None,
    ) -> None:
        self.opened, self.prepared, self.every, self.said = opened, prepared, every, said
        self._over = threading.Event()
        self._thread = threading.Thread(target=self._run, name="alerts", daemon=True)

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._over.set()
        self._thread.join()

    def _run(self) -> None:
        while not self._over.is_set():
            try:
                with self.opened() as ledger:
                    self._rounds(self.prepared(ledger))
            except LedgerError as e:
                self.said(str(e))
                self._over.wait(self.every)

    def _rounds(self, sender: Sender) -> None:
        while not self._over.is_set():
            done = sender.round()
            if something(done):
                self.said(str(done))
            self._over.wait(self.every)


def something(done: Done) -> bool:
    """Whether a round had anything in it."""
    return bool(done.made or done.sent or done.later or done.failed or done.broken)
