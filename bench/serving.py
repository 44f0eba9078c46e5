"""How quickly pages come from a large ledger to several readers at once, beside a bare page in the same run.

`python -m bench.serving` makes a ledger of invented articles, serves it as `recoupe serve` does, in a process of its
own, and prints the figures as JSON: for each page the 95th percentile in milliseconds over all readers, that of a page
of the framework that does nothing, and the most memory that the server had (MB).
"""

from __future__ import annotations

import argparse
import http.client
import json
import os
import re
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path
from typing import TYPE_CHECKING

from bench import served_ledger, shared
from recoupe import store
from recoupe.ledger import Query

if TYPE_CHECKING:
    from bench.scorers import Figures

ARTICLES, CLIENTS, ROUNDS = 100_000, 8, 40
_BARE = """
import sys, uvicorn
from starlette.applications import Starlette
from starlette.responses import HTMLResponse
from starlette.routing import Route
page = "<!doctype html><title>x</title>" + "<p>x</p>" * 2000
async def bare(_): return HTMLResponse(page)
uvicorn.run(Starlette(routes=[Route("/", bare)]), port=int(sys.argv[1]), log_level="error", access_log=False)
"""


def paths(ledger: str) -> dict[str, list[str]]:
    """Several addresses of each kind of page."""
    with store.open(ledger) as there:
        stories = [g.group.id for g in there.groups("story", Query(limit=ROUNDS))]
        actors = [g.group.id for g in there.groups("actor", Query(limit=ROUNDS))]
    words = served_ledger.WORDS
    return {
        "front": ["/", "/?lang=fr", "/?country=FR", "/?disputed=yes"],
        "story": [f"/story/{name}" for name in stories],
        "actor": [f"/actor/{name}" for name in actors],
        "search": [f"/search?q={one}+{other}" for one, other in zip(words, words[3:], strict=False)],
    }


def taken(port: int, wanted: list[str], *, clients: int = CLIENTS, rounds: int = ROUNDS) -> list[float]:
    """The seconds that each page took, of several readers at once."""
    times: list[float] = []

    def read(first: int) -> None:
        line = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
        for n in range(rounds):
            begun = time.perf_counter()
            line.request("GET", wanted[(first * 7 + n) % len(wanted)])
            answer = line.getresponse()
            answer.read()
            assert answer.status == 200, (answer.status, wanted)
            times.append(time.perf_counter() - begun)

    failed: list[Exception] = []

    def safely(first: int) -> None:
        try:
            read(first)
        except (OSError, http.client.HTTPException, AssertionError) as error:
            failed.append(error)

    readers = [threading.Thread(target=safely, args=(n,)) for n in range(clients)]
    for reader in readers:
        reader.start()
    for reader in readers:
        reader.join()
    if failed:
        raise failed[0]
    return times


def late(times: list[float]) -> float:
    """The 95th percentile, in milliseconds."""
    return round(1_000 * sorted(times)[int(0.95 * (len(times) - 1))], 1)


def memory(pid: int) -> float:
    """The most memory that a process had, in MB."""
    found = re.search(r"VmHWM:\s+(\d+) kB", Path(f"/proc/{pid}/status").read_text())
    return round(int(found[1]) / 1_000, 1) if found else 0.0


def figures(articles: int = ARTICLES, ledger: str = "") -> Figures:
    """Make the ledger, unless one is given, serve it, measure."""
    with tempfile.TemporaryDirectory() as folder:
        path = ledger or str(Path(folder, "big.db"))
        if not ledger:
            served_ledger.make(Path(path), articles)
        wanted = paths(path)
        out: dict[str, float] = {}
        with _running([sys.executable, "-c", _BARE, "8798"], 8798) as _:
            out["bare"] = late(taken(8798, ["/"]))
        command = [sys.executable, "-m", "recoupe", "serve", "--ledger", path, "--port", "8799"]
        with _running(command, 8799) as served:
            for name, some in wanted.items():
                taken(8799, some, clients=1, rounds=len(some))
                out[name] = late(taken(8799, some))
            out["memory"] = memory(served.pid)
    return out


class _running:  # noqa: N801 -- used as a function
    def __init__(self, command: list[str], port: int) -> None:
        self.command, self.port = command, port

    def __enter__(self) -> subprocess.Popen[bytes]:
        self.made = subprocess.Popen(self.command, cwd=shared.ROOT, env=dict(os.environ))
        for _ in range(300):
            try:
                taken(self.port, ["/"], clients=1, rounds=1)
            except (OSError, http.client.HTTPException):
                time.sleep(0.1)
            else:
                break
        return self.made

    def __exit__(self, *_: object) -> None:
        self.made.terminate()
        self.made.wait(20)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--articles", type=int, default=ARTICLES)
    parser.add_argument("--ledger", default="", help="one that is there already")
    given = parser.parse_args()
    print(json.dumps(figures(given.articles, given.ledger)))
