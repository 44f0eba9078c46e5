"""A confirmation and a denial of one content in one breath: "would neither confirm nor deny that P"."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from recoupe.extract.statements import cues

if TYPE_CHECKING:
    from collections.abc import Iterator

    from recoupe.extract.statements.cues import Cue
    from recoupe.extract.statements.view import View

_BOTH = ("confirm", "deny")
_BETWEEN = 4  # tokens from one verb to the other


def find(v: View) -> Iterator[Cue]:
    """Every possible cue of `v`; two verbs that withhold an answer, one with the other, are one."""
    one: Cue | None = None
    for cue in cues.find(v):
        if one is not None and _is_pair(v, one, cue):
            one = _joined(v, one, cue)
            continue
        if one is not None:
            yield one
        one = cue
    if one is not None:
        yield one


def _is_pair(v: View, one: Cue, other: Cue) -> bool:
    """Whether one of two verbs confirms and the other denies, both negated, with no more than "nor" between them."""
    if one.unit is not other.unit or one.kind != "verb" or other.kind != "verb" or _side(one) in {"", _side(other)}:
        return False
    negated = any(c.refused or c.negated or "negative" in c.uses for c in (one, other))
    between = range(one.last, other.head)
    return negated and bool(_side(other)) and 0 < len(between) <= _BETWEEN and all(_links(v, i) for i in between)


def _side(cue: Cue) -> str:
    return next((side for side in _BOTH if side in cue.classes), "")


def _links(v: View, i: int) -> bool:
    """Whether token `i` can stand between two verbs with one object."""
    names = ("coordinators", "negations", "auxiliaries", "infinitive_marks", "reflexives", "adverbs_between")
    return v.low[i] == "," or any(v.lex.has(name, v.low[i]) for name in names)


def _joined(v: View, one: Cue, other: Cue) -> Cue:
    """The one cue that both verbs are: from the beginning of the first to the end of the second."""
    far = cues.auxiliary_before(v, one.unit, one.first) if other.field == 0 and not one.auxiliary else -1
    return replace(
        other,
        first=far if far >= 0 else one.first,
        marked=(one.marked[0], other.marked[1]),
        auxiliary=one.auxiliary or other.auxiliary or far >= 0,
        negated=True,
        refused=True,
        field=one.field or far + 1,
        object=one.object or other.object,
    )
