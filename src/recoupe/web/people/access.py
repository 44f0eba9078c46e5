"""How the application is open: to this computer, or to those who sign in."""

from __future__ import annotations

from typing import TYPE_CHECKING

from recoupe.web.people.visitors import Access

if TYPE_CHECKING:
    from recoupe.ledger import Ledger


def now(ledger: Ledger, *, public: bool = False, owner: str = "somebody") -> Access:
    """How it is open at the moment: one signs in as soon as there is somebody who may."""
    return Access(login=bool(ledger.people()), public=public, owner=owner)
