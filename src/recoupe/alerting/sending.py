"""Look for what is new, send it, write down what came of it.

What is to be sent stands in the ledger before it is sent, and what came of it afterwards. So a run that is killed
loses nothing; at worst something is sent a second time, under the same id.
"""

from __future__ import annotations

import datetime as dt
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import TYPE_CHECKING

from recoupe.alerting import items, messages, webhooks
from recoupe.errors import DeliveryError, QueryError
from recoupe.fetch import mailing, posting

if TYPE_CHECKING:
    from collections.abc import Collection

    from recoupe.alerting.items import Linked
    from recoupe.fetch.mailing import Server
    from recoupe.follows import Alert, Delivery, News, Way
    from recoupe.ledger import Ledger

_LONG = 0.25  # seconds beyond which to look for an alert takes long
_REST = 20  # times as long as it took to look for an alert, until it is looked for again
_AT_A_TIME = 8  # that are sent side by side: one that does not answer keeps nobody waiting


@dataclass
class Done:
    """What came of a round: deliveries made, sent, put off, given up; alerts that could not be looked for."""

    made: int = 0
    sent: int = 0
    later: int = 0
    failed: int = 0
    broken: int = 0

    def __str__(self) -> str:
        told = {"sent": self.sent, "to be tried again": self.later, "given up": self.failed, "broken": self.broken}
        return ", ".join(f"{count:,} {what}" for what, count in told.items() if count or what == "sent")


def target(way: Way, given: str, *, allow: Collection[str] = ()) -> str:
    """Where an alert goes, if anything may be sent there. Raises UsageError, FetchError."""
    if way == "mail":
        return messages.address(given.strip())
    if way == "webhook":
        posting.checked(given.strip(), allow=allow)
        return given.strip()
    return ""


class Sender:
    """Who sends. mail: the server of mail and the address from which, None where there is none: mail waits then.

    allow: hosts that webhooks may go to though they are nearby. link: where an item is shown.
    """

    def __init__(
        self,
        ledger: Ledger,
        *,
        mail: tuple[Server, str] | None = None,
        allow: Collection[str] = (),
        link: Linked = items.original,
    ) -> None:
        self.ledger, self.mail, self.link = ledger, mail, link
        self.allow = frozenset(host.lower() for host in allow)
        self._rests: dict[str, float] = {}  # until when an alert that takes long is not looked for again

    @property
    def ways(self) -> tuple[Way, ...]:
        """What can be sent."""
        return ("webhook", "mail") if self.mail else ("webhook",)

    def round(self) -> Done:
        """Look once for what is new, and send what is due."""
        done = Done()
        for alert in self.ledger.alerts():
            start = time.monotonic()
            if alert.state == "active" and alert.way in self.ways and self._rests.get(alert.id, 0.0) <= start:
                self._look(alert, done)
                took = time.monotonic() - start
                self._rests[alert.id] = start + took * _REST if took > _LONG else 0.0
        alerts = {alert.id: alert for alert in self.ledger.alerts()}
        while due := self.ledger.to_send(_now(), ways=self.ways):
            self._send(due, alerts, done)
        return done

    def _look(self, alert: Alert, done: Done) -> None:
        try:
            done.made += self.ledger.gather(alert.id, _now()) is not None
        except QueryError as e:
            self.ledger.break_alert(alert.id, str(e))
            done.broken += 1

    def _send(self, due: list[Delivery], alerts: dict[str, Alert], done: Done) -> None:
        told = [(d, alerts[d.alert], self.ledger.told_of(d.items)) for d in due if d.alert in alerts]
        for delivery, _, news in told:
            if not news:
                self.ledger.settled(delivery.id, _now(), empty=True)
        full = [each for each in told if each[2]]
        with ThreadPoolExecutor(_AT_A_TIME) as pool:
            for (delivery, *_), error in zip(full, pool.map(lambda each: self._sent(*each), full), strict=True):
                self._settle(delivery, error, done)

    def _sent(self, delivery: Delivery, alert: Alert, news: list[News]) -> DeliveryError | None:
        """Send; what was wrong, if anything."""
        at = _now()
        try:
            if alert.way == "webhook":
                content = webhooks.body(alert, delivery, news, self.link)
                posting.post(
                    alert.target, content, webhooks.headers(delivery, alert.secret, content, at), allow=self.allow
                )
            elif self.mail:
                server, sender = self.mail
                mailing.send(messages.message(alert, delivery, news, sender=sender, at=at, link=self.link), server)
        except DeliveryError as e:
            return e
        return None

    def _settle(self, delivery: Delivery, error: DeliveryError | None, done: Done) -> None:
        told = {"error": error.reason, "wait": error.wait, "final": error.final} if error else {}
        now = self.ledger.settled(delivery.id, _now(), **told)  # type: ignore[arg-type]
        if now is not None:
            done.sent += now.state == "sent"
            done.later += now.state == "waiting"
            done.failed += now.state == "failed"


def _now() -> dt.datetime:
    return dt.datetime.now(dt.UTC)
