"""Candidates for the content of a cue that is no verb: nouns, prepositions, adverbs, hearsay forms, colons."""

from __future__ import annotations

from typing import TYPE_CHECKING

from recoupe.extract.statements import charges
from recoupe.extract.statements.ends import left_starts, right_ends
from recoupe.extract.statements.phrases import Phrase
from recoupe.extract.statements.scene import Content
from recoupe.extract.statements.view import CLAUSAL

if TYPE_CHECKING:
    from collections.abc import Iterator

    from recoupe.extract.statements.cues import Cue
    from recoupe.extract.statements.scene import Scene
    from recoupe.extract.statements.view import View

_NAME = 5  # words of a name between marks
_VERBS = frozenset({"AUX", "VERB"})


def noun(scene: Scene) -> Iterator[Content]:
    """As in "the claim that P", "allegations of P"."""
    v, cue = scene.v, scene.cue
    for start, shape in charges.starts(scene):
        for end, why in right_ends(scene, start, shape):
            yield Content(((start, end),), "noun " + shape, why)
        for end in _verb_behind(v, cue, start):
            yield Content(((start, end),), "noun " + shape, "verb")


def _source_end(scene: Scene) -> int:
    """Where the words for the source end that stand behind the preposition of `scene`."""
    v, cue = scene.v, scene.cue
    p = next((p for p in scene.right if p.first >= cue.last), None)
    other = p is None or (v.lex.words["inverted_subjects"] and "ADP" in v.pos[cue.last : p.first])
    return cue.last if other or p is None or _named(v, cue, cue.last) else p.last


def _named(v: View, cue: Cue, i: int) -> tuple[int, int] | None:
    """The words between marks of a name that begins with its mark at token `i`: "laut „Hafenblatt“ ist"."""
    if "prepositions" not in cue.classes or i + 2 >= cue.unit.last or not v.is_mark(i) or not v.upper(i + 1):
        return None
    if v.inner[i + 1] in {cue.unit.quote, -1}:
        return None
    first, last = v.tokens(v.doc.quotations[v.inner[i + 1]].inner)
    if first > i + 1 or last - first > _NAME or last + 1 >= cue.unit.last:
        return None
    return (first, last) if i == cue.last or v.low[last + 1] == "," or v.pos[last + 1] in _VERBS else None


def _past_name(v: View, cue: Cue, i: int) -> int:
    """Where a name in marks ends that stands at token `i`; `i` where none does."""
    name = _named(v, cue, i)
    return i if name is None else name[1] + 1


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
    verb = _VERBS if v.lex.words["inverted_subjects"] else {"AUX"}
    alone = (
        "postpositions" in cue.classes
        or governs_nothing(scene)
        or (cue.last < cue.unit.last and v.pos[cue.last] in verb)
    )
    behind = _past_name(v, cue, cue.last if alone else _source_end(scene))
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
    start, last = _clause_start(scene), _first(scene)
    before = () if last <= max(start, scene.cue.unit.first + 2) else ((start, last),)
    for end, why in right_ends(scene, behind, "bare"):
        yield Content((*before, (behind, end)), "both" if before else "right", why)
    if before:
        yield Content(before, "left", "comma")


def _first(scene: Scene) -> int:
    """Where the cue begins, with the source that stands before a postposition."""
    told = governed(scene)
    return min(told.first, scene.cue.first) if told is not None else scene.cue.first


def opens_before(scene: Scene, c: Content) -> bool:
    """Whether what stands before a preposition only leads to the clause behind its source: "that, so X, | P"."""
    v, cue, (a, b) = scene.v, scene.cue, c.pieces[0]
    if "prepositions" not in cue.classes or b > cue.first or b < cue.first - 1:
        return False
    last = b - 1 - (v.low[b - 1] == ",")
    return last > a and (v.category[last] == "complementisers" or v.lex.has("relative_pronouns", v.low[last]))


def governs_nothing(scene: Scene) -> bool:
    """Whether a comma closes a preposition whose words name nobody: "по последним данным, P"."""
    v, cue = scene.v, scene.cue
    if "prepositions" not in cue.classes or cue.last >= cue.unit.last or v.low[cue.last] != ",":
        return False
    return v.lex.words["possessives"].isdisjoint(v.low[cue.first : cue.last])


def governed(scene: Scene) -> Phrase | None:
    """The source right before a postposition ("P1 ist X zufolge P2"), or between marks right behind a preposition.

    Where the verb stands first, a preposition has its noun right behind it in any case.
    """
    v, cue = scene.v, scene.cue
    if (name := _named(v, cue, cue.last)) is not None:
        return Phrase(*name, name[1] - 1, "name")
    if v.lex.speech.verb_first and "prepositions" in cue.classes and not cue.told:
        return next((p for p in scene.right if p.first == cue.last), None)
    return next((p for p in scene.left if p.last == cue.first), None) if "postpositions" in cue.classes else None


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
    if cue.kind == "adverb":
        firsts = [(cue.last if start == cue.first else start, where) for start, where in firsts]
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
