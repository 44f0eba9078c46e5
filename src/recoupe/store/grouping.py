"""Groups from bonds and verdicts: pure. What people decided comes first, the latest first; then the strongest bonds.

Two members that a person has split never come into one group, whatever lies between them. Members of a claim have a
side; each bond tells the sides of its two as to one proposition, and joining two groups turns the sides of one over
where the bond says so.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple, cast

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

from recoupe.model import Polarity

Sides = tuple[Polarity, Polarity]
_TURNED: dict[str, Polarity] = {"for": "against", "against": "for", "open": "open"}
_OWN: dict[str, Polarity] = {"asserts": "for", "confirms": "for", "denies": "against"}
_OPPOSITE: Sides = ("for", "against")


class Bond(NamedTuple):
    """Two things that belong together, how surely, and, in a claim, on which sides they are."""

    a: str
    b: str
    score: float = 1.0
    sides: Sides | None = None


class Decided(NamedTuple):
    """A person's verdict: one group (`joins`) or never; in a claim, perhaps, on which sides they are."""

    a: str
    b: str
    joins: bool
    sides: Sides | None = None


def groups(
    items: Iterable[str], bonds: Iterable[Bond], decided: Iterable[Decided] = ()
) -> list[dict[str, Polarity | None]]:
    """Each group's members with their sides, in the order of their smallest; `decided` has the latest verdict first."""
    forest = _Forest(items)
    for d in decided:
        if d.joins:
            forest.join(d.a, d.b, d.sides)
        else:
            forest.part(d.a, d.b)
    for b in sorted(bonds, key=lambda b: (-b.score, b.a, b.b)):
        forest.join(b.a, b.b, b.sides)
    return sorted(forest.members.values(), key=min)


class _Forest:
    """Groups that grow. Each is known by one of its members."""

    def __init__(self, items: Iterable[str]) -> None:
        self.root = {item: item for item in items}
        self.members: dict[str, dict[str, Polarity | None]] = {item: {item: None} for item in self.root}
        self.apart: dict[str, set[str]] = {}

    def join(self, a: str, b: str, sides: Sides | None) -> None:
        """Make the groups of `a` and `b` one, unless they were parted."""
        if a not in self.root or b not in self.root:
            return
        one, other = self.root[a], self.root[b]
        if one != other:
            if other in self.apart.get(one, ()):
                return
            if sides:
                self._turn(a, b, sides)
            self._pour(*sorted((one, other), key=lambda r: -len(self.members[r])))
        if sides:
            self._fill(a, b, sides)

    def part(self, a: str, b: str) -> None:
        """Keep the groups of `a` and `b` from ever being one, unless they are already."""
        one, other = self.root.get(a), self.root.get(b)
        if one and other and one != other:
            self.apart.setdefault(one, set()).add(other)
            self.apart.setdefault(other, set()).add(one)

    def _pour(self, large: str, small: str) -> None:
        for item in self.members[small]:
            self.root[item] = large
        self.members[large].update(self.members.pop(small))
        for other in self.apart.pop(small, set()):
            self.apart[other].remove(small)
            self.apart[other].add(large)
            self.apart.setdefault(large, set()).add(other)

    def _turn(self, a: str, b: str, sides: Sides) -> None:
        """Turn the sides of the smaller group over where the bond wants it."""
        mine, yours = self.members[self.root[a]], self.members[self.root[b]]
        here, there = mine[a], yours[b]
        turned = _turned(here, sides[0]) != _turned(there, sides[1])
        if turned:
            group = min((mine, yours), key=len)
            group.update({item: _TURNED[side] if side else None for item, side in group.items()})

    def _fill(self, a: str, b: str, sides: Sides) -> None:
        """Give the two their sides where they have none yet; both stand in one group now."""
        group = self.members[self.root[a]]
        turned = _turned(group[a], sides[0]) or _turned(group[b], sides[1])
        for item, side in zip((a, b), sides, strict=True):
            if group[item] in {None, "open"}:
                group[item] = _TURNED[side] if turned else side


def _turned(known: Polarity | None, told: Polarity) -> bool:
    """Whether what is known and what a bond tells are opposite sides."""
    return known is not None and "open" not in {known, told} and known != told


def side(stance: str) -> Polarity:
    """The side that one takes to what one speaks of."""
    return _OWN.get(stance, "open")


def over(polarity: Polarity) -> Polarity:
    """The other side."""
    return _TURNED[polarity]


def sides(told: str) -> Sides | None:
    """The two sides that a decision to join claims tells: its first words, or "opposite"; None where it tells none."""
    words = told.split()
    if len(words) > 1 and _TURNED.keys() >= set(words[:2]):
        return cast("Sides", (words[0], words[1]))
    return _OPPOSITE if told == "opposite" else None


def moved(told: Polarity, then: str, now: str) -> Polarity:
    """The side of a statement that was told when its stance read `then`, where it reads `now`."""
    before, after = side(then), side(now)
    if before == after:
        return told
    if after == "open":
        return "open"
    return after if "open" in {told, before} else over(told)


def oriented(members: Mapping[str, Polarity | None], stances: Mapping[str, str]) -> dict[str, Polarity]:
    """The members of a claim with their sides so named that `for` is the side of most who assert it.

    Who has no side takes that of the stance. Where both sides assert as often, the smallest member's is `for`.
    """
    sided = {m: known or side(stances.get(m, "")) for m, known in members.items()}
    count = {"for": 0, "against": 0, "open": 0}
    for member, taken in sided.items():
        count[taken] += {"asserts": 1, "confirms": 1, "denies": -1}.get(stances.get(member, ""), 0)
    first = next((sided[m] for m in sorted(sided) if sided[m] != "open"), "for")
    if count["for"] > count["against"] or (count["for"] == count["against"] and first == "for"):
        return sided
    return {m: _TURNED[taken] for m, taken in sided.items()}
