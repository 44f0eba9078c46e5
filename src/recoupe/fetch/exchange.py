"""One request and its answer over one connection to a checked address."""

from __future__ import annotations

import socket
import ssl
import threading
import time
from contextlib import suppress
from http.client import HTTPException
from typing import TYPE_CHECKING, Self

from urllib3.connection import HTTPConnection, HTTPSConnection
from urllib3.exceptions import ConnectTimeoutError, HTTPError, NewConnectionError, ReadTimeoutError, SSLError
from urllib3.util.ssl_match_hostname import CertificateError

from recoupe.errors import FetchError

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from urllib3 import HTTPResponse

    from recoupe.fetch.urls import Target

_CONNECTING = 10.0  # seconds for one address, so that the next has its chance
_BLOCK = 65_536
_FOREIGN = (HTTPError, HTTPException, OSError, ValueError)


class Exchange:
    """A connection with its answer; leave `with` to close it.

    The time limit of a socket is one of silence: a server that sends a byte now and then outlasts it. So a timer
    shuts the connection when the time for everything is over.
    """

    def __init__(self, ref: str, at: Target, deadline: float) -> None:
        self.ref, self.at, self.deadline = ref, at, deadline
        self.connection: HTTPConnection | None = None
        self.sock: socket.socket | None = None
        self._answer: HTTPResponse | None = None
        self.timer = threading.Timer(max(0.0, deadline - time.monotonic()), self._shut)
        self.timer.daemon = True
        self.timer.start()

    @classmethod
    def begun(
        cls,
        ref: str,
        at: Target,
        addresses: Sequence[str],
        headers: Mapping[str, str],
        deadline: float,
        *,
        method: str = "GET",
        body: bytes | None = None,
    ) -> Exchange:
        """Connect to the first of `addresses` that answers, and ask. Raises FetchError."""
        exchange = cls(ref, at, deadline)
        try:
            exchange._ask(exchange._connect(addresses), headers, method, body)
        except BaseException:
            exchange.close()
            raise
        return exchange

    def _connect(self, addresses: Sequence[str]) -> HTTPConnection:
        """Try one address after the other."""
        failed: FetchError | None = None
        for address in addresses:
            left = self.deadline - time.monotonic()
            if left <= 0:
                break
            self.connection = connection = _connection(self.at, address, min(left, _CONNECTING))
            try:
                connection.connect()
            except _FOREIGN as e:
                connection.close()
                failed = self.wrapped(e)
            else:
                self.sock = connection.sock
                return connection
        raise failed or self.wrapped(TimeoutError())

    def _ask(self, connection: HTTPConnection, headers: Mapping[str, str], method: str, body: bytes | None) -> None:
        """Send the request; take the answer as far as its headers."""
        try:
            connection.timeout = max(0.1, self.deadline - time.monotonic())
            connection.request(method, self.at.path, body=body, headers=headers, preload_content=False)
            self._answer = connection.getresponse()
        except _FOREIGN as e:
            raise self.wrapped(e) from e
        if self._late():  # a connection that was shut looks like headers that came to their end
            raise self.wrapped(TimeoutError())

    @property
    def answer(self) -> HTTPResponse:
        """The answer, which is there once `begun` gave the exchange."""
        assert self._answer is not None
        return self._answer

    @property
    def status(self) -> int:
        """The HTTP status."""
        return self.answer.status

    @property
    def headers(self) -> Mapping[str, str]:
        """The answer's headers, found whatever their case."""
        return self.answer.headers

    def body(self, most: int) -> bytes:
        """The body, decompressed, up to `most` bytes. Raises FetchError."""
        blocks: list[bytes] = []
        left = most
        try:
            while left > 0 and (block := self.answer.read1(min(left, _BLOCK), decode_content=True)):
                blocks.append(block)
                left -= len(block)
        except _FOREIGN as e:
            raise self.wrapped(e) from e
        if self._late():
            raise self.wrapped(TimeoutError())
        return b"".join(blocks)

    def wrapped(self, error: Exception) -> FetchError:
        """`error` as people are told."""
        return _told(self.ref, self.at, TimeoutError() if self._late() else error)

    def close(self) -> None:
        """End the connection."""
        self.timer.cancel()
        self.timer.join()  # no thread is left behind: processes may be forked next
        for part in (self._answer, self.connection):
            if part:
                part.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def _late(self) -> bool:
        return time.monotonic() >= self.deadline

    def _shut(self) -> None:
        """Wake up whoever waits for this connection."""
        sock = self.sock or (self.connection and self.connection.sock)
        if sock:
            with suppress(OSError):
                sock.shutdown(socket.SHUT_RDWR)


def _connection(at: Target, address: str, patience: float) -> HTTPConnection:
    """A connection to `address` that speaks and proves itself as `at.host`."""
    if at.scheme == "https":
        return HTTPSConnection(address, at.port, timeout=patience, server_hostname=at.host, assert_hostname=at.host)
    return HTTPConnection(address, at.port, timeout=patience)


def _told(ref: str, at: Target, error: Exception) -> FetchError:
    """`error` as a FetchError; a refused connection is one that took too long to urllib3, so it is asked for first."""
    if isinstance(error, NewConnectionError | ConnectionRefusedError):
        return FetchError(
            ref, f"{at.host} takes no connection ({_short(error)})", "check the address and the connection"
        )
    if isinstance(error, TimeoutError | ConnectTimeoutError | ReadTimeoutError):
        return FetchError(ref, f"{at.host} takes too long", "try again later, or save the page in a browser")
    if isinstance(error, SSLError | ssl.SSLError | CertificateError):
        return FetchError(ref, f"{at.host} does not prove who it is ({_short(error)})", "check the address")
    return FetchError(ref, f"{at.host} broke off ({_short(error)})", "try again later")


def _short(error: Exception) -> str:
    said = " ".join(str(error).split()) or type(error).__name__
    return said.rpartition(">: ")[2][:160]
