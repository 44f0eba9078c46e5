"""What speaks for two statements being of one claim, and against: named facts with a value each."""

from __future__ import annotations

import functools
import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

from recoupe.link.claims.content import Content, content
from recoupe.link.claims.matching import Match, Rare, match
from recoupe.link.skeletons import skeleton

if TYPE_CHECKING:
    from recoupe.link.claims.facts import Said
    from recoupe.link.stories.lexicon import Look

FACTS = (
    "bias", "least", "most", "shared", "count", "order", "names", "numbers", "other_numbers", "other_names",
    "one_speaker", "inside", "overlap", "same_article", "gap", "article_least", "article_most", "bare", "counted",
    "answers", "urges", "question", "story", "all_of", "opposed", "other_days", "both_sides", "length", "lead",
    "near_one", "then_quoted", "quoted_on", "denial",
)  # fmt: skip
_PLENTY = 6
_SOME = 2
_MOST_OF = 0.75
_ALL = 0.9
_NEAR = 3
ALIKE = 0.5
"""The share of the words of either that two statements share where a negation of one tells."""


@dataclass(frozen=True, slots=True)
class Known:
    """A statement with its content read, and the consonants of who says it."""

    said: Said
    content: Content
    speaker: frozenset[str]

    @property
    def denies(self) -> bool:
        """Whether it denies, by its cue, or calls a saying untrue."""
        return self.said.stance == "denies" or self.content.untrue or "disavowals" in self.content.sets

    @property
    def bare(self) -> bool:
        """Whether it has hardly a word of its own but names, so that only its article tells what it is about."""
        return len(self.content.terms) < _SOME or all(t.name for t in self.content.terms)

    @property
    def open(self) -> bool:
        """Whether it takes no side."""
        return self.content.question or self.said.stance == "doubts"


def known(said: Said, look: Look | None = None) -> Known:
    """Read `said`."""
    words = (w.strip(".,\"'“”«»()") for w in said.who.split())
    bones = (_bones(w.lower()) for w in words if len(w) > 3)  # noqa: PLR2004 -- shorter words name nobody
    return Known(said, content(said, look), frozenset(b for b in bones if len(b) > 1))


_bones = functools.lru_cache(50_000)(skeleton)


def evidence(a: Known, b: Known, m: Match, sign: int) -> dict[str, float]:
    """The facts about a pair that lies so to each other, by name."""
    x, y = a.said, b.said
    article = x.article == y.article
    least, most = sorted((m.of_a, m.of_b))
    numbers = a.content.number and b.content.number
    names = a.content.name and b.content.name
    inside = article and bool(x.inside) and x.inside == y.inside
    return {
        "bias": 1.0,
        "least": least,
        "most": most,
        "shared": math.log1p(m.shared),
        "count": min(m.common, _PLENTY) / _PLENTY,
        "order": m.order,
        "names": min(m.names, 2),
        "numbers": min(m.numbers, 2),
        "other_numbers": numbers and not m.numbers,
        "other_names": names and not m.names,
        "one_speaker": _one(a, b),
        "inside": inside,
        "overlap": overlap(a.said, b.said),
        "same_article": article,
        "gap": math.log1p(abs(x.place - y.place)) if article else 0.0,
        "article_least": least * article,
        "article_most": most * article,
        "bare": a.bare or b.bare,
        "counted": m.counted,
        "answers": (a.denies or b.denies) and not article,
        "urges": (x.stance == "urges") != (y.stance == "urges"),
        "question": a.open != b.open,
        "story": bool(x.story) and x.story == y.story and not article,
        "all_of": most > _MOST_OF,
        "opposed": m.opposed,
        "other_days": bool(x.days and y.days and not set(x.days) & set(y.days)),
        "both_sides": sign < 0,
        "length": math.log1p(min(len(a.content.terms), len(b.content.terms))),
        **(_within(a, b, m) if article else _APART),
    }


_APART = dict.fromkeys(("lead", "near_one", "then_quoted", "quoted_on", "denial", "unmet"), 0.0)


def _within(a: Known, b: Known, m: Match) -> dict[str, float]:
    """How two statements of one article stand to each other in it.

    Headline and first sentence come again below (`lead`), who says a thing repeats it soon (`near_one`), what was told
    is then quoted (`then_quoted`), and a quotation that goes on seldom says the same again (`quoted_on`). A denial
    answers what stands right beside it, or else what has its words: of those not met there is a share (`unmet`, which
    is not weighed and only forbids).
    """
    x, y = (a.said, b.said) if a.said.place < b.said.place else (b.said, a.said)
    one = max(_one(a, b), 0.0)
    unmet = (1 - of for k, of in ((a, m.of_a), (b, m.of_b)) if k.denies and not k.bare)
    following = one * (y.place - x.place == 1 and y.form == "direct")
    return {
        "lead": x.place == 0,
        "near_one": one * (y.place - x.place <= _NEAR),
        "then_quoted": following * (x.form != "direct"),
        "quoted_on": following * (x.form == "direct"),
        "denial": a.denies or b.denies,
        "unmet": 0.0 if y.place - x.place <= 1 else max(unmet, default=0.0),
    }


def compared(a: Known, b: Known, rare: Rare | None = None) -> tuple[Match, int, dict[str, float]]:
    """Match two statements, tell how they lie to each other, and the facts."""
    m = match(a.content, b.content, across=a.said.lang != b.said.lang, rare=rare or Rare())
    sign = relation(a, b, m)
    return m, sign, evidence(a, b, m, sign)


def relation(a: Known, b: Known, m: Match) -> int:
    """1 where both are on one side of what they share, -1 where they are on two, 0 where nothing tells.

    Nobody is taken to contradict himself, unless he denies what he says elsewhere in the same words. A negation that
    only one of the two has tells where they share most of their words, of one language: else it may be about the rest,
    or the other may have it inside a word ("unfit", "not fit").
    """
    x, y = a.said, b.said
    if x.inside and x.inside == y.inside and x.article == y.article:
        return -1 if {x.side, y.side} == {"for", "against"} else 1
    denials = math.prod(-1 if k.denies and not k.content.untrue else 1 for k in (a, b))
    sign = math.prod((denials, *m.signs, -1 if m.opposed else 1))
    across = x.lang != y.lang
    alike = not across and min(m.of_a, m.of_b) >= ALIKE
    held = not across and max(m.of_a, m.of_b) >= _ALL and m.common >= _SOME  # all that one says the other says too
    turned = (alike or held) and denials < 0 and x.article != y.article
    if sign < 0 and not turned and (_is_one(a, b) or ((across or denials > 0) and _one(a, b) == 1)):
        return 1
    one_sided = math.prod(m.signs) < 0 and not alike
    return (1 if denials < 0 and _one(a, b) == 1 else 0) if one_sided else sign


def _is_one(a: Known, b: Known) -> bool:
    return bool(a.said.actor) and a.said.actor == b.said.actor


def _one(a: Known, b: Known) -> float:
    if _is_one(a, b):
        return 1.0
    if not a.speaker or not b.speaker:
        return 0.0
    return len(a.speaker & b.speaker) / min(len(a.speaker), len(b.speaker)) or -0.5


def overlap(a: Said, b: Said) -> float:
    """The share of characters that two contents of one article have in common, of those of either."""
    if a.article != b.article:
        return 0.0
    both = sum(max(0, min(q, t) - max(p, s)) for p, q in a.spans for s, t in b.spans)
    every = sum(q - p for p, q in a.spans) + sum(q - p for p, q in b.spans) - both
    return both / every if every else 0.0
