"""Pages that were put together, kept while nothing has changed: by address, language, and what who asks may do.

A page holds as long as the ledger's marks say that nothing has changed. While something always does, as under a
watch, a page may be some seconds old; but not one is shown again after anything was decided or forgotten.
"""

from __future__ import annotations

import secrets
import threading
import time
from collections import OrderedDict
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from starlette.responses import Response
from starlette.routing import Route

from recoupe.web import words

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Hashable, Iterable

    from starlette.requests import Request

    from recoupe.ledger import Marks
    from recoupe.web.people.visitors import Visitor

    Make = Callable[[Request], Awaitable[Response]]

OLDEST = 10.0
"""Seconds that a page may be old while the ledger changes."""
_MOST = 32_000_000  # characters that are kept
_LONGEST = 400_000  # of one page
_STAND_IN = secrets.token_urlsafe(32)  # for the secret of who asks: its token is replaced by theirs when shown


@dataclass(frozen=True, slots=True)
class _Page:
    marks: Marks
    at: float
    status: int
    headers: tuple[tuple[str, str], ...]
    body: str

    def holds(self, marks: Marks) -> bool:
        """Whether it may still be shown."""
        young = time.monotonic() - self.at < OLDEST
        return self.marks == marks or (self.marks.decided == marks.decided and young)


@dataclass
class Kept:
    """Pages, those that were asked for last."""

    most: int = _MOST
    pages: OrderedDict[Hashable, _Page] = field(default_factory=OrderedDict)
    size: int = 0
    turn: threading.Lock = field(default_factory=threading.Lock)

    async def page(self, request: Request, make: Make, of: Hashable = None) -> Response:
        """The page that is asked for, as it is kept, else as `make` makes it; of: what it hangs on beside."""
        who: Visitor = request.state.visitor
        marks: Marks = request.state.marks
        may = (who.name, who.via, who.scopes, bool(who.secret), request.state.access)
        key = (str(request.url), words.chosen(request), may, of)
        found = self._found(key, marks)
        if found is None:
            request.state.visitor = replace(who, secret=_STAND_IN if who.secret else "")
            try:
                found = _page(await make(request), marks)
            finally:
                request.state.visitor = who
            self._keep(key, found)
        return _shown(found, who)

    def _found(self, key: Hashable, marks: Marks) -> _Page | None:
        with self.turn:
            page = self.pages.get(key)
            if page is None or not page.holds(marks):
                return None
            self.pages.move_to_end(key)
            return page

    def _keep(self, key: Hashable, page: _Page) -> None:
        if len(page.body) > _LONGEST or page.status != 200:  # noqa: PLR2004
            return
        with self.turn:
            self._drop(key)
            self.pages[key] = page
            self.size += len(page.body)
            while self.size > self.most:
                self._drop(next(iter(self.pages)))

    def _drop(self, key: Hashable) -> None:
        gone = self.pages.pop(key, None)
        self.size -= len(gone.body) if gone else 0


def kept(routes: Iterable[Route], pages: Kept, of: Callable[[Request], Hashable] = lambda _: None) -> list[Route]:
    """The same routes, whose pages are kept; of: what they hang on beside address, language and who asks."""
    return [Route(r.path, _through(r.endpoint, pages, of), methods=r.methods) for r in routes]


def _through(make: Make, pages: Kept, of: Callable[[Request], Hashable]) -> Make:
    async def shown(request: Request) -> Response:
        return await pages.page(request, make, of(request))

    return shown


def _page(made: Response, marks: Marks) -> _Page:
    headers = tuple((name, value) for name, value in made.headers.items() if name != "content-length")
    return _Page(marks, time.monotonic(), made.status_code, headers, bytes(made.body).decode())


def _shown(page: _Page, who: Visitor) -> Response:
    stand_in = replace(who, secret=_STAND_IN).csrf
    body = page.body.replace(stand_in, who.csrf) if who.secret else page.body
    return Response(body, page.status, dict(page.headers))
