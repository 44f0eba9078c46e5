"""Headers of every answer: what a browser may do with it, and a tag by which it knows that nothing has changed."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import TYPE_CHECKING

from starlette.datastructures import Headers, MutableHeaders

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Message, Receive, Scope, Send

_ALWAYS = {
    "Content-Security-Policy": (
        "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; connect-src 'self';"
        " form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
    ),
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
}
_LONGEST = 4_000_000  # bytes of an answer that gets a tag


@dataclass
class HeadersOf:
    """Middleware; see the module."""

    app: ASGIApp

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer with the headers of the house."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        await self.app(scope, receive, _Answer(scope, send))


class _Answer:
    """What is sent: a page in one piece gets an ETag, or 304 where the browser has it."""

    def __init__(self, scope: Scope, send: Send) -> None:
        self.send, self.start = send, None
        self.known = Headers(scope=scope).get("if-none-match", "") if scope["method"] in {"GET", "HEAD"} else ""
        self.get = scope["method"] == "GET"

    start: Message | None

    async def __call__(self, message: Message) -> None:
        """Hand on; hold the head of a page back until its tag is known."""
        if message["type"] == "http.response.start":
            headers = MutableHeaders(raw=message.setdefault("headers", []))
            for name, value in _ALWAYS.items():
                headers.setdefault(name, value)
            if self.get and message["status"] == 200 and "etag" not in headers:  # noqa: PLR2004
                self.start = message
                return
        elif self.start is not None:
            start, self.start = self.start, None
            whole = not message.get("more_body") and len(message.get("body", b"")) <= _LONGEST
            if whole and await self._tagged(start, message.get("body", b"")):
                return
            await self.send(start)
        await self.send(message)

    async def _tagged(self, start: Message, body: bytes) -> bool:
        """Whether the browser has it already, and was told so."""
        headers = MutableHeaders(raw=start["headers"])
        tag = f'W/"{hashlib.sha256(body).hexdigest()[:32]}"'
        headers["ETag"] = tag
        headers.setdefault("Cache-Control", "private, no-cache")
        if tag not in {t.strip() for t in self.known.split(",")}:
            return False
        del headers["content-length"]
        await self.send({**start, "status": 304})
        await self.send({"type": "http.response.body", "body": b""})
        return True
