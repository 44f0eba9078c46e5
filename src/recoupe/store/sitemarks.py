"""What sites show, by site and by mark: what the linker finds sites of one owner by."""

from __future__ import annotations

from typing import TYPE_CHECKING

from recoupe.ledger import UNMARKED
from recoupe.model import SiteMark
from recoupe.store.links import Links
from recoupe.store.part import chunks, marks

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

_AFTER = f"{UNMARKED[:-1]}!"  # the first name that does not begin so
_AT_ONCE = 200  # what is asked for together, twice in one query


class SiteMarks(Links):
    """See the protocol `Sites` in ledger/protocol.py."""

    def shown(self, articles: Collection[str]) -> Iterator[SiteMark]:
        """The marks of sites that these articles show and none before them."""
        for some in chunks(sorted(articles), _AT_ONCE):
            inside = marks(some)
            sql = (
                f"SELECT k.site, k.kind, k.value, k.article FROM sitemark k WHERE k.article IN ({inside})"
                " AND NOT EXISTS (SELECT 1 FROM sitemark o WHERE o.kind = k.kind AND o.value = k.value"
                f" AND o.site = k.site AND o.article NOT IN ({inside})) ORDER BY k.site, k.kind, k.value"
            )
            yield from (SiteMark(*r) for r in self.engine.all(sql, [*some, *some]))

    def marked(self, sites: Collection[str]) -> Iterator[SiteMark]:
        """The marks of sites, each once with one article; of outlinks only those to another of these sites."""
        among = sorted(set(sites))
        for some in chunks(among, _AT_ONCE):
            sql = (
                "SELECT site, kind, value, min(article) FROM sitemark"
                f" WHERE site IN ({marks(some)}) AND kind <> 'outlink' GROUP BY site, kind, value"
            )
            yield from (SiteMark(*r) for r in self.engine.all(sql, some))
            for others in chunks(among, _AT_ONCE):
                sql = (
                    "SELECT site, kind, value, min(article) FROM sitemark WHERE kind = 'outlink'"
                    f" AND value IN ({marks(others)}) AND site IN ({marks(some)}) GROUP BY site, kind, value"
                )
                yield from (SiteMark(*r) for r in self.engine.all(sql, [*others, *some]))

    def showing(self, kind: str, value: str, *, most: int) -> list[str]:
        """The sites that show a mark, sorted, at most so many."""
        sql = "SELECT DISTINCT site FROM sitemark WHERE kind = ? AND value = ? ORDER BY site LIMIT ?"
        return [r[0] for r in self.engine.all(sql, (kind, value, most))]

    def unmarked(self) -> list[str]:
        """The sites that have lost a mark since they were linked."""
        sql = "SELECT name FROM memory WHERE name >= ? AND name < ? AND value = '' ORDER BY name"
        return [r[0].removeprefix(UNMARKED) for r in self.engine.all(sql, (UNMARKED, _AFTER))]
