"""`recoupe merge`, `split`, `review`: what people decide, kept over linking, taken back at will."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from recoupe.cli import ledgers, lists, records
from recoupe.errors import QueryError

if TYPE_CHECKING:
    from recoupe.model import Verdict

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
    """See what people decided, take it back; confirm or reject that a fact check is about a claim."""


@review.command(name="list")
@click.argument("ids", nargs=-1, metavar="[ID]...")
@ledgers.LEDGER
@lists.FORMAT
def list_(ids: tuple[str, ...], *, ledger: str, form: str | None) -> None:
    """List decisions, by time, of all or of these articles, statements or actors."""
    with ledgers.opened(ledger) as there:
        rows = map(records.review, there.reviews(of=ids))
        lists.write(rows, form, lambda row: [" ".join(str(v) for v in row.values() if v)])


def _judged(check: str, to: str, *, ledger: str, by: str, note: str, verdict: Verdict) -> None:
    """Confirm or reject what ties a fact check to a claim or a statement."""
    from recoupe.cli import factchecked  # noqa: PLC0415 -- late: --help must not wait for it
    from recoupe.model import Review  # noqa: PLC0415

    with ledgers.opened(ledger) as there:
        links = factchecked.tied(there, check, to)
        told = [Review("check", verdict, link.a, link.b, person=by, note=note) for link in links]
        decision = there.decide(told)
    click.echo(f"decision {decision}: {verdict}ed (recoupe review undo {decision})")


@review.command()
@click.argument("check", metavar="CHECK")
@click.argument("to", metavar="CLAIM")
@ledgers.LEDGER
@ledgers.BY
@_NOTE
def confirm(check: str, to: str, **given: str) -> None:
    """Confirm that the fact check CHECK is about CLAIM, the id of a claim or of a statement."""
    _judged(check, to, verdict="confirm", **given)


@review.command()
@click.argument("check", metavar="CHECK")
@click.argument("to", metavar="CLAIM")
@ledgers.LEDGER
@ledgers.BY
@_NOTE
def reject(check: str, to: str, **given: str) -> None:
    """Decide that the fact check CHECK is not about CLAIM, the id of a claim or of a statement."""
    _judged(check, to, verdict="reject", **given)


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
