"""Cues: the words that may do the attributing, before it is decided whether they do."""

from __future__ import annotations

import functools
from bisect import bisect_left
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from collections.abc import Iterator

    from recoupe.extract.statements.lexicon import Verb
    from recoupe.extract.statements.view import Unit, View

CueKind = Literal["verb", "noun", "preposition", "adverb", "conditional", "colon"]
_REACH = 5  # words between an auxiliary and its verb


@dataclass(frozen=True, slots=True)
class Cue:
    """A possible cue in `unit`: the group is tokens `first` to `last` (exclusive), its chief word is `head`.

    `marked` are the tokens of the cue as it is shown (`first`, `last` exclusive): contiguous, without adverbs.
    """

    kind: CueKind
    unit: Unit
    first: int
    head: int
    last: int
    marked: tuple[int, int]
    lemma: str
    classes: frozenset[str]
    uses: frozenset[str] = frozenset()
    auxiliary: bool = False
    passive: bool = False
    negated: bool = False
    modal: bool = False
    refused: bool = False
    inverted: bool = False


def find(v: View) -> Iterator[Cue]:
    """Every possible cue of every unit; a token outside quotations belongs to one unit, inside to its innermost."""
    words = v.lex.cue_words
    places = [i for i, w in enumerate(v.low) if w in words]
    for unit in v.units:
        done = unit.first
        for i in places[bisect_left(places, unit.first) : bisect_left(places, unit.last)]:
            if i < done or v.inner[i] != unit.quote:
                continue
            for cue in _at(v, unit, i):
                yield cue
                if cue.kind == "preposition":
                    done = cue.last
        yield from _colon(v, unit)


def _at(v: View, unit: Unit, i: int) -> Iterator[Cue]:
    low, lex = v.low, v.lex
    if low[i] in lex.openers:
        for key in ("prepositions", "weak_prepositions"):
            if n := lex.phrase(key, low, i):
                yield _simple("preposition", v, unit, (i, i + n), key)
                return
        if n := lex.phrase("adverbs", low, i):
            yield _simple("adverb", v, unit, (i, i + n), "adverb")
    if low[i] in lex.nouns and v.pos[i] in {"NOUN", "", "X", "PROPN"}:
        yield _simple("noun", v, unit, (i, i + 1), lex.nouns[low[i]])
    if low[i] in lex.verbs and (
        v.pos[i] not in {"DET", "PRON", "ADP", "CCONJ", "SCONJ", "PROPN", "NUM"} or _loose(v, i)
    ):
        verb = _verb(v, unit, i)
        if verb is not None:
            yield _group(v, unit, i, verb)
    if lex.speech.hearsay_conditional and _conditional(v, i):
        yield _simple("conditional", v, unit, (i, i + 1), "conditional")


def _loose(v: View, i: int) -> bool:
    """Whether a tag that says name or preposition may be wrong: a lower-case form beside a quotation."""
    return v.pos[i] == "PROPN" and not v.upper(i)


def _conditional(v: View, i: int) -> bool:
    return v.low[i] in v.lex.words["hearsay_auxiliaries"]


def _simple(kind: CueKind, v: View, unit: Unit, place: tuple[int, int], name: str) -> Cue:
    first, last = place
    lemma = " ".join(v.low[first:last])
    return Cue(kind, unit, first, last - 1, last, (first, last), lemma, _only(name))


@functools.cache
def _only(name: str) -> frozenset[str]:
    return frozenset({name})


def _verb(v: View, unit: Unit, i: int) -> Verb | None:
    """The reading of the form at `i` with the longest tail that stands there."""
    best = None
    for verb in v.lex.verbs[v.low[i]]:
        if verb.rest and tuple(v.low[i + 1 : i + 1 + len(verb.rest)]) != verb.rest:
            continue
        if i + 1 + len(verb.rest) > unit.last:
            continue
        if best is None or len(verb.rest) > len(best.rest):
            best = verb
        elif len(verb.rest) == len(best.rest):
            best = best._replace(classes=best.classes | verb.classes, uses=best.uses | verb.uses)
    return best


def _group(v: View, unit: Unit, i: int, verb: Verb) -> Cue:
    """The verb at `i` with the auxiliaries, negations and adverbs around it."""
    lex, low = v.lex, v.low
    first, contiguous = i, i
    auxiliary = passive = negated = modal = inverted = False
    j = i - 1
    while j >= unit.first and i - j <= _REACH and v.inner[j] == v.inner[i]:
        w = low[j]
        if w in lex.words["auxiliaries"]:
            auxiliary = True
            passive |= w in lex.words["passive_auxiliaries"] and v.pos[j] != "PART"
            modal |= w in lex.words["modals"]
        elif w in lex.words["negations"]:
            negated = True
        elif w.startswith("-") and len(w) > 1:
            inverted = True
        elif w in lex.words["adverbs_between"] or v.pos[j] == "ADV":
            j -= 1
            continue
        else:
            break
        if contiguous == j + 1:
            contiguous = j
        first = j
        j -= 1
    last = i + 1 + len(verb.rest)
    while last < unit.last and low[last].startswith("-") and len(low[last]) > 1:
        inverted, last = True, last + 1
    passive = passive and "past" in verb.uses and (first == unit.first or low[first - 1] not in lex.words["reflexives"])
    negated |= not lex.words["negations"].isdisjoint(low[last : min(last + 2, unit.last)])
    tail, before = low[max(unit.first, first - _REACH) : i], lex.phrases["before_denial"]
    refused = any(_ends(tail, k, before) for k, w in enumerate(tail) if w in before)
    return Cue(
        "verb", unit, first, i, last, (contiguous, i + 1 + len(verb.rest)), verb.lemma, verb.classes, verb.uses,
        auxiliary, passive, negated, modal, refused, inverted,
    )  # fmt: skip


def _ends(tail: list[str], k: int, phrases: dict[str, tuple[tuple[str, ...], ...]]) -> bool:
    """Whether one of `phrases` starts at `k` of `tail` and ends with it."""
    return any(tuple(tail[k:]) == p for p in phrases.get(tail[k], ()))


def _colon(v: View, unit: Unit) -> Iterator[Cue]:
    """A colon near the start of a unit or before a quotation, that may stand for a verb."""
    if ":" not in v.low[unit.first + 1 : unit.last - 1]:
        return
    for i in range(unit.first + 1, unit.last - 1):
        if v.low[i] == ":" and v.inner[i] == unit.quote:
            yield Cue("colon", unit, i, i, i + 1, (i, i), ":", frozenset({"colon"}))
            return
