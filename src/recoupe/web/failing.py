"""What people and programs are told where something goes wrong: a page, or problem+json (RFC 9457) below /api."""

from __future__ import annotations

import logging
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from recoupe.errors import (
    InputError,
    LedgerBusyError,
    LedgerError,
    LedgerNewerError,
    LedgerReadOnlyError,
    QueryError,
    UsageError,
)

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Mapping

    from starlette.types import ASGIApp, Receive, Scope, Send

    Render = Callable[[Request, str, int, dict[str, Any]], Response]

_API = "/api/"
_NOT_FOUND, _WRONG, _DOWN, _BROKEN = 404, 422, 503, 500
_log = logging.getLogger("recoupe.web")


@dataclass
class Caught:
    """Middleware: a ledger that fails before any page is reached is told as one that fails in it."""

    app: ASGIApp
    tell: Callable[[Request, Exception], Awaitable[Response]]

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Hand on; answer in place of who failed."""
        try:
            await self.app(scope, receive, send)
        except LedgerError as error:
            answer = await self.tell(Request(scope), error)
            await answer(scope, receive, send)


def handlers(render: Render) -> Mapping[Any, Any]:
    """What answers each kind of error."""

    def told(request: Request, status: int, what: str, *, wait: int = 0, mend: str = "") -> Response:
        more = {"Retry-After": str(wait)} if wait else {}
        if request.url.path.startswith(_API):
            body = {"type": "about:blank", "title": what, "status": status} | ({"detail": mend} if mend else {})
            return JSONResponse(body, status, more, media_type="application/problem+json")
        answer = render(request, "error.html", status, {"status": status, "what": what, "mend": mend})
        answer.headers.update({"Cache-Control": "no-store"} | more)
        return answer

    async def http(request: Request, error: Exception) -> Response:
        assert isinstance(error, HTTPException)
        plain = error.status_code == _NOT_FOUND and error.detail == "Not Found"
        answer = told(request, error.status_code, "There is nothing at this address." if plain else error.detail)
        answer.headers.update(error.headers or {})
        return answer

    async def asked(request: Request, error: Exception) -> Response:
        return told(request, _WRONG, str(error))

    async def unfit(request: Request, error: Exception) -> Response:
        assert isinstance(error, RequestValidationError)
        first = error.errors()[0]
        return told(request, _WRONG, f"{'.'.join(map(str, first['loc'][1:]))}: {first['msg']}")

    async def ledger(request: Request, error: Exception) -> Response:
        waits = 5 if isinstance(error, LedgerBusyError) else 0
        known = isinstance(error, (LedgerBusyError, LedgerReadOnlyError, LedgerNewerError))
        if not known:
            _log.error("the ledger cannot be used: %s", error)
        return told(request, _DOWN, str(error), wait=waits)

    async def broken(request: Request, error: Exception) -> Response:
        _log.exception("a page failed", exc_info=error)
        return told(request, _BROKEN, "Something went wrong here; it is written down in the log of the server.")

    return {
        HTTPException: http,
        RequestValidationError: unfit,
        QueryError: asked,
        UsageError: asked,
        InputError: asked,
        LedgerError: ledger,
        Exception: broken,
    }
