"""When somebody was here before, kept in a cookie of theirs, so that the front page can say what is new since.

A visit lasts until nothing was looked at for half an hour; what is new stays new as long.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING

from starlette.routing import Route

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Iterable

    from starlette.requests import Request
    from starlette.responses import Response

COOKIE = "recoupe_seen"
_REST = dt.timedelta(minutes=30)  # without a look, after which the next one is another visit
_STEP = dt.timedelta(minutes=1)  # between two times that the cookie is written
_YEAR = 365 * 24 * 3600
_FURTHEST = dt.timedelta(days=365)


@dataclass(frozen=True, slots=True)
class Visits:
    """The last look before this visit, and the last look of all; None where there was none."""

    before: dt.datetime | None = None
    last: dt.datetime | None = None


def told(request: Request, now: dt.datetime) -> Visits:
    """The visits that the cookie tells of, as they are at `now`; one that is spoilt tells nothing."""
    before, _, last = request.cookies.get(COOKIE, "").partition(".")
    known = Visits(_at(before, now), _at(last, now))
    return Visits(known.last, known.last) if known.last and now - known.last > _REST else known


def since(request: Request) -> dt.datetime | None:
    """Since when things are new to who asks; None for who was not here before."""
    return told(request, _now()).before


def noted(routes: Iterable[Route]) -> list[Route]:
    """The same routes, which note that somebody looked."""
    return [Route(r.path, _noting(r.endpoint), methods=r.methods) for r in routes]


def _noting(make: Callable[[Request], Awaitable[Response]]) -> Callable[[Request], Awaitable[Response]]:
    async def shown(request: Request) -> Response:
        answer, now = await make(request), _now()
        visits = told(request, now)
        if visits.last is None or now - visits.last > _STEP:
            words = ".".join(str(int(at.timestamp())) if at else "" for at in (visits.before, now))
            tls = request.url.scheme == "https"
            answer.set_cookie(COOKIE, words, max_age=_YEAR, path="/", secure=tls, httponly=True, samesite="lax")
        return answer

    return shown


def _at(text: str, now: dt.datetime) -> dt.datetime | None:
    if not (text.isascii() and text.isdigit() and len(text) < 12):  # noqa: PLR2004
        return None
    at = dt.datetime.fromtimestamp(int(text), dt.UTC)
    return at if now - _FURTHEST < at <= now + _STEP else None


def _now() -> dt.datetime:
    return dt.datetime.now(dt.UTC)
