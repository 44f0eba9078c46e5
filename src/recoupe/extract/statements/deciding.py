"""What the statement of a scene is: of the contents and the speakers that there may be, the likeliest."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

from recoupe import ids
from recoupe.extract.statements import (
    answers,
    attributions,
    charges,
    details,
    objects,
    parted,
    ranker,
    relatives,
    roles,
    stance,
    whom,
    withheld,
)
from recoupe.extract.statements.scenes import (
    closes,
    content_options,
    described,
    goes_on,
    hopeless,
    nothing,
    source_options,
)
from recoupe.extract.statements.subjects import subject_behind
from recoupe.model import Statement

if TYPE_CHECKING:
    from collections.abc import Callable

    from recoupe.extract.statements.phrases import Phrase
    from recoupe.extract.statements.scene import Content, Scene
    from recoupe.extract.statements.view import View

_NOTHING = 0.5  # a cue whose "no statement" is likelier than this makes none
_CLOSING = 0.8  # the same of a cue that closes a sentence with its speaker
_CLOSED = 0.98  # the same in a language that tells its speaker behind the verb
_DOUBTFUL = 0.7  # the same of a cue that no other's statement shares its words with
_FORM = 0.7  # confidence where the form decides
_WOVEN = 0.97  # the same of a preposition that no comma parts from what is said, in a language of such
_LED = 0.97  # the same of a verb of saying right before what leads to a clause, of one that refuses to answer, and of
# a noun for an accusation, or a passive that accuses, that goes on with what of
_SAYING = frozenset({"say", "tell", "write"})
_ATTRIBUTING = frozenset({"prepositions", "postpositions"})


class Decision(NamedTuple):
    """The best statement of a scene with its content, its speaker, and whether it is likelier than none."""

    statement: Statement
    content: Content
    source: Phrase | None
    sure: bool


def by_form(scene: Scene, content: Content, source: Phrase | None) -> Decision:
    """What the form alone tells that `source` says."""
    return Decision(statement(scene, content, source, _FORM), content, source, sure=True)


def decide(scene: Scene, previous: Phrase | None) -> Decision | None:
    """The best statement of a scene with its speaker, None if "no statement" is clearly likelier."""
    none = nothing(scene)
    if hopeless(none) and not (objects.takes_one(scene) or _is_led(scene) or _is_charge(scene)):
        return None
    contents, facts = content_options(scene, none)
    if not contents:
        return None
    probabilities = ranker.shares(ranker.scores(ranker.known().content, facts))
    closing = closes(scene)
    limit = _limit(scene, contents, closing=closing)
    if probabilities[-1] > max(limit, _DOUBTFUL):
        return None
    before = _before(scene, contents, probabilities) if closing else None
    content = before or parted.whole(scene, contents, objects.choose(scene, contents, probabilities))
    if _is_cut_off(scene, content):
        content = _before(scene, contents, probabilities) or content
    if attributions.opens_before(scene, content):
        content = _behind(scene, contents, probabilities) or content
    if charges.is_answered(scene, content):
        content = _behind(scene, contents, probabilities) or content
    content = parted.around(scene, contents, whom.of_what(scene, contents, content))
    content = charges.ended(scene, relatives.closed(scene, parted.behind(scene, content)))
    attended = objects.attended(scene, objects.behind_time(scene, content))
    if attended is None:
        return None
    accused = whom.clause(scene, contents, whom.without_accused(scene, attended))
    told = whom.without_hearer(scene, accused)
    told = told or _parted(scene, _before(scene, contents, probabilities))
    return _said(scene, told, previous, probabilities[-1], sure=probabilities[-1] <= limit) if told else None


def _said(scene: Scene, told: Content, previous: Phrase | None, none: float, *, sure: bool) -> Decision | None:
    """What is said with its speaker; `none` is the probability of "no statement"."""
    source = previous if goes_on(scene, previous) else source_of(scene, told, previous)
    content = parted.from_speaker(scene, told, source)
    nobody = source is not None and roles.nobody(scene, source)
    if (
        whom.begins_with_agent(scene, told)
        or whom.is_nothing_said(scene, told)
        or charges.is_empty(scene, told)
        or (nobody and not scene.cue.classes & answers.CLASSES)
    ):
        return None  # "dismissed two engineers", "neither X nor Y said"
    if source is None and _is_asked(scene):
        return None
    scene = replace(scene, cue=replace(scene.cue, refused=True)) if nobody else scene
    if not sure and source is None and not scene.cue.passive:
        return None
    return Decision(statement(scene, content, source, 1 - none), content, source, sure)


def _is_asked(scene: Scene) -> bool:
    """Whether a participle opens the sentence that tells what its subject was asked: "Asked whether P, X said Q"."""
    cue = scene.cue
    return cue.kind == "verb" and "ask" in cue.classes and "past" in cue.uses and cue.first == cue.unit.first


def _before(scene: Scene, contents: list[Content], probabilities: list[float]) -> Content | None:
    """The likeliest content that stands before the cue, None where there is none."""
    return _likeliest(contents, probabilities, lambda c: c.pieces[-1][1] <= scene.cue.first)


def _behind(scene: Scene, contents: list[Content], probabilities: list[float]) -> Content | None:
    """The likeliest content that stands behind the cue, None where there is none."""
    return _likeliest(contents, probabilities, lambda c: c.pieces[0][0] >= scene.cue.last)


def _likeliest(contents: list[Content], probabilities: list[float], fits: Callable[[Content], bool]) -> Content | None:
    """The likeliest of the contents that fit, the first of equals."""
    fit = [(p, c) for p, c in zip(probabilities, contents, strict=False) if fits(c)]
    return max(fit, key=lambda f: f[0], default=(0.0, None))[1]


def _is_cut_off(scene: Scene, c: Content) -> bool:
    """Whether commas part the speaker and the verb from all around, so that `c`, behind them, is not what is said."""
    v, cue = scene.v, scene.cue
    p = scene.left[0] if scene.left else None
    if p is None or p.last != cue.first or p.first <= cue.unit.first + 1 or cue.kind != "verb" or c.shape == "quote":
        return False
    marked = v.low[p.first - 1] == "," and cue.last < cue.unit.last and v.low[cue.last] == ","
    return marked and len(c.pieces) == 1 and c.pieces[0][0] > cue.last and v.pos[cue.last + 1] == "NOUN"


def _parted(scene: Scene, c: Content | None) -> Content | None:
    """`c` where a comma or a mark parts it from who says it: "P, she told reporters in Lorne"."""
    end = c.pieces[-1][1] if c is not None else scene.cue.unit.last
    return c if end < scene.cue.unit.last and scene.v.category[end] in {",", "mark"} else None


def _limit(scene: Scene, contents: list[Content], *, closing: bool) -> float:
    """From which probability of "no statement" the cue of `scene` makes none; `closing`: it closes a sentence."""
    if objects.takes_one(scene):
        return objects.nothing(scene, contents)
    told = scene.subject is None or bool(scene.cue.classes & _SAYING)
    if scene.v.lex.speech.parted_subjects and (closing or (told and subject_behind(scene))):
        return _CLOSED
    if _is_led(scene) or withheld.among(scene, contents) or _is_charge(scene):
        return _LED
    if not scene.cue.classes.isdisjoint(_ATTRIBUTING):
        return _WOVEN if scene.v.lex.speech.inverted_subjects else _CLOSING
    if closing:
        return _CLOSED if scene.v.lex.speech.inverted_subjects else _CLOSING
    return _CLOSING if _is_reported(scene) else _NOTHING


def _is_besides(v: View, i: int) -> bool:
    """Whether token `i` belongs to a time, its preposition included, or is an adverb that may part verb and clause."""
    return v.dated(i) or v.low[i] in v.lex.words["adverbs_between"]


def _is_led(scene: Scene) -> bool:
    """Whether a verb of saying stands right before what leads to a clause or a quotation, where that tells speech."""
    v, cue = scene.v, scene.cue
    i, last = cue.last, cue.unit.last
    while i < last - 1 and v.lex.speech.led_surely and _is_besides(v, i):
        i += 1
    i += cue.tail is not None and i == cue.tail[0] and cue.tail[1] - cue.tail[0]
    i += v.low[i : i + 1] == [","] and v.category[i] == "complementisers"
    if not v.lex.speech.led_surely or cue.kind != "verb" or not cue.classes & _SAYING or i >= cue.unit.last - 1:
        return False
    i += v.low[i] == ":"  # "قائلا: إن P"
    behind = min(i + 1, len(v.inner) - 1)
    return v.low[i] in v.lex.words["complementisers"] or v.inner[behind] != cue.unit.quote


def _is_charge(scene: Scene) -> bool:
    """Whether a noun for an accusation, or a verb that accuses, goes on with of what."""
    return charges.is_told(scene) or whom.accuses(scene) or whom.is_accused(scene)


def _is_reported(scene: Scene) -> bool:
    """Whether a speaker behind a verb that a comma parts from what is said, or a form that marks it, tells speech."""
    v, cue = scene.v, scene.cue
    forms, second = v.lex.words["subjunctives"], bool(v.lex.speech.inverted_subjects)
    if not (forms or second) or cue.kind != "verb" or "say" not in cue.classes:
        return False
    parted = second and v.category[cue.first - 1] in {",", "mark"}
    return (parted and subject_behind(scene) is not None) or any(
        v.low[i] in forms for i in range(cue.last, cue.unit.last)
    )


def source_of(scene: Scene, content: Content, previous: Phrase | None) -> Phrase | None:
    """The likeliest speaker."""
    if (told := attributions.governed(scene) or charges.whose(scene) or parted.speaker(scene)) is not None:
        return described(scene, told)
    if attributions.governs_nothing(scene):
        return None
    sources, facts = source_options(scene, content, previous)
    values = ranker.scores(ranker.known().source, facts)
    best = described(scene, sources[max(range(len(sources)), key=values.__getitem__)])
    if best is not None and charges.is_told(scene) and not charges.makes(scene, best):
        return None
    best = described(scene, relatives.inner(scene, best) or best)
    return roles.with_place(scene, roles.with_name(scene, best)) if best is not None else None


def statement(scene: Scene, c: Content, source: Phrase | None, confidence: float) -> Statement:
    """The statement that `source` says `c` by the cue of `scene`."""
    v, cue = scene.v, scene.cue
    content = tuple(v.span(v.kept(a, cue.last), b) for a, b in c.pieces)
    spans = (v.span(source.first, source.last),) if source else ()
    to = details.hearer(scene, c, source)
    marked = (v.span(*cue.marked),) if cue.marked[0] < cue.marked[1] else ()
    return Statement(
        id=ids.make("s", v.doc.article.id, content, spans, marked),
        content=content,
        form=stance.form(scene, c),
        stance=stance.stance(scene, c),
        rule=f"{cue.kind}:{cue.lemma}/{c.shape}",
        source=spans,
        cue=marked,
        to=v.doc.text[to[0] : to[1]] if to else None,
        confidence=round(confidence, 3),
    )
