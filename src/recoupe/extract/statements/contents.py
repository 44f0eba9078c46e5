"""Candidates for the content of a cue: where what was said may stand, most likely first."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from recoupe.extract.statements.view import CLAUSAL

if TYPE_CHECKING:
    from collections.abc import Iterator

    from recoupe.extract.statements.cues import Cue
    from recoupe.extract.statements.phrases import Phrase
    from recoupe.extract.statements.view import View

Range = tuple[int, int]
_HEARER = 14  # words that may stand between a cue and its complementiser
_ENDS = 4  # different right ends that are tried
_NOMINAL = frozenset({"mention", "promise", "accuse", "judge", "describe"})  # classes that take a noun phrase
_EDGES = 3  # different right ends left of the cue


@dataclass(frozen=True, slots=True)
class Content:
    """Token ranges, in text order; `shape` names how they were found, `end` what stands behind the last."""

    pieces: tuple[Range, ...]
    shape: str
    end: str = "unit"


@dataclass(frozen=True, slots=True)
class Scene:
    """What is around a cue: its phrases left and right, nearest first.

    `hosts` are those on the left, first to last, that a description in commas parts from the cue. `subject` is the
    first of those on the left where it stands behind the verb; then the cue ends with it. `dropped`: the verb could
    have its subject behind it and has none.
    """

    v: View
    cue: Cue
    left: tuple[Phrase, ...]
    right: tuple[Phrase, ...]
    hosts: tuple[Phrase, ...] = ()
    subject: Phrase | None = None
    dropped: bool = False


def subject_behind(scene: Scene) -> Phrase | None:
    """The subject right behind the verb, where the verb stands second and another word opens its clause, or first."""
    v, cue = scene.v, scene.cue
    if v.lex.speech.verb_first:
        return scene.subject
    if v.lex.speech.parted_subjects and (p := _parted_subject(scene)):
        return p
    pronouns = v.lex.words["inverted_subjects"]
    if not pronouns or cue.kind != "verb" or "finite" not in cue.uses or not scene.right:
        return None
    p = scene.right[0]
    if p.first != cue.last or v.time[p.first]:
        return None
    if p.kind == "pronoun" and v.low[p.first] in pronouns:
        return p
    first = cue.first
    while first > cue.unit.first and v.category[first - 1] not in _OPENERS and v.inner[first - 1] == cue.unit.quote:
        first -= 1
    opened = first < cue.first and (v.pos[first] in _OPENING or v.time[first])
    opened = opened and v.low[first] not in v.lex.words["subject_pronouns"]
    parted = first == cue.first > cue.unit.first + 1 and v.category[first - 1] in {",", "mark"}
    return p if opened or (parted and not scene.hosts and not _described(scene)) else None


def _described(scene: Scene) -> bool:
    """Whether the comma before the cue closes a name behind its description ("the mayor, Ann Lee, said")."""
    p = scene.left[0] if scene.left else None
    return p is not None and p.last == scene.cue.first - 1 and "," in scene.v.low[max(p.first - 1, 0) : p.last]


def _parted_subject(scene: Scene) -> Phrase | None:
    """Somebody right behind a verb of saying that a comma or a mark parts from what stands before: "P, dijo X"."""
    v, cue = scene.v, scene.cue
    if cue.kind != "verb" or cue.passive or not cue.classes & _SAYING or scene.hosts or not scene.right:
        return None
    if not (cue.auxiliary or "finite" in cue.uses) or v.category[cue.first - 1] not in {",", "mark", "–", "—", "-"}:
        return None
    p = scene.right[0]
    somebody = p.kind != "common" or v.low[p.head] in v.lex.speakers or v.low[p.head] in v.lex.words["document_nouns"]
    between = all(v.time[i] or v.pos[i] == "ADV" for i in range(cue.last, p.first))
    return p if somebody and between and cue.first > cue.unit.first + 2 and not v.time[p.first] else None


def verb_first(scene: Scene) -> Scene:
    """`scene` of a language whose verb stands first: the subject behind the verb is read as if it stood before it."""
    p = _subject_of_first(scene)
    if p is None:
        return replace(scene, dropped=_is_dropped(scene))
    v, last = scene.v, p.last
    while last < scene.cue.unit.last - 1 and (v.time[last] or v.low[last] in v.lex.words["adverbs_between"]):
        last += 1
    cue = replace(scene.cue, last=last)
    return replace(scene, cue=cue, left=(p, *scene.left), right=scene.right[1:], subject=p)


def _is_dropped(scene: Scene) -> bool:
    """Whether the verb, active and finite, has a subject neither behind nor right before it."""
    v, cue = scene.v, scene.cue
    if cue.kind != "verb" or "finite" not in cue.uses or cue.passive or not v.lex.speech.pro_drop:
        return False
    return not (scene.left and scene.left[0].last == cue.first and v.pos[scene.left[0].first - 1] != "ADP")


def _subject_of_first(scene: Scene) -> Phrase | None:
    """The noun phrase right behind a finite verb that nothing like a subject stands right before."""
    v, cue = scene.v, scene.cue
    if cue.kind != "verb" or not cue.uses & {"finite", "negative"} or cue.passive or not scene.right:
        return None
    if scene.left and scene.left[0].last == cue.first and v.pos[scene.left[0].first - 1] != "ADP":
        return None
    p = scene.right[0]
    between = range(cue.last, p.first)
    fit = all(v.time[i] or v.low[i] in v.lex.words["adverbs_between"] or v.pos[i] == "ADV" for i in between)
    return p if fit and not v.time[p.first] and v.inner[p.first] == cue.unit.quote else None


_SAYING = frozenset({"say", "tell", "write", "go_on"})
_OPENERS = frozenset({",", ":", ";", "mark", "coordinators", "–", "—"})
_OPENING = frozenset({"ADP", "ADV"})


def candidates(scene: Scene) -> list[Content]:
    """Every candidate content of the cue of `scene`; no two have the same pieces."""
    makers = {
        "verb": _verb,
        "noun": _noun,
        "preposition": _attribution,
        "adverb": _around,
        "conditional": _around,
        "colon": _colon,
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
        for end, why in _ends(scene, at, shape):
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
    if subject is None and not _led(scene, start):
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
        if v.inner[i] == cue.unit.quote and v.low[i] in _SENTENCE_ENDS:
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
        if w in lex.words[key]:
            yield i + skip, shape
    if w in lex.nouns and i + 1 < scene.cue.unit.last and (n := lex.phrase("noun_links", v.low, i + 1)):
        yield i + 1 + n, "noun"
    if w == "," and v.category[i] == "infinitive_marks":
        yield i + 1, "to"
    if w == ":":
        yield i + 1, "colon"


_SENTENCE_ENDS = frozenset({".", "?", "!", ";"})


def _led(scene: Scene, i: int) -> bool:
    """Whether token `i` leads to a content without being part of it, or begins one of a shape of its own."""
    words = scene.v.lex.words
    if i >= scene.cue.unit.last:
        return False
    comma = scene.v.low[i] == "," and scene.v.category[i] in CLAUSAL
    return comma or scene.v.low[i] in words["complementisers"] | words["interrogatives"]


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
        return _STOPS.get(w, "")
    if lex.phrase("prepositions", v.low, i):
        return "prepositions"
    if lex.phrase("coordinators", v.low, i) and any(w in lex.verbs for w in v.low[i + 1 : i + 5]):
        return "and verb"
    return "subordinators" if lex.phrase("subordinators", v.low, i) else ""


def _clause_comma(v: View, i: int) -> str:
    """What the comma at `i` leads to, in a language whose spelling asks for one before every clause."""
    if v.category[i] in CLAUSAL or v.category[i] == "infinitive_marks":
        return "subordinators" if v.category[i] == "subordinators" else ""
    n = v.lex.phrase("coordinators", v.low, i + 1)
    verb = n and i + 1 + n < len(v.low) and v.low[i + 1 + n] in v.lex.verbs
    return "and verb" if verb else _comma(v, i + 1)


_STOPS = {";": "semicolon", "—": "dash", "–": "dash", ".": "stop", "?": "stop", "!": "stop"}


def _comma(v: View, i: int) -> str:
    """What a comma before token `i` leads to."""
    for key in ("coordinators", "subordinators", "relative_pronouns", "prepositions"):
        if v.lex.phrase(key, v.low, i):
            return "comma " + key
    if v.lex.speech.noun_first and v.low[i] in v.lex.words["adverbs_between"]:
        i += 1
    return "comma verb" if v.low[i] in v.lex.verbs else "comma"


def _left(scene: Scene) -> Iterator[Content]:
    """Before the cue: the quotation or the clause that a comma or a mark closes; then also what goes on behind."""
    v, cue = scene.v, scene.cue
    edges = _edges(scene)
    for edge in edges:
        for start, why in _openings(v, cue.unit.first, edge):
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
                for end, reason in list(_ends(scene, after + 1, "both"))[:2]:
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


def _openings(v: View, first: int, edge: int) -> Iterator[tuple[int, str]]:
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


def _passive(scene: Scene) -> Iterator[Content]:
    """As in "X is said to be Y", "X was accused of Y": the subject and what follows the cue."""
    if scene.left:
        p, cue = scene.left[0], scene.cue
        for end, why in list(_ends(scene, cue.last, "passive"))[:3]:
            yield Content(((p.first, p.last), (cue.last, end)), "passive", why)
    yield from _subject(scene)


def _subject(scene: Scene) -> Iterator[Content]:
    """As in "the death was confirmed by X", "the measures announced by X": the subject alone."""
    if scene.left and scene.left[0].last >= scene.cue.first - 1:
        p = scene.left[0]
        yield Content(((p.first, p.last),), "subject", "cue")


def _noun(scene: Scene) -> Iterator[Content]:
    """As in "the claim that P", "allegations of P"."""
    v, cue = scene.v, scene.cue
    if n := v.lex.phrase("noun_links", v.low, cue.last) if cue.last < cue.unit.last else 0:
        link = " ".join(v.low[cue.last : cue.last + n])
        shape = "that" if link in v.lex.words["complementisers"] or n > 1 else "of"
        for end, why in _ends(scene, cue.last + n, shape):
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


def _attribution(scene: Scene) -> Iterator[Content]:
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
    ends = list(_ends(scene, rest, "bare"))
    if not begins:
        yield Content(((cue.unit.first, cue.first),), "left", "unit")
        for start, why in _openings(v, cue.unit.first, cue.first):
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
    for end, why in list(_ends(scene, behind, "bare"))[:2]:
        yield Content(((behind, end),), "right", "hearer " + why)


def _woven(scene: Scene, behind: int) -> Iterator[Content]:
    """As in "Nach Angaben von X ist P", "P1 ist laut X P2": no comma parts the source, which ends before `behind`."""
    cue = scene.cue
    before = () if cue.first <= cue.unit.first + 2 else ((_clause_start(scene), cue.first),)
    for end, why in _ends(scene, behind, "bare"):
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


def _around(scene: Scene) -> Iterator[Content]:
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
            cut = (cue.kind == "adverb" or v.low[cue.head] in v.lex.words["hearsay_cut"]) and start < cue.first
            yield Content(((start, cue.first), (cue.last, end)) if cut else ((start, end),), "around " + where, why)
    for end, why in ends[:3]:
        yield Content(((cue.last, end),), "around right", why)


def _colon(scene: Scene) -> Iterator[Content]:
    cue = scene.cue
    for end, why in list(_ends(scene, cue.last, "colon"))[:2]:
        yield Content(((cue.last, end),), "colon right", why)
    yield Content(((cue.unit.first, cue.first),), "colon left", "unit")
