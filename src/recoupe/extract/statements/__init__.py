"""Statements: who says what. Candidates by rules over language data, a learned ranker that decides among them.

Method: cue, content and source candidates as in rule systems for quotation extraction (Pouliquen, Steinberger, Best
2007; Salway et al. 2017), ranked log-linearly per cue as in Almeida, Almeida, Martins 2014; quotations without a cue
are attributed afterwards (cf. Muzny et al. 2017).
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

from recoupe import ids
from recoupe.extract.statements import (
    answers,
    attributions,
    bare,
    charges,
    continuations,
    details,
    dropped,
    headlines,
    interrupted,
    judgements,
    objects,
    parted,
    pleas,
    ranker,
    refusals,
    relatives,
    reproaches,
    roles,
    stance,
    unsaid,
    whom,
    withheld,
)
from recoupe.extract.statements.details import dated
from recoupe.extract.statements.lexicon import lexicon
from recoupe.extract.statements.scene import Content
from recoupe.extract.statements.scenes import (
    closes,
    content_options,
    described,
    goes_on,
    hopeless,
    nothing,
    scenes,
    source_options,
)
from recoupe.extract.statements.subjects import subject_behind
from recoupe.extract.statements.view import View, view
from recoupe.lang import corrections
from recoupe.model import Statement

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from recoupe.extract.statements.answers import Answer
    from recoupe.extract.statements.cues import Cue
    from recoupe.extract.statements.judgements import Judgement
    from recoupe.extract.statements.phrases import Phrase
    from recoupe.extract.statements.scene import Range, Scene
    from recoupe.extract.statements.view import Unit
    from recoupe.model import DateMention, Doc, Span, Spans

__all__ = ["dated", "find"]

_NOTHING = 0.5  # a cue whose "no statement" is likelier than this makes none
_CLOSING = 0.8  # the same of a cue that closes a sentence with its speaker
_CLOSED = 0.98  # the same in a language that tells its speaker behind the verb
_DOUBTFUL = 0.7  # the same of a cue that no other's statement shares its words with
_ANSWER = 0.7  # confidence in what a denial answers where its form decides
_SHARED = 0.3  # of the shorter of two contents; from then on they share their words
_NEAR = 6  # statements between a noun for an accusation and the verb that denies it
_BLOCK = 2000  # characters; contents that begin further apart than two such are never one
_WOVEN = 0.97  # the same of a preposition that no comma parts from what is said, in a language of such
_LED = 0.97  # the same of a verb of saying right before what leads to a clause, of one that refuses to answer, and of
# a noun for an accusation, or a passive that accuses, that goes on with what of
_SAYING = frozenset({"say", "tell", "write"})
_ATTRIBUTING = frozenset({"prepositions", "postpositions"})
_SAME = 0.8  # contents that overlap more than this, of one speaker, are one statement


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
    denial: tuple[Scene, _Decision] | None = None
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
    cued = _ordered(_distinct(pleas.joined(v, found)))
    cued = _ordered(unsaid.without(v, _told(v, [*cued, *_alone(doubtful, cued)])))
    cued = _ordered([s for s in parted.outer(v, _once(cued)) if not parted.pointing(v, s)])
    if lex.speech.pro_drop:
        cued = _ordered(dropped.filled(v, cued, cues))
    uncued = _uncued(v, cued)
    return tuple(_ordered(cued + uncued))


class _Decision(NamedTuple):
    """The best statement of a scene with its content, its speaker, and whether it is likelier than none."""

    statement: Statement
    content: Content
    source: Phrase | None
    sure: bool


def _answer(scene: Scene, answer: Answer, found: list[Statement]) -> _Decision | None:
    """The denial, confirmation or doubt of what stands before the cue; None where that is nothing of its own."""
    if answer.first >= answer.last:
        return None
    return _by_form(scene, answers.content(scene, answer, found), answer.source)


def _by_form(scene: Scene, content: Content, source: Phrase | None) -> _Decision:
    """What the form alone tells that `source` says."""
    return _Decision(_statement(scene, content, source, _ANSWER), content, source, sure=True)


def _read(
    scene: Scene, judged: Judgement | None, known: Phrase | None, lists: tuple[list[Statement], list[Statement]]
) -> _Decision | None:
    """What `scene` says: by its form, where that tells, else by the ranker. `lists` lose what its form makes void."""
    reproach = reproaches.of(scene)
    if judged is not None or reproach is not None:
        content = judged.content if judged is not None else Content((reproach or (0, 0),), "of")
        beside = "gerund" in scene.cue.uses and "finite" not in scene.cue.uses
        return _by_form(scene, content, known if beside else _source(scene, content, known))
    if (headline := headlines.of(scene)) is not None:
        speaker, content = headline
        return _by_form(scene, content, speaker)
    answer = answers.of(scene)
    if answer is None:
        return _decide(scene, known)
    for some in lists:
        some[:] = answers.others(scene, answer, some)
    return _answer(scene, answer, lists[0])


def _before_verdict(scene: Scene, decided: _Decision, called: Range) -> _Decision | None:
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
    found: list[Statement], denial: tuple[Scene, _Decision] | None, scene: Scene, decided: _Decision | None
) -> _Decision | None:
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


def _charged(denial: Scene, denied: _Decision, scene: Scene) -> _Decision | None:
    """What the noun of `scene` tells, where it is the object of the denial before it: "denied accusations of P"."""
    content = charges.told(denial, denied.content, scene)
    if content is None:
        return None
    source = _source(scene, content, None)
    return _by_form(scene, content, None if source == denied.source else source)


def _withheld(scene: Scene, decided: _Decision, content: Content, answer: Range) -> _Decision:
    """The doubt of `content`, about which the speaker refuses the `answer`."""
    doubt = replace(scene.cue, marked=answer, refused=True, classes=frozenset({"confirm"}))
    said = _statement(replace(scene, cue=doubt), content, decided.source, decided.statement.confidence)
    return decided._replace(statement=said, content=content)


def _decide(scene: Scene, previous: Phrase | None) -> _Decision | None:
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
    if charges.is_answered(scene, content):
        content = _behind(scene, contents, probabilities) or content
    content = parted.around(scene, contents, whom.of_what(scene, contents, content))
    content = charges.ended(scene, relatives.closed(scene, parted.behind(scene, content)))
    content = objects.behind_time(scene, content)
    accused = whom.clause(scene, contents, whom.without_accused(scene, content))
    told = whom.without_hearer(scene, accused)
    told = told or _parted(scene, _before(scene, contents, probabilities))
    return _said(scene, told, previous, probabilities[-1], sure=probabilities[-1] <= limit) if told else None


def _said(scene: Scene, told: Content, previous: Phrase | None, none: float, *, sure: bool) -> _Decision | None:
    """What is said with its speaker; `none` is the probability of "no statement"."""
    source = previous if goes_on(scene, previous) else _source(scene, told, previous)
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
    return _Decision(_statement(scene, content, source, 1 - none), content, source, sure)


def _is_asked(scene: Scene) -> bool:
    """Whether a participle opens the sentence that tells what its subject was asked: "Asked whether P, X said Q"."""
    cue = scene.cue
    return cue.kind == "verb" and "ask" in cue.classes and "past" in cue.uses and cue.first == cue.unit.first


def _is_nobodys(v: View, s: Statement) -> bool:
    """Whether all that is said would be who says it ("he denied that"), or an earlier version of the text says it."""
    if all(any(a <= x and y <= b for a, b in s.source) for x, y in s.content):
        return True
    return any(corrections.note().search(corrections.plain(v.doc.text[a:b])) for a, b in s.source)


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
    behind = min(i + 1 + (v.low[i] == ":"), len(v.inner) - 1)
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


def _source(scene: Scene, content: Content, previous: Phrase | None) -> Phrase | None:
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


def _statement(scene: Scene, c: Content, source: Phrase | None, confidence: float) -> Statement:
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


def _ordered(statements: list[Statement]) -> list[Statement]:
    return sorted(statements, key=lambda s: (s.content, s.cue, s.source))


def _distinct(statements: list[Statement]) -> list[Statement]:
    """Without those that say the same of the same speaker as a surer one; only neighbours are compared.

    A denial says not the same as what it denies.
    """
    out: list[Statement] = []
    near: dict[tuple[Spans, bool, int], list[Statement]] = defaultdict(list)
    for s in sorted(statements, key=lambda s: (-s.confidence, s.content)):
        block = s.content[0][0] // _BLOCK
        denies = s.stance == "denies"
        others = (o for b in (block - 1, block, block + 1) for o in near.get((s.source, denies, b), ()))
        if not any(_share(o.content, s.content) > _SAME for o in others):
            near[s.source, denies, block].append(s)
            out.append(s)
    return out


def _once(statements: list[Statement]) -> list[Statement]:
    """Those of `statements` of one cue that say who speaks, where others do not ("doute", a verb and a noun)."""
    sourced = {s.cue for s in statements if s.source}
    return [s for s in statements if s.source or not s.rule.startswith("noun") or s.cue not in sourced]


def _told(v: View, statements: list[Statement]) -> list[Statement]:
    """Those of `statements` that take no other's speaker and verb alone for what was said ("X said", he complained)."""
    heads = {
        v.doc.text[min(a, c) : max(b, d)]: s
        for s in statements
        for (a, b), (c, d) in zip(s.source[:1], s.cue[:1], strict=False)
        if b <= c or d <= a
    }
    return [
        s
        for s in statements
        if len(s.content) > 1 or s.rule.endswith("/noun") or heads.get(v.doc.text[slice(*s.content[0])], s) is s
    ]


def _alone(doubtful: list[Statement], sure: list[Statement]) -> list[Statement]:
    """Those of `doubtful`, surest first, whose contents no other statement shares."""
    out: list[Statement] = []
    for s in sorted(doubtful, key=lambda s: (-s.confidence, s.content)):
        if not any(_shares(o.content, s.content) for o in (*sure, *out)):
            out.append(s)
    return out


def _shares(a: Spans, b: Spans) -> bool:
    """Whether a good part of the shorter stands in the other."""
    both = sum(max(0, min(x[1], y[1]) - max(x[0], y[0])) for x in a for y in b)
    return both > _SHARED * min(sum(y - x for x, y in spans) for spans in (a, b))


def _share(a: Spans, b: Spans) -> float:
    """Characters that `a` and `b` share, of those in either."""
    both = sum(max(0, min(x[1], y[1]) - max(x[0], y[0])) for x in a for y in b)
    every = sum(y - x for x, y in (*a, *b)) - both
    return both / every if every else 0.0
