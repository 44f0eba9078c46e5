"""What a verb takes where a pronoun for it opens the sentence: "What X denies is that P", "Lo que niega X es que P"."""

from __future__ import annotations

from typing import TYPE_CHECKING

from recoupe.extract.statements.roles import adjacent

if TYPE_CHECKING:
    from recoupe.extract.statements.phrases import Phrase
    from recoupe.extract.statements.scene import Scene

Found = tuple["Phrase", int, int]  # the speaker, first and last token of what was said

_CLASSES = frozenset({"say", "tell", "deny", "confirm", "doubt"})
_OPENERS = frozenset({"coordinators", "ADV", "mark", ","})
_SHORT = 7  # tokens between the pronoun and the verb
_FAR = 8  # tokens between the verb and what leads to the clause


def of(scene: Scene) -> Found | None:
    """Who says what in the sentence that a pronoun for it opens, None where none does."""
    v, cue = scene.v, scene.cue
    if cue.kind != "verb" or cue.passive or not cue.classes & _CLASSES or not v.lex.phrases["clefts"]:
        return None
    first = cue.unit.first
    while first < cue.first and v.category[first] in _OPENERS and v.low[first] not in v.lex.words["neuters"]:
        first += 1
    if v.low[first] not in v.lex.words["neuters"] or not first < cue.first <= first + _SHORT:
        return None
    at, start = _link(scene)
    source = _speaker(scene, first, at) if start else None
    last = cue.unit.last
    while last > start and not v.is_word(last - 1) and not v.is_mark(last - 1):
        last -= 1
    return (source, start, last) if source is not None and start < last else None


def _link(scene: Scene) -> tuple[int, int]:
    """Where the words that lead to the clause begin and end; 0, 0 where there are none."""
    v, cue = scene.v, scene.cue
    for i in range(cue.last, min(cue.unit.last, cue.last + _FAR)):
        if n := v.lex.phrase("clefts", v.low, i):
            return i, i + n
    return 0, 0


def _speaker(scene: Scene, first: int, link: int) -> Phrase | None:
    """The phrase between pronoun and verb, else the one right behind the verb, before token `link`."""
    cue = scene.cue
    before = (p for p in scene.left if p.first > first and adjacent(scene, p.last, cue.first))
    behind = (p for p in scene.right if p.last <= link and adjacent(scene, cue.last, p.first))
    return scene.subject or next(before, None) or next(behind, None)
