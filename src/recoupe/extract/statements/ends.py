"""Where a content may end on the right and begin on the left."""

from __future__ import annotations

from bisect import bisect_left
from typing import TYPE_CHECKING

from recoupe.extract.statements.view import CLAUSAL

if TYPE_CHECKING:
    from collections.abc import Iterator

    from recoupe.extract.statements.scene import Scene
    from recoupe.extract.statements.view import View

_ENDS = 4  # different right ends that are tried
_STOPS = {";": "semicolon", "—": "dash", "–": "dash", ".": "stop", "?": "stop", "!": "stop"}


def right_ends(scene: Scene, at: int, shape: str) -> Iterator[tuple[int, str]]:
    """Right ends of a content that starts at `at`: the end of the unit and the boundaries before it."""
    v, cue = scene.v, scene.cue
    if at >= cue.unit.last:
        return
    out: list[tuple[int, str]] = [(cue.unit.last, "unit")]
    if v.outer[at] >= 0 and v.outer[at] != v.outer[cue.head]:
        out.insert(0, (v.tokens(v.doc.quotations[v.outer[at]].inner)[1], "mark"))
    elif v.is_mark(at) and at + 1 < cue.unit.last and v.outer[at + 1] >= 0:
        out.insert(0, (v.tokens(v.doc.quotations[v.outer[at + 1]].inner)[1], "mark"))
    for i in range(at + 2, cue.unit.last - 1):
        if len(out) > _ENDS:
            break
        if v.inner[i] == v.inner[at] and (why := _boundary(v, i)) and not (shape == "that" and _second(v, i)):
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
        return _clause_comma(v, i) if lex.speech.clause_commas else _comma(v, i + 1)
    if w == "-" and v.doc.tokens[i - 1].end < v.doc.tokens[i].start:
        return "dash"
    if w not in lex.boundary_words:
        return "" if _is_ordinal(v, i) else _STOPS.get(w, "")
    if lex.phrase("prepositions", v.low, i):
        return "prepositions"
    if lex.phrase("coordinators", v.low, i) and any(w in lex.verbs for w in v.low[i + 1 : i + 5]):
        return "and verb"
    return "subordinators" if lex.phrase("subordinators", v.low, i) else ""


def _is_ordinal(v: View, i: int) -> bool:
    """Whether the full stop at `i` belongs to the number before it ("am 6. November"): no sentence begins behind it."""
    if v.low[i] != "." or not v.low[i - 1].isdigit():
        return False
    sentences = v.doc.sentences
    n = bisect_left(sentences, i + 1, key=lambda s: s.first)
    return n >= len(sentences) or sentences[n].first != i + 1


def _clause_comma(v: View, i: int) -> str:
    """What the comma at `i` leads to, in a language whose spelling asks for one before every clause."""
    if v.category[i] in CLAUSAL or v.category[i] == "infinitive_marks":
        return "subordinators" if v.category[i] == "subordinators" else ""
    n = v.lex.phrase("coordinators", v.low, i + 1)
    verb = n and i + 1 + n < len(v.low) and v.low[i + 1 + n] in v.lex.verbs
    return "and verb" if verb else _comma(v, i + 1)


def _comma(v: View, i: int) -> str:
    """What a comma before token `i` leads to."""
    for key in ("coordinators", "subordinators", "relative_pronouns", "prepositions"):
        if v.lex.phrase(key, v.low, i):
            return "comma " + key
    if v.lex.speech.noun_first and v.low[i] in v.lex.words["adverbs_between"]:
        i += 1
    return "comma verb" if i < len(v.low) and v.low[i] in v.lex.verbs else "comma"


def left_starts(v: View, first: int, edge: int) -> Iterator[tuple[int, str]]:
    """Where a content that ends at `edge` may start: unit, last semicolon, colon or conjunction, quotation."""
    near = edge - 1 if edge > first else first
    if v.is_mark(near) and near > first:
        near -= 1
    if v.outer[near] >= 0:
        yield v.tokens(v.doc.quotations[v.outer[near]].inner)[0], "mark"
    yield first, "unit"
    for i in range(edge - 3, first, -1):
        if v.low[i] in {";", ":"} and v.outer[i] < 0:
            yield i + 1, "semicolon"
            return
        if v.low[i] == "," and v.outer[i] < 0 and v.lex.phrase("coordinators", v.low, i + 1):
            yield i + 1, "comma coordinators"
            return
