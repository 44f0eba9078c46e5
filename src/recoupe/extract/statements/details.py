"""What else a statement tells: to whom, and on which day."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import replace
from typing import TYPE_CHECKING

from recoupe.extract.statements.roles import somebody

if TYPE_CHECKING:
    from collections.abc import Iterable

    from recoupe.extract.statements.phrases import Phrase
    from recoupe.extract.statements.scene import Content, Scene
    from recoupe.model import DateMention, Doc, Span, Statement


def hearer(scene: Scene, c: Content, source: Phrase | None) -> Span | None:
    """The phrase that names to whom it was said: the object of a telling, or what a mark of the hearer leads to.

    It is not `source`, the speaker.
    """
    v, cue = scene.v, scene.cue
    if cue.kind == "noun":
        return None  # whom the verb beside it tells, a claim need not have been told
    for p in scene.right:
        if _is_within(p, source) or any(a <= p.first < b for a, b in c.pieces) or v.time[p.first]:
            continue
        direct = p.first == cue.last and "tell" in cue.classes and p.kind != "pronoun" and not cue.passive
        led = p.first == cue.last + 1 and v.low[cue.last] in v.lex.words["hearer_marks"]
        if direct or (led and somebody(scene, p)):
            return v.span(p.first, next((i for i in range(p.first + 1, p.last) if v.time[i]), p.last))
    for p in (*scene.left, *scene.right):
        if any(a <= p.first < b for a, b in c.pieces):
            continue
        for back in (2, 3):
            i = p.first - back
            if i >= cue.unit.first and v.lex.phrase("hearer_phrases", v.low, i) == back and not _is_within(p, source):
                return v.span(p.first, p.last)
    return None


def _is_within(p: Phrase, source: Phrase | None) -> bool:
    return source is not None and source.first < p.last and p.first < source.last


def dated(doc: Doc, statements: Iterable[Statement], timexes: Iterable[DateMention]) -> tuple[Statement, ...]:
    """`statements` with `said_on`: the day of the nearest date of the cue's sentence that no content holds."""
    days = [t for t in timexes if t.days is not None and t.type in {"DATE", "TIME"}]
    return tuple(replace(s, said_on=d.days) if (d := _nearest(doc, s, days)) else s for s in statements)


def _nearest(doc: Doc, s: Statement, days: list[DateMention]) -> DateMention | None:
    if not s.cue or not days:
        return None
    at = s.cue[0]
    sentence = next((x for x in doc.sentences if x.start <= at[0] < x.end), None)
    if sentence is None:
        return None
    held = (*s.content, *s.source)
    free = [
        d
        for d in days
        if sentence.start <= d.start < sentence.end
        and not any(a <= d.start < b for a, b in held)
        and _clear(doc.text, at, d)
        and _is_of(doc, s, d)
    ]
    return min(free, key=lambda d: abs(d.start - at[0]), default=None)


def _clear(text: str, cue: Span, d: DateMention) -> bool:
    """Whether nothing but a few words without a clause mark stands between cue and date."""
    between = text[cue[1] : d.start] if d.start >= cue[1] else text[d.end : cue[0]]
    return len(between.split()) <= _NEAR and not any(m in between for m in ';:«“"')


def _is_of(doc: Doc, s: Statement, d: DateMention) -> bool:
    """Whether `d` can belong to the cue of `s`: no verb of another clause stands between them.

    The date of an answer in a relative clause stands in that clause ("P, which X denied on Monday, dates from May").
    """
    cue = s.cue[0]
    if s.rule.endswith("/relative") and (d.start < cue[0] or "," in doc.text[cue[1] : d.start]):
        return False
    held = (*s.content, *s.source, cue)
    first = bisect_left(doc.tokens, cue[1], key=lambda t: t.start)
    last = bisect_left(doc.tokens, d.start, key=lambda t: t.start)
    return not any(t.pos == "VERB" and not any(a <= t.start < b for a, b in held) for t in doc.tokens[first:last])


_NEAR = 12
