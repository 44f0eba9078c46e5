"""What the ranker sees of a candidate: the values of its facts, in groups that facts.py names."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from recoupe.extract.statements import facts as f
from recoupe.extract.statements.view import CLAUSAL, DASHES

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from recoupe.extract.statements.facts import Group
    from recoupe.extract.statements.phrases import Phrase
    from recoupe.extract.statements.scene import Content, Scene

_FAR = 30  # words between a cue and its content that are still looked at
_CLAUSE = 10  # words before a cue among which the opening of its clause is looked for
_PLACES = 4  # from this place on, all phrases of a side are alike
_WHERE = tuple(tuple(f"{side}{n}" for n in range(_PLACES + 1)) for side in ("right", "left"))
_OPENINGS = frozenset({"complementisers", "interrogatives", "relative_pronouns", "subordinators", "coordinators"})
_CLAUSE_MARKS = frozenset({",", "mark", ":"})


class _Cue(NamedTuple):
    """What the candidates of a cue have in common.

    What stands before and after it, what opens its clause, and whether its unit quotes.
    """

    use: str
    before: str
    after: str
    clause: str
    quotes: bool


def _cue(scene: Scene) -> _Cue:
    cue, v = scene.cue, scene.v
    unit = cue.unit
    quotes = unit.quote < 0 and bool(v.doc.quotations) and max(v.outer[unit.first : unit.last]) >= 0
    return _Cue(f.named(cue.uses), _before(scene), _category(scene, cue.end), _clause(scene), quotes)


def of_cue(scene: Scene) -> list[Group]:
    """Facts of the cue alone, for the choice between any content and none."""
    v, cue = scene.v, scene.cue
    unit, lang, classes = cue.unit, v.doc.lang, cue.classes
    left, right = scene.left[0] if scene.left else None, scene.right[0] if scene.right else None
    use, before, after, clause, quotes = _cue(scene)
    teller, subject = _teller(scene), speaker(scene, left)
    place = _opens(scene), _headline(scene), unit.quote >= 0, _adjacent(scene, left)
    return [
        (f.no_word, lang, cue.lemma, cue.kind, use, classes, teller, v.low[cue.head], v.pos[cue.head]),
        (
            f.no_place, cue.negated, cue.refused, cue.modal, cue.inverted, *place,
            "pronoun" if scene.dropped else left.kind if left else "", right.kind if right else "",
        ),
        (f.no_subject, subject, teller, use, cue.auxiliary, cue.passive),
        (f.no_edges, before, after),
        (f.no_left, before, subject),
        (f.no_right, speaker(scene, right), after),
        (f.no_object, classes, after, teller),
        (f.no_class, classes, subject, teller),
        (f.no_quotation, classes, quotes, cue.passive, clause),
    ]  # fmt: skip


def _opens(scene: Scene) -> bool:
    """Whether the cue opens its unit, with no subject that a language leaves out or tells behind the verb."""
    return scene.cue.first == scene.cue.unit.first and scene.subject is None and not scene.dropped


def _adjacent(scene: Scene, left: Phrase | None) -> bool:
    """Whether a subject stands at the cue; `left` is the nearest phrase before it."""
    if scene.dropped:
        return True
    return left is not None and (scene.subject is not None or left.last == scene.cue.first)


def _headline(scene: Scene) -> bool:
    """Whether the cue stands in the first of several paragraphs."""
    return scene.cue.unit.first == 0 and len(scene.v.doc.paragraphs) > 1


def _teller(scene: Scene) -> str:
    """Whose words the cue stands in: quoted ones, those of a teller who says "I", those of a reporter."""
    return "quoted" if scene.cue.unit.quote >= 0 else "I" if scene.v.personal else ""


def speaker(scene: Scene, p: Phrase | None) -> str:
    """Who a phrase may be, as a speaker: a pronoun itself, a kind of noun, else a name or any noun."""
    if p is None:
        return ""
    low = scene.v.low
    if p.kind == "pronoun":
        return scene.v.lex.voices.get(low[p.first]) or f"{scene.v.doc.lang}:{low[p.first]}"
    return scene.v.lex.speakers.get(low[p.head]) or p.kind


def _clause(scene: Scene) -> str:
    """What opens the clause of the cue: the nearest conjunction or relative before it, up to a comma."""
    v, cue = scene.v, scene.cue
    for i in range(cue.first - 1, max(cue.unit.first, cue.first - _CLAUSE) - 1, -1):
        kind = v.category[i]
        if kind in _OPENINGS:
            return f"{v.doc.lang}:{v.low[i]}"
        if kind in _CLAUSE_MARKS:
            return kind
    return "start"


def _before(scene: Scene) -> str:
    """What stands before the cue, its subject where that stands behind the verb."""
    if scene.dropped:
        return "subject_pronouns"
    return _category(scene, scene.cue.first - 1 if scene.subject is None else scene.subject.last - 1)


def _category(scene: Scene, i: int) -> str:
    """What stands at token `i`: a mark, a kind of function word, else its tag; "edge" outside the unit."""
    unit = scene.cue.unit
    return scene.v.category[i] if unit.first <= i < unit.last else "edge"


def of_contents(scene: Scene, found: Iterable[Content]) -> list[list[Group]]:
    """Facts of each candidate content beside its cue."""
    cue = _cue(scene)
    return [_of_content(scene, cue, c) for c in found]


def _of_content(scene: Scene, around: _Cue, c: Content) -> list[Group]:
    v, cue, shape, end, pieces = scene.v, scene.cue, c.shape, c.end, c.pieces
    use, before, after, _, quotes = around
    unit, lang, classes, category = cue.unit, v.doc.lang, cue.classes, v.category
    first, last = pieces[0][0], pieces[-1][1]
    n = sum([b - a for a, b in pieces])
    share, outside = _quoted(scene, c, n), quotes and _quotes_outside(scene, first, last)
    tags = [tag for a, b in pieces for tag in v.pos[a:b]]
    time = v.time[first] and all(all(v.time[a:b]) for a, b in pieces)
    lo, hi = unit.first, unit.last
    prior = category[first - 1] if lo < first <= hi else "edge"
    starts = category[first] if lo <= first < hi else "edge"
    second = category[first + 1] if lo <= first + 1 < hi else "edge"
    follows, follow = (category[last] if lo <= last else "edge", v.low[last]) if last < hi else ("edge", "$")
    then = category[last + 1] if lo <= last + 1 < hi else "edge"
    tips = first == unit.first, last >= unit.last - 1
    return [
        (f.content_place, shape, before, after),
        (f.content_cue, shape, lang, cue.lemma, classes, use, cue.auxiliary, cue.passive, unit.quote >= 0),
        (f.content_share, shape, end, share, cue.kind, classes),
        (f.content_size, shape, f.size(n), "VERB" in tags or "AUX" in tags, classes),
        (f.content_start, shape, starts, classes),
        (f.content_edge, shape, _gap(scene, c), prior),
        (f.content_first, shape, lang, v.low[first]),
        (f.content_second, starts, second),
        (f.content_last, end, lang, follow, v.pos[last - 1]),
        (f.content_end, end, follows, then),
        (f.content_extent, shape, end, share, outside, _cues_inside(scene, c), time, tips),
        _between(scene, c),
    ]


def _quoted(scene: Scene, c: Content, n: int) -> str:
    """How much of the `n` tokens of `c` stands in a quotation within the cue's unit."""
    inner, quote = scene.v.inner, scene.cue.unit.quote
    quoted = n
    for a, b in c.pieces:
        quoted -= inner[a:b].count(quote)
    return "all" if quoted == n else "none" if not quoted else "most" if quoted * 2 > n else "some"


def _quotes_outside(scene: Scene, first: int, last: int) -> bool:
    """Whether the unit has a quotation that the tokens `first` to `last` leave out."""
    unit, outer = scene.cue.unit, scene.v.outer
    return max((*outer[unit.first : first], *outer[last : unit.last]), default=-1) >= 0


def _cues_inside(scene: Scene, c: Content) -> int:
    """How many other verbs of speech the content holds outside its quotations, at most 2."""
    v, quote = scene.v, scene.cue.unit.quote
    found = [i for a, b in c.pieces for i in v.speaking(a, b)]
    return min(sum([v.inner[i] == quote for i in found]), 2) if found else 0


def _gap(scene: Scene, c: Content) -> str:
    """How far the content is from the cue, and over what."""
    cue, (a, b) = scene.cue, c.pieces[0]
    if a >= cue.last:
        return "r" + f.size(a - cue.end - len(_spelling(scene, cue.end, a)))
    return "l" + f.size(cue.first - b - len(_spelling(scene, b, cue.first))) if b <= cue.first else "over"


def _spelling(scene: Scene, a: int, b: int) -> list[int]:
    """The commas and dashes of tokens `a` to `b` that only spelling asks for."""
    v = scene.v
    commas = [i for i in range(a, b) if v.low[i] == "," and v.category[i] in CLAUSAL]
    return commas + [i for i in range(a + 1, b) if v.low[i] in DASHES and v.category[i] == v.low[i - 1] == ","]


def _between(scene: Scene, c: Content) -> Group:
    """What stands between the cue and its content."""
    v, cue = scene.v, scene.cue
    a, b = (cue.end, c.pieces[0][0]) if c.pieces[0][0] >= cue.last else (c.pieces[0][1], cue.first)
    if not 0 <= b - a <= _FAR:
        return (f.content_far,)
    phrases = sum([a <= p.first < b for p in (*scene.left, *scene.right)]) if a < b else 0
    skipped = _spelling(scene, a, b)
    kinds = [v.category[i] for i in range(a, b) if i not in skipped] if skipped else v.category[a:b]
    return (f.content_between, c.shape, *_kinds(kinds), phrases, bool(v.speaking(a, b)))


def _kinds(kinds: list[str]) -> tuple[tuple[str, ...], bool]:
    """What stands in a stretch, of a long one only what is telling; and whether that is all."""
    few = len(kinds) <= f.FEW
    return tuple(kinds if few else [x for x in dict.fromkeys(kinds) if x in f.TELLING or x == "by_marks"]), few


def of_sources(
    scene: Scene, c: Content, options: Sequence[Phrase | None], previous: Phrase | None
) -> list[list[Group]]:
    """Facts of each candidate speaker of a cue with content `c`, None for no speaker.

    `previous` is the speaker of the cue before in the same unit.
    """
    cue = _cue(scene)
    return [
        _of_nobody(scene, cue, c, previous) if p is None else _of_phrase(scene, cue, c, p, previous) for p in options
    ]


def _side(scene: Scene, c: Content) -> str:
    return "left" if c.pieces[0][1] <= scene.cue.first else "right"


def _of_nobody(scene: Scene, around: _Cue, c: Content, previous: Phrase | None) -> list[Group]:
    cue, use = scene.cue, around.use
    known = previous is not None
    return [
        (f.nobody, _side(scene, c), cue.kind, use, cue.auxiliary, cue.passive, cue.classes, known),
        (f.nobody_cue, scene.v.doc.lang, cue.lemma),
        (f.nobody_place, around.clause, use, around.before, len(scene.left), len(scene.right)),
    ]


def _of_phrase(scene: Scene, around: _Cue, c: Content, p: Phrase, previous: Phrase | None) -> list[Group]:
    v, cue, kind = scene.v, scene.cue, p.kind
    use, before, after, clause, _ = around
    is_left = p.last <= cue.first
    order = scene.left.index(p) if is_left else scene.right.index(p)
    side = "left" if is_left else "right"
    where = _WHERE[is_left][min(order, _PLACES)]
    a, b = (p.last, cue.first) if is_left else (cue.last, p.first)
    inside = any(x <= p.first < y for x, y in c.pieces)
    prior, follows = _category(scene, p.first - 1), _category(scene, p.last)
    overlaps = previous is not None and p.first < previous.last and previous.first < p.last
    document = v.low[p.head] in v.lex.words["document_nouns"]
    who = speaker(scene, p)
    return [
        (f.source_place, where, c.shape, before, after),
        (f.source_cue, where, _side(scene, c), cue.kind, use, cue.classes, cue.auxiliary, cue.passive, cue.inverted),
        (f.source_gap, where, kind, inside, f.size(b - a) if b >= a else "in"),
        (f.source_prior, where, kind, prior, use),
        (f.source_follows, where, kind, follows, _apposed(scene, p), before == ","),
        (f.source_form, kind, f.size(p.last - p.first), v.upper(p.head), document, v.time[p.head], overlaps),
        (f.source_reach, where, use, is_left and order == len(scene.left) - 1, p.first - cue.unit.first <= 1),
        (f.source_who, where, who, prior),
        (f.source_same, p == previous, use, clause),
        (f.source_between, side, use, *_kinds(v.category[a : max(a, b)])),
        *_hosted(scene, p, who),
    ]


def _hosted(scene: Scene, p: Phrase, who: str) -> Iterator[Group]:
    """Whether `p` has a description behind it that reaches to the cue, or lies in such a description."""
    hosts, v = scene.hosts, scene.v
    if not hosts:
        return
    if p in hosts:
        kinds = (v.lex.speakers.get(v.low[q.head]) for q in reversed(scene.left) if q.first > p.last)
        yield f.source_host, p == hosts[0], p.kind, v.category[p.last + 1], next(filter(None, kinds), "")
    elif p.first >= hosts[0].last:
        yield f.source_hosted, hosts[0].kind, p.kind, who, p.first == hosts[-1].last + 1


def _apposed(scene: Scene, p: Phrase) -> str:
    """Whether `p` is a name that a description behind a comma follows, or that description."""
    low = scene.v.low
    if "," not in (low[p.first - 1], low[p.last] if p.last < len(low) else ""):
        return ""
    order = (*reversed(scene.left), *scene.right)
    i = order.index(p)
    if i + 1 < len(order) and _behind_comma(scene, p, order[i + 1]) and p.kind == "name":
        return "name"
    return "description" if i and _behind_comma(scene, order[i - 1], p) and order[i - 1].kind == "name" else ""


def _behind_comma(scene: Scene, p: Phrase, q: Phrase) -> bool:
    return q.first == p.last + 1 and scene.v.low[p.last] == ","
