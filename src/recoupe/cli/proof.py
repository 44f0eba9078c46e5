"""`recoupe evidence`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from recoupe.cli import keeping, ledgers, lists
from recoupe.errors import InputError, QueryError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from recoupe.cli.records import Row
    from recoupe.model import Reading, Span
    from recoupe.store.store import Store
    from recoupe.warc import Folder, Kept

_RECORD = "urn:uuid:"
_AROUND = 200  # characters shown on both sides of a statement
_LONGEST = 2_000  # characters of an article that are shown
_TITLES = {
    "record": "record",
    "url": "address",
    "fetched": "fetched",
    "ip": "from",
    "status": "status",
    "digest": "digest",
}


@click.command()
@click.argument("name", metavar="ID")
@ledgers.LEDGER
@keeping.EVIDENCE
@lists.FORMAT
def evidence(name: str, *, ledger: str, evidence: str | None, form: str | None) -> int:
    """Show the pages, as they were fetched, that an article or a statement of the ledger was read from.

    ID is that of an article or a statement, an article's address, or that of a record (urn:uuid:…). Each stored answer
    of the article's address is read anew: "read" says whether that gives this very article, and so whether its words
    stood on that page at that time.

    Exit status: 0 such an answer was found, 1 none, 2 wrong usage.
    """
    with keeping.archives(keeping.folder(ledger, evidence)) as folder:
        rows = _of_record(folder, name) if name.startswith(_RECORD) else _of_fact(folder, ledger, name)
        if lists.write(rows, form, _lines):
            return 0
    ledgers.warn(f"no answer of {name} is kept there")
    return 1


def _of_record(folder: Folder, name: str) -> Iterator[Row]:
    kept = folder.index.record(name)
    if kept:
        reading = _read(folder, kept)
        yield _row(folder, kept) | {"read": None, "words": reading.article.text[:_LONGEST]}


def _of_fact(folder: Folder, ledger: str, name: str) -> Iterator[Row]:
    """The answers of the address of an article, those first that give this very article."""
    with ledgers.opened(ledger) as there:
        article, spans = _article(there, name)
        found = there.reading(article)
    if found is None:
        raise QueryError(f"{name} is no article and no statement of this ledger (recoupe search finds them)")
    urls = dict.fromkeys(u for u in (found.article.url, found.article.ref) if u)
    answers = {k.record: k for url in urls for k in folder.index.of(url)}
    rows = []
    for kept in answers.values():
        try:
            rows.append(_row(folder, kept) | {"read": _read(folder, kept).article.id == article})
        except InputError as e:
            ledgers.warn(str(e))
    words = _words(found, spans)
    yield from sorted((row | {"words": words} for row in rows), key=lambda row: not row["read"])


def _article(there: Store, name: str) -> tuple[str, tuple[Span, ...]]:
    """The id of the article that is meant, and the spans of the statement if one is."""
    for said in there.statements_of([name]):
        return said.entry.id, said.statement.content
    entry = there.find(name)
    return (entry.id if entry else ""), ()


def _words(reading: Reading, spans: tuple[Span, ...]) -> str:
    """The words of a statement with some around them, else those of the article."""
    text = reading.article.text
    if not spans:
        return text[:_LONGEST]
    return text[max(0, spans[0][0] - _AROUND) : spans[-1][1] + _AROUND]


def _read(folder: Folder, kept: Kept) -> Reading:
    from recoupe import pipeline, warc  # noqa: PLC0415 -- late: --help must not wait for it

    return pipeline.read(warc.page(folder.answer(kept)))


def _row(folder: Folder, kept: Kept) -> Row:
    """An answer as it is kept."""
    answer = folder.answer(kept)
    row: dict[str, Any] = {"record": kept.record, "url": kept.url, "fetched": kept.fetched.isoformat(), "ip": answer.ip}
    row |= {"status": answer.status, "headers": [list(h) for h in answer.headers], "digest": kept.digest}
    row |= {"sound": not folder.wrong(kept), "bytes": len(answer.body)}
    return row | {"file": kept.file, "offset": kept.offset, "first": kept.first}


def _lines(row: Row) -> Iterable[str]:
    """An answer for a terminal."""
    for key, title in _TITLES.items():
        if row[key]:
            yield f"{title:8}  {row[key]}{_sound(row) if key == 'digest' else ''}"
    yield f"{'place':8}  {row['file']}#{row['offset']}" + (f", its body in {row['first']}" if row["first"] else "")
    if row["read"] is not None:
        yield f"{'read':8}  {'gives this article' if row['read'] else 'gives another article'}"
    yield from ("", *(f"  {name}: {value}" for name, value in row["headers"]), "")
    yield from (f"  {line}" for line in row["words"].splitlines())
    yield ""


def _sound(row: Row) -> str:
    return ", as it was written" if row["sound"] else ", and that is NOT what is there now"
