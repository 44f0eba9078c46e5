"""Denials, confirmations and doubts in a relative clause: "P, which X denies", "the charges that X denies"."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

from recoupe import ids
from recoupe.extract.statements.scene import Content

if TYPE_CHECKING:
    from recoupe.extract.statements.phrases import Phrase
    from recoupe.extract.statements.scene import Scene
    from recoupe.model import Statement

_CLASSES = frozenset({"deny", "confirm", "doubt"})
_NEAR = 12  # statements before the clause that may report what it answers
_STOPS = frozenset({",", ";", ".", "?", "!", ")", "—", "–", ":"})


class Relative(NamedTuple):
    """Who answers, and what: tokens `first` to `last` (exclusive), or if `clause` some clause that ends there."""

    source: Phrase
    first: int
    last: int
    clause: bool


def of(scene: Scene) -> Relative | None:
    """What the relative clause of the cue answers, None where the cue stands in none or has an object of its own.

    Only in languages whose data tell `object_relatives`, where a noun phrase before the verb is its subject.
    """
    v, cue = scene.v, scene.cue
    if cue.kind != "verb" or cue.passive or not cue.classes & _CLASSES or "ask" in cue.classes:
        return None
    if not v.lex.words["object_relatives"]:
        return None  # what stands between pronoun and verb may be the object: "der den Vorwurf bestreitet"
    if not _bare(scene, cue.last):
        return _inverted(scene)
    p = scene.left[0] if scene.left else None
    if p is None or p.last != cue.first or not v.lex.has("relative_pronouns", v.low[p.first - 1]):
        return None
    return _answered(scene, p, p.first - 1)


def _inverted(scene: Scene) -> Relative | None:
    """As in "ce que dément la mairie": the speaker behind the cue, which a pronoun that is always an object leads."""
    v, cue = scene.v, scene.cue
    if cue.first <= cue.unit.first:
        return None
    p = next((p for p in scene.right if p.first == cue.last), None)
    if p is None or not v.lex.has("object_relatives", v.low[cue.first - 1]) or not _bare(scene, p.last):
        return None
    return _answered(scene, p, cue.first - 1)


def _bare(scene: Scene, i: int) -> bool:
    """Whether nothing that could be an object stands at token `i`."""
    v, unit = scene.v, scene.cue.unit
    if i >= unit.last or v.inner[i] != unit.quote:
        return i >= unit.last
    return v.low[i] in _STOPS or v.time[i] or v.lex.has("coordinators", v.low[i])


def _answered(scene: Scene, source: Phrase, pronoun: int) -> Relative | None:
    """What the relative `pronoun` stands for: the clause before a comma, else the phrase that it follows."""
    v, unit = scene.v, scene.cue.unit
    edge = pronoun - v.lex.has("subject_pronouns", v.low[pronoun - 1])  # "ce que"
    if edge - 1 <= unit.first or v.inner[edge - 1] != unit.quote:
        return None
    if v.low[edge - 1] == ",":
        return Relative(source, unit.first, edge - 1, clause=True)
    if "doubt" in scene.cue.classes:
        return None  # "the witness whom the police questioned"
    before = next((p for p in scene.left if p.last == edge and p.kind == "common"), None)
    return Relative(source, before.first, before.last, clause=False) if before else None


def content(scene: Scene, r: Relative, found: list[Statement]) -> Content:
    """What `r` answers. Of a clause that others report it is what the outermost says, and theirs ends there too."""
    v, first = scene.v, r.first
    if r.clause:
        a, b = v.span(r.last - 1, r.last)
        for n in range(max(0, len(found) - _NEAR), len(found)):
            s = found[n]
            piece = next((p for p in s.content if p[0] <= a and b <= p[1]), None)
            if piece is not None:
                outermost = v.tokens(piece)[0]
                first = outermost if first == r.first else min(first, outermost)
                ended = tuple((x, min(y, b)) for x, y in s.content if x < b)
                found[n] = replace(s, id=ids.make("s", v.doc.article.id, ended, s.source, s.cue), content=ended)
    return Content(((first, r.last),), "relative")
