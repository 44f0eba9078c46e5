"""How far a long run is: one line on a terminal's standard error, nothing elsewhere."""

from __future__ import annotations

import contextlib
import os
import sys
import time
from typing import TYPE_CHECKING, NamedTuple

import click

from recoupe import inputs
from recoupe.export import line

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from rich.progress import Progress as Bar

_FEW = 3  # files that need no progress
_SMALL = 200_000  # bytes of rows that need none
_EVERY = 0.1  # seconds between two pictures


class Mark(NamedTuple):
    """How far it was at a time of the monotonic clock: articles done, bytes used."""

    time: float
    done: int
    used: int


class Progress:
    """Says what failed, shows nothing."""

    def __enter__(self) -> None:
        """Nothing."""

    def __exit__(self, *_: object) -> None:
        """Nothing."""

    def show(self, done: int, used: int) -> None:
        """Show that `done` articles are done, and `used` bytes of the input with them."""

    @contextlib.contextmanager
    def aside(self) -> Iterator[None]:
        """Leave the terminal to others for a while."""
        yield

    def say(self, what: str) -> None:
        """Write a line to standard error."""
        with self.aside():
            click.echo(f"recoupe: {line(what)}", err=True)


class Line(Progress):
    """Shows a line: articles done of all (estimated by bytes where rows are read), rate, time left."""

    def __init__(self, count: int | None, size: int) -> None:
        from rich import progress  # noqa: PLC0415 -- late: only a terminal needs it
        from rich.console import Console  # noqa: PLC0415

        self.count, self.size = count, size
        self.first: Mark | None = None
        self.last = 0.0
        self.bar: Bar = progress.Progress(
            progress.BarColumn(bar_width=None),
            progress.TextColumn("{task.fields[said]}", markup=False),
            console=Console(stderr=True),
            auto_refresh=False,  # a thread beside processes that fork is asking for trouble
            transient=True,
            expand=True,
        )
        self.task = self.bar.add_task("", total=size or None, said="")

    def __enter__(self) -> None:
        self.bar.start()

    def __exit__(self, *_: object) -> None:
        self.bar.stop()

    def show(self, done: int, used: int) -> None:
        """Show the line, not more often than eyes can see."""
        now = Mark(time.monotonic(), done, used)
        self.first = self.first or now
        if now.time - self.last >= _EVERY:
            self.last = now.time
            self.bar.update(self.task, completed=used, said=told(self.first, now, self.count, self.size), refresh=True)

    @contextlib.contextmanager
    def aside(self) -> Iterator[None]:
        """Take the line away, and put it back."""
        shown = self.bar.live.is_started
        self.bar.stop()
        try:
            yield
        finally:
            if shown:
                self.bar.start()


def of(refs: Sequence[str]) -> Progress:
    """The progress that suits `refs`: none for a few files, or where standard error is no terminal."""
    if not sys.stderr.isatty() or os.environ.get("TERM") == "dumb":
        return Progress()
    size = inputs.size(refs)
    if size.files <= _FEW and (not size.many or 0 < size.bytes <= _SMALL):
        return Progress()
    return Line(None if size.many else size.files, size.bytes)


def sized(size: int) -> Progress:
    """The progress of work on `size` bytes, however short; none where standard error is no terminal."""
    return Line(None, size) if sys.stderr.isatty() and os.environ.get("TERM") != "dumb" else Progress()


def told(first: Mark, now: Mark, count: int | None, size: int) -> str:
    """`1,200/~5,000  31.4/s  2:01 left`; the rate is that since the first article, so that start-up does not count."""
    share = min(1.0, now.used / size) if size else 0.0
    total = f"/{count:,}" if count else f"/~{max(now.done, round(now.done / share)):,}" if share else ""
    seconds = now.time - first.time
    if not seconds:
        return f"{now.done:,}{total}"
    used = now.used - first.used
    left = f"  {_clock(seconds * max(0, size - now.used) / used)} left" if used and size else ""
    return f"{now.done:,}{total}  {(now.done - first.done) / seconds:.1f}/s{left}"


def _clock(seconds: float) -> str:
    minutes, rest = divmod(round(seconds), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{rest:02}" if hours else f"{minutes}:{rest:02}"
