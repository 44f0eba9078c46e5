"""Quotations that the narrator's words interrupt without a mark: «P, — said X, — Q»."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from recoupe.extract.statements.lexicon import Lexicon
    from recoupe.model import Doc, Quotation, Span, Token

_DASHES = frozenset("—–-")
_PAUSES = frozenset({",", "?", "!", "…", "...", ".", "?!", "!.."})
_SAYING = frozenset({"say", "tell", "promise"})
_REACH = 5  # words behind a dash among which the verb of saying stands


def parted(doc: Doc, lex: Lexicon) -> Doc:
    """`doc` with quotations that end where the narrator begins and go on behind him, in languages that write so.

    One that no mark closes ends before a comma and a verb of saying in all: "«P, prometió la alcaldesa."
    """
    if not doc.quotations:
        return doc
    starts = [t.start for t in doc.tokens]
    found: list[Quotation] = []
    for q in doc.quotations:
        a, b = (bisect_left(starts, x) for x in q.inner)
        tokens = list(doc.tokens[a:b])
        if lex.speech.quoted_narrator:
            found += _parts(tokens, lex, q)
        else:
            found.append(q if q.closed or q.continued else _ended(tokens, lex, q))
    return replace(doc, quotations=tuple(sorted(found, key=lambda q: (q.start, q.depth))))


def _parts(tokens: list[Token], lex: Lexicon, q: Quotation) -> Iterator[Quotation]:
    """The pieces of `q`, whose `tokens` these are; itself where nobody interrupts it."""
    start, mark, at = q.inner[0], q.start, 0
    while (told := _narrator(tokens, at, lex)) is not None:
        first, last = told
        yield _piece(q, (start, tokens[first - 1].end), (mark, tokens[first - 1].end))
        at = last
        if last >= len(tokens):
            return
        start = mark = tokens[last].start
    yield q if not at else _piece(q, (start, q.inner[1]), (mark, q.end))


def _ended(tokens: list[Token], lex: Lexicon, q: Quotation) -> Quotation:
    """`q`, whose `tokens` these are, up to its last comma where a verb of saying stands behind it; else itself."""
    for i in range(len(tokens) - 3, 0, -1):
        if tokens[i].text != ",":
            continue
        verb = i + 1 + (tokens[i + 1].text.lower() in lex.words["auxiliaries"])
        forms = lex.verbs.get(tokens[verb].text.lower(), ()) if tokens[verb].pos == "VERB" else ()
        end = tokens[i - 1].end
        return _piece(q, (q.inner[0], end), (q.start, end)) if any(form.classes & _SAYING for form in forms) else q
    return q


def _piece(q: Quotation, inner: Span, outer: Span) -> Quotation:
    return replace(q, start=outer[0], end=outer[1], inner=inner, closed=True)


def _narrator(tokens: list[Token], at: int, lex: Lexicon) -> tuple[int, int] | None:
    """Where the narrator's words begin, their dash included, and where the quotation goes on behind theirs."""
    for i in range(max(at, 1), len(tokens) - 1):
        if not _pause(tokens, i) or not tokens[i + 1].text[:1].islower():
            continue
        near = tokens[i + 1 : i + 1 + _REACH]
        if any(lex.verbs.get(t.text.lower()) and t.pos in {"VERB", ""} for t in near):
            again = next((j for j in range(i + 2, len(tokens) - 1) if _pause(tokens, j)), len(tokens) - 1)
            return i, again + 1
    return None


def _pause(tokens: list[Token], i: int) -> bool:
    """Whether a dash stands at `i` behind a comma or a full stop."""
    return tokens[i].text in _DASHES and tokens[i - 1].text in _PAUSES
