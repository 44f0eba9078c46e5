"""How surely two statements are of one claim: a learned sum of facts, vetoes, and reasons for people."""

from __future__ import annotations

import functools
import json
import math
import operator
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from recoupe.link.claims.content import share
from recoupe.link.claims.evidence import compared, overlap
from recoupe.link.claims.matching import Rare

if TYPE_CHECKING:
    from collections.abc import Mapping

    from recoupe.link.claims.evidence import Known
    from recoupe.link.claims.matching import Match

FILE = Path(__file__).parent / "weights.json"
NEVER, SURE = -9.0, 3.0
_WORDY = 4  # words of a statement that may be known by them
_SHOWN = 6
_UNMET = 0.5  # of the words of a denial, where it stands far from what it may deny
_FEW = 2  # words that statements of two articles share at least; across languages fewer are known


class Worth(dict[str, float]):
    """What each fact is worth, by name."""

    def score(self, facts: Mapping[str, float]) -> float:
        """What these facts are worth together."""
        return math.fsum(map(operator.mul, self.values(), map(facts.__getitem__, self)))


class Weights(NamedTuple):
    """What each fact is worth in one language (`facts`) and across two (`bridge`).

    The rest: what statements of one article must reach on average, and on two sides of a dispute, of one story, of
    two stories and of two languages must reach on average.
    """

    facts: Worth
    bridge: Worth
    article: float
    dispute: float
    story: float
    stories: float
    languages: float


class Judgement(NamedTuple):
    """`score` is a sum of evidence, about 0 for "as likely as not"; `sign` as `relation` has it."""

    score: float
    sign: int
    reasons: tuple[str, ...] = ()

    @property
    def chance(self) -> float:
        """The score as a share of 1."""
        return 1 / (1 + math.exp(-max(-30.0, min(30.0, self.score))))


AGAIN = Judgement(SURE, 1, ("the same in the same words",))
MIRRORED = Judgement(1.0, 1, ("the same two speakers disagree in this story, in another language",))
COPIED = Judgement(2 * SURE, 1, ("the same words in the article that this one was copied from",))


@functools.cache
def learned() -> Weights:
    """The weights of the package."""
    told = json.loads(FILE.read_text(encoding="utf-8"))
    return Weights(**told | {part: Worth(told[part]) for part in ("facts", "bridge")})


def judge(a: Known, b: Known, rare: Rare | None = None, weights: Weights | None = None) -> Judgement:
    """Compare two statements. `rare` lessens words that are everywhere in their story, see linker.py."""
    judgement, m, facts = _weighed(a, b, rare or Rare(), weights or learned())
    return judgement._replace(reasons=judgement.reasons or _reasons(a, b, m, facts, judgement.sign))


def weigh(a: Known, b: Known, rare: Rare, weights: Weights) -> Judgement | None:
    """As `judge`, without reasons for people; None where the two share too little, or neither language nor story."""
    x, y = a.said, b.said
    across = x.lang != y.lang
    if across and x.story != y.story:
        return None
    common = share(a.content, b.content, across=across)
    if common < (1 if across or x.article == y.article else _FEW) and (x.article != y.article or not _at_home(a, b)):
        return None
    return _weighed(a, b, rare, weights)[0]


def _at_home(a: Known, b: Known) -> bool:
    """Whether two statements of one article belong together without a common word."""
    return bool(a.said.inside and a.said.inside == b.said.inside) or overlap(a.said, b.said) > 0


def _weighed(a: Known, b: Known, rare: Rare, weights: Weights) -> tuple[Judgement, Match, Mapping[str, float]]:
    m, sign, facts = compared(a, b, rare)
    against = vetoed(m, facts, across=a.said.lang != b.said.lang)
    if against:
        return Judgement(NEVER, sign, (against,)), m, facts
    score = (weights.facts if a.said.lang == b.said.lang else weights.bridge).score(facts)
    if repeated(a, b):
        score = max(score, SURE)
    return Judgement(score, sign), m, facts


def repeated(a: Known, b: Known) -> bool:
    """Whether both say the same in the same words, and words enough."""
    x, y = a.content, b.content
    return a.said.lang == b.said.lang and len(x.terms) >= _WORDY and x.pairs == y.pairs and x.signs == y.signs


def vetoed(m: Match, facts: Mapping[str, float], *, across: bool) -> str:
    """Why two statements of two articles cannot be of one claim, whatever they share; "" if they can."""
    if facts["same_article"]:
        return _vetoed_inside(m, facts)
    if m.counted or (facts["other_numbers"] and facts["all_of"]):
        return "other numbers"
    if facts["other_days"]:
        return "other days"
    if m.swapped:
        return f"who did it to whom is swapped: {', '.join(m.words[:2])}"
    if facts["bare"] or m.common < (1 if across else _FEW):
        return "no words of its own to compare"
    return ""


def _vetoed_inside(m: Match, facts: Mapping[str, float]) -> str:
    """The same of two statements of one article."""
    if facts["inside"] or facts["overlap"]:
        return ""
    if facts["both_sides"] and facts["unmet"] > _UNMET and not facts["opposed"]:
        return "what is denied has other words"
    return "" if m.common else "no words of its own to compare"


def _reasons(a: Known, b: Known, m: Match, facts: Mapping[str, float], sign: int) -> tuple[str, ...]:
    """What was compared, the strongest first."""
    out = []
    if facts["inside"]:
        out.append("one claim inside the article")
    if m.words:
        share = round(100 * max(m.of_a, m.of_b))
        out.append(f"{share} % of the words of one in the other: {', '.join(m.words[:_SHOWN])}")
    if facts["one_speaker"] > 0:
        out.append(f"one speaker: {a.said.who} / {b.said.who}")
    if m.numbers:
        out.append(f"{m.numbers} numbers the same")
    if a.said.lang != b.said.lang:
        out.append(f"across languages: {a.said.lang} / {b.said.lang}")
    if sign < 0:
        out.append("one says it, one denies it")
    return tuple(out)
