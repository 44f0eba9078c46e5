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
_CERTAIN = Judgement(1.0, ())


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
    """The best candidate of each group that `a` may belong to, story mates alone if there are any, best first.

    Comparing names is dear: nobody is judged who could change nothing. The very same name comes first, and where it is
    certain, names that are only like it are nobody's.
    """
    same = a.name.casefold()
    mates: list[Named] = []
    others: list[Named] = []
    for c in sorted(candidates, key=lambda c: (c.name.casefold() != same, c.id)):
        (mates if a.story and c.story == a.story else others).append(c)
    by_group: dict[str, tuple[Judgement, Named]] = {}
    _judged(a, mates, by_group)
    # who is one with a story mate may be better than that one
    _judged(a, [c for c in others if (c.group or c.id) in by_group], by_group)
    found = [x for x in by_group.values() if a.story and x[1].story == a.story]
    if not found:
        _judged(a, others, by_group)
        found = list(by_group.values())
    return sorted(found, key=lambda x: _order(a, *x))


def _judged(a: Named, candidates: Iterable[Named], by_group: dict[str, tuple[Judgement, Named]]) -> None:
    """Judge candidates, those with the very same name first, until that is certain."""
    same = a.name.casefold()
    for c in candidates:
        if c.name.casefold() != same and any(found.score >= _CERTAIN.score for found, _ in by_group.values()):
            return
        _take(a, c, by_group)


def _take(a: Named, c: Named, by_group: dict[str, tuple[Judgement, Named]]) -> None:
    """Let `c` be the best of its group if it is."""
    known = by_group.get(c.group or c.id)
    if known is not None and _order(a, _CERTAIN, c) >= _order(a, *known):
        return
    found = judge(a, c)
    if found.score >= LINKS and (known is None or _order(a, found, c) < _order(a, *known)):
        by_group[c.group or c.id] = found, c


def _order(a: Named, found: Judgement, c: Named) -> tuple[float, bool, str]:
    return -found.score, c.story != a.story, c.id
