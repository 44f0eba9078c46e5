"""Statements: who says what. Candidates by rules over language data, a learned ranker that decides among them.

Method: cue, content and source candidates as in rule systems for quotation extraction (Pouliquen, Steinberger, Best
2007; Salway et al. 2017), ranked log-linearly per cue as in Almeida, Almeida, Martins 2014; quotations without a cue
are attributed afterwards (cf. Muzny et al. 2017).
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from recoupe import ids
from recoupe.extract.statements import (
    answers,
    bare,
    charges,
    continuations,
    deciding,
    dropped,
    headlines,
    interrupted,
    judgements,
    merging,
    parted,
    pleas,
    refusals,
    reproaches,
    unsaid,
    withheld,
)
from recoupe.extract.statements.details import dated
from recoupe.extract.statements.lexicon import lexicon
from recoupe.extract.statements.merging import ordered
from recoupe.extract.statements.scene import Content
from recoupe.extract.statements.scenes import goes_on, scenes
from recoupe.extract.statements.view import View, view
from recoupe.lang import corrections
from recoupe.model import Statement

if TYPE_CHECKING:
    from collections.abc import Sequence

    from recoupe.extract.statements.answers import Answer
    from recoupe.extract.statements.cues import Cue
    from recoupe.extract.statements.deciding import Decision
    from recoupe.extract.statements.judgements import Judgement
    from recoupe.extract.statements.phrases import Phrase
    from recoupe.extract.statements.scene import Range, Scene
    from recoupe.extract.statements.view import Unit
    from recoupe.model import DateMention, Doc, Span, Spans

__all__ = ["dated", "find"]

_NEAR = 6  # statements between a noun for an accusation and the verb that denies it


def find(doc: Doc, timexes: Sequence[DateMention] = ()) -> tuple[Statement, ...]:
    """The statements of `doc` in text order, speakers as spans only; of a language without speech data its quotations.

    `timexes` are the doc's expressions of time; they keep "said on Friday" from being read as a content.
    """
    lex = lexicon(doc.lang)
    if lex is None or not doc.tokens:
        return bare.find(doc)
    v = view(interrupted.parted(doc, lex), lex, timexes)
    found: list[Statement] = []
    doubtful: list[Statement] = []
    cues: dict[Span, Cue] = {}
    previous: tuple[Unit, Phrase | None] | None = None
    denial: tuple[Scene, Decision] | None = None
    closings: set[int] = set()
    called: Range = (0, 0)
    for scene in scenes(v):
        if scene.cue.kind == "noun" and scene.cue.last in closings:
            continue  # "wees de beschuldigingen | van de hand"
        known = previous[1] if previous is not None and previous[0] == scene.cue.unit else None
        judged = judgements.of(scene)
        scene = judged.scene if judged is not None else scene  # noqa: PLW2901
        decided = _with_charge(found, denial, scene, _read(scene, judged, known, (found, doubtful)))
        if decided is not None and scene.cue.kind == "noun":
            decided = _before_verdict(scene, decided, called)
        called = judged.content.pieces[0] if judged is not None else called
        denial = None
        if decided is None or refusals.is_one(scene, decided.content) or _is_nobodys(v, decided.statement):
            continue
        if refused := withheld.of(scene, decided.content):
            decided = _withheld(scene, decided, *refused)
            closings |= {i + 1 for i in range(*refused[1])}
        cues[v.span(*scene.cue.marked)] = scene.cue
        closings |= {scene.cue.tail[0]} if scene.cue.tail else set()
        if decided.sure:
            if found and goes_on(scene, known):
                found[-1] = parted.before(v, found[-1], scene)
            found.append(decided.statement)
            denial = (scene, decided) if scene.cue.classes & answers.CLASSES else None
            previous = (scene.cue.unit, decided.source or known)
        else:
            doubtful.append(decided.statement)
    cued = ordered(merging.distinct(pleas.joined(v, found)))
    cued = ordered(unsaid.without(v, merging.told(v, [*cued, *merging.alone(doubtful, cued)])))
    cued = ordered([s for s in parted.outer(v, merging.once(cued)) if not parted.pointing(v, s)])
    if lex.speech.pro_drop:
        cued = ordered(dropped.filled(v, cued, cues))
    uncued = _uncued(v, cued)
    return tuple(ordered(cued + uncued))


def _answer(scene: Scene, answer: Answer, found: list[Statement]) -> Decision | None:
    """The denial, confirmation or doubt of what stands before the cue; None where that is nothing of its own."""
    if answer.first >= answer.last:
        return None
    return deciding.by_form(scene, answers.content(scene, answer, found), answer.source)


def _read(
    scene: Scene, judged: Judgement | None, known: Phrase | None, lists: tuple[list[Statement], list[Statement]]
) -> Decision | None:
    """What `scene` says: by its form, where that tells, else by the ranker. `lists` lose what its form makes void."""
    reproach = reproaches.of(scene)
    if judged is not None or reproach is not None:
        content = judged.content if judged is not None else Content((reproach or (0, 0),), "of")
        beside = "gerund" in scene.cue.uses and "finite" not in scene.cue.uses
        return deciding.by_form(scene, content, known if beside else deciding.source_of(scene, content, known))
    if (headline := headlines.of(scene)) is not None:
        speaker, content = headline
        return deciding.by_form(scene, content, speaker)
    answer = answers.of(scene)
    if answer is None:
        return deciding.decide(scene, known)
    for some in lists:
        some[:] = answers.others(scene, answer, some)
    return _answer(scene, answer, lists[0])


def _before_verdict(scene: Scene, decided: Decision, called: Range) -> Decision | None:
    """`decided` of a noun in what was `called` untrue, without the words for that."""
    (first, last), (a, b) = called, decided.content.pieces[0]
    if not first <= scene.cue.head < last or b <= last or len(decided.content.pieces) > 1:
        return decided
    if a >= last:
        return None
    content = replace(decided.content, pieces=((a, last),))
    said = parted.reworded(scene.v, decided.statement, (scene.v.span(a, last),))
    return decided._replace(statement=said, content=content)


def _with_charge(
    found: list[Statement], denial: tuple[Scene, Decision] | None, scene: Scene, decided: Decision | None
) -> Decision | None:
    """`decided`, where a denial and a noun for an accusation stand side by side the one of the two that comes last.

    Who denies accusations denies what they tell: the other, the last of `found` or near it, says the same then.
    """
    if denial is not None and (charged := _charged(*denial, scene)):
        found[-1] = parted.reworded(scene.v, found[-1], charged.statement.content)
        return charged
    noun = charges.before(scene, decided.content) if decided is not None else None
    if decided is None or noun is None or (charged := _charged(scene, decided, noun)) is None:
        return decided
    near = range(len(found) - 1, max(-1, len(found) - _NEAR), -1)
    if (same := next((n for n in near if found[n].cue == charged.statement.cue), None)) is not None:
        del found[same]
    found.append(charged.statement)
    return decided._replace(
        statement=parted.reworded(scene.v, decided.statement, charged.statement.content), content=charged.content
    )


def _charged(denial: Scene, denied: Decision, scene: Scene) -> Decision | None:
    """What the noun of `scene` tells, where it is the object of the denial before it: "denied accusations of P"."""
    content = charges.told(denial, denied.content, scene)
    if content is None:
        return None
    source = deciding.source_of(scene, content, None)
    return deciding.by_form(scene, content, None if source == denied.source else source)


def _withheld(scene: Scene, decided: Decision, content: Content, answer: Range) -> Decision:
    """The doubt of `content`, about which the speaker refuses the `answer`."""
    doubt = replace(scene.cue, marked=answer, refused=True, classes=frozenset({"confirm"}))
    said = deciding.statement(replace(scene, cue=doubt), content, decided.source, decided.statement.confidence)
    return decided._replace(statement=said, content=content)


def _is_nobodys(v: View, s: Statement) -> bool:
    """Whether all that is said would be who says it ("he denied that"), or an earlier version of the text says it."""
    if all(any(a <= x and y <= b for a, b in s.source) for x, y in s.content):
        return True
    return any(corrections.note().search(corrections.plain(v.doc.text[a:b])) for a, b in s.source)


def _longer(v: View, s: Statement, piece: Span) -> Statement:
    """`s` with one more piece of content."""
    return parted.reworded(v, s, tuple(sorted((*s.content, piece))))


def _uncued(v: View, cued: list[Statement]) -> list[Statement]:
    """Statements of the quotations that no cue claims; one that only a cue's quotation follows goes into `cued`."""
    out = []
    for speech in continuations.find(v, cued):
        if speech.joined and speech.model is not None:
            cued[speech.model] = _longer(v, cued[speech.model], speech.content)
            continue
        model = cued[speech.model] if speech.model is not None else None
        source: Spans = model.source if model is not None and speech.near else ()
        out.append(
            Statement(
                id=ids.make("s", v.doc.article.id, (speech.content,), source, ()),
                content=(speech.content,),
                form="direct",
                stance="asserts",
                rule="quotation",
                source=source,
                confidence=0.5,
            )
        )
    return out
