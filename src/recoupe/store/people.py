"""People, their keys, and the log in the tables."""

from __future__ import annotations

import datetime as dt
import secrets
from typing import TYPE_CHECKING, Any, cast

from recoupe import accounts, ids
from recoupe.accounts import MAY, Logged, Person, Token
from recoupe.errors import LedgerError, UsageError
from recoupe.store import passwords
from recoupe.store.part import now, read, written
from recoupe.store.replays import Replays

if TYPE_CHECKING:
    from collections.abc import Collection

    from recoupe.accounts import Role, Scope

PERSON = "id, name, role, password, made, seen"
TOKEN = "id, person, label, digest, scopes, made, ends, used"  # noqa: S105 -- names of columns
LOG = "nr, made, person, what, action, object, origin"
PREFIX = "recoupe_"  # of secrets of keys, so that who finds one knows what it is
_WHOSE = "SELECT t.id, p.name, t.label, t.scopes, t.made, t.ends, t.used FROM token t JOIN person p ON p.id = t.person"


class People(Replays):
    """The part of the protocol Accounts in accounts.py that is about people, keys and the log."""

    def enrol(self, name: str, password: str, role: Role, *, by: str, origin: str = "") -> Person:
        """Put somebody in."""
        name = accounts.named(name)
        secret = passwords.kept(accounts.checked(password, name))
        at = now()
        with self.engine.writing(sure=True, mark=""):
            if self.person(name):
                raise UsageError(f"there is a {name} already (recoupe user list names all)")
            row = (ids.make("u", name, at, secrets.token_hex()), name, role, secret, at, "")
            self.engine.run(f"INSERT INTO person ({PERSON}) VALUES (?, ?, ?, ?, ?, ?)", row)
            self.note(by, "user add", f"put in {name} as {role}", of=name, origin=origin)
        return as_person(row)

    def people(self) -> list[Person]:
        """Everybody."""
        return [as_person(r) for r in self.engine.all(f"SELECT {PERSON} FROM person ORDER BY name")]

    def person(self, name: str) -> Person | None:
        """Who is called so."""
        found = self._row_of(name)
        return as_person(found) if found else None

    def _row_of(self, name: str) -> Any:
        """The row of who is called so; None where nobody is."""
        try:
            called = accounts.named(name)
        except UsageError:
            return None
        return next(iter(self.engine.all(f"SELECT {PERSON} FROM person WHERE name = ?", (called,))), None)

    def _somebody(self, name: str) -> Person:
        found = self.person(name)
        if found is None:
            raise UsageError(f"nobody is called {name} (recoupe user list names all)")
        return found

    def new_password(self, name: str, password: str, *, by: str, origin: str = "") -> None:
        """Another password; all sessions end."""
        secret = passwords.kept(accounts.checked(password, accounts.named(name)))
        with self.engine.writing(sure=True, mark=""):
            who = self._somebody(name)
            self.engine.run("UPDATE person SET password = ? WHERE id = ?", (secret, who.id))
            self.engine.run("DELETE FROM session WHERE person = ?", (who.id,))
            self.note(by, "user password", f"gave {who.name} another password", of=who.name, origin=origin)

    def new_role(self, name: str, role: Role, *, by: str, origin: str = "") -> None:
        """Another role."""
        with self.engine.writing(sure=True, mark=""):
            who = self._somebody(name)
            if role != "admin":
                self._spare_an_admin(who)
            self.engine.run("UPDATE person SET role = ? WHERE id = ?", (role, who.id))
            self.note(by, "user role", f"made {who.name} {role}, before {who.role}", of=who.name, origin=origin)

    def dismiss(self, name: str, *, by: str, origin: str = "") -> None:
        """Take somebody out."""
        with self.engine.writing(sure=True, mark=""):
            who = self._somebody(name)
            self._spare_an_admin(who)
            self.engine.run("DELETE FROM person WHERE id = ?", (who.id,))
            self.note(by, "user remove", f"took out {who.name}, {who.role}", of=who.name, origin=origin)

    def _spare_an_admin(self, who: Person) -> None:
        """Raise UsageError where nobody would be left who can put people in, while there are others."""
        others = [p for p in self.people() if p.id != who.id]
        if who.role == "admin" and others and not any(p.role == "admin" for p in others):
            raise UsageError(f"{who.name} is the only admin; make another one first (recoupe user role)")

    def issue(
        self, name: str, label: str, scopes: Collection[Scope], *, ends: dt.datetime | None = None, by: str
    ) -> tuple[str, Token]:
        """A new key."""
        secret, at = passwords.secret(PREFIX), now()
        with self.engine.writing(sure=True, mark=""):
            who = self._somebody(name)
            if beyond := sorted(set(map(str, scopes)) - MAY[who.role]) or ([] if scopes else ["nothing"]):
                allowed = ", ".join(sorted(MAY[who.role]))
                raise UsageError(f"a key of {who.name}, who is {who.role}, cannot allow {beyond[0]}; it can: {allowed}")
            key, words = ids.make("z", who.id, at, secrets.token_hex()), " ".join(sorted(scopes))
            row = (key, who.id, label[:200], passwords.digest(secret), words, at, written(ends) if ends else "", "")
            self.engine.run(f"INSERT INTO token ({TOKEN}) VALUES (?, ?, ?, ?, ?, ?, ?, ?)", row)
            self.note(by, "token add", f"gave {who.name} a key that may {words}", of=key)
            (token,) = self._tokens(" WHERE t.id = ?", key)
        return secret, token

    def tokens(self, name: str | None = None) -> list[Token]:
        """The keys of somebody, or all."""
        return self._tokens("") if name is None else self._tokens(" WHERE p.name = ?", accounts.named(name))

    def _tokens(self, where: str, *values: str) -> list[Token]:
        return [_token(r) for r in self.engine.all(f"{_WHOSE}{where} ORDER BY p.name, t.made", values)]

    def bearer(self, secret: str) -> tuple[Person, frozenset[Scope]] | None:
        """Whose key that is, and what it may do."""
        columns = ", ".join(f"p.{c}" for c in PERSON.split(", "))
        sql = (
            f"SELECT t.id, t.scopes, t.ends, t.used, {columns} FROM token t JOIN person p ON p.id = t.person"
            " WHERE t.digest = ?"
        )
        found = self.engine.all(sql, (passwords.digest(secret),))
        if not found or ("" < found[0][2] <= now()):
            return None
        key, scopes, _, used, *row = found[0]
        today = now()[:10]
        if used != today:
            self._quietly("UPDATE token SET used = ? WHERE id = ?", today, key)
        who = as_person(row)
        return who, frozenset(cast("list[Scope]", scopes.split())) & MAY[who.role]

    def _quietly(self, sql: str, *values: str) -> None:
        """Write what is good to know; a ledger that cannot be written to is read all the same."""
        try:
            with self.engine.writing(mark=""):
                self.engine.run(sql, values)
        except LedgerError:
            return

    def recall(self, token: str, *, by: str, origin: str = "") -> bool:
        """Take a key back."""
        with self.engine.writing(sure=True, mark=""):
            there = self._tokens(" WHERE t.id = ?", token)
            self.engine.run("DELETE FROM token WHERE id = ?", (token,))
            if there:
                what = f"took back a key of {there[0].person}: {there[0].label}".rstrip(": ")
                self.note(by, "token revoke", what, of=token, origin=origin)
        return bool(there)

    def note(self, person: str, action: str, what: str, *, of: str = "", origin: str = "") -> None:
        """Write a line into the log."""
        sql = "INSERT INTO log (made, person, what, action, object, origin) VALUES (?, ?, ?, ?, ?, ?)"
        with self.engine.writing(mark=""):
            self.engine.run(sql, (now(), person, what, action, of, origin))

    def log(self, *, person: str = "", action: str = "", limit: int = 100, before: int | None = None) -> list[Logged]:
        """Lines of the log, the latest first."""
        asked: dict[str, Any] = {"person = ?": person, "action = ?": action, "nr < ?": before}
        given = {condition: value for condition, value in asked.items() if value or value == 0}
        where = " AND ".join(given) or "1 = 1"
        sql = f"SELECT {LOG} FROM log WHERE {where} ORDER BY nr DESC LIMIT ?"
        return [_logged(r) for r in self.engine.all(sql, (*given.values(), max(0, limit)))]


def as_person(row: Any) -> Person:
    """The person of a row of the columns PERSON."""
    key, name, role, _, made, seen = row
    return Person(key, name, role, dt.datetime.fromisoformat(made), read(seen))


def _token(row: Any) -> Token:
    key, person, label, scopes, made, ends, used = row
    day = dt.date.fromisoformat(used) if used else None
    return Token(key, person, label, tuple(scopes.split()), dt.datetime.fromisoformat(made), read(ends), day)


def _logged(row: Any) -> Logged:
    nr, made, person, what, action, of, origin = row
    return Logged(nr, dt.datetime.fromisoformat(made), person, action, of, what, origin)
