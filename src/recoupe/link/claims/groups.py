"""Statements into claims by average link: two groups are one where their statements fit on average, both ways."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from recoupe.link.claims.judge import Judgement

UNLIKE = -4.0
"""What a pair counts that was not compared: they share nothing."""

SHARE = 0.3
"""Of the pairs of two groups, the share that is looked at, the best: a claim is said in more ways than one."""


class Bond(NamedTuple):
    """`a` and `b` were put into one claim by this."""

    a: str
    b: str
    judgement: Judgement


@dataclass(slots=True)
class Group:
    """Statements of one claim, each with its side, 1 or -1; those that tell, by which it is compared."""

    sides: dict[str, int]
    telling: list[str] = field(default_factory=list)


def average(one: Group, other: Group, judged: Mapping[tuple[str, str], Judgement]) -> tuple[float, int]:
    """How well two groups fit on average, and whether on one side (1) or on two (-1)."""
    lean = 0.0
    of_a, of_b = dict.fromkeys(one.telling, UNLIKE), dict.fromkeys(other.telling, UNLIKE)
    for a in one.telling:
        for b in other.telling:
            if (found := judged.get((a, b) if a < b else (b, a))) is not None:
                of_a[a], of_b[b] = max(of_a[a], found.score), max(of_b[b], found.score)
                lean += found.chance * found.sign * one.sides[a] * other.sides[b]
    fits = [sum(best.values()) / len(best) for best in (of_a, of_b) if best]
    return (max(fits) if fits else UNLIKE), (-1 if lean < 0 else 1)


def merge(one: Group, other: Group, sign: int, most: int) -> None:
    """Put `other` into `one`; at most `most` statements go on telling."""
    one.sides.update({s: side * sign for s, side in other.sides.items()})
    one.telling = [*one.telling, *other.telling][:most]


def gather(groups: list[Group], judged: Mapping[tuple[str, str], Judgement], least: float, most: int) -> Iterable[Bond]:
    """Merge `groups` in place, the best fit first, until none reaches `least`. Gives the bonds that did it."""
    of = {s: n for n, g in enumerate(groups) for s in g.sides}
    alive = dict(enumerate(groups))
    near: dict[int, set[int]] = {n: set() for n in alive}
    for a, b in judged:
        if a in of and b in of and of[a] != of[b]:
            near[of[a]].add(of[b])
            near[of[b]].add(of[a])
    fits = {(x, y): average(alive[x], alive[y], judged) for x in near for y in near[x] if x < y}
    while fits:
        (x, y), (fit, sign) = max(fits.items(), key=lambda f: (f[1][0], -f[0][0], -f[0][1]))
        if fit < least:
            break
        yield best(alive[x], alive[y], judged)
        merge(alive[x], alive.pop(y), sign, most)
        near[x] = (near[x] | near.pop(y)) - {x, y}
        fits = {k: v for k, v in fits.items() if x not in k and y not in k}
        for z in near[x]:
            near[z] = (near[z] - {y}) | {x}
            fits[min(x, z), max(x, z)] = average(alive[min(x, z)], alive[max(x, z)], judged)
    groups[:] = [alive[n] for n in sorted(alive)]


def best(one: Group, other: Group, judged: Mapping[tuple[str, str], Judgement]) -> Bond:
    """The pair of two groups that fits best."""
    pairs = ((min(a, b), max(a, b)) for a in one.telling for b in other.telling)
    a, b = max((p for p in pairs if p in judged), key=lambda p: (judged[p].score, p))
    return Bond(a, b, judged[a, b])
