"""Links between statements into claims: the surest first, each statement on the side that its links give it."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable


class Tie(NamedTuple):
    """Statements `a` and `b` (indices) are of one claim, on one side (`sign` 1) or on two (-1)."""

    score: float
    a: int
    b: int
    sign: int


def gather(ties: Iterable[Tie]) -> list[dict[int, int]]:
    """The groups that `ties` make: each statement with its side, 1 that of the group's first one, or -1.

    A tie that contradicts a surer one is dropped (union-find with parity).
    """
    parent: dict[int, tuple[int, int]] = {}

    def root(x: int) -> tuple[int, int]:
        sign = 1
        while x in parent:
            x, s = parent[x]
            sign *= s
        return x, sign

    seen: set[int] = set()
    for t in sorted(ties, key=lambda t: (-t.score, t.a, t.b)):
        seen |= {t.a, t.b}
        (x, sx), (y, sy) = root(t.a), root(t.b)
        if x != y:
            parent[max(x, y)] = (min(x, y), sx * sy * t.sign)
    groups: dict[int, dict[int, int]] = defaultdict(dict)
    for x in sorted(seen):
        top, sign = root(x)
        groups[top][x] = sign
    return list(groups.values())
