"""Answers that somebody withholds: "refused to confirm that P", "lehnte es ab, P zu dementieren", "رفض تأكيد P"."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from recoupe.extract.statements.scene import Content, Range, Scene
    from recoupe.extract.statements.view import View

_ANSWERING = frozenset({"confirm", "deny"})
_BEFORE = ("infinitive_marks", "reflexives", "for_marks")
_BETWEEN = ("coordinators", "negations", "infinitive_marks")
_NEAR = 3  # tokens from a verb to the clause that its object leads to
_BEHIND = ("complementisers", "infinitive_marks", "of_marks")


def of(scene: Scene, content: Content) -> tuple[Content, Range] | None:
    """What the answer of `scene`'s refusing cue would be about, and where the answer not given stands; None if no such.

    `content` is what the cue was read to have for its content: the words of the answer begin or end it.
    """
    if not _refuses(scene):
        return None
    return _of(scene, content)


def among(scene: Scene, contents: Iterable[Content]) -> bool:
    """Whether one of `contents` is an answer that the cue refuses."""
    return _refuses(scene) and any(_of(scene, c) for c in contents)


def _of(scene: Scene, content: Content) -> tuple[Content, Range] | None:
    v, cue = scene.v, scene.cue
    if len(content.pieces) != 1:
        return None
    first, last = content.pieces[0]
    if v.inner[first] != cue.unit.quote:
        return None
    near = cue.last if 0 < first - cue.last <= _NEAR else first  # "refused confirmation | that P"
    found = _leading(v, near, last) or _closing(v, first, last)
    if found is None:
        return None
    (a, b), answer = found
    return replace(content, pieces=((a, b),)), answer


def _refuses(scene: Scene) -> bool:
    """Whether the cue denies or refuses, and so what its infinitive says is not done."""
    v, cue = scene.v, scene.cue
    if cue.kind != "verb" or cue.refused:
        return False
    if "deny" in cue.classes or v.low[cue.head] in v.lex.phrases["before_denial"]:
        return True
    return any(v.lex.phrase("before_denial", v.low, i) for i in range(cue.first, cue.head))


def _leading(v: View, first: int, last: int) -> tuple[Range, Range] | None:
    """The rest of a content that begins with an answer or two ("to confirm or deny"), and where they stand."""
    start = _skip(v, first, last, _BEFORE)
    if start >= last or not _answers(v, start):
        return None
    end = start + 1
    other = _skip(v, end, last, _BETWEEN)
    if end < other < last and _answers(v, other):
        end = other + 1
    rest = _skip(v, end, last, _BEHIND)
    return ((rest, last), (start, end)) if rest < last else None


def _closing(v: View, first: int, last: int) -> tuple[Range, Range] | None:
    """The same of a content that the answer ends, as a verb behind its object does ("den Bericht zu bestätigen")."""
    start = last - 1
    while start > first and not v.is_word(start):
        start -= 1
    if not v.lex.speech.verb_final or not _answers(v, start):
        return None
    end = start + 1
    while start - 1 > first and (v.pos[start - 1] == "PART" or v.lex.has("infinitive_marks", v.low[start - 1])):
        start -= 1
    begin = first + 2 if v.pos[first] == "PRON" and v.low[first + 1] == "," else first  # "weigerte | sich, P zu …"
    return ((begin, start), (start, end)) if begin < start else None


def _skip(v: View, i: int, last: int, names: tuple[str, ...]) -> int:
    """The first token from `i` on that is no comma and no word of the lists `names`."""
    while i < last and (v.low[i] == "," or any(v.lex.has(name, v.low[i]) for name in names)):
        i += 1
    return i


def _answers(v: View, i: int) -> bool:
    """Whether token `i` is an infinitive, or a noun like one, that answers."""
    forms = v.lex.verbs.get(v.low[i], ())
    return any("infinitive" in verb.uses and verb.classes & _ANSWERING and not verb.lead for verb in forms)
