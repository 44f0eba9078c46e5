"""Documents per CPU second, text to Reading, against dateparser's `search_dates` alone on the same texts.

`python -m bench.speed [--repeats N]` prints the figures as JSON: one process, both warmed up on all texts,
the two taken in turn; each figure is the median over the repeats. Both are given the language and the day.
"""

from __future__ import annotations

import argparse
import json
import statistics
import subprocess
import sys
import time
import warnings
from typing import TYPE_CHECKING

from bench import shared

if TYPE_CHECKING:
    from collections.abc import Callable

    from bench.scorers import Figures
    from bench.shared import Row

SETS = ("statements/ntrex.en", "statements/ntrex.fr")
WORDS = (350, 550)
DAY = "2018-09-30"


def figures(repeats: int = 7) -> Figures:
    """Measure in a fresh process and give its figures."""
    command = [sys.executable, "-m", "bench.speed", "--repeats", str(repeats)]
    done = subprocess.run(command, stdout=subprocess.PIPE, check=True, cwd=shared.ROOT)
    return dict(json.loads(done.stdout))


def texts() -> list[Row]:
    """Give the articles of about 450 words, 350 to 550 each."""
    rows = (row for name in SETS for row in shared.read_rows(shared.gold(name)))
    return [row for row in rows if WORDS[0] <= len(row["text"].split()) <= WORDS[1]]


def recoupe(row: Row) -> None:
    """One text to its Reading, in this process."""
    from recoupe import pipeline  # noqa: PLC0415
    from recoupe.model import Page  # noqa: PLC0415

    page = Page(row["doc_id"], row["text"], media_type="text/plain", lang=row["lang"], published=DAY)
    pipeline.read(page)


def dateparser(row: Row) -> None:
    """One text to dateparser's dates."""
    import datetime as dt  # noqa: PLC0415

    from dateparser.search import search_dates  # noqa: PLC0415

    search_dates(row["text"], languages=[row["lang"]], settings={"RELATIVE_BASE": dt.datetime.fromisoformat(DAY)})


def rate(work: Callable[[Row], None], rows: list[Row]) -> float:
    """Documents per CPU second of `work` over `rows`."""
    start = time.process_time()
    for row in rows:
        work(row)
    return len(rows) / (time.process_time() - start)


def measure(rows: list[Row], *, repeats: int) -> Figures:
    """Medians of both rates and of their ratio, the two taken in turn."""
    works = {"recoupe": recoupe, "dateparser": dateparser}
    for work in works.values():
        rate(work, rows)
    rounds = [{name: rate(work, rows) for name, work in works.items()} for _ in range(repeats)]
    out = {name: statistics.median(r[name] for r in rounds) for name in works}
    out["ratio"] = statistics.median(r["recoupe"] / r["dateparser"] for r in rounds)
    return {k: round(v, 2) for k, v in out.items()} | {"documents": len(rows), "repeats": repeats}


def main() -> None:
    """Print the figures as JSON."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--repeats", type=int, default=7)
    warnings.simplefilter("ignore")
    print(json.dumps(measure(texts(), repeats=options.parse_args().repeats)))


if __name__ == "__main__":
    main()
