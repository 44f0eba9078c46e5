"""Objects that are somebody and not something said: "warned the council about P", "dismissed two engineers"."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from functools import lru_cache
from typing import TYPE_CHECKING

from recoupe.extract.statements import charges, objects
from recoupe.extract.statements.lexicon import lexicon
from recoupe.extract.statements.phrases import NOMINAL, SOMEBODY, one, whole
from recoupe.extract.statements.roles import infinite
from recoupe.extract.statements.scene import Content

if TYPE_CHECKING:
    from collections.abc import Sequence

    from recoupe.extract.statements.lexicon import Verb
    from recoupe.extract.statements.scene import Scene
    from recoupe.extract.statements.view import View

_VERBAL = frozenset({"VERB", "AUX"})
_BEFORE = frozenset({"DET", "ADJ", "NUM", "PRON"})
_ACCUSED = NOMINAL | _BEFORE
_COUNTED = frozenset({"DET", "NUM"})
_MANY = frozenset({"persons", "crowd", "crowds", "organisations"})
_CLAUSES = frozenset({"that", "noun", "quote"})
_GENITIVE = frozenset({"'", "’"})
_TAKING_UP = ("relative_pronouns", "clause_relatives", "neuters")
_STOPS = frozenset({",", ";", "."})
_POINTING = frozenset({"PRON", "DET"})
_OFTEN = 4  # verbs behind which a preposition leads to what they are about, as it then does behind others


def without_hearer(scene: Scene, c: Content) -> Content | None:
    """`c` without whom the cue tells it, where a preposition leads to what it is about; None where there is no more."""
    (a, b), v, cue = c.pieces[0], scene.v, scene.cue
    if "tell" not in cue.classes or a != cue.last:
        return c
    p = one(v, a, b)
    clause = p is not None and p.kind != "pronoun" and p.last + 1 < b and v.lex.has("subject_pronouns", v.low[p.last])
    if clause and p is not None and v.pos[p.last + 1] in _VERBAL:
        return replace(c, pieces=((p.last, b), *c.pieces[1:]))  # "told the court | he was innocent"
    if not _is_phrase(scene, c):
        return c
    head = _somebody(scene, a, b)
    if head is None:
        return c
    own = {verb.rest[0] for verb in v.lex.verbs.get(v.low[cue.head], ()) if _is_topical(verb)}
    topics = _topics(v.doc.lang or "") | own
    at = next((i for i in range(head + 1, b - 1) if v.low[i] in topics), None)
    return None if at is None else replace(c, pieces=((at + 1, b),))


def without_accused(scene: Scene, c: Content) -> Content:
    """`c` without whom the cue accuses, and without the denial of it that a pronoun or a noun opens behind it."""
    if "accuse" not in scene.cue.classes or len(c.pieces) > 1:
        return c
    c = _behind_accused(scene, c)
    a, b = c.pieces[0]
    return replace(c, pieces=((a, _taken_up(scene.v, a, b)),))


def _behind_accused(scene: Scene, c: Content) -> Content:
    """`c` without whom the cue accuses, where a comma or a preposition leads to of what: "China, sich einzumischen"."""
    (a, b), v, cue = c.pieces[0], scene.v, scene.cue
    first = cue.last
    if cue.passive or first >= cue.unit.last:
        return c
    led_by = a + 1 < b and v.pos[a] == "ADP" and v.lex.has("of_marks", v.low[a])
    if led_by and ((c.shape == "bare" and a == first) or scene.subject is not None):
        return replace(c, pieces=((a + 1, b),))
    led = v.lex.has("object_leads", v.low[first]) or v.lex.has("hearer_marks", v.low[first])
    if v.inner[a] != cue.unit.quote or not (led or v.pos[first] in _ACCUSED):
        return c
    marks = v.lex.words["of_marks"] if v.lex.speech.oblique_endings else frozenset()
    if c.shape == "that" and first < a - 2 and v.low[a - 2] == "," and _VERBAL.isdisjoint(v.pos[first : a - 2]):
        at = next((i for i in range(first + 1, a - 3) if v.low[i] in marks), b)  # "P, що Китай заперечує"
        return c if at == b else replace(c, pieces=((at + 1, a - 2),), shape="of")
    if c.shape != "of" and (c.shape != "bare" or a != first):
        return c
    return replace(c, pieces=((_of_what(v, first, b) or a, b),))


def clause(scene: Scene, contents: Sequence[Content], c: Content) -> Content:
    """`c`, or where it is no more than a pronoun for a clause, that clause: "обвинил его в том, что P"."""
    v, end = scene.v, c.pieces[-1][1]
    pronoun = "accuse" in scene.cue.classes and end - c.pieces[0][0] == 1 and v.pos[end - 1] in _POINTING
    led = pronoun and end + 1 < scene.cue.unit.last and v.low[end] == "," and v.category[end + 1] == "complementisers"
    return next((o for o in contents if led and o.shape == "that" and o.pieces[0][0] == end + 2), c)


def accuses(scene: Scene) -> bool:
    """Whether the cue takes whom it accuses, and a mark, or a comma before an infinitive, leads to of what."""
    v, cue = scene.v, scene.cue
    if cue.kind != "verb" or cue.passive or "accuse" not in cue.classes or cue.last + 1 >= cue.unit.last:
        return False
    if is_accused(scene):
        return False
    if v.low[cue.last] == ",":
        return objects.infinitive(v, cue.last + 1, cue.unit) is not None
    if v.lex.speech.verb_final and v.lex.has("of_marks", v.low[cue.last]):
        return True  # "hij X had beschuldigd van P"
    p = next((p for p in scene.right if p.first - cue.last in {0, 1}), None)
    if p is None or p.last + 1 >= cue.unit.last or p.kind == "pronoun":
        return False
    comma = v.low[p.last] == "," and objects.infinitive(v, p.last + 1, cue.unit) is not None
    return comma or v.lex.has("of_marks", v.low[p.last]) or charges.is_glued(v, p.last)


def is_accused(scene: Scene) -> bool:
    """Whether the cue tells that somebody is accused, and a mark right behind it leads to of what."""
    v, cue = scene.v, scene.cue
    p = scene.left[0] if scene.left else None
    by = p is not None and p.last == cue.first and v.lex.has("by_marks", v.low[p.first - 1])
    participle = "past" in cue.uses and not cue.auxiliary and (by or not v.lex.speech.verb_final)
    told = cue.passive or participle or _impersonal(scene)
    if cue.kind != "verb" or not told or "accuse" not in cue.classes:
        return False
    at = _past_agent(scene)
    return at < cue.unit.last and (v.lex.has("of_marks", v.low[at]) or charges.is_glued(v, at))


def _impersonal(scene: Scene) -> bool:
    """Whether whom the verb accuses stands right before it, and its ending says that nobody in particular does.

    As in "Мэра обвинили в P", "Івана Коваля звинувачують у P".
    """
    v, cue = scene.v, scene.cue
    endings, face = v.lex.speech.impersonal_endings, v.lex.speech.accusative_endings
    if not endings or cue.first <= cue.unit.first or not v.low[cue.head].endswith(endings):
        return False
    p = scene.left[0] if scene.left and scene.left[0].last == cue.first else None
    first = p.first if p is not None else cue.first - 1
    many = v.doc.tokens[first].text.isupper() or v.lex.speakers.get(v.low[first], "") in _MANY  # "США", "Друзья"
    if many or (first > cue.unit.first and v.category[first - 1] == "coordinators"):
        return False
    return any(v.oblique(i) or v.low[i].endswith(face) for i in {first, p.head if p is not None else first})


def _past_agent(scene: Scene) -> int:
    """Where the agent of a passive ends that stands right behind it, else where the cue does."""
    v, cue = scene.v, scene.cue
    p = scene.right[0] if scene.right else None
    named = p is not None and p.first == cue.last + 1 and v.lex.has("by_marks", v.low[cue.last])
    return p.last if named and p is not None else cue.last


def of_what(scene: Scene, contents: Sequence[Content], c: Content) -> Content:
    """`c`, or of a passive what stands right behind the mark, up to a pronoun for it: "is accused of P, which …"."""
    v, last = scene.v, _past_agent(scene)
    if accuses(scene) and v.low[last] == ",":
        return objects.infinitive(v, last + 1, scene.cue.unit) or c
    if not is_accused(scene) or c.shape == "quote":
        return c
    start = last + (not charges.is_glued(v, last))
    ends = [o.pieces[0][1] for o in contents if o.pieces[0][0] == start and len(o.pieces) == 1] or [scene.cue.unit.last]
    end = c.pieces[0][1] if c.pieces == ((start, c.pieces[0][1]),) else max(ends)
    end = charges.before_verb(v, start, _before_agent(v, start, _taken_up(v, start, end))) if start < end else start
    return Content(((start, end),), "of") if start < end else c


def _before_agent(v: View, start: int, end: int) -> int:
    """Where a content from `start` to `end` ends before who accuses of it, who ends the clause: "P | by X"."""
    for i in range(start + 1, end - 1):
        p = one(v, i + 1, end) if v.lex.has("by_marks", v.low[i]) and not v.lex.has("of_marks", v.low[i]) else None
        if p is not None and ((last := whole(v, p, end).last) >= end or v.low[last] in _STOPS):
            speaks = p.kind == "name" or v.lex.speakers.get(v.low[p.head]) in SOMEBODY
            return i if speaks and p.first == i + 1 else end
    return end


def _taken_up(v: View, start: int, end: int) -> int:
    """Where a content from `start` to `end` ends, before a denial that a pronoun for it opens: "P, which X denies".

    Or before the verb of the clause around, which a comma parts from it: "X, whom Y accuses of P, denies it".
    """
    for i in range(start + 1, end - 1):
        if v.low[i] != ",":
            continue
        if v.pos[i + 1] in _VERBAL and not infinite(v, i + 1) and not v.lex.speech.verb_final:
            return i
        noun = charges.is_one(v, i + 1) or charges.is_one(v, i + 2)
        if (noun or any(v.lex.has(key, v.low[i + 1]) for key in _TAKING_UP)) and _denied(v, i + 2, end):
            return i
    return end


def _denied(v: View, first: int, last: int) -> bool:
    """Whether one of the tokens may be a verb that denies."""
    return any("deny" in verb.classes for i in range(first, last) for verb in v.lex.verbs.get(v.low[i], ()))


def _of_what(v: View, a: int, b: int) -> int | None:
    """Where what somebody is accused of begins, behind who is and a mark: "the minister of health | of fraud"."""
    marks = [
        i
        for i in range(a + 1, b - 1)
        if (v.low[i] == "," and v.lex.speech.verb_final) or v.lex.has("of_marks", v.low[i]) or charges.is_glued(v, i)
    ]
    verb = next((i for i in range(a + 1, b) if v.pos[i] in _VERBAL), b)
    fit = [i for i in marks if i < verb]
    while len(fit) > 1 and v.low[fit[0] - 1] in v.lex.speakers and v.low[fit[0]] != ",":
        fit.pop(0)
    return fit[0] + (not charges.is_glued(v, fit[0])) if fit else None


def begins_with_agent(scene: Scene, c: Content) -> bool:
    """Whether the content of a participle begins with who did it: "first reported | by the Herald"."""
    v, cue, a = scene.v, scene.cue, c.pieces[0][0]
    participle = cue.passive or ("past" in cue.uses and not cue.auxiliary)
    agent = one(v, a + 1, cue.unit.last) if participle and a + 1 < cue.unit.last else None
    return agent is not None and a == cue.last and v.lex.has("by_marks", v.low[a]) and agent.kind == "name"


def is_nothing_said(scene: Scene, c: Content) -> bool:
    """Whether the object of a denial is somebody, or of a verb of taking some thing: neither is about what was said."""
    (a, b), v, cue = c.pieces[0], scene.v, scene.cue
    points = v.lex.has("determiners", v.low[a]) or v.lex.has("neuters", v.low[a])
    beside = cue.kind == "verb" and "deny" in cue.classes and not points and c.shape not in _CLAUSES
    if beside and a + 1 < b and v.pos[a : a + 2] == ["PRON", "DET"]:
        return True  # "denied him the right to appeal"
    end = next((i for i in range(a + 1, b) if v.lex.has("relative_pronouns", v.low[i])), b)
    c = replace(c, pieces=((a, end), *c.pieces[1:]))  # "hit back at residents who say that"
    if not _is_phrase(scene, c):
        return False
    if v.lex.has("takings", cue.lemma):
        return all(v.low[i] not in v.lex.nouns and not v.lex.has("neuters", v.low[i]) for i in range(a, end))
    return "deny" in cue.classes and _is_somebody(scene, a, b)


def _is_somebody(scene: Scene, a: int, b: int) -> bool:
    """Whether somebody is told of from token `a` on, and not what he is called: "dismissed critics as liars"."""
    v = scene.v
    if "NUM" in v.pos[a:b] and _COUNTED.issuperset(v.pos[a:b]):
        return True  # "had dismissed twelve"
    as_what = b < scene.cue.unit.last and v.lex.has("as_marks", v.low[b])
    return _somebody(scene, a, b) is not None and not as_what


def _is_phrase(scene: Scene, c: Content) -> bool:
    """Whether `c` is what an active verb takes, and no clause and no quotation."""
    (a, b), v, cue = c.pieces[0], scene.v, scene.cue
    whole = len(c.pieces) == 1 and c.shape not in _CLAUSES and cue.kind == "verb" and not cue.passive
    return whole and v.inner[a] == cue.unit.quote and _VERBAL.isdisjoint(v.pos[a:b])


def _somebody(scene: Scene, a: int, b: int) -> int | None:
    """The chief noun of the phrase that begins at token `a`, where it is one for who can speak and for no saying."""
    v = scene.v
    a += v.lex.has("hearer_marks", v.low[a])  # "rechazó al entrenador"
    while a < b and v.pos[a] in _BEFORE:
        a += 1
    end = next((i for i in range(a, b) if v.pos[i] not in NOMINAL), b)
    nouns = [i for i in range(a, end) if v.pos[i] == "NOUN"]
    if not nouns or (end < b and (v.pos[end] == "PART" or v.low[end] in _GENITIVE)):  # "the minister 's claim"
        return None
    head = nouns[0] if v.lex.speech.noun_first else nouns[-1]
    is_one = v.lex.speakers.get(v.low[head]) in SOMEBODY and v.low[head] not in v.lex.nouns
    return head if is_one else None


def _is_topical(verb: Verb) -> bool:
    """Whether one preposition leads to what the verb is about ("warn of")."""
    return "mention" in verb.classes and len(verb.rest) == 1


@lru_cache
def _topics(lang: str) -> frozenset[str]:
    """The prepositions of a language that lead to what is told behind many a verb, but for those that join nouns."""
    lex = lexicon(lang)
    if lex is None:
        return frozenset()
    verbs = {(verb.lemma, verb.rest[0]) for some in lex.verbs.values() for verb in some if _is_topical(verb)}
    often = Counter(word for _, word in verbs)
    return frozenset(w for w, n in often.items() if n >= _OFTEN) - lex.words["of_marks"]
