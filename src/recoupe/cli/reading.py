"""Inputs through the workers to the output, and word of what could not be read."""

from __future__ import annotations

import contextlib
import functools
import os
import signal
import threading
from collections import Counter, deque
from dataclasses import replace
from typing import TYPE_CHECKING, TypeVar

from recoupe import batch, export, inputs
from recoupe.cli import destination, progress, work
from recoupe.errors import InputError
from recoupe.model import Page

if TYPE_CHECKING:
    from collections.abc import Callable, Generator, Iterator, Sequence
    from pathlib import Path

    from recoupe.cli.progress import Progress
    from recoupe.config import Config

T = TypeVar("T")
P = TypeVar("P")

_REASONS = 6  # why records were passed over, the most frequent first
_NAMED = 3  # inputs that failed are counted where more were read than this


def run(
    refs: Sequence[str],
    config: Config,
    *,
    form: str | None,
    output: str | None,
    jobs: int,
    root: Path | None = None,
) -> int:
    """Read `refs` and write them; 1 where one could not be read, 0 otherwise. Files are named as seen from `root`.

    On Ctrl-C what is done is written, the document is closed, and KeyboardInterrupt goes on.
    """
    there = destination.choose(form, output, refs)
    run_ = Run(progress.of(refs), root)
    answers = batch.run(
        functools.partial(work.piece, config=config, form=there.form, look=there.look),
        run_.watched(functools.partial(inputs.pages, refs, max_bytes=config.max_bytes, fetch=fetcher(refs, config))),
        jobs=jobs or processors(),
        timeout=config.timeout,
        prepare=functools.partial(work.prepare, there.form),
    )
    with contextlib.closing(answers), there, run_.progress, on_interrupt(run_.stop):
        for text in export.written(export.get(there.form), run_.pieces(answers), there.look):
            with run_.progress.aside() if there.terminal else contextlib.nullcontext():
                there.write(text)
    return run_.end()


class Run:
    """What is known while the answers come in."""

    def __init__(self, shown: Progress, root: Path | None) -> None:
        self.progress, self.root = shown, root
        self.used = 0
        self.before: deque[int] = deque()
        self.skipped: Counter[str] = Counter()
        self.done = self.failed = 0
        self.waiting = self.stopped = False

    def watched(self, pages: Callable[..., Iterator[P]]) -> Generator[P, None, None]:
        """The pages; `before` keeps how many bytes were used up before each that has no answer yet."""
        for page in pages(on_bytes=self._use, on_skip=self._skip):
            self.before.append(self.used)
            yield self._named(page)

    def _named(self, page: P) -> P:
        """`page` under the name that people are shown."""
        if self.root is None or not isinstance(page, Page):
            return page
        return replace(page, ref=os.path.relpath(page.ref, self.root))

    def _use(self, size: int) -> None:
        self.used += size

    def _skip(self, why: str) -> None:
        self.skipped[why] += 1

    def pieces(self, answers: Iterator[T | InputError]) -> Iterator[T]:
        """The answers that are readings; word of those that are not goes to standard error."""
        while (answer := self._next(answers)) is not None:
            self.before.popleft()
            self.done += 1
            if isinstance(answer, InputError):
                self.failed += 1
                self.progress.say(str(answer))
            else:
                yield answer
            self.progress.show(self.done, self.before[0] if self.before else self.used)

    def _next(self, answers: Iterator[T | InputError]) -> T | InputError | None:
        """The next answer; None where there is none or the user stopped."""
        if self.stopped:
            return None
        try:
            self.waiting = True
            answer = next(answers, None)
            self.waiting = False
        except KeyboardInterrupt:
            self.waiting = False
            return None
        return answer

    def stop(self, *_: object) -> None:
        """Ctrl-C: stop waiting, finish what is being written; once more: stop at once."""
        again, self.stopped = self.stopped, True
        if self.waiting or again:
            raise KeyboardInterrupt

    def end(self) -> int:
        """The last word, and the exit status."""
        if self.skipped:
            self.progress.say(_passed_over(self.skipped))
        if self.stopped:
            self.progress.say(f"stopped; {self.done:,} read")
            raise KeyboardInterrupt
        if self.failed and self.done > _NAMED:
            self.progress.say(f"{self.failed:,} of {self.done:,} could not be read")
        return int(bool(self.failed))


def _passed_over(skipped: Counter[str]) -> str:
    """How many answers in archives were no pages, and what most of them were."""
    most = ", ".join(f"{count:,} {why}" for why, count in skipped.most_common(_REASONS))
    more = ", …" if len(skipped) > _REASONS else ""
    count = skipped.total()
    what = "1 answer in archives is no page" if count == 1 else f"{count:,} answers in archives are no pages"
    return f"{what}: {most}{more}"


@contextlib.contextmanager
def on_interrupt(handler: Callable[..., None]) -> Iterator[None]:
    """Let Ctrl-C call `handler`, where signals can be handled at all."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    before = signal.signal(signal.SIGINT, handler)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)


def fetcher(refs: Sequence[str], config: Config) -> Callable[[str], Page] | None:
    """What fetches a URL, imported only where there is one."""
    if not any(inputs.is_url(ref) for ref in refs):
        return None
    from recoupe import fetch  # noqa: PLC0415

    return functools.partial(fetch.page, max_bytes=config.max_bytes)


def processors() -> int:
    """How many processors this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
