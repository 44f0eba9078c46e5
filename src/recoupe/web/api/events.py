"""What is new, as it comes: Server-Sent Events (WHATWG HTML, 9.2)."""

from __future__ import annotations

import datetime as dt
import json
from dataclasses import replace
from typing import TYPE_CHECKING

import anyio
from fastapi import Request  # noqa: TC002 -- FastAPI looks at it
from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.responses import StreamingResponse

from recoupe import store
from recoupe.web.api import models

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from fastapi import APIRouter

    from recoupe.ledger import Entry, Query
    from recoupe.web.opening import Here

EVERY = 5.0  # seconds between two looks
_LATE = dt.timedelta(seconds=60)  # that a transaction may end later than it began
_MOST_READERS, _MOST = 100, 200
_FURTHEST = dt.timedelta(days=1)


def add(made: APIRouter, here: Here) -> None:
    """The address of events."""
    readers = anyio.CapacityLimiter(_MOST_READERS)

    @made.get("/events", response_class=StreamingResponse)
    async def events(request: Request, q: str = "") -> StreamingResponse:
        """Articles as they come into the ledger, those that a search finds: events of the type `article`."""
        asked = replace(store.query(q[:1_000]), limit=_MOST)
        if readers.available_tokens < 1:
            raise HTTPException(503, "Too many are listening; try again later.", {"Retry-After": "30"})
        since = _since(request.headers.get("last-event-id", ""))
        return StreamingResponse(_told(here, request, asked, since, readers), media_type="text/event-stream")


def _since(last: str) -> dt.datetime:
    """From when on: the time in the id of the last event, but no longer ago than a day; else from now on."""
    now = dt.datetime.now(dt.UTC)
    try:
        at = dt.datetime.fromisoformat(last)
    except ValueError:
        return now
    return max(at if at.tzinfo else at.replace(tzinfo=dt.UTC), now - _FURTHEST)


async def _told(
    here: Here, request: Request, asked: Query, since: dt.datetime, readers: anyio.CapacityLimiter
) -> AsyncIterator[str]:
    async with readers:
        yield "retry: 5000\n\n"
        before, seen = since, set[str]()
        while not await request.is_disconnected():
            now = dt.datetime.now(dt.UTC)
            wanted = replace(asked, added=max(since, before - _LATE))
            for e in reversed(await run_in_threadpool(_new, here, wanted)):
                if e.id not in seen:
                    seen.add(e.id)
                    body = json.dumps(models.Article.of(e).model_dump(), ensure_ascii=False)
                    yield f"event: article\nid: {now.isoformat()}\ndata: {body}\n\n"
            before = now
            yield ": nothing more\n\n"
            await anyio.sleep(EVERY)


def _new(here: Here, asked: Query) -> list[Entry]:
    with here.opened() as ledger:
        return list(ledger.articles(asked))
