"""The stored pages behind an article: a list, and each as plain text, so that nothing of it is ever run."""

from __future__ import annotations

from typing import TYPE_CHECKING

import anyio.to_thread
from starlette.exceptions import HTTPException
from starlette.responses import PlainTextResponse
from starlette.routing import Route

from recoupe.errors import InputError
from recoupe.web.asking import evidence
from recoupe.web.people import forms

if TYPE_CHECKING:
    from starlette.requests import Request
    from starlette.responses import Response

    from recoupe.web.asking.evidence import EvidenceView, Opened
    from recoupe.web.people.site import Site

_SAFE = {
    "Content-Security-Policy": "default-src 'none'; sandbox",
    "Cache-Control": "no-store",
    "X-Robots-Tag": "noindex",
}


def routes(here: Site, opened: Opened | None) -> list[Route]:
    """The stored pages; opened: opens what holds them, None where nothing does."""

    async def found(request: Request) -> EvidenceView:
        if forms.visitor(request).via == "nobody":
            raise HTTPException(403, "Stored pages are shown to who has signed in.")
        name = request.path_params["name"]
        view = await here.ask(lambda ledger: evidence.view(ledger, name))
        if view is None:
            raise HTTPException(404, "There is no such article in this ledger, or its page may not be shown.")
        return view

    async def stored(request: Request) -> Response:
        return here.page(request, "evidence.html", v=await found(request), there=opened is not None)

    async def source(request: Request) -> Response:
        view, record = await found(request), request.path_params["record"]
        fetched = next((f for f in view.stored if f.record == record), None)
        if fetched is None or opened is None:
            raise HTTPException(404, "There is no such stored page of this article.")
        try:
            text = await anyio.to_thread.run_sync(evidence.text, opened, fetched)
        except InputError as e:
            raise HTTPException(404, f"The stored page cannot be read: {e.reason}") from e
        if text is None:
            raise HTTPException(404, "The stored page is not in the folder of evidence any more.")
        return PlainTextResponse(text, headers=_SAFE)

    return [
        Route("/article/{name}/evidence", stored, methods=["GET"]),
        Route("/article/{name}/evidence/{record}", source, methods=["GET"]),
    ]
