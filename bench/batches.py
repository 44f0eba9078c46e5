"""Archives into tables: what a second process brings, what Spark costs, whether a worker's memory grows.

`python -m bench.batches [--pages N] [--long N]` prints the figures as JSON. The pages are those of an open set, over
and over, each another one by its address. A rate is counted once all is loaded: in a process that has read a few pages
before, of Spark in a session whose two workers have. Rates are by the clock: they hold where nothing else runs.
"""

from __future__ import annotations

import argparse
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
from typing import TYPE_CHECKING

from bench import archives, shared

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from bench.scorers import Figures
    from recoupe.bulk.parts import Part
    from recoupe.bulk.reading import Job

PAGES, LONG = 600, 2_000
PARTS = 24  # of the archive: enough that two workers end at about the same time
MASTER = "local[2]"


def figures(pages: int = PAGES, long: int = LONG) -> Figures:
    """Measure in processes of their own."""
    html = [row["html"].encode() for row in shared.read_rows(shared.gold(archives.PAGES))]
    with tempfile.TemporaryDirectory() as folder:
        small, large = Path(folder, "warm.warc.gz"), Path(folder, "a.warc.gz")
        archives.write(small, html[:40])
        archives.write(large, islice(cycle(html), pages))
        engines = ["local 1", "local 2"] + ["spark"] * _has_spark()
        rates = {name: _apart("--engine", name, "--folder", folder)["rate"] for name in engines}
        archives.write(Path(folder, "long.warc.gz"), islice(cycle(html), long))
        memory = _apart("--engine", "memory", "--folder", folder)
    out = {f"{name} pages a second": round(rate, 2) for name, rate in rates.items()}
    out |= {name: round(rates[key] / rates["local 1"], 2) for name, key in _RATIOS.items() if key in rates}
    return out | memory | {"pages": pages, "long": long}


_RATIOS = {"two over one": "local 2", "spark over one": "spark"}


def _has_spark() -> bool:
    return importlib.util.find_spec("pyspark") is not None and bool(shutil.which("java") or os.environ.get("JAVA_HOME"))


def _apart(*arguments: str) -> dict[str, float]:
    """What a fresh process measures."""
    command = [sys.executable, "-m", "bench.batches", *arguments]
    done = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, check=True, cwd=shared.ROOT)
    return dict(json.loads(done.stdout.splitlines()[-1]))


def rate(engine: str, folder: Path) -> dict[str, float]:
    """Pages a second of an engine, all loaded."""
    if engine == "spark":
        from recoupe.bulk import spark  # noqa: PLC0415

        session, _ = spark.session(MASTER)  # which `read` finds and takes, for both runs
        try:
            return {"rate": _rate(folder, _spark)}
        finally:
            session.stop()
    jobs = int(engine.partition(" ")[2])
    return {"rate": _rate(folder, lambda parts, job: _local(parts, job, jobs))}


def _rate(folder: Path, read: Callable[[list[Part], Job], Iterable[object]]) -> float:
    from recoupe.bulk import driving, reading  # noqa: PLC0415
    from recoupe.bulk.folder import Folder  # noqa: PLC0415
    from recoupe.config import Config  # noqa: PLC0415

    seconds = pages = 0.0
    for name in ("warm", "a"):
        with tempfile.TemporaryDirectory(dir=folder) as out:
            job = reading.Job(out, Config())
            given = folder / f"{name}.warc.gz"
            size = given.stat().st_size // (PARTS if name == "a" else 4)
            plan = driving.planned(Folder(out), [str(given)], job, size=size)
            start = time.monotonic()
            found = [outcome for outcome in read(plan.left, job) if isinstance(outcome, dict)]
            seconds, pages = time.monotonic() - start, sum(o["pages"] for o in found)
    return pages / seconds


def _local(parts: list[Part], job: Job, jobs: int) -> Iterable[object]:
    from recoupe.bulk import reading  # noqa: PLC0415

    return list(reading.run(parts, job, jobs=jobs))


def _spark(parts: list[Part], job: Job) -> Iterable[object]:
    from recoupe.bulk import spark  # noqa: PLC0415

    return list(spark.read(parts, job=job))


def memory(folder: Path) -> dict[str, float]:
    """Resident memory of one process that reads page after page: the mean of its last tenth over that of its first."""
    from recoupe import inputs  # noqa: PLC0415
    from recoupe.bulk import work  # noqa: PLC0415
    from recoupe.config import Config  # noqa: PLC0415
    from recoupe.model import Page  # noqa: PLC0415

    work.load()
    seen: list[int] = []
    for page in inputs.pages([str(folder / "long.warc.gz")]):
        if isinstance(page, Page):
            work.tables(page, Config(), work.Wanted())
            seen.append(_resident())
    tenth = len(seen) // 10
    first, last = statistics.mean(seen[:tenth]), statistics.mean(seen[-tenth:])
    return {"memory": round(last / 1e6), "memory last over first": round(last / first, 3)}


def _resident() -> int:
    """Bytes that this process has in memory now."""
    return int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1]) * os.sysconf("SC_PAGE_SIZE")


def main() -> None:
    """Print figures as JSON."""
    p = argparse.ArgumentParser(prog="python -m bench.batches", description=__doc__)
    p.add_argument("--pages", type=int, default=PAGES, help=f"pages of a rate (default: {PAGES})")
    p.add_argument("--long", type=int, default=LONG, help=f"pages over which memory is looked at (default: {LONG})")
    p.add_argument("--engine", help="measure this one alone, on the archives in --folder")
    p.add_argument("--folder", type=Path, help="where the archives lie")
    given = p.parse_args()
    if given.engine:
        found = memory(given.folder) if given.engine == "memory" else rate(given.engine, given.folder)
        print(json.dumps(found))
    else:
        print(json.dumps(figures(given.pages, given.long), indent=1))


if __name__ == "__main__":
    main()
