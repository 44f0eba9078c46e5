"""Verbs that call what somebody says untrue: "called the accusations of P baseless" denies what they tell.

What it is called stands behind the noun for a saying ("bezeichnete die Vorwürfe als haltlos", "назвал обвинения
ложными") or before it ("a qualifié de fausses les accusations", "calificó de falsas las acusaciones"). Only plain words
for untrue count: "called the accusations a smear" says just that.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

from recoupe.extract.statements.scene import Content
from recoupe.lang import claiming

if TYPE_CHECKING:
    from recoupe.extract.statements.scene import Range, Scene
    from recoupe.extract.statements.view import View

_CLASSES = frozenset({"describe", "judge"})
_SAYINGS = frozenset({"asserts", "weak"})
_BEFORE = frozenset({"DET", "ADJ", "PRON", "NUM", "ADP", "ADV"})
_BESIDE = frozenset({"ADJ", "ADV", "PART"})  # stand before what it is called: "completely false", "false and absurd"
_BEHIND = frozenset({"ADP", "ADV", "SCONJ", "CCONJ", "PUNCT", ""})  # tags of what may follow it
_VERBS = frozenset({"VERB", "AUX"})
_FAR = 40  # tokens from a noun for a saying to what it is called
_NEAR = 3  # tokens around what is denied among which a negation counts
_STOPS = frozenset({".", ";", ":", "?", "!"})


class Judgement(NamedTuple):
    """The scene, its verb one that denies, and the words for what is denied."""

    scene: Scene
    content: Content


def of(scene: Scene) -> Judgement | None:
    """What the verb of `scene` calls untrue, None where it calls nothing so."""
    v, cue = scene.v, scene.cue
    if cue.kind != "verb" or cue.passive or not cue.classes & _CLASSES or "deny" in cue.classes:
        return None
    end = _end(scene)
    words = _before(v, cue.last, end) or _behind(v, cue.last, end)
    if words is None and v.lex.speech.verb_final:
        words = _behind(v, _object(scene), cue.head)
    if words is None or _is_negated(v, words):
        return None
    denies = replace(cue, classes=frozenset({"deny"}))
    left = tuple(p for p in scene.left if p.last <= min(words[0], cue.first))
    return Judgement(replace(scene, cue=denies, left=left), Content((words,), "noun of"))


def _object(scene: Scene) -> int:
    """Where the object of a verb that closes its clause begins: with the nearest noun for a saying before it."""
    v, cue = scene.v, scene.cue
    noun = next((i for i in range(cue.head - 1, cue.unit.first, -1) if v.lex.noun(v.low[i]) in _SAYINGS), cue.head)
    while noun > cue.unit.first and v.pos[noun - 1] in {"DET", "ADJ"}:
        noun -= 1
    return noun


def _end(scene: Scene) -> int:
    """Where the sentence of the cue ends."""
    v, cue = scene.v, scene.cue
    return next((i for i in range(cue.last, cue.unit.last) if v.low[i] in _STOPS), cue.unit.last)


def _behind(v: View, first: int, last: int) -> Range | None:
    """The noun for a saying with what it tells, from token `first` to what it is called."""
    noun = next((i for i in range(first, last) if v.pos[i] not in _BEFORE and not v.is_mark(i)), last)
    asked = any(v.category[i] in {"interrogatives", "complementisers"} for i in range(first, noun))
    called = first + 1 < noun and v.lex.has("as_marks", v.low[first])  # "de graves | les accusations mensongères"
    if noun == last or asked or called or v.lex.noun(v.low[noun]) not in _SAYINGS:
        return None
    for i in range(noun + 1, min(last, noun + _FAR)):
        n = _untrue(v, i)
        start = _start(v, i, noun) if n and _may_end(v, i + n, last) else None
        if start is not None:
            return first, start
    return None


def _start(v: View, i: int, noun: int) -> int | None:
    """Where what it is called begins, whose word for untrue is token `i`; None where that belongs to what is told."""
    lead = i
    while lead > noun + 1 and (_leads(v, lead - 1) and not v.lex.has("as_marks", v.low[lead - 1])):
        lead -= 1
    begins = range(lead - 1, max(lead - 3, noun), -1)
    article = v.pos[lead - 1] == "DET" and v.low[lead - 1] in v.lex.indefinite
    marked = [j for j in begins if v.lex.has("as_marks", v.low[j]) and (j == lead - 1 or article)]
    marked += [lead - 1] if article else []
    if v.pos[lead - 1] in _VERBS and not v.is_mark(lead) and not marked:
        return None  # "claims that P was | false"
    if any(v.lex.has("as_marks", v.low[j]) and v.pos[j + 1] == "ADJ" for j in range(noun + 1, lead - 2)):
        return None  # "de graves y las noticias de | falsas"
    if marked:
        i = min(marked)
    elif v.pos[i - 1] in {"ADP", "DET", "NUM"} or _needs_mark(v):
        return None
    while i > noun + 1 and (v.pos[i - 1] == "ADV" or v.low[i - 1] == "," or v.is_mark(i - 1)):
        i -= 1
    return i


def _before(v: View, first: int, last: int) -> Range | None:
    """The noun for a saying with what it tells, behind what it is called: "de fausses | les accusations"."""
    i, called = first, False
    while i < last and ((n := _untrue(v, i)) or _leads(v, i)):
        i, called = i + (n or 1), called or n > 0
    if not called or i + 1 >= last or v.pos[i] not in {"DET", "ADP"}:
        return None
    noun = next((j for j in range(i, last) if v.pos[j] not in _BEFORE), last)
    if noun == last or v.lex.noun(v.low[noun]) not in _SAYINGS:
        return None
    return i, next((j for j in range(noun, last) if v.low[j] == ","), last)


def _leads(v: View, i: int) -> bool:
    """Whether token `i` may stand before or between words for what something is called."""
    return v.lex.has("as_marks", v.low[i]) or v.pos[i] in _BESIDE or v.category[i] in {"coordinators", "mark"}


def _needs_mark(v: View) -> bool:
    """Whether adjectives stand behind their nouns, so that only a mark tells one that is called so of them."""
    return any(v.lex.has("as_marks", w) for w in v.lex.words["np_links"])


def _is_negated(v: View, words: Range) -> bool:
    """Whether a negation stands before what is denied, in it or right behind: "nannte die Vorwürfe nicht haltlos"."""
    lexicon = claiming.lexicon(v.doc.lang)
    near = range(max(words[0] - _NEAR, 0), min(words[1] + _NEAR, len(v.low)))
    return any(v.lex.has("negations", v.low[i]) or "negations" in lexicon.word(v.doc.tokens[i].text).sets for i in near)


def _untrue(v: View, i: int) -> int:
    """How many words at token `i` call something untrue, 0 if none."""
    return v.lex.phrase("untruths", v.low, i)


def _may_end(v: View, i: int, last: int) -> bool:
    """Whether what something is called may end before token `i`: no noun that it stands before follows."""
    return i >= last or v.time[i] or v.is_mark(i) or v.pos[i] in _BEHIND
