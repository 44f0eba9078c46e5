"""Poison among many pages: one in a hundred crashes its reader, hangs in C, or takes all memory it can get.

`python -m bench.poison [--pages N]` prints the figures as JSON: whether all other pages are in the tables, once and in
their order, and how many of the poisonous ones are listed among the problems with what they did. Reading is a test
double that does what a page says, and reads all others as always.
"""

from __future__ import annotations

import argparse
import json
import os
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING

from bench import archives, shared

if TYPE_CHECKING:
    from collections.abc import Callable

    from bench.scorers import Figures
    from recoupe.bulk.rows import Rows
    from recoupe.bulk.work import Wanted
    from recoupe.config import Config
    from recoupe.model import Page

PAGES, ONE_IN = 10_000, 100
DEEDS = {"crash": "its reader died", "hang": "given up after", "hog": "needs more memory"}
MEMORY, TIMEOUT = 300_000_000, 1.0
READ: list[Callable[[Page, Config, Wanted], Rows | None]] = []  # what the test double stands before
_PAGE = (
    "<html lang='en'><body><p>Anna Berg, the mayor, said on Tuesday that bridge {n} would close for a year. "
    "The builders denied that they had known of any crack in it.</p></body></html>"
)


def figures(pages: int = PAGES) -> Figures:
    """Measure in a process of its own."""
    command = [sys.executable, "-m", "bench.poison", "--pages", str(pages)]
    done = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, check=True, cwd=shared.ROOT)
    return dict(json.loads(done.stdout.splitlines()[-1]))


def deed(n: int) -> str:
    """What page `n` does; "" of a good one."""
    return list(DEEDS)[n // ONE_IN % len(DEEDS)] if n % ONE_IN == ONE_IN // 2 else ""


def poisoned(page: Page, config: Config, wanted: Wanted) -> Rows | None:
    """The test double."""
    said = bytes(page.body).partition(b"POISON ")[2].partition(b"<")[0].decode() if isinstance(page.body, bytes) else ""
    if said == "crash":
        os.kill(os.getpid(), signal.SIGSEGV)
    elif said == "hang":
        sum(range(10**12))
    elif said == "hog":
        held = [bytearray(50_000_000)]
        while True:
            held.append(bytearray(held[-1]))
    return READ[0](page, config, wanted)


def measured(pages: int) -> Figures:
    """Read them in two processes."""
    from pyarrow import parquet  # noqa: PLC0415

    from recoupe.bulk import driving, reading  # noqa: PLC0415
    from recoupe.bulk.folder import Folder  # noqa: PLC0415
    from recoupe.config import Config  # noqa: PLC0415

    bodies = [f"<p>POISON {deed(n)}</p>" if deed(n) else _PAGE.format(n=n) for n in range(pages)]
    with tempfile.TemporaryDirectory() as place:
        given, out = Path(place, "a.warc.gz"), Path(place, "out")
        archives.write(given, (body.encode() for body in bodies))
        job = reading.Job(str(out), Config(lang="en", timeout=TIMEOUT), memory=MEMORY)
        plan = driving.planned(Folder(job.out), [str(given)], job, size=given.stat().st_size // 8)
        start = time.monotonic()
        for _ in driving.run(Folder(job.out), plan, job, lambda parts: reading.run(parts, job, jobs=2)):
            pass
        seconds = time.monotonic() - start
        tables = {
            name: [row for f in sorted((out / name).iterdir()) for row in parquet.read_table(f).to_pylist()]
            for name in ("articles", "problems")
        }
    found = [_number(row["url"]) for row in tables["articles"]]
    told = {_number(row["ref"]): row["message"] for row in tables["problems"]}
    listed = sum(told.get(n, "").startswith(DEEDS[deed(n)]) for n in range(pages) if deed(n))
    good = [n for n in range(pages) if not deed(n)]
    kept = len(good) if found == good else 0
    share = {"kept %": 100 * kept / len(good), "listed %": 100 * listed / (pages - len(good))}
    return share | {"pages": pages, "poisonous": pages - len(good), "seconds": round(seconds, 1)}


def _number(address: str) -> int:
    return int(address.rpartition("/")[2])


def main() -> None:
    """Print figures as JSON."""
    from recoupe.bulk import work  # noqa: PLC0415

    p = argparse.ArgumentParser(prog="python -m bench.poison", description=__doc__)
    p.add_argument("--pages", type=int, default=PAGES, help=f"how many pages (default: {PAGES})")
    given = p.parse_args()
    READ.append(work.tables)
    work.tables = poisoned
    print(json.dumps(measured(given.pages)))


if __name__ == "__main__":
    main()
