"""What is sent to those who follow something, in the tables: each thing once, tried again, given up at last."""

from __future__ import annotations

import datetime as dt
import json
from typing import TYPE_CHECKING, Any

from recoupe import ids
from recoupe.follows import KEPT, LEASE, MOST, Delivery, again
from recoupe.store.asking import SHOWN
from recoupe.store.facts import ENTRY, STORY, entry
from recoupe.store.following import Follows, as_news, reach
from recoupe.store.part import chunks, marks, read, written

if TYPE_CHECKING:
    from collections.abc import Sequence

    from recoupe.follows import Alert, News, Way

DELIVERY = "id, alert, made, due, state, tries, error, sent, items"
_AT_A_TIME = 200


class Deliveries(Follows):
    """The part of the protocol Following in follows.py that is about deliveries."""

    def gather(self, alert: str, at: dt.datetime) -> Delivery | None:
        """Look for what is new, and have it sent."""
        found = self._alerts(" WHERE x.id = ? AND x.state = 'active' AND x.way <> 'feed'", alert)
        if not found or self._busy(found[0], at):
            return None
        looked = found[0]
        new, more = self._unheard(looked, looked.checked - reach(looked.follow))
        with self.engine.writing(mark=""):
            self._forget_told(alert, at)
            new = self._untold(alert, new)
            put = "INSERT INTO told VALUES (?, ?, ?)"
            self.engine.many(put, [(alert, each, written(at)) for each in new])
            if not more:
                self.engine.run("UPDATE alert SET checked = ? WHERE id = ?", (written(at), alert))
            if not new:
                return None
            row = (
                ids.make("d", alert, written(at), *new.values()),
                alert,
                written(at),
                written(at),
                "waiting",
                0,
                "",
                "",
            )
            values = (*row, json.dumps(list(new.values())))
            self.engine.run(f"INSERT INTO delivery ({DELIVERY}) VALUES ({', '.join('?' * len(values))})", values)
        return as_delivery(values)

    def _busy(self, alert: Alert, at: dt.datetime) -> bool:
        """Whether something is to be sent first, or the last thing was sent a short time ago."""
        sql = "SELECT state, made FROM delivery WHERE alert = ? ORDER BY made DESC LIMIT 1"
        last = self.engine.all(sql, (alert.id,))
        if not last:
            return False
        state, made = last[0]
        return state == "waiting" or dt.datetime.fromisoformat(made) + dt.timedelta(seconds=alert.every) > at

    def _unheard(self, alert: Alert, since: dt.datetime) -> tuple[dict[str, str], bool]:
        """What was not told of: ids by keys, the latest first; and whether there is more than goes into a delivery."""
        new: dict[str, str] = {}
        for some in chunks(self._since(alert.follow, since), _AT_A_TIME):
            keyed = {news.key: news.id for news in reversed(some)}
            for each, name in self._untold(alert.id, dict(reversed(keyed.items()))).items():
                new.setdefault(each, name)
            if len(new) > MOST:
                return dict(list(new.items())[:MOST]), True
        return new, False

    def _untold(self, alert: str, keyed: dict[str, str]) -> dict[str, str]:
        sql = 'SELECT "key" FROM told WHERE "key" IN ({ids}) AND alert = ?'
        known = {r[0] for r in self.of_ids(sql, keyed, alert)}
        return {each: name for each, name in keyed.items() if each not in known}

    def _forget_told(self, alert: str, at: dt.datetime) -> None:
        """Keep nothing for ever."""
        before = written(at - KEPT)
        self.engine.run("DELETE FROM told WHERE alert = ? AND at < ?", (alert, before))
        self.engine.run("DELETE FROM delivery WHERE alert = ? AND made < ? AND due = ''", (alert, before))

    def break_alert(self, alert: str, error: str) -> None:
        """Give an alert up."""
        with self.engine.writing(mark=""):
            if self.engine.run("UPDATE alert SET error = ? WHERE id = ? AND state = 'active'", (error, alert)):
                self._give_up(alert, error)

    def to_send(self, at: dt.datetime, *, limit: int = 20, ways: Sequence[Way] = ("webhook", "mail")) -> list[Delivery]:
        """Deliveries that are due, nobody else's for a while."""
        columns = ", ".join(f"d.{c}" for c in DELIVERY.split(", "))
        sql = (
            f"SELECT {columns} FROM delivery d JOIN alert x ON x.id = d.alert"
            " WHERE d.due <> '' AND d.due <= ? AND x.state = 'active'"
            f" AND x.way IN ({marks(list(ways))}) ORDER BY d.due, d.id LIMIT ?"
        )
        if not self.engine.all(sql, (written(at), *ways, 1)):
            return []
        with self.engine.writing(mark=""):
            found = [as_delivery(r) for r in self.engine.all(sql, (written(at), *ways, limit))]
            self.run_of_ids(
                "UPDATE delivery SET due = ? WHERE id IN ({ids})", [d.id for d in found], written(at + LEASE)
            )
        return found

    def told_of(self, items: Sequence[str]) -> list[News]:
        """The statements or articles with these ids."""
        found = {s.statement.id: as_news(s) for s in self.statements_of(items) if s.entry.later is None}
        sql = f"SELECT {ENTRY} FROM article a{STORY} WHERE a.id IN ({{ids}}) AND {SHOWN}"
        found |= {r[0]: as_news(entry(r)) for r in self.of_ids(sql, items)}
        return [found[each] for each in items if each in found]

    def settled(
        self,
        delivery: str,
        at: dt.datetime,
        *,
        error: str = "",
        wait: dt.timedelta | None = None,
        final: bool = False,
        empty: bool = False,
    ) -> Delivery | None:
        """Write down what came of sending."""
        with self.engine.writing(sure=not error, mark=""):
            before = self._delivery(delivery)
            if before is None:
                return None
            tries = before.tries + 1
            due = again(tries, at, wait) if error and not final else None
            state = "waiting" if due else "failed" if error else "empty" if empty else "sent"
            sent = written(at) if state == "sent" else ""
            sql = "UPDATE delivery SET due = ?, state = ?, tries = ?, error = ?, sent = ? WHERE id = ?"
            self.engine.run(sql, (written(due) if due else "", state, tries, error, sent, delivery))
            self.engine.run("UPDATE alert SET error = ? WHERE id = ?", (error, before.alert))
            if state == "failed":
                self._give_up(before.alert, error)
            return self._delivery(delivery)

    def _give_up(self, alert: str, error: str) -> None:
        self.engine.run("UPDATE alert SET state = 'broken' WHERE id = ?", (alert,))
        whose = self._alerts(" WHERE x.id = ?", alert)[0].follow.person
        self.note(whose or "recoupe", "alert broken", f"gave up on an alert: {error}", of=alert)

    def _delivery(self, delivery: str) -> Delivery | None:
        found = self.engine.all(f"SELECT {DELIVERY} FROM delivery WHERE id = ?", (delivery,))
        return as_delivery(found[0]) if found else None

    def deliveries(self, alert: str, *, limit: int = 20) -> list[Delivery]:
        """What was sent for an alert, the latest first."""
        sql = f"SELECT {DELIVERY} FROM delivery WHERE alert = ? ORDER BY made DESC, id LIMIT ?"
        return [as_delivery(r) for r in self.engine.all(sql, (alert, max(0, limit)))]


def as_delivery(row: Any) -> Delivery:
    """The delivery of a row of the columns DELIVERY."""
    name, alert, made, due, state, tries, error, sent, items = row
    when = dt.datetime.fromisoformat(made)
    return Delivery(name, alert, when, read(due), state, tries, error, read(sent), tuple(json.loads(items)))
