"""`recoupe link`."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from recoupe.cli import ledgers

if TYPE_CHECKING:
    from recoupe.linking import Progress


@click.command()
@ledgers.LEDGER
@click.option("--again", is_flag=True, help="Drop all links that recoupe made and make them anew.")
def link(*, ledger: str, again: bool) -> None:
    """Put together what belongs together in a ledger: stories, actors, claims, copies, sites, fact checks.

    Only what is new is looked at; a run that was broken off is simply started again. What people decided (`recoupe
    merge`, `split`) stays.
    """
    from recoupe import linking  # noqa: PLC0415 -- late: --help must not wait for it

    with ledgers.opened(ledger) as there:
        done = linking.link(there, again=again, say=_say)
    found = ", ".join(f"{count:,} {kind}" for kind, count in sorted(done.links.items()))
    click.echo(f"{done.done:,} articles linked" + (f"; links: {found}" if found else ""), err=True)


def _say(progress: Progress) -> None:
    if progress.done < progress.total:
        click.echo(f"{progress.done:,} of {progress.total:,} articles linked", err=True)
