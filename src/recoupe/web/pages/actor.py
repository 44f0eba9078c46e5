"""An actor, whom search engines are asked to pass over."""

from __future__ import annotations

from fastapi import APIRouter, Request
from starlette.responses import Response

from recoupe.web import drawing
from recoupe.web.asking import actors
from recoupe.web.failing import NotThereError
from recoupe.web.pages import moved

router = APIRouter(include_in_schema=False)


@router.get("/actor/{name}")
async def show(request: Request, name: str) -> Response:
    """The actor with this id."""
    found = await request.app.state.readers.ask(lambda there: actors.actor(there, name))
    if found is None:
        raise NotThereError("actor")
    answer = moved(name, found.listed.group.id, "actor") or drawing.page(request, "actor.html", actor=found)
    answer.headers["x-robots-tag"] = "noindex"
    return answer
