"""`recoupe add`."""

from __future__ import annotations

from typing import Any

import click

from recoupe.cli import ledgers, options
from recoupe.cli.read import read

_NOT_SHARED = {"inputs", "form", "output"}


@click.command()
@click.argument("inputs", nargs=-1, required=True, metavar="INPUT...")
@ledgers.LEDGER
@click.option("--again", is_flag=True, help="Read pages too that this version has read.  [default: pass them over]")
@options.kept
def add(inputs: tuple[str, ...], *, only_lang: tuple[str, ...], only_kind: tuple[str, ...], **given: Any) -> int:
    """Read articles and keep them in a ledger.

    An INPUT is what `recoupe read` takes. A row may also be a reading that `recoupe read --format jsonl` has written,
    here or elsewhere: it is checked and kept as it is.

    Each article is kept as soon as it is read, as a whole or not at all; what is there already is not added again, so
    a run that was broken off is simply started again: a web archive then goes on at the record that was done last, and
    what is left out by --only-lang or --only-kind is not read again; elsewhere what is there is passed over quickly.

    Exit status: 0 all inputs were read, 1 some could not be (each is named on standard error), or the ledger could not
    be written, 2 wrong usage.
    """
    from recoupe.cli import adding, work  # noqa: PLC0415 -- late: --help must not wait for it
    from recoupe.config import Config  # noqa: PLC0415

    how = {name: given.pop(name) for name in ("ledger", "jobs", "again")}
    wanted = work.Wanted(frozenset(only_lang), frozenset(only_kind))
    return adding.add(inputs, Config(**given), wanted=wanted, **how)


add.params += [p for p in read.params if p.name not in _NOT_SHARED]  # the options of a reading are the same
