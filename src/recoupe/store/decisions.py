"""What people decide: merge, split, hide, confirm, reject; and forget."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import TYPE_CHECKING, Any, cast

from recoupe import ids
from recoupe.errors import QueryError, UsageError
from recoupe.ledger import Forgotten
from recoupe.model import Review
from recoupe.store import folding, grouping, masking, rows
from recoupe.store.claimed import main_side
from recoupe.store.facts import grave
from recoupe.store.groups import KINDS
from recoupe.store.heeding import PUT_REVIEW
from recoupe.store.part import now, read, written
from recoupe.store.unsaying import Unsaying

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping, Sequence

    from recoupe.model import Polarity
    from recoupe.store.groups import Row

    End = tuple[str, Polarity | None]

_CLAIMED = "SELECT DISTINCT article FROM factcheck WHERE folded IN ({ids})"
_COLUMNS = "kind, verdict, a, b, person, note, decision, made, withdrawn, value, withdrawn_by"


class Decisions(Unsaying):
    """See the protocol of the same name in ledger/protocol.py."""

    def decide(self, reviews: Sequence[Review]) -> str:
        """Keep reviews as one decision."""
        with self.engine.writing(sure=True, mark="decided"):
            at = self._later()
            made = [replace(r, a=min(r.a, r.b), b=max(r.a, r.b)) if r.b and r.kind in KINDS else r for r in reviews]
            keyed = {ids.make("v", r.kind, r.verdict, r.a, r.b, r.person, at): r for r in made}
            decision = min(keyed, default="")
            self.engine.many(
                PUT_REVIEW,
                [
                    (id_, decision, r.kind, r.verdict, r.a, r.b, r.person, r.note, at, r.value)
                    for id_, r in keyed.items()
                ],
            )
            self._heed([(r.kind, r.verdict, r.a, r.b) for r in keyed.values()])
        return decision

    def _later(self) -> str:
        """The time, but later than every decision before: clocks differ, and the order of decisions counts."""
        last = read(self.engine.all("SELECT max(made) FROM review")[0][0])
        at = dt.datetime.now(dt.UTC)
        return written(max(at, last + dt.timedelta(microseconds=1)) if last else at)

    def merge(self, groups: Sequence[str], *, person: str, note: str = "", opposite: bool = False) -> str:
        """Decide that groups are one."""
        with self.engine.writing(sure=True, mark="decided"):
            found = [self._meant(g) for g in groups]
            kinds = {kind for kind, _, _ in found}
            if len(kinds) != 1 or len({id_ for _, id_, _ in found}) < 2:  # noqa: PLR2004 -- one is no merge
                raise QueryError("give two groups or more of one kind: stories, claims, actors or networks")
            first, *others = sorted({smallest for _, _, smallest in found})
            kind = kinds.pop()
            if opposite and (kind != "claim" or len(others) > 1):
                raise QueryError("only two claims, or statements, take opposite sides")
            if kind != "claim":
                return self.decide([Review(kind, "merge", first, o, person=person, note=note) for o in others])
            one, *rest = (main_side(self._sided(smallest)) for smallest in (first, *others))
            if opposite:
                one = one[0], "for" if one[1] == "open" else one[1]
                rest = [(other, grouping.over(one[1])) for other, _ in rest]
            stances = self._stances([one[0], *(other for other, _ in rest)])
            return self.decide([_joined("claim", one, o, stances, person=person, note=note) for o in rest])

    def _sided(self, statement: str) -> dict[str, Polarity]:
        """The members of the claim of a statement, or it alone, with the sides they take there."""
        claim = self._home("claim", statement)
        if claim is not None:
            return {m.id: m.polarity or "open" for m in self.members(claim.id)}
        return {statement: grouping.side(self._stances([statement]).get(statement, ""))}

    def _meant(self, name: str) -> tuple[str, str, str]:
        """(kind, id, a member) of a group; a statement stands for its claim, or for one of its own."""
        row = self._row(name)
        if row is not None:
            return row.kind, row.id, row.smallest
        if self.engine.all("SELECT 1 FROM statement WHERE id = ?", (name,)):
            claim = self.group_of("claim", name)
            return "claim", claim.id if claim else name, name
        raise self._unknown(name)

    def split(self, group: str, members: Collection[str], *, person: str, note: str = "") -> str:
        """Decide that members are a group of their own: who stays stays together, who goes goes together."""
        with self.engine.writing(sure=True, mark="decided"):
            row = self._known(group)
            inside = {m.id: m.polarity for m in self.members(row.id)}
            if strangers := sorted(set(members) - inside.keys()):
                raise QueryError(f"{strangers[0]} is no member of {group}")
            gone, stay = sorted(members), [i for i in inside if i not in set(members)]
            if not gone or not stay:
                raise QueryError(f"{group} cannot be split so: one part would be empty")
            stances = self._stances(inside) if row.kind == "claim" else {}
            told = {"person": person, "note": note}
            together = [
                _joined(row.kind, (part[0], inside[part[0]]), (other, inside[other]), stances, **told)
                for part in (gone, stay)
                for other in part[1:]
            ]
            return self.decide([*together, Review(row.kind, "split", gone[0], stay[0], person, note)])

    def _known(self, group: str) -> Row:
        row = self._row(group)
        if row is None:
            raise self._unknown(group)
        return row

    def _unknown(self, name: str) -> QueryError:
        return QueryError(f"{name} is no story, claim, actor or network of this ledger")

    def revoke(self, decision: str, *, person: str) -> int:
        """Take a decision back."""
        with self.engine.writing(sure=True, mark="decided"):
            sql = "SELECT kind, verdict, a, b FROM review WHERE decision = ? AND withdrawn IS NULL"
            touched = cast("list[tuple[str, str, str, str]]", self.engine.all(sql, (decision,)))
            set_ = "UPDATE review SET withdrawn = ?, withdrawn_by = ? WHERE decision = ? AND withdrawn IS NULL"
            self.engine.run(set_, (now(), person, decision))
            self._heed(touched)
        return len(touched)

    def reviews(self, *, of: Collection[str] = (), live: bool = True) -> Iterator[Review]:
        """Reviews, by time."""
        alive = " AND withdrawn IS NULL" if live else ""
        if not of:
            sql = f"SELECT id, {_COLUMNS} FROM review WHERE 1 = 1{alive} ORDER BY made, id"
            yield from (_review(r[1:]) for r in self.engine.stream(sql))
            return
        found = {
            r[0]: r[1:]
            for end in ("a", "b")
            for r in self.of_ids(f"SELECT id, {_COLUMNS} FROM review WHERE {end} IN ({{ids}}){alive}", sorted(of))
        }
        yield from map(_review, sorted(found.values(), key=lambda r: (r[7], r)))

    def forget(self, *, name: str | None = None, url: str | None = None, delete: bool, person: str) -> Forgotten:
        """Hide or delete, leave a tombstone, write it down."""
        if (name is None) == (url is None):
            raise UsageError("forget a name or a url, one at a time")
        with self.engine.writing(sure=True, mark="decided"):
            done = self._forget_url(url, delete=delete) if url else self._forget_name(name or "", delete=delete)
            what = f"{'deleted' if delete else 'hid'} a {'url' if url else 'name'}: {done.articles} articles"
            what += f", {done.statements} statements, {done.actors} actors, {done.links} links"
            self.engine.run("INSERT INTO log (made, person, what) VALUES (?, ?, ?)", (now(), person, what))
        return done

    def _bury(self, kind: str, values: Collection[str], *, delete: bool) -> None:
        sql = "INSERT INTO tombstone VALUES (?, ?, ?, ?) ON CONFLICT (id) DO UPDATE SET deleted = excluded.deleted"
        self.engine.many(sql, [(grave(kind, v), kind, int(delete), now()) for v in sorted(values)])

    def _forget_url(self, url: str, *, delete: bool) -> Forgotten:
        found = self.engine.all("SELECT id FROM article WHERE url = ? OR (url IS NULL AND ref = ?)", (url, url))
        articles = [r[0] for r in found]
        people, said = self._facts_of(articles)
        links = self._links_to({*articles, *people, *said})
        self._bury("url", [url], delete=delete)
        if delete:
            self._erase(links | self._shown_by(articles))
            self._drop(articles)
        self._let_go(url, delete=delete)
        if not delete:
            self.run_of_ids("UPDATE article SET hidden = 1 WHERE id IN ({ids})", articles)
            self._derive("claim", said)
        return Forgotten(len(articles), len(said), len(people), len(links) if delete else 0)

    def _let_go(self, url: str, *, delete: bool) -> None:
        """Fetch an address no more, and those that led there; with `delete`, know nothing of it."""
        led = "url = ? OR url IN (SELECT url FROM fetched WHERE answered = ?)"
        self.engine.run(f"UPDATE address SET due = '' WHERE {led}", (url, url))
        if delete:
            self.engine.run(f"DELETE FROM address WHERE {led}", (url, url))
            self.engine.run("DELETE FROM version WHERE url = ?", (url,))

    def _forget_name(self, name: str, *, delete: bool) -> Forgotten:
        """Forget all actors of that name, in each spelling that the ledger has linked with it."""
        folded = folding.folded(name)
        if not folded:
            raise QueryError(f"{name!r} is no name")
        kin = self._spellings(folded)
        found = list(self.of_ids("SELECT id, article FROM actor WHERE folded IN ({ids})", sorted(kin)))
        people, articles = {r[0] for r in found}, sorted({r[1] for r in found})
        articles = sorted({*articles, *(r[0] for r in self.of_ids(_CLAIMED, sorted(kin)))})
        said = [r[0] for r in self.of_ids("SELECT id FROM statement WHERE actor IN ({ids})", people)]
        self._bury("name", kin, delete=delete)
        self._unsay(kin, delete=delete)
        if not delete:
            self.run_of_ids("UPDATE actor SET hidden = 1 WHERE id IN ({ids})", people)
            self.run_of_ids("UPDATE statement SET hidden = 1 WHERE id IN ({ids})", said)
            self.run_of_ids("UPDATE factcheck SET hidden = 1 WHERE folded IN ({ids})", sorted(kin))
            self._derive("claim", said)
            return Forgotten(len(articles), len(said), len(people), 0)
        links = self._links_to({*people, *said}) | self._checks_of(articles)
        for article in articles:
            self._mask(article, kin)
        self._erase(links)
        self._unname(kin)
        self._untitle(kin)
        return Forgotten(len(articles), len(said), len(people), len(links))

    def _untitle(self, names: Collection[str]) -> None:
        """Forget the headlines of versions that name them."""
        told = self.engine.all("SELECT url, seen, title FROM version WHERE title IS NOT NULL")
        named = [
            (url, seen) for url, seen, title in told if any(f" {n} " in f" {folding.folded(title)} " for n in names)
        ]
        self.engine.many("UPDATE version SET title = NULL WHERE url = ? AND seen = ?", named)

    def _spellings(self, folded: str) -> set[str]:
        """The folded names of all actors that are one with an actor of this name."""
        sql = (
            "SELECT DISTINCT x.folded FROM actor y JOIN member n ON n.kind = 'actor' AND n.item = y.id"
            ' JOIN member m ON m."group" = n."group" JOIN actor x ON x.id = m.item WHERE y.folded = ?'
        )
        return {folded} | {r[0] for r in self.engine.all(sql, (folded,)) if r[0]}

    def _mask(self, article: str, names: Collection[str]) -> None:
        """Blot the names out of an article that is there."""
        reading = self.reading(article)
        if reading:
            self.engine.run("UPDATE article SET digest = '' WHERE id = ?", (article,))
            self._keep(rows.packed(masking.masked(reading, names)), {}, masked=True)

    def _links_to(self, facts: Collection[str]) -> set[str]:
        """The ids of the links to `facts`."""
        return {r[0] for end in ("a", "b") for r in self.of_ids(f"SELECT id FROM link WHERE {end} IN ({{ids}})", facts)}

    def _checks_of(self, articles: Collection[str]) -> set[str]:
        """The ids of the links from and to the fact checks and statements of articles: their reasons quote the text."""
        said = self._facts_of(articles)[1]
        links = self._links_to({*articles, *said})
        return {r[0] for r in self.of_ids("SELECT id FROM link WHERE id IN ({ids}) AND kind = 'check'", links)}

    def _shown_by(self, articles: Collection[str]) -> set[str]:
        """The ids of the links between sites of which these articles showed something; the linker makes them anew."""
        sites = {r[0] for r in self.of_ids("SELECT site FROM sitemark WHERE article IN ({ids})", articles)}
        sql = "SELECT id FROM link WHERE {end} IN ({ids}) AND kind = 'network' AND maker NOT LIKE 'person %'"
        return {r[0] for end in ("a", "b") for r in self.of_ids(sql.replace("{end}", end), sites)}

    def _erase(self, links: Collection[str]) -> None:
        """Take links away for good, since their reasons tell what was compared."""
        ends = list(self.of_ids("SELECT kind, a, b FROM link WHERE id IN ({ids})", links))
        self.run_of_ids("DELETE FROM link WHERE id IN ({ids})", links)
        for kind in KINDS:
            if items := {end for k, *two in ends for end in two if k == kind}:
                self._derive(kind, items)

    def _unname(self, names: Collection[str]) -> None:
        """Have names not found any more."""
        numbers = [r[0] for r in self.of_ids("SELECT nr FROM name WHERE folded IN ({ids})", names)]
        self.engine.unindex("search_name", numbers)
        self.run_of_ids("DELETE FROM name WHERE nr IN ({ids})", numbers)


def _joined(kind: str, one: End, other: End, stances: Mapping[str, str], **told: Any) -> Review:
    """That two members are of one group; in a claim with the sides that they take there, and what they read then."""
    (a, mine), (b, yours) = sorted((one, other), key=lambda end: end[0])
    value = f"{mine} {yours} {stances[a]} {stances[b]}" if mine and yours and {a, b} <= stances.keys() else ""
    return Review(kind, "merge", a, b, value=value, **told)


def _review(row: Sequence[Any]) -> Review:
    kind, verdict, a, b, person, note, decision, made, withdrawn, value, by = row
    return Review(kind, verdict, a, b, person, note, decision, read(made), read(withdrawn), value, by or "")
