"""Links in the tables, and what the linker needs to make them."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from recoupe import ids
from recoupe.ledger import Known
from recoupe.model import Link
from recoupe.store import rows
from recoupe.store.asking import MEMBERS
from recoupe.store.facts import STORY, Facts
from recoupe.store.grouping import Bond
from recoupe.store.groups import KINDS
from recoupe.store.part import CHUNK, chunks, now, read, written
from recoupe.store.rows import ACTOR

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

    from recoupe.model import LinkKind, Reading, SiteMark

COLUMNS = "id, kind, a, b, score, reasons, maker, sort, certain, side_a, side_b, share, aligned, made, withdrawn"
_PUT = f"""INSERT INTO link ({COLUMNS}) VALUES ({", ".join("?" * 15)}) ON CONFLICT (id) DO UPDATE SET
    score = excluded.score, reasons = excluded.reasons, sort = excluded.sort, certain = excluded.certain,
    side_a = excluded.side_a, side_b = excluded.side_b, share = excluded.share, aligned = excluded.aligned,
    made = excluded.made, withdrawn = excluded.withdrawn"""
_WITNESSES = 3  # articles that are kept of a mark of a site
_MARK = (
    "INSERT INTO sitemark (kind, value, site, article) SELECT ?, ?, ?, ? WHERE (SELECT count(*) FROM sitemark"
    f" WHERE kind = ? AND value = ? AND site = ?) < {_WITNESSES} ON CONFLICT DO NOTHING"
)
# Where the ends of a link lie; what is not there cannot be linked. A site needs no row of its own.
_ENDS: dict[str, tuple[str | None, str | None]] = {
    "story": ("article", "article"),
    "copy": ("article", "article"),
    "claim": ("statement", "statement"),
    "actor": ("actor", "actor"),
    "check": ("article", "statement"),
    "network": (None, None),
}
_DIRECTED = {"copy", "check"}
_KNOWN = (
    f"SELECT {', '.join(f'x.{c}' for c in ACTOR)}, a.lang, a.day,"
    " coalesce(g.id, 't' || substr(a.id, 2)), coalesce(wg.id, 'w' || substr(x.id, 2))"
    f" FROM actor x JOIN article a ON a.id = x.article{STORY}"
    ' LEFT JOIN member wm ON wm.kind = \'actor\' AND wm.item = x.id LEFT JOIN groups wg ON wg."key" = wm."group"'
)


class Links(Facts):
    """See the protocol of the same name in ledger/protocol.py."""

    def unlinked(self, *, limit: int | None = None) -> Iterator[Reading]:
        """Readings that are not linked yet."""
        sql = "SELECT id FROM article WHERE linked = 0 ORDER BY moment, id" + (" LIMIT ?" if limit is not None else "")
        found = self.engine.all(sql, () if limit is None else (limit,))
        yield from self.readings(r[0] for r in found)

    def link(
        self,
        links: Iterable[Link],
        *,
        done: Collection[str] = (),
        keys: Iterable[tuple[str, str, str]] = (),
        memory: Mapping[str, str] | None = None,
        marks: Iterable[SiteMark] = (),
        words: Mapping[str, bytes] | None = None,
    ) -> int:
        """Keep links, derive groups, mark articles."""
        with self.engine.writing():
            new = self._put(links)
            self.run_of_ids("UPDATE article SET linked = 1 WHERE id IN ({ids})", done)
            self.engine.many("INSERT INTO linkkey VALUES (?, ?, ?) ON CONFLICT DO NOTHING", keys)
            sql = "INSERT INTO memory VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET value = excluded.value"
            self.engine.many(sql, list((memory or {}).items()))
            self.engine.many(_MARK, [(m.kind, m.value, m.site, m.ref, m.kind, m.value, m.site) for m in marks])
            self.engine.many("UPDATE factcheck SET words = ? WHERE id = ?", [(w, c) for c, w in (words or {}).items()])
        return new

    def _put(self, links: Iterable[Link]) -> int:
        """Keep the links whose ends there are; give how many are new."""
        at = now()
        wanted = {row[0]: row for row in (_row(link, at) for link in links)}
        found = self._with_ends(list(wanted.values()))
        before = {
            r[0]: r[1:] for r in self.of_ids(f"SELECT {COLUMNS} FROM link WHERE id IN ({{ids}})", [r[0] for r in found])
        }
        self.engine.many(_PUT, found)
        for kind in KINDS:
            mine = [r for r in found if r[1] == kind]
            changed = [r for r in mine if r[0] in before and _grouping(before[r[0]][0:]) != _grouping(r[1:])]
            self._join(kind, [_bond(r) for r in mine if r[8] and r[0] not in before])
            if changed:
                self._derive(kind, {end for r in changed for end in r[2:4]})
        return sum(r[0] not in before for r in found)

    def _with_ends(self, found: Sequence[tuple[Any, ...]]) -> list[tuple[Any, ...]]:
        """The rows whose two ends are facts of the ledger."""
        asked: dict[str, set[str]] = {}
        for row in found:
            for table, end in zip(_ENDS[row[1]], row[2:4], strict=True):
                if table:
                    asked.setdefault(table, set()).add(end)
        there: dict[str | None, set[str]] = {
            table: {r[0] for r in self.of_ids(f"SELECT id FROM {table} WHERE id IN ({{ids}})", sorted(ends))}
            for table, ends in asked.items()
        }
        return [
            row
            for row in found
            if row[2] != row[3]
            and all(t is None or e in there[t] for t, e in zip(_ENDS[row[1]], row[2:4], strict=True))
        ]

    def links(
        self, kind: LinkKind | None = None, *, of: Collection[str] = (), maker: str | None = None, live: bool = True
    ) -> Iterator[Link]:
        """Links, by what is asked."""
        asked: list[tuple[str, Any]] = [("kind = ?", kind)] if kind else []
        if maker:
            asked.append(("substr(maker, 1, ?) = ?", (len(maker), maker)))
        sql = "".join(f" AND {a}" for a, _ in asked) + (" AND withdrawn IS NULL" if live else "")
        values = [v for _, value in asked for v in (value if isinstance(value, tuple) else (value,))]
        if not of:
            yield from map(
                as_link, self.engine.stream(f"SELECT {COLUMNS} FROM link WHERE 1 = 1{sql} ORDER BY id", values)
            )
            return
        seen: set[str] = set()
        for end in ("a", "b"):
            for row in self.of_ids(
                f"SELECT {COLUMNS} FROM link WHERE {end} IN ({{ids}}){sql} ORDER BY id", sorted(of), *values
            ):
                if row[0] not in seen:
                    seen.add(row[0])
                    yield as_link(row)

    def withdraw(self, *, maker: str = "recoupe", kind: LinkKind | None = None) -> int:
        """Withdraw links, derive groups anew, have articles linked again."""
        which = " AND kind = ?" if kind else ""
        values = (now(), len(maker), maker, *((kind,) if kind else ()))
        with self.engine.writing():
            sql = f"UPDATE link SET withdrawn = ? WHERE withdrawn IS NULL AND substr(maker, 1, ?) = ?{which}"
            count = self.engine.run(sql, values)
            for each in KINDS:
                if kind in {None, each}:
                    self._derive_all(each)
            self.engine.run("DELETE FROM linkkey")
            self.engine.run("DELETE FROM memory")
            self.engine.run("DELETE FROM sitemark")
            self.engine.run("UPDATE factcheck SET words = NULL")
            self.engine.run("UPDATE article SET linked = 0 WHERE linked = 1")
        return count

    def candidates(self, space: str, keys: Collection[str], *, most: int = 200) -> Iterator[tuple[str, str]]:
        """Items by their keys; what is found under a key with too many is no candidate."""
        one = 'SELECT * FROM (SELECT "key", item FROM linkkey WHERE space = ? AND "key" = ? LIMIT ?) x'
        for some in chunks(sorted(set(keys)), CHUNK // 4):
            sql = " UNION ALL ".join([one] * len(some))
            found: dict[str, list[str]] = {}
            for key, item in self.engine.all(sql, [v for k in some for v in (space, k, most + 1)]):
                found.setdefault(key, []).append(item)
            yield from ((key, i) for key, mine in found.items() if len(mine) <= most for i in sorted(mine))

    def keys(self, space: str) -> Iterator[str]:
        """The keys of a space."""
        yield from (r[0] for r in self.engine.stream('SELECT DISTINCT "key" FROM linkkey WHERE space = ?', (space,)))

    def memory(self, name: str) -> str | None:
        """What the linker kept."""
        found = self.engine.all("SELECT value FROM memory WHERE name = ?", (name,))
        return found[0][0] if found else None

    def known(self, *, actors: Collection[str] = (), story: str | None = None, limit: int = 400) -> Iterator[Known]:
        """Actors of readings with what the linker looks at."""
        if story is None:
            yield from map(_known, self.of_ids(f"{_KNOWN} WHERE x.id IN ({{ids}})", sorted(actors)))
            return
        row = self._row(story)
        if row is not None:
            sql = f"{_KNOWN} WHERE x.article IN {MEMBERS} AND a.linked = 1 ORDER BY a.moment DESC, x.nr LIMIT ?"
            yield from map(_known, self.engine.all(sql, (row.key, row.key, limit)))


def _known(row: Sequence[Any]) -> Known:
    width = len(ACTOR)
    lang, day, story, group = row[width:]
    return Known(rows.as_actor(row), lang, rows.day(day), story, group)


def _row(link: Link, at: str) -> tuple[Any, ...]:
    """The row of a link; where direction says nothing, its smaller end comes first."""
    a, b, sides = link.a, link.b, link.sides
    aligned = link.aligned
    if link.kind not in _DIRECTED and a > b:
        a, b, sides = b, a, (sides[1], sides[0])
        aligned = tuple((y, x) for x, y in aligned)
    made = written(link.made) if link.made else at
    gone = written(link.withdrawn) if link.withdrawn else None
    reasons, spans = json.dumps(link.reasons, ensure_ascii=False), json.dumps(aligned)
    told = (link.score, reasons, link.maker, link.sort, int(link.certain), *sides, link.share, spans)
    return (ids.make("l", link.kind, a, b, link.maker), link.kind, a, b, *told, made, gone)


def as_link(row: Sequence[Any]) -> Link:
    """The link of a row of the columns COLUMNS."""
    _, kind, a, b, score, reasons, maker, sort, certain, side_a, side_b, share, aligned, made, withdrawn = row
    return Link(
        kind=kind,
        a=a,
        b=b,
        score=score,
        reasons=tuple(json.loads(reasons)),
        maker=maker,
        sort=sort,
        certain=bool(certain),
        sides=(side_a, side_b),
        share=share,
        aligned=tuple(((x[0], x[1]), (y[0], y[1])) for x, y in json.loads(aligned)),
        made=read(made),
        withdrawn=read(withdrawn),
    )


def _bond(row: Sequence[Any]) -> Bond:
    return Bond(row[2], row[3], row[4], (row[9], row[10]) if row[1] == "claim" else None)


def _grouping(row: Sequence[Any]) -> tuple[Any, ...]:
    """What of a row without its id decides on groups: certainty, sides, whether it is withdrawn."""
    return (*row[7:10], row[13] is None)
