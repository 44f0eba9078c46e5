"""Candidates for the content of a cue that is no verb: nouns, prepositions, adverbs, hearsay forms, colons."""

from __future__ import annotations

from typing import TYPE_CHECKING

from recoupe.extract.statements.ends import left_starts, right_ends
from recoupe.extract.statements.scene import Content
from recoupe.extract.statements.view import CLAUSAL

if TYPE_CHECKING:
    from collections.abc import Iterator

    from recoupe.extract.statements.cues import Cue
    from recoupe.extract.statements.scene import Scene
    from recoupe.extract.statements.view import View


def noun(scene: Scene) -> Iterator[Content]:
    """As in "the claim that P", "allegations of P"."""
    v, cue = scene.v, scene.cue
    if n := v.lex.phrase("noun_links", v.low, cue.last) if cue.last < cue.unit.last else 0:
        link = " ".join(v.low[cue.last : cue.last + n])
        shape = "that" if link in v.lex.words["complementisers"] or n > 1 else "of"
        for end, why in right_ends(scene, cue.last + n, shape):
            yield Content(((cue.last + n, end),), "noun " + shape, why)
        for end in _verb_behind(v, cue, cue.last + n):
            yield Content(((cue.last + n, end),), "noun " + shape, "verb")


def _verb_behind(v: View, cue: Cue, start: int) -> Iterator[int]:
    """Where a clause that begins at `start` may end before the verb, or the mark of an object, of the one around it."""
    marks = v.lex.words["object_marks"]
    for i in range(start + 1, cue.unit.last) if marks else ():
        if v.low[i] in marks and v.low[i - 1] == ",":
            yield i
        if v.speaks[i] and (i + 1 >= cue.unit.last or not v.is_word(i + 1)) and v.pos[i - 1] != "AUX":
            yield i - 1 if v.pos[i - 1] == "NOUN" else i


def attribution(scene: Scene) -> Iterator[Content]:
    """As in "According to X, P", "P, according to X", "P1, according to X, P2"."""
    v, cue = scene.v, scene.cue
    post = "postpositions" in cue.classes
    behind = cue.last if post else next((p.last for p in scene.right if p.first >= cue.last), cue.last)
    comma = next(
        (
            i
            for i in range(behind, min(cue.unit.last - 1, behind + 25))
            if v.low[i] == "," and v.inner[i] == cue.unit.quote
        ),
        None,
    )
    begins = cue.first <= cue.unit.first + 1
    if v.lex.words["inverted_subjects"] and behind < cue.unit.last and v.is_word(behind):
        yield from _woven(scene, behind)
        return
    rest = comma + 1 if comma is not None else behind
    ends = list(right_ends(scene, rest, "bare"))
    if not begins:
        yield Content(((cue.unit.first, cue.first),), "left", "unit")
        for start, why in left_starts(v, cue.unit.first, cue.first):
            yield Content(((start, cue.first),), "left", why)
        for i in range(cue.first - 2, cue.unit.first, -1):
            if v.low[i] == "," or v.low[i] in v.lex.words["relative_pronouns"]:
                yield Content(((i + 1, cue.first),), "left", "comma")
                break
        if comma is not None:
            for end, why in ends[:2]:
                yield Content(((cue.unit.first, cue.first), (rest, end)), "both", why)
    for end, why in ends:
        yield Content(((rest, end),), "right", why)
    for end, why in list(right_ends(scene, behind, "bare"))[:2]:
        yield Content(((behind, end),), "right", "hearer " + why)


def _woven(scene: Scene, behind: int) -> Iterator[Content]:
    """As in "Nach Angaben von X ist P", "P1 ist laut X P2": no comma parts the source, which ends before `behind`."""
    cue = scene.cue
    before = () if cue.first <= cue.unit.first + 2 else ((_clause_start(scene), cue.first),)
    for end, why in right_ends(scene, behind, "bare"):
        yield Content((*before, (behind, end)), "both" if before else "right", why)
    if before:
        yield Content(before, "left", "comma")


def _clause_start(scene: Scene) -> int:
    """Where the clause around the cue starts: behind the nearest comma that a clause follows, else with the unit."""
    v, cue = scene.v, scene.cue
    for i in range(cue.first - 2, cue.unit.first, -1):
        if v.category[i] in CLAUSAL or v.low[i] in {";", ":"}:
            return i + 1
    return cue.unit.first


def around(scene: Scene) -> Iterator[Content]:
    """The clause around an adverb or a hearsay verb; an adverb itself is cut out of it."""
    v, cue = scene.v, scene.cue
    ends = list(right_ends(scene, cue.last, "around"))
    firsts = [(cue.unit.first, "unit")]
    for i in range(cue.first - 1, cue.unit.first, -1):
        if (
            v.low[i] in {",", ":", ";"}
            or v.lex.phrase("subordinators", v.low, i)
            or v.low[i] in v.lex.words["complementisers"]
            or v.low[i] in v.lex.words["interrogatives"]
        ):
            firsts.append((i + 1, "clause"))
            break
    for start, where in firsts:
        for end, why in ends:
            cut = (cue.kind == "adverb" or v.low[cue.head] in v.lex.words["hearsay_cut"]) and start < cue.first
            yield Content(((start, cue.first), (cue.last, end)) if cut else ((start, end),), "around " + where, why)
    for end, why in ends[:3]:
        yield Content(((cue.last, end),), "around right", why)


def colon(scene: Scene) -> Iterator[Content]:
    """As in "X: P", "P: X"."""
    cue = scene.cue
    for end, why in list(right_ends(scene, cue.last, "colon"))[:2]:
        yield Content(((cue.last, end),), "colon right", why)
    yield Content(((cue.unit.first, cue.first),), "colon left", "unit")
