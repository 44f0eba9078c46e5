"""What ties statements into claims: contents that are one, contents alike, answers, answers that go on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from recoupe.extract.claims import pairs, scores
from recoupe.extract.claims.groups import Tie

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from recoupe.extract.claims.pairs import Match
    from recoupe.extract.claims.profiles import Profile

_ANSWERED = 0.0
_NEGATED = 0.8  # an answer that only negates must fit better
_ALIKE = 0.4
_LITTLE, _LEAST, _HALF = 1 / 3, 0.25, 0.5  # shares of the words that an answer has in common with an assertion
_OPPOSED = 0.5  # what contents that say opposite things must share of the shorter one
_WITHIN = 0.5  # contents that overlap so much are one
_MARGIN = 1.2  # a second assertion may fit an answer so much worse than the best
_MARGIN_OF_MANY = 0.7  # where the answer has words enough of its own to tell
_WORDY = 3
_TWICE = 0.4  # what it must fit by itself, then
_WORTH = -1.5  # what an answer without words of its own may miss, where its accuser says more
_NEAR, _FAR = 3, 8  # sentences
_SOON = 2  # statements
_SURE = 9.0


def find(profiles: Sequence[Profile]) -> Iterator[Tie]:
    """Every tie between `profiles`, in no order; nobody disputes what he says himself, unless he admits it."""
    for t in _between(profiles):
        a, b = profiles[t.a], profiles[t.b]
        admitted = "confirms" in {a.statement.stance, b.statement.stance}
        if t.sign > 0 or admitted or not pairs.same_speaker(a, b):
            yield t


def _between(profiles: Sequence[Profile]) -> Iterator[Tie]:
    answers: dict[int, list[Tie]] = {}
    shared: set[int] = set()
    for a, b in pairs.proposals(profiles):
        both = pairs.overlap(a, b)
        if both >= _WITHIN:
            if not (a.reports or b.reports or (a.bare and b.bare and not pairs.same_speaker(a, b))):
                yield _one(a, b)
                shared |= {a.index, b.index}
        elif not both:
            m = pairs.match(a, b)
            yield from _alike(a, b, m)
            for t in _answers(a, b, m):
                answers.setdefault(t.b, []).append(t)
    denied = set(shared)
    answered: set[int] = set()
    for x, found in sorted(answers.items()):
        if _said_before(profiles, profiles[x], found, denied):
            continue
        chosen = _chosen(profiles, profiles[x], found, strict=x in shared)
        denied.update(t.b for t in chosen)
        answered.update(t.a for t in chosen)
        yield from chosen
    yield from _going_on(profiles, denied)
    yield from _alluding(profiles, answered)


def _alluding(profiles: Sequence[Profile], answered: set[int]) -> Iterator[Tie]:
    """Reports that speak of a deed as known and unproven ("the alleged attack") with what was answered last."""
    for x in profiles:
        if x.alludes and x.answerable:
            before = [i for i in answered if i < x.index and profiles[i].accuses]
            if before and not pairs.overlap(profiles[max(before)], x):
                yield Tie(scores.ALLUDES, max(before), x.index, 1)


def _one(a: Profile, b: Profile) -> Tie:
    """Two statements of one content, as a denial and the allegation that it denies."""
    return Tie(_SURE, a.index, b.index, 1 if a.sign_in(1) == b.sign_in(1) else -1)


def _alike(a: Profile, b: Profile, m: Match) -> Iterator[Tie]:
    """The same said twice; or of the same thing the opposite."""
    if not m.terms:
        return
    if a.numbers and b.numbers and not a.numbers & b.numbers:
        return
    signs = a.sign_in(m.sign_a) * b.sign_in(m.sign_b)
    if signs < 0:
        return
    score = scores.value(scores.ALIKE, scores.alike(a, b, m))
    if m.opposed:
        if max(m.of_a, m.of_b) >= _OPPOSED and not pairs.same_speaker(a, b):
            yield Tie(score, a.index, b.index, -1)
    elif score > _ALIKE:
        yield Tie(score, a.index, b.index, 1)


def _answers(a: Profile, b: Profile, m: Match) -> Iterator[Tie]:
    """Ties from an assertion to the answer, if one of the two may answer the other."""
    for f, x, covers, covered, sf, sx in (
        (a, b, m.of_a, m.of_b, m.sign_a, m.sign_b),
        (b, a, m.of_b, m.of_a, m.sign_b, m.sign_a),
    ):
        if not (f.answerable and x.answers) or f.reports:
            continue
        vague = scores.vague(x, m)
        if vague and f.statement.form == "direct" and f.lean < 0:
            continue  # who speaks so denies something himself: "We have no such plan"
        if not vague and (
            f.sign_in(sf) * x.sign_in(sx) * (-1 if m.opposed else 1) > 0 or not _touches(f, x, m, covers, covered)
        ):
            continue
        facts = scores.answer(f, x, covers, covered, m)
        if vague and f.statement.stance == "confirms" and not (facts["names"] or facts["one_speaker"]):
            continue
        if vague and not scores.points_at(facts, abs(f.sentence - x.sentence)):
            continue
        score = scores.value(scores.ANSWER, facts)
        if score > (_WORTH if vague else _ANSWERED if x.denial else _NEGATED):
            yield Tie(score, f.index, x.index, -1)


def _touches(f: Profile, x: Profile, m: Match, covers: float, covered: float) -> bool:
    """Whether the words that an answer shares are enough to be of one thing."""
    if m.terms and x.denial and scores.comes_next(f, x) and covered > _LEAST:
        return True
    return x.plea or covered > _LITTLE or (m.terms > 1 and (covered > _LEAST or covers > _HALF))


def _chosen(profiles: Sequence[Profile], x: Profile, found: list[Tie], *, strict: bool) -> list[Tie]:
    """The best assertion that `x` answers; more of them if it answers any accusation or they fit by themselves."""
    best = max(found, key=lambda t: (t.score, -t.a))
    fit = [t for t in found if t.score > (_ANSWERED if x.denial else _NEGATED)]
    if x.plea and not strict:
        return fit
    least = max(best.score - (_MARGIN if x.own < _WORDY else _MARGIN_OF_MANY), _TWICE)
    chosen = [t for t in fit if t.score >= least or (t is best and not strict)]
    if x.bare and best in chosen:
        chosen += [t for t in found if t not in chosen and _one_accuser(profiles[best.a], profiles[t.a])]
    return chosen


def _said_before(profiles: Sequence[Profile], x: Profile, found: list[Tie], denied: set[int]) -> bool:
    """Whether `x` only repeats an earlier denial of its speaker: nothing that it may answer speaks of them."""
    if not _only_repeats(profiles, x):
        return False
    if x.statement.stance == "denies" and any(profiles[t.a].speaks_of(x) or x.speaks_of(profiles[t.a]) for t in found):
        return False
    earlier = (d for d in profiles[: x.index] if d.index in denied and d.lean < -1)
    return any(pairs.same_speaker(d, x) for d in earlier)


def _only_repeats(profiles: Sequence[Profile], x: Profile) -> bool:
    """Whether `x` says again that something is untrue, by hardly a word of its own and none that an assertion has."""
    if x.repeats:
        return True
    return x.untrue and x.own <= 1 and not any(pairs.match(f, x).terms for f in profiles if f.answerable and f is not x)


def _one_accuser(f: Profile, g: Profile) -> bool:
    """Whether `g` is one more accusation of the speaker of `f`, near it."""
    return pairs.same_speaker(f, g) and abs(f.sentence - g.sentence) <= _NEAR and f.accuses and g.accuses


def _going_on(profiles: Sequence[Profile], denied: set[int]) -> Iterator[Tie]:
    """Answers without words of their own ("lies, nothing but lies") that go on with a denial of the same speaker."""
    for x in profiles:
        if x.index in denied or not x.answers:
            continue
        mine = [d for d in profiles if d.index in denied and d.lean < 0 and pairs.same_speaker(d, x)]
        if _only_repeats(profiles, x):
            mine = [d for d in mine if d.denial]
        else:
            mine = [d for d in mine if 0 < x.index - d.index <= _SOON and _keeps_on(d, x)]
        if x.repeats and not x.untrue:
            mine = [d for d in mine if abs(x.sentence - d.sentence) <= _FAR]
        if mine:
            d = min(mine, key=lambda d: (abs(d.index - x.index), d.index > x.index))
            yield Tie(scores.goes_on(d, x), d.index, x.index, 1)


def _keeps_on(d: Profile, x: Profile) -> bool:
    """Whether `x`, with words of its own, is still about what `d` denies."""
    m = pairs.match(d, x)
    return m.terms > 0 and (x.untrue or m.sign_b < 0)
