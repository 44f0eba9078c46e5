"""Lists: disputed claims, actors, sites and networks; a site, a network."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import urlencode

from starlette.exceptions import HTTPException
from starlette.routing import Route

from recoupe import store
from recoupe.ledger import Query
from recoupe.web import words
from recoupe.web.asking import edited, lists
from recoupe.web.pages.front import FILTERS, query

if TYPE_CHECKING:
    from starlette.requests import Request
    from starlette.responses import Response

    from recoupe.web.people.site import Site

_LONGEST = 200  # characters of a name that is looked for


def routes(here: Site) -> list[Route]:
    """The lists."""

    async def disputes(request: Request) -> Response:
        given = request.query_params
        cursor = given.get("cursor", "")
        found, more = await here.ask(lambda ledger: lists.disputes(ledger, query(given), cursor=cursor))
        kept = urlencode({f: given[f] for f in FILTERS if given.get(f)})
        return here.render(request, "disputes.html", 200, {"claims": found, "more": more, "kept": kept})

    async def edits(request: Request) -> Response:
        given = request.query_params
        cursor = given.get("cursor", "")
        found = await here.ask(lambda ledger: edited.view(ledger, query(given), cursor=cursor))
        told = {f: given[f] for f in FILTERS if given.get(f)}
        return here.render(request, "edits.html", 200, {"v": found, "kept": urlencode(told), "site": told.get("site")})

    async def actors(request: Request) -> Response:
        name, cursor = request.query_params.get("name", "").strip()[:_LONGEST], request.query_params.get("cursor", "")
        asked = Query(words=name)
        store.query(name)  # says what is wrong with it
        found, more = await here.ask(lambda ledger: lists.actors(ledger, asked, cursor=cursor))
        kept = urlencode({"name": name}) if name else ""
        given = {"actors": found, "more": more, "name": name, "kept": kept}
        answer = here.render(request, "actors.html", 200, given)
        answer.headers["X-Robots-Tag"] = "noindex"
        return answer

    async def sites(request: Request) -> Response:
        found, networks, broken = await here.ask(lambda ledger: (*lists.sites(ledger), lists.broken(ledger)))
        return here.render(request, "sites.html", 200, {"sites": found, "networks": networks, "broken": broken})

    async def site(request: Request) -> Response:
        host, lang = request.path_params["host"].lower(), words.chosen(request)
        cursor = request.query_params.get("cursor", "")
        found = await here.ask(lambda ledger: lists.site(ledger, host, lang=lang, cursor=cursor))
        if found is None:
            raise HTTPException(404, "The ledger has nothing of such a site.")
        return here.render(request, "site.html", 200, {"v": found})

    async def network(request: Request) -> Response:
        name = request.path_params["name"]
        found = await here.ask(lambda ledger: lists.network(ledger, name))
        if found is None:
            raise HTTPException(404, "There is no such network in this ledger.")
        return here.render(request, "network.html", 200, {"v": found})

    async def about(request: Request) -> Response:
        return here.render(request, "about.html", 200, {})

    return [
        Route("/disputes", disputes, methods=["GET"]),
        Route("/edits", edits, methods=["GET"]),
        Route("/actors", actors, methods=["GET"]),
        Route("/sites", sites, methods=["GET"]),
        Route("/site/{host}", site, methods=["GET"]),
        Route("/network/{name}", network, methods=["GET"]),
        Route("/about", about, methods=["GET"]),
    ]
