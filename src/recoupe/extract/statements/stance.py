"""Stance and form of a statement, from its cue and its marks."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from recoupe.extract.statements.scene import Content, Scene
    from recoupe.model import Form, Stance

_BY_NOUN: dict[str, Stance] = {"denies": "denies", "confirms": "confirms", "doubts": "doubts", "urges": "urges"}
_NEGATED: dict[Stance, Stance] = {
    "asserts": "doubts",
    "confirms": "doubts",
    "denies": "doubts",
    "doubts": "asserts",
    "urges": "asserts",
}
_ASSERTING = frozenset({"say", "tell", "write", "opine", "show", "describe", "judge"})
_ASKING_SHAPES = frozenset({"to", "bare", "hearer", "of", "for"})
_VERBAL = frozenset({"VERB", "AUX", "ADV", "PRON", ""})
_EARLY = 8  # tokens of a content in which its first verb is looked for
_SHORT = 4  # words of a content that is no more than a noun for what was said


def stance(scene: Scene, c: Content) -> Stance:
    """The stance of the source towards the content."""
    cue = scene.cue
    if cue.kind == "noun":
        return next((_BY_NOUN[k] for k in sorted(cue.classes) if k in _BY_NOUN), "asserts")
    if cue.kind != "verb":
        return "asserts"
    base = _of_verb(scene, c)
    return _NEGATED[base] if cue.refused or _negated(scene) else base


def _negated(scene: Scene) -> bool:
    """Whether the cue is negated. A negation that follows it belongs to the content ("vowed never to ...")."""
    v, cue = scene.v, scene.cue
    return "negative" in cue.uses or any(v.lex.has("negations", v.low[i]) for i in range(cue.first, cue.head))


def _of_verb(scene: Scene, c: Content) -> Stance:
    classes = scene.cue.classes
    if _denies(scene, c):
        return "denies"
    if "doubt" in classes and "ask" not in classes:
        return "doubts"
    if "confirm" in classes:
        return "confirms"
    if "ask" in classes and c.shape != "quote":
        return "urges"
    return "urges" if "urge" in classes and _urges(scene, c) else "asserts"


def _denies(scene: Scene, c: Content) -> bool:
    classes = scene.cue.classes
    if "deny" in classes:
        if scene.cue.passive and c.shape == "bare":
            return False  # "was denied a visa"
        return not ("describe" in classes and c.shape == "as")
    return "assail" in classes and c.shape != "as" and _of_a_claim(scene, c)


def _of_a_claim(scene: Scene, c: Content) -> bool:
    """Whether the cue's object is a noun for what somebody claims ("denounced allegations that ...")."""
    v, cue = scene.v, scene.cue
    a, b = c.pieces[0]
    words = range(cue.last, a) if c.shape.startswith(("noun", "that")) else range(a, b) if b - a <= _SHORT else range(0)
    return any(v.lex.nouns.get(v.low[i]) == "asserts" for i in words)


def _urges(scene: Scene, c: Content) -> bool:
    classes = scene.cue.classes
    if not classes & _ASSERTING or ("tell" in classes and c.shape == "to"):
        return True
    return c.shape in _ASKING_SHAPES and _asks(scene, c)


def _asks(scene: Scene, c: Content) -> bool:
    """Whether the content is something to be done: an infinitive stands in front of its finite verbs."""
    v = scene.v
    a, b = c.pieces[0]
    first = a - 1 if a - 1 != scene.cue.head else a
    for i in range(max(first, 0), min(b, a + _EARLY)):
        if v.lex.has("infinitive_marks", v.low[i]) and i + 1 < len(v.low) and v.pos[i + 1] in _VERBAL:
            return True
        if v.pos[i] in {"VERB", "AUX"}:
            return False
    return False


def form(scene: Scene, c: Content) -> Form:
    """direct: all quoted; mixed: in part; indirect: not at all."""
    v, unit = scene.v, scene.cue.unit
    words = [i for a, b in c.pieces for i in range(a, b) if v.is_word(i)]
    quoted = sum(v.inner[i] != unit.quote for i in words)
    if not quoted:
        return "indirect"
    return "direct" if quoted == len(words) else "mixed"
