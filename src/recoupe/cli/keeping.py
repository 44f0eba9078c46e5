"""Where the evidence of a ledger lies: archives (WARC) or a folder of pages, beside the ledger unless it is named."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

import click

from recoupe import inputs
from recoupe.errors import InputError, UsageError

if TYPE_CHECKING:
    from recoupe.sources import Evidence
    from recoupe.warc import Folder

EVIDENCE = click.option(
    "--evidence",
    default=lambda: os.environ.get("RECOUPE_EVIDENCE"),
    metavar="FOLDER",
    help="The folder of evidence (or RECOUPE_EVIDENCE).  [default: beside the ledger, its name and -evidence]",
)


def folder(ledger: str, evidence: str | None) -> str:
    """The path of the evidence of a ledger. Raises InputError where none can lie beside it."""
    if evidence is None and "://" in ledger:
        raise InputError(ledger, "a ledger on a server has no folder beside it", "name the folder with --evidence")
    return evidence or str(Path(ledger).with_suffix("")) + "-evidence"


def archives(path: str, *, writing: bool = False) -> Folder:
    """A folder of archives. Raises UsageError where the extra is lacking, InputError where it cannot be opened."""
    try:
        from recoupe import warc  # noqa: PLC0415 -- an extra
    except ImportError as e:
        raise UsageError("evidence needs warcio: pip install 'recoupe[archives]'") from e
    return warc.Folder(path, writing=writing)


def pages(path: str) -> Evidence:
    """The stored pages in a folder, whichever way they are kept. Raises InputError, UsageError."""
    has_archives = any(p.name.endswith((".warc", ".warc.gz")) for p in Path(path).glob("*.warc*"))
    return archives(path) if has_archives else inputs.Folder(path)
