"""`recoupe merge`, `split`, `review`: what people decide, kept over linking, taken back at will."""

from __future__ import annotations

import click

from recoupe.cli import ledgers, lists, records
from recoupe.errors import QueryError

_KIND = click.argument("kind", type=click.Choice(["actor", "story", "claim", "network"]))
_NOTE = click.option("--note", default="", metavar="TEXT", help="Why.")


@click.command()
@_KIND
@click.argument("ids", nargs=-1, required=True, metavar="ID ID...")
@ledgers.LEDGER
@ledgers.BY
@_NOTE
def merge(kind: str, ids: tuple[str, ...], *, ledger: str, by: str, note: str) -> None:
    """Decide that the actors, stories, claims or networks with these ids are one."""
    with ledgers.opened(ledger) as there:
        for one in ids:
            group = there.group(one)
            if group is None or group.kind != kind:
                raise QueryError(f"{one} is no {kind} of this ledger")
        decision = there.merge(ids, person=by, note=note)
        group = there.group(ids[0])
    click.echo(f"decision {decision}: one {kind}, {group.id if group else ids[0]} (recoupe review undo {decision})")


@click.command()
@_KIND
@click.argument("group", metavar="ID")
@click.argument("members", nargs=-1, required=True, metavar="MEMBER...")
@ledgers.LEDGER
@ledgers.BY
@_NOTE
def split(kind: str, group: str, members: tuple[str, ...], *, ledger: str, by: str, note: str) -> None:
    """Decide that these members of ID are something of their own.

    A MEMBER is the id of an article (of a story), a statement (of a claim), an actor of a reading (of an actor), or a
    site (of a network).
    """
    with ledgers.opened(ledger) as there:
        found = there.group(group)
        if found is None or found.kind != kind:
            raise QueryError(f"{group} is no {kind} of this ledger")
        decision = there.split(group, members, person=by, note=note)
    click.echo(f"decision {decision}: apart (recoupe review undo {decision})")


@click.group()
def review() -> None:
    """See what people decided, and take it back."""


@review.command(name="list")
@click.argument("ids", nargs=-1, metavar="[ID]...")
@ledgers.LEDGER
@lists.FORMAT
def list_(ids: tuple[str, ...], *, ledger: str, form: str | None) -> None:
    """List decisions, by time, of all or of these articles, statements or actors."""
    with ledgers.opened(ledger) as there:
        rows = map(records.review, there.reviews(of=ids))
        lists.write(rows, form, lambda row: [" ".join(str(v) for v in row.values() if v)])


@review.command()
@click.argument("decision")
@ledgers.LEDGER
@ledgers.BY
def undo(decision: str, *, ledger: str, by: str) -> int:
    """Take a decision back; the row stays, with who withdrew it and when."""
    with ledgers.opened(ledger) as there:
        count = there.revoke(decision, person=by)
    click.echo(f"{count} taken back" if count else f"no decision {decision}", err=not count)
    return int(not count)


COMMANDS = (merge, split, review)
