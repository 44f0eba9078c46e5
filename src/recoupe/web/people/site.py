"""What the pages for people need of the application around them, and how they answer."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Protocol, TypeVar

from starlette.responses import RedirectResponse

from recoupe.errors import DeniedError, FetchError, LedgerError, QueryError, UsageError
from recoupe.web.people import forms, origins

if TYPE_CHECKING:
    from collections.abc import Callable

    from starlette.requests import Request
    from starlette.responses import Response

    from recoupe.ledger import Ledger

T = TypeVar("T")
WRONG = (QueryError, UsageError, FetchError, DeniedError)
"""What people can mend: it is told on the page where they asked for it."""


class Asks(Protocol):
    """What asks the ledger beside the loop of the server: `work` runs in a thread, and reads all that it gives."""

    async def __call__(self, work: Callable[[Ledger], T]) -> T:
        """What `work` gives."""


@dataclass(frozen=True)
class Site:
    """ask: asks the ledger. render: (request, template, status, what the template is given) -> a page."""

    ask: Asks
    render: Callable[[Request, str, int, dict[str, Any]], Response]

    def page(self, request: Request, template: str, *, status: int = 200, **given: Any) -> Response:
        """A page that is of who asks alone."""
        more = {"visitor": forms.visitor(request), "did": request.query_params.get("did", "")}
        answer = self.render(request, template, status, more | given)
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
