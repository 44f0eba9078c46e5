"""Statements into claims by average link: two groups are one where their statements fit on average, both ways."""

from __future__ import annotations

import heapq
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from recoupe.link.claims.judge import Judgement

UNLIKE = -4.0
"""What a pair counts that was not compared: they share nothing."""

SHARE = 0.3
"""Of the pairs of two groups, the share that is looked at, the best: a claim is said in more ways than one."""


class Bond(NamedTuple):
    """`a` and `b` were put into one claim by this; `sign` is -1 where they are on two sides of it."""

    a: str
    b: str
    judgement: Judgement
    sign: int = 1


@dataclass(slots=True)
class Group:
    """Statements of one claim: the side of each, 1 or -1; those that tell, by which it is compared; those that ask."""

    sides: dict[str, int]
    telling: list[str] = field(default_factory=list)
    open: set[str] = field(default_factory=set)


class Fit(NamedTuple):
    """How well two groups fit on average; whether they turn each other round (-1) or not; whether they disagree."""

    score: float
    sign: int
    disputed: bool


def average(one: Group, other: Group, judged: Mapping[tuple[str, str], Judgement]) -> Fit:
    """Compare two groups by those of their statements that tell."""
    lean = unlike = 0.0
    scores = []
    for a in one.telling:
        for b in other.telling:
            found = judged.get((a, b) if a < b else (b, a))
            scores.append(max(found.score, UNLIKE) if found else UNLIKE)
            if found:
                lean += found.chance * found.sign * one.sides[a] * other.sides[b]
                unlike += found.chance * found.sign
    scores.sort(reverse=True)
    kept = scores[: max(1, round(len(scores) * SHARE))]
    return Fit(sum(kept) / len(kept) if kept else UNLIKE, -1 if lean < 0 else 1, unlike < 0)


def merge(one: Group, other: Group, sign: int, most: int) -> None:
    """Put `other` into `one`; at most `most` statements go on telling."""
    one.sides.update({s: side * sign for s, side in other.sides.items()})
    one.telling = [*one.telling, *other.telling][:most]
    one.open |= other.open


def gather(
    groups: list[Group], judged: Mapping[tuple[str, str], Judgement], least: float, dispute: float, most: int
) -> Iterable[Bond]:
    """Merge `groups` in place, the best fit first, until none reaches `least`; `dispute` where they are on two sides.

    Gives the bonds that did it.
    """
    alive = dict(enumerate(groups))
    near = _near(groups, judged)
    fits = {(x, y): average(alive[x], alive[y], judged) for x in near for y in near[x] if x < y}
    queue = [(-fit.score, *pair) for pair, fit in fits.items() if fit.score >= (dispute if fit.disputed else least)]
    heapq.heapify(queue)
    while queue:
        score, x, y = heapq.heappop(queue)
        if (x, y) not in fits or fits[x, y].score != -score:  # one of the two has been merged since
            continue
        sign = fits[x, y].sign
        yield best(alive[x], alive[y], sign, judged)
        merge(alive[x], alive.pop(y), sign, most)
        for z in near.pop(y):
            near[z].discard(y)
            fits.pop((min(y, z), max(y, z)))
            if z != x:
                near[z].add(x)
                near[x].add(z)
        for z in near[x]:
            pair = min(x, z), max(x, z)
            fit = fits[pair] = average(alive[pair[0]], alive[pair[1]], judged)
            if fit.score >= (dispute if fit.disputed else least):
                heapq.heappush(queue, (-fit.score, *pair))
    groups[:] = [alive[n] for n in sorted(alive)]


def _near(groups: Sequence[Group], judged: Iterable[tuple[str, str]]) -> dict[int, set[int]]:
    """For each group, by its place, those that it was compared with."""
    of = {s: n for n, g in enumerate(groups) for s in g.sides}
    near: dict[int, set[int]] = {n: set() for n in range(len(groups))}
    for a, b in judged:
        if a in of and b in of and of[a] != of[b]:
            near[of[a]].add(of[b])
            near[of[b]].add(of[a])
    return near


def best(one: Group, other: Group, sign: int, judged: Mapping[tuple[str, str], Judgement]) -> Bond:
    """The pair that fits best of two groups that lie so to each other, if need be one of which one asks.

    What `sign` makes of the sides of all is what the bond tells: a pair that was judged otherwise is the exception.
    """
    pairs = ((min(a, b), max(a, b), one.sides[a] * other.sides[b] * sign) for a in one.telling for b in other.telling)
    ask = one.open | other.open
    a, b, lie = max(
        (p for p in pairs if p[:2] in judged),
        key=lambda p: (not ask & {p[0], p[1]}, judged[p[0], p[1]].sign == p[2], judged[p[0], p[1]].score, p),
    )
    return Bond(a, b, judged[a, b], lie)
