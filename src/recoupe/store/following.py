"""What people follow and how they are told of it, in the tables."""

from __future__ import annotations

import base64
import datetime as dt
import secrets
from dataclasses import replace
from itertools import islice
from typing import TYPE_CHECKING, Any

from recoupe import ids
from recoupe.errors import QueryError, UsageError
from recoupe.follows import LATE, LINKED, Alert, Follow, News
from recoupe.ledger import ALL, Entry, Query
from recoupe.store import passwords, terms
from recoupe.store.asking import MEMBERS, SHOWN
from recoupe.store.facts import ENTRY, STORY, entry
from recoupe.store.part import now, written
from recoupe.store.signing import Signing

if TYPE_CHECKING:
    from collections.abc import Iterator

    from recoupe.follows import FollowKind, Way
    from recoupe.ledger import Said

FOLLOW = "id, person, kind, what, name, made"
ALERT = "id, follow, way, target, secret, every, made, checked, state, error"
SIGNED = "whsec_"  # before the secret of a webhook: Standard Webhooks
_LONGEST = 200  # characters of a name
_FOLLOWS = (
    "SELECT f.id, coalesce(p.name, ''), f.kind, f.what, f.name, f.made FROM follow f"
    " LEFT JOIN person p ON p.id = f.person"
)
_ALERTS = (
    f"SELECT {', '.join(f'x.{c}' for c in ALERT.split(', '))}, f.id, coalesce(p.name, ''), f.kind, f.what, f.name,"
    " f.made FROM alert x JOIN follow f ON f.id = x.follow LEFT JOIN person p ON p.id = f.person"
)
_FIRST = " ORDER BY CASE x.state WHEN 'broken' THEN 0 ELSE 1 END, f.name, x.made"


class Follows(Signing):
    """The part of the protocol Following in follows.py that is about follows and alerts."""

    def follow(self, kind: FollowKind, what: str, *, name: str = "", person: str = "") -> Follow:
        """Follow something."""
        what = what.strip()
        called = name.strip()[:_LONGEST] or self._called_by(kind, what)
        with self.engine.writing(sure=True, mark=""):
            who = self._somebody(person) if person else None
            key = ids.make("h", who.id if who else "", kind, what)
            sql = f"INSERT INTO follow ({FOLLOW}) VALUES (?, ?, ?, ?, ?, ?)"
            again = " ON CONFLICT (id) DO UPDATE SET name = excluded.name"
            self.engine.run(f"{sql}{again}", (key, who.id if who else None, kind, what, called, now()))
            return self._followed(key)

    def _called_by(self, kind: FollowKind, what: str) -> str:
        """The name of what is followed. Raises QueryError where it is nothing that can be."""
        if kind in {"search", "articles"}:
            query = terms.query(what)
            if query == ALL:
                raise QueryError("the search asks for nothing in particular; give words or filters")
            if query.actor:
                self._actor(query.actor)
            return what[:_LONGEST]
        listed = self.listed(what)
        if listed is None or listed.group.kind != kind:
            raise QueryError(f"{what} is no {kind} of this ledger")
        return (listed.name or what)[:_LONGEST]

    def _followed(self, key: str) -> Follow:
        found = self.engine.all(f"{_FOLLOWS} WHERE f.id = ?", (key,))
        if not found:
            raise QueryError(f"nothing that is followed has the id {key}")
        return _follow(found[0])

    def follows(self, *, person: str | None = None) -> list[Follow]:
        """What somebody follows, or all do."""
        where, values = ("", ()) if person is None else (" WHERE coalesce(p.name, '') = ?", (person,))
        return [_follow(r) for r in self.engine.all(f"{_FOLLOWS}{where} ORDER BY f.name, f.made", values)]

    def unfollow(self, follow: str) -> bool:
        """Follow it no more."""
        with self.engine.writing(sure=True, mark=""):
            return bool(self.engine.run("DELETE FROM follow WHERE id = ?", (follow,)))

    def alert(self, follow: str, way: Way, target: str = "", *, every: int = 0) -> tuple[Alert, str]:
        """Be told of what comes from now on: what is there already counts as told."""
        if (way == "feed") == bool(target):
            raise UsageError("a webhook and mail have an address to go to, and a feed has none")
        followed, at = self._followed(follow), dt.datetime.now(dt.UTC)
        secret = "" if way == "mail" else passwords.secret() if way == "feed" else _signature()
        key = ids.make("j", follow, way, target or secret)
        there = [] if way == "feed" else [found.key for found in self._since(followed, at - reach(followed))]
        with self.engine.writing(sure=True, mark=""):
            if self.engine.all("SELECT 1 FROM alert WHERE id = ?", (key,)):
                raise UsageError(f"{target} is told of it already (recoupe alerts list shows all)")
            kept = passwords.digest(secret) if way == "feed" else secret
            made = written(at)
            row = (key, follow, way, target, kept, max(0, every), made, made, "active", "")
            self.engine.run(f"INSERT INTO alert ({ALERT}) VALUES ({', '.join('?' * len(row))})", row)
            told = "INSERT INTO told VALUES (?, ?, ?) ON CONFLICT DO NOTHING"
            self.engine.many(told, [(key, each, made) for each in there])
            (alert,) = self._alerts(" WHERE x.id = ?", key)
        return alert, secret

    def alerts(self, *, person: str | None = None, follow: str | None = None) -> list[Alert]:
        """Alerts, those that are broken first."""
        asked = {"coalesce(p.name, '') = ?": person, "x.follow = ?": follow}
        given = {condition: value for condition, value in asked.items() if value is not None}
        return self._alerts(f" WHERE {' AND '.join(given) or '1 = 1'}", *given.values())

    def _alerts(self, where: str, *values: str) -> list[Alert]:
        return [_alert(r) for r in self.engine.all(f"{_ALERTS}{where}{_FIRST}", values)]

    def pause_alert(self, alert: str, *, paused: bool) -> bool:
        """Be told no more for a while, or again."""
        with self.engine.writing(sure=True, mark=""):
            state = "paused" if paused else "active"
            there = self.engine.run("UPDATE alert SET state = ?, error = '' WHERE id = ?", (state, alert))
            if not paused:
                again = "UPDATE delivery SET state = 'waiting', due = ?, tries = 0 WHERE alert = ? AND state = 'failed'"
                self.engine.run(again, (now(), alert))
        return bool(there)

    def drop_alert(self, alert: str) -> bool:
        """Be told no more."""
        with self.engine.writing(sure=True, mark=""):
            return bool(self.engine.run("DELETE FROM alert WHERE id = ?", (alert,)))

    def fed(self, secret: str) -> Follow | None:
        """What the feed with that secret tells of."""
        sql = "SELECT follow FROM alert WHERE secret = ? AND way = 'feed' AND state = 'active'"
        found = self.engine.all(sql, (passwords.digest(secret),))
        return self._followed(found[0][0]) if found else None

    def latest(self, follow: Follow, *, limit: int = 50) -> Iterator[News]:
        """What there is of it."""
        yield from islice(self._of(follow, Query(limit=limit)), limit)

    def _since(self, follow: Follow, at: dt.datetime) -> Iterator[News]:
        """What was added at `at` or later."""
        yield from self._of(follow, Query(added=at))

    def _of(self, follow: Follow, asked: Query) -> Iterator[News]:
        if follow.kind in {"search", "articles"}:
            query = replace(terms.query(follow.what), added=asked.added, limit=asked.limit)
            yield from map(as_news, self.statements(query) if follow.kind == "search" else self.articles(query))
            return
        row = self._row(follow.what)
        if row is None:
            raise QueryError(f"{follow.what} is no {follow.kind} of this ledger any more")
        if follow.kind == "story":
            yield from map(as_news, self._told_by(row.key, asked))
        else:
            yield from map(as_news, self.statements(asked, group=row.id))

    def _told_by(self, story: str, asked: Query) -> Iterator[Entry]:
        """The articles of a story, the latest first."""
        where = f"WHERE a.id IN {MEMBERS} AND {SHOWN} AND a.added >= ? ORDER BY a.moment DESC, a.id"
        values = (story, story, written(asked.added) if asked.added else "")
        yield from map(entry, self.engine.all(f"SELECT {ENTRY} FROM article a{STORY} {where}", values))


def reach(follow: Follow) -> dt.timedelta:
    """How long before the last look something may have been added that was not found then."""
    if follow.kind in {"story", "actor", "claim"}:
        return LINKED
    query = terms.query(follow.what)
    return LINKED if query.who or query.actor or query.disputed is not None else LATE


def as_news(found: Said | Entry) -> News:
    """A statement or an article as people are told of it."""
    e = found if isinstance(found, Entry) else found.entry
    told = News(
        found.id if isinstance(found, Entry) else found.statement.id,
        e.id,
        e.ref,
        e.url,
        e.site,
        e.lang,
        e.title,
        e.published,
        e.story,
    )
    if isinstance(found, Entry):
        return told
    s = found.statement
    return replace(
        told,
        who=s.who,
        stance=s.stance,
        words=found.words,
        actor=found.actor,
        claim=found.claim,
        side=found.polarity,
        disputed=found.disputed,
    )


def _signature() -> str:
    """What a webhook is signed with, as Standard Webhooks write it."""
    return SIGNED + base64.b64encode(secrets.token_bytes(32)).decode("ascii")


def _follow(row: Any) -> Follow:
    key, person, kind, what, name, made = row
    return Follow(key, person, kind, what, name, dt.datetime.fromisoformat(made))


def _alert(row: Any) -> Alert:
    key, _, way, target, secret, every, made, checked, state, error = row[:10]
    times = dt.datetime.fromisoformat(made), dt.datetime.fromisoformat(checked)
    return Alert(key, _follow(row[10:]), way, target, "" if way == "feed" else secret, every, *times, state, error)
