"""A claim."""

from __future__ import annotations

from fastapi import APIRouter, Request
from starlette.responses import Response

from recoupe.web import drawing, tongues
from recoupe.web.asking import claims
from recoupe.web.failing import NotThereError
from recoupe.web.pages import moved

router = APIRouter(include_in_schema=False)


@router.get("/claim/{name}")
async def show(request: Request, name: str) -> Response:
    """The claim with this id."""
    reader = tongues.of(request).code
    found = await request.app.state.readers.ask(lambda there: claims.claim(there, name, reader=reader))
    if found is None:
        raise NotThereError("claim")
    return moved(name, found.listed.group.id, "claim") or drawing.page(request, "claim.html", claim=found)
