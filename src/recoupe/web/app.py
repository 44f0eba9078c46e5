"""The application: made of its parts here, and nowhere else.

A part is a router in `pages` or `api`; what it needs hangs on `app.state`: `readers` ask the ledger, `settings` say
what the application is. Adding a part adds a line to PARTS.
"""

from __future__ import annotations

import contextlib
from dataclasses import dataclass
from typing import TYPE_CHECKING

from fastapi import FastAPI
from starlette.staticfiles import StaticFiles

from recoupe import __version__
from recoupe.web import drawing, failing
from recoupe.web.api import v1
from recoupe.web.pages import actor, article, check, choice, claim, feeds, front, search, sites, story
from recoupe.web.policy import Policy
from recoupe.web.readers import READERS, Readers

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from starlette.responses import Response
    from starlette.types import Scope

PARTS = (front, story, claim, actor, article, sites, search, feeds, check, choice, v1)
FOR_EVER = "public, max-age=31536000, immutable"


@dataclass(frozen=True, slots=True)
class Settings:
    """What an application is: its ledger, whether that is the demo, whether anybody may come to it (`public`).

    A public one shows of articles only what is quoted in statements, with links to the pages themselves.
    """

    ledger: str
    demo: bool = False
    public: bool = False
    readers: int = READERS


def make(settings: Settings) -> FastAPI:
    """The application on a ledger; it is opened when the application starts."""

    @contextlib.asynccontextmanager
    async def living(app: FastAPI) -> AsyncIterator[None]:
        app.state.readers = Readers(settings.ledger, many=settings.readers)
        await app.state.readers.open()
        yield
        await app.state.readers.close()

    app = FastAPI(
        title="recoupe",
        version=__version__,
        lifespan=living,
        docs_url=None,  # its page would come from elsewhere
        redoc_url=None,
        openapi_url="/api/v1/openapi.json",
    )
    app.state.settings = settings
    app.add_middleware(Policy)
    failing.install(app)
    for part in PARTS:
        app.include_router(part.router)
    app.mount("/static", _Kept(directory=drawing.HERE / "static"), name="static")
    return app


class _Kept(StaticFiles):
    """Our own files: their addresses change with them."""

    async def get_response(self, path: str, scope: Scope) -> Response:
        """A file."""
        found = await super().get_response(path, scope)
        found.headers["cache-control"] = FOR_EVER
        return found
