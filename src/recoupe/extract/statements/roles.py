"""Who can speak and what can be said, by the nouns of a language; what stands right beside a verb."""

from __future__ import annotations

from typing import TYPE_CHECKING

from recoupe.extract.statements.phrases import one

if TYPE_CHECKING:
    from recoupe.extract.statements.phrases import Phrase
    from recoupe.extract.statements.scene import Scene
    from recoupe.extract.statements.view import View

_STOPS = frozenset({",", ";", ".", "?", "!", ")", "—", "–", ":"})
_FINITE = frozenset({"VERB", "AUX"})
_BESIDES = frozenset({"ADP", "ADV", "PART"})
_DOCUMENTS = frozenset({"document", "documents"})
_BODIES = frozenset({"organisation", "organisations"})
_SHORT = 5  # tokens of a name in quotation marks, with the mark before it


def says(scene: Scene, p: Phrase) -> bool:
    """Whether `p` is a noun for what somebody says, or a pronoun for it ("das", "это")."""
    v = scene.v
    if p.last - p.first == 1 and v.low[p.first] in v.lex.words["neuters"]:
        return True
    return v.lex.noun(v.low[p.head]) in {"asserts", "weak"} and p.kind != "name"


def somebody(scene: Scene, p: Phrase) -> bool:
    """Whether `p` is a name, a pronoun of a person, or a noun for who can speak."""
    v = scene.v
    if v.low[p.first] in v.lex.words["neuters"] and p.last - p.first == 1:
        return False
    noun = kind(scene, v.low[p.head]) not in _DOCUMENTS
    if v.upper(p.head) and p.head > scene.cue.unit.first and not v.lex.speech.verb_final:
        return True  # a name that was taken for a noun
    return p.kind != "common" or (noun and v.lex.nouns.get(v.low[p.head]) != "asserts")


def nobody(scene: Scene, p: Phrase) -> bool:
    """Whether `p` is nobody, or none of several, so that what is told is not done ("nobody", "neither X nor Y")."""
    v, before = scene.v, p.first - 1
    words = v.low[p.first : p.first + 1] + (v.low[before : p.first] if before >= scene.cue.unit.first else [])
    return any(v.lex.has("nobodies", w) for w in words)


def kind(scene: Scene, noun: str) -> str:
    """The kind of a noun that can speak, "document" where it cannot; an article may be part of the word ("الوزير")."""
    lex = scene.v.lex
    if noun not in lex.speakers and lex.speech.verb_first:
        noun = next((noun[len(d) :] for d in lex.words["determiners"] if noun.startswith(d)), noun)
    return lex.speakers.get(noun, "document")


def adjacent(scene: Scene, a: int, b: int) -> bool:
    """Whether no more than adverbs and times stand between tokens `a` and `b`."""
    v = scene.v
    return a <= b and all(v.pos[i] == "ADV" or v.time[i] or v.low[i] in v.lex.words["negations"] for i in range(a, b))


def named(scene: Scene, p: Phrase) -> Phrase:
    """`p` with a name in quotation marks right behind it ("компания «Норд»")."""
    v, unit = scene.v, scene.cue.unit
    if p.last + 2 >= unit.last or not v.is_mark(p.last) or v.outer[p.last + 1] < 0 or v.inner[p.first] >= 0:
        return p
    end = v.tokens(v.doc.quotations[v.outer[p.last + 1]].inner)[1]
    short = end - p.last <= _SHORT and end < unit.last and v.is_mark(end)
    return p._replace(last=end + 1) if short else p


def with_name(scene: Scene, p: Phrase) -> Phrase:
    """`p`, a noun for a body, with its name in quotation marks that stands between it and the verb, or behind both."""
    v, last = scene.v, named(scene, p).last
    body = p.kind == "common" and kind(scene, v.low[p.head]) in _BODIES and last > p.last and v.upper(p.last + 1)
    body = body and v.pos[p.last + 1] not in {"ADV", "VERB", "AUX"}
    beside = last == scene.cue.first or (p.first >= scene.cue.last and free(scene, last))
    return p._replace(last=last) if body and beside else p


def with_place(scene: Scene, p: Phrase) -> Phrase:
    """`p`, a source that nobody names, with where it is: "источник в министерстве"."""
    v, cue = scene.v, scene.cue
    last = p.last
    told = p.kind == "common" and v.lex.has("source_nouns", v.low[p.head]) and last + 1 < cue.unit.last
    if not told or not v.lex.has("source_links", v.low[last]):
        return p
    where = one(v, last + 1, cue.unit.last)
    if where is None or where.first != last + 1 or where.kind == "pronoun":
        return p
    stopped = v.time[where.first] or v.lex.has("source_stops", v.low[where.head])  # "источник в беседе"
    return p if stopped else p._replace(last=where.last)


def behind(scene: Scene) -> Phrase | None:
    """The noun phrase right behind the verb, nothing behind it that could be an object."""
    v, cue = scene.v, scene.cue
    p = scene.subject or next(iter(scene.right), None)
    if p is None or (p is not scene.subject and not adjacent(scene, cue.last, p.first)):
        return None
    p = named(scene, p)
    end = p.last
    if cue.tail is not None and cue.tail[0] >= end:
        besides = all(v.time[i] or v.pos[i] in _BESIDES for i in range(end, cue.tail[0]))
        return p if besides else None
    return p if free(scene, end) or v.pos[end] in _BESIDES else None


def free(scene: Scene, i: int, *, verbs: bool = False) -> bool:
    """Whether nothing that could be an object stands at token `i`; `verbs`: the verb of the main clause may."""
    v, unit = scene.v, scene.cue.unit
    if i >= unit.last or v.inner[i] != unit.quote:
        return i >= unit.last
    if v.low[i] in _STOPS:
        return i + 1 >= unit.last or v.low[i] != "," or v.category[i] not in {"complementisers", "interrogatives"}
    return v.time[i] or v.lex.has("coordinators", v.low[i]) or (verbs and v.pos[i] in _FINITE and not infinite(v, i))


def past_adverbs(scene: Scene, i: int) -> int:
    """The first token from `i` on that is no adverb ("que China niega rotundamente")."""
    return next((j for j in range(i, scene.cue.unit.last) if scene.v.pos[j] != "ADV"), scene.cue.unit.last)


def infinite(v: View, i: int) -> bool:
    """Whether the verb at `i` ends like an infinitive or a gerund of the language."""
    return v.low[i].endswith(v.lex.infinite)


def clitic(scene: Scene) -> bool:
    """Whether a pronoun in the verb's group repeats its object ("las niega")."""
    v, cue = scene.v, scene.cue
    return any(v.low[i].lstrip("-") in v.lex.words["object_clitics"] for i in range(cue.first, cue.last))
