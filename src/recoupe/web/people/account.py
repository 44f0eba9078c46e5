"""One's own account: password, sessions, keys to the API."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any, cast

from starlette.exceptions import HTTPException
from starlette.routing import Route

from recoupe.web.people import forms, site

if TYPE_CHECKING:
    from starlette.requests import Request
    from starlette.responses import Response

    from recoupe.accounts import Scope
    from recoupe.ledger import Ledger
    from recoupe.web.people.site import Site
    from recoupe.web.people.visitors import Visitor

_SCOPES = ("read", "follow", "decide", "admin")
_LONGEST = 3_650  # days of a key


def routes(here: Site) -> list[Route]:
    """The pages of one's account."""
    return [*_own(here), *_keys(here)]


def _own(here: Site) -> list[Route]:
    async def account(request: Request) -> Response:
        return await _shown(here, request)

    async def password(request: Request) -> Response:
        form, who = await forms.posted(request, None), _signed_in(request)

        def change(ledger: Ledger) -> None:
            ledger.admit(who.name, form.get("old", ""), origin=site.origin(request))
            ledger.new_password(who.name, form.get("new", ""), by=who.name, origin=site.origin(request))

        try:
            await here.ask(change)
        except site.WRONG as e:
            return await _shown(here, request, error=e)
        return site.back("/login", "password")

    async def sessions(request: Request) -> Response:
        await forms.posted(request, None)
        who = _signed_in(request)
        await here.ask(lambda ledger: ledger.sign_out_everywhere(who.name, but=who.secret))
        return site.back("/account", "sessions")

    return [
        Route("/account", account, methods=["GET"]),
        Route("/account/password", password, methods=["POST"]),
        Route("/account/sessions", sessions, methods=["POST"]),
    ]


def _keys(here: Site) -> list[Route]:
    async def add(request: Request) -> Response:
        form, who = await forms.posted(request, None), _signed_in(request)
        scopes = cast("list[Scope]", [s for s in _SCOPES if form.get(f"may-{s}")])
        days = form.get("days", "365")
        ends = dt.datetime.now(dt.UTC) + dt.timedelta(days=_days(days)) if days != "0" else None
        try:
            issue = lambda ledger: ledger.issue(who.name, form.get("label", ""), scopes, ends=ends, by=who.name)  # noqa: E731
            secret, _ = await here.ask(issue)
        except site.WRONG as e:
            return await _shown(here, request, error=e)
        return await _shown(here, request, secret=secret)

    async def revoke(request: Request) -> Response:
        form, who = await forms.posted(request, None), _signed_in(request)

        def recall(ledger: Ledger) -> bool:
            mine = {t.id for t in ledger.tokens(who.name)}
            key = form.get("key", "")
            return key in mine and ledger.recall(key, by=who.name, origin=site.origin(request))

        if not await here.ask(recall):
            raise HTTPException(404, "There is no such key of yours.")
        return site.back("/account", "revoked")

    return [
        Route("/account/keys", add, methods=["POST"]),
        Route("/account/keys/revoke", revoke, methods=["POST"]),
    ]


def _signed_in(request: Request) -> Visitor:
    """Who has signed in. Raises HTTPException: nobody else has an account, and a key does not change it."""
    who = forms.visitor(request)
    if who.via != "session":
        raise HTTPException(403, "Only who has signed in has an account.")
    return who


async def _shown(here: Site, request: Request, *, error: Exception | None = None, secret: str = "") -> Response:
    who = _signed_in(request)
    keys, person = await here.ask(lambda ledger: (ledger.tokens(who.name), ledger.person(who.name)))
    said, status = site.wrong(error) if error else ("", 200)
    given: dict[str, Any] = {"keys": keys, "person": person, "secret": secret, "scopes": _SCOPES}
    return here.page(request, "account.html", status=status, wrong=said, **given)


def _days(text: str) -> int:
    return min(int(text), _LONGEST) if text.isascii() and text.isdigit() and len(text) < 9 else 365  # noqa: PLR2004
