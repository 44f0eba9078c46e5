"""`recoupe demo`."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from recoupe.cli import options

SAMPLE = Path(__file__).parents[1] / "sample"


@click.command()
@options.form("table, or what the suffix of --output says")
@options.OUTPUT
@options.JOBS
def demo(**given: Any) -> int:
    """Read the bundled sample newsroom and show its ledger.

    The sample is invented: a few short pages in French and English, from five sites, about one event.
    """
    from recoupe.cli import reading  # noqa: PLC0415 -- late: --help must not wait for it
    from recoupe.config import Config  # noqa: PLC0415

    form, output = given["form"], given["output"]
    form = form or (None if output else "table")
    return reading.run([str(SAMPLE)], Config(), form=form, output=output, jobs=given["jobs"], root=SAMPLE.parent)
