"""`recoupe doctor`."""

from __future__ import annotations

import click


@click.command()
def doctor() -> int:
    """Say what is installed, what is missing, and how to mend it."""
    return 0
