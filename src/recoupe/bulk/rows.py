"""A reading into rows of the tables, pure: tuples in the order of the columns, without those of `KEYS`.

Strings are valid UTF-8: what no writer takes, a lone surrogate, becomes U+FFFD.
"""

from __future__ import annotations

from dataclasses import dataclass, fields
from typing import TYPE_CHECKING, Any

from recoupe import characters
from recoupe.export import _view
from recoupe.model import ClaimReview

if TYPE_CHECKING:
    from collections.abc import Iterator

    from recoupe.model import Article, Problem, Reading, Spans, Statement

Row = tuple[Any, ...]
FACTCHECK = tuple(f.name for f in fields(ClaimReview))
UNREAD = "unread"


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a page comes from: file, place in it, when it was fetched (a time with its zone)."""

    input: str
    place: int
    fetched: Any = None


@dataclass(frozen=True, slots=True)
class Rows:
    """What a page gives: the article's id, how long its text is, and the rows of each table.

    Those of articles and problems still lack what the page's origin says: see `placed`.
    """

    article: str
    characters: int
    of: dict[str, list[Row]]


def rows(reading: Reading) -> Rows:
    """The rows of `reading`."""
    made = {
        "articles": [_article(reading)],
        "statements": [_statement(reading.article.text, n, s) for n, s in enumerate(reading.statements, 1)],
        "timexes": list(_timexes(reading)),
        "actors": [(a.id, a.name, a.type, a.country, a.role, _spans(a.mentions)) for a in reading.actors],
        "claims_in_article": [(c.id, m.statement, m.polarity, c.disputed) for c in reading.claims for m in c.members],
        "outlinks": [(o.url, _view.line(o.text), o.where) for o in reading.article.outlinks],
        "problems": [_problem(p, reading.article) for p in (*reading.article.problems, *reading.problems)],
    }
    found = {table: [_sound(row) for row in rows] for table, rows in made.items()}
    return Rows(reading.article.id, len(reading.article.text), found)


def placed(table: str, row: Row, origin: Origin) -> Row:
    """`row` with what only its origin tells."""
    if table == "articles":
        return (row[0], origin.input, origin.place, origin.fetched, *row[1:])
    return (*row, origin.input, origin.place) if table == "problems" else row


def unread(ref: str, message: str) -> Row:
    """The row of a page that could not be read, for `problems`."""
    return (UNREAD, _sound(message), _sound(ref))


def _article(reading: Reading) -> Row:
    a = reading.article
    return (
        *(a.ref, a.url, a.site, a.kind, a.lang, a.title, list(a.authors), a.published, a.day, a.modified, a.text),
        _spans(a.boilerplate),
        [{"kind": m.kind, "value": m.value} for m in a.marks],
        [{key: getattr(r, key) for key in FACTCHECK} | {"appearances": list(r.appearances)} for r in a.factchecks],
        reading.version,
    )


def _statement(text: str, number: int, s: Statement) -> Row:
    first, last = (s.said_on.first, s.said_on.last) if s.said_on else (None, None)
    return (
        *(s.id, number, s.stance, s.who, s.actor),
        *(_view.words(text, spans) or None for spans in (s.content, s.source, s.cue)),
        *(s.to, s.form, s.kind, first, last, s.rule, s.confidence),
        *(_spans(spans) for spans in (s.content, s.source, s.cue)),
    )


def _timexes(reading: Reading) -> Iterator[Row]:
    for t in reading.timexes:
        days = (t.days.first, t.days.last) if t.days else (None, None)
        words = _view.line(reading.article.text[t.start : t.end])
        yield (words, t.start, t.end, t.type, t.value, t.mod, *days, t.rule)


def _problem(p: Problem, article: Article) -> Row:
    return (p.code, p.message, article.ref)


def _spans(spans: Spans) -> list[dict[str, int]]:
    return [{"start": a, "end": b} for a, b in spans]


def _sound(value: Any) -> Any:
    """`value` with all its strings valid."""
    if isinstance(value, str):
        return characters.whole(value)
    if isinstance(value, tuple):
        return tuple(map(_sound, value))
    if isinstance(value, list):
        return list(map(_sound, value))
    if isinstance(value, dict):
        return {key: _sound(v) for key, v in value.items()}
    return value
