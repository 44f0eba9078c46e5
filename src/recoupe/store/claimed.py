"""What holds a claim together beside links: sides in its articles, what pages said before, what people corrected."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from recoupe.store import grouping
from recoupe.store.grouping import Bond
from recoupe.store.part import Part

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping, Sequence

    from recoupe.model import Polarity
    from recoupe.store.grouping import Sides

_WITHIN = 2.0  # claims of one article are read, not linked: they go before every link


class Claimed(Part):
    """Inside a transaction."""

    def _former(self, statements: Collection[str]) -> set[str]:
        """Those of these statements of earlier versions of pages: they are of no claim, but hold one together."""
        sql = (
            "SELECT s.id FROM statement s JOIN article a ON a.id = s.article"
            " WHERE s.id IN ({ids}) AND s.hidden = 0 AND a.hidden = 0 AND a.later IS NOT NULL"
        )
        return {r[0] for r in self.of_ids(sql, statements)}

    def _kept_on(self, statements: Sequence[str]) -> dict[tuple[str, str, str], Bond]:
        """What a page said before in the same words as now, as bonds; either may be among `statements`."""
        if not self._any_edited():
            return {}
        said = "t.words = s.words AND t.stance = s.stance"
        found: set[tuple[str, str]] = set()
        for on in ("a.id = s.article", "a.later = s.article"):
            other = "a.later" if on.startswith("a.id") else "a.id"
            sql = f"SELECT s.id, t.id FROM statement s JOIN article a ON {on} JOIN statement t ON t.article = {other}"
            rows = self.of_ids(f"{sql} AND {said} WHERE s.id IN ({{ids}})", statements)
            found |= {(min(pair), max(pair)) for pair in rows}
        return {("kept on", a, b): Bond(a, b, _WITHIN, ("for", "for")) for a, b in sorted(found)}

    def _any_edited(self) -> bool:
        """Whether any page of the ledger was edited."""
        return bool(self.engine.all("SELECT 1 FROM article WHERE later IS NOT NULL LIMIT 1"))

    def _sides(self, items: list[str]) -> dict[tuple[str, str, str], Bond]:
        """The claims of articles that `items` stand in, as bonds from their first statement to each other one."""
        sql = (
            "SELECT claim, statement, polarity FROM side"
            " WHERE claim IN (SELECT claim FROM side WHERE statement IN ({ids})) ORDER BY claim, n"
        )
        first: dict[str, tuple[str, Any]] = {}
        bonds = {}
        for claim, statement, side in self.of_ids(sql, items):
            a, side_a = first.setdefault(claim, (statement, side))
            if a != statement:
                bonds[claim, a, statement] = Bond(a, statement, _WITHIN, (side_a, side))
        return bonds

    def _read_so(self, statements: Iterable[str]) -> dict[str, str]:
        """The stances of statements, as they were read."""
        return dict(self.of_ids("SELECT id, stance FROM statement WHERE id IN ({ids})", statements))

    def _stances(self, statements: Iterable[str]) -> dict[str, str]:
        """The stances of statements, as people have corrected them."""
        wanted = list(statements)
        return self._read_so(wanted) | self._corrections(wanted)

    def _corrections(self, statements: Collection[str]) -> dict[str, str]:
        """The stances of those statements of which people have corrected it."""
        if not self.engine.all("SELECT 1 FROM review WHERE verdict = 'correct' AND withdrawn IS NULL LIMIT 1"):
            return {}
        sql = "SELECT made, a, value FROM review WHERE a IN ({ids}) AND verdict = 'correct' AND withdrawn IS NULL"
        told = [(one, json.loads(value)) for _, one, value in sorted(self.of_ids(sql, statements))]
        return {one: given["stance"] for one, given in told if "stance" in given}

    def _changed(self, statements: Collection[str]) -> dict[str, tuple[str, str]]:
        """The stances, as it was read and as it reads now, of statements of which people have corrected it."""
        now = self._corrections(statements)
        return {one: (read, now[one]) for one, read in self._read_so(now).items()}


def as_now(ends: tuple[str, str], sides: Sides | None, changed: Mapping[str, tuple[str, str]]) -> Sides | None:
    """The sides of two statements as they are since the stances of some have `changed`, from one to another."""
    if sides is None:
        return None
    one, other = (
        grouping.moved(told, *changed[end]) if end in changed else told for end, told in zip(ends, sides, strict=True)
    )
    return one, other


def main_side(members: Mapping[str, Polarity | None]) -> tuple[str, Polarity]:
    """A member that stands for a claim where people join it with another, and its side: the first who is `for`."""
    for wanted in ("for", "against"):
        if found := [m for m in sorted(members) if members[m] == wanted]:
            return found[0], wanted
    return min(members), "open"
