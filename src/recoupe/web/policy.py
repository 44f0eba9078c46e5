"""What every answer carries: what a browser may do with it, and a tag by which it is known again."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

from starlette.datastructures import Headers, MutableHeaders

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Message, Receive, Scope, Send

HEADERS = {
    "content-security-policy": (
        "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; connect-src 'self'; "
        "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
    ),
    "x-content-type-options": "nosniff",
    "referrer-policy": "no-referrer",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "permissions-policy": "camera=(), geolocation=(), microphone=()",
}
_MOST = 4_000_000  # bytes of an answer that gets a tag; a longer one is sent as it comes


class Policy:
    """Adds HEADERS, and an ETag to what GET gives; who has that already gets 304 (RFC 9110, 13.1.2)."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        answer = _Answer(send, Headers(scope=scope), tagged=scope["method"] in {"GET", "HEAD"})
        await self.app(scope, receive, answer.send)


class _Answer:
    """An answer on its way: it is held back until it is whole, unless it is a stream."""

    def __init__(self, send: Send, asked: Headers, *, tagged: bool) -> None:
        self._send, self._asked, self._tagged = send, asked, tagged
        self._start: Message | None = None
        self._body = b""

    async def send(self, message: Message) -> None:
        """Pass on, or hold back, a part of the answer."""
        if message["type"] == "http.response.start":
            headers = MutableHeaders(scope=message)
            for name, value in HEADERS.items():
                headers.setdefault(name, value)
            headers.setdefault("cache-control", "private, no-cache")
            length = int(headers.get("content-length", "0"))
            stream = headers.get("content-type", "").startswith("text/event-stream")
            if self._tagged and message["status"] == 200 and not stream and length <= _MOST:  # noqa: PLR2004
                self._start = message
                return
        if self._start is None:
            await self._send(message)
            return
        self._body += message.get("body", b"")
        if not message.get("more_body"):
            await self._whole(self._start)

    async def _whole(self, start: Message) -> None:
        headers = MutableHeaders(scope=start)
        tag = headers.setdefault("etag", f'W/"{hashlib.sha256(self._body).hexdigest()[:24]}"')
        known = [t.strip() for t in self._asked.get("if-none-match", "").split(",")]
        if tag in known:
            start["status"], self._body = 304, b""
            del headers["content-length"]
        await self._send(start)
        await self._send({"type": "http.response.body", "body": self._body})
