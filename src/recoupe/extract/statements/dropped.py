"""Speakers that a language leaves out where the verb and what stands before tell them: "Ha detto che ..."."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import replace
from typing import TYPE_CHECKING

from recoupe import ids
from recoupe.extract.statements.phrases import phrases

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from recoupe.extract.statements.cues import Cue
    from recoupe.extract.statements.view import Unit, View
    from recoupe.model import Span, Spans, Statement

_FINITE = frozenset({"VERB", "AUX"})
_CLOSE = 2  # units: the one of the verb and the one before


def filled(v: View, statements: Sequence[Statement], cues: Mapping[Span, Cue]) -> list[Statement]:
    """`statements`, in text order, those whose verb has no subject with the speaker of the sentence before.

    `cues` are the cues of statements by their characters. Only what stands in the same sentence or in the one before
    is taken: the statement before, else the subject of the sentence before.
    """
    outer = [u for u in v.units if u.quote < 0]
    firsts = [u.first for u in outer]
    out: list[Statement] = []
    last: Spans = ()
    first = v.lex.speech.verb_first
    for s in sorted(statements, key=lambda s: s.cue or s.content):
        cue = cues.get(s.cue[0]) if s.cue else None
        if cue is None or cue.unit.quote >= 0:
            out.append(s)
            continue
        source = s.source
        if not source and _subjectless(v, cue):
            at = bisect_right(firsts, cue.first) - 1
            near = outer[max(0, at + 1 - _CLOSE) : at + 1]
            source = _spoke(v, last, near) or (_behind(v, near, cue) if first else _subject(v, near[:-1]))
        nested = any(a <= s.cue[0][0] < b and o.cue != s.cue for o in out[-_CLOSE:] for a, b in o.content)
        last = last if nested else source or last
        out.append(replace(s, id=ids.make("s", v.doc.article.id, s.content, source, s.cue), source=source))
    return out


def _subjectless(v: View, cue: Cue) -> bool:
    """Whether the cue is an active verb that has a person of its own."""
    if cue.told:
        return True
    person = cue.auxiliary or "finite" in cue.uses or (v.lex.speech.verb_first and "gerund" in cue.uses)
    if cue.kind != "verb" or cue.passive or not person:
        return False
    before = range(cue.first, cue.head)
    words = v.lex.words
    helped = any(v.low[i] in words["passive_auxiliaries"] for i in before)
    return helped or not any(v.low[i] in words["impersonal"] for i in before)


def _spoke(v: View, source: Spans, near: Sequence[Unit]) -> Spans:
    """The latest speaker where it stands in one of `near`."""
    return source if source and near and v.tokens(source[0])[0] >= near[0].first else ()


def _behind(v: View, units: Sequence[Unit], cue: Cue) -> Spans:
    """The noun phrase behind the first verb before `cue`, in its own unit or else in the last of `units` before."""
    for unit in reversed(units):
        for p in phrases(v, unit):
            if p.last > cue.first or p.kind == "pronoun" or v.outer[p.first] >= 0 or v.time[p.head]:
                continue
            if p.first > unit.first and v.pos[p.first - 1] in _FINITE:
                return (v.span(p.first, p.last),)
    return ()


def _subject(v: View, units: Sequence[Unit]) -> Spans:
    """The noun phrase that begins a clause of the last of `units`, a verb behind it."""
    for unit in units:
        for p in phrases(v, unit):
            if p.kind == "pronoun" or v.outer[p.first] >= 0 or v.time[p.head]:
                continue
            before = p.first - 1
            if (before >= unit.first and v.pos[before] == "ADP") or v.lex.has("melted", v.low[p.first]):
                continue
            if any(v.pos[i] in _FINITE for i in range(unit.first, p.first)):
                return ()
            return (v.span(p.first, p.last),)
    return ()
