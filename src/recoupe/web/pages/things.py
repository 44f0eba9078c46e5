"""The pages of one thing: a story, a claim, an article, an actor; and what a statement's permanent address leads to."""

from __future__ import annotations

from typing import TYPE_CHECKING

from starlette.exceptions import HTTPException
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from recoupe.web import words
from recoupe.web.asking import actors, articles, claims, story
from recoupe.web.people import forms

if TYPE_CHECKING:
    from starlette.requests import Request

    from recoupe.web.people.site import Site

MOVED = 308


def moved(request: Request, kind: str, now: str) -> Response | None:
    """Where a group has another id since, the way to it; no browser is to keep it, since what was joined may part."""
    if request.path_params["name"] == now:
        return None
    to = f"/{kind}/{now}{'?' if request.url.query else ''}{request.url.query}"
    return RedirectResponse(to, MOVED, {"Cache-Control": "no-store"})


def routes(here: Site) -> list[Route]:
    """Stories, claims, articles, actors, statements."""
    return [*_groups(here), *_facts(here)]


def _groups(here: Site) -> list[Route]:
    async def one_story(request: Request) -> Response:
        name, lang = request.path_params["name"], words.chosen(request)
        found = await here.ask(lambda ledger: story.view(ledger, name, lang=lang))
        if found is None:
            raise HTTPException(404, "There is no such story in this ledger.")
        return moved(request, "story", found.listed.group.id) or here.render(request, "story.html", 200, {"v": found})

    async def one_claim(request: Request) -> Response:
        name = request.path_params["name"]
        found = await here.ask(lambda ledger: claims.view(ledger, name))
        if found is None:
            left = await here.ask(lambda ledger: claims.left(ledger, name))
            if left is None:
                raise HTTPException(404, "There is no such claim in this ledger.")
            return here.render(request, "gone.html", 404, {"v": left})
        return moved(request, "claim", found.listed.group.id) or here.render(request, "claim.html", 200, {"v": found})

    async def actor(request: Request) -> Response:
        name, cursor = request.path_params["name"], request.query_params.get("cursor", "")
        found = await here.ask(lambda ledger: actors.view(ledger, name, cursor=cursor))
        if found is None:
            raise HTTPException(404, "There is nobody of that id in this ledger.")
        answer = moved(request, "actor", found.listed.group.id) or here.render(request, "actor.html", 200, {"v": found})
        answer.headers["X-Robots-Tag"] = "noindex"
        return answer

    return [
        Route("/actor/{name}", actor, methods=["GET"]),
        Route("/story/{name}", one_story, methods=["GET"]),
        Route("/claim/{name}", one_claim, methods=["GET"]),
    ]


def _facts(here: Site) -> list[Route]:
    async def article(request: Request) -> Response:
        name, whole = request.path_params["name"], forms.visitor(request).via != "nobody"
        found = await here.ask(lambda ledger: articles.view(ledger, name, whole=whole))
        if found is None:
            raise HTTPException(404, "There is no such article in this ledger.")
        return here.render(request, "article.html", 200, {"v": found})

    async def statement(request: Request) -> Response:
        name = request.path_params["name"]
        found = await here.ask(lambda ledger: articles.place(ledger, name))
        if found is None:
            raise HTTPException(404, "There is no such statement in this ledger.")
        return RedirectResponse(f"/article/{found[0]}#{found[0]}-s{found[1]}", 303)

    return [
        Route("/article/{name}", article, methods=["GET"]),
        Route("/statement/{name}", statement, methods=["GET"]),
    ]
