"""Looking after a ledger: what is in it, what is wrong with it, its search made anew."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from recoupe import ids
from recoupe.ledger import Info, Marks
from recoupe.model import Problem
from recoupe.store import folding, migrations, rows
from recoupe.store.listing import Listing
from recoupe.store.part import chunks

if TYPE_CHECKING:
    from collections.abc import Iterator

TABLES = (
    *("article", "page", "actor", "statement", "timex", "side", "link", "review", "groups", "member", "redirect"),
    *("linkkey", "memory", "tombstone", "log", "name", "factcheck", "sitemark"),
    *("source", "channel", "tally", "address", "item", "fetched", "version", "sitefile", "template", "learned"),
    *("person", "session", "token", "attempt", "follow", "alert", "told", "delivery"),
)
_MOST = 20  # problems of one kind that are told
_SEARCHED = {
    "search_article": "SELECT nr, title, text FROM article ORDER BY nr",
    "search_statement": "SELECT nr, who, words FROM statement ORDER BY nr",
    "search_name": "SELECT nr, folded FROM name ORDER BY nr",
}
_OF_GROUPS = 'groups g LEFT JOIN member m ON m."group" = g."key"'
# Rows that ought not to be: a code, what is wrong, a query that gives their ids.
_WRONG = (
    (
        "group_size",
        "group {} does not have as many members as it says",
        f"SELECT g.id FROM {_OF_GROUPS} GROUP BY g.id, g.size HAVING count(m.item) <> g.size OR g.size < 2",
    ),
    (
        "group_smallest",
        "group {} does not know its smallest member",
        f"SELECT g.id FROM {_OF_GROUPS} GROUP BY g.id, g.smallest HAVING min(m.item) <> g.smallest",
    ),
    (
        "member_gone",
        "{} is in a group and is no fact",
        " UNION ALL ".join(
            f"SELECT item FROM member WHERE kind = '{kind}' AND NOT EXISTS (SELECT 1 FROM {table} WHERE id = item)"
            for kind, table in (("story", "article"), ("claim", "statement"), ("actor", "actor"))
        ),
    ),
    (
        "link_gone",
        "link {} is of something that is no fact",
        " UNION ALL ".join(
            f"SELECT l.id FROM link l WHERE l.withdrawn IS NULL AND l.kind = '{kind}'"
            f" AND (SELECT count(*) FROM {table} x WHERE x.id IN (l.a, l.b)) < 2"
            for kind, table in (("story", "article"), ("copy", "article"), ("claim", "statement"), ("actor", "actor"))
        )
        + " UNION ALL SELECT l.id FROM link l WHERE l.withdrawn IS NULL AND l.kind = 'check' AND NOT (EXISTS"
        " (SELECT 1 FROM article x WHERE x.id = l.a) AND EXISTS (SELECT 1 FROM statement y WHERE y.id = l.b))",
    ),
    (
        "side_gone",
        "claim {} has a statement that there is not",
        "SELECT claim FROM side d WHERE NOT EXISTS (SELECT 1 FROM statement s WHERE s.id = d.statement)",
    ),
    (
        "later_gone",
        "{} is an earlier version of what is none that stands",
        (
            "SELECT a.id FROM article a WHERE a.later IS NOT NULL AND NOT EXISTS"
            " (SELECT 1 FROM article b WHERE b.id = a.later AND b.later IS NULL)"
        ),
    ),
    (
        "redirect_alive",
        "{} leads elsewhere and is a group",
        "SELECT old FROM redirect WHERE old IN (SELECT id FROM groups)",
    ),
)


class Care(Listing):
    """See the protocol of the same name in ledger/protocol.py."""

    def info(self) -> Info:
        """The ledger at a glance."""
        versions = self.engine.all("SELECT version, count(*) FROM article GROUP BY version ORDER BY version")
        return Info(
            ledger=self.engine.url,
            engine=self.engine.name,
            schema=migrations.current(self.engine),
            bytes=self.engine.size(),
            rows={t: self._count(t) for t in TABLES},
            versions=dict(versions),
            unlinked=self.engine.all("SELECT count(*) FROM article WHERE linked = 0")[0][0],
        )

    def _count(self, table: str) -> int:
        return int(self.engine.all(f"SELECT count(*) FROM {table}")[0][0])

    def marks(self) -> Marks:
        """The counts of what has changed."""
        found: dict[str, str] = dict(
            self.engine.all("SELECT name, value FROM about WHERE name IN ('changed', 'decided')")
        )
        return Marks(int(found["changed"]), int(found["decided"]))

    def check(self) -> Iterator[Problem]:
        """What is wrong, a kind of problem after the other."""
        yield from (Problem("damaged", what) for what in self.engine.upset())
        yield from self._rows_wrong()
        yield from self._spans_wrong()
        yield from self._ids_wrong()
        yield from self._search_wrong()

    def _rows_wrong(self) -> Iterator[Problem]:
        for code, said, sql in _WRONG:
            found = self.engine.all(f"SELECT * FROM ({sql}) x LIMIT {_MOST}")
            yield from (Problem(code, said.format(r[0])) for r in found)

    def _spans_wrong(self) -> Iterator[Problem]:
        """Spans outside the text that they point into."""
        told = 0
        lengths = self.engine.stream("SELECT id, length(text), boilerplate FROM article ORDER BY nr")
        for some in chunks(lengths, 200):
            size = {r[0]: r[1] for r in some}
            spans = [(r[0], r[0], r[2]) for r in some]
            for table, columns in (("statement", ("content", "source", "cue")), ("actor", ("mentions",))):
                sql = f"SELECT id, article, {', '.join(columns)} FROM {table} WHERE article IN ({{ids}})"
                spans += [(r[0], r[1], each) for r in self.of_ids(sql, list(size)) for each in r[2:]]
            sql = 'SELECT article, article, "start", "end" FROM timex WHERE article IN ({ids})'
            spans += [(r[0], r[1], f"[[{r[2]},{r[3]}]]") for r in self.of_ids(sql, list(size))]
            for fact, article, written in spans:
                if told < _MOST and not _inside(written, size[article]):
                    told += 1
                    yield Problem("span_outside", f"{fact}: a span of {written[:80]} lies outside the text")

    def _ids_wrong(self) -> Iterator[Problem]:
        """Ids that are not those of what they name."""
        for kind, id_, smallest in self.engine.stream("SELECT kind, id, smallest FROM groups"):
            if id_ != ids.group(kind, smallest):
                yield Problem("group_id", f"group {id_} is not called after its smallest member {smallest}")
        checks = "SELECT id, article, claim, url, reviewer, rating, value FROM factcheck ORDER BY nr"
        for id_, *declared in self.engine.stream(checks):
            if id_ != ids.make("k", *declared):
                yield Problem("factcheck_id", f"{id_} is not the id of that fact check")
        sql = "SELECT id, article, content, source, cue FROM statement ORDER BY nr"
        for id_, article, *spans in self.engine.stream(sql):
            parts = (tuple(tuple(s) for s in json.loads(each)) for each in spans)
            if id_ != ids.make("s", article, *parts):
                yield Problem("statement_id", f"{id_} is not the id of its spans")

    def _search_wrong(self) -> Iterator[Problem]:
        """Rows that search does not know, or knows otherwise."""
        for table, sql in _SEARCHED.items():
            count = told = 0
            for row in self.engine.stream(sql):
                count += 1
                if told < _MOST and not self.engine.finds(table, _words(table, row)):
                    told += 1
                    yield Problem("search", f"{table} does not find row {row[0]} as it is")
            if self._count(table) != count:
                yield Problem("search", f"{table} has rows of facts that there are not")

    def reindex(self) -> None:
        """Make search anew."""
        with self.engine.writing():
            for table, sql in _SEARCHED.items():
                self.engine.run(f"DELETE FROM {table}")
                for some in chunks(self.engine.stream(sql), 1000):
                    self.engine.index(table, [_words(table, row) for row in some])
            self.engine.run(
                "INSERT INTO about VALUES ('folding', ?) ON CONFLICT (name) DO UPDATE SET value = excluded.value",
                (folding.VERSION,),
            )


def _words(table: str, row: Any) -> tuple[Any, ...]:
    """The row of a search table."""
    if table == "search_article":
        return row[0], rows.searched(row[1], row[2])
    if table == "search_statement":
        return (row[0], *rows.said(row[1], row[2]))
    return row[0], row[1]


def _inside(written: str, length: int) -> bool:
    return all(0 <= a < b <= length for a, b in json.loads(written))
