"""Which actor of the ledger an actor of a reading is: the story first, then the ledger; in doubt, nobody."""

from __future__ import annotations

from typing import TYPE_CHECKING

from recoupe.link.actors.judge import LINKS, Judgement, judge
from recoupe.model import Link

if TYPE_CHECKING:
    from collections.abc import Iterable

    from recoupe.link.actors.named import Named

_MARGIN = 0.05
"""How far the best candidate must be ahead of one that is somebody else."""


def resolve(a: Named, candidates: Iterable[Named], *, maker: str = "") -> Link | None:
    """Link `a` to the best of `candidates`; None where none is good enough, or two different ones are about as good.

    Who is in the story of `a` goes before who is not. Of candidates that are one already, only the best counts.
    """
    best = _best(a, (c for c in candidates if c.id != a.id))
    if not best:
        return None
    (found, b), *others = best
    if any(found.score - other.score < _MARGIN for other, _ in others):
        return None
    return Link("actor", a.id, b.id, round(found.score, 4), found.reasons, maker)


def _best(a: Named, candidates: Iterable[Named]) -> list[tuple[Judgement, Named]]:
    """The best candidate of each group that `a` may belong to, story mates alone if there are any, best first."""
    by_group: dict[str, tuple[Judgement, Named]] = {}
    for c in candidates:
        found = judge(a, c)
        known = by_group.get(c.group or c.id)
        if found.score >= LINKS and (known is None or _order(a, found, c) < _order(a, *known)):
            by_group[c.group or c.id] = found, c
    out = sorted(by_group.values(), key=lambda found: _order(a, *found))
    mates = [x for x in out if a.story and x[1].story == a.story]
    return mates or out


def _order(a: Named, found: Judgement, c: Named) -> tuple[float, bool, str]:
    return -found.score, c.story != a.story, c.id
