"""The application: pages, API and what stands before them."""

from __future__ import annotations

import contextlib
import functools
from dataclasses import dataclass, field
from importlib.resources import files
from typing import TYPE_CHECKING

import anyio
import anyio.to_thread
from fastapi import FastAPI
from starlette.staticfiles import StaticFiles

from recoupe import __version__
from recoupe.errors import LedgerError
from recoupe.web import failing, keeping, rendering
from recoupe.web.api import routes as api
from recoupe.web.headers import HeadersOf
from recoupe.web.opening import Here, Opener
from recoupe.web.pages import check, evidence, front, lists, search, settings, things, visits
from recoupe.web.people import access, joining

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Sequence

    from recoupe.web.asking.evidence import Opened

THREADS = 4
"""Connections to the ledger at a time."""


@dataclass(frozen=True)
class Setup:
    """How the application is made.

    ledger: where it is. owner: who may do all while nobody can sign in. public: whether all may read without signing
    in. hosts: names of this site, None for whatever is asked. allow: hosts nearby that webhooks may go to, and pages
    may be fetched from. evidence: opens the stored pages, None where there are none.
    """

    ledger: str
    owner: str = "somebody"
    public: bool = False
    hosts: frozenset[str] | None = None
    allow: Sequence[str] = field(default=())
    evidence: Opened | None = None


@contextlib.asynccontextmanager
async def _few_threads(_: FastAPI) -> AsyncIterator[None]:
    """Let few ask the ledger at a time: each has a connection with a cache of its own."""
    anyio.to_thread.current_default_thread_limiter().total_tokens = THREADS
    yield


def make(setup: Setup) -> FastAPI:
    """The application on one ledger."""
    opened = Opener(setup.ledger)

    pages = keeping.Kept()
    here = Here(opened.ask, rendering.render, opened)
    told = failing.handlers(rendering.render)
    app = FastAPI(
        title="recoupe",
        version=__version__,
        lifespan=_few_threads,
        docs_url=None,
        redoc_url=None,
        openapi_url="/api/v1/openapi.json",
        exception_handlers=dict(told),
    )
    open_to = functools.partial(access.now, public=setup.public, owner=setup.owner)
    joining.join(app, here, access=open_to, hosts=setup.hosts, allow=setup.allow)
    app.add_middleware(failing.Caught, tell=told[LedgerError])
    app.add_middleware(HeadersOf)
    app.router.routes += [
        *visits.noted(keeping.kept(front.routes(here), pages, visits.since)),
        *keeping.kept([*things.routes(here), *lists.routes(here), *search.routes(here)], pages),
        *check.routes(here),
        *evidence.routes(here, setup.evidence),
        *settings.routes(),
    ]
    app.include_router(api.router(here))
    static = StaticFiles(directory=str(files("recoupe.web").joinpath("static")))
    app.mount("/static", static, name="static")
    return app
