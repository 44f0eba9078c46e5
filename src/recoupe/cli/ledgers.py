"""The ledger of a command: which one, and how it is opened."""

from __future__ import annotations

import getpass
import os
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from collections.abc import Callable

    from recoupe.store.store import Store

DEFAULT = "recoupe.db"

LEDGER = click.option(
    "--ledger",
    default=lambda: os.environ.get("RECOUPE_LEDGER", DEFAULT),
    metavar="FILE|URL",
    help="The ledger: a file, or postgresql://… (or what RECOUPE_LEDGER says).  [default: recoupe.db]",
)
BY = click.option(
    "--by",
    default=lambda: person(),  # noqa: PLW0108 -- asked for late
    metavar="NAME",
    help="Who decides.  [default: the user of this computer]",
)


def person() -> str:
    """Who uses this computer; what nobody can tell is "somebody"."""
    try:
        return getpass.getuser()
    except (OSError, KeyError):
        return "somebody"


def opened(url: str, *, create: bool = False, say: Callable[[str], None] | None = None) -> Store:
    """Open the ledger at `url`; word that one waits for another writer goes to `say`. Raises LedgerError."""
    from recoupe import store  # noqa: PLC0415 -- late: --help must not wait for it

    return store.open(url, create=create, say=say or warn)


def warn(what: str) -> None:
    """Write a line to standard error."""
    click.echo(f"recoupe: {what}", err=True)
