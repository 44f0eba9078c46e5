"""An article."""

from __future__ import annotations

from fastapi import APIRouter, Request
from starlette.responses import Response

from recoupe.web import drawing
from recoupe.web.asking import articles
from recoupe.web.failing import NotThereError

router = APIRouter(include_in_schema=False)


@router.get("/article/{name}")
async def show(request: Request, name: str) -> Response:
    """The article with this id."""
    found = await request.app.state.readers.ask(lambda there: articles.article(there, name))
    if found is None:
        raise NotThereError("article")
    return drawing.page(request, "article.html", article=found)
