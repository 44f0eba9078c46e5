"""Signing in and out."""

from __future__ import annotations

import math
import secrets
from typing import TYPE_CHECKING

import anyio
from starlette.responses import RedirectResponse
from starlette.routing import Route

from recoupe.errors import DeniedError
from recoupe.web.people import forms, origins, site, visitors

if TYPE_CHECKING:
    from starlette.requests import Request
    from starlette.responses import Response

    from recoupe.accounts import Person
    from recoupe.ledger import Ledger
    from recoupe.web.people.site import Site

_AT_A_TIME = 2  # passwords that are looked at side by side: each takes 32 MiB for a moment
_LONGEST = 30 * 24 * 3600


def routes(here: Site) -> list[Route]:
    """Sign in, sign out."""
    turns = anyio.CapacityLimiter(_AT_A_TIME)

    async def login(request: Request) -> Response:
        who, to = forms.visitor(request), origins.inside(request.query_params.get("next", "/"))
        if who.via in {"session", "owner"}:
            return RedirectResponse(to, 303)
        return _form(here, request, to)

    async def signed(request: Request) -> Response:
        form = await forms.posted(request, None)
        name, to = form.get("name", ""), origins.inside(form.get("next", "/"))

        def admit(ledger: Ledger) -> tuple[Person, str]:
            who = ledger.admit(name, form.get("password", ""), origin=site.origin(request))
            return who, ledger.sign_in(who)

        try:
            async with turns:
                _, secret = await here.ask(admit)
        except DeniedError as e:
            return _form(here, request, to, name=name, denied=e)
        answer = RedirectResponse(to, 303)
        tls = request.url.scheme == "https"
        visitors.keep(answer, visitors.SESSION, secret, tls=tls, seconds=_LONGEST)
        visitors.keep(answer, visitors.VISIT, "", tls=tls)
        return answer

    async def logout(request: Request) -> Response:
        await forms.posted(request, None)
        who = forms.visitor(request)
        if who.via == "session":
            await here.ask(lambda ledger: ledger.sign_out(who.secret))
        answer = RedirectResponse("/login", 303)
        visitors.keep(answer, visitors.SESSION, "", tls=request.url.scheme == "https")
        answer.headers["Clear-Site-Data"] = '"cache"'
        return answer

    return [
        Route("/login", login, methods=["GET"]),
        Route("/login", signed, methods=["POST"]),
        Route("/logout", logout, methods=["POST"]),
    ]


def _form(here: Site, request: Request, to: str, *, name: str = "", denied: DeniedError | None = None) -> Response:
    """The form, tied to a cookie that is made with it."""
    who = forms.visitor(request)
    fresh = not who.secret
    if fresh:
        who = visitors.Visitor(who.name, who.scopes, who.via, secrets.token_urlsafe(32))
        request.state.visitor = who
    said, status = site.wrong(denied) if denied else ("", 200)
    answer = here.page(request, "login.html", status=status, next=to, name=name, wrong=said)
    if fresh:
        visitors.keep(answer, visitors.VISIT, who.secret, tls=request.url.scheme == "https")
    if denied and denied.wait:
        answer.headers["Retry-After"] = str(math.ceil(denied.wait))
    return answer
