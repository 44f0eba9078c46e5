"""What the pages for people need of the application around them, and how they answer."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TypeVar

from starlette.concurrency import run_in_threadpool
from starlette.responses import RedirectResponse

from recoupe.errors import DeniedError, FetchError, LedgerError, QueryError, UsageError
from recoupe.web.people import forms, origins

if TYPE_CHECKING:
    from collections.abc import Callable
    from contextlib import AbstractContextManager

    from starlette.requests import Request
    from starlette.responses import Response

    from recoupe.ledger import Ledger

    Opened = Callable[[], AbstractContextManager[Ledger]]

T = TypeVar("T")
WRONG = (QueryError, UsageError, FetchError, DeniedError)
"""What people can mend: it is told on the page where they asked for it."""


@dataclass(frozen=True)
class Site:
    """opened: the ledger, for a while. render: (request, template, status, what the template is given) -> a page."""

    opened: Opened
    render: Callable[[Request, str, int, dict[str, Any]], Response]

    async def ask(self, work: Callable[[Ledger], T]) -> T:
        """Work on the ledger beside the loop of the server."""

        def run() -> T:
            with self.opened() as ledger:
                return work(ledger)

        return await run_in_threadpool(run)

    def page(self, request: Request, template: str, *, status: int = 200, **given: Any) -> Response:
        """A page that is of who asks alone."""
        answer = self.render(request, template, status, {"visitor": forms.visitor(request)} | given)
        answer.headers["Cache-Control"] = "no-store"
        return answer


def back(to: str, did: str) -> Response:
    """After a change, back to a page that says what was done."""
    path = origins.inside(to)
    sign = "&" if "?" in path else "?"
    where, _, fragment = path.partition("#")
    return RedirectResponse(f"{where}{sign}did={did}{'#' if fragment else ''}{fragment}", 303)


def origin(request: Request) -> str:
    """The address from which is asked."""
    return request.client.host if request.client else ""


def wrong(error: Exception) -> tuple[str, int]:
    """What to tell, and with which status."""
    if isinstance(error, DeniedError):
        return str(error), 429 if error.wait else 401
    if isinstance(error, LedgerError):
        return str(error), 503
    return str(error), 422
