"""What is known of two names beside one another, as numbers: what the trees decide by."""

from __future__ import annotations

import functools
from typing import TYPE_CHECKING

from recoupe.lang.roman.scripts import LATIN, UNSPACED
from recoupe.link.names.alike import alike, same_bones
from recoupe.link.names.parts import bones, naming

if TYPE_CHECKING:
    from collections.abc import Sequence

    from recoupe.link.names.pairing import Match, Pairing
    from recoupe.link.names.parts import Name, Word

SURE = 0.8
KINDS = ("Hani", "Hang", "Kana", "Arab", "Hebr", "Cyrl")

NAMES = (
    "covered", "covered of the shorter", "matched", "worst", "best", "last", "first", "joined", "joined, turned",
    "joined bones", "words of the shorter", "words of the longer", "left weight, more", "left weight, less",
    "letters of the shorter", "ratio of letters", "weight of sure matches", "weight of the worst", "initials",
    "initials left", "same words", "scripts", *KINDS, "other script", "in order", "nicknames", "numbers", "endings",
    "bones of the worst", "lone", "left full words, less", "left full words, more", "unspaced", "first letters",
    "exact forms", "mean bones",
)  # fmt: skip
"""What each number is."""


def facts(a: Name, b: Name, pairs: Pairing) -> list[float]:
    """The numbers of `a` and `b`, in the order of NAMES; the same whichever name comes first."""
    scores_a, scores_b = _by_word(len(a.words), pairs.matches, 0), _by_word(len(b.words), pairs.matches, 1)
    cover_a, cover_b = _cover(a.words, scores_a), _cover(b.words, scores_b)
    few, many = sorted((len(a.words), len(b.words)))
    shorter = min((sum(w.weight for w in a.words), cover_a), (sum(w.weight for w in b.words), cover_b))[1]
    left = sorted((sum(a.words[i].weight for i in pairs.left_a), sum(b.words[i].weight for i in pairs.left_b)))
    full = sorted((_full(a.words, pairs.left_a), _full(b.words, pairs.left_b)))
    worst = min(pairs.matches, key=lambda m: m.alike, default=None)
    straight, turned = _joined(a, b)
    letters = sorted((len(a.joined[0]), len(b.joined[0])))
    scripts = {a.script, b.script}
    said = [(min(_weight(a.words, m.a), _weight(b.words, m.b)), m.alike) for m in pairs.matches]
    return [
        (cover_a + cover_b) / 2,
        shorter,
        sum(w * s for w, s in said) / sum(w for w, _ in said) if said else 0.0,
        min(*scores_a, *scores_b) if few > 1 or many == 1 else min(scores_a if few == len(a.words) else scores_b),
        max(scores_a),
        min(scores_a[-1], scores_b[-1]),
        min(scores_a[0], scores_b[0]),
        straight,
        turned,
        same_bones(bones(a.joined[0]), bones(b.joined[0])),
        few,
        many,
        left[1],
        left[0],
        letters[0],
        letters[0] / max(1, letters[1]),
        sum(w for w, s in said if s >= SURE),
        _weight(a.words, worst.a) + _weight(b.words, worst.b) if worst else 0.0,
        sum(m.how == "initial" for m in pairs.matches),
        sum(a.words[i].initial for i in pairs.left_a) + sum(b.words[i].initial for i in pairs.left_b),
        sum(m.how == "same" for m in pairs.matches),
        2 - (a.script == LATIN) - (b.script == LATIN),
        *(float(kind in scripts) for kind in KINDS),
        float(not scripts <= {LATIN, *KINDS}),
        float(_ordered(pairs.matches)),
        sum(m.how == "nickname" for m in pairs.matches),
        _numbers(a, b),
        _endings(a, b, pairs.matches),
        _bones(a, b, worst) if worst else 0.0,
        float(lone(a, b, pairs)),
        full[0],
        full[1],
        float(not scripts.isdisjoint(UNSPACED)),
        _first_letters(a, b, pairs.matches),
        sum(w.exact for w in (*a.words, *b.words)) / (few + many),
        sum(_bones(a, b, m) for m in pairs.matches) / max(1, few),
    ]


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
        for i in m[side]:  # type: ignore[attr-defined]
            out[i] = m.alike
    return out


def _cover(words: Sequence[Word], scores: Sequence[float]) -> float:
    """How much of a name's weight is matched."""
    whole = sum(w.weight for w in words)
    return sum(w.weight * s for w, s in zip(words, scores, strict=True)) / whole if whole else 0.0


def _weight(words: Sequence[Word], places: Sequence[int]) -> float:
    return sum(words[i].weight for i in places)


def _full(words: Sequence[Word], places: Sequence[int]) -> int:
    """How many words are neither initials nor particles."""
    return sum(not words[i].initial and not words[i].minor for i in places)


def _joined(a: Name, b: Name) -> tuple[float, float]:
    """How alike the names are as one word each: as they stand, and with the last word of one put first."""
    straight = max(alike(x, y) for x in a.joined for y in b.joined)
    if straight == 1.0 or (len(a.words) == 1 and len(b.words) == 1):
        return straight, straight
    turned = [alike(_turned(x), y.joined[0]) for x, y in ((a, b), (b, a)) if len(x.words) > 1]
    return straight, max(straight, *turned)


@functools.lru_cache(maxsize=1 << 15)
def _turned(name: Name) -> str:
    words = [w.forms[0] for w in name.words]
    return "".join((words[-1], *words[:-1]))[:40]


def _ordered(matches: Sequence[Match]) -> bool:
    places = [m.b for m in sorted(matches)]
    return places == sorted(places)


def _numbers(a: Name, b: Name) -> float:
    """1 if both have the same numbers, -1 if they differ, 0 if one has none."""
    if not a.numbers or not b.numbers:
        return -0.5 if a.numbers or b.numbers else 0.0
    return 1.0 if a.numbers == b.numbers else -1.0


def _endings(a: Name, b: Name, matches: Sequence[Match]) -> float:
    """How many matched words differ only in an ending of gender, case or language."""
    return sum(
        same_but_ending(a.words[m.a[0]].forms[0], b.words[m.b[0]].forms[0]) for m in matches if m.how == "alike"
    )


@functools.lru_cache(maxsize=1 << 15)
def same_but_ending(x: str, y: str) -> bool:
    return any(
        x.endswith(p) and y.endswith(q) and x[: -len(p)] == y[: -len(q)] and len(x) > len(p) + 1
        for row in naming().endings
        for p in row
        for q in row
        if p != q
    )


def _bones(a: Name, b: Name, match: Match) -> float:
    return same_bones(
        "".join(a.words[i].bones for i in match.a),
        "".join(b.words[i].bones for i in match.b),
    )


def _first_letters(a: Name, b: Name, matches: Sequence[Match]) -> float:
    """The share of matched words that begin with one letter."""
    same = sum(a.words[m.a[0]].forms[0][0] == b.words[m.b[0]].forms[0][0] for m in matches)
    return same / len(matches) if matches else 0.0
