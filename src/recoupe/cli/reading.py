"""Inputs through the workers to the output, and word of what could not be read."""

from __future__ import annotations

import functools
import sys
from typing import TYPE_CHECKING

import click

from recoupe import batch, export, inputs
from recoupe.cli import work
from recoupe.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from recoupe.config import Config
    from recoupe.export import Piece


def run(refs: Sequence[str], *, config: Config, form: str, jobs: int) -> int:
    """Read `refs` and write them; the exit status."""
    look = export.Look()
    failed: list[InputError] = []
    answers = batch.run(
        functools.partial(work.piece, config=config, form=form, look=look),
        inputs.pages(refs, max_bytes=config.max_bytes),
        jobs=jobs,
        timeout=config.timeout,
        prepare=functools.partial(work.prepare, form),
    )

    def pieces() -> Iterator[Piece]:
        for answer in answers:
            if isinstance(answer, InputError):
                failed.append(answer)
                click.echo(f"recoupe: {answer}", err=True)
            else:
                yield answer

    for text in export.joined(export.get(form), pieces(), look):
        sys.stdout.buffer.write(text.encode("utf-8", "replace"))
        sys.stdout.buffer.flush()
    return 1 if failed else 0
