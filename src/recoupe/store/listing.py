"""Groups as people see them: named, counted, by their articles."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from recoupe.ledger import ALL, Listed
from recoupe.store import asking
from recoupe.store.factchecks import FactChecks
from recoupe.store.groups import LONELY, Row, as_group
from recoupe.store.part import chunks

if TYPE_CHECKING:
    from collections.abc import Iterator

    from recoupe.ledger import Query
    from recoupe.model import GroupKind
    from recoupe.store.asking import Asked

_AT_A_TIME = 20  # groups that are looked at together
_NAME = 100  # characters of a claim's name
_GROUP = 'g."key", g.kind, g.id, g.smallest, g.size, g.first_day, g.last_day, g.disputed'
# The articles `a` of members `m`, and what of each member counts: SQLite begins with the members.
_ARTICLES = {
    "story": "member m CROSS JOIN article a WHERE a.id = m.item",
    "claim": "member m CROSS JOIN statement s CROSS JOIN article a WHERE s.id = m.item AND a.id = s.article",
    "actor": "member m CROSS JOIN actor x CROSS JOIN article a WHERE x.id = m.item AND a.id = x.article",
    "network": (
        "member m CROSS JOIN article a WHERE a.id IN (SELECT id FROM article WHERE site = m.item"
        " UNION SELECT article FROM sitemark WHERE site = m.item)"
    ),
}
# The same from the other side: SQLite begins with what stands before CROSS JOIN, so with the few that are found.
_FOUND = {
    "story": "article a CROSS JOIN member m",
    "claim": "statement s JOIN article a ON a.id = s.article CROSS JOIN member m",
    "actor": "actor x JOIN article a ON a.id = x.article CROSS JOIN member m",
    "network": "article a CROSS JOIN member m",
}
_WORDS = {
    "story": "a.title, NULL, NULL, NULL",
    "claim": "s.words, m.polarity, NULL, NULL",
    "actor": "x.name, x.type, x.country, x.role",
    "network": "a.site, NULL, NULL, NULL",
}
# What is alone, as rows of groups.
_ALONE = {
    "story": "a.id, 'story', 't' || substr(a.id, 2), a.id, 1, a.day, a.day, 0 FROM article a",
    "actor": (
        "x.id, 'actor', 'w' || substr(x.id, 2), x.id, 1, a.day, a.day, 0"
        " FROM actor x JOIN article a ON a.id = x.article"
    ),
}
_LONE_PLACE = {"story": ("a.day", "('t' || substr(a.id, 2))"), "actor": ("a.day", "('w' || substr(x.id, 2))")}
_SHOWN = {"claim": " AND s.hidden = 0", "actor": " AND x.hidden = 0"}
# A text without an address is of the site that its footer names first.
_OWN = "coalesce(a.site, (SELECT min(k.site) FROM sitemark k WHERE k.article = a.id))"
_ITEM = {"story": "a.id", "claim": "s.id", "actor": "x.id", "network": _OWN}
_ONE = {
    "story": "a.id, {told} FROM article a",
    "actor": "x.id, {told} FROM actor x JOIN article a ON a.id = x.article",
}
_NO_MEMBER = {
    "story": "NOT EXISTS (SELECT 1 FROM member m WHERE m.kind = 'story' AND m.item = a.id)",
    "actor": "NOT EXISTS (SELECT 1 FROM member m WHERE m.kind = 'actor' AND m.item = x.id)",
}
_SOURCE = (
    "SELECT min(coalesce(o.later, o.id)) FROM link l JOIN article o ON o.id = l.b"
    " WHERE l.kind = 'copy' AND l.a = a.id AND l.withdrawn IS NULL AND l.certain = 1"
)


class Listing(FactChecks):
    """Lists of groups."""

    def groups(self, kind: GroupKind, query: Query = ALL) -> Iterator[Listed]:
        """Groups with a member that `query` finds."""
        for some in chunks((Row(*r) for r in self._latest_of(kind, query)), _AT_A_TIME):
            yield from self._listed(some, hidden=query.hidden, earlier=query.earlier)

    def _latest_of(self, kind: GroupKind, query: Query) -> Iterator[Any]:
        """The rows of the groups, the latest first: of some days where those suffice, else of all."""
        asked = self._members(kind, query)
        for day in self._recent_days(kind, query, lonely=kind in LONELY):
            if (rows := self._enough(query, *self._since_day(kind, query, asked, day))) is not None:
                yield from rows
                return
        yield from self._all_of(kind, query, asked)

    def _since_day(self, kind: GroupKind, query: Query, asked: Asked, day: str) -> tuple[str, list[Any]]:
        """The query for groups that were written about on a day or later, and its values."""
        inside = asked.also('m."group" = g."key"')
        sql = (
            f"SELECT {_GROUP} FROM groups g WHERE g.kind = ? AND g.last_day >= ?"
            f" AND EXISTS (SELECT 1 FROM {_ARTICLES[kind]} AND {' AND '.join(inside.conditions)})"
        )
        values = [kind, day, *asked.values]
        past = asking.after_group(query, "g.last_day", "g.id")
        sql, values = sql + past.further(), [*values, *past.values]
        if kind == "claim" and query.disputed is not None:
            sql += f" AND g.disputed = {int(query.disputed)}"
        if kind in LONELY:
            alone = asked.also("a.day >= ?", day).plus(asking.after_group(query, *_LONE_PLACE[kind]))
            sql += f" UNION ALL SELECT {_ALONE[kind]}{alone.where()} AND {_NO_MEMBER[kind]}"
            values += alone.values
        return f"{sql} ORDER BY 7 DESC, 3", values

    def _all_of(self, kind: GroupKind, query: Query, asked: Asked) -> Iterator[Any]:
        limited, most = asking.limit(query)
        found = f"{_FOUND[kind]}{asked.where()} AND m.item = {_ITEM[kind]} AND m.kind = ?"
        inside = f'SELECT m."group" FROM {found}'
        sql = f'SELECT {_GROUP} FROM groups g WHERE g.kind = ? AND g."key" IN ({inside})'
        past = asking.after_group(query, "g.last_day", "g.id")
        sql, values = sql + past.further(), [kind, *asked.values, kind, *past.values]
        if kind == "claim" and query.disputed is not None:
            sql += f" AND g.disputed = {int(query.disputed)}"
        if kind in LONELY:
            alone = asked.plus(asking.after_group(query, *_LONE_PLACE[kind]))
            sql += f" UNION ALL SELECT {_ALONE[kind]}{alone.where()} AND {_NO_MEMBER[kind]}"
            values += alone.values
        sql += f" ORDER BY 7 DESC, 3{limited}"
        yield from self._quick(sql, [*values, *most])

    def listed(self, group_id: str, *, hidden: bool = True, earlier: bool = False) -> Listed | None:
        """One group as it is listed."""
        row = self._row(group_id)
        return next(self._listed([row], hidden=hidden, earlier=earlier), None) if row else None

    def _members(self, kind: GroupKind, query: Query) -> Asked:
        """What is asked of the members `m` of groups."""
        if kind == "claim":
            return self._statements(query)
        if kind == "actor":
            return self._actors(query)
        return self._articles(query)

    def _listed(self, found: list[Row], *, hidden: bool, earlier: bool = False) -> Iterator[Listed]:
        """The groups, which are of one kind, with what their members tell."""
        kind = found[0].kind
        shown = asking.Asked(asking.shown(hidden=hidden, earlier=earlier)).further()
        shown += "" if hidden else _SHOWN.get(kind, "")
        told = f"a.id, a.site, a.lang, ({_SOURCE}), {_WORDS[kind]}"
        order = " ORDER BY a.moment = '', a.moment, a.id"
        members: dict[str, list[Any]] = defaultdict(list)
        inside = f'{_ARTICLES[kind]} AND m."group" IN ({{ids}}){shown}'
        many = f'SELECT m."group", {told} FROM {inside}{order}, m.item'
        for row in self.of_ids(many, [r.key for r in found if r.key != r.smallest]):
            members[row[0]].append(row[1:])
        if alone := [r.key for r in found if r.key == r.smallest]:
            one = f"SELECT {_ONE[kind]} WHERE {_ITEM[kind]} IN ({{ids}}){shown}".replace("{told}", told)
            for row in self.of_ids(one, alone):
                members[row[0]].append(row[1:])
        sites = self._sites(found) if kind == "network" else {}
        called = self._renamed([r.key for r in found]) if kind == "actor" else {}
        for row in found:
            if members[row.key]:
                yield _listed(row, members[row.key], sites.get(row.key), called.get(row.key))

    def _renamed(self, keys: list[str]) -> dict[str, str]:
        """The names that people gave to actors, by key, the latest of each."""
        live = " AND r.kind = 'actor' AND r.verdict = 'rename' AND r.withdrawn IS NULL ORDER BY r.made"
        if not self.engine.all(f"SELECT 1 FROM review r WHERE 1 = 1{live} LIMIT 1"):
            return {}
        joined = (
            'SELECT m."group", r.made, r.value FROM member m JOIN review r ON r.a = m.item WHERE m."group" IN ({ids})'
        )
        found = [*self.of_ids(f"{joined}{live}", keys)]
        found += self.of_ids(f"SELECT r.a, r.made, r.value FROM review r WHERE r.a IN ({{ids}}){live}", keys)
        return {key: name for key, _, name in sorted(found, key=lambda r: r[1])}

    def _sites(self, found: list[Row]) -> dict[str, list[str]]:
        """The sites of networks, by key, those too of which there is no article."""
        sites: dict[str, list[str]] = defaultdict(list)
        sql = 'SELECT "group", item FROM member WHERE "group" IN ({ids}) ORDER BY item'
        for key, site in self.of_ids(sql, [r.key for r in found]):
            sites[key].append(site)
        return sites


def _listed(row: Row, members: list[Any], sites: list[str] | None = None, called: str | None = None) -> Listed:
    """The group of rows (article, site, lang, source, name, type, country, role), the earliest first, or of `sites`.

    `called` is the name that people gave it.
    """
    articles = {m[0]: m[3] for m in members}
    first = (
        sorted(members, key=lambda m: m[5] != "for") if row.kind == "claim" else members
    )  # what is denied has a name
    names = [n for n, _ in Counter(m[4] for m in members if m[4]).most_common()]
    names = list(dict.fromkeys([called, *names])) if called else names
    return Listed(
        group=replace(as_group(row), size=len(sites or members)),
        name=sites[0]
        if sites
        else _short(names[0] if row.kind == "actor" and names else next((m[4] for m in first if m[4]), "")),
        articles=len(articles),
        origins=len({_origin(a, articles) for a in articles}),
        sites=tuple(sites or sorted({m[1] for m in members if m[1]})),
        langs=tuple(sorted({m[2] for m in members if m[2]})),
        names=tuple(names) if row.kind == "actor" else (),
        type=_usual([m[5] for m in members]) if row.kind == "actor" else None,
        country=_usual([m[6] for m in members]),
        role=_usual([m[7] for m in members]),
    )


def _origin(article: str, sources: dict[str, str | None]) -> str:
    """What an article goes back to: the first of the copies of copies that are known."""
    seen = {article}
    while (source := sources.get(article)) is not None and source not in seen:
        seen.add(source)
        article = source
    return article


def _usual(values: list[str | None]) -> str | None:
    """The most frequent value that is there."""
    found = Counter(v for v in values if v)
    return found.most_common(1)[0][0] if found else None


def _short(name: str) -> str:
    return name if len(name) <= _NAME else f"{name[: _NAME - 1].rstrip()}…"
