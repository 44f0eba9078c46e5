"""What runs beside a server in the same command: a watch, which is a process of its own, and the sending of alerts."""

from __future__ import annotations

import signal
import subprocess
import sys
import threading
from typing import TYPE_CHECKING, Self

from recoupe import alerting
from recoupe.cli import alerts, ledgers

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from recoupe.ledger import Ledger

AGAIN = 60.0
"""Seconds after which a watch that ended by itself is begun anew."""
_PATIENCE = 20.0  # seconds for it to end, once it is told to


class Watch:
    """`recoupe watch` beside other work, begun anew where it ends by itself. Leave `with` to end it.

    It is a process of its own: what it reads keeps no reader waiting, and its end is not that of the server.
    """

    def __init__(
        self, ledger: str, options: Sequence[str] = (), *, again: float = AGAIN, say: Callable[[str], None]
    ) -> None:
        self.command = [sys.executable, "-m", "recoupe", "watch", "--ledger", ledger, *options]
        self.again, self.say = again, say
        self.made: subprocess.Popen[bytes] | None = None
        self._over = threading.Event()
        self._thread = threading.Thread(target=self._run, name="watch", daemon=True)

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._over.set()
        if self.made is not None and self.made.poll() is None:
            self.made.send_signal(signal.SIGINT)
            try:
                self.made.wait(_PATIENCE)
            except subprocess.TimeoutExpired:
                self.made.kill()
        self._thread.join(_PATIENCE)

    def _run(self) -> None:
        while not self._over.is_set():
            self.made = subprocess.Popen(self.command, stdin=subprocess.DEVNULL)  # noqa: S603 -- our own command
            if self._over.is_set():  # told to end while it began
                self.made.terminate()
            ended = self.made.wait()
            if not self._over.is_set():
                self.say(f"the watch has ended (status {ended}); it begins again in {self.again:.0f} seconds")
            self._over.wait(self.again)


def telling(
    ledger: str,
    *,
    smtp: str | None,
    mail_from: str | None,
    site: str,
    allowed: Sequence[str],
    say: Callable[[str], None],
) -> alerting.Background:
    """Alerts, looked for and sent every minute beside other work. Raises UsageError for mail that is half told."""

    def prepared(there: Ledger) -> alerting.Sender:
        return alerts.prepared(there, smtp=smtp, mail_from=mail_from, site=site, allowed=allowed)

    alerts.mail(smtp, mail_from)  # says what is wrong with it before anything begins
    return alerting.Background(lambda: ledgers.opened(ledger), prepared, said=say)
