"""The front page: the stories of the day."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Query, Request
from starlette.responses import Response

from recoupe import store
from recoupe.web import drawing, tongues
from recoupe.web.asking import cards, paging

router = APIRouter(include_in_schema=False)
MOST = 24


@router.get("/")
async def show(  # noqa: PLR0917 -- the framework calls it by name
    request: Request,
    lang: Annotated[str, Query(max_length=20)] = "",
    site: Annotated[str, Query(max_length=300)] = "",
    country: Annotated[str, Query(max_length=2)] = "",
    actor: Annotated[str, Query(max_length=40)] = "",
    day: Annotated[str, Query(max_length=10)] = "",
    disputed: Annotated[str, Query(max_length=3)] = "",
    after: Annotated[str, Query(max_length=200)] = "",
) -> Response:
    """Stories as cards, by what is chosen."""
    chosen = {"lang": lang, "site": site, "country": country, "actor": actor, "day": day, "disputed": disputed}
    query = store.query(paging.written(chosen))
    skip = paging.skip(after)
    reader = tongues.of(request).code
    found = await request.app.state.readers.ask(
        lambda there: cards.front(there, query, most=MOST, skip=skip, reader=reader)
    )
    further = paging.cursor(skip + MOST) if found.more else ""
    return drawing.page(request, "front.html", found=found, chosen=chosen, further=further)
