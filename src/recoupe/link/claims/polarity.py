"""Who of a claim is for it and who against: the side that affirms is for."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from recoupe.link.claims.evidence import Known
    from recoupe.model import Polarity


def polarities(members: Mapping[str, tuple[Known, int]]) -> dict[str, Polarity]:
    """The polarity of each statement, given with its side, 1 or -1, that it has in the claim."""
    lean = sum(side * _lean(k) for k, side in members.values())
    flip = -1 if lean < 0 else 1
    return {s: _polarity(k, side * flip) for s, (k, side) in members.items()}


def _lean(k: Known) -> int:
    """-2 where it denies, -1 where it negates, else 1."""
    if k.denies:
        return -2
    return -1 if k.said.side == "against" or k.content.signs[0] < 0 else 1


def _polarity(k: Known, side: int) -> Polarity:
    if k.open:
        return "open"
    return "for" if side > 0 else "against"
