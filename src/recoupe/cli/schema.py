"""`recoupe schema`."""

from __future__ import annotations

import click

from recoupe.export import SCHEMA


@click.command()
def schema() -> None:
    """Print the JSON Schema (draft 2020-12) of a reading, as jsonl and json write it."""
    click.echo(SCHEMA.read_bytes(), nl=False)
