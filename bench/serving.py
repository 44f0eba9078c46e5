"""How quickly pages come from a large ledger to several readers at once, beside a bare page in the same run.

`python -m bench.serving` makes a ledger of invented articles, serves it as `recoupe serve` does, in a process of its
own, and prints the figures as JSON: for each kind of page the 95th percentile in milliseconds over all readers, each
address asked once; that of the same addresses once more (`kept pages`); that of a page of the framework that does
nothing; and the most memory that the server had (MB).
"""

from __future__ import annotations

import argparse
import http.client
import json
import os
import random
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
    """Addresses of each kind of page, each once."""
    most = CLIENTS * ROUNDS
    with store.open(ledger) as there:
        stories = [g.group.id for g in there.groups("story", Query(limit=most))]
        actors = [g.group.id for g in there.groups("actor", Query(limit=most))]
        sites = [f.value for f in there.facets("site", limit=60)]
        days = [f.value for f in there.facets("day", limit=100)]
    words, langs = served_ledger.WORDS, ("", *served_ledger.LANGS)
    country = ("", *(c for c in served_ledger.COUNTRIES if c))
    chosen = [f"/?lang={a}&country={b}&disputed={c}" for a in langs for b in country for c in ("", "yes")]
    chosen += [f"/?site={s}" for s in sites] + [f"/?day={d}" for d in days]
    asked = [f"/search?q={one}+{other}" for n, one in enumerate(words) for other in words[n + 1 :]]
    asked[::7] = [f"{q}+stance:denies" for q in asked[::7]]
    asked[::11] = [f"/search?q=who:{w}" for w in words] + asked[::11][len(words) :]
    return {
        "front": chosen,
        "story": [f"/story/{name}" for name in stories],
        "actor": [f"/actor/{name}" for name in actors],
        "search": asked,
    }


def taken(port: int, wanted: list[str], *, clients: int = CLIENTS) -> list[float]:
    """The seconds that each page took, of several readers at once who share the addresses out."""
    times: list[float] = []

    def read(some: list[str]) -> None:
        line = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
        for path in some:
            begun = time.perf_counter()
            line.request("GET", path)
            answer = line.getresponse()
            answer.read()
            assert answer.status == 200, (answer.status, path)
            times.append(time.perf_counter() - begun)

    failed: list[Exception] = []

    def safely(some: list[str]) -> None:
        try:
            read(some)
        except (OSError, http.client.HTTPException, AssertionError) as error:
            failed.append(error)

    readers = [threading.Thread(target=safely, args=(wanted[n::clients],)) for n in range(clients)]
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
        again: list[float] = []
        with _running([sys.executable, "-c", _BARE, "8798"], 8798) as _:
            out["bare"] = late(taken(8798, ["/"] * CLIENTS * ROUNDS))
        command = [sys.executable, "-m", "recoupe", "serve", "--ledger", path, "--port", "8799"]
        with _running(command, 8799) as served:
            for name, some in wanted.items():
                shuffled = random.Random(7).sample(some, min(len(some), CLIENTS * ROUNDS))
                out[name] = late(taken(8799, shuffled))
                again += taken(8799, shuffled)
            out["kept pages"] = late(again)
            out["memory"] = memory(served.pid)
    return out


class _running:  # noqa: N801 -- used as a function
    def __init__(self, command: list[str], port: int) -> None:
        self.command, self.port = command, port

    def __enter__(self) -> subprocess.Popen[bytes]:
        self.made = subprocess.Popen(self.command, cwd=shared.ROOT, env=dict(os.environ))
        for _ in range(300):
            try:
                taken(self.port, ["/"], clients=1)
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
