"""How the application is open: to this computer, or to those who sign in."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from recoupe.errors import UsageError
from recoupe.web.people import origins
from recoupe.web.people.visitors import Access

if TYPE_CHECKING:
    from recoupe.ledger import Ledger


def now(ledger: Ledger, *, public: bool = False, owner: str = "somebody") -> Access:
    """How it is open at the moment: one signs in as soon as there is somebody who may."""
    return Access(login=bool(ledger.people()), public=public, owner=owner)


def may_listen(ledger: Ledger, bound: str) -> None:
    """Raise UsageError where others would be let in without a login: at addresses beyond this computer."""
    if not origins.loopback(bound) and not ledger.people():
        raise UsageError(
            f"others could reach it at {bound}, and nobody may sign in; put an admin in first: recoupe user add NAME"
        )


def hosts(bound: str, site: str = "") -> frozenset[str] | None:
    """The names that it answers to: None for any, where it is open to others and has no address of its own (`site`).

    Raises UsageError where `site` is no address of the web.
    """
    own = _host(site)
    if origins.loopback(bound):
        return origins.LOCAL | ({own} if own else set())
    return origins.LOCAL | {own} if own else None


def _host(site: str) -> str:
    if not site:
        return ""
    try:
        parts = urlsplit(site)
        good = parts.scheme in {"http", "https"} and bool(parts.hostname)
    except ValueError:
        good = False
    if not good:
        raise UsageError(f"{site} is no address of the web (write https://desk.example.org)")
    return str(parts.hostname).lower()
