"""Nouns for accusations and claims, and what they tell: behind a link, behind whose they are, or in the genitive.

As in "allegations of P", "обвинения Вега в P", "la acusación de Vega de que P", "Vorwürfe des P", "اتهامات P". Who
denies them denies what they tell.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from recoupe.extract.statements import objects
from recoupe.extract.statements.answers import CLASSES
from recoupe.extract.statements.phrases import SOMEBODY, Phrase, one, whole
from recoupe.extract.statements.roles import infinite
from recoupe.extract.statements.scene import Content
from recoupe.lang import claiming
from recoupe.lang.letters import caseless

if TYPE_CHECKING:
    from collections.abc import Iterator

    from recoupe.extract.statements.scene import Scene
    from recoupe.extract.statements.view import View

_NEAR = 3  # words before the noun among which a possessive stands
_FAR = 8  # tokens between the noun and its link
_OWNER = frozenset({"DET", "ADJ", "NOUN", "PROPN", "NUM"})
_CALLED = 4  # words that tell what a denial calls what it denies
_GLUED = 3  # letters of a word that has another before it
_PASSED = frozenset({"DET", "ADJ", "NOUN", "PROPN", "PRON", "NUM", "ADP", "PART", "ADV"})
_NOUNS = frozenset({"NOUN", "X", ""})
_SUBJECT = frozenset({"DET", "PROPN", "PRON", "NOUN"})  # tags that the subject of a clause begins with
_EMPTY = frozenset({"PRON", "DET", "PUNCT"})
_VERBAL = frozenset({"VERB", "AUX"})
_LEADING = frozenset({"DET", "ADP"})  # stand before a participle or an infinitive
_JOINING = frozenset({"coordinators", "subordinators", "complementisers", "interrogatives"})
_OWNING = frozenset({"NOUN", "PROPN", "ADJ", "PRON", "NUM", "X", "PART"})  # tags that whose it is ends with
_BEFORE = frozenset({"DET", "ADJ", "PRON", "NUM", "ADV", "ADP", "PART"})


def is_one(v: View, i: int) -> bool:
    """Whether token `i` is a noun for what somebody asserts of another."""
    return i < len(v.low) and v.lex.nouns.get(v.low[i]) == "asserts"


def is_told(scene: Scene) -> bool:
    """Whether the cue is such a noun and goes on with what it tells, and not with what it is about."""
    v, cue = scene.v, scene.cue
    if cue.kind != "noun" or not is_one(v, cue.head):
        return False
    if v.lex.has("of_marks", v.low[cue.first - 1]) and not v.lex.speech.verb_final:
        return False  # "la luz de advertencia"
    return any(
        shape == "that" or at == cue.last or v.lex.has("of_marks", v.low[at - 1]) or is_glued(v, at)
        for at, shape in starts(scene)
    )


def starts(scene: Scene) -> Iterator[tuple[int, str]]:
    """Where what the noun of `scene` tells may start, with its shape, the likeliest first."""
    v, cue = scene.v, scene.cue
    if cue.last >= cue.unit.last:
        return
    if reported := objects.reported(scene, Phrase(cue.first, cue.last, cue.head, "common"), cue.last):
        yield reported.pieces[0][0], "that"
    n, shape = _link(v, cue.last)
    whose = n and shape == "of" and is_one(v, cue.head) and _is_somebody(v, cue.last + n, cue.unit.last)
    if n and not whose:
        yield cue.last + n, shape
    if not is_one(v, cue.head):
        return
    if not n and v.pos[cue.last] == "PRON" and _needs_no_link(v, cue.last):
        yield cue.last, "that"
    if not n and (is_glued(v, cue.last) or _in_genitive(v, cue.last, cue.unit.last)):
        yield cue.last, "of"
    yield from _behind_whose(scene)


def whose(scene: Scene) -> Phrase | None:
    """Who the noun of `scene` says made it: "Vega's claim", "las acusaciones de Vega", "Vegas Behauptung"."""
    v, cue = scene.v, scene.cue
    if cue.kind != "noun" or not is_one(v, cue.head) or cue.last >= cue.unit.last:
        return None
    n, shape = _link(v, cue.last)
    if n and shape == "of" and _is_somebody(v, cue.last + n, cue.unit.last):
        return _phrase(v, cue.last + n, cue.unit.last)
    if v.lex.speech.oblique_endings and v.pos[cue.last] == "PROPN":
        p = _phrase(v, cue.last, cue.unit.last)
        told = p is not None and p.last < cue.unit.last and v.lex.phrase("noun_links", v.low, p.last) > 1
        return p if told else None  # "утверждения Веги о том, что P"
    return _owner(v, cue.first, cue.unit.first)


def makes(scene: Scene, p: Phrase) -> bool:
    """Whether `p` before the noun of `scene` may make the accusation, and not only face it."""
    v, cue = scene.v, scene.cue
    owned = any(v.lex.has("possessives", v.low[i]) for i in range(max(cue.unit.first, cue.first - _NEAR), cue.first))
    return owned or p.first >= cue.first or bool(v.speaking(p.last, cue.first))


def _owner(v: View, last: int, first: int) -> Phrase | None:
    """Who a genitive right before token `last` names: "Vega's | claim", "Vegas | Behauptung"."""
    marked = last - 1 > first and v.low[last - 1] in v.lex.words["possessives"] and v.pos[last - 1] == "PART"
    end = last - marked
    if not marked and not (v.lex.speech.verb_final and end > first and v.pos[end - 1] == "PROPN"):
        return None
    start = end
    while start > first and v.pos[start - 1] in (_OWNER if marked else {"PROPN"}):
        start -= 1
    return Phrase(start, end, end - 1, "name" if "PROPN" in v.pos[start:end] else "common") if start < end else None


def _phrase(v: View, first: int, last: int) -> Phrase | None:
    found = one(v, first, last)
    return whole(v, found, last) if found is not None else None


def _behind_whose(scene: Scene) -> Iterator[tuple[int, str]]:
    """Behind whose accusation it is, or whom it is about: "обвинение мэра в том, что P"."""
    v, cue = scene.v, scene.cue
    for i in range(cue.last + 1, min(cue.last + _FAR, cue.unit.last - 1)):
        n, shape = _link(v, i)
        if v.lex.has("by_marks", v.low[i]) or v.inner[i] != cue.unit.quote:
            return
        leads = (n and (shape == "that" or _only_accuses(v, i))) or is_glued(v, i)
        if leads and (v.pos[i - 1] in _OWNING or i - 1 == cue.last):
            yield i + n, shape
            return
        if v.pos[i] not in _PASSED:
            return


def _link(v: View, i: int) -> tuple[int, str]:
    """How many tokens at `i` lead from such a noun to what it tells, and whether to a clause ("that") or not ("of")."""
    n = v.lex.phrase("noun_links", v.low, i)
    if n:
        words = v.low[i : i + n]
        return n, "that" if n > 1 or words[0] in v.lex.words["complementisers"] else "of"
    return (1, "of") if _only_accuses(v, i) and v.lex.nouns.get(v.low[i - 1], "asserts") == "asserts" else (0, "")


def _only_accuses(v: View, i: int) -> bool:
    """Whether the word at `i` leads to what somebody is accused of, and joins no nouns ("в", "ב")."""
    return v.lex.has("of_marks", v.low[i]) and not v.lex.has("noun_links", v.low[i])


def _needs_no_link(v: View, i: int) -> bool:
    """Whether a subject at `i` begins a clause that nothing leads to ("allegations he lied")."""
    speech = v.lex.speech
    fits = not (speech.pro_drop or speech.clause_commas or speech.verb_final or speech.verb_first)
    return fits and v.lex.has("subject_pronouns", v.low[i]) and i + 1 < len(v.pos) and v.pos[i + 1] in _VERBAL


def is_glued(v: View, i: int) -> bool:
    """Whether the word at `i` begins with what leads to what somebody is accused of ("בשחיתות")."""
    w = v.low[i] if i < len(v.low) else ""
    if not caseless(w) or len(w) <= _GLUED or w[0] not in v.lex.words["of_marks"]:
        return False
    return v.pos[i] == "NOUN" or "faults" in claiming.lexicon(v.doc.lang).word(w[1:]).sets


def _in_genitive(v: View, i: int, last: int) -> bool:
    """Whether a noun at `i` belongs to the one before it with no word between, and is nobody."""
    if caseless(v.low[i]):
        definite = any(v.low[i - 2] == a or v.low[i - 1].startswith(a) for a in v.lex.articles)
        noun = i + (v.low[i] in v.lex.articles)
        fits = noun < last and v.pos[noun] == "NOUN" and not definite
    else:
        linked = v.pos[i] == "DET" and v.low[i] in v.lex.words["np_links"]
        fits = bool(v.lex.words["oblique_words"]) and v.lex.speech.verb_final and (linked or v.pos[i] == "ADJ")
    return fits and not _is_somebody(v, i, last)


def _is_somebody(v: View, i: int, last: int) -> bool:
    """Whether a name or a noun for who can speak begins at token `i`."""
    p = one(v, i, last) if i < last else None
    if p is None or p.kind != "common":
        return p is not None
    w = v.low[p.head]
    forms = (w, w.removesuffix("s"), w.removesuffix("es")) if v.lex.speech.verb_final else (w,)
    return any(v.lex.speakers.get(form) in SOMEBODY for form in forms)


def told(denial: Scene, c: Content, scene: Scene) -> Content | None:
    """What the noun of `scene` tells, where a denial, confirmation or doubt takes it or that as its content `c`."""
    v, (a, b) = scene.v, c.pieces[0]
    other = scene.cue.kind != "noun" or not is_one(v, scene.cue.head) or scene.cue.unit != denial.cue.unit
    if other or len(c.pieces) > 1 or is_empty(scene, c):
        return None
    found = list(starts(scene))
    b = _before_judgement(v, a, b)
    if any(start == a for start, _ in found) and denial.cue.kind == "verb":
        return replace(c, pieces=((a, b),), shape="noun that")
    a += 2 * any(v.lex.has(key, v.low[a]) for key in ("as_marks", "for_marks"))  # "come infondate | le accuse"
    before = range(a, scene.cue.head)
    owner = _owner(v, scene.cue.head, a) if a < scene.cue.head else None
    led = all(_leads(v, i) for i in before) or (owner is not None and owner.first <= a + 1)
    if not found or not a <= scene.cue.head < b or not led:
        return None
    start, shape = next((f for f in found if f[1] == "that"), found[0])
    return Content(((start, b),), "noun " + shape, c.end) if start < b else None


def _leads(v: View, i: int) -> bool:
    """Whether the word at `i` can stand between a verb and its object: "ontkende geëmotioneerd | de claims"."""
    return v.pos[i] in _BEFORE or v.time[i] or (v.pos[i] == "VERB" and v.pos[i + 1] == "DET")


def _before_judgement(v: View, a: int, b: int) -> int:
    """Where what is denied ends, before what it is called: "that P | as baseless"."""
    marks = (i for i in range(max(a + 1, b - _CALLED), b - 1) if v.lex.has("as_marks", v.low[i]))
    return next((i - (v.low[i - 1] == ",") for i in marks if v.pos[i + 1] in {"ADJ", "VERB", "ADV"}), b)


def before(scene: Scene, c: Content) -> Scene | None:
    """The scene of the noun before the verb of `scene` that its content `c` begins with or stands behind."""
    v, cue, (a, b) = scene.v, scene.cue, c.pieces[0]
    if cue.kind != "verb" or not cue.classes & CLASSES or len(c.pieces) > 1 or a >= cue.head:
        return None
    heads = (*range(a, min(b, cue.head)), *range(a - 1, max(cue.unit.first, a - _FAR) - 1, -1))
    at = next((i for i in heads if is_one(v, i)), None)
    if at is None or v.inner[at] != cue.unit.quote or v.pos[at] not in _NOUNS:
        return None
    noun = replace(cue, kind="noun", first=at, last=at + 1, head=at, marked=(at, at + 1), lemma=v.low[at])
    noun = replace(
        noun, classes=frozenset({"asserts"}), uses=frozenset(), tail=None, object=None, field=0, passive=False
    )
    left = [p for p in (*scene.right[::-1], *scene.left) if p.last <= at]
    return replace(scene, cue=noun, left=tuple(left), right=(), hosts=(), subject=None)


def is_empty(scene: Scene, c: Content) -> bool:
    """Whether `c`, what the noun of `scene` should tell, is no more than a pronoun: "an accusation that he …"."""
    v = scene.v
    if scene.cue.kind != "noun" and "accuse" not in scene.cue.classes:
        return False
    (a, b), tells = c.pieces[0], v.lex.verbs
    if b - a <= _NEAR and any("deny" in verb.classes for verb in tells.get(v.low[b - 1], ())):
        return True  # "un'accusa che entrambi negano"
    return all(v.pos[i] in _EMPTY or v.lex.has("object_marks", v.low[i]) for a, b in c.pieces for i in range(a, b))


def ended(scene: Scene, c: Content) -> Content:
    """`c`, what the noun of `scene` tells, up to the verb of the clause around it: "the claim that P | was dropped"."""
    v, cue, (a, b) = scene.v, scene.cue, c.pieces[0]
    if (
        cue.kind != "noun"
        or not is_one(v, cue.head)
        or a < cue.last
        or len(c.pieces) > 1
        or v.inner[a] != cue.unit.quote
    ):
        return c
    end = _before_subject(v, a, before_verb(v, a, b)) if c.shape == "noun of" else _before_second(scene, a, b)
    while end > a and (v.low[end - 1] == "," or v.category[end - 1] == "coordinators"):
        end -= 1
    return replace(c, pieces=((a, end),)) if end > a else c


def before_verb(v: View, a: int, b: int) -> int:
    """Where a phrase that begins at `a` with a noun, or with a verb and what it takes, ends before another verb."""
    first = next((i for i in range(a, b) if v.pos[i] not in _VERBAL and not v.lex.has("infinitive_marks", v.low[i])), b)
    for i in range(first, b):
        if v.lex.has("relative_pronouns", v.low[i]) and v.pos[i] != "DET":
            return b
        if v.lex.has("object_marks", v.low[i]) or objects.gerund(v, i):
            return i
        if v.pos[i] in _VERBAL and not (v.pos[i] == "VERB" and (v.pos[i - 1] in _LEADING or infinite(v, i))):
            return _without_negation(v, a, i)
    return b


def _before_subject(v: View, a: int, b: int) -> int:
    """Where a phrase that ends at `b`, before a verb, ends before its subject: "Asked about P, | Vega said"."""
    if _VERBAL.isdisjoint(v.pos[b : b + 2]):
        return b
    comma = next((i for i in range(b - 1, a, -1) if v.low[i] == "," or v.category[i] == "coordinators"), b)
    return comma if comma < b - 1 and v.low[comma] == "," and v.pos[comma + 1] in _SUBJECT else b


def _without_negation(v: View, a: int, b: int) -> int:
    while b > a and (v.pos[b - 1] in {"PART", "PRON"} or v.low[b - 1] == "," or v.lex.has("negations", v.low[b - 1])):
        b -= 1
    return b


def is_answered(scene: Scene, c: Content) -> bool:
    """Whether `c` begins, before a verb, with what its speaker answers: "In answer to claims that P, X said Q"."""
    v, (a, b) = scene.v, c.pieces[0]
    before = b <= scene.cue.first and v.inner[a] == scene.cue.unit.quote
    return before and v.pos[a] == "ADP" and any(is_one(v, i) for i in range(a, min(b, a + _FAR)))


def _is_said(v: View, i: int, end: int) -> bool:
    """Whether a subject and a verb of speech stand at token `i`: "the claim that P, | the mayor said"."""
    p = one(v, i, end) if i < end else None
    if p is None or p.first != i or p.last >= end or v.lex.has("relative_pronouns", v.low[i]):
        return False
    return v.speaks[p.last] and v.inner[p.last] == v.inner[i - 1]


def _before_second(scene: Scene, a: int, b: int) -> int:
    """Where a clause that begins at `a` ends: at a comma before a verb, or before a second verb where it opens all."""
    v, cue = scene.v, scene.cue
    opens = all(v.pos[i] in _BEFORE | {"NOUN", "PROPN"} for i in range(cue.unit.first, cue.first))
    verbs = 0
    for i in range(a, b):
        if v.inner[i] != cue.unit.quote:
            return b
        if i > a and (objects.gerund(v, i) or objects.says_more(v, i)):
            return i
        if v.low[i] == "," and i + 1 < b and v.pos[i + 1] in _VERBAL and not infinite(v, i + 1) and verbs:
            return i
        if i > a and v.low[i] == "," and _is_said(v, i + 1, b):
            return i
        reflexive = v.lex.has("reflexives", v.low[i]) and v.pos[i] == "PRON"
        relative = v.lex.has("relative_pronouns", v.low[i]) and v.pos[i] != "DET"
        if relative or (v.category[i] in _JOINING and not reflexive):
            opens = False
        led = i > a and (v.pos[i - 1] in _VERBAL or v.lex.has("infinitive_marks", v.low[i - 1]))
        if v.pos[i] not in _VERBAL or infinite(v, i) or led:
            continue
        verbs += 1
        if verbs > 1 and opens and not v.lex.speech.verb_final:
            return i - (v.pos[i - 1] in {"PRON", "ADV"} or v.lex.has("reflexives", v.low[i - 1]))
    return b
