"""A small site on this machine that behaves, or does not, as the tests ask."""

import gzip
import socket
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

PAGE = "<!DOCTYPE html><html><head><title>Été</title></head><body><p>L’été sera chaud.</p></body></html>".encode()

Answer = Callable[["Handler"], None]


class Handler(BaseHTTPRequestHandler):
    """Answers by path; keeps what was asked."""

    server: "Site"

    def do_GET(self) -> None:
        self.server.asked.append((self.path, dict(self.headers)))
        path = self.path.partition("?")[0]
        try:
            self.server.answers.get(path, missing)(self)
        except OSError:
            self.close_connection = True

    def give(self, status: int, body: bytes = b"", **headers: str) -> None:
        """Send an answer; `Content_Type` is text/html unless it is named."""
        given = {"Content_Type": "text/html; charset=utf-8", "Content_Length": str(len(body))} | headers
        self.send_response(status)
        for name, value in given.items():
            if value:
                self.send_header(name.replace("_", "-"), value)
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        """Stay quiet."""


class Site(ThreadingHTTPServer):
    """The server with its answers, and what it was asked."""

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.answers: dict[str, Answer] = dict(ANSWERS)
        self.asked: list[tuple[str, dict[str, str]]] = []

    @property
    def port(self) -> int:
        return int(self.server_address[1])

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def handle_error(self, *_: object) -> None:
        """A client that leaves is no error."""


@contextmanager
def running() -> Iterator[Site]:
    with Site() as site:
        thread = threading.Thread(target=site.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        try:
            yield site
        finally:
            site.shutdown()
            thread.join()


def missing(h: Handler) -> None:
    h.give(404, b"no")


def answer(status: int = 200, body: bytes = PAGE, **headers: str) -> Answer:
    return lambda h: h.give(status, body, **headers)


def leads(to: str, status: int = 302) -> Answer:
    return lambda h: h.give(status, b"", Location=to)


def silence(h: Handler) -> None:
    time.sleep(30)
    h.give(200, PAGE)


def trickle(h: Handler) -> None:
    """A byte now and then, for ever: no single wait is long."""
    h.send_response(200)
    h.send_header("Content-Type", "text/html")
    h.end_headers()
    for _ in range(300):
        h.wfile.write(b"a")
        time.sleep(0.05)


def slow_headers(h: Handler) -> None:
    h.wfile.write(b"HTTP/1.1 200 OK\r\n")
    for i in range(90):
        h.wfile.write(f"X-Header-{i}: {i}\r\n".encode())
        time.sleep(0.1)


def breaks_off(h: Handler) -> None:
    h.send_response(200)
    h.send_header("Content-Type", "text/html")
    h.send_header("Content-Length", "5000")
    h.end_headers()
    h.wfile.write(PAGE)
    h.wfile.flush()
    h.connection.shutdown(socket.SHUT_RDWR)


def many_headers(h: Handler) -> None:
    h.wfile.write(b"HTTP/1.1 200 OK\r\n" + b"".join(b"X-%d: 1\r\n" % i for i in range(1000)) + b"\r\n")


ANSWERS: dict[str, Answer] = {
    "/page": answer(),
    "/plain": answer(body=b"Anna Berg said so.", Content_Type="text/plain"),
    "/xhtml": answer(Content_Type="application/xhtml+xml"),
    "/gzip": answer(body=gzip.compress(PAGE), Content_Encoding="gzip"),
    "/not-gzip": answer(Content_Encoding="gzip"),
    "/brotli": answer(Content_Encoding="br"),
    "/bomb": answer(body=gzip.compress(b"a" * 20_000_000), Content_Encoding="gzip"),
    "/big": answer(body=b"a" * 100_000),
    "/pdf": answer(body=b"%PDF-1.7", Content_Type="application/pdf"),
    "/unsaid": answer(Content_Type=""),
    "/forbidden": answer(403),
    "/gone": answer(410),
    "/busy": answer(503),
    "/odd": answer(299),
    "/once": leads("/page?a=b#part", 301),
    "/spaces": leads("/page?q=a b é".encode().decode("latin-1"), 307),
    "/loop": leads("/loop"),
    "/nowhere": leads(""),
    "/file": leads("file:///etc/passwd"),
    "/ftp": leads("ftp://example.org/"),
    "/inside": leads("http://169.254.169.254/latest/meta-data/"),
    "/port": leads("http://example.org:22/"),
    "/login": leads("http://me:secret@example.org/"),
    "/broken": leads("http://[::1/"),
    "/silence": silence,
    "/trickle": trickle,
    "/slow-headers": slow_headers,
    "/breaks-off": breaks_off,
    "/many-headers": many_headers,
    **{f"/hop{n}": leads(f"/hop{n - 1}") for n in range(1, 7)},
    "/hop0": answer(),
}
