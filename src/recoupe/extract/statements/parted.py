"""Contents that the cue's clause parts: "The port, the minister said, would close"."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from recoupe import ids
from recoupe.extract.statements.view import CLAUSAL

if TYPE_CHECKING:
    from collections.abc import Sequence

    from recoupe.extract.statements.phrases import Phrase
    from recoupe.extract.statements.scene import Content, Range, Scene
    from recoupe.extract.statements.view import View
    from recoupe.model import Spans, Statement

_VERBAL = frozenset({"VERB", "AUX"})
_SUBJECTS = frozenset({"NOUN", "PROPN", "PRON"})
_HAS_WORDS = re.compile(r"\w")
_PIECES = 2
_NEAR = 6  # statements before and after one that may close its sentence


def before(v: View, s: Statement, scene: Scene) -> Statement:
    """`s` without the second verb of its speaker, which the cue of `scene` is ("said that P | and promised that Q")."""
    at = v.span(scene.cue.first - 1, scene.cue.first)[0]
    a, b = s.content[-1]
    if not s.cue or not a < at < b or s.cue[0][0] > at:
        return s
    content = (*s.content[:-1], (a, a + len(v.doc.text[a:at].rstrip(" ,"))))
    return reworded(v, s, content)


def reworded(v: View, s: Statement, content: Spans) -> Statement:
    """`s` with another content."""
    return replace(s, id=ids.make("s", v.doc.article.id, content, s.source, s.cue), content=content)


def whole(scene: Scene, contents: Sequence[Content], c: Content) -> Content:
    """`c`, or where it is no more than the part behind the cue's clause, the one with the subject before it too."""
    led = c.shape == "noun" or c.pieces[0][0] < scene.cue.last  # "den Vorwurf zurück, er habe gelogen"
    if len(c.pieces) > 1 or led or scene.v.low[c.pieces[0][0] - 1] != ",":
        return c
    both = (o for o in contents if len(o.pieces) == _PIECES and o.pieces[1] == c.pieces[0])
    return next((o for o in both if o.pieces[0][1] < scene.cue.first and _is_subject(scene, o.pieces[0])), c)


def speaker(scene: Scene) -> Phrase | None:
    """Who speaks between commas, verb first, inside of what is said: "The port, said X, will close"."""
    v, cue = scene.v, scene.cue
    p = scene.right[0] if scene.right else None
    if p is None or cue.kind != "verb" or cue.passive or "say" not in cue.classes or p.first != cue.last:
        return None
    last, first = cue.first - 1, cue.unit.first
    if last <= first or v.low[last] != "," or p.last + 1 >= cue.unit.last or v.low[p.last] != ",":
        return None
    clause = not _VERBAL.isdisjoint(v.pos[first:last]) or v.category[p.last] in CLAUSAL
    inside = {v.inner[first], v.inner[last], v.inner[p.last]} == {cue.unit.quote}
    return p if inside and not clause and _is_subject(scene, (first, last)) else None


def around(scene: Scene, contents: Sequence[Content], c: Content) -> Content:
    """`c`, or what stands on both sides of who speaks between commas."""
    p = speaker(scene)
    if p is None:
        return c
    both = (o for o in contents if len(o.pieces) == _PIECES and o.pieces[0][1] == scene.cue.first - 1)
    return next((o for o in both if o.pieces[1][0] == p.last + 1), c)


def behind(scene: Scene, c: Content) -> Content:
    """`c` without a part before the verb where it stands second and no comma parts them: "X sagte am Montag, P"."""
    v, cue = scene.v, scene.cue
    beside = len(c.pieces) == _PIECES and c.pieces[0][1] == cue.first and cue.last <= c.pieces[1][0]
    if not beside or not v.lex.words["inverted_subjects"] or cue.kind != "verb" or v.is_mark(cue.first - 1):
        return c
    return replace(c, pieces=c.pieces[1:])


def from_speaker(scene: Scene, c: Content, source: Phrase | None) -> Content:
    """`c` without what is the speaker himself or tells of him: "X, der Y ist, sagte, P", "P, said X, the mayor"."""
    v, cue = scene.v, scene.cue
    if source is None or v.inner[source.first] >= 0:
        return c
    first, last = c.pieces[0]
    if cue.kind == "preposition":
        return _behind_apposition(v, c, source)
    if len(c.pieces) == 1:
        inside = first + 1 < source.first < last <= cue.first and v.category[source.first - 1] in {",", "mark"}
        told = replace(c, pieces=((first, source.first - 1),)) if inside else c
        return _behind_colon(scene, c) if first == source.last + 1 and v.low[first - 1] == "," else told
    a, b = c.pieces[-1]
    if len(c.pieces) != _PIECES or last > cue.first:
        return c
    if first <= source.first <= first + 1:
        while a < b - 1 and (v.low[a] == "," or v.lex.has("complementisers", v.low[a])):
            a += 1
        return replace(c, pieces=((a, b),))
    described = v.low[source.last : a] == [","] and _VERBAL.isdisjoint(v.pos[a:b])
    return replace(c, pieces=c.pieces[:1]) if described else c


def _behind_colon(scene: Scene, c: Content) -> Content:
    """The quotation behind a colon where `c` begins with what tells of the speaker: "قال X، رئيس Y: «P»"."""
    v, (a, b) = scene.v, c.pieces[0]
    colon = next((i for i in range(a, b - 2) if v.low[i] == ":" and v.inner[i] == scene.cue.unit.quote), b)
    if colon == b or v.category[colon + 1] != "mark" or v.inner[colon + 2] == scene.cue.unit.quote:
        return c
    end = colon + 2
    while end < b and v.inner[end] != scene.cue.unit.quote:
        end += 1
    return replace(c, pieces=((colon + 2, end),), shape="quote")


def _behind_apposition(v: View, c: Content, source: Phrase) -> Content:
    """`c` without what tells of the speaker in commas: "According to X, who leads the association, P"."""
    a, b = c.pieces[0]
    if len(c.pieces) > 1 or not source.last < a <= source.last + 1 or v.low[source.last] != ",":
        return c
    first = source.last + 1
    relative = v.lex.has("relative_pronouns", v.low[first]) and v.pos[first] != "DET"
    if not relative and v.pos[first] not in {"VERB", "ADJ"}:
        return c
    comma = next((i for i in range(first + 1, b - 1) if v.low[i] == ","), b)
    told = comma < b and not _VERBAL.isdisjoint(v.pos[comma:b])
    return replace(c, pieces=((comma + 1, b),)) if told else c


def outer(v: View, statements: Sequence[Statement]) -> list[Statement]:
    """`statements`, of each what closes the sentence around it or goes on with another speaker cut off.

    As in "X first claimed that P |, Y recalled", "X said that P |, but Y warned that Q".
    """
    near = (statements[max(0, n - _NEAR) : n + _NEAR + 1] for n in range(len(statements)))
    cut = [_without_outer(v, s, others) for s, others in zip(statements, near, strict=True)]
    return [_before_other(v, s, cut[n + 1 : n + _NEAR]) for n, s in enumerate(cut)]


def _without_outer(v: View, s: Statement, closing: Sequence[Statement]) -> Statement:
    a, b = s.content[-1]
    for t in closing:
        if not t.source or not t.cue or t.rule.startswith("quotation"):
            continue
        first = min(t.source[0][0], t.cue[0][0])
        around = s.cue and t.content[0][0] <= s.cue[0][0] < t.content[-1][1] <= first
        last = max(t.source[0][1], t.cue[0][1])
        if around and a < first and last <= b and "," not in v.doc.text[last:b]:
            text = v.doc.text[a:first].rstrip(" ,")
            return reworded(v, s, (*s.content[:-1], (a, a + len(text)))) if text else s
    return s


def _before_other(v: View, s: Statement, following: Sequence[Statement]) -> Statement:
    """`s` without the clause of another speaker behind a comma and a conjunction."""
    a, b = s.content[-1]
    if not s.cue or s.cue[-1][1] > a or s.form == "direct":
        return s
    for t in following:
        if not t.source or not t.cue or t.source == s.source or not a < t.source[0][0] < t.cue[0][0] < b:
            continue
        first = v.tokens(t.source[0])[0]
        joined = v.category[first - 1] == "coordinators" and v.low[first - 2] in {",", ";"}
        if joined and v.inner[first] == v.inner[v.tokens(s.cue[0])[0]] and t.content[0][0] > t.cue[0][0]:
            text = v.doc.text[a : v.span(first - 2, first - 1)[0]].rstrip(" ,")
            return reworded(v, s, (*s.content[:-1], (a, a + len(text)))) if text else s
    return s


def pointing(v: View, s: Statement) -> bool:
    """Whether all that is said is a pronoun, and nobody answers it: "had asked for it"."""
    first, last = v.tokens(s.content[0])
    alone = len(s.content) == 1 and last - first == 1 and v.pos[first] == "PRON" and bool(s.cue)
    return alone and s.stance in {"asserts", "urges"} and s.form == "indirect"


def _is_subject(scene: Scene, piece: Range) -> bool:
    """Whether `piece` begins the sentence and is a noun phrase: no clause, no time, nothing behind a preposition."""
    v, (first, last) = scene.v, piece
    if first > scene.cue.unit.first + 1 or v.low[last] != "," or v.pos[first] == "ADP" or all(v.time[first:last]):
        return False
    tags = set(v.pos[first:last])
    return bool(tags & _SUBJECTS) and not tags & _VERBAL
