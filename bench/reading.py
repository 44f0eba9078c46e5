"""HTML bytes to Reading, pages per CPU second in one process, against trafilatura's text alone on the same pages.

`python -m bench.reading [--repeats N]` prints the figures as JSON. Every fourth page of fundus_dev and every twelfth of
daniel_dev; both are warmed up on all of them, and taken page by page in turn, so that a busy machine slows both alike.
Each figure is the median over the repeats. "clean" is the part of that time which goes into cleaning: page to Article.
"""

from __future__ import annotations

import argparse
import json
import statistics
import subprocess
import sys
import time
from typing import TYPE_CHECKING

from bench import shared

if TYPE_CHECKING:
    from collections.abc import Callable

    from bench.scorers import Figures
    from recoupe.model import Page

SETS = {"pages/fundus_dev": 4, "pages/daniel_dev": 12}


def figures(repeats: int = 3) -> Figures:
    """Measure in a fresh process and give its figures."""
    command = [sys.executable, "-m", "bench.reading", "--repeats", str(repeats)]
    done = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, check=True, cwd=shared.ROOT)
    return dict(json.loads(done.stdout))


def pages() -> list[Page]:
    """Give the pages, as bytes."""
    from recoupe.model import Page  # noqa: PLC0415

    rows = (row for name, step in SETS.items() for row in shared.read_rows(shared.gold(name))[::step])
    return [Page(row["id"], row["html"].encode("utf-8", "surrogatepass"), url=row["url"]) for row in rows]


def works() -> dict[str, Callable[[Page], object]]:
    """What is done with a page, by name."""
    import trafilatura  # noqa: PLC0415

    from recoupe import clean, pipeline  # noqa: PLC0415
    from recoupe.config import Config  # noqa: PLC0415

    return {
        "recoupe": pipeline.read,
        "clean": lambda page: clean.article(page, config=Config()),
        "trafilatura": lambda page: trafilatura.extract(page.body),
    }


def seconds(those: list[Page]) -> dict[str, float]:
    """CPU seconds of each over all pages, taken page by page in turn."""
    total = dict.fromkeys(works(), 0.0)
    for page in those:
        for name, work in works().items():
            start = time.process_time()
            work(page)
            total[name] += time.process_time() - start
    return total


def measure(those: list[Page], *, repeats: int) -> Figures:
    """Medians of the rates, of their ratio, and of the share that goes into cleaning."""
    seconds(those)
    rounds = [seconds(those) for _ in range(repeats)]
    out = {name: len(those) / statistics.median(r[name] for r in rounds) for name in ("recoupe", "trafilatura")}
    out["ratio"] = statistics.median(r["trafilatura"] / r["recoupe"] for r in rounds)
    out["clean"] = statistics.median(r["clean"] / r["recoupe"] for r in rounds)
    return {name: round(value, 2) for name, value in out.items()} | {"pages": len(those), "repeats": repeats}


def main() -> None:
    """Print the figures as JSON."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--repeats", type=int, default=3)
    print(json.dumps(measure(pages(), repeats=options.parse_args().repeats)))


if __name__ == "__main__":
    main()
