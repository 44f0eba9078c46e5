"""Subjects that stand behind their verb, and those that are left out."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from recoupe.extract.statements.roles import says, somebody

if TYPE_CHECKING:
    from recoupe.extract.statements.phrases import Phrase
    from recoupe.extract.statements.scene import Scene
    from recoupe.extract.statements.view import View

_SAYING = frozenset({"say", "tell", "write", "go_on"})
_ANSWERING = frozenset({"confirm", "deny", "doubt"})
_OPENERS = frozenset({",", ":", ";", "mark", "coordinators", "–", "—"})
_OPENING = frozenset({"ADP", "ADV"})


def subject_behind(scene: Scene) -> Phrase | None:
    """The subject right behind the verb, where the verb stands second and another word opens its clause, or first."""
    v, cue = scene.v, scene.cue
    if v.lex.speech.verb_first:
        return scene.subject
    if v.lex.speech.parted_subjects and (p := _parted_subject(scene)):
        return p
    pronouns = v.lex.words["inverted_subjects"]
    if not pronouns or cue.kind != "verb" or "finite" not in cue.uses or not scene.right:
        return None
    p = scene.right[0]
    if p.first != cue.last or v.time[p.first]:
        return None
    if p.kind == "pronoun" and v.low[p.first] in pronouns:
        return p
    first = cue.first
    while first > cue.unit.first and v.category[first - 1] not in _OPENERS and v.inner[first - 1] == cue.unit.quote:
        first -= 1
    opened = first < cue.first and (v.pos[first] in _OPENING or v.time[first])
    opened = opened and v.low[first] not in v.lex.words["subject_pronouns"]
    parted = first == cue.first > cue.unit.first + 1 and v.category[first - 1] in {",", "mark"}
    return p if opened or (parted and not scene.hosts and not _described(scene)) else None


def _described(scene: Scene) -> bool:
    """Whether the comma before the cue closes a name behind its description ("the mayor, Ann Lee, said")."""
    p = scene.left[0] if scene.left else None
    return p is not None and p.last == scene.cue.first - 1 and "," in scene.v.low[max(p.first - 1, 0) : p.last]


def _parted_subject(scene: Scene) -> Phrase | None:
    """Somebody right behind a verb of saying that a comma or a mark parts from what stands before: "P, dijo X"."""
    v, cue = scene.v, scene.cue
    says = cue.classes & _SAYING or ("promise" in cue.classes and _is_quoted(scene))
    if cue.kind != "verb" or cue.passive or not says or scene.hosts or not scene.right:
        return None
    if not (cue.auxiliary or "finite" in cue.uses) or v.category[cue.first - 1] not in {",", "mark", "–", "—", "-"}:
        return None
    p = next((p for p in scene.right if not v.time[p.head]), scene.right[0])
    somebody = p.kind != "common" or v.low[p.head] in v.lex.speakers or v.low[p.head] in v.lex.words["document_nouns"]
    somebody |= not cue.negated and p.last < cue.unit.last - 1 and v.category[cue.first - 1] == v.low[p.last] == ","
    between = all(_is_beside(v, i) for i in range(cue.last, p.first))
    return p if somebody and between and cue.first > cue.unit.first + 2 and not v.time[p.first] else None


def _is_quoted(scene: Scene) -> bool:
    """Whether a quotation ends right before the comma or mark that stands before the verb."""
    before = scene.cue.first - 2
    return before >= scene.cue.unit.first and scene.v.inner[before] != scene.cue.unit.quote


def _is_beside(v: View, i: int) -> bool:
    """Whether token `i` belongs to a time, its preposition included, or is an adverb."""
    return v.dated(i) or v.pos[i] == "ADV"


def verb_first(scene: Scene) -> Scene:
    """`scene` of a language whose verb stands first: the subject behind the verb is read as if it stood before it."""
    p = _subject_of_first(scene)
    if p is None:
        return replace(scene, dropped=_is_dropped(scene))
    v, last = scene.v, p.last
    while last < scene.cue.unit.last - 1 and (v.time[last] or v.low[last] in v.lex.words["adverbs_between"]):
        last += 1
    cue = replace(scene.cue, last=last)
    return replace(scene, cue=cue, left=(p, *scene.left), right=scene.right[1:], subject=p)


def _is_dropped(scene: Scene) -> bool:
    """Whether the verb, active and finite, has a subject neither behind nor right before it."""
    v, cue = scene.v, scene.cue
    if cue.kind != "verb" or "finite" not in cue.uses or cue.passive or not v.lex.speech.pro_drop:
        return False
    return not (scene.left and scene.left[0].last == cue.first and v.pos[scene.left[0].first - 1] != "ADP")


def _is_answered(scene: Scene, noun: Phrase, p: Phrase) -> bool:
    """Whether `noun` before the verb is what `p` behind it answers: "تهمة ترفضها أوكرانيا"."""
    return bool(scene.cue.classes & _ANSWERING) and says(scene, noun) and somebody(scene, p) and not says(scene, p)


def _subject_of_first(scene: Scene) -> Phrase | None:
    """The noun phrase right behind a finite verb that nothing like a subject stands right before."""
    v, cue = scene.v, scene.cue
    if cue.kind != "verb" or not cue.uses & {"finite", "negative"} or cue.passive or not scene.right:
        return None
    p = scene.right[0]
    before = scene.left[0] if scene.left and scene.left[0].last == cue.first else None
    if before is not None and v.pos[before.first - 1] != "ADP" and not _is_answered(scene, before, p):
        return None
    if v.lex.has("relative_pronouns", v.low[cue.first - 1]) and cue.first > cue.unit.first and not somebody(scene, p):
        return None  # "إيران التي تنفي السعي": the subject stands before the pronoun
    if cue.classes & _ANSWERING and v.lex.noun(v.low[p.head]) == "asserts":
        return None  # "نفى أي ادعاءات"
    between = range(cue.last, p.first)
    fit = all(v.time[i] or v.low[i] in v.lex.words["adverbs_between"] or v.pos[i] == "ADV" for i in between)
    fit = fit and not v.time[p.first] and v.inner[p.first] == cue.unit.quote
    return _without_hearer(v, p) if fit else None


def _without_hearer(v: View, p: Phrase) -> Phrase:
    """`p` up to whom its name tells something: "قالت ليلى كرم | لصحيفة الغد"."""
    marks = (i for i in range(p.first + 1, p.last) if v.pos[i - 1] == "PROPN" and v.lex.has("hearer_marks", v.low[i]))
    last = next(marks, p.last)
    return p._replace(last=last) if p.head < last else p
