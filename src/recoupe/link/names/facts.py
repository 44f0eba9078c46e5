"""What is known of two names beside one another, as numbers: what the trees decide by."""

from __future__ import annotations

import functools
from typing import TYPE_CHECKING

from recoupe.lang.roman.scripts import LATIN, UNSPACED
from recoupe.lang.roman.sounds import shared
from recoupe.link.names.alike import alike
from recoupe.link.names.parts import naming

if TYPE_CHECKING:
    from collections.abc import Sequence

    from recoupe.link.names.pairing import Match, Pairing
    from recoupe.link.names.parts import Name, Word

SURE = 0.8
CLEAR = 0.9  # names so alike need not be turned
KINDS = ("Hani", "Hang", "Kana", "Arab", "Hebr", "Cyrl")

NAMES = (
    "covered", "covered of the shorter", "matched", "weight of sure matches", "first letters", "worst", "best", "last",
    "first", "joined", "joined, turned", "joined sounds", "joined bones", "joined bones, coarse",
    "words of the shorter", "words of the longer", "left weight, more", "left weight, less", "letters of the shorter",
    "ratio of letters", "weight of the worst", "initials", "initials left", "same words", "scripts", *KINDS,
    "other script", "unspaced", "in order", "nicknames", "numbers", "endings", "bones of the worst", "lone",
    "left full words, less", "left full words, more", "exact forms", "mean bones",
)  # fmt: skip
"""What each number is."""


def facts(a: Name, b: Name, pairs: Pairing) -> list[float]:
    """The numbers of `a` and `b`, in the order of NAMES; the same whichever name comes first."""
    matches = pairs.matches
    scores_a, scores_b = _by_word(len(a.words), matches, 0), _by_word(len(b.words), matches, 1)
    (whole_a, cover_a), (whole_b, cover_b) = _cover(a.words, scores_a), _cover(b.words, scores_b)
    few, many = sorted((len(scores_a), len(scores_b)))
    left_a, left_b = _left(a.words, pairs.left_a), _left(b.words, pairs.left_b)
    worst = min(matches, key=_score, default=None)
    straight, turned, sounds, hard = _joined(a, b)
    letters = sorted((len(a.joined[0].form), len(b.joined[0].form)))
    hows = [m.how for m in matches]
    bones = [1.0 if m.how == "same" else _bones(a, b, m) for m in matches]
    return [
        (cover_a + cover_b) / 2,
        cover_a if (whole_a, cover_a) <= (whole_b, cover_b) else cover_b,
        *_said(a, b, matches),
        min(*scores_a, *scores_b) if few > 1 or many == 1 else min(scores_a if few == len(scores_a) else scores_b),
        max(scores_a),
        min(scores_a[-1], scores_b[-1]),
        min(scores_a[0], scores_b[0]),
        straight,
        turned,
        sounds,
        hard,
        hard if a.coarse == a.joined[0].bones and b.coarse == b.joined[0].bones else shared(a.coarse, b.coarse),
        few,
        many,
        max(left_a[0], left_b[0]),
        min(left_a[0], left_b[0]),
        letters[0],
        letters[0] / (letters[1] or 1),
        _weight(a.words, worst.a) + _weight(b.words, worst.b) if worst else 0.0,
        hows.count("initial"),
        left_a[2] + left_b[2],
        hows.count("same"),
        *_scripts(*sorted((a.script, b.script))),
        _ordered(matches),
        hows.count("nickname"),
        _numbers(a, b),
        _endings(a, b, matches),
        bones[matches.index(worst)] if worst else 0.0,
        lone(a, b, pairs),
        min(left_a[1], left_b[1]),
        max(left_a[1], left_b[1]),
        sum([w.exact for w in a.words]) + sum([w.exact for w in b.words]) - few - many,
        sum(bones) / few,
    ]


def _score(match: Match) -> float:
    return match.alike


def _said(a: Name, b: Name, matches: Sequence[Match]) -> tuple[float, float, float]:
    """Mean likeness of what is matched, weight of what is surely matched, share that begins with one letter."""
    weight = scored = sure = begun = 0.0
    for m in matches:
        w = min(_weight(a.words, m.a), _weight(b.words, m.b))
        weight += w
        scored += w * m.alike
        if m.alike >= SURE:
            sure += w
        begun += a.words[m.a[0]].looks[0].form[0] == b.words[m.b[0]].looks[0].form[0]
    return (scored / weight if weight else 0.0), sure, begun / (len(matches) or 1)


@functools.cache
def _scripts(one: str, other: str) -> tuple[float, ...]:
    """How many of the scripts are not Latin, which they are, whether one has no spaces."""
    both = {one, other}
    return (
        2.0 - (one == LATIN) - (other == LATIN),
        *(float(kind in both) for kind in KINDS),
        float(not both <= {LATIN, *KINDS}),
        float(not both.isdisjoint(UNSPACED)),
    )


def _left(words: Sequence[Word], places: Sequence[int]) -> tuple[float, int, int]:
    """Weight of the words at `places`, how many are neither initials nor particles, how many are initials."""
    weight, full, initials = 0.0, 0, 0
    for i in places:
        word = words[i]
        weight += word.weight
        full += not word.initial and not word.minor
        initials += word.initial
    return weight, full, initials


def lone(a: Name, b: Name, pairs: Pairing) -> bool:
    """Whether one name is a single word and the other one has more that it says nothing of."""
    for one, left in ((a, pairs.left_b), (b, pairs.left_a)):
        other = b if one is a else a
        if len(one.words) == 1 and len(other.words) > 1 and any(not other.words[i].minor for i in left):
            return True
    return False


def _by_word(count: int, matches: Sequence[Match], side: int) -> list[float]:
    out = [0.0] * count
    for m in matches:
        for i in m.of(side):
            out[i] = m.alike
    return out


def _cover(words: Sequence[Word], scores: Sequence[float]) -> tuple[float, float]:
    """A name's weight, and how much of it is matched."""
    whole = covered = 0.0
    for word, score in zip(words, scores, strict=True):
        whole += word.weight
        covered += word.weight * score
    return whole, covered / whole


def _weight(words: Sequence[Word], places: Sequence[int]) -> float:
    return words[places[0]].weight if len(places) == 1 else sum([words[i].weight for i in places])


def _joined(a: Name, b: Name) -> tuple[float, float, float, float]:
    """How alike the names are as one word: as they stand, the last word of one put first, by sounds, by consonants."""
    x, y = a.joined[0], b.joined[0]
    sounds, hard = shared(x.sounds, y.sounds), shared(x.bones, y.bones)
    straight = (sounds + hard) / 2
    if len(a.joined) > 1 or len(b.joined) > 1:
        straight = max([alike(p, q) for p in a.joined for q in b.joined])
    one, other = (a, b) if (len(a.words), a.text) >= (len(b.words), b.text) else (b, a)
    if straight > CLEAR or len(one.words) == 1:
        return straight, straight, sounds, hard
    return straight, max(straight, shared(one.turned, other.joined[0].sounds)), sounds, hard


def _ordered(matches: Sequence[Match]) -> bool:
    places = [m.b for m in sorted(matches)]
    return places == sorted(places)


def _numbers(a: Name, b: Name) -> float:
    """1 if both have the same numbers, -1 if they differ, 0 if one has none."""
    if not a.numbers or not b.numbers:
        return -0.5 if a.numbers or b.numbers else 0.0
    return 1.0 if a.numbers == b.numbers else -1.0


def _endings(a: Name, b: Name, matches: Sequence[Match]) -> int:
    """How many matched words differ only in an ending of gender, case or language."""
    forms = [(a.words[m.a[0]].looks[0].form, b.words[m.b[0]].looks[0].form) for m in matches if m.how == "alike"]
    return sum([same_but_ending(x, y) for x, y in forms])


def same_but_ending(x: str, y: str) -> bool:
    """Whether two words differ in an ending of gender, case or language alone."""
    stem = next((at for at, (p, q) in enumerate(zip(x, y, strict=False)) if p != q), min(len(x), len(y)))
    cuts = range(stem, max(1, stem - 3), -1)
    return x != y and any((x[at:], y[at:]) in _endings_apart() for at in cuts)


@functools.cache
def _endings_apart() -> frozenset[tuple[str, str]]:
    """Pairs of endings that one family name has."""
    return frozenset((p, q) for row in naming().endings for p in row for q in row if p != q)


def _bones(a: Name, b: Name, match: Match) -> float:
    """How much of the consonants of matched words is the same."""
    if len(match.a) == len(match.b) == 1:
        return shared(a.words[match.a[0]].looks[0].bones, b.words[match.b[0]].looks[0].bones)
    joined = ["".join([name.words[i].looks[0].bones for i in at]) for name, at in ((a, match.a), (b, match.b))]
    return shared(*joined)
