"""What somebody is reproached with where the verb closes its clause and no mark leads to it.

As in "warf dem Konzern | Betrug | vor", "der dem Konzern | Betrug | vorwirft", "wird | Betrug | vorgeworfen".
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from recoupe.extract.statements import objects, relatives
from recoupe.extract.statements.phrases import Phrase, one, whole

if TYPE_CHECKING:
    from recoupe.extract.statements.scene import Range, Scene
    from recoupe.extract.statements.view import View

_PERSONS = frozenset({"NOUN", "PROPN", "PRON"})
_OBJECT = frozenset({"NOUN", "DET", "ADJ"})  # tags that an object begins with
_INSIDE = frozenset({"NOUN", "PROPN", "DET", "ADJ", "ADP", "NUM", "CCONJ", "ADV"})
_NOUNS = _INSIDE - {"ADP", "ADV", "CCONJ"}
_FAR = 12  # tokens of a relative clause before its verb


def of(scene: Scene) -> Range | None:
    """The words for what the verb of `scene` reproaches somebody with; None where it is no such verb or says none."""
    v, cue = scene.v, scene.cue
    if not v.lex.speech.verb_final or cue.kind != "verb" or "accuse" not in cue.classes:
        return None
    if cue.passive and v.low[cue.last : cue.last + 1] == [","]:
        told = objects.infinitive(v, cue.last + 1, cue.unit)
        return told.pieces[0] if told is not None else None  # "wird beschuldigt, P zu haben"
    if cue.tail is not None and cue.tail[0] > cue.last:
        first, last = _past_subject(scene), cue.tail[0]
        first = _behind_whom(v, first, last)
    elif cue.passive and cue.field:
        first, last = _past_agent(v, v.past_time(cue.field, cue.head), cue.head), cue.head
        first = _behind_whom(v, first, last) or first
    elif (pronoun := _pronoun(scene)) and (last := cue.first):
        p = _accuser(scene, pronoun)
        first = p.last if p is not None else _behind_whom(v, pronoun + 1, last)
    elif not cue.passive and "finite" in cue.uses and (last := _end(scene)):
        first = _behind_whom(v, _past_subject(scene), last)
    else:
        return None
    fits = first and first < last and v.pos[first] in _OBJECT and _INSIDE.issuperset(v.pos[first:last])
    return (first, last) if fits else None


def _end(scene: Scene) -> int:
    """Where the nouns behind a verb end; 0 where a clause behind them tells of what: "beschuldigt X, P zu haben"."""
    v, cue = scene.v, scene.cue
    end = next((i for i in range(cue.last, cue.unit.last) if v.pos[i] not in _NOUNS), cue.unit.last)
    clause = end + 1 < cue.unit.last and v.low[end] == "," and objects.infinitive(v, end + 1, cue.unit) is not None
    return 0 if clause or v.pos[end : end + 1] == ["VERB"] else end


def source(scene: Scene) -> Phrase | None:
    """Who does so in a passive or in a relative clause, whose pronoun stands for one of the two.

    As in "dem | die Opposition | Betrug vorwirft", "| die Opposition, | die ihm Betrug vorwirft".
    """
    v, cue = scene.v, scene.cue
    if of(scene) is None:
        return None
    if cue.passive and cue.field:
        first = v.past_time(cue.field, cue.head)
        end = _past_agent(v, first, cue.head)
        return one(v, first + 1, end) if end > first else None
    pronoun = _pronoun(scene)
    if not pronoun:
        return None
    if v.lex.has("oblique_words", v.low[pronoun]):
        return _accuser(scene, pronoun)
    host = next((p for p in scene.left if p.last in {pronoun - 1, pronoun - 2}), None)
    return relatives.maker(scene, host) if host is not None else None


def _accuser(scene: Scene, pronoun: int) -> Phrase | None:
    """The phrase behind a relative pronoun in a case that no subject has."""
    v = scene.v
    if not v.lex.has("oblique_words", v.low[pronoun]):
        return None
    first, last = pronoun + 1, scene.cue.first
    p = one(v, first, last) if first < last else None
    if p is None or p.first != first:
        return None
    nouns = [i for i in range(p.first, p.last) if v.pos[i] in _PERSONS]
    if p.last == last and len(nouns) > 1:
        return Phrase(p.first, nouns[-1], nouns[-2], p.kind)  # "die Opposition | Betrug"
    return whole(v, p, last)


def _pronoun(scene: Scene) -> int:
    """The relative pronoun that opens the clause which the verb closes; 0 where there is none."""
    v, cue = scene.v, scene.cue
    if cue.passive or cue.tail is not None or "finite" not in cue.uses:
        return 0
    for i in range(cue.first - 1, max(cue.unit.first, cue.first - _FAR), -1):
        if v.low[i - 1] == "," and v.lex.has("relative_pronouns", v.low[i]) and v.pos[i] == "PRON":
            return i
        if v.low[i] == "," or v.inner[i] != cue.unit.quote:
            return 0
    return 0


def _past_subject(scene: Scene) -> int:
    """Where the subject right behind the verb ends that another word makes stand there, else where the verb does."""
    v, cue = scene.v, scene.cue
    p = scene.right[0] if scene.right else None
    before = scene.left[0] if scene.left else None
    stands = before is not None and before.last == cue.first and not v.oblique(before.first)
    if p is None or stands or p.first != cue.last or v.oblique(p.first):
        return cue.last
    return p.last


def _past_agent(v: View, first: int, last: int) -> int:
    """Where the agent of a passive ends that `first` begins with, else `first`."""
    if not v.lex.has("by_marks", v.low[first]) or first + 1 >= last:
        return first
    nouns = [i for i in range(first + 1, last) if v.pos[i] == "NOUN"]
    p = one(v, first + 1, last)
    if p is None:
        return first
    return nouns[-1] if p.last == last and len(nouns) > 1 else p.last


def _behind_whom(v: View, a: int, b: int) -> int:
    """Where what somebody is accused of begins, behind who is: "dem Bürgermeister | Betrug"; 0 where nobody is told."""
    i = a
    while i < b and v.pos[i] in {"DET", "ADJ"}:
        i += 1
    if i >= b or v.pos[i] not in _PERSONS or (v.pos[i] == "NOUN" and i == a):
        return 0
    i += 1
    while i < b and v.pos[i] == "PROPN":
        i += 1
    return i if i < b and v.pos[i] in _OBJECT else 0
