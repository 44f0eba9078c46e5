"""Answers as no server should give them, by path; each is a site's answer to one request."""

import asyncio
import gzip
import itertools
import zlib
from collections.abc import Callable

import brotli
import zstandard

from localweb.server import Raw, Reply, Request

PAGE = "<!DOCTYPE html><html><head><title>Été</title></head><body><p>L’été sera chaud.</p></body></html>".encode()
HEAD = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n"


def site(request: Request) -> Reply | Raw:
    """The site of all troubles."""
    made = ANSWERS.get(request.path.partition("?")[0], Reply(404))
    return made(request) if callable(made) and not isinstance(made, Reply) else made


def leads(to: str, status: int = 302) -> Reply:
    return Reply(status, b"", {"Location": to})


def coded(coding: str, body: bytes) -> Reply:
    return Reply(200, body, {"Content-Encoding": coding})


def raw(*pieces: bytes, pause: float = 0.0, forever: bytes = b"") -> Callable[[Request], Raw]:
    """The pieces one by one with pauses between them; then one piece again and again, as long as somebody listens."""

    async def write(writer: asyncio.StreamWriter) -> None:
        for piece in itertools.chain(pieces, itertools.repeat(forever) if forever else ()):
            writer.write(piece)
            await writer.drain()
            await asyncio.sleep(pause)

    return lambda _: write


def by_etag(request: Request) -> Reply:
    if request.headers.get("if-none-match") == '"one"':
        return Reply(304, b"", {"ETag": '"one"'})
    return Reply(200, PAGE, {"ETag": '"one"', "Last-Modified": "Wed, 08 May 2024 06:00:00 GMT"})


def by_date(request: Request) -> Reply:
    headers = {"Last-Modified": "Wed, 08 May 2024 06:00:00 GMT"}
    return Reply(304 if request.headers.get("if-modified-since") == headers["Last-Modified"] else 200, b"", headers)


def echo(request: Request) -> Reply:
    return Reply(
        200, "\n".join(f"{k}: {v}" for k, v in request.headers.items()).encode(), {"Content-Type": "text/plain"}
    )


def farther(request: Request) -> Reply:
    """A redirect to ever new places."""
    return leads(f"/farther?{int(request.path.partition('?')[2] or 0) + 1}")


MILLIONS = b"a" * 20_000_000
ANSWERS: dict[str, Reply | Callable[[Request], Reply | Raw]] = {
    "/page": Reply(200, PAGE),
    "/etag": by_etag,
    "/date": by_date,
    "/echo": echo,
    "/gzip": coded("gzip", gzip.compress(PAGE)),
    "/members": coded("gzip", gzip.compress(PAGE[:20]) + gzip.compress(PAGE[20:])),
    "/deflate": coded("deflate", zlib.compress(PAGE)),
    "/bare-deflate": coded("deflate", zlib.compress(PAGE)[2:-4]),
    "/brotli": coded("br", brotli.compress(PAGE)),
    "/zstd": coded("zstd", zstandard.compress(PAGE)),
    "/twice": coded("gzip, br", brotli.compress(gzip.compress(PAGE))),
    "/not-gzip": coded("gzip", PAGE),
    "/half-gzip": coded("gzip", gzip.compress(PAGE)[:40]),
    "/unknown-coding": coded("lzma", PAGE),
    "/many-codings": coded("gzip, gzip, gzip, gzip", PAGE),
    "/bomb-gzip": coded("gzip", gzip.compress(MILLIONS)),
    "/bomb-br": coded("br", brotli.compress(MILLIONS)),
    "/bomb-zstd": coded("zstd", zstandard.compress(MILLIONS)),
    "/bomb-twice": coded("gzip, gzip", gzip.compress(gzip.compress(MILLIONS))),
    "/big": Reply(200, b"a" * 200_000),
    "/empty": Reply(200),
    "/gone": Reply(410),
    "/later": Reply(503, b"", {"Retry-After": "120"}),
    "/once": leads("/page?a=b#part", 301),
    "/for-good": leads("/for-good-too", 308),
    "/for-good-too": leads("/then-for-now", 301),
    "/then-for-now": leads("/page", 302),
    "/loop": leads("/loop"),
    "/farther": farther,
    "/nowhere": leads(""),
    "/script": leads("javascript:alert(1)"),
    "/file": leads("file:///etc/passwd"),
    "/metadata": leads("http://169.254.169.254/latest/meta-data/"),
    "/private": leads("http://10.0.0.1/"),
    "/loopback": leads("http://127.0.0.1/"),
    "/other-port": leads("http://news.example:22/"),
    "/login": leads("http://me:secret@example.org/"),
    "/broken": leads("http://[::1/"),
    "/silence": raw(b"", pause=60),
    "/slow-head": raw(b"HTTP/1.1 200 OK\r\n", pause=0.05, forever=b"X-More: 1\r\n"),
    "/trickle": raw(HEAD + b"\r\n", pause=0.05, forever=b"a"),
    "/endless": raw(HEAD + b"\r\n", forever=b"a" * 65_536),
    "/endless-chunks": raw(
        HEAD + b"Transfer-Encoding: chunked\r\n\r\n", forever=b"10000\r\n" + b"a" * 65_536 + b"\r\n"
    ),
    "/endless-head": raw(HEAD, forever=b"X-More: " + b"a" * 5_000 + b"\r\n"),
    "/says-more": raw(HEAD + b"Content-Length: 5000\r\n\r\n" + PAGE),
    "/says-less": raw(HEAD + b"Content-Length: 15\r\n\r\n" + PAGE),
    "/says-nonsense": raw(HEAD + b"Content-Length: some\r\n\r\n" + PAGE),
    "/two-lengths": raw(HEAD + b"Content-Length: 5\r\nContent-Length: 9\r\n\r\n" + PAGE),
    "/no-http": raw(b"220 mail.example ESMTP\r\n"),
    "/nothing": raw(b""),
    "/wrong-type": Reply(200, b"\x89PNG\r\n\x1a\n", {"Content-Type": "text/html"}),
    "/wrong-charset": Reply(200, PAGE, {"Content-Type": "text/html; charset=iso-8859-7"}),
}
