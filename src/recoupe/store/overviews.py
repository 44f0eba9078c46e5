"""What a page of many stories shows of each, and what a ledger can be narrowed down by."""

from __future__ import annotations

import datetime as dt
import statistics
from collections import defaultdict
from typing import TYPE_CHECKING

from recoupe import ids
from recoupe.ledger import Facet, Mentioned, Tally
from recoupe.store import rows
from recoupe.store.asking import COUNTED, SHOWN
from recoupe.store.deliveries import Deliveries
from recoupe.store.facts import ENTRY, STORY, entry
from recoupe.store.part import written
from recoupe.store.rows import ACTOR

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from recoupe.ledger import Entry

_TIMED = 500  # articles of a site whose time is compared with that of others
_EARLIEST = " ORDER BY a.moment = '', a.moment, a.id"
_IN_DISPUTE = ' AND s.hidden = 0 AND c.kind = \'claim\' AND c.item = s.id AND k."key" = c."group" AND k.disputed = 1'
_DISPUTED = (
    'SELECT g."key" FROM groups g WHERE g."key" IN ({ids}) AND EXISTS (SELECT 1'
    " FROM member m CROSS JOIN statement s CROSS JOIN member c CROSS JOIN groups k"
    f' WHERE m."group" = g."key" AND s.article = m.item{_IN_DISPUTE})'
)
_DISPUTED_ALONE = (
    "SELECT DISTINCT s.article FROM statement s CROSS JOIN member c CROSS JOIN groups k"
    f" WHERE s.article IN ({{ids}}){_IN_DISPUTE}"
)
_CAME = (  # since a time, given twice: of an edit of what was there, nothing came but other words
    f"{SHOWN} AND a.added >= ? AND NOT EXISTS (SELECT 1 FROM article e WHERE e.later = a.id AND e.added < ?)"
)
_COLUMNS = {"lang": "a.lang", "site": "a.site", "day": "a.day"}


class Overviews(Deliveries):
    """See the protocol of the same name in ledger/protocol.py."""

    def entries(self, stories: Collection[str]) -> Mapping[str, list[Entry]]:
        """The articles of each story, the earliest first."""
        keys, alone = self._story_keys(stories)
        found: dict[str, list[Entry]] = defaultdict(list)
        inside = (
            f'SELECT {ENTRY}, m."group" FROM member m CROSS JOIN article a CROSS JOIN groups g'
            f' WHERE m."group" IN ({{ids}}) AND a.id = m.item AND g."key" = m."group" AND {SHOWN}'
        )
        for *row, key in self.of_ids(inside + _EARLIEST, keys):
            found[keys[key]].append(entry(row))
        one = f"SELECT {ENTRY}, a.id FROM article a{STORY} WHERE a.id IN ({{ids}}) AND {SHOWN}"
        for *row, key in self.of_ids(one, alone):
            found[alone[key]].append(entry(row))
        return found

    def disputed(self, stories: Collection[str]) -> frozenset[str]:
        """Those of these stories in which a claim is disputed."""
        keys, alone = self._story_keys(stories)
        many = {keys[key] for (key,) in self.of_ids(_DISPUTED, keys)}
        return frozenset(many | {alone[key] for (key,) in self.of_ids(_DISPUTED_ALONE, alone)})

    def fresh(self, stories: Collection[str], since: dt.datetime) -> Mapping[str, int]:
        """How many articles came into each story since then; of an article that came, not of one that was linked."""
        keys, alone = self._story_keys(stories)
        new = f" AND {_CAME}"
        inside = 'FROM member m CROSS JOIN article a WHERE m."group" IN ({ids}) AND a.id = m.item'
        many = f'SELECT m."group", count(*) {inside}{new} GROUP BY m."group"'
        one = f"SELECT a.id, 1 FROM article a WHERE a.id IN ({{ids}}){new}"
        at = written(since)
        return {
            **{keys[key]: n for key, n in self.of_ids(many, keys, at, at)},
            **{alone[key]: n for key, n in self.of_ids(one, alone, at, at)},
        }

    def added_since(self, since: dt.datetime) -> int:
        """How many articles came since then."""
        at = written(since)
        return int(self.engine.all(f"SELECT count(*) FROM article a WHERE {_CAME}", (at, at))[0][0])

    def _story_keys(self, stories: Collection[str]) -> tuple[dict[str, str], dict[str, str]]:
        """The stories by their keys: of several articles, and of one."""
        named = {story: ids.named("story", story) for story in stories}
        homes = dict(self._keys("story", filter(None, named.values())))
        keys: dict[str, str] = {}
        alone: dict[str, str] = {}
        for story, member in named.items():
            if member in homes:
                keys[homes[member]] = story
            elif (row := self._row(story)) is not None and row.kind == "story":
                (alone if row.key == row.smallest else keys)[row.key] = story
        return keys, alone

    def facets(self, by: str, *, limit: int = 30) -> list[Facet]:
        """How many articles there are by `by`, lang, site or day: the most frequent first, of days the latest."""
        column = _COLUMNS[by]
        order = f"{column} DESC" if by == "day" else f"count(*) DESC, {column}"
        sql = (
            f"SELECT {column}, count(*) FROM article a WHERE {COUNTED} AND {column} IS NOT NULL AND {column} <> ''"
            f" GROUP BY {column} ORDER BY {order} LIMIT ?"
        )
        return [Facet(value, count) for value, count in self.engine.all(sql, (limit,))]

    def countries(self, *, limit: int = 60) -> list[Facet]:
        """The countries that most articles name, or whose people they do."""
        sql = (
            "SELECT x.country, count(DISTINCT x.article) FROM actor x WHERE x.hidden = 0 AND x.country IS NOT NULL"
            " AND x.article NOT IN (SELECT id FROM article WHERE later IS NOT NULL)"
            " GROUP BY x.country ORDER BY count(DISTINCT x.article) DESC, x.country LIMIT ?"
        )
        return [Facet(value, count) for value, count in self.engine.all(sql, (limit,))]

    def actors_of(self, ids: Collection[str]) -> list[Mentioned]:
        """The actors of readings with these ids, but those that are hidden."""
        columns = ", ".join(f"x.{c}" for c in ACTOR)
        sql = (
            f"SELECT {columns}, coalesce(g.id, 'w' || substr(x.id, 2)) FROM actor x"
            " LEFT JOIN member m ON m.kind = 'actor' AND m.item = x.id"
            ' LEFT JOIN groups g ON g."key" = m."group" WHERE x.id IN ({ids}) AND x.hidden = 0'
        )
        return [Mentioned(rows.as_actor(row), row[2], row[-1]) for row in self.of_ids(sql, ids)]

    def happened(self, articles: Collection[str]) -> list[tuple[dt.date, int]]:
        """The days that dates in these articles mean, each with how many articles name it, in order of time."""
        named: dict[str, set[str]] = defaultdict(set)
        sql = (
            "SELECT DISTINCT t.article, t.first_day FROM timex t WHERE t.article IN ({ids})"
            " AND t.first_day = t.last_day AND t.first_day <> '' AND t.type IN ('DATE', 'TIME')"
        )
        for article, day in self.of_ids(sql, articles):
            named[day].add(article)
        days = ((rows.day(day), len(of)) for day, of in sorted(named.items()))
        return [(day, count) for day, count in days if day]

    def tally_of(self, site: str) -> Tally:
        """What a site's articles hold: statements, those without a source, copies, articles that were changed."""
        shown = f" JOIN article a ON a.id = s.article WHERE a.site = ? AND {COUNTED} AND s.hidden = 0"
        unsourced = "CASE WHEN s.who IS NULL AND s.source = '[]' THEN 1 ELSE 0 END"
        told = self.engine.all(f"SELECT count(*), coalesce(sum({unsourced}), 0) FROM statement s{shown}", (site,))
        changed = (
            "SELECT count(*) FROM (SELECT v.url FROM version v JOIN article a ON a.id = v.article"
            " WHERE a.site = ? AND a.hidden = 0 GROUP BY v.url HAVING count(DISTINCT v.article) > 1) c"
        )
        live = "SELECT 1 FROM link l WHERE l.kind = 'copy' AND l.withdrawn IS NULL AND l.certain = 1"
        taken = f"{live} AND l.a = a.id"
        given = f"{live} AND l.b IN (SELECT a.id UNION ALL SELECT o.id FROM article o WHERE o.later = a.id)"
        copied = (
            f"SELECT count(*) FROM article a WHERE a.site = ? AND {COUNTED} AND EXISTS ({of})" for of in (taken, given)
        )
        down = f"SELECT count(*) FROM article a WHERE a.site = ? AND {COUNTED} AND a.gone IS NOT NULL"
        asked = (changed, *copied, down)
        edited, copies, originals, gone = (int(self.engine.all(sql, (site,))[0][0]) for sql in asked)
        spans = self._behind(site)
        first, median = sum(not s for s in spans), statistics.median_low(spans) if spans else None
        said, loose = map(int, told[0])
        return Tally(said, loose, edited, copies, originals, gone, first, len(spans), median)

    def _behind(self, site: str) -> list[dt.timedelta]:
        """By how much its latest articles came behind the first of their stories, which others report too."""
        of = " FROM member {0}m JOIN article {0} ON {0}.id = {0}m.item"
        timed = "{0}.hidden = 0 AND {0}.later IS NULL AND length({0}.moment) > 10"
        same = f'{of} WHERE {{0}}m."group" = m."group" AND {timed}'
        earliest = f"SELECT min(b.moment){same.format('b')}"
        others = f"SELECT 1{same.format('c')} AND c.site <> a.site"
        sql = (
            f"SELECT a.moment, ({earliest}) FROM article a JOIN member m ON m.kind = 'story' AND m.item = a.id"
            f" WHERE a.site = ? AND {timed.format('a')} AND EXISTS ({others}) ORDER BY a.moment DESC LIMIT {_TIMED}"
        )
        at = dt.datetime.fromisoformat
        return [at(mine) - at(first) for mine, first in self.engine.all(sql, (site,))]
