"""Words that somebody denies, or does not confirm, that they were said: "denied telling police that P"."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from recoupe.extract.statements.view import View
    from recoupe.model import Statement

_AGAINST = frozenset({"denies", "doubts"})
_LEADING = frozenset({"ADP", "ADV", "AUX", "DET", "PART", "PRON", "SCONJ", ""})
_REACH = 100  # characters from where a content begins to its verb
_BEFORE = 3  # words from where a content begins to its verb, beside the subject


def without(v: View, statements: Iterable[Statement]) -> list[Statement]:
    """`statements` without those whose verb is the chief one of what another of them denies or doubts."""
    every = list(statements)
    against = sorted(
        (s for s in every if s.stance in _AGAINST and s.cue and s.form != "direct"), key=lambda s: s.content[0]
    )
    starts = [s.content[0][0] for s in against]

    def near(s: Statement) -> Iterable[Statement]:
        at = s.cue[0][0]
        return against[bisect_left(starts, at - _REACH) : bisect_right(starts, at)]

    return [s for s in every if not s.cue or not any(_is_denied(v, s, by) for by in near(s))]


def _is_denied(v: View, s: Statement, by: Statement) -> bool:
    """Whether the content of `by` begins with the verb of `s`, its subject and auxiliaries before it."""
    if s is by:
        return False
    (start, end), cue = by.content[0], s.cue[0]
    if not start <= cue[0] < cue[1] <= end or s.content[0][0] < start or s.content[-1][1] > by.content[-1][1]:
        return False
    first, last = v.tokens((start, cue[0]))
    own = [v.tokens(span) for span in s.source if span[0] >= start]
    between = [i for i in range(first, last) if v.is_word(i) and not any(a <= i < b for a, b in own)]
    named = v.low[v.tokens(cue)[1] - 1] in v.lex.nouns  # "ha negato l'accusa di P": a noun taken for a verb
    return not named and len(between) <= _BEFORE and all(_leads(v, i) for i in between)


def _leads(v: View, i: int) -> bool:
    """Whether token `i` can stand between what leads to a clause and its verb, and opens no other clause."""
    relative = v.lex.has("relative_pronouns", v.low[i]) and not v.lex.has("complementisers", v.low[i])
    return v.outer[i] < 0 and v.pos[i] in _LEADING and not relative
