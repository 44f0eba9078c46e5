"""Archives into tables: what a second process brings, what Spark costs, whether a worker's memory grows.

`python -m bench.batches [--pages N] [--rounds N] [--long N]` prints the figures as JSON. The pages are those of an open
set, over and over, each another one by its address. One process takes one worker, two, and Spark in turn, all loaded,
and a rate is that of what a page more takes: a few pages in as many parts are read as well, and taken off. Of each the
quickest round counts, since what else runs on the machine disturbs one round or the other.
What nothing disturbs is the processor time that a page takes, of all processes together ("ms a page", Java's included),
and "handing out": that of the process that reads the archive and writes the tables, by that of its worker.

Memory is looked at from the first page that comes again, so that what is loaded with the first pages is no growth.
"""

from __future__ import annotations

import argparse
import contextlib
import importlib.util
import json
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from itertools import cycle, islice
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from bench import archives, shared

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from bench.scorers import Figures
    from recoupe.bulk.parts import Part
    from recoupe.bulk.reading import Job

    Read = Callable[[list[Part], Job], Iterable[object]]

PAGES, ROUNDS, LONG = 240, 3, 2_000
FEW = 24
PARTS = 12  # of the archive: enough that two workers end at about the same time
MASTER = "local[2]"


def figures(pages: int = PAGES, rounds: int = ROUNDS, long: int = LONG) -> Figures:
    """Measure in processes of their own."""
    html = [row["html"].encode() for row in shared.read_rows(shared.gold(archives.PAGES))]
    with tempfile.TemporaryDirectory() as folder:
        archives.write(Path(folder, "a.warc.gz"), islice(cycle(html), pages))
        archives.write(Path(folder, "few.warc.gz"), html[:FEW])
        archives.write(Path(folder, "long.warc.gz"), islice(cycle(html), len(html) + long))
        given = ("--folder", folder, "--rounds", str(rounds))
        return _apart("rates", *given) | _apart("memory", *given) | {"pages": pages, "rounds": rounds, "long": long}


def _apart(*arguments: str) -> Figures:
    """What a fresh process measures."""
    command = [sys.executable, "-m", "bench.batches", "--one", *arguments]
    done = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, check=True, cwd=shared.ROOT)
    return dict(json.loads(done.stdout.splitlines()[-1]))


def rates(folder: Path, rounds: int) -> Figures:
    """Pages a second of one worker, of two, and of Spark where it is there; the first round loads."""
    engines: dict[str, Read] = {"one": lambda p, j: _local(p, j, 1), "two": lambda p, j: _local(p, j, 2)}
    if _has_spark():
        from recoupe.bulk import spark  # noqa: PLC0415

        session, _ = spark.session(MASTER)  # which `read` finds and takes
        engines["spark"] = lambda p, j: list(spark.read(p, job=j))
    found: dict[str, list[_Round]] = {name: [] for name in engines}
    few: dict[str, list[_Round]] = {name: [] for name in engines}
    for turn in range(rounds + 1):
        for name, read in engines.items():
            few[name].append(_round(folder / "few.warc.gz", read))
            found[name] += [_round(folder / "a.warc.gz", read)] if turn else []
    if _has_spark():
        session.stop()
    best = {name: _rate(found[name], few[name]) for name in engines}
    out: Figures = {f"{name} pages a second": round(rate, 2) for name, rate in best.items()}
    out |= {f"{name} over one": round(best[name] / best["one"], 2) for name in best if name != "one"}
    out |= {f"{name} ms a page": round(statistics.median(r.cost for r in each), 1) for name, each in found.items()}
    return out | {"handing out": round(statistics.median(r.share for r in found["one"]), 3)}


def _rate(many: list[_Round], few: list[_Round]) -> float:
    """Pages a second of what is read beyond a few pages."""
    seconds = min(r.seconds for r in many) - min(r.seconds for r in few[1:])
    return (many[0].pages - few[0].pages) / seconds


def _has_spark() -> bool:
    return importlib.util.find_spec("pyspark") is not None and bool(shutil.which("java") or os.environ.get("JAVA_HOME"))


class _Round(NamedTuple):
    """Pages, seconds, processor milliseconds a page, and the time of this process by that of its workers."""

    pages: int
    seconds: float
    cost: float
    share: float


def _round(given: Path, read: Read) -> _Round:
    from recoupe.bulk import driving, reading  # noqa: PLC0415
    from recoupe.bulk.folder import Folder  # noqa: PLC0415
    from recoupe.config import Config  # noqa: PLC0415

    with tempfile.TemporaryDirectory(dir=given.parent) as out:
        job = reading.Job(out, Config())
        plan = driving.planned(Folder(out), [str(given)], job, size=given.stat().st_size // PARTS)
        start, mine, before = time.monotonic(), time.process_time(), _spent(os.getpid())
        found = [outcome for outcome in read(plan.left, job) if isinstance(outcome, dict)]
        seconds, mine, spent = time.monotonic() - start, time.process_time() - mine, _spent(os.getpid()) - before
        pages = sum(o["pages"] for o in found)
        return _Round(pages, seconds, 1000 * spent / pages, mine / max(spent - mine, 0.01))


def _spent(pid: int) -> float:
    """Processor seconds of a process and of all below it, those that have ended and were waited for included."""
    with contextlib.suppress(OSError):
        told = Path(f"/proc/{pid}/stat").read_text(encoding="utf-8", errors="replace").rpartition(")")[2].split()
        return sum(map(int, told[11:15])) / os.sysconf("SC_CLK_TCK") + sum(map(_spent, shared.children(pid)))
    return 0.0


def _local(parts: list[Part], job: Job, jobs: int) -> Iterable[object]:
    from recoupe.bulk import reading  # noqa: PLC0415

    return list(reading.run(parts, job, jobs=jobs))


def memory(folder: Path) -> Figures:
    """Resident memory of one process that reads page after page: the mean of its last tenth over that of its first."""
    from recoupe import inputs  # noqa: PLC0415
    from recoupe.bulk import work  # noqa: PLC0415
    from recoupe.config import Config  # noqa: PLC0415
    from recoupe.model import Page  # noqa: PLC0415

    work.load()
    loaded = _resident()
    met: set[bytes | str] = set()
    seen: list[int] = []
    for page in inputs.pages([str(folder / "long.warc.gz")]):
        if isinstance(page, Page):
            work.tables(page, Config(), work.Wanted())
            seen += [_resident()] if page.body in met else []
            met.add(page.body)
    tenth = len(seen) // 10
    first, last = statistics.mean(seen[:tenth]), statistics.mean(seen[-tenth:])
    megabytes = {"memory loaded": loaded, "memory last": last}
    return {k: round(v / 1e6) for k, v in megabytes.items()} | {"memory last over first": round(last / first, 3)}


def _resident() -> int:
    """Bytes that this process has in memory now."""
    return int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1]) * os.sysconf("SC_PAGE_SIZE")


def main() -> None:
    """Print figures as JSON."""
    p = argparse.ArgumentParser(prog="python -m bench.batches", description=__doc__)
    p.add_argument("--pages", type=int, default=PAGES, help=f"pages of a round (default: {PAGES})")
    p.add_argument("--rounds", type=int, default=ROUNDS, help=f"rounds of which the best counts (default: {ROUNDS})")
    p.add_argument("--long", type=int, default=LONG, help=f"pages over which memory is looked at (default: {LONG})")
    p.add_argument("--one", choices=("rates", "memory"), help="measure this alone, on the archives in --folder")
    p.add_argument("--folder", type=Path, help="where the archives lie")
    given = p.parse_args()
    if given.one:
        print(json.dumps(memory(given.folder) if given.one == "memory" else rates(given.folder, given.rounds)))
    else:
        print(json.dumps(figures(given.pages, given.rounds, given.long), indent=1))


if __name__ == "__main__":
    main()
