"""CSV for spreadsheets: one row a statement, the article repeated beside it.

UTF-8 with a byte order mark, without which Excel garbles letters beyond ASCII. A cell that a spreadsheet would take
for a formula begins with an apostrophe instead (OWASP, "CSV Injection"). An article without statements has no row.
"""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING

from recoupe.export import _view
from recoupe.export._look import Look, Piece

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from recoupe.model import Claim, Reading, Statement

SUFFIX = ".csv"
BETWEEN = ""
COLUMNS = {
    "ref": "the article's id, path or URL as it was given",
    "url": "its own address",
    "site": "its publisher's host",
    "published": "its day or time of publication (ISO 8601)",
    "lang": "its language (ISO 639-1)",
    "headline": "its headline",
    "number": "the statement's place in the article, from 1",
    "stance": "asserts, denies, confirms, doubts or urges",
    "who": "the speaker's fullest name in the article, a title before it in English, or the phrase that describes them",
    "content": "what was said; pieces that stand apart are joined by …",
    "source": "the words that name the speaker",
    "cue": "the words that do the attributing",
    "to": "to whom it was said",
    "form": "direct, indirect or mixed speech",
    "kind": "whether the speaker is named, unnamed or none is given",
    "said_from": "first day on which it may have been said (YYYY-MM-DD)",
    "said_to": "last such day",
    "claim": "id of the claim that the statement belongs to, if others speak of the same",
    "side": "for, against or open: the side that it takes in that claim",
    "disputed": "yes where one side asserts the claim and another denies it",
    "rule": "name of the rule that found it",
    "confidence": "how sure the rule is, 0 to 1",
    "start": "offset of the content's first character in the article's text",
    "end": "offset after its last",
    "id": "the statement's id",
}
_BOM = "\ufeff"
_FORMULA = tuple("=+-@\t\r\n＝＋－＠")


def head(look: Look) -> str:  # noqa: ARG001
    """The names of the columns."""
    return _BOM + _written([COLUMNS])


def piece(reading: Reading, look: Look) -> Piece:  # noqa: ARG001
    """The statements of one article."""
    return Piece(_written(_rows(reading)))


def tail(entries: Iterable[str], look: Look) -> str:  # noqa: ARG001
    """Nothing."""
    return ""


def _written(rows: Iterable[Iterable[str]]) -> str:
    out = io.StringIO()
    csv.writer(out, lineterminator="\n").writerows([_safe(cell) for cell in row] for row in rows)
    return out.getvalue()


def guarded(cell: str) -> str:
    """`cell`, and no formula."""
    return f"'{cell}" if cell.startswith(_FORMULA) else cell


def _safe(cell: str) -> str:
    """`cell` on one line, and no formula."""
    return guarded(_view.line(cell))


def _rows(reading: Reading) -> Iterator[list[str]]:
    article = reading.article
    places = {m.statement: (claim, m.polarity) for claim in reading.claims for m in claim.members}
    shared = [article.ref, article.url, article.site, article.published, article.lang, article.title]
    for number, s in enumerate(reading.statements, 1):
        yield [
            *(x or "" for x in shared),
            str(number),
            *_said(article.text, s),
            *_claimed(places.get(s.id)),
            *_traced(s),
        ]


def _said(text: str, s: Statement) -> list[str]:
    """From `stance` to `said_to`."""
    days = [s.said_on.first, s.said_on.last] if s.said_on else [None, None]
    spans = [_view.words(text, spans) for spans in (s.content, s.source, s.cue)]
    return [s.stance, s.who or "", *spans, s.to or "", s.form, s.kind, *(d.isoformat() if d else "" for d in days)]


def _claimed(place: tuple[Claim, str] | None) -> list[str]:
    """From `claim` to `disputed`."""
    return [place[0].id, place[1], "yes" if place[0].disputed else ""] if place else ["", "", ""]


def _traced(s: Statement) -> list[str]:
    """From `rule` to `id`."""
    return [s.rule, f"{s.confidence:g}", str(s.content[0][0]), str(s.content[-1][1]), s.id]
