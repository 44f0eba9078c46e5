"""The front page: stories as cards."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import TYPE_CHECKING
from urllib.parse import urlencode

from starlette.routing import Route

from recoupe.errors import QueryError
from recoupe.ledger import Query
from recoupe.web import words
from recoupe.web.asking import facets, stories
from recoupe.web.pages import visits

if TYPE_CHECKING:
    from collections.abc import Mapping

    from starlette.requests import Request
    from starlette.responses import Response

    from recoupe.ledger import Ledger
    from recoupe.web.people.site import Site

FILTERS = ("lang", "site", "country", "actor", "day", "disputed")
_LONGEST = 200  # characters of a filter


def query(given: Mapping[str, str]) -> Query:
    """What the filters of a page ask. Raises QueryError."""
    told = {name: given.get(name, "").strip()[:_LONGEST] for name in FILTERS}
    try:
        day = dt.date.fromisoformat(told["day"]) if told["day"] else None
    except ValueError:
        raise QueryError(f"{told['day']} is no day; write it as 2025-06-16") from None
    return Query(
        lang=(told["lang"].lower(),) if told["lang"] else (),
        sites=(told["site"].lower().removeprefix("www."),) if told["site"] else (),
        countries=(told["country"].upper(),) if told["country"] else (),
        actor=told["actor"] or None,
        disputed=True if told["disputed"] else None,
        since=day,
        until=day,
    )


def routes(here: Site) -> list[Route]:
    """The front page."""
    counter = facets.Counter()

    async def front(request: Request) -> Response:
        given = request.query_params
        since = visits.since(request)
        asked = replace(query(given), added=since if given.get("new") else None)

        def ask(ledger: Ledger) -> stories.Front:
            lang, cursor = words.chosen(request), given.get("cursor", "")
            return stories.front(ledger, asked, counter, lang=lang, cursor=cursor, since=since)

        told = {name: given.get(name, "") for name in (*FILTERS, "new")}
        kept = {name: value for name, value in told.items() if value}
        found = await here.ask(ask)
        return here.render(request, "front.html", 200, {"front": found, "told": told, "kept": urlencode(kept)})

    return [Route("/", front, methods=["GET"])]
