"""`recoupe evidence`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from recoupe.cli import keeping, ledgers, lists
from recoupe.errors import InputError, QueryError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from recoupe.cli.records import Row
    from recoupe.model import Page, Reading, Span
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
    of the article's address is read anew: "read" says whether that gives this very article, and "words" has the words
    of the statement as they stand in that answer, nothing where they do not stand in it; where something is forgotten
    of the article, "blotted", they are the ledger's.

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
        from recoupe import pipeline  # noqa: PLC0415 -- late: --help must not wait for it

        reading = pipeline.read(_page(folder, kept))
        yield _row(folder, kept) | {"read": None, "blotted": False, "words": reading.article.text[:_LONGEST]}


def _of_fact(folder: Folder, ledger: str, name: str) -> Iterator[Row]:
    """The answers of the address of an article, those first that give this very article."""
    with ledgers.opened(ledger) as there:
        article, spans = _article(there, name)
        found = there.reading(article)
        if found is None:
            raise QueryError(f"{name} is no article and no statement of this ledger (recoupe search finds them)")
        urls = dict.fromkeys(u for u in (found.article.url, found.article.ref) if u)
        answers = {k.record: k for url in urls for k in folder.index.of(url)}
        said = [found.article.text[a:b] for a, b in spans]
        blotted = there.blotted(article)  # what stands on the page is to be forgotten
        rows = []
        for kept in answers.values():
            try:
                text = _read(there, _page(folder, kept), found)
                same = {"read": text == found.article.text, "blotted": blotted}
                words = _words(found.article.text if blotted else text, said)
                rows.append(_row(folder, kept) | same | {"words": words})
            except InputError as e:
                ledgers.warn(str(e))
    yield from sorted(rows, key=lambda row: (not row["read"], not row["words"], row["fetched"]))


def _article(there: Store, name: str) -> tuple[str, tuple[Span, ...]]:
    """The id of the article that is meant, and the spans of the statement if one is."""
    for said in there.statements_of([name]):
        return said.entry.id, said.statement.content
    entry = there.find(name)
    return (entry.id if entry else ""), ()


def _words(text: str, said: Sequence[str]) -> str:
    """What was said with some words around it, as a text has it, "" where it has it not; of nothing said, the text."""
    if not said:
        return text[:_LONGEST]
    first = text.find(said[0])
    last = text.find(said[-1], first) if first >= 0 else -1
    if last < 0:
        return ""
    a, b = max(0, first - _AROUND), min(len(text), last + len(said[-1]) + _AROUND)
    a = text.find(" ", a, first) + 1 or first if a else 0
    b = text.rfind(" ", last + len(said[-1]), b) if b < len(text) else b
    b = max(b, last + len(said[-1]))
    return f"{'… ' if a else ''}{text[a:b]}{' …' if b < len(text) else ''}"


def _page(folder: Folder, kept: Kept) -> Page:
    from recoupe import warc  # noqa: PLC0415 -- late: --help must not wait for it

    return warc.page(folder.answer(kept))


def _read(there: Store, page: Page, found: Reading) -> str:
    """The text of a page: that of the article if any template that its site had gives it, else as it is."""
    from recoupe import pipeline  # noqa: PLC0415 -- late: --help must not wait for it
    from recoupe.sources import host  # noqa: PLC0415

    plain = pipeline.read(page).article.text
    if plain == found.article.text:
        return plain
    read = (pipeline.read(page, template=t).article.text for t in there.templates(host(page.url or page.ref)))
    return next((text for text in read if text == found.article.text), plain)


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
    if row["blotted"]:
        yield f"{'read':8}  something of it is to be forgotten: the words are the ledger's, with that blotted out"
    elif row["read"] is not None:
        yield f"{'read':8}  {'gives this article' if row['read'] else 'gives another article'}"
    yield from ("", *(f"  {name}: {value}" for name, value in row["headers"]), "")
    if row["words"]:
        yield from (f"  {line}" for line in row["words"].splitlines())
    else:
        yield "  these words do not stand in it"
    yield ""


def _sound(row: Row) -> str:
    return ", as it was written" if row["sound"] else ", and that is NOT what is there now"
