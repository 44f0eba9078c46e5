"""Search."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Query, Request
from starlette.responses import Response

from recoupe.errors import QueryError
from recoupe.web import drawing
from recoupe.web.asking import finding, paging
from recoupe.web.asking.finding import MOST, Found

router = APIRouter(include_in_schema=False)


@router.get("/search")
async def show(
    request: Request,
    q: Annotated[str, Query(max_length=1_000)] = "",
    show: Annotated[str, Query(max_length=20)] = "",
    after: Annotated[str, Query(max_length=200)] = "",
) -> Response:
    """What is found; what is wrong with the search is told beside it."""
    found, wrong, skip = Found(), "", 0
    articles = show == "articles"
    try:
        skip = paging.skip(after)
        if q.strip():
            found = await request.app.state.readers.ask(
                lambda there: finding.find(there, q, articles=articles, skip=skip)
            )
    except QueryError as e:
        wrong = str(e)
    return drawing.page(
        request,
        "search.html",
        status=400 if wrong else 200,
        asked=q,
        found=found,
        wrong=wrong,
        articles=articles,
        further=paging.cursor(skip + MOST) if found.more else "",
    )
