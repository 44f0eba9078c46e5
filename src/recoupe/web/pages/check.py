"""Check a text: paste it, or give the address of a page."""

from __future__ import annotations

import functools
from typing import TYPE_CHECKING, Any

import anyio
import anyio.to_thread
from starlette.routing import Route

from recoupe import fetch
from recoupe.errors import InputError, UsageError
from recoupe.model import Page
from recoupe.web.asking import checking
from recoupe.web.people import forms

if TYPE_CHECKING:
    from collections.abc import Mapping

    from starlette.requests import Request
    from starlette.responses import Response

    from recoupe.model import Reading
    from recoupe.web.people.site import Site

_AT_A_TIME = 2  # texts that are read
_SECONDS = 15.0  # that a page may take to come
_BYTES = 3_000_000


def routes(here: Site) -> list[Route]:
    """The form, and what comes of it."""
    turns = anyio.CapacityLimiter(_AT_A_TIME)

    async def form(request: Request) -> Response:
        return _shown(here, request)

    async def checked(request: Request) -> Response:
        given = await forms.posted(request, "read", longest=checking.LONGEST + 1)
        may = forms.visitor(request).via != "nobody"
        try:
            read = functools.partial(_read, given, fetches=may)
            reading = await anyio.to_thread.run_sync(read, limiter=turns)
            found = await here.ask(lambda ledger: checking.view(ledger, reading))
        except (UsageError, InputError) as e:
            return _shown(here, request, given, wrong=str(e))
        return _shown(here, request, given, v=found)

    return [Route("/check", form, methods=["GET"]), Route("/check", checked, methods=["POST"])]


def _read(given: Mapping[str, str], *, fetches: bool) -> Reading:
    """The reading of what was given. Raises UsageError, InputError."""
    text, url = given.get("text", "").strip(), given.get("url", "").strip()
    if text:
        if len(text) > checking.LONGEST:
            raise UsageError(f"the text has more than {checking.LONGEST:,} characters; give a part of it")
        return checking.read(Page("text", text, "text/plain"))
    if not url:
        raise UsageError("give a text, or the address of a page")
    if not fetches:
        raise UsageError("sign in to have a page fetched, or paste its text")
    return checking.read(fetch.page(url, timeout=_SECONDS, max_bytes=_BYTES))


def _shown(here: Site, request: Request, given: Mapping[str, str] | None = None, **more: Any) -> Response:
    told = {
        "given": {"text": (given or {}).get("text", ""), "url": (given or {}).get("url", "")},
        "v": None,
        "wrong": "",
    }
    return here.page(request, "check.html", status=422 if more.get("wrong") else 200, **(told | more))
