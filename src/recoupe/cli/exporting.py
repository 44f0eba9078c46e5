"""What `recoupe export` writes: rows of a subject, or the readings that hold it in a format for other programs."""

from __future__ import annotations

import json
from dataclasses import replace
from itertools import groupby
from typing import TYPE_CHECKING, Any

from recoupe.cli import edited, lists, records
from recoupe.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from recoupe.cli.records import Row
    from recoupe.ledger import Query
    from recoupe.model import Reading
    from recoupe.store.store import Store

ROWS = ("csv", "jsonl", "parquet")
DOCUMENTS = {
    "statements": ("annotation", "ftm", "ris", "stix"),
    "stories": ("annotation", "ftm", "ris", "stix"),
    "actors": ("ftm", "stix"),
    "claims": ("claimreview",),
}
"""The formats beside rows that a subject can be written in."""
FORMATS = (*ROWS, "annotation", "claimreview", "ftm", "ris", "stix")
_WITH_TEXT = ("annotation", "ftm", "stix")


def check(what: str, form: str, *, bom: bool, full_text: bool) -> None:
    """Raise UsageError where a subject cannot be written so."""
    can = (*ROWS, *DOCUMENTS.get(what, ()))
    if form not in can:
        raise UsageError(f"{what} cannot be written as {form} (take --format {'|'.join(can)})")
    if bom and form != "csv":
        raise UsageError(f"--bom is for csv; {form} has no byte order mark (leave --bom out)")
    if full_text and not (what == "stories" or (form in _WITH_TEXT and what == "statements")):
        raise UsageError(f"{what} as {form} have no place for full texts (leave --full-text out, or export stories)")


def written(there: Store, what: str, query: Query, form: str, *, full_text: bool) -> Iterator[str | bytes]:
    """The document of a subject, streaming, in pieces of text or of bytes; nothing where nothing was found."""
    if form == "claimreview":
        yield from _checked(there, query)
        return
    if form not in ROWS:
        yield from _documents(there, what, query, form, full_text=full_text)
        return
    table = form != "jsonl"
    rows = _stories(there, query, full_text=full_text) if what == "stories" else _TABLES[what](there, query)
    found = rows if what != "claims" or not table else (m for row in rows for m in _members(row))
    if form == "parquet":
        from recoupe.export import parquet  # noqa: PLC0415 -- late: --help must not wait for it

        yield from parquet.table(map(lists.flat, found))
    else:
        yield from lists.texts(found, form)


def _checked(there: Store, query: Query) -> Iterator[str]:
    """The fact checks of claims as one JSON-LD document."""
    from recoupe.cli import factchecked  # noqa: PLC0415 -- late: --help must not wait for it
    from recoupe.export import _claimreview  # noqa: PLC0415

    found = list(factchecked.reviews(there, query))
    if found:
        yield json.dumps(_claimreview.document(found), ensure_ascii=False, indent=1) + "\n"


def _documents(there: Store, what: str, query: Query, form: str, *, full_text: bool) -> Iterator[str | bytes]:
    from recoupe import export  # noqa: PLC0415 -- late: --help must not wait for it

    module, look = export.get(form), export.Look(full_text=full_text)
    pieces = (module.piece(reading, look) for reading in _READINGS[what](there, query))
    first = next(pieces, None)
    if first is not None:
        yield from export.written(module, _chained(first, pieces), look)


def _chained(first: Any, rest: Iterator[Any]) -> Iterator[Any]:
    yield first
    yield from rest


def _of_stories(there: Store, query: Query) -> Iterator[Reading]:
    """The articles alone."""
    for e in there.articles(query):
        for reading in there.readings([e.id]):
            yield replace(reading, statements=(), actors=(), claims=())


def _of_statements(there: Store, query: Query) -> Iterator[Reading]:
    """Articles with the statements that were found, and who says them."""
    for article, found in groupby(there.statements(query), lambda s: s.entry.id):
        kept = {s.statement.id for s in found}
        for reading in there.readings([article]):
            said = tuple(s for s in reading.statements if s.id in kept)
            spoken = {s.actor for s in said}
            people = tuple(a for a in reading.actors if a.id in spoken)
            yield replace(reading, statements=said, actors=people, claims=())


def _of_actors(there: Store, query: Query) -> Iterator[Reading]:
    """Articles with the actors that were found."""
    for article, found in groupby(there.actors(query), lambda m: m.article):
        kept = {m.actor.id for m in found}
        for reading in there.readings([article]):
            people = tuple(a for a in reading.actors if a.id in kept)
            yield replace(reading, statements=(), actors=people, claims=())


def _stories(there: Store, query: Query, *, full_text: bool) -> Iterator[Row]:
    for e in there.articles(replace(query, earlier=True)):
        row: Row = {"ref": e.ref, "story": e.story, "earlier": e.later is not None}
        if full_text:
            reading = there.reading(e.id)
            row |= {"title": e.title, "text": reading.article.text if reading else ""}
        yield row


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


def _members(claim: Row) -> Iterator[Row]:
    """A claim in a table: one row a member, each place as `start-end`."""
    for m in claim["members"]:
        row: Row = {"claim": claim["claim"], "disputed": claim["disputed"], "polarity": m["polarity"]}
        places = {key: [f"{a}-{b}" for a, b in m[key]] for key in ("content", "cue", "source")}
        yield row | {"ref": m["ref"], "statement": m["statement"]} | places


def _statements(there: Store, query: Query) -> Iterator[Row]:
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


_TABLES: dict[str, Callable[[Store, Query], Iterator[Row]]] = {
    "claims": _claims,
    "statements": _statements,
    "actors": _actors,
    "copies": _copies,
    "edits": edited.changes,
}
_READINGS = {"stories": _of_stories, "statements": _of_statements, "actors": _of_actors}
