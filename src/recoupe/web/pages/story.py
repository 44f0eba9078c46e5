"""A story."""

from __future__ import annotations

from fastapi import APIRouter, Request
from starlette.responses import Response

from recoupe.web import drawing, tongues
from recoupe.web.asking import stories
from recoupe.web.failing import NotThereError
from recoupe.web.pages import moved

router = APIRouter(include_in_schema=False)


@router.get("/story/{name}")
async def show(request: Request, name: str) -> Response:
    """The story with this id."""
    reader = tongues.of(request).code
    found = await request.app.state.readers.ask(lambda there: stories.story(there, name, reader=reader))
    if found is None:
        raise NotThereError("story")
    return moved(name, found.listed.group.id, "story") or drawing.page(request, "story.html", story=found)
