"""`recoupe watch` over a made-up web on this machine: what it loses, asks twice or too soon, overlooks; and its kills.

`python -m bench.watched` prints the figures as JSON. The web is that of the tests (tests/localweb): sites that publish,
edit in silence and take away over simulated time, with feeds of all kinds, some of them broken, validators or none,
ids that change at every poll, counters in links, redirects. The server keeps a log, which most figures are from.
`polling`: more than a thousand feeds by the command itself, twice. `editing`: eight days, each article being looked at
after about a day and a week. `killing`: the command killed twenty times, its ledger beside that of a run left alone.
"""

from __future__ import annotations

import json
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING

from bench import shared

if TYPE_CHECKING:
    from bench.scorers import Figures
    from localweb.server import Entry

sys.path.append(str(shared.ROOT / "tests"))

SITES, FEEDS, DELAY = 60, 17, 0.1
KILLS = 20
_UNCHANGED = 304
HOURS = [*(3.0 * n for n in range(1, 17)), 54.0, 60.0, 72.0, 96.0, 168.0, 200.0, 220.0, 240.0]


def figures() -> Figures:
    """Measure in a fresh process and give its figures."""
    done = subprocess.run([sys.executable, "-m", "bench.watched"], stdout=subprocess.PIPE, check=True, cwd=shared.ROOT)
    return dict(json.loads(done.stdout))


def polling(folder: Path) -> Figures:
    """More than a thousand feeds by the command: all that there is, then nothing but what changed."""
    from localweb import trials, world  # noqa: PLC0415 -- from tests
    from localweb.server import running  # noqa: PLC0415
    from recoupe import store  # noqa: PLC0415

    with running() as server:
        made = world.World(server, sites=SITES, feeds=FEEDS, hours=24.0, every=4.0)
        made.hour = 24.0
        with store.open(str(folder / "polled.db"), create=True) as there:
            trials.put(there, made)
        start = time.monotonic()
        _ended(trials.polled(folder, "polled.db", delay=DELAY))
        seconds = time.monotonic() - start
        pauses, pages, polls = trials.soonest(server.log), trials.pages(server.log), _polls(server.log)
        server.log.clear()
        _ended(trials.polled(folder, "polled.db", delay=0.0, due=True))
        pages += trials.pages(server.log)
        able = {s.host for s in made.sites if s.character.validator and not s.character.varies}
        polled = [e for e in server.log if e.request.path.startswith("/feeds/") and e.request.host in able]
        with store.open(str(folder / "polled.db")) as there:
            kept, there_are = trials.kept(there), trials.published(made)
        return {
            "feeds": polls,
            "sites": len(pauses),
            "pages": len(there_are),
            "pages lost": len(there_are - kept.keys()),
            "pages asked for again": sum(count - 1 for count in pages.values()),
            "hosts asked too soon": sum(pause < DELAY * 0.95 for pause in pauses.values()),
            "feeds sent again": len(polled) - sum(e.status == _UNCHANGED for e in polled),
            "pages a second": round(len(kept) / seconds, 1),
            "megabytes": resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss // 1024,
        }


def _polls(log: list[Entry]) -> int:
    return len({(e.request.host, e.request.path) for e in log if e.request.path.startswith("/feeds/")})


def _ended(done: subprocess.CompletedProcess[str]) -> None:
    if done.returncode:
        raise RuntimeError(done.stderr)


def editing(folder: Path) -> Figures:
    """Silent edits over eight days, and what was taken down."""
    from localweb import trials, world  # noqa: PLC0415
    from localweb.server import running  # noqa: PLC0415
    from recoupe import store  # noqa: PLC0415

    with running() as server, store.open(str(folder / "edited.db"), create=True) as there:
        made = world.World(server, sites=50, feeds=1, hours=48.0, every=8.0)
        trials.put(there, made)
        trials.watched(there, made, HOURS)
        found = trials.judged(there, made)
        gone = trials.gone(made, 168.0) & trials.kept(there).keys()
        told = {trials.plain(t.url) for t in there.taken_down()}
    return {
        "edits": found["made"],
        "edits recall": round(100 * found["found"] / found["made"], 1),
        "edits precision": round(100 * found["found"] / (found["found"] + found["false"]), 1),
        "edits kind": round(100 * found["kind"] / found["single"], 1),
        "taken down": len(gone),
        "taken down told": round(100 * len(gone & told) / len(gone), 1),
    }


def killing(folder: Path) -> Figures:
    """The command killed at random moments, and what its ledger then lacks or has twice."""
    from localweb import trials, world  # noqa: PLC0415
    from localweb.server import running  # noqa: PLC0415
    from recoupe import store  # noqa: PLC0415

    with running() as server:
        made = world.World(server, seed=5, sites=10, feeds=2, hours=48.0, every=1.0)
        made.hour = 48.0
        for name in ("whole.db", "killed.db"):
            with store.open(str(folder / name), create=True) as there:
                trials.put(there, made, full=True)
        _ended(trials.polled(folder, "whole.db", delay=0.0))
        hits = trials.killed(folder, "killed.db", server, kills=KILLS)
        with store.open(str(folder / "whole.db")) as whole, store.open(str(folder / "killed.db")) as other:
            one, two = trials.state(whole), trials.state(other)
    other_parts = sum(one[part] != two[part] for part in one)
    return {"kills": KILLS, "kills while at work": hits, "parts of the ledger that differ": other_parts}


def main() -> None:
    """Print the figures as JSON."""
    with tempfile.TemporaryDirectory() as folder:
        out = polling(Path(folder)) | editing(Path(folder)) | killing(Path(folder))
    print(json.dumps(out))


if __name__ == "__main__":
    main()
