"""`recoupe merge`, `split`, `rename`, `review`: what people decide, kept over linking, taken back at will."""

from __future__ import annotations

from collections import Counter
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
@click.option("--opposite", is_flag=True, help="What one claim says the other denies.  [default: they say the same]")
def merge(kind: str, ids: tuple[str, ...], *, ledger: str, by: str, note: str, opposite: bool) -> None:
    """Decide that the actors, stories, claims or networks with these ids are one.

    A claim may be named by one of its statements; a statement that is in no claim makes one with the others.
    """
    with ledgers.opened(ledger) as there:
        for one in ids:
            group = there.group(one)
            if group.kind != kind if group else kind != "claim" or not one.startswith("s"):
                raise QueryError(f"{one} is no {kind} of this ledger")
        decision = there.merge(ids, person=by, note=note, opposite=opposite)
        group = there.group(ids[0]) or there.group_of("claim", ids[0])
        sides = Counter(m.polarity for m in there.members(group.id)) if group and kind == "claim" else {}
    counted = [f"{sides[side]} {side}" for side in ("for", "against", "open") if side in sides]
    told = f" ({', '.join(counted)})" if counted else ""
    name = group.id if group else ids[0]
    click.echo(f"decision {decision}: one {kind}, {name}{told} (recoupe review undo {decision})")


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


@click.command()
@click.argument("actor", metavar="ID")
@click.argument("name", nargs=-1, required=True, metavar="NAME")
@ledgers.LEDGER
@ledgers.BY
@_NOTE
def rename(actor: str, name: tuple[str, ...], *, ledger: str, by: str, note: str) -> None:
    """Decide what the actor ID is called. Its names in the texts stay beside it."""
    with ledgers.opened(ledger) as there:
        decision = there.rename(actor, " ".join(name), person=by, note=note)
    click.echo(f"decision {decision}: {' '.join(name)} (recoupe review undo {decision})")


@click.group()
def review() -> None:
    """See what people decided, and take it back; correct or hide what was read; judge what fact checks are about."""


@review.command()
@click.argument("statement", metavar="ID")
@click.option("--who", metavar="NAME", help="Who says it.  [default: as it was read]")
@click.option(
    "--stance",
    metavar="WORD",
    help="What they do: asserts, denies, … as docs/glossary.md has it.  [default: as it was read]",
)
@ledgers.LEDGER
@ledgers.BY
@_NOTE
def correct(statement: str, *, who: str | None, stance: str | None, ledger: str, by: str, note: str) -> None:
    """Decide what the statement ID should read; the fact itself stays as it was read.

    With neither --who nor --stance it is confirmed: somebody has looked, and it is right.
    """
    told = {field: value for field, value in (("who", who), ("stance", stance)) if value is not None}
    with ledgers.opened(ledger) as there:
        if told:
            decision = there.correct(statement, told, person=by, note=note)
        else:
            decision = there.confirm(statement, person=by, note=note)
    click.echo(f"decision {decision}: {'corrected' if told else 'confirmed'} (recoupe review undo {decision})")


@review.command()
@click.argument("claim", metavar="ID")
@click.option("--rating", required=True, metavar="WORDS", help="The verdict, in words.")
@click.option("--reviewer", required=True, metavar="NAME", help="Who checked: the newsroom's name.")
@click.option("--url", required=True, metavar="URL", help="Where the fact check can be read.")
@click.option("--claim", "words", metavar="TEXT", help="What is claimed.  [default: the claim's first words]")
@click.option("--claimant", metavar="NAME", help="Who claims it.  [default: nobody is named]")
@ledgers.LEDGER
@ledgers.BY
@_NOTE
def write(claim: str, *, ledger: str, by: str, note: str, words: str | None, **given: str | None) -> None:
    """Write a fact check of the claim ID; recoupe export claims --format claimreview brings it out."""
    told = {field: value for field, value in ({"claim": words} | given).items() if value}
    with ledgers.opened(ledger) as there:
        decision = there.fact_check(claim, told, person=by, note=note)
    click.echo(f"decision {decision}: a fact check (recoupe review undo {decision})")


@review.command()
@click.argument("fact", metavar="ID")
@ledgers.LEDGER
@ledgers.BY
@_NOTE
def hide(fact: str, *, ledger: str, by: str, note: str) -> None:
    """Show the article, the statement or the actor of a reading ID no more, here and in all that is made from it."""
    with ledgers.opened(ledger) as there:
        decision = there.hide(fact, person=by, note=note)
    click.echo(f"decision {decision}: hidden (recoupe review undo {decision})")


@review.command(name="list")
@click.argument("ids", nargs=-1, metavar="[ID]...")
@ledgers.LEDGER
@click.option("--all", "every", is_flag=True, help="Those too that were taken back.  [default: those that hold]")
@lists.FORMAT
def list_(ids: tuple[str, ...], *, ledger: str, every: bool, form: str | None) -> None:
    """List decisions, by time, of all or of these articles, statements or actors."""
    with ledgers.opened(ledger) as there:
        rows = map(records.review, there.reviews(of=ids, live=not every))
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
    click.echo(f"decision {decision} taken back" if count else f"no decision {decision}", err=not count)
    return int(not count)


COMMANDS = (merge, split, rename, review)
