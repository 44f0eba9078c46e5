"""The parts for people put into an application: the guard, the pages, the API."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from recoupe.web.people import account, admin, api, deciding, following, signing
from recoupe.web.people.guard import Guard

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Sequence

    from fastapi import FastAPI

    from recoupe.ledger import Ledger
    from recoupe.web.people.site import Site
    from recoupe.web.people.visitors import Access


def join(
    app: FastAPI,
    here: Site,
    *,
    access: Callable[[Ledger], Access],
    hosts: Collection[str] | None = None,
    allow: Sequence[str] = (),
) -> None:
    """Put them in. Middleware that is to see what the guard answers is added after this.

    access: how the application is open at the moment (`access.now`). hosts: its names (`serving.hosts`). allow: hosts
    that webhooks may go to though they are nearby.
    """
    app.add_middleware(Guard, ask=here.ask, access=access, hosts=None if hosts is None else frozenset(hosts))
    for part in (signing.routes, account.routes, admin.routes, deciding.routes):
        app.router.routes.extend(part(here))
    app.router.routes.extend(following.routes(here, allow=allow))
    app.include_router(api.router(here, allow=allow))


def templates() -> Path:
    """The folder of the templates; each extends `base.html`, with the blocks `title` and `content`."""
    return Path(__file__).with_name("templates")
