"""Where readings are written, in which format, and what can be shown there."""

from __future__ import annotations

import os
import shutil
import sys
from dataclasses import dataclass, field
from typing import IO, TYPE_CHECKING, Literal, cast

import click

from recoupe import export
from recoupe.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from recoupe.export import Look

READER_GONE = 141  # as a shell has it for a process that SIGPIPE ends
_DRAWN = "━─│…“”«»éב"


@dataclass(slots=True)
class Destination:
    """A file or standard output, open from `with` on; a terminal gets its own encoding, all else UTF-8."""

    form: str
    look: Look
    path: str | None = None
    terminal: bool = False
    file: IO[bytes] = field(default_factory=lambda: sys.stdout.buffer)

    def __enter__(self) -> None:
        if self.path:
            try:
                self.file = open(self.path, "wb")  # noqa: PTH123 -- closed in __exit__
            except OSError as e:
                raise UsageError(f"cannot write {self.path}: {e.strerror} (name another file with -o)") from e

    def __exit__(self, *_: object) -> None:
        if self.path:
            self.file.close()

    def write(self, text: str | bytes) -> None:
        """Write `text` now, so that who reads along sees each article when it is done."""
        encoding = sys.stdout.encoding if self.terminal else "utf-8"
        try:
            self.file.write(text if isinstance(text, bytes) else text.encode(encoding, "replace"))
            self.file.flush()
        except BrokenPipeError:
            os.dup2(os.open(os.devnull, os.O_WRONLY), self.file.fileno())  # what is still buffered has no reader
            raise click.exceptions.Exit(READER_GONE) from None


def choose(form: str | None, path: str | None, refs: Sequence[str]) -> Destination:
    """The destination that `--format` and `-o` ask for. Raises UsageError."""
    if path is None or path == "-":
        terminal = sys.stdout.isatty()
        form = form or ("table" if terminal else "jsonl")
        if terminal and export.binary(export.get(form)):
            raise UsageError(f"{form} is no text for a terminal (name a file with -o)")
        return Destination(form, _look(form, terminal=terminal), terminal=terminal)
    if any(_same(path, ref) for ref in refs):
        raise UsageError(f"{path} is read and would be written over (name another file with -o)")
    form = form or export.by_suffix(path)
    if form is None:
        raise UsageError(f"{path} does not tell its format (add --format {'|'.join(export.names())})")
    return Destination(form, _look(form, terminal=False), path)


def _same(path: str, ref: str) -> bool:
    return os.path.exists(path) and os.path.exists(ref) and os.path.samefile(path, ref)  # noqa: PTH110, PTH121


def _look(form: str, *, terminal: bool) -> Look:
    """What can be shown; only where a terminal is written to and heeded, rich is asked."""
    width = shutil.get_terminal_size().columns
    if not terminal or form != "table":
        return export.Look(width=width)
    from rich.console import Console  # noqa: PLC0415 -- late: only a terminal has colours

    console = Console(file=sys.stdout)
    known = {"standard", "256", "truecolor"}
    colour = "none" if console.no_color else console.color_system or "none"
    return export.Look(
        console.width,
        cast("Literal['none', 'standard', '256', 'truecolor']", colour if colour in known else "none"),
        unicode=draws(console.encoding),
    )


def draws(encoding: str) -> bool:
    """Whether `encoding` has quotation marks, lines and letters of other scripts."""
    try:
        _DRAWN.encode(encoding)
    except (LookupError, UnicodeEncodeError):
        return False
    return True
