"""Run jobs, keep what they give: bench/figures.json holds the last figures of every job with their day."""

from __future__ import annotations

import datetime as dt
import json
import statistics
import subprocess
import sys
import time
from dataclasses import asdict, dataclass, field
from typing import TYPE_CHECKING

from bench import pace, shared
from bench.jobs import JOBS, LONG_JOBS, PEER_JOBS
from bench.measures import TIMED

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from bench.answers import Answers
    from bench.scorers import Figures

FIGURES = shared.ROOT / "bench" / "figures.json"
ALL_JOBS = JOBS | PEER_JOBS


@dataclass(frozen=True, slots=True)
class Result:
    """A job's figures (none where it failed), the day they were made (UTC), the wall seconds that took.

    `pace`: how quick the machine was, where the job has a figure of seconds or rates; see bench/pace.py.
    """

    day: str
    seconds: float = 0.0
    figures: Figures = field(default_factory=dict)
    pace: float | None = None


Results = dict[str, Result]


def chosen(prefixes: Iterable[str], *, with_peers: bool = True, with_long: bool = True) -> list[str]:
    """Names of the jobs that begin with one of `prefixes`, in order; all where there is none."""
    names = ALL_JOBS if with_peers else JOBS
    wanted = tuple(prefixes)
    if wanted:
        return [name for name in names if name.startswith(wanted)]
    return [name for name in names if with_long or name not in LONG_JOBS]


def run(names: Iterable[str], answers: Answers) -> Results:
    """Run the jobs in turn; one that fails is named in `answers.problems` and has no figures."""
    day = dt.datetime.now(dt.UTC).date().isoformat()
    return {name: _one(name, day, answers) for name in names}


def _one(name: str, day: str, answers: Answers) -> Result:
    speeds = [pace.now()] if name in TIMED else []
    start = time.monotonic()
    try:
        figures = ALL_JOBS[name](answers)
    except (subprocess.CalledProcessError, LookupError, OSError, TypeError, ValueError) as error:
        answers.problems.append(f"{name}: {error!r}")
        figures = {}
    seconds = round(time.monotonic() - start, 1)
    speeds += [pace.now()] if speeds else []
    result = Result(day, seconds, figures, round(statistics.mean(speeds), 1) if speeds else None)
    print(f"{name}: {result.seconds} s", file=sys.stderr)
    return result


def load(path: Path = FIGURES) -> Results:
    """Give the kept results, none where there is no file."""
    if not path.is_file():
        return {}
    return {name: Result(**kept) for name, kept in json.loads(path.read_text(encoding="utf-8")).items()}


def save(results: Results, path: Path = FIGURES) -> None:
    """Keep `results` in the order of the jobs."""
    rows = {name: asdict(results[name]) for name in ALL_JOBS if name in results}
    path.write_text(json.dumps(rows, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
