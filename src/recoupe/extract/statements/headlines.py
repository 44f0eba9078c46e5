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
    p = scene.left[0] if scene.left else None
    title = cue.kind == "colon" and cue.unit.first == 0 and v.doc.paragraphs and p is not None
    if not title or p is None or p.last != cue.first or p.first > 1 or cue.first > _LONG:
        return None
    end = v.tokens(v.doc.paragraphs[0])[1]
    person = roles.kind(scene, v.low[p.head]) in _PEOPLE
    tags = set(v.pos[cue.last : min(end, cue.unit.last)])
    told = bool(tags & _VERBS) or (v.lex.caseless and "PROPN" not in tags)
    alone = end == cue.unit.last < len(v.low) and v.doc.tokens[end - 1].text not in _ENDS
    return (p, Content(((cue.last, end),), "colon right")) if person and told and alone else None
