"""`recoupe export`: what a ledger has, as rows for other programs."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Any

import click

from recoupe.cli import ledgers, lists
from recoupe.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from recoupe.cli.records import Row
    from recoupe.ledger import Query
    from recoupe.store.store import Store


@click.command()
@click.argument("what", type=click.Choice(["actors", "claims", "copies", "statements", "stories"]))
@lists.filters
@click.option("--format", "form", type=click.Choice(["csv", "jsonl"]), default="jsonl", help="[default: jsonl]")
@click.option(
    *("-o", "--output"),
    type=click.Path(dir_okay=False),
    metavar="FILE",
    help="Write to FILE.  [default: standard output]",
)
@click.option("--bom", is_flag=True, help="Begin csv with a byte order mark, as spreadsheets want it.")
def export(what: str, words: tuple[str, ...], *, form: str, output: str | None, bom: bool, **given: Any) -> int:
    """Write stories, claims, statements, actors or copies, one row each.

    \b
    stories     one row an article: ref, story
    claims      one row a claim: claim, disputed, members (ref, statement, content, cue, source, polarity)
    statements  one row a statement, its article beside it
    actors      one row a mention: ref, start, end, actor
    copies      one row a copy: ref, of, kind, share, certain

    `ref` is the article as it came in. QUERY is words and filters as for `recoupe search`.
    """  # noqa: D301 -- \b is for click: what follows keeps its lines
    query = lists.asked(words, given | {"every": True, "limit": None})
    try:
        file = open(output, "w", encoding="utf-8-sig" if bom else "utf-8", newline="") if output else sys.stdout  # noqa: SIM115, PTH123
    except OSError as e:
        raise UsageError(f"cannot write {output}: {e.strerror} (name another file with -o)") from e
    count = 0
    with ledgers.opened(given["ledger"]) as there, file:
        for text in lists.texts(_ROWS[what](there, query), form):
            count += 1
            file.write(text)
    return int(not count)


def _stories(there: Store, query: Query) -> Iterator[Row]:
    return ({"ref": e.ref, "story": e.story} for e in there.articles(query))


def _claims(there: Store, query: Query) -> Iterator[Row]:
    for found in there.groups("claim", query):
        members = [
            {
                "ref": s.entry.ref, "statement": s.statement.id, "content": s.statement.content, "cue": s.statement.cue,
                "source": s.statement.source, "polarity": s.polarity,
            }
            for s in there.statements(group=found.group.id)
        ]  # fmt: skip
        yield {"claim": found.group.id, "disputed": found.group.disputed, "members": members}


def _statements(there: Store, query: Query) -> Iterator[Row]:
    from recoupe.cli import records  # noqa: PLC0415 -- late: --help must not wait for it

    return map(records.said, there.statements(query))


def _actors(there: Store, query: Query) -> Iterator[Row]:
    refs: dict[str, str] = {}
    for m in there.actors(query):
        if m.article not in refs:
            entry = there.find(m.article)
            refs[m.article] = entry.ref if entry else m.article
        for start, end in m.actor.mentions:
            yield {"ref": refs[m.article], "start": start, "end": end, "actor": m.group}


def _copies(there: Store, query: Query) -> Iterator[Row]:
    for link in there.copies(query):
        copied, source = there.find(link.a), there.find(link.b)
        if copied and source:
            row: Row = {"ref": copied.ref, "of": source.ref, "kind": link.sort}
            yield row | {"share": link.share, "certain": link.certain}


_ROWS: dict[str, Callable[[Store, Query], Iterator[Row]]] = {
    "stories": _stories,
    "claims": _claims,
    "statements": _statements,
    "actors": _actors,
    "copies": _copies,
}
