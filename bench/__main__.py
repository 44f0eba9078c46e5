"""`python -m bench`: measure, print the table, keep the figures, write docs/quality.md."""

from __future__ import annotations

import argparse
import sys
import tempfile
from pathlib import Path

from bench import floors, quality, run, shared
from bench.answers import Answers


def main(arguments: list[str] | None = None) -> int:
    """Run the bench; 1 where a row had no answer or a job failed, 0 otherwise or without the shared data."""
    options = parser().parse_args(arguments)
    if options.render:
        quality.PAGE.write_text(quality.page(run.load()), encoding="utf-8")
        return 0
    if not shared.present():
        print(shared.SKIPPED)
        return 0
    with tempfile.TemporaryDirectory() as folder:
        answers = Answers(Path(options.keep or folder))
        answers.folder.mkdir(parents=True, exist_ok=True)
        results = run.run(run.chosen(options.only, with_peers=options.peers), answers)
    write(run.load() | results, pin=options.pin)
    print("\n".join(answers.problems), file=sys.stderr)
    return int(bool(answers.problems))


def write(results: run.Results, *, pin: bool) -> None:
    """Keep the results, write the page, print its tables; pin the floors if asked to."""
    run.save(results)
    if pin:
        floors.save(floors.pin(results))
    quality.PAGE.write_text(quality.page(results), encoding="utf-8")
    print(quality.table(results), quality.also(results), sep="\n\n")


def parser() -> argparse.ArgumentParser:
    """Give the options."""
    p = argparse.ArgumentParser(prog="python -m bench", description=__doc__)
    p.add_argument("--only", action="append", default=[], metavar="JOB", help="jobs that begin so; may be repeated")
    p.add_argument("--no-peers", dest="peers", action="store_false", help="leave the peers out")
    p.add_argument("--pin", action="store_true", help="write bench/floors.toml from what is reached")
    p.add_argument("--render", action="store_true", help="write docs/quality.md from the kept figures; measure nothing")
    p.add_argument("--keep", metavar="FOLDER", help="keep recoupe's answers there and use those that lie there")
    return p


if __name__ == "__main__":
    sys.exit(main())
