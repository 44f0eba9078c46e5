"""Archives into tables, and word of how far it is and what became of it."""

from __future__ import annotations

import contextlib
import functools
from dataclasses import replace
from typing import TYPE_CHECKING

from recoupe.bulk import driving, manifest, places
from recoupe.bulk import reading as bulk
from recoupe.bulk.folder import Folder
from recoupe.cli import engines, progress, reading
from recoupe.export import line

if TYPE_CHECKING:
    from collections.abc import Generator, Iterator, Sequence

    from recoupe.bulk.driving import Engine, Plan
    from recoupe.bulk.manifest import Done, Failed
    from recoupe.bulk.reading import Job
    from recoupe.cli.progress import Progress

_NAMED = 20  # inputs that failed are named up to so many
_ROWS = {
    "statements": "statement",
    "timexes": "time expression",
    "actors": "actor",
    "claims_in_article": "member of claims",
    "outlinks": "link",
    "problems": "problem",
}


def run(
    refs: list[str],
    job: Job,
    *,
    engine: str,
    jobs: int,
    base: str,
    again: bool,
    size: int,
    master: str | None,
    conf: Sequence[str],
) -> int:
    """Read `refs` into the tables of `job.out`; 1 where an input could not be read to its end, 0 otherwise.

    On Ctrl-C the parts that are done stay, and KeyboardInterrupt goes on. Raises OutputError, UsageError.
    """
    engines.check(engine, master, conf)
    places.arrow()
    job = replace(job, out=places.named(job.out))
    folder = Folder(job.out)
    with driving.locked(folder):
        plan = driving.planned(folder, refs, job, base=base, size=size, again=again)
        shown = progress.sized(sum(p.size for p in plan.left))
        for failed in plan.failed[:_NAMED]:
            shown.say(f"{failed.input}: {failed.reason}")
        if there := len(plan.parts) - len(plan.left):
            shown.say(f"{there:,} of {_count(len(plan.parts), 'part')} {'is' if there == 1 else 'are'} there already")
        run_ = _Run(shown)
        if engine == "spark":
            from recoupe.bulk import spark  # noqa: PLC0415 -- an extra

            reader: Engine = functools.partial(spark.read, job=job, master=master, conf=conf, on_parts=run_.parts)
        else:
            reader = functools.partial(bulk.run, job=job, jobs=jobs or reading.processors(), on_page=run_.page)
        with shown, _signalled(run_, driving.run(folder, plan, job, reader)) as outcomes:
            told = run_.followed(outcomes)
    _summed(shown, folder, plan, told)
    return int(not told["complete"])


class _Run:
    """What is known while pages and parts come in."""

    def __init__(self, shown: Progress) -> None:
        self.shown = shown
        self.pages = 0
        self.stopped = False

    def page(self, used: int) -> None:
        """One page more; `used` bytes of the inputs are used up."""
        self.pages += 1
        self.parts(self.pages, used)

    def parts(self, pages: int, used: int) -> None:
        """So many pages and bytes are done, in whole parts."""
        if self.stopped:
            raise KeyboardInterrupt
        self.shown.show(pages, used)

    def stop(self, *_: object) -> None:
        """Ctrl-C: stop at once, and if that is lost (in a `__del__` none may raise), at the next page."""
        self.stopped = True
        raise KeyboardInterrupt

    def followed(self, outcomes: Generator[Done | Failed, None, Done]) -> Done:
        """The manifest that `outcomes` end with; parts that failed are said."""
        while True:
            try:
                outcome = next(outcomes)
            except StopIteration as e:
                told: Done = e.value
                return told
            if isinstance(outcome, manifest.Failed):
                self.shown.say(f"{outcome.input}: {outcome.reason}")


@contextlib.contextmanager
def _signalled(
    run_: _Run, outcomes: Generator[Done | Failed, None, Done]
) -> Iterator[Generator[Done | Failed, None, Done]]:
    """Ctrl-C ends the outcomes in an orderly way: what is being written is left, what is done is told."""
    try:
        with reading.on_interrupt(run_.stop):
            yield outcomes
    except KeyboardInterrupt:
        outcomes.close()
        run_.shown.say("stopped; the parts that are done stay: start it again to go on")
        raise
    finally:
        outcomes.close()


def _summed(shown: Progress, folder: Folder, plan: Plan, told: Done) -> None:
    """The last words."""
    tables = told["tables"]
    rows = ", ".join(_count(tables[table]["rows"], what) for table, what in _ROWS.items())
    pages, files = _count(told["pages"], "page"), _count(len(told["inputs"]), "file")
    shown.say(f"{pages} in {files}: {_count(told['articles'], 'article')}; {rows}")
    for key, said in (
        ("unwanted", "in other languages or of other kinds than asked for"),
        ("unread", "could not be read: see the table problems"),
    ):
        if told[key]:
            shown.say(f"{told[key]:,} {said}")
    if plan.failed:
        shown.say(f"{_count(len(plan.failed), 'input')} not read to the end; start it again when that can be done")
    shown.say(f"tables and manifest.json in {line(places.shown(folder.name))}")


def _count(number: int, what: str) -> str:
    first, _, rest = what.partition(" of ")
    return f"{number:,} {first}" + ("" if number == 1 else "s") + (f" of {rest}" if rest else "")
