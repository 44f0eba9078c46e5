"""`recoupe who`, `story`, `claim`, `actor`: one thing, with all that the ledger has of it."""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING, Any

import click

from recoupe.cli import factchecked, ledgers, lists, records, sheets
from recoupe.errors import QueryError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from recoupe.cli.records import Row
    from recoupe.ledger import Listed
    from recoupe.store.store import Store

_WORDS = 100  # characters of a statement
_MOST = 10  # actors of one name that are shown


@click.command()
@click.argument("name", nargs=-1, required=True)
@ledgers.LEDGER
@lists.FORMAT
def who(name: tuple[str, ...], *, ledger: str, form: str | None) -> int:
    """Show what NAME said, when and where first, what he denied, and what others say that he said.

    NAME is words of a name, in any script that the ledger has it in, or the id of an actor. Exit status: 0 somebody was
    found, 1 nobody was.
    """
    from recoupe.ledger import Query  # noqa: PLC0415 -- late: --help must not wait for it

    text = " ".join(name)
    with ledgers.opened(ledger) as there:
        group = _listed(there, text) if there.group(text) else None
        found = [group] if group else list(islice(there.groups("actor", Query(words=text)), _MOST))
        if not found and (found := list(islice(there.groups("actor", Query(words=text, earlier=True)), _MOST))):
            ledgers.warn(_EARLIER)
        rows = (row for g in found for row in _actor(there, g))
        if lists.write(rows, form, _lines):
            return 0
    ledgers.warn(f"nobody of the name {text!r} (recoupe actors lists all)")
    return 1


def _show(kind: str, text: str) -> click.Command:
    def run(group: str, *, ledger: str, form: str | None) -> None:
        with ledgers.opened(ledger) as there:
            found = _listed(there, group)
            if found is None or found.group.kind != kind:
                if kind == "claim" and (left := there.left_of(group)):
                    raise QueryError(_left(there, group, left))
                raise QueryError(f"{group} is no {kind} of this ledger (recoupe {_PLURAL[kind]} lists all)")
            lists.write(_PARTS[kind](there, found), form, _lines)

    run.__doc__ = f"""{text}

    ID is that of the {kind}, also one that it had before.
    """
    made: Any = run
    for option in reversed((click.argument("group", metavar="ID"), ledgers.LEDGER, lists.FORMAT)):
        made = option(made)
    command: click.Command = click.command(name=kind)(made)
    return command


_EARLIER = "no page that stands now names them: what is shown is of earlier versions, and counts no more"


def _listed(there: Store, group: str) -> Listed | None:
    """A group as it is listed; an actor, too, whom only earlier versions of pages name, with a word on that."""
    claim = there.group_of("claim", group)  # where it is a statement
    found = there.listed(claim.id if claim else group, hidden=False)
    if found is None and (found := there.listed(group, hidden=False, earlier=True)) is not None:
        if found.group.kind != "actor":
            return None
        ledgers.warn(_EARLIER)
    return found


def _left(there: Store, claim: str, statement: str) -> str:
    """What is told of a claim that is none any more."""
    for s in there.statements_of([statement]):
        what = f"“{s.words[:_WORDS]}”, {s.statement.who or 'nobody named'}, in {s.entry.url or s.entry.ref}"
        return f"{claim} is no claim any more; one statement is left of it: {what}"
    return f"{claim} is no claim any more"


def _story(there: Store, found: Listed) -> Iterator[Row]:
    """The story, its articles, the earliest first, its claims and its statements."""
    yield {"part": "story"} | records.listed(found)
    for member in there.members(found.group.id):
        e = there.find(member.id)
        if e is not None and not (e.hidden or e.later):
            yield {"part": "article"} | records.entry(e)
    seen: set[str] = set()
    for s in there.statements(group=found.group.id):
        if s.claim and s.claim not in seen:
            seen.add(s.claim)
            claim = there.listed(s.claim, hidden=False)
            if claim is not None:
                yield {"part": "claim"} | records.listed(claim)
        yield {"part": "statement"} | records.said(s)


def _claim(there: Store, found: Listed) -> Iterator[Row]:
    """The claim, then its statements, for, against, open, then fact checks of them."""
    yield {"part": "claim"} | records.listed(found)
    rows = [records.said(s) for s in there.statements(group=found.group.id)]
    order = {"for": 0, "against": 1, "open": 2}
    rows.sort(key=lambda r: (order.get(r["side"], 3), r["article"]["published"] or "~"))
    yield from ({"part": "statement"} | row for row in rows)
    yield from factchecked.of(there, [row["statement"] for row in rows])


def _actor(there: Store, found: Listed) -> Iterator[Row]:
    """The actor, then what he said, the latest first."""
    from recoupe.ledger import Query  # noqa: PLC0415 -- late: --help must not wait for it

    yield {"part": "actor"} | records.listed(found)
    asked = Query(earlier=there.listed(found.group.id, hidden=False) is None)
    yield from ({"part": "statement"} | records.said(s) for s in there.statements(asked, group=found.group.id))


def _lines(row: Row) -> Iterable[str]:
    """A part of what is shown: headings flush left, the rest below them."""
    part = row["part"]
    if part == "statement":
        side = f"{row['side'].upper()}  " if row["side"] else ""
        first, *more = sheets.said(row)
        return [f"  {side}{first}", *(f"  {line}" for line in more)]
    if part == "check":
        return [f"  {line}" for line in sheets.factcheck(row)]
    if part == "article":
        return [f"  {line}" for line in sheets.article(row)]
    return sheets.listed(row, part)


_PLURAL = {"story": "stories", "claim": "claims", "actor": "actors"}
_PARTS = {"story": _story, "claim": _claim, "actor": _actor}
COMMANDS = (
    who,
    _show("story", "Show a story: its articles, what they say, what is disputed."),
    _show("claim", "Show a claim: who says so, who denies it, where and when first."),
    _show("actor", "Show an actor: all names, and what he said."),
)
