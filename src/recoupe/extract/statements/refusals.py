"""Words of saying that tell that nothing was said: "declined to comment", "se negó a decir si P"; bare disapproval."""

from __future__ import annotations

from typing import TYPE_CHECKING

from recoupe.extract.statements import withheld
from recoupe.extract.statements.roles import infinite

if TYPE_CHECKING:
    from recoupe.extract.statements.scene import Content, Scene
    from recoupe.extract.statements.view import View

_ANSWERING = frozenset({"deny", "confirm", "doubt"})
_SAYING = frozenset({"say", "tell", "write", "show"})
_JUDGING = frozenset({"judge", "assail"})
_ASKING = frozenset({"urge", "ask", "say", "mention"})
_REFUSING = frozenset({"deny", "promise"})
_BETWEEN = frozenset({"ADP", "ADV", "PART", "PRON", "SCONJ", "PUNCT"})  # stand before an infinitive
_NAMING = frozenset({"quote", "mention"})
_LEADING = frozenset({"infinitive_marks", "complementisers", "prepositions", "determiners", "of_marks", "for_marks"})
_NEAR = 4  # tokens of a content among which its infinitive stands
_FEW = 3  # words: a shorter object of disapproval says nothing of why


def is_one(scene: Scene, content: Content) -> bool:
    """Whether the cue of `scene` with this content tells that somebody says nothing, or nothing but disapproves."""
    cue = scene.cue
    if cue.kind != "verb":
        return False
    if (
        _of_deed(scene, content)
        or _of_time(scene, content)
        or _of_another(scene, content)
        or _of_anonymity(scene)
        or _is_so(scene, content)
    ):
        return True
    if cue.refused and not cue.classes & _ANSWERING and cue.classes & _SAYING:
        return True
    refuses = "deny" in cue.classes or any(
        scene.v.lex.phrase("before_denial", scene.v.low, i) for i in range(cue.first, cue.head + 1)
    )
    if refuses and not cue.refused and (_of_comment(scene, content) or _of_saying(scene)):
        return True
    if cue.classes & _NAMING and not cue.classes & _ANSWERING and _negated(scene) and not _has_verb(scene.v, content):
        return True
    return bool(cue.classes & _JUDGING) and not cue.classes & (_ANSWERING | _SAYING) and _is_bare(scene, content)


def _of_deed(scene: Scene, content: Content) -> bool:
    """Whether the cue refuses to do something, and not to answer: "refused to resign", "se niega a dimitir"."""
    v, cue, (a, b) = scene.v, scene.cue, content.pieces[0]
    if cue.refused or cue.passive or not cue.classes & _REFUSING or v.inner[a] != cue.unit.quote or a < cue.last:
        return False
    own = any(i + v.lex.phrase("before_denial", v.low, i) > cue.head for i in range(cue.first, cue.head + 1))
    own |= "promise" in cue.classes and v.low[cue.head] in v.lex.phrases["before_denial"]
    if not own or withheld.of(scene, content) is not None:
        return False
    near = range(cue.last, min(b, a + _NEAR))
    first = next((i for i in near if v.pos[i] == "VERB"), None)
    if first is None or not all(v.pos[i] in _BETWEEN or v.time[i] for i in range(cue.last, first)):
        return False
    return infinite(v, first) or v.lex.has("infinitive_marks", v.low[first - 1])


def _of_comment(scene: Scene, content: Content) -> bool:
    """Whether a refusal to comment begins behind the cue or with the content."""
    v = scene.v
    starts = {scene.cue.last, content.pieces[0][0]}
    if scene.subject is not None:
        starts |= {*range(scene.cue.head + 1, scene.cue.last)}
    return any(i < scene.cue.unit.last and v.lex.phrase("comments", v.low, i) for i in starts)


def _of_anonymity(scene: Scene) -> bool:
    """Whether the cue asks for no more than that its speaker is not named ("asked not to be named")."""
    v, i, last = scene.v, scene.cue.head + 1, scene.cue.unit.last
    if not scene.cue.classes & _ASKING:
        return False
    while i < last and (v.lex.has("negations", v.low[i]) or v.category[i] in _LEADING):
        if v.lex.phrase("anonymity", v.low, i):
            return True
        i += 1
    return i < last and v.lex.phrase("anonymity", v.low, i) > 0


def _of_saying(scene: Scene) -> bool:
    """Whether an infinitive of a verb of saying stands right behind the cue: "refused to say", "se negó a decir"."""
    v, i = scene.v, scene.cue.last
    last = scene.cue.unit.last
    while i < last and (v.lex.has("infinitive_marks", v.low[i]) or v.low[i] in v.lex.words["reflexives"]):
        i += 1
    return i < last and _says(v, i)


def _says(v: View, i: int) -> bool:
    return any(
        "infinitive" in verb.uses and verb.classes & {"say", "tell"} and not verb.uses & {"past", "gerund"}
        for verb in v.lex.verbs.get(v.low[i], ())
    )


def _is_bare(scene: Scene, content: Content) -> bool:
    """Whether the content is no more than a short noun phrase right behind the verb ("condemned the move")."""
    v, (a, b) = scene.v, content.pieces[0]
    if len(content.pieces) > 1 or a != scene.cue.last or b - a > _FEW or v.inner[a] != scene.cue.unit.quote:
        return False
    return not any(v.pos[i] in {"VERB", "AUX"} or v.lex.nouns.get(v.low[i]) == "asserts" for i in range(a, b))


def _negated(scene: Scene) -> bool:
    v, cue = scene.v, scene.cue
    return any(v.lex.has("negations", v.low[i]) for i in range(cue.first, cue.head))


def _has_verb(v: View, content: Content) -> bool:
    return any(v.pos[i] in {"VERB", "AUX"} or v.outer[i] >= 0 for a, b in content.pieces for i in range(a, b))


def _of_time(scene: Scene, content: Content) -> bool:
    """Whether right behind the cue stands a time that a comma closes ("l'a annoncé ce matin, en …")."""
    v, (a, b) = scene.v, content.pieces[0]
    if a != scene.cue.last or v.inner[a] != scene.cue.unit.quote or not v.time[a]:
        return False
    end = next((i for i in range(a, b) if not v.time[i]), b)
    return end < b and v.low[end] == ","


def _is_so(scene: Scene, content: Content) -> bool:
    """Whether the content is an adverb alone, which says nothing: "they said so"."""
    v, (a, b) = scene.v, content.pieces[0]
    alone = len(content.pieces) == 1 and b - a == 1 and a == scene.cue.last
    return alone and v.pos[a] == "ADV" and v.inner[a] == scene.cue.unit.quote


def _of_another(scene: Scene, content: Content) -> bool:
    """Whether the content is no more than a second verb of the speaker ("neither confirmed nor denied it")."""
    v, a = scene.v, content.pieces[0][0]
    if a != scene.cue.last or not v.lex.has("coordinators", v.low[a]) or a + 1 >= scene.cue.unit.last:
        return False
    return v.low[a + 1] in v.lex.verbs and v.pos[a + 1] == "VERB"
