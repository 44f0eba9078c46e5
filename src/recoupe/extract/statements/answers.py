"""What a denial, confirmation or doubt answers where its object does not stand behind it: form tells who and what.

In a relative clause ("P, which X denies", "una acusación que desmiente la fiscalía") it is what stands before the
pronoun; elsewhere a noun for a saying before the verb ("Den Vorwurf wies X zurück", "Эти обвинения отверг мэр").
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from recoupe.extract.statements import appositions, clefts, parted, relatives
from recoupe.extract.statements.phrases import SOMEBODY, Phrase, one, whole
from recoupe.extract.statements.roles import adjacent, behind, clitic, free, kind, says, somebody
from recoupe.extract.statements.scene import Content
from recoupe.lang import claiming

if TYPE_CHECKING:
    from recoupe.extract.statements.scene import Range, Scene
    from recoupe.extract.statements.view import View
    from recoupe.model import Statement

CLASSES = frozenset({"deny", "confirm", "doubt"})
_NEAR = 12  # statements before the clause that may report what it answers
_MARK = 2  # words that lead to an agent
_OPENERS = frozenset({",", ";", ":", "—", "–", "mark", "coordinators"})


class Answer(NamedTuple):
    """Who answers, and what: tokens `first` to `last` (exclusive), or if `clause` some clause that ends there.

    `pronoun` is the token of the relative pronoun, -1 where there is none. Nothing is answered where `first` is `last`.
    """

    source: Phrase
    first: int
    last: int
    clause: bool = False
    pronoun: int = -1


def of(scene: Scene) -> Answer | None:
    """What the cue answers, None where its form does not tell."""
    cue = scene.cue
    if (told := clefts.of(scene)) is not None:
        return Answer(*told)
    seldom = {"say", "deny"} <= cue.classes  # what it takes is seldom denied: "defender"
    if cue.kind != "verb" or not cue.classes & CLASSES or "ask" in cue.classes or (seldom and not cue.passive):
        return None
    if (anything := _of_anything(scene)) is not None or cue.passive or _is_participle(scene):
        return anything or _by_agent(scene)
    found = relatives.of(scene)
    if found is not None:
        return Answer(*found)
    apposed = appositions.of(scene)
    if apposed is not None:
        return Answer(apposed[0], cue.unit.first, apposed[1], clause=True)
    p = _within(scene) or _framed(scene) or _fronted(scene)
    return Answer(p[0], p[1].first, p[1].last) if p else None


def _of_anything(scene: Scene) -> Answer | None:
    """The denial of all of a kind, which opens its clause: "Any link to the fire was denied by the owner"."""
    v, cue = scene.v, scene.cue
    first = cue.first - 1
    while first > cue.unit.first and v.category[first - 1] not in _OPENERS and v.inner[first - 1] == cue.unit.quote:
        first -= 1
    if "deny" not in cue.classes or first < cue.unit.first or not _is_anything(v, first):
        return None
    near = scene.left[0] if scene.left and scene.left[0] is not scene.subject else next(iter(scene.left[1:]), None)
    beside = near is not None and first + 1 < near.first and near.last == cue.first
    if cue.passive:
        source = next((p for p in scene.right if _is_agent(scene, p)), None)
    else:
        speech = v.lex.speech
        inverted = speech.inverted_subjects or speech.parted_subjects or speech.verb_first
        source = behind(scene) if inverted else None
        source = near if source is None and beside and speech.parted_subjects + speech.noun_first else source
    last = min(cue.first, source.first) if source is not None else first
    held = any(v.time[i] or v.pos[i] == "PROPN" or kind(scene, v.low[i]) in SOMEBODY for i in range(first, last))
    if source is None or held or says(scene, source) or not _is_somebody(scene, source):
        return None  # "All defendants denied the charges"
    last -= v.lex.has("object_marks", v.low[last - 1])
    return Answer(source, first, last)


def _is_somebody(scene: Scene, p: Phrase) -> bool:
    """Whether `p` is a name or a known noun for who can speak; where nouns have many forms, any that may be one."""
    v = scene.v
    declined = bool(v.lex.speech.oblique_endings) or v.lex.caseless
    return p.kind == "name" or kind(scene, v.low[p.head]) in SOMEBODY or (declined and v.low[p.head] not in v.lex.nouns)


def _is_anything(v: View, i: int) -> bool:
    """Whether the word at `i` takes in all of a kind."""
    tagged = v.pos[i] != "ADV" or v.lex.has("determiners", v.low[i])
    return tagged and "anything" in claiming.lexicon(v.doc.lang).word(v.doc.tokens[i].text).sets


def _by_agent(scene: Scene) -> Answer | None:
    """What a passive answers by the mouth of whom it names: "the claim was denied by the army"."""
    cue = scene.cue
    object_ = scene.left[0] if scene.left else None
    pronoun = cue.first - 1 if relatives.is_one(scene, cue.first - 1) else cue.first
    if object_ is not None and object_.first == pronoun < cue.first:
        object_ = scene.left[1] if len(scene.left) > 1 else None
    object_ = _past_parenthesis(scene, object_, pronoun)
    if object_ is None or not says(scene, object_):
        return None
    agent = next((p for p in scene.right if _is_agent(scene, p)), None)
    if agent is None:
        return None
    end = appositions.clause_end(scene, object_)
    if end is not None and free(scene, agent.last):
        return Answer(agent, cue.unit.first, end, clause=True)  # "P, a charge denied by X"
    return Answer(agent, object_.first, object_.last) if pronoun == cue.first else None


def _past_parenthesis(scene: Scene, p: Phrase | None, last: int) -> Phrase | None:
    """`p` where it ends right before token `last`, or what stands before words in commas that end there; else None.

    As in "The claims, first told by the Herald, | were denied".
    """
    if p is None or adjacent(scene, p.last, last):
        return p
    v = scene.v
    closed = v.low[last - 1] == "," and v.inner[last - 1] == scene.cue.unit.quote
    before = (q for q in scene.left if says(scene, q) and v.low[q.last] == "," and q.last < last - 1)
    return next(before, None) if closed else None


def _is_participle(scene: Scene) -> bool:
    """Whether the cue is a participle alone, and a mark right behind it leads to who does it: "denied by X"."""
    v, cue = scene.v, scene.cue
    alone = "past" in cue.uses and not cue.auxiliary and cue.last < cue.unit.last
    return alone and v.lex.has("by_marks", v.low[cue.last]) and bool(scene.left) and scene.left[0].last == cue.first


def _is_agent(scene: Scene, p: Phrase) -> bool:
    v = scene.v
    return v.lex.ends("by_marks", v.low, p.first, _MARK) and not v.time[p.first] and somebody(scene, p)


def _within(scene: Scene) -> tuple[Phrase, Phrase] | None:
    """Speaker and object of a relative clause that its verb closes: "X, der den Vorwurf bestreitet"."""
    v, cue = scene.v, scene.cue
    if cue.object is not None and cue.object[0] < cue.object[1] and relatives.is_one(scene, cue.object[0] - 1):
        first, last = cue.object
        whose = next((p for p in scene.left if p.last == first - 1), None)
        held = whose is not None and somebody(scene, whose) and v.low[last - 1] not in v.lex.words["neuters"]
        return (whose, whose._replace(first=first, last=last, head=first)) if held and whose is not None else None
    if not v.lex.speech.verb_final or not free(scene, cue.last):
        return None
    comma = next((i for i in range(cue.first - 1, cue.unit.first, -1) if v.low[i] in {",", ";", ":"}), cue.unit.first)
    if v.low[comma] != "," or not relatives.is_one(scene, comma + 1) or v.inner[comma] != cue.unit.quote:
        return None
    source = next((p for p in scene.left if p.last == comma), None)
    verbs = [i for i in range(comma + 2, cue.first) if v.lex.has("coordinators", v.low[i + 1]) and v.pos[i] == "VERB"]
    first = verbs[-1] + 1 if verbs else comma + 2  # "der P sagt und Q bestreitet"
    while first < cue.first and v.lex.has("coordinators", v.low[first]):
        first += 1
    while first < cue.first and (v.pos[first] == "ADV" or v.time[first]):
        first += 1
    inside = any(p.last > first and p.first < cue.first for p in scene.left)
    subject = v.low[comma + 1] in v.lex.words["subject_relatives"]
    if source is None or not inside or not (subject or (somebody(scene, source) and not says(scene, source))):
        return None
    return source, source._replace(first=first, last=cue.first, head=first)


def _framed(scene: Scene) -> tuple[Phrase, Phrase] | None:
    """Speaker and object where the object stands before the auxiliary: "Den Verdacht hat X stets zurückgewiesen"."""
    v, cue = scene.v, scene.cue
    near = scene.left[0] if scene.left else None
    if not cue.field or near is None or near.last != cue.first or not _opens(scene, near.first):
        return None
    inside = [p for p in scene.right if cue.field <= p.first and p.last <= cue.head and not v.time[p.first]]
    single = len(inside) == 1 and inside[0].first == cue.field and somebody(scene, inside[0])
    return (inside[0], near) if single and _is_object(scene, near, inside[0]) else None


def _fronted(scene: Scene) -> tuple[Phrase, Phrase] | None:
    """Speaker and object where the object stands before the verb."""
    near = scene.left[0] if scene.left else None
    if near is None or not adjacent(scene, _demonstrated(scene, near), scene.cue.first):
        return None
    if scene.cue.object is not None:
        return _behind_object(scene, near, *scene.cue.object)
    subject = behind(scene)
    if subject is not None and _is_object(scene, near, subject) and _may_stand_first(scene, near):
        return subject, near
    alone = subject is None and (free(scene, scene.cue.last) or (clitic(scene) and _led(scene, scene.cue.last)))
    return _both_before(scene, near) if alone else None


def _led(scene: Scene, i: int) -> bool:
    """Whether a preposition or an adverb stands at token `i`: no object beside a pronoun that repeats one."""
    return scene.v.pos[i] in {"ADP", "ADV"} and scene.v.inner[i] == scene.cue.unit.quote


def _both_before(scene: Scene, near: Phrase) -> tuple[Phrase, Phrase] | None:
    """Speaker and object where both stand before the verb: "Прокуратура эти обвинения отвергает"."""
    far, near = _two(scene, near) or (next(iter(scene.left[1:]), None), near)
    if far is None:
        return None
    v = scene.v
    led = v.low[far.first] in v.lex.words["determiners"] and v.lex.nouns.get(v.low[far.last]) == "asserts"
    if led and far.last + 1 == near.first:
        far = Phrase(far.first, near.first, far.last, "common")  # "Queste | accuse", read as a pronoun and a verb
    if far.last != near.first and scene.v.low[far.last : near.first] != [","]:
        return None
    if says(scene, near) and somebody(scene, far) and far.last == near.first and _opens(scene, far.first):
        return far, near
    return (near, far) if says(scene, far) and somebody(scene, near) and _opens(scene, far.first) else None


def _two(scene: Scene, p: Phrase) -> tuple[Phrase, Phrase] | None:
    """The two phrases that `p` is where a noun for a saying, then an article or somebody stands in it.

    As in "esa versión | el alcalde", "эти обвинения | прокуратура".
    """
    v = scene.v
    if not v.lex.speech.parted_subjects or p.kind == "pronoun":
        return None
    for j in range(p.first + 1, p.last):
        article = v.pos[j] == "DET" and v.low[j] in v.lex.words["determiners"]
        cased = bool(v.lex.speech.oblique_endings) and not v.oblique(j)
        article |= cased and (v.low[j] in v.lex.speakers or (v.pos[j] == "PROPN" and v.upper(j)))
        if article and v.lex.nouns.get(v.low[j - 1]) in {"asserts", "weak"} and v.low[j] not in v.lex.words["melted"]:
            behind = one(v, j, p.last)
            first = p._replace(last=j, head=j - 1, kind="common")
            return (first, whole(v, behind, p.last)) if behind is not None else None
    return None


def _demonstrated(scene: Scene, p: Phrase) -> int:
    """The end of `p` with a demonstrative behind its noun ("את הטענה הזו")."""
    v, last = scene.v, p.last
    while v.lex.words["object_leads"] and last < scene.cue.first and v.pos[last] in {"DET", "PRON"}:
        last += 1
    return last


def _behind_object(scene: Scene, p: Phrase, first: int, last: int) -> tuple[Phrase, Phrase] | None:
    """Speaker and object where `p` stands between an object and the verb ("این خبر را وزیر تکذیب کرد")."""
    if first >= last or p.first <= last or not somebody(scene, p):
        return None
    return p, p._replace(first=first, last=last, head=first)


def _is_object(scene: Scene, p: Phrase, subject: Phrase) -> bool:
    """Whether `p` before the verb is its object and `subject` behind it is not."""
    if says(scene, subject) or scene.v.lex.has("subject_relatives", scene.v.low[p.first]):
        return False
    return says(scene, p) or (p.kind == "common" and not somebody(scene, p) and somebody(scene, subject))


def _opens(scene: Scene, i: int) -> bool:
    v, unit = scene.v, scene.cue.unit
    return i == unit.first or v.category[i - 1] in _OPENERS or v.inner[i - 1] != v.inner[i]


def _may_stand_first(scene: Scene, p: Phrase) -> bool:
    """Whether an object may open the sentence: the verb stands second, there are cases, or a pronoun repeats it."""
    words, v = scene.v.lex.words, scene.v
    if v.low[p.first - 1] in words["object_leads"]:
        return True
    if not _opens(scene, p.first):
        return False
    return bool(words["inverted_subjects"] or words["oblique_endings"]) or clitic(scene)


def others(scene: Scene, r: Answer, found: list[Statement]) -> list[Statement]:
    """Those of `found` that do not take the relative clause itself for what was said."""
    if r.pronoun < 0:
        return found
    start = scene.v.span(r.pronoun + 1, r.pronoun + 2)[0]
    return [s for s in found if s.content[0][0] != start]


def content(scene: Scene, r: Answer, found: list[Statement]) -> Content:
    """What `r` answers. Of a clause that others report it is what the outermost says, and theirs ends there too."""
    v, first, last = scene.v, r.first, r.last
    if r.clause:
        a, b = v.span(r.last - 1, r.last)
        for n in range(max(0, len(found) - _NEAR), len(found)):
            s = found[n]
            piece = next((p for p in s.content if p[0] <= a and b <= p[1]), None)
            if piece is not None:
                outermost = v.tokens(piece)[0]
                first = outermost if first == r.first else min(first, outermost)
                found[n] = parted.reworded(v, s, tuple((x, min(y, b)) for x, y in s.content if x < b))
            elif b in {y for _, y in s.source + s.cue}:
                last = _attributed(scene, r, found, n)
    if r.clause or (r.pronoun >= 0 and v.low[r.pronoun - 1] == ","):
        first, last = _charge(scene, found, (first, last) if r.clause else (scene.cue.unit.first, last)) or (
            first,
            last,
        )
    shape = "relative" if r.pronoun >= 0 else "that" if first >= scene.cue.last else "before"
    return Content(((first, last),), shape)


def _charge(scene: Scene, found: list[Statement], clause: Range) -> Range | None:
    """The words of `clause` that tell what somebody is accused of, None where it tells no such thing."""
    v = scene.v
    for s in reversed(found[-_NEAR:]):
        cue = v.tokens(s.cue[0]) if s.cue else (0, 0)
        a, b = v.tokens(s.content[0])
        accuses = any("accuse" in x.classes for i in range(*cue) for x in v.lex.verbs.get(v.low[i], ()))
        if accuses and clause[0] <= cue[0] and clause[0] <= a < b <= clause[1] and len(s.content) == 1:
            return a, b
    return None


def _attributed(scene: Scene, r: Answer, found: list[Statement], n: int) -> int:
    """Where what `r` answers ends, where statement `n` of `found` closes the clause: "P | , X said, a claim Y denies".

    What was taken for its content, if that is the noun behind it, is the clause then.
    """
    v, s = scene.v, found[n]
    edge = v.tokens((min(a for a, _ in s.source + s.cue), r.last))[0]
    while edge > r.first and not v.is_word(edge - 1):
        edge -= 1
    if edge <= r.first:
        return r.last
    if s.content[0][0] >= v.span(r.last - 1, r.last)[1]:
        found[n] = parted.reworded(v, s, (v.span(r.first, edge),))
    return edge
