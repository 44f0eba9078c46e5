"""Searching: statements or articles, and what comes as feeds and tables."""

from __future__ import annotations

import csv
import datetime as dt
import io
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from recoupe import store
from recoupe.export.csv import guarded
from recoupe.follows import Follow, News
from recoupe.web.asking import cursors

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from recoupe.ledger import Entry, Ledger, Said

SIZE, FED, TABLED = 30, 50, 5_000
_COLUMNS = (
    "published",
    "site",
    "lang",
    "who",
    "stance",
    "words",
    "side",
    "disputed",
    "title",
    "url",
    "statement",
    "article",
)


@dataclass(frozen=True, slots=True)
class Found:
    """What a search finds: statements or articles, the latest first, and the cursor of what follows."""

    statements: tuple[Said, ...] = ()
    articles: tuple[Entry, ...] = ()
    more: str = ""


def search(ledger: Ledger, text: str, *, articles: bool, cursor: str = "", size: int = SIZE) -> Found:
    """What `text` finds. Raises QueryError."""
    at = cursors.leaf(cursor, size, cursors.ARTICLES if articles else cursors.STATEMENTS)
    query = replace(store.query(text), past=at.past, limit=size + 1)
    if articles:
        entries, more = cursors.split(ledger.articles(query), at)
        return Found(articles=tuple(entries), more=more)
    statements, more = cursors.split(ledger.statements(query), at)
    return Found(statements=tuple(statements), more=more)


def news(found: Found) -> Iterator[News]:
    """The same as items of a feed."""
    yield from (_of_said(s) for s in found.statements)
    yield from (_of_entry(e) for e in found.articles)


def feed_of(text: str, *, articles: bool) -> Follow:
    """A search as something that is followed, by nobody."""
    return Follow("", "", "articles" if articles else "search", text, text, dt.datetime.now(dt.UTC))


def _of_entry(e: Entry) -> News:
    return News(e.id, e.id, e.ref, e.url, e.site, e.lang, e.title, e.published, e.story)


def _of_said(s: Said) -> News:
    return replace(
        _of_entry(s.entry),
        id=s.statement.id,
        who=s.statement.who,
        stance=s.statement.stance,
        words=s.words,
        actor=s.actor,
        claim=s.claim,
        side=s.polarity,
        disputed=s.disputed,
    )


def table(items: Iterable[News]) -> str:
    """Comma-separated values (RFC 4180); no cell is a formula."""
    file = io.StringIO()
    to = csv.writer(file, lineterminator="\r\n")
    to.writerow(_COLUMNS)
    for n in items:
        disputed = "" if n.words is None else "yes" if n.disputed else "no"
        cells = (n.published, n.site, n.lang, n.who, n.stance, n.words, n.side, disputed, n.title, n.url)
        statement = n.id if n.words is not None else ""
        to.writerow([guarded(c or "") for c in (*cells, statement, n.article)])
    return file.getvalue()
