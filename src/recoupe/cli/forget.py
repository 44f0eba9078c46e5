"""`recoupe forget`."""

from __future__ import annotations

import sys

import click

from recoupe.cli import ledgers
from recoupe.errors import UsageError


@click.command()
@ledgers.LEDGER
@click.option("--name", metavar="NAME", help="Forget what is told of this person or body.  [default: nobody]")
@click.option("--url", metavar="URL", help="Forget the page at this address.  [default: none]")
@click.option("--delete", is_flag=True, help="Delete for good.  [default: hide]")
@click.option("--yes", is_flag=True, help="Do not ask before deleting.  [default: ask]")
@ledgers.BY
def forget(*, ledger: str, name: str | None, url: str | None, delete: bool, yes: bool, by: str) -> None:
    """Hide or delete a page or a name, and keep it from coming back.

    Of a name, in every spelling that the ledger knows for it, the actor and the statements are hidden; with --delete
    they are deleted, and the name is blotted out of the texts. Of a url the article goes as a whole. What is read later
    is treated likewise. The ledger keeps a hash, not the name, and a line in its log.
    """
    if (name is None) == (url is None):
        raise UsageError("give --name or --url, one of them")
    if delete and not yes:
        if not sys.stdin.isatty():
            raise UsageError("--delete cannot be undone; add --yes if that is meant")
        click.confirm(f"Delete {name or url} from {ledger} for good?", abort=True)
    with ledgers.opened(ledger) as there:
        done = there.forget(name=name, url=url, delete=delete, person=by)
    what = "deleted" if delete else "hidden"
    click.echo(f"{what}: {done.actors:,} actors, {done.statements:,} statements; articles touched: {done.articles:,}")
    if not (done.articles or done.actors):
        click.echo("nothing of it is there now; it will not be shown when it comes", err=True)
