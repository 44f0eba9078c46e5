"""Stance and form of a statement, from its cue and its marks."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from recoupe.extract.statements.contents import Content, Scene
    from recoupe.model import Form, Stance

_BY_NOUN: dict[str, Stance] = {"denies": "denies", "confirms": "confirms", "doubts": "doubts", "urges": "urges"}
_ASSERTING = frozenset({"say", "tell", "write", "opine", "show", "go_on", "mention", "describe", "judge", "promise"})


def stance(scene: Scene, c: Content) -> Stance:
    """The stance of the source towards the content."""
    cue = scene.cue
    if cue.kind == "noun":
        return next((_BY_NOUN[k] for k in sorted(cue.classes) if k in _BY_NOUN), "asserts")
    if cue.kind != "verb":
        return "asserts"
    base = _of_verb(scene, c)
    if cue.negated or cue.refused:
        return {"confirms": "doubts", "denies": "doubts", "doubts": "asserts", "asserts": "doubts", "urges": "asserts"}[
            base
        ]  # type: ignore[return-value]
    return base


def _of_verb(scene: Scene, c: Content) -> Stance:
    classes = scene.cue.classes
    if "deny" in classes and not ("describe" in classes and c.shape == "as"):
        return "denies"
    if "doubt" in classes and not classes & {"ask"}:
        return "doubts"
    if "confirm" in classes:
        return "confirms"
    if "ask" in classes and c.shape != "quote":
        return "urges"
    if "urge" in classes:
        if not classes & _ASSERTING or (c.shape in {"to", "bare", "hearer", "of", "for"} and _asks(scene, c)):
            return "urges"
        if classes & {"tell"} and c.shape == "to":
            return "urges"
    return "asserts"


def _asks(scene: Scene, c: Content) -> bool:
    """Whether the content is something to be done: an infinitive stands in front of its finite verbs."""
    v = scene.v
    a, b = c.pieces[0]
    for i in range(max(a - 1, 0), min(b, a + 8)):
        if (
            v.low[i] in v.lex.words["infinitive_marks"]
            and i + 1 < len(v.low)
            and v.pos[i + 1] in {"VERB", "AUX", "ADV", "PRON"}
        ):
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
