"""Candidates for the content of a cue: where what was said may stand, most likely first."""

from __future__ import annotations

from typing import TYPE_CHECKING

from recoupe.extract.statements import attributions
from recoupe.extract.statements.ends import left_starts, right_ends
from recoupe.extract.statements.scene import Content
from recoupe.extract.statements.subjects import subject_behind
from recoupe.extract.statements.view import CLAUSAL

if TYPE_CHECKING:
    from collections.abc import Iterator

    from recoupe.extract.statements.scene import Range, Scene
    from recoupe.extract.statements.view import View

_HEARER = 14  # words that may stand between a cue and its complementiser
_NOMINAL = frozenset({"mention", "promise", "accuse", "judge", "describe"})  # classes that take a noun phrase
_EDGES = 3  # different right ends left of the cue
_ANSWERING = frozenset({"deny", "confirm", "doubt"})


def candidates(scene: Scene) -> list[Content]:
    """Every candidate content of the cue of `scene`; no two have the same pieces."""
    makers = {
        "verb": _verb,
        "noun": attributions.noun,
        "preposition": attributions.attribution,
        "adverb": attributions.around,
        "conditional": attributions.around,
        "colon": attributions.colon,
    }
    out: dict[tuple[Range, ...], Content] = {}
    for c in makers[scene.cue.kind](scene):
        pieces = tuple(r for r in (_trim(scene.v, *p) for p in c.pieces) if r[1] > r[0])
        if pieces and pieces not in out:
            out[pieces] = Content(pieces, c.shape, c.end)
    return list(out.values())


def _trim(v: View, a: int, b: int) -> Range:
    """Tokens `a` to `b` without outer commas, full stops, blank marks, and the marks of a quotation it fills."""
    while a < b and (
        v.low[a] in {",", ";", ":", "—", "–", "-"} or (not v.is_word(a) and v.low[a] not in "([{" and not v.is_mark(a))
    ):
        a += 1
    while b > a and v.low[b - 1] in {",", ";", ":", ".", "—", "–", "-"}:
        b -= 1
    if b - a > 1 and v.is_mark(a) and v.outer[a + 1] >= 0:
        q = v.doc.quotations[v.outer[a + 1]]
        first, last = v.tokens(q.inner)
        if a + 1 == first and last >= b - 1:
            a, b = a + 1, min(b, last)
    elif b - a > 1 and v.is_mark(b - 1) and v.inner[a] != v.inner[b - 1] and v.inner[a] == v.inner[b - 2] >= 0:
        b -= 1
    while b > a and v.low[b - 1] in {",", "."} and v.doc.tokens[b - 1].text != "...":
        b -= 1
    return a, b


def _verb(scene: Scene) -> Iterator[Content]:
    yield from _right(scene)
    yield from _left(scene)
    if scene.cue.passive:
        yield from _passive(scene)
    elif "past" in scene.cue.uses and not scene.cue.auxiliary:
        yield from _subject(scene)


def _right(scene: Scene) -> Iterator[Content]:
    """After the cue: at once, behind a complementiser, a hearer, a preposition, a colon, in a quotation."""
    cue = scene.cue
    for at, shape in _starts(scene, cue.tail[1] if cue.tail else cue.last):
        for end, why in right_ends(scene, at, shape):
            yield Content(((at, end),), shape, why)
    for a, b in ((cue.last, cue.tail[0]) if cue.tail else (0, 0), (cue.field, cue.head)):
        if a and not _follows(scene, b if cue.tail is None else cue.tail[1]):
            for start in (a, *(p.first for p in scene.right if a < p.first < b)):
                yield Content(((start, b),), "field")
    yield from _preceding(scene)


def _follows(scene: Scene, i: int) -> bool:
    """Whether a comma or colon behind the words that close a clause leads to what the verb takes."""
    i = max(i, scene.cue.last)
    return i < scene.cue.unit.last and scene.v.low[i] in {",", ":"}


def _preceding(scene: Scene) -> Iterator[Content]:
    """An object before the verb, with what else stands there ("called X a hero"), or one behind a preposition."""
    v, cue = scene.v, scene.cue
    if cue.object is not None:
        a, b = cue.object
        for start in [a] * (a < b) or [*[p.first for p in scene.left if p.first < b][:2], b - 1]:
            yield Content(((start, b),), "field")
            yield Content(((start, cue.first),), "field", "cue")
    if not cue.classes & _NOMINAL:
        return
    for i in range(cue.first - 2, max(cue.unit.first, cue.first - _HEARER), -1):
        if v.low[i] in _SENTENCE_ENDS | v.lex.words["object_marks"] or v.inner[i] != cue.unit.quote:
            return
        if n := v.lex.phrase("object_prepositions", v.low, i):
            yield Content(((i + n, cue.first),), "field", "preposition")


def _starts(scene: Scene, start: int) -> Iterator[tuple[int, str]]:
    """Where a content on the right may start, with the shape that this gives it."""
    v, cue = scene.v, scene.cue
    seen: set[str] = set()
    subject = subject_behind(scene)
    answers = scene.subject is not None and bool(cue.classes & _ANSWERING)
    if (subject is None or answers) and not _led(scene, start):
        yield start, "bare"
    hearer = next((p for p in scene.right if p.first >= start), None)
    if (
        hearer is not None
        and hearer.last < cue.unit.last
        and hearer.first <= start + 2
        and not (v.lex.words["inverted_subjects"] and v.low[start] == ",")
        and not _led(scene, hearer.last)
    ):
        yield hearer.last, "hearer"
    for i in range(start, min(cue.unit.last, start + _HEARER)):
        if v.inner[i] == cue.unit.quote and v.low[i] in _SENTENCE_ENDS and not v.time[i]:
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
    if i <= scene.cue.last + 1 and v.pos[i] in {"VERB", "AUX"} and w.endswith(lex.speech.bare_infinitives):
        yield scene.cue.last, "to"
    for key, shape, skip in _MARKS:
        if w in lex.words[key] and not (key == "infinitive_marks" and _leads_to_more(scene, w)):
            yield i + skip, shape
    if w in lex.nouns and i + 1 < scene.cue.unit.last and (n := lex.phrase("noun_links", v.low, i + 1)):
        yield i + 1 + n, "noun"
    if w == "," and v.category[i] == "infinitive_marks":
        yield i + 1, "to"
    if w == ":":
        yield i + 1, "colon"


def _leads_to_more(scene: Scene, w: str) -> bool:
    """Whether a mark of infinitives leads, where the verb stands first, to a clause ("إن") or a noun ("ب") as well.

    Behind a verb of saying "ل" leads to the hearer.
    """
    lex, classes = scene.v.lex, scene.cue.classes
    says = "say" in classes and "urge" not in classes
    told = says and (lex.has("complementisers", w) or lex.has("hearer_marks", w))
    return lex.speech.verb_first and (told or lex.has("of_marks", w))


_SENTENCE_ENDS = frozenset({".", "?", "!", ";"})


def _led(scene: Scene, i: int) -> bool:
    """Whether token `i`, or the one behind a time that begins there, leads to a content, or begins one of its shape."""
    v, words, last = scene.v, scene.v.lex.words, scene.cue.unit.last
    i = v.past_time(i, last - 1)
    if i >= last:
        return False
    comma = v.low[i] == "," and v.category[i] in CLAUSAL
    return comma or v.low[i] in words["complementisers"] | words["interrogatives"]


_MARKS = (
    ("complementisers", "that", 1),
    ("interrogatives", "whether", 0),
    ("infinitive_marks", "to", 0),
    ("of_marks", "of", 1),
    ("as_marks", "as", 1),
    ("for_marks", "for", 1),
)


def _left(scene: Scene) -> Iterator[Content]:
    """Before the cue: the quotation or the clause that a comma or a mark closes; then also what goes on behind."""
    v, cue = scene.v, scene.cue
    edges = _edges(scene)
    for edge in edges:
        for start, why in left_starts(v, cue.unit.first, edge):
            yield Content(((start, edge),), "left", why)
            after = next(
                (
                    i
                    for i in range(cue.last, cue.unit.last - 2)
                    if v.low[i] in {",", ":"} and v.inner[i] == cue.unit.quote
                ),
                None,
            )
            if after is not None and start <= cue.unit.first + 1:
                for end, reason in list(right_ends(scene, after + 1, "both"))[:2]:
                    yield Content(((start, edge), (after + 1, end)), "both", reason)


def _edges(scene: Scene) -> list[int]:
    """Where a content left of the cue may end: commas, closing marks, question and exclamation marks, nearest first."""
    v, cue = scene.v, scene.cue
    out: list[int] = []
    for i in range(cue.first, max(cue.unit.first + 1, cue.first - 40), -1):
        before = i - 1
        if v.inner[before] != cue.unit.quote:
            if out and out[-1] == i:
                break
            out.append(i)
            break
        if v.low[before] in {",", "?", "!", "—", "–", "-"} or (v.is_mark(before) and before > cue.unit.first):
            out.append(before + (v.low[before] in {"?", "!"} or v.is_mark(before)))
            if v.is_mark(before):
                break
        if len(out) >= _EDGES:
            break
    return out or [cue.first]


def _passive(scene: Scene) -> Iterator[Content]:
    """As in "X is said to be Y", "X was accused of Y": the subject and what follows the cue."""
    if scene.left:
        p, cue = scene.left[0], scene.cue
        for end, why in list(right_ends(scene, cue.last, "passive"))[:3]:
            yield Content(((p.first, p.last), (cue.last, end)), "passive", why)
    yield from _subject(scene)


def _subject(scene: Scene) -> Iterator[Content]:
    """As in "the death was confirmed by X", "the measures announced by X": the subject alone."""
    if scene.left and scene.left[0].last >= scene.cue.first - 1:
        p = scene.left[0]
        yield Content(((p.first, p.last),), "subject", "cue")
