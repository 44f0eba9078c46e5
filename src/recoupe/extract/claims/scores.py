"""How surely two statements are of one claim: a sum of named facts, each with its weight."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from recoupe.extract.claims.pairs import same_speaker

if TYPE_CHECKING:
    from recoupe.extract.claims.pairs import Match
    from recoupe.extract.claims.profiles import Profile

Facts = dict[str, float]

ALLUDES = 1.0

_FEW = 4
_MOSTLY = 0.5
_HARDLY = 2

ANSWER: Facts = {
    "bias": -3.2,
    "covered": 3.2,  # share of the answer's terms that the assertion has
    "covers": 1.0,  # share of the assertion's terms that the answer has
    "shared": 0.5,  # log of their weight
    "pointed": 1.2,  # a shared term stands after a word that points back
    "pronoun": 2.4,  # the answer is a pronoun
    "reference": 2.0,  # the answer is a noun for what was said ("the allegations")
    "plea": 2.8,  # the answer answers any accusation
    "refers": 0.6,  # it refers, with a few words of its own
    "denies": 1.0,
    "false": 0.8,
    "names": 0.9,  # the assertion speaks of the answerer
    "near_names": 0.5,
    "contested": 0.8,
    "fault": 0.4,
    "source": 1.0,  # the answer names who asserts
    "one_speaker": -2.5,
    "admitted": 5.0,  # one speaker, who now admits
    "gap": -0.15,  # log of sentences between
    "vague_gap": -0.1,
    "pronoun_gap": -1.5,
    "after": -0.4,
    "bare_after": -1.0,
    "quoted": -0.3,
    "promise": -1.5,
    "unlike": -1.0,  # the answer speaks of accusations, and this is none
    "next": 0.9,  # the answer, without words of its own, is the next statement
    "follows": 0.45,  # it has, and is the next statement all the same
    "unmatched": -0.4,  # words of its own that a vague answer has
}
ALIKE: Facts = {"bias": -4.0, "least": 7.0, "most": 1.5, "shared": -0.3, "count": 0.15, "one_speaker": 1.6, "gap": 0.0}


def value(weights: Facts, facts: Facts) -> float:
    """The weighted sum of `facts`."""
    return weights["bias"] + sum(weights[k] * v for k, v in facts.items())


def answer(f: Profile, a: Profile, covers: float, covered: float, m: Match) -> Facts:
    """What speaks for `a` denying what `f` says."""
    one = same_speaker(f, a)
    bare = vague(a, m)
    spoken = f.statement.who is not None or bool(f.statement.source)
    names = f.speaks_of(a)
    gap = math.log1p(abs(f.sentence - a.sentence))
    reference = bare and not a.plea and "references" in a.sets
    pronoun = bare and not a.plea and not reference
    contested = "contested" in f.cue_sets or not spoken
    admitted = one and (f.statement.stance == "confirms" or "disclosures" in f.cue_sets)
    near = not names and not one and a.sentence != f.sentence and f.stands_by(a)
    tied = contested or names or near or a.untrue
    if admitted:
        admitted = not f.plea and (covered > _MOSTLY or _turned(f, a, bare=bare))
    return {
        "covered": 0.0 if bare else covered,
        "covers": covers,
        "shared": math.log1p(m.weight),
        "pointed": m.pointed,
        "pronoun": pronoun,
        "reference": reference,
        "plea": _pleads(f, a, contested=contested, named=names or near),
        "refers": not bare and "references" in a.sets and a.own <= _FEW,
        "denies": a.statement.stance == "denies",
        "false": a.untrue,
        "names": names and not one,
        "near_names": near,
        "contested": contested,
        "fault": "faults" in f.sets,
        "source": a.speaks_of(f),
        "one_speaker": one,
        "admitted": admitted,
        "gap": gap,
        "vague_gap": gap if bare else 0.0,
        "pronoun_gap": gap if pronoun else 0.0,
        "after": f.index > a.index,
        "bare_after": bare and not a.plea and f.index > a.index and not admitted,
        "quoted": f.statement.form == "direct",
        "promise": "promises" in f.cue_sets and not one and not names,
        "unlike": bare and "contested" in a.sets and not (contested or f.accuses),
        "next": bare and tied and comes_next(f, a),
        "follows": not bare and a.denial and comes_next(f, a),
        "unmatched": a.own if bare else 0.0,
    }


def comes_next(f: Profile, a: Profile) -> bool:
    """Whether `a` is the statement after `f`, in its sentence or the next."""
    return a.index - f.index == 1 and a.sentence - f.sentence <= 1


def vague(a: Profile, m: Match) -> bool:
    """Whether `a` has no words of its own, or calls untrue what it hardly names."""
    return a.bare or (a.untrue and not m.terms and a.own <= _HARDLY)


def _turned(f: Profile, a: Profile, *, bare: bool) -> bool:
    """Whether a speaker who says `f` at last takes back the denial `a`: both stand together, or it is told as past."""
    if abs(f.sentence - a.sentence) <= 1 and (bare or f.bare):
        return True
    return a.past and f.sentence != a.sentence


def _pleads(f: Profile, a: Profile, *, contested: bool, named: bool) -> float:
    """How much `a` answers `f` as it answers any accusation."""
    if not a.plea or not ("faults" in f.sets or (contested and named)):
        return 0.0
    return 1.0 if a.bare else 0.5


def points_at(facts: Facts, sentences: int) -> bool:
    """Whether an answer without words of its own, so many sentences away, has more to do with it than nearness."""
    tied = ("names", "near_names", "source", "plea", "admitted")
    return any(facts[k] for k in tied) or sentences <= 1 + facts["contested"]


def goes_on(d: Profile, x: Profile) -> float:
    """How surely `x`, without words of its own, goes on with the denial `d` of the same speaker."""
    return 2.0 - 0.25 * math.log1p(abs(d.sentence - x.sentence))


def alike(a: Profile, b: Profile, m: Match) -> Facts:
    """What speaks for `a` and `b` saying the same."""
    return {
        "least": min(m.of_a, m.of_b),
        "most": max(m.of_a, m.of_b),
        "shared": math.log1p(m.weight),
        "count": min(m.terms, 5),
        "one_speaker": same_speaker(a, b),
        "gap": math.log1p(abs(a.sentence - b.sentence)),
    }
