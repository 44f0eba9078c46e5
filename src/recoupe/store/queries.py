"""Lists for people."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from recoupe.errors import QueryError
from recoupe.ledger import ALL, Edit, Mentioned, Query, Said, Site, TakenDown
from recoupe.sources import Sighting
from recoupe.store import asking, rows
from recoupe.store.asking import MEMBERS
from recoupe.store.corrections import Corrections
from recoupe.store.facts import ENTRY, PLACES, STORY, entry
from recoupe.store.links import COLUMNS as LINK
from recoupe.store.links import as_link
from recoupe.store.part import CHUNK, chunks, marks
from recoupe.store.recent import Recent
from recoupe.store.rows import ACTOR, STATEMENT

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from recoupe.ledger import Entry
    from recoupe.model import Link
    from recoupe.store.asking import Asked
    from recoupe.store.groups import Row

SECONDS = 30.0  # that a list may take until its first row
_MEMBER = (
    " LEFT JOIN member {m} ON {m}.kind = '{kind}' AND {m}.item = {item}"
    ' LEFT JOIN groups {g} ON {g}."key" = {m}."group"'
)
_SPEAKER = _MEMBER.format(m="sm", g="sg", kind="actor", item="s.actor")
_CLAIM = _MEMBER.format(m="cm", g="cg", kind="claim", item="s.id")
_SAID = (
    f"{', '.join(f's.{c}' for c in STATEMENT)},"
    " coalesce(sg.id, 'w' || substr(s.actor, 2)), cg.id, cm.polarity, cg.disputed"
)
_FULL = f"SELECT {_SAID}, {ENTRY} FROM statement s JOIN article a ON a.id = s.article{STORY}{_SPEAKER}{_CLAIM}"
_NUMBERS = "SELECT s.nr FROM statement s JOIN article a ON a.id = s.article"
_COPY_OF_LATER = (  # the same copy, of the version that stands at its original's address now
    "SELECT 1 FROM article o JOIN link n ON n.b = o.later"
    " WHERE o.id = l.b AND n.a = l.a AND n.kind = 'copy' AND n.withdrawn IS NULL"
)
_LATEST = " ORDER BY a.moment DESC, a.id"
_INSIDE = {
    "story": f"s.article IN {MEMBERS}",
    "claim": f"s.id IN {MEMBERS}",
    "network": f"a.site IN {MEMBERS}",
}


class Queries(Corrections, Recent):
    """See the protocol of the same name in ledger/protocol.py."""

    def articles(self, query: Query = ALL) -> Iterator[Entry]:
        """Articles, the latest first."""
        for late in self._late(query, "search_article"):
            asked = (
                self._articles(query, since=late.number).plus(asking.after(query)).also("a.moment >= ?", late.moment)
            )
            sql = f"SELECT {ENTRY} FROM article a{STORY}{asked.where()}{_LATEST}"
            if (found := self._enough(query, sql, [*asked.values])) is not None:
                yield from map(entry, found)
                return
        asked = self._articles(query).plus(asking.after(query))
        limited, most = asking.limit(query)
        sql = f"SELECT {ENTRY} FROM article a{STORY}{asked.where()}{_LATEST}{limited}"
        yield from map(entry, self._quick(sql, [*asked.values, *most]))

    def _articles(self, query: Query, *, since: int = 0) -> Asked:
        """What is asked of articles `a`; statements are asked for only where something is asked of them.

        since: the least number of those that are looked at.
        """
        words = asking.of_words("search_article", "a.nr", query.words, self.engine, since=since)
        asked = asking.of_articles(query).plus(words)
        said = self._said(query, since=since)
        if said:
            shown = said if query.hidden else said.also("s.hidden = 0")
            inside = f"EXISTS (SELECT 1 FROM statement s WHERE s.article = a.id AND {' AND '.join(shown.conditions)})"
            asked = asked.also(inside, *shown.values)
        return asked

    def _said(self, query: Query, *, since: int = 0) -> Asked:
        """What is asked of statements `s`; since: the least number of an article that is looked at."""
        told = self._corrected() if query.who or query.stances else {}
        often, renamed = self._often(query), self._renamed_so(query.who)
        since *= PLACES
        asked = asking.of_statements(query, self.engine, since=since, often=often, corrected=told, renamed=renamed)
        return asked.plus(self._said_by(self._actor(query.actor))) if query.actor is not None else asked

    def _actor(self, name: str) -> Row:
        """The row of the actor that is asked for. Raises QueryError where there is none."""
        row = self._row(name)
        if row is None or row.kind != "actor":
            raise QueryError(f"{name} is no actor of this ledger")
        return row

    def statements(self, query: Query = ALL, *, group: str | None = None) -> Iterator[Said]:
        """Statements, of the latest article first, inside it in the order of the text."""
        asked = self._statements(query).plus(asking.after_said(query))
        if group is not None:
            row = self._known(group)
            actor = row.kind == "actor"
            asked = asked.plus(self._said_by(row)) if actor else asked.also(_INSIDE[row.kind], row.key, row.key)
        for late in self._late(query, "search_statement") if group is None else ():
            some = self._statements(query, since=late.number, number="+s.nr")
            some = some.also("s.article = a.id AND a.moment >= ?", late.moment).plus(asking.after_said(query))
            sql = f"SELECT s.nr FROM article a CROSS JOIN statement s{some.where()}{_LATEST}, s.nr"
            if (found := self._enough(query, sql, [*some.values])) is not None:
                yield from self._numbered([nr for (nr,) in found])
                return
        if query.limit is not None:
            sql = f"{_NUMBERS}{asked.where()}{_LATEST}, s.nr LIMIT ?"
            rows_of = self._quick(sql, [*asked.values, max(0, query.limit)])
            yield from self._numbered([nr for (nr,) in rows_of])
            return
        sql = f"{_FULL}{asked.where()}{_LATEST}, s.nr"
        yield from self._reviewed(map(_said, self._quick(sql, [*asked.values])))

    def _numbered(self, numbers: list[int]) -> Iterator[Said]:
        """The statements with these numbers, in their order: only they are joined with all that is told of them."""
        for some in chunks(numbers, CHUNK):
            told = {row[0]: row for row in self.engine.all(f"{_FULL} WHERE s.nr IN ({marks(some)})", some)}
            yield from self._reviewed(_said(told[nr]) for nr in some if nr in told)

    def statements_of(self, ids: Collection[str]) -> Iterator[Said]:
        """The statements with these ids, but those that are hidden."""
        sql = f"{_FULL} WHERE s.id IN ({{ids}}) AND s.hidden = 0 AND a.hidden = 0"
        yield from self._reviewed(map(_said, self.of_ids(sql, ids)))

    def _statements(self, query: Query, *, since: int = 0, number: str = "s.nr") -> Asked:
        """What is asked of statements `s` and their articles `a`; a number with a + is looked up by nothing.

        since: the least number of an article that is looked at.
        """
        words = asking.of_words("search_statement", number, query.words, self.engine, since=since * PLACES)
        asked = asking.of_articles(query).plus(self._said(query, since=since)).plus(words)
        return asked if query.hidden else asked.also("s.hidden = 0")

    def actors(self, query: Query = ALL, *, group: str | None = None) -> Iterator[Mentioned]:
        """Actors of readings."""
        asked = self._actors(query)
        if group is not None:
            key = self._known(group).key
            asked = asked.also(f"x.id IN {MEMBERS}", key, key)
        limited, most = asking.limit(query)
        columns = ", ".join(f"x.{c}" for c in ACTOR)
        member = _MEMBER.format(m="m", g="g", kind="actor", item="x.id")
        sql = (
            f"SELECT {columns}, coalesce(g.id, 'w' || substr(x.id, 2))"
            f" FROM actor x JOIN article a ON a.id = x.article{member}{asked.where()}{_LATEST}, x.nr{limited}"
        )
        for row in self._quick(sql, [*asked.values, *most]):
            yield Mentioned(rows.as_actor(row), row[2], row[-1])

    def _actors(self, query: Query) -> Asked:
        """What is asked of actors `x` and their articles `a`: words and `who` are those of the name."""
        called = f"{query.words} {query.who}".strip()
        often = bool(called) and not self._few_names(called)
        named = asking.or_one_of(asking.named(called, self.engine, often=often), "x.id", self._renamed_so(called))
        asked = asking.of_articles(query).plus(named)
        if query.actor is not None:
            key = self._actor(query.actor).key
            asked = asked.also(f"x.id IN {MEMBERS}", key, key)
        said = asking.of_statements(Query(stances=query.stances, disputed=query.disputed), self.engine)
        if said:
            inside = f"EXISTS (SELECT 1 FROM statement s WHERE s.actor = x.id AND {' AND '.join(said.conditions)})"
            asked = asked.also(inside, *said.values)
        return asked if query.hidden else asked.also("x.hidden = 0")

    def copies(self, query: Query = ALL) -> Iterator[Link]:
        """Copies, the latest first, but those that people rejected."""
        asked = self._articles(query)
        limited, most = asking.limit(query)
        columns = ", ".join(f"l.{c}" for c in LINK.split(", "))
        asked = asked.also(
            "l.kind = 'copy' AND l.withdrawn IS NULL AND NOT EXISTS (SELECT 1 FROM review r WHERE r.kind = 'copy'"
            " AND r.verdict = 'reject' AND r.withdrawn IS NULL AND r.a = l.a AND r.b = l.b)"
            f" AND NOT EXISTS ({_COPY_OF_LATER})"
        )
        sql = f"SELECT {columns} FROM link l JOIN article a ON a.id = l.a{asked.where()}{_LATEST}, l.id{limited}"
        yield from map(as_link, self._quick(sql, [*asked.values, *most]))

    def edits(self, query: Query = ALL) -> Iterator[Edit]:
        """Changes, the latest first."""
        asked = self._edited(replace(query, earlier=True))
        if not query.hidden:
            asked = asked.also("NOT EXISTS (SELECT 1 FROM article b WHERE b.id = p.article AND b.hidden = 1)")
        asked = asked.plus(asking.after_edit(query))
        limited, most = asking.limit(query)
        sql = (
            "SELECT v.url, p.article, p.seen, p.last, p.title, v.article, v.seen, v.last, v.title,"
            f" {ENTRY} FROM version v"
            " JOIN version p ON p.url = v.url AND (p.article <> v.article OR p.title <> v.title) AND p.seen ="
            " (SELECT max(o.seen) FROM version o WHERE o.url = v.url AND o.seen < v.seen)"
            f" JOIN article a ON a.id = v.article{STORY}{asked.where()} ORDER BY v.seen DESC, v.article{limited}"
        )
        for url, *row in self._quick(sql, [*asked.values, *most]):
            one, other = (_sighting(url, row[n : n + 4]) for n in (0, 4))
            hidden = "SELECT id FROM statement WHERE article IN ({ids}) AND hidden = 1"
            quiet = () if query.hidden else self.of_ids(hidden, (one.article, other.article))
            yield Edit(one, other, entry(row[8:]), frozenset(r[0] for r in quiet))

    def _edited(self, query: Query) -> Asked:
        """What is asked of an edit: of the article before it, `p`, or after it, `a`."""
        when = self._happened(Query(since=query.since, until=query.until, earlier=True, hidden=True), "v.seen")
        about = self._articles(replace(query, since=None, until=None))
        if not about:
            return when
        told = " AND ".join(about.conditions)
        before = f"EXISTS (SELECT 1 FROM article a WHERE a.id = p.article AND {told})"
        return when.also(f"({told} OR {before})", *about.values, *about.values)

    def _happened(self, query: Query, when: str) -> Asked:
        """What is asked of articles, where the days that are asked for are those of something else."""
        asked = self._articles(replace(query, since=None, until=None))
        if query.since:
            asked = asked.also(f"{when} >= ?", query.since.isoformat())
        if query.until:
            asked = asked.also(f"{when} < ?", (query.until + dt.timedelta(days=1)).isoformat())
        return asked

    def taken_down(self, query: Query = ALL) -> Iterator[TakenDown]:
        """Articles that are gone, the latest first."""
        asked = self._happened(replace(query, earlier=True), "f.at").also("f.at = a.gone AND f.decision = 'gone'")
        limited, most = asking.limit(query)
        sql = (
            "SELECT f.url, (SELECT max(k.at) FROM fetched k WHERE k.url = f.url AND k.decision IN ('kept', 'same')),"
            f" f.at, f.reason, f.record, {ENTRY} FROM fetched f JOIN address d ON d.url = f.url"
            f" JOIN article a ON a.id = d.article{STORY}{asked.where()} ORDER BY f.at DESC, f.url{limited}"
        )
        for url, last, gone, answer, record, *row in self._quick(sql, [*asked.values, *most]):
            seen, found = (dt.datetime.fromisoformat(at) for at in (last or gone, gone))
            yield TakenDown(url, seen, found, answer, record, entry(row))

    def sites(self, query: Query = ALL) -> Iterator[Site]:
        """Sites, those with most articles first."""
        asked = self._articles(query).also("a.site IS NOT NULL")
        limited, most = asking.limit(query)
        member = _MEMBER.format(m="m", g="g", kind="network", item="a.site")
        copies = "SELECT l.a FROM link l WHERE l.kind = 'copy' AND l.withdrawn IS NULL AND l.certain = 1"
        sql = (
            "SELECT a.site, count(*), sum(CASE WHEN a.id IN ("
            f"{copies}) THEN 1 ELSE 0 END), coalesce(min(nullif(a.day, '')), ''), max(a.day), max(g.id)"
            f" FROM article a{member}{asked.where()} GROUP BY a.site ORDER BY count(*) DESC, a.site{limited}"
        )
        for host, articles, copied, first, last, network in self._quick(sql, [*asked.values, *most]):
            found = self.engine.all(
                f"SELECT DISTINCT a.lang FROM article a WHERE a.site = ? AND {asking.COUNTED} ORDER BY a.lang", (host,)
            )
            langs = tuple(r[0] for r in found if r[0])
            yield Site(host, articles, int(copied), langs, rows.day(first), rows.day(last), network)
        if query == Query(sites=query.sites, limit=query.limit, hidden=query.hidden):
            yield from self._named_sites(query.sites)

    def _named_sites(self, under: Collection[str]) -> Iterator[Site]:
        """Sites of networks of which there is no article, at these hosts or below them, if any are given."""
        sql = (
            'SELECT m.item, g.id FROM member m JOIN groups g ON g."key" = m."group"'
            " WHERE m.kind = 'network'"
            " AND NOT EXISTS (SELECT 1 FROM article a WHERE a.site = m.item)"
            " AND EXISTS (SELECT 1 FROM member n JOIN sitemark k ON k.site = n.item JOIN article b ON b.id = k.article"
            ' WHERE n."group" = m."group" AND b.hidden = 0) ORDER BY m.item'
        )
        for host, network in self.engine.all(sql):
            if not under or any(host == top or host.endswith(f".{top}") for top in under):
                yield Site(host, 0, 0, (), None, None, network)

    def _quick(self, sql: str, values: list[Any]) -> Iterator[Any]:
        """The rows of a query that must begin to come within SECONDS."""
        stream = self.engine.stream(sql, values)
        with self.engine.limited(SECONDS):
            first = next(stream, None)
        if first is not None:
            yield first
            yield from stream


def _sighting(url: str, row: Any) -> Sighting:
    article, seen, last, title = row
    return Sighting(url, article, dt.datetime.fromisoformat(seen), dt.datetime.fromisoformat(last), title)


def _said(row: Any) -> Said:
    width = len(STATEMENT)
    actor, claim, polarity, disputed = row[width : width + 4]
    words = row[STATEMENT.index("words")]
    return Said(rows.as_statement(row), words, entry(row[width + 4 :]), actor, claim, polarity, disputed=bool(disputed))
