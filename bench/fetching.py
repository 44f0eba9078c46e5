"""Pages a second of the fetch layer from a server on this machine, beside a bare loop over httpx2 in the same run.

`python -m bench.fetching` prints the figures as JSON. The server runs in a process of its own and answers every path
with one compressed page. `client`: the client alone; `visitor`: robots.txt, turns without a pause, and opt-outs as
well, over many hosts; `httpx`: what a few lines over httpx2 reach, which check no address and keep no limit.
"""

from __future__ import annotations

import argparse
import asyncio
import gzip
import json
import multiprocessing
import statistics
import subprocess
import sys
import time
from typing import TYPE_CHECKING

from bench import shared

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable
    from multiprocessing.connection import Connection

    from bench.scorers import Figures

PAGES, HOSTS, AT_ONCE = 1_500, 60, 30
TEXT = "".join(f"<p>The council met on the {n}th and heard {n * 7} people of the town.</p>\n" for n in range(600))
PAGE = f"<!DOCTYPE html><html><head><title>Page</title></head><body>{TEXT}</body></html>".encode()


def figures(repeats: int = 5) -> Figures:
    """Measure in a fresh process and give its figures."""
    command = [sys.executable, "-m", "bench.fetching", "--repeats", str(repeats)]
    done = subprocess.run(command, stdout=subprocess.PIPE, check=True, cwd=shared.ROOT)
    return dict(json.loads(done.stdout))


def serve(port: Connection) -> None:
    """Answer until the process is ended; say the port first."""
    body = gzip.compress(PAGE)
    head = (
        f"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Encoding: gzip\r\nContent-Length: {len(body)}\r\n\r\n"
    )
    page, nothing = head.encode() + body, b"HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n"

    async def answer(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            while asked := await reader.readuntil(b"\r\n\r\n"):
                writer.write(page if asked.startswith(b"GET /page") else nothing)
                await writer.drain()
        except (asyncio.IncompleteReadError, OSError):
            writer.close()

    async def run() -> None:
        server = await asyncio.start_server(answer, "127.0.0.1", 0)
        port.send(server.sockets[0].getsockname()[1])
        await server.serve_forever()

    asyncio.run(run())


async def client(port: int) -> int:
    """All pages by the client alone; how many bytes came."""
    from recoupe.fetch import web  # noqa: PLC0415

    async with web.Client(names=web.Names(allow=["127.0.0.1"])) as one:

        async def get(n: int) -> int:
            return len((await one.get(f"http://127.0.0.1:{port}/page/{n}")).body)

        return await _all(get)


async def visitor(port: int) -> int:
    """All pages, politely but for the pause, spread over hosts."""
    from recoupe.fetch import polite, web  # noqa: PLC0415

    async with web.Client(names=web.Names(allow=[".localhost"])) as one:
        guest = polite.Visitor(one, turns=polite.Turns(delay=0.0))

        async def get(n: int) -> int:
            return len((await guest.visit(f"http://h{n % HOSTS}.localhost:{port}/page/{n}")).body)

        return await _all(get)


async def httpx(port: int) -> int:
    """All pages by a bare loop."""
    import httpx2  # noqa: PLC0415

    async with httpx2.AsyncClient() as one:

        async def get(n: int) -> int:
            return len((await one.get(f"http://127.0.0.1:{port}/page/{n}")).content)

        return await _all(get)


async def _all(get: Callable[[int], Awaitable[int]]) -> int:
    """Every page, so many at once."""
    numbers = iter(range(PAGES))

    async def work() -> int:
        return sum([await get(n) for n in numbers])

    return sum(await asyncio.gather(*(work() for _ in range(AT_ONCE))))


def rate(work: Callable[[int], Awaitable[int]], port: int) -> tuple[float, float]:
    """Pages a second by the clock, and by this process's time on the processor."""

    async def run() -> int:
        return await work(port)

    clock, processor = time.perf_counter(), time.process_time()
    came = asyncio.run(run())
    assert came == PAGES * len(PAGE), f"{came} bytes"
    return PAGES / (time.perf_counter() - clock), PAGES / (time.process_time() - processor)


def measure(repeats: int) -> Figures:
    """Medians of the rates, taken in turn, and of the client's share of the bare loop's."""
    ours, theirs = multiprocessing.Pipe()
    server = multiprocessing.get_context("spawn").Process(target=serve, args=(theirs,), daemon=True)
    server.start()
    port = ours.recv()
    works = {"client": client, "visitor": visitor, "httpx": httpx}
    try:
        rounds = [{name: rate(work, port) for name, work in works.items()} for _ in range(repeats + 1)][1:]
    finally:
        server.terminate()
    out = {name: statistics.median(r[name][0] for r in rounds) for name in works}
    out |= {f"{name}, per CPU second": statistics.median(r[name][1] for r in rounds) for name in works}
    out["ratio"] = statistics.median(r["client"][1] / r["httpx"][1] for r in rounds)
    return {name: round(value, 2) for name, value in out.items()} | {"kilobytes a page": len(PAGE) // 1000}


def main() -> None:
    """Print the figures as JSON."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--repeats", type=int, default=5)
    print(json.dumps(measure(options.parse_args().repeats)))


if __name__ == "__main__":
    main()
