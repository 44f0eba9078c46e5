"""`recoupe read`."""

from __future__ import annotations

import sys
from typing import Any

import click

from recoupe import export
from recoupe.config import Config


@click.command()
@click.argument("inputs", nargs=-1, required=True, metavar="INPUT...")
@click.option("--format", "form", type=click.Choice(export.names()), help="Form of the output.")
@click.option("-j", "--jobs", type=click.IntRange(1), default=1, show_default=True, help="Processes that read.")
def read(inputs: tuple[str, ...], form: str | None, **options: Any) -> int:
    """Read articles and show their ledger."""
    from recoupe.cli import reading  # noqa: PLC0415 -- late: --help must not wait for it

    form = form or ("table" if sys.stdout.isatty() else "jsonl")
    return reading.run(inputs, config=Config(), form=form, jobs=options["jobs"])
