"""`recoupe ledger`: look after a ledger."""

from __future__ import annotations

import contextlib
import itertools

import click

from recoupe.cli import keeping, ledgers, options

_FEW = 20  # problems that are shown


@click.group()
def ledger() -> None:
    """Look after a ledger: what is in it, whether it is sound, a copy of it.

    Exit status: 0 all is well, 1 something is wrong.
    """


@ledger.command()
@ledgers.LEDGER
def info(ledger: str) -> None:
    """Show what is in a ledger: where, how large, how many rows of each kind, read by which version."""
    with ledgers.opened(ledger) as there:
        found = there.info()
    click.echo(f"{found.ledger} ({found.engine}, tables number {found.schema}, {found.bytes / 1e6:,.1f} MB)")
    for table, count in found.rows.items():
        click.echo(f"  {count:>12,}  {table}")
    for version, count in found.versions.items():
        click.echo(f"  {count:>12,}  articles read by recoupe {version}")
    click.echo(f"  {found.unlinked:>12,}  articles not linked yet")


@ledger.command()
@ledgers.LEDGER
@click.option(
    "--evidence",
    type=click.Path(),
    metavar="FOLDER",
    help="Also verify this folder of archives.  [default: the ledger alone]",
)
def check(ledger: str, evidence: str | None) -> int:
    """Verify a ledger: its tables, rows that belong together, spans, ids, groups, search.

    With --evidence also the archives of that folder: that every record is whole, fits its digests, and is found.
    """
    count = 0
    with contextlib.ExitStack() as stack:
        there = stack.enter_context(ledgers.opened(ledger))
        kept = stack.enter_context(keeping.archives(evidence)).check() if evidence else ()
        for problem in itertools.chain(there.check(), kept):
            count += 1
            if count <= _FEW:
                click.echo(f"{problem.code}: {problem.message}")
    click.echo(f"{count:,} problems" if count else "the ledger is sound")
    return int(bool(count))


@ledger.command()
@click.argument("source", metavar="SOURCE")
@click.argument("target", metavar="TARGET")
def copy(source: str, target: str) -> None:
    """Copy the ledger SOURCE to TARGET, which must be new or empty. Each is a file or a URL."""
    with ledgers.opened(source) as there, ledgers.opened(target, create=True) as new:
        from recoupe.store import copying  # noqa: PLC0415 -- late: --help must not wait for it

        rows = copying.copy(there, new)
    click.echo(f"{rows:,} rows copied", err=True)


@ledger.command()
@ledgers.LEDGER
@options.JOBS
def renew(ledger: str, jobs: int) -> int:
    """Read the articles anew, from the texts in the ledger, whose facts an older version has made.

    Links to facts that are found again stay; `recoupe link` does the rest.
    """
    from recoupe.cli import adding  # noqa: PLC0415 -- late: --help must not wait for it
    from recoupe.config import Config  # noqa: PLC0415

    return adding.renew(Config(), ledger=ledger, jobs=jobs)
