"""One real HTTP server for many sites, in a thread of its own; it keeps a log of what it was asked."""

import asyncio
import socket
import threading
import time
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field

PHRASES = {200: "OK", 301: "Moved Permanently", 302: "Found", 304: "Not Modified", 404: "Not Found", 410: "Gone"}


@dataclass(frozen=True)
class Request:
    """What was asked, and when (seconds of a clock that never goes back)."""

    host: str
    path: str
    headers: dict[str, str]
    began: float


@dataclass(frozen=True)
class Reply:
    """What is answered; the length is added where it is not given."""

    status: int = 200
    body: bytes = b""
    headers: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Entry:
    """A line of the log: the request, the status, and when its answer had ended."""

    request: Request
    status: int
    ended: float


Raw = Callable[[asyncio.StreamWriter], Awaitable[None]]  # writes what it likes; the connection is closed then
Site = Callable[[Request], Reply | Raw]


class Server:
    """Sites by name; `log` is appended to when an answer has ended."""

    def __init__(self) -> None:
        self.sites: dict[str, Site] = {}
        self.log: list[Entry] = []
        self.port = 0
        self._loop = asyncio.new_event_loop()
        self._ready = threading.Event()
        self._thread = threading.Thread(target=self._run, daemon=True)

    def url(self, host: str, path: str = "/") -> str:
        return f"http://{host}:{self.port}{path}"

    def of(self, host: str) -> list[Entry]:
        """The log of one site."""
        return [e for e in self.log if e.request.host == host]

    def paths(self, host: str) -> list[str]:
        return [e.request.path for e in self.of(host)]

    def start(self) -> None:
        self._thread.start()
        self._ready.wait()

    def stop(self) -> None:
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join()
        self._loop.close()

    def _run(self) -> None:
        asyncio.set_event_loop(self._loop)
        server = self._loop.run_until_complete(asyncio.start_server(self._serve, "127.0.0.1", 0, limit=1 << 20))
        self.port = server.sockets[0].getsockname()[1]
        self._ready.set()
        self._loop.run_forever()
        server.close()
        rest = asyncio.all_tasks(self._loop)
        for task in rest:
            task.cancel()
        self._loop.run_until_complete(asyncio.gather(*rest, return_exceptions=True))
        asyncio.set_event_loop(None)

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        with suppress(OSError, asyncio.IncompleteReadError, asyncio.CancelledError):
            writer.get_extra_info("socket").setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            while await self._one(reader, writer):
                pass
        writer.close()

    async def _one(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> bool:
        """One request and its answer; whether the connection may be used again."""
        head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1")
        request = _parsed(head)
        site = self.sites.get(request.host)
        reply = site(request) if site else Reply(404)
        if not isinstance(reply, Reply):
            try:
                await reply(writer)
            finally:
                self.log.append(Entry(request, 0, time.monotonic()))
            return False
        self.log.append(Entry(request, reply.status, time.monotonic()))
        writer.write(written(reply))
        await writer.drain()
        return True


def written(reply: Reply) -> bytes:
    headers = {"Content-Type": "text/html; charset=utf-8"} | reply.headers
    if "Transfer-Encoding" not in headers and reply.status != 304:
        headers = {"Content-Length": str(len(reply.body))} | headers
    lines = [f"HTTP/1.1 {reply.status} {PHRASES.get(reply.status, 'Said')}", *(f"{k}: {v}" for k, v in headers.items())]
    return "\r\n".join(lines).encode("latin-1") + b"\r\n\r\n" + reply.body


def _parsed(head: str) -> Request:
    first, *lines = head.split("\r\n")
    headers = {k.strip().lower(): v.strip() for k, _, v in (line.partition(":") for line in lines if line)}
    host = headers.get("host", "").rpartition(":")[0] or headers.get("host", "")
    return Request(host, first.split(" ")[1], headers, time.monotonic())


@contextmanager
def running() -> Iterator[Server]:
    server = Server()
    server.start()
    try:
        yield server
    finally:
        server.stop()
