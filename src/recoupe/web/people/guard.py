"""What stands before the application: who asks is found out, and what must not be asked is refused.

It holds of every address, also of those that are added later: bodies are bounded, hosts are ours, nothing is changed at
another site's bidding, nothing is read by who may not.
"""

from __future__ import annotations

import secrets
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

from starlette.datastructures import Headers
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, PlainTextResponse, RedirectResponse, Response

from recoupe.web.people import origins, visitors

if TYPE_CHECKING:
    from collections.abc import Callable

    from starlette.types import ASGIApp, Message, Receive, Scope, Send

    from recoupe.ledger import Ledger, Marks
    from recoupe.web.people.site import Asks
    from recoupe.web.people.visitors import Access, Visitor

MOST = 1_000_000
"""Bytes of a body."""
_OPEN = ("/login", "/feeds/", "/static/", "/favicon.ico", "/robots.txt")
_SAME = ("/static/", "/favicon.ico", "/robots.txt")
_API = "/api/"
_TOO_LARGE, _FORBIDDEN, _UNAUTHORIZED, _MISDIRECTED = 413, 403, 401, 421
_ON = (
    '<!doctype html><html lang="en"><head><meta charset="utf-8"><title>recoupe</title>'
    '<meta http-equiv="refresh" content="0"></head><body><p><a href="">recoupe</a></p></body></html>'
)


@dataclass
class Guard:
    """Middleware.

    ask: asks the ledger; how much has changed in it is found out at the same time. access: how the application is open
    now. hosts: names of ours, None for whatever is asked. most: bytes of a body, by the beginning of a path.
    """

    app: ASGIApp
    ask: Asks
    access: Callable[[Ledger], Access]
    hosts: frozenset[str] | None = None
    most: dict[str, int] = field(default_factory=dict)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer, or hand on."""
        if scope["type"] == "websocket":  # there is none, and none is to come in past the guard
            await send({"type": "websocket.close", "code": 1008})
            return
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        headers = Headers(scope=scope)
        refused = self._refused(scope, headers)
        if refused is None:
            visitor, access, marks = await self._known(scope, headers)
            scope.setdefault("state", {}).update({"visitor": visitor, "access": access, "marks": marks})
            refused = _unwelcome(scope, headers, visitor)
        if refused is not None:
            await refused(scope, receive, send)
            return
        await self.app(scope, _bounded(receive, self._limit(scope["path"])), _visiting(scope, send))

    def _refused(self, scope: Scope, headers: Headers) -> Response | None:
        """An answer to what is wrong whoever asks."""
        if self.hosts is not None and not origins.expected(origins.host(headers), self.hosts):
            return _said(scope, _MISDIRECTED, "This host is not served here.")
        length = headers.get("content-length", "0")
        if not length.isdigit() or int(length) > self._limit(scope["path"]):
            return _said(scope, _TOO_LARGE, "That is too large.")
        keyed = headers.get("authorization", "").lower().startswith("bearer ")
        if scope["method"] not in origins.SAFE and not keyed and not origins.own(headers, scope["scheme"]):
            return _said(scope, _FORBIDDEN, "Another site has asked for this change; it was not made.")
        return None

    def _limit(self, path: str) -> int:
        return next((most for start, most in self.most.items() if path.startswith(start)), MOST)

    async def _known(self, scope: Scope, headers: Headers) -> tuple[Visitor | None, Access, Marks | None]:
        """Who asks, and how the ledger is; of what is the same for everybody it is not looked at."""
        if scope["path"].startswith(_SAME):
            return visitors.NOBODY, visitors.Access(login=True), None
        tls = scope["scheme"] == "https"

        def known(ledger: Ledger) -> tuple[Visitor | None, Access, Marks]:
            access = self.access(ledger)
            return visitors.visitor(ledger, headers, access, tls=tls), access, ledger.marks()

        return await self.ask(known)


def _unwelcome(scope: Scope, headers: Headers, visitor: Visitor | None) -> Response | None:
    """An answer to who may not even read; None for who may, and for what is open to all."""
    path = scope["path"]
    if visitor is None:
        return _said(scope, _UNAUTHORIZED, "This key opens nothing: it has ended, or was taken back.")
    if visitor.may("read") or path.startswith(_OPEN):
        return None
    if path.startswith(_API) or scope["method"] not in origins.SAFE:
        return _said(scope, _UNAUTHORIZED, "Sign in, or show a key (Authorization: Bearer).")
    if origins.elsewhere(headers):
        return HTMLResponse(_ON)  # it asks once more, from here: then the browser brings its cookies
    query = f"?{scope['query_string'].decode('latin-1')}" if scope["query_string"] else ""
    request = Request(scope)
    return RedirectResponse(request.url.replace(path="/login", query="").include_query_params(next=path + query), 303)


def _visiting(scope: Scope, send: Send) -> Send:
    """Give who has this computer a cookie with the first page, so that forms have something to be tied to."""
    who: Visitor = scope["state"]["visitor"]
    if who.via != "owner" or who.secret or scope["method"] != "GET":
        return send
    secret = secrets.token_urlsafe(32)
    scope["state"]["visitor"] = replace(who, secret=secret)
    keep = Response()
    visitors.keep(keep, visitors.VISIT, secret, tls=scope["scheme"] == "https")

    async def visiting(message: Message) -> None:
        if message["type"] == "http.response.start" and _is_page(message):
            made = next(pair for pair in keep.raw_headers if pair[0] == b"set-cookie")
            message = {**message, "headers": [*message.get("headers", ()), made]}
        await send(message)

    return visiting


def _is_page(message: Message) -> bool:
    return any(k.lower() == b"content-type" and v.startswith(b"text/html") for k, v in message.get("headers", ()))


def _said(scope: Scope, status: int, what: str) -> Response:
    """An answer in words, or as problem+json (RFC 9457) to programs."""
    more = {"WWW-Authenticate": 'Bearer realm="recoupe"'} if status == _UNAUTHORIZED else {}
    if scope["path"].startswith(_API):
        body: dict[str, Any] = {"type": "about:blank", "title": what, "status": status}
        return JSONResponse(body, status, more, media_type="application/problem+json")
    return PlainTextResponse(what, status, more)


def _bounded(receive: Receive, most: int) -> Receive:
    """What comes, up to so many bytes; a length that was not told, or told wrongly, is no way round."""
    left = most

    async def bounded() -> Message:
        nonlocal left
        message = await receive()
        if message["type"] == "http.request":
            left -= len(message.get("body", b""))
            if left < 0:
                raise HTTPException(_TOO_LARGE, "That is too large.")
        return message

    return bounded
