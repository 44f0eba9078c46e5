"""`recoupe schema`."""

from __future__ import annotations

from pathlib import Path

import click

SCHEMA = Path(__file__).parents[1] / "export" / "reading.schema.json"


@click.command()
def schema() -> None:
    """Print the JSON Schema (draft 2020-12) of a reading, as jsonl and json write it."""
    click.echo(SCHEMA.read_bytes(), nl=False)
