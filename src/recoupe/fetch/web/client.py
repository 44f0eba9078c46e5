"""URLs into Answers: ask, follow redirects, stay within the limits. Who may be asked when is the gate's to say."""

from __future__ import annotations

import asyncio
import contextlib
import datetime as dt
import ssl
import time
from typing import TYPE_CHECKING, Protocol, Self

from recoupe.errors import FetchError, UnreachableError, UsageError
from recoupe.fetch import answers, urls
from recoupe.fetch.web.agent import user_agent
from recoupe.fetch.web.answer import Answer, Hop, Limits

try:
    import httpcore2

    from recoupe.fetch.web import decoding
    from recoupe.fetch.web.names import Backend, Names
except ImportError as e:
    raise UsageError(f"{e.name} is not installed: pip install 'recoupe[watch]'") from e

if TYPE_CHECKING:
    from contextlib import AbstractAsyncContextManager

    from recoupe.fetch.urls import Target
    from recoupe.fetch.web.answer import Known

PAGES = "text/html,application/xhtml+xml;q=0.9,text/plain;q=0.5,*/*;q=0.1"
FEEDS = "application/atom+xml,application/rss+xml,application/feed+json,application/xml;q=0.8,text/xml;q=0.8,*/*;q=0.1"
_IDLE = 20.0  # seconds for which a connection is kept
_KEPT = 25  # of those, since every one is looked at for every request


class Gate(Protocol):
    """Who is asked before every request: raises FetchError to refuse it, waits to put it off."""

    def __call__(self, at: Target) -> AbstractAsyncContextManager[object]:
        """A context that the request to `at` is made in."""


def open_gate(at: Target) -> AbstractAsyncContextManager[object]:  # noqa: ARG001 -- a Gate
    """Let every request through at once."""
    return contextlib.nullcontext()


class Client:
    """Connections to many sites; leave `async with` to close them.

    connections: how many there are at most; who wants more at a time waits for one within its own limit of time.
    No cookie is kept, nothing is asked but GET, no proxy is used, certificates are those this machine trusts unless
    `tls` says otherwise.
    """

    def __init__(
        self,
        *,
        agent: str = "",
        limits: Limits | None = None,
        names: Names | None = None,
        connections: int = 100,
        tls: ssl.SSLContext | None = None,
    ) -> None:
        self.agent = agent or user_agent()
        self.limits = limits or Limits()
        self.names = names or Names()
        self._pool = httpcore2.AsyncConnectionPool(
            ssl_context=tls or ssl.create_default_context(),
            max_connections=connections,
            max_keepalive_connections=_KEPT,
            keepalive_expiry=_IDLE,
            http2=True,
            network_backend=Backend(self.names, self.limits.connecting),
        )

    async def __aenter__(self) -> Self:
        await self._pool.__aenter__()
        return self

    async def __aexit__(self, *_: object) -> None:
        await self._pool.aclose()

    async def get(self, url: str, *, known: Known | None = None, accept: str = PAGES, gate: Gate = open_gate) -> Answer:
        """What `url` gives, whatever its status. Raises FetchError; UnreachableError where later is worth a try."""
        at = self._target(url, url)
        hops: list[Hop] = []
        left = self.limits.seconds
        while True:
            async with gate(at):
                start = time.monotonic()
                hop, wire, cut = await self._asked(url, at, self._headers(at, known, accept), left)
                left -= time.monotonic() - start
            hops.append(hop)
            location = hop.header("location")
            if hop.status not in answers.REDIRECTS or not location:
                return self._answer(url, hops, wire, cut)
            if len(hops) > self.limits.redirects:
                raise FetchError(url, f"more than {self.limits.redirects} redirects", "check the address")
            at = self._following(url, at, location)

    def _target(self, ref: str, url: str) -> Target:
        target = urls.target(ref, url, any_port=True)
        return target if self.names.allowed(target.host) else urls.target(ref, url, any_port=False)

    def _following(self, ref: str, at: Target, location: str) -> Target:
        return self._target(ref, urls.following(ref, at.url, location, any_port=True).url)

    def _headers(self, at: Target, known: Known | None, accept: str) -> list[tuple[bytes, bytes]]:
        headers = {
            "Host": at.authority,
            "User-Agent": self.agent,
            "Accept": accept,
            "Accept-Encoding": decoding.ACCEPT,
        }
        if known and known.url == at.url:
            headers |= {"If-None-Match": known.etag, "If-Modified-Since": known.modified}
        return [(k.encode("ascii"), v.encode("latin-1", "replace")) for k, v in headers.items() if v]

    async def _asked(
        self, ref: str, at: Target, headers: list[tuple[bytes, bytes]], seconds: float
    ) -> tuple[Hop, bytes, bool]:
        """One request: its head, its body as it came, and whether that was cut. Raises FetchError, naming `ref`."""
        try:
            async with asyncio.timeout(max(0.0, seconds)):
                return await self._exchanged(at, headers, seconds)
        except FetchError as e:
            raise type(e)(ref, e.reason, e.mend) from e
        except (TimeoutError, httpcore2.TimeoutException) as e:
            raise UnreachableError(ref, f"{at.host} takes too long", "try again later") from e
        except (httpcore2.NetworkError, httpcore2.ProtocolError, ssl.SSLError, OSError) as e:
            raise _told(ref, at, e) from e

    async def _exchanged(
        self, at: Target, headers: list[tuple[bytes, bytes]], seconds: float
    ) -> tuple[Hop, bytes, bool]:
        patience = dict.fromkeys(("connect", "read", "write", "pool"), seconds)
        where = httpcore2.URL(
            scheme=at.scheme.encode(), host=at.host.encode(), port=at.port, target=at.path.encode("ascii", "replace")
        )
        request = httpcore2.Request("GET", where, headers=headers, extensions={"timeout": patience})
        response = await self._pool.handle_async_request(request)
        try:
            hop = _hop(at, response, tuple(headers))
            wire, cut = await self._body(response)
        finally:
            await response.aclose()
        return hop, wire, cut

    async def _body(self, response: httpcore2.Response) -> tuple[bytes, bool]:
        """The body as it comes, up to the limit of bytes."""
        blocks, left = [], self.limits.wire
        async for block in response.aiter_stream():
            blocks.append(block[:left])
            left -= len(block)
            if left < 0:
                return b"".join(blocks), True
        return b"".join(blocks), False

    def _answer(self, ref: str, hops: list[Hop], wire: bytes, cut_short: bool) -> Answer:  # noqa: FBT001
        coding = hops[-1].header("content-encoding")
        try:
            body, cut = decoding.decoded(wire, coding, most=self.limits.body, whole=not cut_short)
        except decoding.CodingError as e:
            raise FetchError(ref, str(e), "open it in a browser and save the page") from e
        return Answer(ref, tuple(hops), wire, body, "wire" if cut_short else "body" if cut else "")


def _hop(at: Target, response: httpcore2.Response, asked: tuple[tuple[bytes, bytes], ...]) -> Hop:
    stream = response.extensions.get("network_stream")
    server = stream.get_extra_info("server_addr") if stream else None
    return Hop(
        url=at.url,
        address=str(server[0]) if server else "",
        version=_said(response, "http_version"),
        status=response.status,
        reason=_said(response, "reason_phrase"),
        head=tuple(response.headers),
        fetched=dt.datetime.now(dt.UTC),
        asked=asked,
    )


def _said(response: httpcore2.Response, name: str) -> str:
    return bytes(response.extensions.get(name, b"")).decode("latin-1")


def _told(ref: str, at: Target, error: Exception) -> UnreachableError:
    """`error` as people are told."""
    said = " ".join(str(error).split())[:160] or type(error).__name__
    if _is_of_tls(error):
        return UnreachableError(ref, f"{at.host} does not prove who it is ({said})", "check the address")
    if isinstance(error, httpcore2.ConnectError | ConnectionRefusedError):
        return UnreachableError(ref, f"{at.host} takes no connection ({said})", "check the address and the connection")
    return UnreachableError(ref, f"{at.host} broke off ({said})", "try again later")


def _is_of_tls(error: BaseException | None) -> bool:
    while error is not None:
        if isinstance(error, ssl.SSLError):
            return True
        error = error.__cause__ or error.__context__
    return False
