"""What a search finds, as feeds and as a table."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Query, Request
from starlette.responses import Response

from recoupe.web import feeding
from recoupe.web.asking import finding
from recoupe.web.failing import NotThereError
from recoupe.web.feeding import Feed

router = APIRouter(include_in_schema=False)
_MOST = 100
_FORMS = {
    "rss": (feeding.rss, "application/rss+xml"),
    "atom": (feeding.atom, "application/atom+xml"),
    "json": (feeding.jsonfeed, "application/feed+json"),
}


@router.get("/search.{form}")
async def feed(
    request: Request,
    form: str,
    q: Annotated[str, Query(max_length=1_000)] = "",
    show: Annotated[str, Query(max_length=20)] = "",
) -> Response:
    """The latest that `q` finds."""
    articles = show == "articles"
    found = await request.app.state.readers.ask(
        lambda there: finding.find(there, q, articles=articles, most=1_000 if form == "csv" else _MOST)
    )
    if form == "csv":
        headers = {"content-disposition": 'attachment; filename="search.csv"'}
        body = feeding.table(found.lines, found.articles)
        return Response(body, media_type="text/csv; charset=utf-8", headers=headers)
    if form not in _FORMS:
        raise NotThereError("feed")
    base = str(request.base_url).rstrip("/")
    items = feeding.of_articles(found.articles, base) if articles else feeding.of_lines(found.lines, base)
    page = str(request.url.replace(path="/search"))
    write, media = _FORMS[form]
    return Response(
        write(Feed(f"recoupe: {q or 'all'}", page, str(request.url), items)), media_type=f"{media}; charset=utf-8"
    )
