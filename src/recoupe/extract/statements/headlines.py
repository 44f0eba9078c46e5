"""Headlines that name who says the rest before a colon: "Minister: the port will close"."""

from __future__ import annotations

from typing import TYPE_CHECKING

from recoupe.extract.statements import roles
from recoupe.extract.statements.scene import Content

if TYPE_CHECKING:
    from recoupe.extract.statements.phrases import Phrase
    from recoupe.extract.statements.scene import Scene

_PEOPLE = frozenset({"person", "persons", "crowd", "crowds"})
_VERBS = frozenset({"VERB", "AUX"})
_ENDS = frozenset({".", "?", "!", "…"})
_LONG = 5  # words before the colon


def of(scene: Scene) -> tuple[Phrase, Content] | None:
    """Who speaks and what he says, where the cue is the colon of a headline behind a noun for people; else None."""
    v, cue = scene.v, scene.cue
    if cue.kind != "colon" or cue.unit.first or cue.first > _LONG or not scene.left:
        return None
    p, end = scene.left[0], cue.unit.last
    line = v.tokens(v.doc.paragraphs[0])[1] if v.doc.paragraphs else 0
    alone = line == end < len(v.low) and v.doc.tokens[end - 1].text not in _ENDS
    person = p.last == cue.first and p.first <= 1 and roles.kind(scene, v.low[p.head]) in _PEOPLE
    tags = set(v.pos[cue.last : end])
    told = bool(tags & _VERBS) or (v.lex.caseless and "PROPN" not in tags)
    return (p, Content(((cue.last, end),), "colon right")) if person and told and alone else None
