"""Candidates for the content of a cue: where what was said may stand, most likely first."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from recoupe.extract.statements.cues import Cue, CueKind
    from recoupe.extract.statements.phrases import Phrase
    from recoupe.extract.statements.view import View

Range = tuple[int, int]
Made = tuple[tuple[Range, ...], str, str]
"""The pieces, shape and end of a Content."""
_HEARER = 14  # words that may stand between a cue and its complementiser
_ENDS = 4  # different right ends that are tried
_EDGES = 3  # different right ends left of the cue
_EDGE = frozenset({",", "?", "!", "—", "–", "-"})
_TRAILING = frozenset({",", ";", ":", ".", "—", "–", "-"})


@dataclass(frozen=True, slots=True)
class Content:
    """Token ranges, in text order; `shape` names how they were found, `end` what stands behind the last."""

    pieces: tuple[Range, ...]
    shape: str
    end: str = "unit"


@dataclass(frozen=True, slots=True)
class Scene:
    """What is around a cue: its phrases left and right, nearest first.

    `hosts` are those on the left, first to last, that a description in commas parts from the cue.
    """

    v: View
    cue: Cue
    left: tuple[Phrase, ...]
    right: tuple[Phrase, ...]
    hosts: tuple[Phrase, ...] = ()


def candidates(scene: Scene) -> list[Content]:
    """Every candidate content of the cue of `scene`; no two have the same pieces."""
    out: dict[tuple[Range, ...], Content] = {}
    v = scene.v
    for pieces, shape, end in _MAKERS[scene.cue.kind](scene):
        trimmed = tuple([r for r in [_trim(v, a, b) for a, b in pieces] if r[1] > r[0]])
        if trimmed and trimmed not in out:
            out[trimmed] = Content(trimmed, shape, end)
    return list(out.values())


def _trim(v: View, a: int, b: int) -> Range:
    """Tokens `a` to `b` without outer commas, full stops, blank marks, and the marks of a quotation it fills."""
    low, words, marks = v.low, v.words, v.marks
    while a < b and not words[a] and not marks[a] and low[a] not in "([{":
        a += 1
    while b > a and low[b - 1] in _TRAILING:
        b -= 1
    if b - a > 1 and marks[a] and v.outer[a + 1] >= 0:
        q = v.doc.quotations[v.outer[a + 1]]
        first, last = v.tokens(q.inner)
        if a + 1 == first and last >= b - 1:
            a, b = a + 1, min(b, last)
    elif b - a > 1 and marks[b - 1] and v.inner[a] != v.inner[b - 1] and v.inner[a] == v.inner[b - 2] >= 0:
        b -= 1
    while b > a and low[b - 1] in {",", "."} and v.doc.tokens[b - 1].text != "...":
        b -= 1
    return a, b


def _verb(scene: Scene) -> Iterator[Made]:
    yield from _right(scene)
    yield from _left(scene)
    if scene.cue.passive:
        yield from _passive(scene)
    elif "past" in scene.cue.uses and not scene.cue.auxiliary:
        yield from _subject(scene)


def _right(scene: Scene) -> Iterator[Made]:
    """After the cue: at once, behind a complementiser, a hearer, a preposition, a colon, in a quotation."""
    for at, shape in _starts(scene, scene.cue.last):
        for end, why in _ends(scene, at, shape):
            yield ((at, end),), shape, why


def _starts(scene: Scene, start: int) -> Iterator[tuple[int, str]]:
    """Where a content on the right may start, with the shape that this gives it."""
    v, cue = scene.v, scene.cue
    seen: set[str] = set()
    low, inner, quote, openers = v.low, v.inner, cue.unit.quote, v.lex.content_openers
    if not _led(scene, start):
        yield start, "bare"
    hearer = next((p for p in scene.right if p.first >= start), None)
    if (
        hearer is not None
        and hearer.last < cue.unit.last
        and hearer.first <= start + 2
        and not _led(scene, hearer.last)
    ):
        yield hearer.last, "hearer"
    for i in range(start, min(cue.unit.last, start + _HEARER)):
        if inner[i] == quote:
            if low[i] not in openers:
                continue
            if low[i] in _SENTENCE_ENDS:
                return
        for at, shape in _openings_at(scene, i):
            if shape not in seen:
                seen.add(shape)
                yield at, shape


def _openings_at(scene: Scene, i: int) -> Iterator[tuple[int, str]]:
    """What token `i` opens: a quotation, a clause behind its mark, the content of a noun, what a colon leads to."""
    v, lex, w = scene.v, scene.v.lex, scene.v.low[i]
    if v.inner[i] != scene.cue.unit.quote:
        yield i, "quote"
        return
    for key, shape, skip in _MARKS:
        if w in lex.words[key]:
            yield i + skip, shape
    if w in lex.nouns and i + 1 < scene.cue.unit.last and (n := lex.phrase("noun_links", v.low, i + 1)):
        yield i + 1 + n, "noun"
    if w == ":":
        yield i + 1, "colon"


_SENTENCE_ENDS = frozenset({".", "?", "!", ";"})


def _led(scene: Scene, i: int) -> bool:
    """Whether token `i` leads to a content without being part of it, or begins one of a shape of its own."""
    words, w = scene.v.lex.words, scene.v.low[i] if i < scene.cue.unit.last else ""
    return w in words["complementisers"] or w in words["interrogatives"]


_MARKS = (
    ("complementisers", "that", 1),
    ("interrogatives", "whether", 0),
    ("infinitive_marks", "to", 0),
    ("of_marks", "of", 1),
    ("as_marks", "as", 1),
    ("for_marks", "for", 1),
)


def _ends(scene: Scene, at: int, shape: str) -> Iterator[tuple[int, str]]:
    """Right ends of a content that starts at `at`: the end of the unit and the boundaries before it."""
    v, cue = scene.v, scene.cue
    if at >= cue.unit.last:
        return
    out: list[tuple[int, str]] = [(cue.unit.last, "unit")]
    if v.outer[at] >= 0 and v.outer[at] != v.outer[cue.head]:
        out.insert(0, (v.tokens(v.doc.quotations[v.outer[at]].inner)[1], "mark"))
    elif v.is_mark(at) and at + 1 < cue.unit.last and v.outer[at + 1] >= 0:
        out.insert(0, (v.tokens(v.doc.quotations[v.outer[at + 1]].inner)[1], "mark"))
    inner, layer, last = v.inner, v.inner[at], cue.unit.last - 1
    for i in v.breaks[bisect_left(v.breaks, at + 2) :]:
        if i >= last or len(out) > _ENDS:
            break
        if inner[i] == layer and (why := _boundary(v, i)) and not (shape == "that" and _second(v, i)):
            out.append((i, why))
    if shape != "colon":
        yield from out
    else:
        yield from sorted(out, key=lambda e: -e[0])


def _second(v: View, i: int) -> bool:
    """Whether a second clause of the same content begins at token `i`: "(that P), and that Q"."""
    i += v.low[i] == ","
    n = v.lex.phrase("coordinators", v.low, i)
    if not n or i + n >= len(v.low):
        return False
    return v.lex.has("complementisers", v.low[i + n]) and v.pos[i + n] in {"SCONJ", ""}


def _boundary(v: View, i: int) -> str:
    """Why a content may end before token `i`, "" if not."""
    known = v.boundaries.get(i)
    if known is None:
        known = v.boundaries[i] = _find_boundary(v, i)
    return known


def _find_boundary(v: View, i: int) -> str:
    w, lex = v.low[i], v.lex
    if w == ",":
        return _comma(v, i + 1)
    if w == "-" and v.doc.tokens[i - 1].end < v.doc.tokens[i].start:
        return "dash"
    if w not in lex.boundary_words:
        return _STOPS.get(w, "")
    if lex.phrase("prepositions", v.low, i):
        return "prepositions"
    if lex.phrase("coordinators", v.low, i) and any(w in lex.verbs for w in v.low[i + 1 : i + 5]):
        return "and verb"
    return "subordinators" if lex.phrase("subordinators", v.low, i) else ""


_STOPS = {";": "semicolon", "—": "dash", "–": "dash", ".": "stop", "?": "stop", "!": "stop"}


def _comma(v: View, i: int) -> str:
    """What a comma before token `i` leads to."""
    for key in ("coordinators", "subordinators", "relative_pronouns", "prepositions"):
        if v.lex.phrase(key, v.low, i):
            return "comma " + key
    return "comma verb" if v.low[i] in v.lex.verbs else "comma"


def _left(scene: Scene) -> Iterator[Made]:
    """Before the cue: the quotation or the clause that a comma or a mark closes; then also what goes on behind."""
    v, cue = scene.v, scene.cue
    low, inner, unit = v.low, v.inner, cue.unit
    pauses = v.pausing(cue.last, unit.last - 2)
    after = next((i + 1 for i in pauses if low[i] != ";" and inner[i] == unit.quote), None)
    ends = list(_ends(scene, after, "both"))[:2] if after is not None else []
    for edge in _edges(scene):
        for start, why in _openings(v, unit.first, edge):
            yield ((start, edge),), "left", why
            if after is not None and start <= unit.first + 1:
                for end, reason in ends:
                    yield ((start, edge), (after, end)), "both", reason


def _edges(scene: Scene) -> list[int]:
    """Where a content left of the cue may end: commas, closing marks, question and exclamation marks, nearest first."""
    cue, low, marks, inner = scene.cue, scene.v.low, scene.v.marks, scene.v.inner
    quote = cue.unit.quote
    near = range(max(cue.unit.first + 1, cue.first - 40), cue.first)
    out: list[int] = []
    for i in [k for k in near if low[k] in _EDGE or marks[k] or inner[k] != quote][::-1]:
        if inner[i] != quote:
            if not out or out[-1] != i + 1:
                out.append(i + 1)
            break
        out.append(i + (marks[i] or low[i] in {"?", "!"}))
        if marks[i] or len(out) >= _EDGES:
            break
    return out or [cue.first]


def _openings(v: View, first: int, edge: int) -> Iterator[tuple[int, str]]:
    """Where a content that ends at `edge` may start: unit, last semicolon, colon or conjunction, quotation."""
    near = edge - 1 if edge > first else first
    if v.is_mark(near) and near > first:
        near -= 1
    if v.outer[near] >= 0:
        yield v.tokens(v.doc.quotations[v.outer[near]].inner)[0], "mark"
    yield first, "unit"
    for i in v.pausing(first + 1, edge - 2)[::-1]:
        if v.low[i] != "," and v.outer[i] < 0:
            yield i + 1, "semicolon"
            return
        if v.low[i] == "," and v.outer[i] < 0 and v.lex.phrase("coordinators", v.low, i + 1):
            yield i + 1, "comma coordinators"
            return


def _passive(scene: Scene) -> Iterator[Made]:
    """As in "X is said to be Y", "X was accused of Y": the subject and what follows the cue."""
    if scene.left:
        p, cue = scene.left[0], scene.cue
        for end, why in list(_ends(scene, cue.last, "passive"))[:3]:
            yield ((p.first, p.last), (cue.last, end)), "passive", why
    yield from _subject(scene)


def _subject(scene: Scene) -> Iterator[Made]:
    """As in "the death was confirmed by X", "the measures announced by X": the subject alone."""
    if scene.left and scene.left[0].last >= scene.cue.first - 1:
        p = scene.left[0]
        yield ((p.first, p.last),), "subject", "cue"


def _noun(scene: Scene) -> Iterator[Made]:
    """As in "the claim that P", "allegations of P"."""
    v, cue = scene.v, scene.cue
    if n := v.lex.phrase("noun_links", v.low, cue.last) if cue.last < cue.unit.last else 0:
        link = " ".join(v.low[cue.last : cue.last + n])
        shape = "that" if link in v.lex.words["complementisers"] or n > 1 else "of"
        for end, why in _ends(scene, cue.last + n, shape):
            yield ((cue.last + n, end),), "noun " + shape, why


def _attribution(scene: Scene) -> Iterator[Made]:
    """As in "According to X, P", "P, according to X", "P1, according to X, P2"."""
    v, cue = scene.v, scene.cue
    behind = next((p.last for p in scene.right if p.first >= cue.last), cue.last)
    comma = next(
        (
            i
            for i in range(behind, min(cue.unit.last - 1, behind + 25))
            if v.low[i] == "," and v.inner[i] == cue.unit.quote
        ),
        None,
    )
    begins = cue.first <= cue.unit.first + 1
    rest = comma + 1 if comma is not None else behind
    ends = list(_ends(scene, rest, "bare"))
    if not begins:
        yield ((cue.unit.first, cue.first),), "left", "unit"
        for start, why in _openings(v, cue.unit.first, cue.first):
            yield ((start, cue.first),), "left", why
        for i in range(cue.first - 2, cue.unit.first, -1):
            if v.low[i] == "," or v.low[i] in v.lex.words["relative_pronouns"]:
                yield ((i + 1, cue.first),), "left", "comma"
                break
        if comma is not None:
            for end, why in ends[:2]:
                yield ((cue.unit.first, cue.first), (rest, end)), "both", why
    for end, why in ends:
        yield ((rest, end),), "right", why
    for end, why in list(_ends(scene, behind, "bare"))[:2]:
        yield ((behind, end),), "right", "hearer " + why


def _around(scene: Scene) -> Iterator[Made]:
    """The clause around an adverb or a hearsay verb; an adverb itself is cut out of it."""
    v, cue = scene.v, scene.cue
    ends = list(_ends(scene, cue.last, "around"))
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
            cut = cue.kind == "adverb" and start < cue.first
            yield ((start, cue.first), (cue.last, end)) if cut else ((start, end),), "around " + where, why
    for end, why in ends[:3]:
        yield ((cue.last, end),), "around right", why


def _colon(scene: Scene) -> Iterator[Made]:
    cue = scene.cue
    for end, why in list(_ends(scene, cue.last, "colon"))[:2]:
        yield ((cue.last, end),), "colon right", why
    yield ((cue.unit.first, cue.first),), "colon left", "unit"


_MAKERS: dict[CueKind, Callable[[Scene], Iterator[Made]]] = {
    "verb": _verb,
    "noun": _noun,
    "preposition": _attribution,
    "adverb": _around,
    "conditional": _around,
    "colon": _colon,
}
