"""Those who are told: a server of the web and one of mail on this machine, which keep what they get."""

import contextlib
import socket
import ssl
import threading
import warnings
from collections.abc import Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import AuthResult, Envelope, LoginPassword, Session


@dataclass
class Got:
    """What was posted."""

    path: str
    headers: dict[str, str]
    body: bytes


@dataclass
class Hooks:
    """A receiver; `answers` are what it says next, the last one for ever: a status, or one with headers."""

    answers: list[tuple[int, dict[str, str]]] = field(default_factory=lambda: [(204, {})])
    got: list[Got] = field(default_factory=list)
    port: int = 0

    def url(self, path: str = "/in") -> str:
        return f"http://127.0.0.1:{self.port}{path}"

    def next(self) -> tuple[int, dict[str, str]]:
        return self.answers.pop(0) if len(self.answers) > 1 else self.answers[0]


@contextlib.contextmanager
def hooks() -> Iterator[Hooks]:
    kept = Hooks()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            kept.got.append(Got(self.path, {k.lower(): v for k, v in self.headers.items()}, body))
            status, headers = kept.next()
            self.send_response(status)
            for name, value in headers.items():
                self.send_header(name, value)
            self.send_header("Content-Length", "0")
            self.end_headers()

        def log_message(self, *_: Any) -> None:
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        kept.port = server.server_address[1]
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        yield kept
        server.shutdown()
        thread.join()


@contextlib.contextmanager
def silent(drip: bytes = b"", first: bytes = b"") -> Iterator[int]:
    """A server that takes connections and then says nothing, or a byte now and then, for ever; its port."""
    over = threading.Event()

    def serve() -> None:
        there: list[socket.socket] = []
        while not over.is_set():
            with contextlib.suppress(TimeoutError):
                connection, _ = listening.accept()
                there.append(connection)
                with contextlib.suppress(OSError):
                    connection.sendall(first)
            for each in there:
                with contextlib.suppress(OSError):
                    each.sendall(drip)
        for each in there:
            each.close()

    with socket.create_server(("127.0.0.1", 0)) as listening:
        listening.settimeout(0.05)
        thread = threading.Thread(target=serve, daemon=True)
        thread.start()
        yield listening.getsockname()[1]
        over.set()
        thread.join()


@dataclass
class Mails:
    """What a server of mail got; it refuses the addresses in `refused` with what is told there."""

    port: int = 0
    got: list[Envelope] = field(default_factory=list)
    refused: dict[str, str] = field(default_factory=dict)
    tls: list[bool] = field(default_factory=list)

    async def handle_RCPT(  # noqa: N802 -- as the server wants it
        self, _server: Any, _session: Session, envelope: Envelope, address: str, _: Any
    ) -> str:
        if address in self.refused:
            return self.refused[address]
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, _server: Any, session: Session, envelope: Envelope) -> str:  # noqa: N802 -- as above
        self.got.append(envelope)
        self.tls.append(session.ssl is not None)
        return "250 OK"


def _right(_server: Any, _session: Any, _envelope: Any, _mechanism: str, data: Any) -> AuthResult:
    right = isinstance(data, LoginPassword) and (data.login, data.password) == (b"desk", b"open: sesame")
    return AuthResult(success=right, handled=right)


@contextlib.contextmanager
def mails(tls: ssl.SSLContext | None = None, *, at_once: bool = False) -> Iterator[Mails]:
    """A server of mail: with STARTTLS where `tls` is given, or with TLS at once."""
    kept = Mails()
    more: dict[str, Any] = {"authenticator": _right, "auth_required": True} if tls else {}
    more |= {"ssl_context": tls, "auth_require_tls": False} if at_once else {"tls_context": tls}
    with warnings.catch_warnings(action="ignore", category=UserWarning):  # with TLS at once it knows of none
        controller = Controller(kept, hostname="127.0.0.1", port=free_port(), server_hostname="localhost", **more)
        controller.start()
    kept.port = controller.port
    try:
        yield kept
    finally:
        controller.stop()


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as server:
        port: int = server.getsockname()[1]
    return port
