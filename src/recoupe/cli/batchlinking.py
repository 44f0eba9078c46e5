"""Tables into linked tables, and word of how far it is and what became of it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from recoupe.bulk import driving, places
from recoupe.bulk.folder import Folder
from recoupe.bulk.linked import stages
from recoupe.bulk.linked.keys import RUN
from recoupe.bulk.linked.shelf import LINKED, Shelf
from recoupe.cli import engines, progress, reading
from recoupe.export import line

if TYPE_CHECKING:
    from collections.abc import Sequence

    from recoupe.bulk.linked.engine import Opened
    from recoupe.cli.progress import Progress

_NAMED = {
    "facts": "articles are taken out of the tables",
    "keys": "words are weighed",
    "edges": "articles are compared",
    "labels": "neighbourhoods are made",
    "found": "neighbourhoods are linked",
    "bonds": "names are compared",
}
"""What a step does, for people; other steps are short."""


def run(name: str, *, engine: str, jobs: int, again: bool, master: str | None, conf: Sequence[str]) -> int:
    """Link the tables in the folder `name`; 1 where inputs are missing in them, 0 otherwise.

    Raises InputError, OutputError, UsageError, RecoupeError.
    """
    engines.check(engine, master, conf)
    places.arrow()
    folder = Folder(places.named(name))
    with driving.locked(folder):
        plan = stages.planned(folder, again=again)
        shown = progress.sized(0)
        if plan.begun:
            shown.say("a run was broken off: going on where it was")
        if not plan.complete:
            shown.say("not all inputs were read to their end: what is missing is not linked")
        with _opened(engine, Shelf(folder), jobs, master, conf) as there:
            told = stages.run(folder, plan, there, _Steps(shown).say)
    _summed(shown, folder, told)
    return int(not plan.complete)


def _opened(engine: str, shelf: Shelf, jobs: int, master: str | None, conf: Sequence[str]) -> Opened:
    """The engine that was asked for."""
    if engine == "spark":
        from recoupe.bulk.linked import cluster  # noqa: PLC0415 -- an extra

        return cluster.opened(shelf, master, conf)
    from recoupe.bulk.linked import embedded  # noqa: PLC0415 -- an extra

    return embedded.opened(shelf, jobs or reading.processors())


class _Steps:
    """Says when a step begins, and of one with tasks how far it is: once for each tenth."""

    def __init__(self, shown: Progress) -> None:
        self._shown = shown
        self._tenth = 0

    def say(self, step: str, done: int, of: int) -> None:
        """As stages.run tells it."""
        if step not in _NAMED:
            return
        if not done:
            self._tenth = 0
            self._shown.say(_NAMED[step])
        elif of > 1 and done < of and 10 * done // of > self._tenth:
            self._tenth = 10 * done // of
            self._shown.say(f"{_NAMED[step]}: {done:,} of {of:,} tasks")


def _summed(shown: Progress, folder: Folder, told: dict[str, Any]) -> None:
    """The last words."""
    shown.say(f"{told['articles']:,} articles; " + ", ".join(_counted(told)))
    near = told["neighbourhoods"]
    if near["cut"]:
        shown.say(f"{near['cut']:,} articles are in neighbourhoods that were cut by time: see docs/scale.md")
    crowded = sum(k["crowded"] for k in told["keys"] if k["kind"] != RUN)
    if crowded:
        shown.say(f"{crowded:,} words stand in too many articles to find others by")
    shown.say(f"linked tables and manifest.json in {line(places.shown(folder.place.at(folder.path(LINKED))))}")


def _counted(told: dict[str, Any]) -> list[str]:
    return [f"{told['tables'][table]['groups']:,} {table}" for table in ("stories", "copies", "actors", "claims")]
