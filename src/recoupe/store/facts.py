"""Facts in the tables: readings in, readings out."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, Any, NamedTuple

from recoupe import ids
from recoupe.ledger import UNMARKED, Entry, Outcome
from recoupe.sources import host
from recoupe.store import contract, masking, rows
from recoupe.store.part import chunks, now, read, written
from recoupe.store.rows import ACTOR, ARTICLE, FACTCHECK, SIDE, STATEMENT, TIMEX, Packed
from recoupe.store.sightings import Sightings
from recoupe.store.templates import Templates

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Collection, Iterable, Iterator, Sequence

    from recoupe.model import Article, Outlink, Reading
    from recoupe.templates import Used

PLACES = 100_000  # numbers of rows that belong to one article
_MANY = 50  # readings that are put together at a time
ENTRY = (
    "a.id, a.ref, a.url, a.site, a.kind, a.lang, a.title, a.published, a.day, a.version, a.hidden, a.later, a.gone,"
    " coalesce(g.id, 't' || substr(a.id, 2))"
)
STORY = ' LEFT JOIN member m ON m.kind = \'story\' AND m.item = a.id LEFT JOIN groups g ON g."key" = m."group"'


def _insert(table: str, columns: Sequence[str]) -> str:
    return f"INSERT INTO {table} ({', '.join(columns)}) VALUES ({', '.join('?' * len(columns))})"


_ARTICLE = _insert("article", ARTICLE)
_UPDATE = f"UPDATE article SET {', '.join(f'{c} = ?' for c in ARTICLE)} WHERE nr = ?"
_PUT_PAGE = """INSERT INTO page (id, article, version, site, template) VALUES (?, ?, ?, ?, ?)
    ON CONFLICT (id) DO UPDATE SET article = excluded.article, version = excluded.version,
    site = coalesce(excluded.site, page.site), template = coalesce(excluded.template, page.template)"""
_ACTOR, _STATEMENT, _TIMEX, _SIDE, _FACTCHECK = (
    _insert(t, c)
    for t, c in (
        ("actor", ACTOR),
        ("statement", STATEMENT),
        ("timex", TIMEX),
        ("side", SIDE),
        ("factcheck", FACTCHECK),
    )
)


class _Known(NamedTuple):
    """What the ledger has of an article."""

    nr: int
    version: str
    digest: str
    ref: str
    added: str


class _Kept(NamedTuple):
    """What people decided about what is added: numbers of its rows that are hidden."""

    article: bool = False
    actors: frozenset[str] = frozenset()
    statements: frozenset[str] = frozenset()
    factchecks: frozenset[str] = frozenset()


class Facts(Sightings, Templates):
    """See the protocol of the same name in ledger/protocol.py."""

    def add(self, reading: Reading, *, page: str | None = None, seen: dt.datetime | None = None) -> Outcome:
        """Keep a reading."""
        contract.check(reading)
        return self.add_packed(rows.packed(reading), page=page, seen=seen)

    def add_packed(
        self,
        p: Packed,
        *,
        page: str | None = None,
        seen: dt.datetime | None = None,
        url: str | None = None,
        reached: tuple[str, str] | None = None,
        used: Used | None = None,
    ) -> Outcome:
        """Keep a reading that `rows.packed` has made ready; as a version of `url`, else of its own address.

        reached: as of `reach`, kept with it. used: with which template the page was read.
        """
        with self.engine.writing():
            if reached:
                self.reach(reached)
            graves = self._graves(p)
            if graves.get(_url_grave(p)):
                return "refused"
            if names := {name for name in _named(p) if graves.get(grave("name", name))}:
                p = rows.packed(masking.masked(_unpacked(p), names))
            outcome = self._keep(p, graves, masked=bool(names))
            if page:
                self._came_from(p, page, used)
            self._sighted(url or p.url, p.id, written(seen) if seen else None, p.article["title"])
        return outcome

    def reached(self, work: str) -> str | None:
        """How far a piece of work has come."""
        found = self.engine.all("SELECT value FROM about WHERE name = ?", (work,))
        return str(found[0][0]) if found else None

    def reach(self, place: tuple[str, str | None]) -> None:
        """Note how far it has come."""
        work, now = place
        with self.engine.writing():
            if now is None:
                self.engine.run("DELETE FROM about WHERE name = ?", (work,))
                return
            sql = "INSERT INTO about VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET value = excluded.value"
            self.engine.run(sql, (work, now))

    def knows(self, page: str, version: str) -> bool:
        """Whether the page was read by this version or a newer one."""
        found = self.engine.all("SELECT version FROM page WHERE id = ?", (page,))
        return bool(found) and not is_newer(version, found[0][0])

    def _keep(self, p: Packed, graves: dict[str, int], *, masked: bool) -> Outcome:
        sql = "SELECT nr, version, digest, ref, added FROM article WHERE id = ?"
        found = [_Known(*r) for r in self.engine.all(sql, (p.id,))]
        if not found:
            self._insert(p, self._hidden(p, graves, known=False), masked=masked)
            return "added"
        known = found[0]
        if is_newer(known.version, p.version):
            return "older"
        if known.digest == p.digest:
            if known.version != p.version:
                self.engine.run("UPDATE article SET version = ? WHERE nr = ?", (p.version, known.nr))
            return "known"
        if self._differs_in_links(p):
            told = (p.article["outlinks"], p.version, p.digest, known.nr)
            self.engine.run("UPDATE article SET outlinks = ?, version = ?, digest = ? WHERE nr = ?", told)
        else:
            self._replace(p, known, self._hidden(p, graves, known=True), masked=masked)
        return "replaced"

    def _differs_in_links(self, p: Packed) -> bool:
        """Whether a reading is the one that is kept but for links to its own site: there is nothing to link anew."""
        old, new = self.reading(p.id), _unpacked(p).article
        if old is None or _elsewhere(old.article) != _elsewhere(new):
            return False
        return rows.packed(replace(old, article=replace(old.article, outlinks=new.outlinks))).digest == p.digest

    def _insert(self, p: Packed, kept: _Kept, *, masked: bool) -> None:
        """Put a new article into the tables."""
        at = now()
        row = {**p.article, "ref": p.ref, "version": p.version, "digest": p.digest, "added": at}
        row |= {"linked": 0, "hidden": int(kept.article), "masked": int(masked)}
        nr = self.engine.all(f"{_ARTICLE} RETURNING nr", [row[c] for c in ARTICLE])[0][0]
        self._details(nr, p, kept)
        self.engine.index("search_article", [(nr, p.searched)])
        if p.sides:
            self._derive("claim", {s[3] for s in p.sides})

    def _replace(self, p: Packed, known: _Known, kept: _Kept, *, masked: bool) -> None:
        """Put the facts of an article in place of its old ones; what is there before and after keeps its links."""
        people, said = self._facts_of([p.id])
        old_sides = {r[0] for r in self.engine.all("SELECT statement FROM side WHERE article = ?", (p.id,))}
        self._clear(p.id)
        row = {**p.article, "ref": known.ref, "version": p.version, "digest": p.digest, "added": known.added}
        row |= {"linked": 0, "hidden": int(kept.article), "masked": int(masked)}
        self.engine.run(_UPDATE, [*(row[c] for c in ARTICLE), known.nr])
        self._details(known.nr, p, kept)
        self.engine.unindex("search_article", [known.nr])
        self.engine.index("search_article", [(known.nr, p.searched)])
        self._gone("actor", people - {a[1] for a in p.actors})
        self._gone("claim", said - {s[1] for s in p.statements})
        if sides := old_sides | {s[3] for s in p.sides}:
            self._derive("claim", sides)

    def _details(self, nr: int, p: Packed, kept: _Kept) -> None:
        """Put all facts of an article but itself into the tables."""
        base = nr * PLACES
        engine = self.engine
        engine.many(_ACTOR, [(base + a[0], *a[1:-1], int(a[1] in kept.actors)) for a in p.actors])
        engine.many(_STATEMENT, [(base + s[0], *s[1:-1], int(s[1] in kept.statements)) for s in p.statements])
        engine.many(_TIMEX, p.timexes)
        engine.many(_SIDE, p.sides)
        engine.many(_FACTCHECK, [(base + c[0], *c[1:-2], int(c[1] in kept.factchecks), None) for c in p.factchecks])
        engine.index("search_statement", [(base + n, *words) for n, words in enumerate(p.said)])
        self._names({a[4] for a in p.actors})

    def _names(self, names: set[str]) -> None:
        """Have names found that were not there before."""
        new = names - {r[0] for r in self.of_ids("SELECT folded FROM name WHERE folded IN ({ids})", names)}
        for name in sorted(new):
            nr = self.engine.all("INSERT INTO name (folded) VALUES (?) RETURNING nr", (name,))[0][0]
            self.engine.index("search_name", [(nr, name)])

    def _clear(self, article: str) -> None:
        """Take all facts of an article but itself out of the tables."""
        numbers = [r[0] for r in self.engine.all("SELECT nr FROM statement WHERE article = ?", (article,))]
        self.engine.unindex("search_statement", numbers)
        for table in ("side", "timex", "statement", "actor", "factcheck"):
            self.engine.run(f"DELETE FROM {table} WHERE article = ?", (article,))
        self._unmark(article)

    def _unmark(self, article: str) -> None:
        """Take away what an article showed of sites; the linker is told to look at those sites again."""
        sites = {r[0] for r in self.engine.all("SELECT site FROM sitemark WHERE article = ?", (article,))}
        if sites:
            self.engine.run("DELETE FROM sitemark WHERE article = ?", (article,))
            self.engine.many(
                "INSERT INTO memory VALUES (?, '') ON CONFLICT (name) DO UPDATE SET value = excluded.value",
                [(f"{UNMARKED}{site}",) for site in sorted(sites)],
            )

    def _gone(self, kind: Any, items: Collection[str]) -> None:
        """Withdraw the links to facts that are no more, and derive the groups that they were in."""
        if not items:
            return
        at = now()
        for end in ("a", "b"):
            self.run_of_ids(
                f"UPDATE link SET withdrawn = ? WHERE {end} IN ({{ids}}) AND withdrawn IS NULL",
                items,
                at,
            )
        self.run_of_ids("DELETE FROM linkkey WHERE item IN ({ids})", items)
        self._derive(kind, items)

    def _drop(self, articles: Collection[str]) -> None:
        """Take articles and all that was found in them out of the tables."""
        people, said = self._facts_of(articles)
        for (nr,) in list(self.of_ids("SELECT nr FROM article WHERE id IN ({ids})", articles)):
            self.engine.unindex("search_article", [nr])
        for article in articles:
            self._clear(article)
        self.run_of_ids("DELETE FROM page WHERE article IN ({ids})", articles)
        stood = {r[0] for r in self.of_ids("SELECT url FROM version WHERE article IN ({ids})", articles)}
        self.run_of_ids("DELETE FROM article WHERE id IN ({ids})", articles)
        for url in sorted(stood):
            self._stand(url)
        self._gone("actor", people)
        self._gone("claim", said)
        self._gone("story", articles)

    def _came_from(self, p: Packed, page: str, used: Used | None) -> None:
        """Remember the page. What it was read as by older rules, and no other page is, makes way."""
        found = self.engine.all("SELECT article, version FROM page WHERE id = ?", (page,))
        if found and is_newer(found[0][1], p.version):
            return
        self.engine.run(_PUT_PAGE, (page, p.id, p.version, *(used or (None, None))))
        if found and found[0][0] != p.id and not self.engine.all("SELECT 1 FROM page WHERE article = ?", found[0][:1]):
            self._superseded(found[0][0], p.id, p.url)
            self._drop([found[0][0]])
            self._redirect([(found[0][0], p.id)])

    def _graves(self, p: Packed) -> dict[str, int]:
        """What must not come back of what `p` brings: ids of tombstones, and whether they are for ever."""
        asked = [_url_grave(p), *(grave("name", name) for name in _named(p))]
        return {r[0]: r[1] for r in self.of_ids("SELECT id, deleted FROM tombstone WHERE id IN ({ids})", asked)}

    def _hidden(self, p: Packed, graves: dict[str, int], *, known: bool) -> _Kept:
        """What of `p` is not to be shown."""
        if not graves and not (known or self.engine.all("SELECT 1 FROM review WHERE verdict = 'hide' LIMIT 1")):
            return _Kept()
        asked = [p.id, *(a[1] for a in p.actors), *(s[1] for s in p.statements)]
        sql = "SELECT a FROM review WHERE a IN ({ids}) AND verdict = 'hide' AND withdrawn IS NULL"
        told = {r[0] for r in self.of_ids(sql, asked)}
        buried = {a[1] for a in p.actors if grave("name", a[4]) in graves}
        quiet = {s[1] for s in p.statements if s[10] in buried}
        checks = {c[1] for c in p.factchecks if c[18] and grave("name", c[18]) in graves}
        article = p.id in told or _url_grave(p) in graves
        return _Kept(article, frozenset(told | buried), frozenset(told | quiet), frozenset(checks))

    def reading(self, article: str) -> Reading | None:
        """The reading of an article."""
        return next(self.readings([article]), None)

    def readings(self, articles: Iterable[str]) -> Iterator[Reading]:
        """The readings of articles, in their order."""
        for some in chunks(articles, _MANY):
            heads = {r[0]: r for r in self._rows("article", ARTICLE, "id", some, "nr")}
            parts = [
                _by(rows_, self._rows(table, columns, "article", some, order))
                for table, columns, order, rows_ in _PARTS
            ]
            for article in some:
                if article in heads:
                    yield rows.unpacked(heads[article], *(part.get(article, []) for part in parts))

    def _rows(self, table: str, columns: Sequence[str], key: str, values: list[str], order: str) -> Iterator[Any]:
        sql = f"SELECT {', '.join(columns)} FROM {table} WHERE {key} IN ({{ids}}) ORDER BY {order}"
        return self.of_ids(sql, values)

    def blotted(self, article: str) -> bool:
        """Whether a name was blotted out of it."""
        return bool(self.engine.all("SELECT 1 FROM article WHERE id = ? AND masked = 1", (article,)))

    def versions_of_rules(self) -> Iterator[tuple[str, str]]:
        """(article, version of the rules that read it), by time of publication."""
        sql = "SELECT id, version FROM article WHERE masked = 0 ORDER BY moment, id"
        yield from ((id_, version) for id_, version in self.engine.stream(sql))

    def find(self, name: str) -> Entry | None:
        """The latest article whose id, url or ref is `name`."""
        further = self.engine.all("SELECT new FROM redirect WHERE old = ?", (name,))
        name = further[0][0] if further and name.startswith("a") else name
        for column in ("id", "url", "ref"):
            latest = f"a.{column} = ? ORDER BY a.later IS NOT NULL, a.moment DESC, a.nr DESC LIMIT 1"
            sql = f"SELECT {ENTRY} FROM article a{STORY} WHERE {latest}"
            if found := self.engine.all(sql, (name,)):
                return entry(found[0])
        return None

    def versions(self, url: str) -> Iterator[Entry]:
        """The articles of one url."""
        sql = "SELECT v.url FROM version v JOIN article x ON x.id = v.article WHERE x.url = ?"
        ordered = [a for a, _ in reversed(self._versions_at({r[0] for r in self.engine.all(sql, (url,))}))]
        told = self.of_ids(f"SELECT {ENTRY} FROM article a{STORY} WHERE a.id IN ({{ids}})", ordered)
        found = {e.id: e for e in map(entry, told)}
        yield from (found[a] for a in ordered)


# Tables of facts: their columns, their order, and the column that names the article.
_PARTS = (
    ("actor", ACTOR, "nr", 2),
    ("statement", STATEMENT, "nr", 2),
    ("timex", TIMEX, "article, n", 0),
    ("side", SIDE, "article, n", 2),
    ("factcheck", FACTCHECK, "nr", 2),
)


def _by(column: int, found: Iterable[Any]) -> dict[str, list[Any]]:
    """Rows by the value of a column."""
    by: dict[str, list[Any]] = {}
    for row in found:
        by.setdefault(row[column], []).append(row)
    return by


def _unpacked(p: Packed) -> Reading:
    head = {**dict.fromkeys(ARTICLE), **p.article, "ref": p.ref, "version": p.version}
    return rows.unpacked([head[c] for c in ARTICLE], p.actors, p.statements, p.timexes, p.sides, p.factchecks)


def _elsewhere(article: Article) -> set[Outlink]:
    """The links of an article to other sites, which tell whose words it has, and who owns its site."""
    return {link for link in article.outlinks if host(link.url).removeprefix("www.") != article.site}


def _named(p: Packed) -> set[str]:
    """The folded names of the actors of a reading, and of those who said what it checks."""
    return {a[4] for a in p.actors} | {c[18] for c in p.factchecks if c[18]}


def entry(row: Sequence[Any]) -> Entry:
    """The entry of a row of the columns ENTRY."""
    id_, ref, url, site, kind, lang, title, published, day, version, hidden, later, gone, story = row
    at = rows.day(day)
    return Entry(id_, ref, url, site, kind, lang, title, published, at, version, story, bool(hidden), later, read(gone))


def grave(kind: str, value: str) -> str:
    """The id of the tombstone of a url or a folded name: nothing tells what it hides but the thing itself."""
    return ids.make("f", kind, value)


def _url_grave(p: Packed) -> str:
    return grave("url", p.url or p.ref)


def is_newer(a: str, b: str) -> bool:
    """Whether the version `a` of the rules is newer than `b`."""
    return _ordered(a) > _ordered(b)


def _ordered(version: str) -> tuple[int, ...]:
    numbers = [int(n) for n in re.findall(r"\d+", version.split("+", maxsplit=1)[0])[:4]]
    while numbers and not numbers[-1]:
        numbers.pop()
    return tuple(numbers)
