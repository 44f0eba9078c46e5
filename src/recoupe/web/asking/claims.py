"""A claim: who is for it, who against, over time; fact checks of it; the stories that it is in."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING

from recoupe.linking import factchecks
from recoupe.web.asking import cards, sides

if TYPE_CHECKING:
    from recoupe.ledger import FactCheck, Listed
    from recoupe.model import Link
    from recoupe.store.store import Store
    from recoupe.web.asking.cards import Card
    from recoupe.web.asking.sides import Line, Sided

MOST = 1_000  # statements that are looked at


@dataclass(frozen=True, slots=True)
class Claim:
    """All that is shown of a claim; `told` are its statements in the order of publication."""

    listed: Listed
    sided: Sided
    told: tuple[Line, ...]
    checks: tuple[tuple[FactCheck, Link], ...]
    stories: tuple[Card, ...]


def claim(there: Store, group_id: str, *, reader: str) -> Claim | None:
    """The claim with this id, or that it led to; None if there is none that shows anything."""
    listed = there.listed(group_id)
    if listed is None or listed.group.kind != "claim":
        return None
    told = sides.lines(there, islice(there.statements(group=listed.group.id), MOST))
    if not told:
        return None
    told.sort(key=sides.order)
    stories = dict.fromkeys(x.entry.story for x in told)
    found = [s for each in islice(stories, 12) if (s := there.listed(each))]
    return Claim(
        listed=listed,
        sided=sides.claims(told)[0],
        told=tuple(told),
        checks=tuple(factchecks.of(there, [x.id for x in told])),
        stories=tuple(cards.of(there, found, reader)),
    )
