"""What is told when something does not work: a page for people, problem+json (RFC 9457) for programs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException
from starlette.responses import JSONResponse

from recoupe.errors import LedgerBusyError, LedgerError, QueryError
from recoupe.web import drawing

if TYPE_CHECKING:
    from fastapi import FastAPI
    from starlette.requests import Request
    from starlette.responses import Response

API = "/api/"


class NotThereError(HTTPException):
    """No such thing in this ledger; `what` is its kind."""

    def __init__(self, what: str) -> None:
        self.what = what
        super().__init__(404, f"no such {what} in this ledger")


def install(app: FastAPI) -> None:
    """Have the application tell of errors so."""
    app.add_exception_handler(HTTPException, _http)
    app.add_exception_handler(RequestValidationError, _wrong)
    app.add_exception_handler(QueryError, _query)
    app.add_exception_handler(LedgerError, _ledger)
    app.add_exception_handler(Exception, _broken)


def answer(request: Request, status: int, detail: str, mend: str = "") -> Response:
    """What is told of an error."""
    title = HTTPException(status).detail  # the phrase of the status
    if request.url.path.startswith(API):
        told = {"type": "about:blank", "title": title, "status": status, "detail": detail}
        told |= {"mend": mend} if mend else {}
        return JSONResponse(told, status, media_type="application/problem+json")
    return drawing.page(request, "error.html", status=status, code=status, title=title, detail=detail, mend=mend)


async def _http(request: Request, e: Exception) -> Response:
    assert isinstance(e, HTTPException)
    found = answer(request, e.status_code, str(e.detail))
    found.headers.update(e.headers or {})
    return found


async def _wrong(request: Request, e: Exception) -> Response:
    assert isinstance(e, RequestValidationError)
    told = "; ".join(f"{'.'.join(map(str, x['loc'][1:]))}: {x['msg']}" for x in e.errors())
    return answer(request, 422, told)


async def _query(request: Request, e: Exception) -> Response:
    return answer(request, 400, str(e))


async def _ledger(request: Request, e: Exception) -> Response:
    assert isinstance(e, LedgerError)
    status = 503 if isinstance(e, LedgerBusyError) else 500
    return answer(request, status, f"The ledger cannot be read: {e.reason}", e.mend)


async def _broken(request: Request, _: Exception) -> Response:
    return answer(request, 500, "Something went wrong here. The log of the server says what.")
