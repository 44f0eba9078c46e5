"""Denials, confirmations and doubts in a relative clause: "P, which X denies", "la acusación que niega García"."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from recoupe.extract.statements.appositions import clause_end, taken_up
from recoupe.extract.statements.phrases import Phrase, one
from recoupe.extract.statements.roles import adjacent, free, named, past_adverbs, says, somebody

if TYPE_CHECKING:
    from recoupe.extract.statements.scene import Content, Scene

Found = tuple[Phrase, int, int, bool, int]  # the speaker, first and last token of what is answered, clause, pronoun


def of(scene: Scene) -> Found | None:
    """What the relative clause of the cue answers, None where the cue stands in none or has an object of its own."""
    found = _before(scene) or _behind(scene)
    if found is None:
        return None
    source, pronoun, sure = found
    return _answered(scene, source, pronoun, sure=sure)


def is_one(scene: Scene, i: int) -> bool:
    """Whether token `i` is a relative pronoun in the text of the cue."""
    v, unit = scene.v, scene.cue.unit
    known = v.lex.has("relative_pronouns", v.low[i]) or v.lex.has("clause_relatives", v.low[i])
    return unit.first < i and v.inner[i] == unit.quote and known and not v.lex.has("subordinators", v.low[i])


def _before(scene: Scene) -> tuple[Phrase, int, bool] | None:
    """Speaker and pronoun of "which X denies": sure where what stands before a verb is its subject."""
    v, cue = scene.v, scene.cue
    edge = _resumed(scene)
    ends = free(scene, past_adverbs(scene, cue.last), verbs=True)
    if edge is None or scene.subject is not None or not (edge < cue.first or ends):
        return None
    p = next((p for p in scene.left[:2] if p.last <= edge and adjacent(scene, p.last, edge)), None)
    if p is None:
        return None
    himself = p.kind == "pronoun" and v.lex.has("subject_pronouns", v.low[p.first - 1])
    if himself and is_one(scene, p.first - 2):
        return p, p.first - 2, False  # "что сам он отрицает"
    if not is_one(scene, p.first - 1):
        if not is_one(scene, p.first) or p.last - p.first == 1:
            return None
        inner = one(v, p.first + 1, p.last)  # the pronoun looks like an article: "die Jansen ontkent"
        if inner is None or inner.first != p.first + 1:
            return None
        p = inner._replace(last=p.last)
    cased = v.lex.speech.verb_final or v.lex.words["oblique_endings"] or v.lex.speech.noun_first
    return p, p.first - 1, not cased


def _resumed(scene: Scene) -> int | None:
    """Where what stands before the verb ends, a pronoun for the object left out ("که شرکت آن را رد کرد")."""
    v, cue = scene.v, scene.cue
    if cue.object is None:
        return cue.first
    last = cue.object[1] - 1
    return last if v.low[last] in v.lex.words["neuters"] else None


def _behind(scene: Scene) -> tuple[Phrase, int, bool] | None:
    """Speaker and pronoun of "que niega X"."""
    v, cue = scene.v, scene.cue
    pronoun = next((i for i in range(cue.first - 1, cue.unit.first, -1) if v.pos[i] != "ADV"), cue.unit.first)
    if not is_one(scene, pronoun) or cue.object is not None:
        return None
    objects = v.lex.words["object_relatives"]
    if objects and v.low[pronoun] not in objects:
        return None  # "qui nie"
    p = scene.subject or next((p for p in scene.right if adjacent(scene, cue.last, p.first)), None)
    p = named(scene, p) if p is not None else _dropped(scene, pronoun)
    if p is None or not free(scene, p.last if p.first > cue.first else past_adverbs(scene, cue.last), verbs=True):
        return None
    return p, pronoun, False


def _dropped(scene: Scene, pronoun: int) -> Phrase | None:
    """Who denies that needs no word there: the subject of the clause that a neuter takes up (", algo que niega")."""
    v, unit = scene.v, scene.cue.unit
    if not v.lex.speech.pro_drop or v.low[pronoun - 1] not in v.lex.words["neuters"] or v.low[pronoun - 2] != ",":
        return None
    p = scene.left[-1] if scene.left else None
    return p if p is not None and p.first <= unit.first + 1 and somebody(scene, p) else None


def _answered(scene: Scene, source: Phrase, pronoun: int, *, sure: bool) -> Found | None:
    """What the relative `pronoun` stands for: the clause before a comma, else the phrase that it follows."""
    v, unit, words = scene.v, scene.cue.unit, scene.v.lex.words
    sure |= v.low[pronoun] in words["object_relatives"]
    edge = pronoun - (v.low[pronoun - 1] == ",")
    if v.low[pronoun] in words["subject_relatives"] or edge - 1 < unit.first or v.inner[edge - 1] != unit.quote:
        return None
    if v.low[edge - 1] in words["neuters"]:  # "ce que", "то, что"
        return _of_neuter(scene, source, pronoun, edge - 1)
    if v.low[pronoun] in words["clause_relatives"] and (end := taken_up(scene, pronoun)) is not None:
        return source, unit.first, end, True, pronoun  # "وهو ما تنفيه X"
    before = next((p for p in scene.left if p.last == edge), None)
    return _of_noun(scene, source, pronoun, before, sure=sure)


def _of_noun(scene: Scene, source: Phrase, pronoun: int, before: Phrase | None, *, sure: bool) -> Found | None:
    """What the relative `pronoun` stands for where the phrase `before` it is no pronoun: a clause or that phrase."""
    v, unit, words = scene.v, scene.cue.unit, scene.v.lex.words
    edge = pronoun - (v.low[pronoun - 1] == ",")
    charge = before is not None and v.lex.nouns.get(v.low[before.head]) == "asserts"
    clausal = edge < pronoun and v.low[pronoun] in words["clause_relatives"] and source.kind == "pronoun"  # "wat het …"
    if not clausal and (says(scene, source) or not (sure or charge or somebody(scene, source))):
        return None  # "eine Studie, die die Zahlen bestätigt"
    told = before is not None and says(scene, before)
    commas = edge == pronoun or v.lex.speech.clause_commas or v.lex.speech.verb_final
    if before is not None and told and commas and free(scene, max(source.last, scene.cue.last)):
        end = clause_end(scene, before)  # "…, an accusation that Y denies"
        if end is not None:
            return source, unit.first, end, True, pronoun
    if not told and edge < pronoun and v.low[pronoun] in words["clause_relatives"]:
        return (source, unit.first, edge, True, pronoun) if not v.speaks[edge - 1] else None
    fit = before is not None and before.kind == "common" and (sure or not somebody(scene, before))
    if before is None or not (told or (fit and "doubt" not in scene.cue.classes)):
        return None  # "the witness whom the police questioned"
    return source, before.first, before.last, False, pronoun


def _of_neuter(scene: Scene, source: Phrase, pronoun: int, neuter: int) -> Found | None:
    """What "ce que", "lo que" stands for: the clause before its comma, else nothing."""
    v, unit = scene.v, scene.cue.unit
    if neuter - 1 > unit.first and v.low[neuter - 1] == ",":
        return source, unit.first, neuter - 1, True, pronoun
    return source, neuter, neuter, False, pronoun


def inner(scene: Scene, source: Phrase | None) -> Phrase | None:
    """Whom the relative clause of the cue is about, where `source` is farther off: "X said Y, who denies it, left".

    None where the cue stands in no such clause, or `source` is right.
    """
    v, cue = scene.v, scene.cue
    if cue.kind != "verb" or cue.passive or (source is None and not scene.dropped):
        return None
    if source is not None and source.first >= cue.first:
        return None
    pronoun = next((i for i in range(cue.first - 1, cue.unit.first, -1) if v.pos[i] != "ADV"), cue.unit.first)
    if not is_one(scene, pronoun) or v.low[pronoun] in v.lex.words["object_relatives"]:
        return None
    edge = pronoun - (v.low[pronoun - 1] == ",")
    p = next((p for p in scene.left if p.last == edge), None)
    p = named(scene, p) if p is not None else None
    if p is None or source is None:
        return p
    p = maker(scene, p)
    return p if p.first >= source.last and somebody(scene, p) else None


def maker(scene: Scene, p: Phrase) -> Phrase:
    """`p`, or where it is a noun for a saying that tells whose it is, who: "the claims of | Clearwater"."""
    v = scene.v
    link = next((i for i in range(p.last - 1, p.first, -1) if v.pos[i] == "ADP"), 0)
    return (one(v, link + 1, p.last) or p) if link and says(scene, p) else p


def closed(scene: Scene, c: Content) -> Content:
    """`c` up to the comma that closes the relative clause of the cue: "X, who said P, left"."""
    v, cue, (a, b) = scene.v, scene.cue, c.pieces[-1]
    if v.lex.speech.verb_final:
        return c
    pronoun = next((i for i in range(cue.first - 1, cue.unit.first, -1) if v.pos[i] != "ADV"), cue.unit.first)
    if a < cue.last or pronoun <= cue.unit.first or v.low[pronoun - 1] != "," or not is_one(scene, pronoun):
        return c
    commas = (i for i in range(a + 1, b - 1) if v.low[i] == "," and v.inner[i] == cue.unit.quote)
    end = next((i for i in commas if v.pos[v.past_time(i + 1, b - 1)] in {"VERB", "AUX"}), b)
    return c if end == b else replace(c, pieces=(*c.pieces[:-1], (a, end)))
