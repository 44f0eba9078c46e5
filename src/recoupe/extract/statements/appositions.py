"""Answers to a clause that a noun for it takes up: "X accused Y of P, a charge (that) Y denies"."""

from __future__ import annotations

from typing import TYPE_CHECKING

from recoupe.extract.statements.phrases import Phrase, one, whole
from recoupe.extract.statements.roles import adjacent, free, past_adverbs, says, somebody

if TYPE_CHECKING:
    from recoupe.extract.statements.scene import Scene

_SAYINGS = frozenset({"asserts", "weak"})
_PARTING = frozenset({",", "–", "—"})
_VERBAL = frozenset({"VERB", "AUX"})
_STARTS = frozenset({"DET", "PROPN", "PRON", "ADJ"})


def of(scene: Scene) -> tuple[Phrase, int] | None:
    """Who answers without a relative pronoun ("a charge Ukraine rejects"), and where the clause answered ends."""
    cue = scene.cue
    near = scene.left[0] if scene.left else None
    parted = None
    if scene.subject is not None:  # "تهمة ترفضها أوكرانيا"
        noun = next((p for p in scene.left[1:2] if p.last == cue.first), None)
        parted = (noun, scene.subject) if noun is not None else None
    elif near is not None and adjacent(scene, near.last, cue.first):
        parted = _parted(scene, near)
    if parted is None or not free(scene, past_adverbs(scene, cue.last)):
        return None
    noun, source = parted
    end = clause_end(scene, noun)
    return (source, end) if end is not None and somebody(scene, source) and not says(scene, source) else None


def clause_end(scene: Scene, noun: Phrase) -> int | None:
    """Where the clause ends that `noun` behind a comma takes up; None where it takes up none.

    A noun with a definite article does not: "on Monday, the claim that X denies".
    """
    v = scene.v
    comma = noun.first - 1
    if v.low[comma] not in _PARTING or not _is_clause(scene, comma):
        comma_ = taken_up(scene, noun.first)
        if comma_ is None:
            return None
        comma = comma_
    definite = v.low[noun.first] in v.lex.words["determiners"] and v.low[noun.first] not in v.lex.indefinite
    means = v.lex.nouns.get(v.low[noun.head]) in _SAYINGS or says(scene, noun)
    return None if definite or not means else comma


def taken_up(scene: Scene, i: int) -> int | None:
    """Where the clause ends that "and it is" before token `i` takes up ("، وهي تهمة …"); None where it is not there."""
    v, first = scene.v, scene.cue.unit.first
    i -= i > first and v.lex.has("subject_pronouns", v.low[i - 1])
    led = i > first and v.lex.has("coordinators", v.low[i - 1])
    comma = i - 1 - led
    return comma if led and comma > first and v.low[comma] in _PARTING and _is_clause(scene, comma) else None


def _is_clause(scene: Scene, comma: int) -> bool:
    """Whether a clause with a verb ends at `comma`; none does in "according to the mayor, claims that he denies"."""
    v, unit = scene.v, scene.cue.unit
    return v.inner[comma] == unit.quote and any(v.pos[i] in _VERBAL for i in range(unit.first, comma))


def _parted(scene: Scene, near: Phrase) -> tuple[Phrase, Phrase] | None:
    """The noun for a saying and the speaker right behind it, which may have been taken for one phrase."""
    v = scene.v
    before = next((p for p in scene.left[1:2] if p.last == near.first), None)
    if before is not None:
        return before, near
    if v.low[near.first - 1] in v.lex.words["neuters"] and v.low[near.first - 2] in _PARTING:
        return Phrase(near.first - 1, near.first, near.first - 1, "pronoun"), near  # ", something China denies"
    for j in range(near.first + 1, near.last):
        if v.lex.nouns.get(v.low[j - 1]) in _SAYINGS and v.pos[j] in _STARTS:
            source = one(v, j, near.last)
            noun = near._replace(last=j, head=j - 1, kind="common")
            return (noun, whole(v, source, near.last)) if source is not None and source.first == j else None
    return None
