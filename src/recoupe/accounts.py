"""People who may sign in, their sessions and keys, and the log of what they did: the things, and what a ledger keeps.

Roles hold more and more: a reader reads and follows, an editor decides too, an admin looks after people as well. A key
of the API may do what its scopes name, and never more than its owner may at that time.
"""

from __future__ import annotations

import datetime as dt
import ipaddress
import unicodedata
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, Protocol

from recoupe.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

Role = Literal["reader", "editor", "admin"]
Scope = Literal["read", "follow", "decide", "admin"]
"""What one may do: see; keep searches and alerts of one's own; decide; look after people, and forget."""

MAY: Mapping[str, frozenset[Scope]] = {
    "reader": frozenset({"read", "follow"}),
    "editor": frozenset({"read", "follow", "decide"}),
    "admin": frozenset({"read", "follow", "decide", "admin"}),
}
"""What each role may do."""

LONGEST_NAME = 64
SHORTEST_PASSWORD, LONGEST_PASSWORD = 12, 1_000
_DIFFERENT = 5  # characters of a password
IDLE, LONGEST_SESSION = dt.timedelta(days=7), dt.timedelta(days=30)
"""A session ends when it was not used for so long, and at the latest so long after it began."""
FREE = {"both": 5, "name": 50, "origin": 50}
"""Failures before one must wait: of one name from one place, of one name, from one place."""
_LONGEST_WAIT = 900
_FORGIVEN = dt.timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody who may sign in. `name` is in small letters. seen: when they signed in last."""

    id: str
    name: str
    role: Role
    made: dt.datetime
    seen: dt.datetime | None = None

    def may(self, scope: Scope) -> bool:
        """Whether their role allows that."""
        return scope in MAY[self.role]


@dataclass(frozen=True, slots=True)
class Token:
    """A key to the API, but for its secret. `person` is the owner's name; used: the day on which it was used last."""

    id: str
    person: str
    label: str
    scopes: tuple[Scope, ...]
    made: dt.datetime
    ends: dt.datetime | None = None
    used: dt.date | None = None


@dataclass(frozen=True, slots=True)
class Logged:
    """A line of the log: its number, when, who, what was done, to what, in words, and from where."""

    nr: int
    made: dt.datetime
    person: str
    action: str
    object: str
    what: str
    origin: str = ""


def named(name: str) -> str:
    """`name` as people are called here: small letters, one spelling. Raises UsageError."""
    given = spelled(name)
    if not given or len(given) > LONGEST_NAME or any(c.isspace() or not c.isprintable() for c in given):
        raise UsageError(f"{name[:LONGEST_NAME]!r} is no name to sign in with: up to {LONGEST_NAME} letters, no blanks")
    return given


def spelled(name: str) -> str:
    """`name` in the one spelling that names are compared in."""
    return unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", name).casefold()).strip()


def checked(password: str, name: str) -> str:
    """`password`, if it may be one. Raises UsageError, which never quotes it."""
    if len(password) < SHORTEST_PASSWORD:
        raise UsageError(f"the password has less than {SHORTEST_PASSWORD} characters; take a few words in a row")
    if len(password) > LONGEST_PASSWORD:
        raise UsageError(f"the password has more than {LONGEST_PASSWORD:,} characters; shorten it")
    rest = password.casefold().replace(name, "")
    if len(set(password)) < _DIFFERENT or (rest != password.casefold() and len(rest) < SHORTEST_PASSWORD):
        raise UsageError("the password is easy to guess; take a few words in a row")
    return password


def place(origin: str) -> str:
    """Where somebody comes from, as failures are counted: of IPv6 the network, since a machine has all of it."""
    try:
        ip = ipaddress.ip_address(origin)
    except ValueError:
        return origin
    if isinstance(ip, ipaddress.IPv6Address) and ip.ipv4_mapped:
        return str(ip.ipv4_mapped)
    return str(ipaddress.ip_network((ip, 64), strict=False)) if ip.version == 6 else str(ip)  # noqa: PLR2004


def wait(count: int, free: int, at: dt.datetime, now: dt.datetime) -> float:
    """Seconds to wait at `now` after `count` failures, the last one at `at`, of which so many are free.

    The wait doubles with each failure; what is older than a day is forgiven.
    """
    if count < free or now - at > _FORGIVEN:
        return 0.0
    seconds = min(2.0 ** min(count - free, 20), _LONGEST_WAIT)
    return max(0.0, seconds - (now - at).total_seconds())


def counted(count: int, at: dt.datetime, now: dt.datetime) -> int:
    """The number of failures with one more at `now`."""
    return 1 if now - at > _FORGIVEN else count + 1


class Accounts(Protocol):
    """What a ledger keeps of people. Each method that changes something is one transaction, with its line in the log.

    `by` is who does it, `origin` the address from which.
    """

    def enrol(self, name: str, password: str, role: Role, *, by: str, origin: str = "") -> Person:
        """Put somebody in. Raises UsageError where the name is taken, or name or password will not do."""

    def people(self) -> list[Person]:
        """Everybody, by name."""

    def person(self, name: str) -> Person | None:
        """Who is called so."""

    def new_password(self, name: str, password: str, *, by: str, origin: str = "") -> None:
        """Give somebody another password; they are signed out everywhere. Raises UsageError."""

    def new_role(self, name: str, role: Role, *, by: str, origin: str = "") -> None:
        """Give somebody another role. Raises UsageError where that would leave no admin."""

    def dismiss(self, name: str, *, by: str, origin: str = "") -> None:
        """Take somebody out, with sessions, keys, what they follow. What they decided stays. Raises UsageError."""

    def admit(self, name: str, password: str, *, origin: str = "") -> Person:
        """Who that is, if name and password are right. Raises DeniedError, also where there were too many failures."""

    def sign_in(self, person: Person) -> str:
        """Begin a session; gives its secret, which is kept nowhere here."""

    def signed_in(self, secret: str) -> Person | None:
        """Whose session that is; None where there is none, or it has ended."""

    def sign_out(self, secret: str) -> None:
        """End a session."""

    def sign_out_everywhere(self, name: str, *, but: str = "") -> int:
        """End all sessions of somebody but the one of that secret; gives how many."""

    def issue(
        self, name: str, label: str, scopes: Collection[Scope], *, ends: dt.datetime | None = None, by: str
    ) -> tuple[str, Token]:
        """A new key of somebody, its secret before it: it is kept nowhere here. Raises UsageError."""

    def tokens(self, name: str | None = None) -> list[Token]:
        """The keys of somebody, or all."""

    def bearer(self, secret: str) -> tuple[Person, frozenset[Scope]] | None:
        """Whose key that is, and what it may do; None where there is none, or it has ended."""

    def recall(self, token: str, *, by: str, origin: str = "") -> bool:
        """Take a key back; gives whether there was one of that id."""

    def note(self, person: str, action: str, what: str, *, of: str = "", origin: str = "") -> None:
        """Write a line into the log."""

    def log(self, *, person: str = "", action: str = "", limit: int = 100, before: int | None = None) -> list[Logged]:
        """Lines of the log, the latest first, of one person, one action; those before the line of that number."""
