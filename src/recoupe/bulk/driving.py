"""A run from its inputs to its manifest, whatever reads the parts: what is there already is not read again."""

from __future__ import annotations

import contextlib
from typing import TYPE_CHECKING, NamedTuple

from recoupe.bulk import manifest, parts, places
from recoupe.bulk.folder import ASIDE, Folder
from recoupe.bulk.manifest import Failed
from recoupe.errors import InputError, OutputError

if TYPE_CHECKING:
    from collections.abc import Callable, Generator, Iterable, Iterator

    from recoupe.bulk.manifest import Done
    from recoupe.bulk.parts import Part
    from recoupe.bulk.reading import Job

    Engine = Callable[[list[Part]], Iterable[Done | Failed]]

_LOCK = "_lock"


class Plan(NamedTuple):
    """What is to be done: all parts of the inputs, those that are left, those that are there, inputs that are not."""

    parts: list[Part]
    left: list[Part]
    done: dict[str, Done]
    failed: list[Failed]


def planned(
    folder: Folder, refs: list[str], job: Job, *, base: str = "", size: int = parts.SIZE, again: bool = False
) -> Plan:
    """Look at the inputs and at what is there of them, and take away what was broken off or is no more right.

    again: read what is there anew. Raises OutputError, UsageError where it was read in another way.
    """
    folder.make()
    every, failed = _cut(refs, base, size, folder)
    done = manifest.marked(folder)
    gone = [p.name for p in every if p.name in done] if again else []
    gone += manifest.stale(every, done)
    done = {name: d for name, d in done.items() if name not in gone}
    manifest.check(done, job.options(), folder.name)
    manifest.forget(folder, gone)
    left = manifest.left(every, done)
    done = {name: d for name, d in done.items() if name not in {p.name for p in left}}
    manifest.forget(folder, [p.name for p in left])
    manifest.sweep(folder, done)
    folder.clear(ASIDE)
    return Plan(every, left, done, failed)


def _cut(refs: list[str], base: str, size: int, folder: Folder) -> tuple[list[Part], list[Failed]]:
    """The parts of all inputs, and the inputs that have none."""
    found: list[Part] = []
    failed: list[Failed] = []
    for file in parts.listed(refs, base, tables=folder.place.at(folder.place.path)):
        if isinstance(file, InputError):
            failed.append(Failed(file.ref, file.reason))
            continue
        try:
            found += parts.cut(file, size)
        except InputError as e:
            failed.append(Failed(e.ref, e.reason))
        except OSError as e:
            failed.append(Failed(file.shown, e.strerror or places.first_line(e)))
    return found, failed


def run(folder: Folder, plan: Plan, job: Job, engine: Engine) -> Generator[Done | Failed, None, Done]:
    """Let `engine` read what is left; give what became of each part; return the manifest, which is written at the end.

    It is written too where the run is broken off: with what is done until then. Raises OutputError, RecoupeError.
    """
    left = {p.name for p in plan.left}
    wanted = plan.left
    try:
        while wanted:
            for outcome in engine(wanted):
                if isinstance(outcome, Failed):
                    plan.failed.append(outcome)
                else:
                    plan.done[outcome["part"]] = outcome
                    left.discard(outcome["part"])
                yield outcome
            wanted = manifest.astray(plan.parts, plan.done)
    except BaseException:
        there = manifest.marked(folder)  # parts that are done, and that nobody has told of any more
        manifest.written(folder, there, plan.failed, job.options(), left=len(left - there.keys()))
        raise
    return manifest.written(folder, plan.done, plan.failed, job.options(), left=len(left))


@contextlib.contextmanager
def locked(folder: Folder) -> Iterator[None]:
    """Keep other runs on this machine out of the folder. Raises OutputError where one is there.

    The lock is the process's own: workers that outlive it for a moment do not hold it.
    """
    if folder.place.uri:
        yield
        return
    try:
        import fcntl  # noqa: PLC0415 -- not on every system
    except ImportError:
        yield
        return
    with folder.trouble():
        folder.system.create_dir(folder.path())
        file = open(folder.path(_LOCK), "wb")  # noqa: PTH123, SIM115
    with file:
        try:
            fcntl.lockf(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except (BlockingIOError, PermissionError) as e:
            raise OutputError(folder.name, "another run writes there", "wait for it, or take another folder") from e
        yield
