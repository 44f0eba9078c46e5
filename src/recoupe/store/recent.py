"""How far back one must look for the first rows of a list of the latest.

A list that is asked for its first rows is looked for among the latest articles or groups alone, then among more of
them, and among all where those do not suffice. What is found so is the beginning of the whole list, row by row: all
that would come before it lies in the part that was looked at.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from recoupe.ledger import Query
from recoupe.store import asking, terms
from recoupe.store.part import Part

if TYPE_CHECKING:
    from collections.abc import Iterator

    from recoupe.model import GroupKind

_TIMES = (3, 30, 300)  # as many articles or groups as there are rows asked for
_FEW = 500  # statements or articles that have a word, articles of a site
_NAMES = 500  # names with a word
_FURTHEST = 10_000  # rows beyond which all is looked at
_END = "~"  # after every time


class Late(NamedTuple):
    """A part of a ledger: articles of this time of publication or later; their least number."""

    moment: str
    number: int


class Recent(Part):
    """Bounds of time, the latest first."""

    def _late(self, query: Query, table: str) -> Iterator[Late]:
        """Parts that grow; none where little is looked at anyhow: words, in `table`, or a name, that few have."""
        few = bool(query.words) and self._rare(table, query.words, _FEW)
        few = few or (bool(query.who) and not self._often(query)) or self._small(query.sites)
        if few or query.actor or not 0 < (query.limit or 0) <= _FURTHEST:
            return
        times = (
            _TIMES[-1:] if query.who else _TIMES
        )  # names are looked at one by one, the latest first, until it is enough
        sql = "SELECT moment FROM article WHERE moment <= ? ORDER BY moment DESC LIMIT 1 OFFSET ?"
        for moment in self._bounds(query, ((sql, _first(query)),), times):
            number = self.engine.all("SELECT min(nr + 0) FROM article WHERE moment >= ?", (moment,))
            yield Late(moment, number[0][0] or 0)

    def _often(self, query: Query) -> bool:
        """Whether many are called as is asked for."""
        return bool(query.who) and not self._few_names(query.who)

    def _few_names(self, words: str) -> bool:
        """Whether few names have these words."""
        return self._rare("search_name", words, _NAMES)

    def _rare(self, table: str, words: str, most: int) -> bool:
        """Whether fewer than `most` have these words."""
        row = terms.terms(words)
        if not row:
            return True
        found, value = self.engine.matching(table, row)
        few = self.engine.all(f"SELECT count(*) FROM (SELECT 1 FROM {found} f LIMIT {most}) c", (value,))
        return bool(few[0][0] < most)

    def _small(self, sites: tuple[str, ...]) -> bool:
        """Whether there are some sites, and they have few articles."""
        if not sites:
            return False
        asked = asking.of_articles(Query(sites=sites, hidden=True, earlier=True))
        sql = f"SELECT count(*) FROM (SELECT 1 FROM article a{asked.where()} LIMIT {_FEW}) c"
        return bool(self.engine.all(sql, asked.values)[0][0] < _FEW)

    def _recent_days(self, kind: GroupKind, query: Query, *, lonely: bool) -> Iterator[str]:
        """Days, each so that some groups were still written about later."""
        called = f"{query.words} {query.who}".strip()
        few = bool(called) and (kind != "actor" or self._few_names(called))
        narrow = few or query.actor or query.until or self._small(query.sites)
        if narrow or kind == "network" or not 0 < (query.limit or 0) <= _FURTHEST:
            return
        disputed = " AND disputed = 1" if kind == "claim" and query.disputed else ""
        of = (
            f"SELECT last_day FROM groups WHERE kind = '{kind}' AND last_day <= ?{disputed}"
            " ORDER BY last_day DESC LIMIT 1 OFFSET ?"
        )
        alone = "SELECT day FROM article WHERE day <= ? ORDER BY day DESC LIMIT 1 OFFSET ?"
        last = query.past[0] if query.past else _END
        days = ((of, last), (alone, last)) if lonely else ((of, last),)
        yield from self._bounds(query, days)

    def _bounds(self, query: Query, sql: tuple[tuple[str, str], ...], times: tuple[int, ...] = _TIMES) -> Iterator[str]:
        for n in times:
            rows = n * (query.limit or 0)
            found = [row[0] for one, last in sql for row in self.engine.all(one, (last, rows))]
            if not found or not max(found):
                return
            yield max(found)

    def _enough(self, query: Query, sql: str, values: list[Any]) -> list[Any] | None:
        """The rows of a list, of a query that looks at a part; None where there may be more than it finds."""
        rows = self.engine.all(f"{sql} LIMIT ?", (*values, query.limit))
        return rows if len(rows) == query.limit else None


def _first(query: Query) -> str:
    """The time at which a list begins."""
    return min(query.past[0] if query.past else _END, _until(query))


def _until(query: Query) -> str:
    """What comes after every time of the last day that is asked for."""
    return f"{query.until.isoformat()}{_END}" if query.until else _END
