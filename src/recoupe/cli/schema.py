"""`recoupe schema`."""

from __future__ import annotations

from importlib import resources

import click


@click.command()
def schema() -> None:
    """Print the JSON Schema (draft 2020-12) of a reading, as jsonl and json write it."""
    click.echo(resources.files("recoupe.export").joinpath("reading.schema.json").read_bytes(), nl=False)
