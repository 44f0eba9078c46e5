"""Signing in: passwords that are tried, sessions."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from recoupe import accounts, ids
from recoupe.accounts import IDLE, LONGEST_SESSION
from recoupe.errors import DeniedError
from recoupe.store import passwords
from recoupe.store.part import marks, now, written
from recoupe.store.people import PERSON, People, as_person

if TYPE_CHECKING:
    from recoupe.accounts import Person

SESSION = "id, person, made, seen, ends"
_STEP = dt.timedelta(hours=1)  # between two times that a session is said to be in use
_COUNT = (
    'INSERT INTO attempt VALUES (?, ?, ?) ON CONFLICT ("key") DO UPDATE SET count = excluded.count, at = excluded.at'
)


class Signing(People):
    """The part of the protocol Accounts in accounts.py that is about signing in."""

    def admit(self, name: str, password: str, *, origin: str = "") -> Person:
        """Who that is. A try counts as a failure before the password is looked at: many at a time are no way round."""
        keys = _keys(name, origin)
        self._try(name, keys, origin)
        row = self._row_of(name)
        if not passwords.right(password[: accounts.LONGEST_PASSWORD], row[3] if row else None) or not row:
            raise DeniedError("the name or the password is wrong")
        who = as_person(row)
        with self.engine.writing(mark=""):
            self.engine.run('DELETE FROM attempt WHERE "key" IN (?, ?)', (keys["both"], keys["name"]))
            self.engine.run('UPDATE attempt SET count = count - 1 WHERE "key" = ?', (keys["origin"],))
            self.engine.run("UPDATE person SET seen = ? WHERE id = ?", (now(), who.id))
            if passwords.stale(row[3]):
                self.engine.run("UPDATE person SET password = ? WHERE id = ?", (passwords.kept(password), who.id))
            self.note(who.name, "sign in", "signed in", of=who.name, origin=origin)
        return who

    def _try(self, name: str, keys: dict[str, str], origin: str) -> None:
        """Count a try. Raises DeniedError where there were too many."""
        at = dt.datetime.now(dt.UTC)
        with self.engine.writing(mark=""):
            sql = f'SELECT "key", count, at FROM attempt WHERE "key" IN ({marks(list(keys))})'
            before = {r[0]: (r[1], dt.datetime.fromisoformat(r[2])) for r in self.engine.all(sql, tuple(keys.values()))}
            known = ((accounts.FREE[of], before[key]) for of, key in keys.items() if key in before)
            if wait := max((accounts.wait(count, free, last, at) for free, (count, last) in known), default=0.0):
                raise DeniedError(f"too many tries to sign in; wait {wait:.0f} s", wait)
            for of, key in keys.items():
                count = accounts.counted(*before.get(key, (0, at)), at)
                self.engine.run(_COUNT, (key, count, written(at)))
                if count == accounts.FREE[of]:
                    what = f"{count} tries to sign in failed"
                    self.note("somebody", "sign in fails", what, of=self._whose(of, name), origin=origin)
            self.engine.run("DELETE FROM attempt WHERE at < ?", (written(at - 2 * dt.timedelta(days=1)),))

    def _whose(self, of: str, name: str) -> str:
        """Whose name it was, where there is such a person: what else was typed may be a password."""
        who = self.person(name) if of != "origin" else None
        return who.name if who else ""

    def sign_in(self, person: Person) -> str:
        """Begin a session; those that have ended go."""
        secret, at = passwords.secret(), dt.datetime.now(dt.UTC)
        row = (passwords.digest(secret), person.id, written(at), written(at), written(at + IDLE))
        with self.engine.writing(mark=""):
            self.engine.run("DELETE FROM session WHERE ends <= ?", (written(at),))
            self.engine.run(f"INSERT INTO session ({SESSION}) VALUES (?, ?, ?, ?, ?)", row)
        return secret

    def signed_in(self, secret: str) -> Person | None:
        """Whose session that is."""
        columns = ", ".join(f"p.{c}" for c in PERSON.split(", "))
        sql = f"SELECT s.id, s.made, s.seen, {columns} FROM session s JOIN person p ON p.id = s.person"
        at = dt.datetime.now(dt.UTC)
        found = self.engine.all(f"{sql} WHERE s.id = ? AND s.ends > ?", (passwords.digest(secret), written(at)))
        if not found:
            return None
        key, made, seen, *row = found[0]
        if at - dt.datetime.fromisoformat(seen) > _STEP:
            ends = min(dt.datetime.fromisoformat(made) + LONGEST_SESSION, at + IDLE)
            self._quietly("UPDATE session SET seen = ?, ends = ? WHERE id = ?", written(at), written(ends), key)
        return as_person(row)

    def sign_out(self, secret: str) -> None:
        """End a session."""
        with self.engine.writing(mark=""):
            self.engine.run("DELETE FROM session WHERE id = ?", (passwords.digest(secret),))

    def sign_out_everywhere(self, name: str, *, but: str = "") -> int:
        """End all sessions of somebody but one."""
        who = self._somebody(name)
        with self.engine.writing(sure=True, mark=""):
            sql = "DELETE FROM session WHERE person = ? AND id <> ?"
            return self.engine.run(sql, (who.id, passwords.digest(but)))


def _keys(name: str, origin: str) -> dict[str, str]:
    """What failures are counted under: hashes, so that no password typed in the place of a name is kept."""
    place, called = accounts.place(origin), accounts.spelled(name[:200])
    return {
        "both": ids.make("e", "both", called, place),
        "name": ids.make("e", "name", called),
        "origin": ids.make("e", "origin", place),
    }
