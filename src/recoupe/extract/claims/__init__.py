"""Claims inside one article: which statements are about one proposition, and who is for and who against.

Method: contents are compared by words weighted with their rarity in the article; denials, negations and words that
call a saying untrue give each its sign; answers without words of their own ("denied it") go to the nearest fitting
assertion. Links are summed from named facts (scores.py) and gathered, the surest first.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from recoupe import ids
from recoupe.extract.claims import pairs, scores
from recoupe.extract.claims.groups import Tie, gather
from recoupe.extract.claims.lexicon import lexicon
from recoupe.extract.claims.profiles import Page, profile
from recoupe.model import Claim, Member

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from recoupe.extract.claims.profiles import Profile
    from recoupe.model import Actor, Doc, Polarity, Statement

__all__ = ["find"]

_ANSWERED = 0.0
_NEGATED = 0.8  # an answer that only negates must fit better
_ALIKE = -0.5
_WITHIN = 0.5  # contents that overlap so much are one
_MARGIN = 1.2


def find(doc: Doc, statements: Sequence[Statement], actors: Sequence[Actor] = ()) -> tuple[Claim, ...]:
    """The claims of two statements or more in `doc`, by their first statement."""
    if len(statements) < 2:  # noqa: PLR2004
        return ()
    page = Page(doc, lexicon(doc.lang), actors)
    profiles = [profile(page, i, s) for i, s in enumerate(statements)]
    groups = gather(_ties(profiles))
    return tuple(_claim(profiles, g) for g in groups if len(g) > 1)


def _ties(profiles: Sequence[Profile]) -> Iterator[Tie]:
    answers: dict[int, list[Tie]] = {}
    follows: list[Tie] = []
    linked: set[int] = set()
    for a, b in pairs.proposals(profiles):
        shared = pairs.overlap(a, b)
        if shared:
            if shared >= _WITHIN:
                yield _nested(a, b)
                linked |= {a.index, b.index}
            continue
        m = pairs.match(a, b)
        follow = _follows(a, b, m)
        if follow:
            follows.append(Tie(follow, a.index, b.index, 1))
            continue
        if a.numbers and b.numbers and not a.numbers & b.numbers:
            continue
        if a.sign_in(m.sign_a) * b.sign_in(m.sign_b) * (-1 if m.opposed else 1) > 0:
            score = scores.value(scores.ALIKE, scores.alike(a, b, m))
            if score > _ALIKE:
                yield Tie(score, a.index, b.index, 1)
        for f, x, covers, covered in ((a, b, m.of_a, m.of_b), (b, a, m.of_b, m.of_a)):
            if f.answerable and x.answers:
                sf, sx = (m.sign_a, m.sign_b) if f is a else (m.sign_b, m.sign_a)
                if x.own and f.sign_in(sf) * x.sign_in(sx) * (-1 if m.opposed else 1) > 0:
                    continue
                score = scores.value(scores.ANSWER, scores.answer(f, x, covers, covered, m))
                if score > (_ANSWERED if x.statement.stance == "denies" or x.untrue else _NEGATED):
                    answers.setdefault(x.index, []).append(Tie(score, f.index, x.index, -1))
    for x, found in answers.items():
        linked.add(x)
        yield from _chosen(profiles[x], found)
    for t in follows:
        if t.a in linked:
            linked.add(t.b)
            yield t


def _chosen(x: Profile, found: list[Tie]) -> list[Tie]:
    """The best assertion that `x` answers; more of them if it answers any accusation."""
    top = max(t.score for t in found)
    if x.plea:
        return found
    return [t for t in found if t.score >= top - (_MARGIN if x.own else 0.0)]


def _follows(a: Profile, b: Profile, m: pairs.Match) -> float:
    """How surely `b` goes on with the denial `a` of the same speaker; 0 if it does not."""
    if (
        not (a.lean < 0 and b.answers and b.statement.stance != "denies")
        or b.sentence - a.sentence > 2
        or b.index - a.index > 2
    ):
        return 0.0
    if not pairs.same_speaker(a, b):
        return 0.0
    if a.lean == -1:
        return float(b.index - a.index == 1 and b.sentence - a.sentence < 2)
    return 1.0 + m.count if b.untrue or (m.count and m.sign_b < 0) else 0.0


def _nested(a: Profile, b: Profile) -> Tie:
    denial = a.sign_in(1) != b.sign_in(1)
    return Tie(9.0, a.index, b.index, -1 if denial else 1)


def _claim(profiles: Sequence[Profile], group: dict[int, int]) -> Claim:
    lean = sum(s * profiles[i].lean for i, s in group.items())
    flip = -1 if lean < 0 else 1
    members = [Member(profiles[i].statement.id, _polarity(profiles[i], s * flip)) for i, s in sorted(group.items())]
    return Claim(ids.make("c", min(m.statement for m in members)), tuple(members))


def _polarity(p: Profile, side: int) -> Polarity:
    if p.question or p.statement.stance == "doubts":
        return "open"
    return "for" if side > 0 else "against"
