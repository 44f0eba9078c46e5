"""How far back one must look for the first rows of a list of the latest.

A list that is asked for its first rows is looked for among the latest articles or groups alone, then among more of
them, and among all where those do not suffice. What is found so is the beginning of the whole list, row by row: all
that would come before it lies in the part that was looked at.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from recoupe.store import terms
from recoupe.store.part import Part

if TYPE_CHECKING:
    from collections.abc import Iterator

    from recoupe.ledger import Query
    from recoupe.model import GroupKind

_TIMES = (3, 30, 300)  # as many articles or groups as there are rows asked for
_FEW = 3_000  # statements or articles that have a word
_FURTHEST = 1_000  # rows beyond which all is looked at


def needed(query: Query) -> int:
    """How many rows must be found until the list is complete, 0 for all."""
    return 0 if query.limit is None else query.skip + query.limit


class Recent(Part):
    """Bounds of time, the latest first."""

    def _recent_moments(self, query: Query, table: str) -> Iterator[str]:
        """Times of publication, each so that some articles are later; none where words, in `table`, find few anyhow."""
        narrow = query.who or query.actor or query.since or query.until
        if narrow or not 0 < needed(query) <= _FURTHEST or (query.words and self._rare(table, query.words)):
            return
        sql = "SELECT moment FROM article ORDER BY moment DESC LIMIT 1 OFFSET ?"
        yield from self._recent_bounds(query, (sql,))

    def _rare(self, table: str, words: str) -> bool:
        """Whether few have these words."""
        row = terms.terms(words)
        if not row:
            return False
        found, value = self.engine.matching(table, row)
        few = self.engine.all(f"SELECT count(*) FROM (SELECT 1 FROM {found} f LIMIT {_FEW}) c", (value,))
        return bool(few[0][0] < _FEW)

    def _recent_days(self, kind: GroupKind, query: Query, *, lonely: bool) -> Iterator[str]:
        """Days, each so that some groups were still written about later."""
        narrow = query.words or query.who or query.actor or query.since or query.until
        if narrow or kind == "network" or not 0 < needed(query) <= _FURTHEST:
            return
        disputed = " AND disputed = 1" if kind == "claim" and query.disputed else ""
        of = f"SELECT last_day FROM groups WHERE kind = '{kind}'{disputed} ORDER BY last_day DESC LIMIT 1 OFFSET ?"
        alone = "SELECT day FROM article ORDER BY day DESC LIMIT 1 OFFSET ?"
        yield from self._recent_bounds(query, (of, alone) if lonely else (of,))

    def _recent_bounds(self, query: Query, sql: tuple[str, ...]) -> Iterator[str]:
        for times in _TIMES:
            found = [row[0] for one in sql for row in self.engine.all(one, (times * needed(query),))]
            if not found or not max(found):
                return
            yield max(found)

    def _enough(self, query: Query, sql: str, values: list[Any]) -> list[Any] | None:
        """The rows of a list, of a query that looks at a part; None where there may be more than it finds."""
        rows = self.engine.all(f"{sql} LIMIT ?", (*values, needed(query)))
        return rows[query.skip :] if len(rows) == needed(query) else None
