"""Fail where a figure is under its pinned floor: `python bench/gate.py [--only JOB] [--figures FILE]`.

Runs the jobs anew, without the pages of peers and without jobs of several minutes; exit 1 names each measure, its
figure and its floor.
Without ../shared it says so and passes: there is nothing to measure on.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from bench import floors, run, shared
from bench.answers import Answers
from bench.measures import CLOCKED


def main(arguments: list[str] | None = None) -> int:
    """Exit status: 0 all at their floors or nothing to measure on, 1 otherwise."""
    options = parser().parse_args(arguments)
    if options.figures is None and not shared.present():
        print(shared.SKIPPED)
        return 0
    bounds, wanted = floors.load(options.floors), run.chosen(options.only, with_peers=False, with_long=False)
    results = run.load(options.figures) if options.figures else again(bounds, measured(wanted))
    failures = floors.failures(bounds, results)
    for failure in failures:
        print(f"below its floor: {failure}")
    if not failures:
        print(f"{len(results)} jobs, all figures at their floors")
    return int(bool(failures))


def measured(jobs: list[str]) -> run.Results:
    """Give the results of now."""
    with tempfile.TemporaryDirectory() as folder:
        answers = Answers(Path(folder))
        results = run.run(jobs, answers)
    print(*answers.problems, sep="\n", file=sys.stderr)
    return results


def again(bounds: floors.Floors, results: run.Results) -> run.Results:
    """Jobs of which nothing but times is below a floor, once more: other work may have disturbed the first time."""
    failed = []
    for job in results:
        low = floors.failing(bounds, {job: results[job]})
        if low and all(m.unit in CLOCKED and floors.figure(m, results) is not None for m in low):
            failed.append(job)
    return results | measured(failed) if failed else results


def parser() -> argparse.ArgumentParser:
    """Give the options."""
    p = argparse.ArgumentParser(prog="python bench/gate.py", description=__doc__)
    p.add_argument("--only", action="append", default=[], metavar="JOB", help="jobs that begin so; may be repeated")
    p.add_argument("--figures", type=Path, help="judge the figures kept in this file; measure nothing")
    p.add_argument("--floors", type=Path, default=floors.FLOORS, help="floors to hold (default: bench/floors.toml)")
    return p


if __name__ == "__main__":
    sys.exit(main())
