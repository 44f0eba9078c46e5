"""Fact checks that pages declare, and the statements that have the words of one."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from recoupe.lang import primary
from recoupe.ledger import ALL, FactCheck, Worded
from recoupe.store import asking, rows
from recoupe.store.facts import ENTRY, STORY, entry
from recoupe.store.queries import Queries
from recoupe.store.rows import FACTCHECK
from recoupe.store.terms import Term

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence

    from recoupe.ledger import Query

_COLUMNS = ", ".join(f"c.{name}" for name in FACTCHECK)
_FROM = f"SELECT {_COLUMNS}, {ENTRY} FROM factcheck c JOIN article a ON a.id = c.article{STORY}"


class FactChecks(Queries):
    """See the protocol `Checks` in ledger/protocol.py."""

    def factchecks(self, query: Query = ALL) -> Iterator[FactCheck]:
        """Fact checks of articles that `query` finds, the latest first."""
        asked = self._articles(query)
        if not query.hidden:
            asked = asked.also("c.hidden = 0")
        limited, most = asking.limit(query)
        sql = f"{_FROM}{asked.where()} ORDER BY a.moment DESC, a.id, c.nr{limited}"
        yield from map(_factcheck, self._quick(sql, [*asked.values, *most]))

    def factchecks_of(self, ids: Collection[str] = (), *, articles: Collection[str] = ()) -> Iterator[FactCheck]:
        """The fact checks with these ids, or of these articles, but those that are hidden."""
        for column, wanted in (("c.id", ids), ("c.article", articles)):
            sql = f"{_FROM} WHERE {column} IN ({{ids}}) AND c.hidden = 0 AND {asking.SHOWN} ORDER BY c.nr"
            yield from map(_factcheck, self.of_ids(sql, sorted(wanted)))

    def worded(self, *, limit: int) -> Iterator[Worded]:
        """Fact checks, the latest added first, with what the linker finds them by."""
        sql = (
            "SELECT c.id, c.article, c.claim, c.title, coalesce(c.lang, a.lang), c.words FROM factcheck c"
            f" JOIN article a ON a.id = c.article WHERE c.hidden = 0 AND {asking.SHOWN} ORDER BY c.nr DESC LIMIT ?"
        )
        for id_, article, claim, title, lang, words in self.engine.stream(sql, (limit,)):
            kept = bytes(words) if words is not None else None
            yield Worded(id_, article, claim, title or "", primary(lang), kept)

    def having(self, words: Sequence[str], *, most: int) -> list[str]:
        """The ids of statements with all of these words, folded; after one that ends in * it may go on."""
        terms = [Term((word.removesuffix("*"),), begins=word.endswith("*")) for word in words]
        found, value = self.engine.matching("search_statement", terms, None)
        sql = f"SELECT s.id FROM statement s WHERE s.nr IN {found} AND s.hidden = 0 LIMIT ?"
        return [r[0] for r in self.engine.all(sql, (value, most))]


def _factcheck(row: Any) -> FactCheck:
    width = len(FACTCHECK)
    return FactCheck(row[1], rows.as_review(row), entry(row[width:]))
