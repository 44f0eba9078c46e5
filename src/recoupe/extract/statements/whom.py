"""Objects that are somebody and not something said: "warned the council about P", "dismissed two engineers"."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from functools import lru_cache
from typing import TYPE_CHECKING

from recoupe.extract.statements.lexicon import lexicon
from recoupe.extract.statements.phrases import NOMINAL, SOMEBODY

if TYPE_CHECKING:
    from recoupe.extract.statements.lexicon import Verb
    from recoupe.extract.statements.scene import Content, Scene

_VERBAL = frozenset({"VERB", "AUX"})
_BEFORE = frozenset({"DET", "ADJ", "NUM", "PRON"})
_ACCUSED = NOMINAL | _BEFORE
_COUNTED = frozenset({"DET", "NUM"})
_CLAUSES = frozenset({"that", "noun", "quote"})
_GENITIVE = frozenset({"'", "’"})
_OFTEN = 4  # verbs behind which a preposition leads to what they are about, as it then does behind others


def without_hearer(scene: Scene, c: Content) -> Content | None:
    """`c` without whom the cue tells it, where a preposition leads to what it is about; None where there is no more."""
    (a, b), v, cue = c.pieces[0], scene.v, scene.cue
    if "tell" not in cue.classes or a != cue.last or not _is_phrase(scene, c):
        return c
    head = _somebody(scene, a, b)
    if head is None:
        return c
    own = {verb.rest[0] for verb in v.lex.verbs.get(v.low[cue.head], ()) if _is_topical(verb)}
    topics = _topics(v.doc.lang or "") | own
    at = next((i for i in range(head + 1, b - 1) if v.low[i] in topics), None)
    return None if at is None else replace(c, pieces=((at + 1, b),))


def without_accused(scene: Scene, c: Content) -> Content:
    """`c` without whom the cue accuses, where a comma or a preposition leads to of what: "China, sich einzumischen"."""
    (a, b), v, cue = c.pieces[0], scene.v, scene.cue
    first = cue.last
    if "accuse" not in cue.classes or cue.passive or len(c.pieces) > 1 or first >= cue.unit.last:
        return c
    if v.inner[a] != cue.unit.quote or v.pos[first] not in _ACCUSED:
        return c
    marks = v.lex.words["of_marks"] if v.lex.speech.oblique_endings else frozenset()
    if c.shape == "that" and first < a - 2 and v.low[a - 2] == "," and _VERBAL.isdisjoint(v.pos[first : a - 2]):
        at = next((i for i in range(first + 1, a - 3) if v.low[i] in marks), b)  # "P, що Китай заперечує"
        return c if at == b else replace(c, pieces=((at + 1, a - 2),), shape="of")
    if c.shape != "bare" or a != first:
        return c
    at = next((i for i in range(a + 1, b - 1) if v.low[i] == "," or v.low[i] in marks or v.pos[i] in _VERBAL), b)
    return c if at == b or v.pos[at] in _VERBAL else replace(c, pieces=((at + 1, b),))


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
