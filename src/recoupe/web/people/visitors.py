"""Who asks: nobody, whoever sits at this computer, somebody who signed in, or a program with a key."""

from __future__ import annotations

import hashlib
import hmac
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from starlette.requests import cookie_parser

from recoupe.accounts import MAY

if TYPE_CHECKING:
    from collections.abc import Mapping

    from starlette.responses import Response

    from recoupe.accounts import Scope
    from recoupe.ledger import Ledger

Via = Literal["nobody", "owner", "session", "key"]

SESSION, VISIT = "recoupe_session", "recoupe_visit"
"""Cookies: of who signed in; of who has not, so that their forms have something to be tied to."""
_HOST = "__Host-"  # of cookies that go over TLS alone, for this host alone (RFC 6265bis)
_BEARER = "bearer "


@dataclass(frozen=True, slots=True)
class Access:
    """How the application is open.

    login: whether one signs in, which is so as soon as there is anybody who may; else `owner` may do all, and only
    this computer is answered. public: whether all may read without.
    """

    login: bool
    public: bool = False
    owner: str = "somebody"


@dataclass(frozen=True, slots=True)
class Visitor:
    """Who asks, and what they may. `secret` is that of their cookie, "" where they have none."""

    name: str
    scopes: frozenset[Scope]
    via: Via
    secret: str = ""

    def may(self, scope: Scope) -> bool:
        """Whether they may do that."""
        return scope in self.scopes

    @property
    def person(self) -> str:
        """Whose searches and alerts are theirs: "" of whoever has the ledger."""
        return "" if self.via == "owner" else self.name

    @property
    def csrf(self) -> str:
        """What their forms must bring: nobody knows it who does not know the cookie. "" where they have none."""
        return hmac.new(self.secret.encode(), b"csrf", hashlib.sha256).hexdigest() if self.secret else ""


NOBODY = Visitor("", frozenset(), "nobody")


def cookie(name: str, *, tls: bool) -> str:
    """What a cookie is called."""
    return f"{_HOST}{name}" if tls else name


def keep(answer: Response, name: str, secret: str, *, tls: bool, seconds: int | None = None) -> None:
    """Give a browser a cookie, for so long, or until it is closed; "" takes it away."""
    answer.set_cookie(
        cookie(name, tls=tls),
        secret,
        max_age=seconds if secret else 0,
        path="/",
        secure=tls,
        httponly=True,
        samesite="strict",
    )


def visitor(ledger: Ledger, headers: Mapping[str, str], access: Access, *, tls: bool) -> Visitor | None:
    """Who asks; None where they show a key that opens nothing, which is told rather than passed over."""
    given = headers.get("authorization", "")
    if given[: len(_BEARER)].lower() == _BEARER:
        found = ledger.bearer(given[len(_BEARER) :].strip())
        return Visitor(found[0].name, found[1], "key") if found else None
    there = cookie_parser(headers.get("cookie", ""))
    visit = there.get(cookie(VISIT, tls=tls), "")
    if not access.login:
        return Visitor(access.owner, MAY["admin"], "owner", visit)
    session = there.get(cookie(SESSION, tls=tls), "")
    person = ledger.signed_in(session) if session else None
    if person is not None:
        return Visitor(person.name, MAY[person.role], "session", session)
    return Visitor("", frozenset({"read"}) if access.public else frozenset(), "nobody", visit)
