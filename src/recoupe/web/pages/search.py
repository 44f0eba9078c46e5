"""Searching, with the same as RSS, Atom, JSON Feed and CSV."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import urlencode

from starlette.exceptions import HTTPException
from starlette.responses import Response
from starlette.routing import Route

from recoupe import alerting
from recoupe.errors import QueryError
from recoupe.fetch.feeds import writing
from recoupe.web.asking import searching

if TYPE_CHECKING:
    from starlette.requests import Request

    from recoupe.web.people.site import Site

_LONGEST = 1_000
_TABLE = "text/csv; charset=utf-8"


def routes(here: Site) -> list[Route]:
    """The search."""

    async def search(request: Request) -> Response:
        text, articles, cursor = _asked(request)
        found, wrong = searching.Found(), ""
        if text:
            try:
                found = await here.ask(lambda ledger: searching.search(ledger, text, articles=articles, cursor=cursor))
            except QueryError as e:
                wrong = str(e)
        kept = urlencode({"q": text} | ({"what": "articles"} if articles else {}))
        given = {"found": found, "text": text, "articles": articles, "wrong": wrong, "kept": kept}
        answer = here.render(request, "search.html", 422 if wrong else 200, given)
        answer.headers["X-Robots-Tag"] = "noindex"
        return answer

    async def results(request: Request) -> Response:
        text, articles, _ = _asked(request)
        form = request.path_params["form"]
        if form not in {*writing.TYPES, "csv"}:
            raise HTTPException(404, "Results come as .rss, .atom, .json or .csv.")
        size = searching.TABLED if form == "csv" else searching.FED
        found = await here.ask(lambda ledger: searching.search(ledger, text, articles=articles, size=size))
        headers = {"X-Robots-Tag": "noindex"}
        if form == "csv":
            headers["Content-Disposition"] = 'attachment; filename="recoupe.csv"'
            return Response(searching.table(searching.news(found)), media_type=_TABLE, headers=headers)
        follow = searching.feed_of(text, articles=articles)
        home = str(request.url.replace(path="/search"))
        link = alerting.shown_at(str(request.base_url))
        made = alerting.feed(follow, searching.news(found), url=str(request.url), home=home, link=link)
        return Response(writing.write(made, form), media_type=writing.TYPES[form], headers=headers)

    return [
        Route("/search", search, methods=["GET"]),
        Route("/search.{form}", results, methods=["GET"]),
    ]


def _asked(request: Request) -> tuple[str, bool, str]:
    """The words, whether articles are meant, and where to go on. Raises QueryError for words that are far too many."""
    given = request.query_params
    text = given.get("q", "").strip()
    if len(text) > _LONGEST:
        raise QueryError(f"the search has more than {_LONGEST:,} characters; shorten it")
    return text, given.get("what") == "articles", given.get("cursor", "")
