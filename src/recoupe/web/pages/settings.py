"""The language of the interface, and what crawlers may do."""

from __future__ import annotations

from typing import TYPE_CHECKING

from starlette.responses import PlainTextResponse, RedirectResponse, Response
from starlette.routing import Route

from recoupe.web import words
from recoupe.web.people import origins

if TYPE_CHECKING:
    from starlette.requests import Request

_YEAR = 365 * 24 * 3600
_ROBOTS = "User-agent: *\nDisallow: /actor/\nDisallow: /search\nDisallow: /api/\nDisallow: /feeds/\n"


def routes() -> list[Route]:
    """Choosing a language; robots.txt."""

    async def language(request: Request) -> Response:
        answer = RedirectResponse(origins.inside(request.query_params.get("back", "/")), 303)
        to = request.path_params["lang"]
        if to in words.NAMES:
            tls = request.url.scheme == "https"
            answer.set_cookie(words.COOKIE, to, max_age=_YEAR, path="/", secure=tls, httponly=True, samesite="lax")
        return answer

    async def robots(_: Request) -> Response:
        return PlainTextResponse(_ROBOTS)

    return [
        Route("/language/{lang}", language, methods=["GET"]),
        Route("/robots.txt", robots, methods=["GET"]),
    ]
