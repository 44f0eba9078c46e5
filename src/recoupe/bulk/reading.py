"""Parts through worker processes into their files: the same on one machine and in a task of a cluster."""

from __future__ import annotations

import contextlib
import functools
from collections import Counter, deque
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any, NamedTuple

from recoupe import __version__, batch
from recoupe.bulk import manifest, places, work
from recoupe.bulk.folder import Folder
from recoupe.bulk.manifest import Failed
from recoupe.bulk.pages import Source
from recoupe.bulk.rows import placed, unread
from recoupe.bulk.writing import Tables
from recoupe.errors import InputError, RecoupeError

if TYPE_CHECKING:
    from collections.abc import Callable, Generator, Iterable, Iterator

    from recoupe.bulk.manifest import Done
    from recoupe.bulk.parts import Part
    from recoupe.bulk.rows import Origin, Rows
    from recoupe.config import Config
    from recoupe.model import Page

MEMORY = 2_000_000_000  # bytes that a worker may take for what it reads
_TRIES = 2  # how many readers may die of a page: the first may have been killed by something else


@dataclass(frozen=True, slots=True)
class Job:
    """How parts are read and where they go: everything but which. It is sent to other machines as it is."""

    out: str
    config: Config
    wanted: work.Wanted = work.Wanted()  # noqa: RUF009 -- it never changes
    memory: int = MEMORY

    def options(self) -> dict[str, Any]:
        """What decides about the rows; parts that were read with others do not go together."""
        told = asdict(self.config)
        told |= {"only_lang": sorted(self.wanted.langs), "only_kind": sorted(self.wanted.kinds)}
        return {"version": __version__, **told, "memory": self.memory}


class End(InputError):  # noqa: N818 -- no error: it goes where errors go
    """What follows the last page of a part, in its place among the answers; `error` where it could not be read on."""

    def __init__(self, source: Source, error: str = "") -> None:
        super().__init__(source.part.name, "ends")
        self.source, self.error = source, error


class _Expected(NamedTuple):
    """What is known of a page while it is read: its origin, how many bytes were used up before it."""

    ref: str
    origin: Origin | None
    used: int


def run(
    parts: Iterable[Part], job: Job, *, jobs: int = 1, on_page: Callable[[int], None] = lambda _: None
) -> Generator[Done | Failed, None, None]:
    """Read `parts` in `jobs` processes; give what became of each as soon as its files are in place.

    `on_page` is told after each page how many bytes of the parts were used up. Raises OutputError, RecoupeError.
    """
    work.load(frozenset({job.config.lang}) if job.config.lang else job.wanted.langs)
    flow = _Flow(job)
    folder = Folder(job.out)
    answers = batch.run(
        functools.partial(work.tables, config=job.config, wanted=job.wanted),
        flow.pages(parts),
        jobs=jobs,
        timeout=job.config.timeout,
        prepare=functools.partial(work.prepare, job.memory),
        tries=_TRIES,
    )
    with contextlib.closing(answers):
        into: _Into | None = None
        try:
            for answer in answers:
                expected = flow.expected.popleft()
                if into is None:
                    into = _Into(folder, flow.starting.popleft(), job)
                if isinstance(answer, End):
                    outcome, into = into.end(answer), None
                    yield outcome
                elif expected.origin is not None:
                    into.take(answer, expected.ref, expected.origin)
                    on_page(expected.used)
        finally:
            if into is not None:
                into.tables.discard()


class _Flow:
    """The pages of the parts, one after the other, and what is expected of those that are on their way."""

    def __init__(self, job: Job) -> None:
        self.job = job
        self.expected: deque[_Expected] = deque()
        self.starting: deque[Part] = deque()
        self.used = 0

    def pages(self, parts: Iterable[Part]) -> Iterator[Page | InputError]:
        """The pages; after those of each part its End."""
        for part in parts:
            self.starting.append(part)
            source = Source(part, self.job.config.max_bytes)
            error = ""
            try:
                for page, origin in source.pages():
                    self.expected.append(_Expected(page.ref, origin, self.used + source.used))
                    yield page
            except OSError as e:
                error = e.strerror or places.first_line(e)
            except RecoupeError as e:
                error = str(e)
            self.used += part.size
            self.expected.append(_Expected(part.name, None, self.used))
            yield End(source, error)


class _Into:
    """The files of one part while its answers come in."""

    def __init__(self, folder: Folder, part: Part, job: Job) -> None:
        self.folder, self.part, self.job = folder, part, job
        self.tables = Tables(folder, part.name)
        self.counts: Counter[str] = Counter()

    def take(self, answer: Rows | InputError | None, ref: str, origin: Origin) -> None:
        """Take what came of a page. Raises OutputError."""
        number = self.counts["pages"]
        self.counts["pages"] += 1
        if answer is None:
            self.counts["unwanted"] += 1
            return
        if isinstance(answer, InputError):
            self.counts["unread"] += 1
            said = answer.reason + (f" ({answer.mend})" if answer.mend else "")
            self.tables.add("problems", (self.part.name, number, None, *placed("problems", unread(ref, said), origin)))
            return
        self.counts["articles"] += 1
        for table, rows in answer.of.items():
            for row in rows:
                self.tables.add(table, (self.part.name, number, answer.article, *placed(table, row, origin)))
        self.tables.page(answer.characters)

    def end(self, end: End) -> Done | Failed:
        """Put the files in place, or leave nothing of them where the part could not be read to its end."""
        if end.error:
            self.tables.discard()
            return Failed(self.part.shown, end.error)
        done: Done = {
            "part": self.part.name,
            "input": self.part.shown,
            "range": self.part.record(),
            "options": self.job.options(),
            **{key: self.counts[key] for key in manifest.COUNTS},
            "passed_over": dict(sorted(end.source.skipped.items())),
            "first": end.source.first,
            "after": end.source.after,
            "tables": self.tables.finish(),
        }
        manifest.mark(self.folder, done)
        return done
