"""Statements of one page that say the same, or take another's for their own: which of them stay."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from recoupe.extract.statements.view import View
    from recoupe.model import Spans, Statement

_SHARED = 0.3  # of the shorter of two contents; from then on they share their words
_BLOCK = 2000  # characters; contents that begin further apart than two such are never one
_SAME = 0.8  # contents that overlap more than this, of one speaker, are one statement


def ordered(statements: list[Statement]) -> list[Statement]:
    """`statements` in the order of the text."""
    return sorted(statements, key=lambda s: (s.content, s.cue, s.source))


def distinct(statements: list[Statement]) -> list[Statement]:
    """Without those that say the same of the same speaker as a surer one; only neighbours are compared.

    A denial says not the same as what it denies.
    """
    out: list[Statement] = []
    near: dict[tuple[Spans, bool, int], list[Statement]] = defaultdict(list)
    for s in sorted(statements, key=lambda s: (-s.confidence, s.content)):
        block = s.content[0][0] // _BLOCK
        denies = s.stance == "denies"
        others = (o for b in (block - 1, block, block + 1) for o in near.get((s.source, denies, b), ()))
        if not any(_share(o.content, s.content) > _SAME for o in others):
            near[s.source, denies, block].append(s)
            out.append(s)
    return out


def once(statements: list[Statement]) -> list[Statement]:
    """Those of `statements` of one cue that say who speaks, where others do not ("doute", a verb and a noun)."""
    sourced = {s.cue for s in statements if s.source}
    return [s for s in statements if s.source or not s.rule.startswith("noun") or s.cue not in sourced]


def told(v: View, statements: list[Statement]) -> list[Statement]:
    """Those of `statements` that take no other's speaker and verb alone for what was said ("X said", he complained)."""
    heads = {
        v.doc.text[min(a, c) : max(b, d)]: s
        for s in statements
        for (a, b), (c, d) in zip(s.source[:1], s.cue[:1], strict=False)
        if b <= c or d <= a
    }
    return [
        s
        for s in statements
        if len(s.content) > 1 or s.rule.endswith("/noun") or heads.get(v.doc.text[slice(*s.content[0])], s) is s
    ]


def alone(doubtful: list[Statement], sure: list[Statement]) -> list[Statement]:
    """Those of `doubtful`, surest first, whose contents no other statement shares."""
    out: list[Statement] = []
    for s in sorted(doubtful, key=lambda s: (-s.confidence, s.content)):
        if not any(_shares(o.content, s.content) for o in (*sure, *out)):
            out.append(s)
    return out


def _shares(a: Spans, b: Spans) -> bool:
    """Whether a good part of the shorter stands in the other."""
    both = sum(max(0, min(x[1], y[1]) - max(x[0], y[0])) for x in a for y in b)
    return both > _SHARED * min(sum(y - x for x, y in spans) for spans in (a, b))


def _share(a: Spans, b: Spans) -> float:
    """Characters that `a` and `b` share, of those in either."""
    both = sum(max(0, min(x[1], y[1]) - max(x[0], y[0])) for x in a for y in b)
    every = sum(y - x for x, y in (*a, *b)) - both
    return both / every if every else 0.0
