"""Articles a CPU second that are added to a ledger and linked, what twice as many cost, and memory.

`python -m bench.linking --articles 50000 [--keep FOLDER]` prints the figures as JSON: N articles, and then 2 N, of
bench/generated.py, each in a process and a ledger of its own; making the readings is not counted. CPU seconds are
those that an undisturbed machine would have taken (bench/steady.py); "as they ran" are those that were taken.
"""

from __future__ import annotations

import argparse
import itertools
import json
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from bench import generated, shared
from bench.steady import Clock

if TYPE_CHECKING:
    from bench.answers import Answers
    from bench.scorers import Figures

ARTICLES, MANY = 300, 50_000
MADE = 200  # readings that are made at a time


def figures(answers: Answers) -> Figures:
    """At the size that the gate has time for."""
    return measured(ARTICLES, answers.folder)


def measured(articles: int, folder: Path) -> Figures:
    """Rates and memory of `2 * articles` articles, and what they cost in terms of `articles`."""
    _, twice, cost = _both(articles, folder)
    return {**twice, "cost of twice as many": cost}


def grown(articles: int, folder: Path) -> Figures:
    """Rates and memory of `articles` articles, and what twice as many cost and take."""
    once, twice, cost = _both(articles, folder)
    return {
        **once,
        "cost of twice as many": cost,
        "linked a second of twice": twice["linked a second"],
        "MB of twice": twice["MB"],
    }


def _both(articles: int, folder: Path) -> tuple[Figures, Figures, float]:
    """The figures of `articles` articles, of twice as many, and what the second run cost in terms of the first."""
    once, twice = (apart(n, folder) for n in (articles, 2 * articles))
    return once, twice, round(twice["seconds"] / once["seconds"], 2)


def apart(articles: int, folder: Path) -> Figures:
    """The figures of one run, in a fresh process."""
    generated.stock(folder)
    command = [sys.executable, "-m", "bench.linking", "--one", "--articles", str(articles), "--keep", str(folder)]
    done = subprocess.run(command, stdout=subprocess.PIPE, check=True, cwd=shared.ROOT)
    return dict(json.loads(done.stdout))


def one(articles: int, folder: Path) -> Figures:
    """Add `articles` articles to a new ledger and link them."""
    from recoupe import linking, store  # noqa: PLC0415

    made = (reading for _, reading in generated.readings(generated.stock(folder), articles))
    with tempfile.TemporaryDirectory() as place, store.open(str(Path(place, "ledger.db")), create=True) as ledger:
        adding, linked = Clock(), Clock()
        while some := list(itertools.islice(made, MADE)):
            with adding:
                for reading in some:
                    ledger.add(reading)
        with linked:
            linking.link(ledger)
    seconds = adding.steady + linked.steady
    return {
        "articles": articles,
        "seconds": round(seconds, 1),
        "seconds as they ran": round(adding.seconds + linked.seconds, 1),
        "added a second": round(articles / adding.steady, 1),
        "linked a second": round(articles / linked.steady, 1),
        "linked a second as it ran": round(articles / linked.seconds, 1),
        "articles a second": round(articles / seconds, 1),
        "MB": shared.memory(),
    }


def main() -> None:
    """Print the figures as JSON."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--articles", type=int, default=ARTICLES)
    options.add_argument("--keep", type=Path, metavar="FOLDER", help="keep what is read there, for the next time")
    options.add_argument("--one", action="store_true", help="only so many articles, in this process")
    chosen = options.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        kept = chosen.keep or Path(folder)
        kept.mkdir(parents=True, exist_ok=True)
        print(json.dumps((one if chosen.one else measured)(chosen.articles, kept)))


if __name__ == "__main__":
    main()
