"""Addresses and fetches in the tables: what is due, what came of it, which times an article has."""

from __future__ import annotations

import datetime as dt
import json
from typing import TYPE_CHECKING, Any

from recoupe import ids
from recoupe.sources import RECHECKS, Address, Fetched, Times, Unkept, following, host
from recoupe.store import contract, rows
from recoupe.store.channels import Channels
from recoupe.store.part import marks, read, written

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Sequence

    from recoupe.model import Reading
    from recoupe.sources import Decision, Item, Poll
    from recoupe.store.rows import Packed
    from recoupe.templates import Lines, Used

ADDRESS = "url, host, source, found, due, stage, tries, claimed, etag, modified, digest, article, kept"
FETCH = "id, url, at, decision, reason, answered, status, digest, record, optouts, etag, modified, article"
_PUT_ADDRESS = f"INSERT INTO address ({ADDRESS}) VALUES ({', '.join('?' * 13)}) ON CONFLICT (url) DO UPDATE SET " + (
    ", ".join(f"{c} = excluded.{c}" for c in ADDRESS.split(", ") if c not in {"url", "host", "source", "found"})
)
_PUT_FETCH = f"INSERT INTO fetched ({FETCH}) VALUES ({', '.join('?' * 13)})"
_PUT_FILE = """INSERT INTO sitefile (site, name, said) VALUES (?, ?, ?)
    ON CONFLICT (site, name) DO UPDATE SET said = excluded.said"""
_UNKEPT = (
    "SELECT f.decision, f.reason, count(*), max(f.url) FROM fetched f JOIN address d ON d.url = f.url"
    " WHERE d.source = ? AND f.decision NOT IN ('kept', 'same')"
    " AND f.at = (SELECT max(g.at) FROM fetched g WHERE g.url = f.url)"
    " GROUP BY f.decision, f.reason ORDER BY count(*) DESC, f.reason LIMIT 20"
)
_GONE = (  # since when what stood at an address is there no more
    "SELECT min(f.at) FROM fetched f WHERE f.url = ? AND f.decision = 'gone' AND NOT EXISTS"
    " (SELECT 1 FROM fetched g WHERE g.url = f.url AND g.at > f.at AND g.decision IN ('kept', 'same'))"
)
_READ = {"kept", "same"}
_FORGOTTEN = "it is to be forgotten"


class Fetching(Channels):
    """The part of the protocol Watching in sources.py that is about fetches."""

    def due(self, at: dt.datetime, *, limit: int = 100, without: Collection[str] = (), each: int = 1) -> list[Address]:
        """Addresses that are due, so many a host."""
        busy = sorted(without)
        spared = f" AND a.host NOT IN ({marks(busy)})" if busy else ""
        columns = ", ".join(f"a.{c}" for c in ADDRESS.split(", "))
        sql = (
            f"SELECT {ADDRESS} FROM (SELECT {columns}, row_number() OVER (PARTITION BY a.host ORDER BY a.due, a.url)"
            " AS place FROM address a LEFT JOIN source s ON s.id = a.source WHERE a.due <> '' AND a.due <= ?"
            f" AND coalesce(s.state, '') <> 'paused'{spared}) x WHERE place <= ? ORDER BY due, url LIMIT ?"
        )
        return [_address(r) for r in self.engine.all(sql, (written(at), *busy, each, limit))]

    def waiting(self, at: dt.datetime) -> int:
        """How many addresses are due."""
        sql = (
            "SELECT count(*) FROM address a LEFT JOIN source s ON s.id = a.source WHERE a.due <> '' AND a.due <= ?"
            " AND coalesce(s.state, '') <> 'paused'"
        )
        return int(self.engine.all(sql, (written(at),))[0][0])

    def next_due(self) -> dt.datetime | None:
        """When the next channel or address is due."""
        told = (
            self.engine.all(
                f"SELECT min(x.due) FROM {table} x LEFT JOIN source s ON s.id = x.source"
                " WHERE x.due <> '' AND coalesce(s.state, '') <> 'paused'"
            )[0][0]
            for table in ("channel", "address")
        )
        return min((at for due in told if (at := read(due))), default=None)

    def address(self, url: str) -> Address | None:
        """What is known of an address."""
        found = self.engine.all(f"SELECT {ADDRESS} FROM address WHERE url = ?", (url,))
        return _address(found[0]) if found else None

    def polled_whole(
        self, poll: Poll, items: Collection[Item], whole: Iterable[tuple[Fetched, Packed | None, str | None]]
    ) -> list[Item]:
        """As `polled`, with what came of items that their channel carries whole: all or nothing.

        Their pages are not fetched: the channel tells if they change.
        """
        with self.engine.writing():
            new = self.polled(poll, items)
            for done, packed, page in whole:
                if self.address(done.url) is not None:
                    self.fetched_packed(done, packed, page=page, rechecks=())
        return new

    def fetched(
        self,
        done: Fetched,
        reading: Reading | None = None,
        *,
        page: str | None = None,
        rechecks: Sequence[dt.timedelta] = RECHECKS,
    ) -> Decision:
        """Keep what came of a fetch."""
        if reading is not None:
            contract.check(reading)
        return self.fetched_packed(done, rows.packed(reading) if reading else None, page=page, rechecks=rechecks)

    def fetched_packed(
        self,
        done: Fetched,
        p: Packed | None = None,
        *,
        page: str | None = None,
        rechecks: Sequence[dt.timedelta] = RECHECKS,
        used: Used | None = None,
        lines: Lines | None = None,
    ) -> Decision:
        """As `fetched`, of a reading that `rows.packed` has made ready, elsewhere perhaps.

        used: with which template the page was read; lines: of it, from which its site's template is learned.
        """
        if done.at.tzinfo is None or (p is None) != (done.decision != "kept"):
            raise ValueError("a fetch has a time with zone, and a reading where it is kept, else none")
        at = written(done.at)
        name = ids.make("q", done.url, at, done.record)
        with self.engine.writing():
            if self.engine.all("SELECT 1 FROM fetched WHERE id = ?", (name,)):
                return done.decision
            if self._buried([done.url, done.answered or done.url]):
                self._let_be(done.url)
                return "refused"
            before = self.address(done.url) or Address(done.url, found=done.at)
            article, new = self._read(before, done, p, page, used)
            decision: Decision = "refused" if p and not article else done.decision
            reason = done.reason if decision == done.decision else _FORGOTTEN
            self._note(before, done, article, decision, rechecks)
            self._log(name, at, done, (decision, reason, article))
            if decision == "gone" or decision in _READ:
                self._tell_gone(done.url)
            if article and used and lines:
                self.teach([(used.site, lines)])
            if new and before.source:
                self._tallied(before.source, at, articles=1)
        return decision

    def _read(
        self, before: Address, done: Fetched, p: Packed | None, page: str | None, used: Used | None
    ) -> tuple[str | None, bool]:
        """The article that stood at the address, None where none is kept, and whether it is new to the ledger."""
        url = self._called(before.article) if before.article else None
        if p is None:
            if done.decision == "same" and before.article and url:
                self._sighted(url, before.article, written(done.at))
            return (before.article if done.decision in _READ else None), False
        outcome = self.add_packed(p, page=page, seen=done.at, url=url, used=used)
        return (None if outcome == "refused" else p.id), outcome == "added" and not before.kept

    def _called(self, article: str) -> str | None:
        """The address whose version an article is: headlines that change may change the address with them."""
        sql = "SELECT url FROM version WHERE article = ? ORDER BY last DESC LIMIT 1"
        return next((r[0] for r in self.engine.all(sql, (article,))), None)

    def _note(
        self, before: Address, done: Fetched, article: str | None, decision: Decision, rechecks: Sequence[dt.timedelta]
    ) -> None:
        """Write down what is known of the address now, and when it is due again."""
        later = "SELECT 1 FROM fetched WHERE url = ? AND at > ? AND decision IN ('kept', 'same')"
        if before.kept and self.engine.all(later, (before.url, written(done.at))):
            earlier = "UPDATE address SET kept = ? WHERE url = ? AND kept > ?"
            self.engine.run(earlier, (written(done.at), before.url, written(done.at)))
            return  # an archive that is read late: what came after it is known
        stage, tries, due = following(before, _decided(done, decision), rechecks=rechecks)
        answered = decision in _READ
        if done.answered and done.answered != done.url:
            if self._has(done.answered):
                due = due if decision == "failed" else None  # it leads to an address that is looked after itself
            elif answered:
                self._let_be(done.answered)  # what waits there was fetched
        kept = before.kept or (done.at if answered else None)
        told = (done.etag, done.modified) if answered else (before.etag, before.modified)
        digest = done.digest or before.digest if answered else before.digest
        found = written(before.found or done.at)
        row = (before.url, host(before.url), before.source, found, written(due) if due else "", stage, tries)
        row2 = (before.claimed, *told, digest, article or before.article, written(kept) if kept else None)
        self.engine.run(_PUT_ADDRESS, (*row, *row2))

    def _has(self, url: str) -> bool:
        return bool(self.engine.all("SELECT 1 FROM address WHERE url = ? AND kept IS NOT NULL", (url,)))

    def _let_be(self, url: str) -> None:
        """Fetch an address no more."""
        self.engine.run("UPDATE address SET due = '' WHERE url = ?", (url,))

    def _log(self, name: str, at: str, done: Fetched, became: tuple[Decision, str, str | None]) -> None:
        decision, reason, article = became
        answered = done.answered if done.answered != done.url else None
        row = (name, done.url, at, decision, reason, answered, done.status, done.digest, done.record)
        optouts = json.dumps(done.optouts, ensure_ascii=False, separators=(",", ":"))
        self.engine.run(_PUT_FETCH, (*row, optouts, done.etag, done.modified, article))

    def _tell_gone(self, url: str) -> None:
        """Write down of the article at an address since when it is at none any more, or that it is at one again."""
        mine = "(SELECT article FROM address WHERE url = ?)"
        urls = [r[0] for r in self.engine.all(f"SELECT url FROM address WHERE article = {mine}", (url,))]
        gone = [self.engine.all(_GONE, (one,))[0][0] for one in urls or [url]]
        if all(gone):
            self.engine.run(f"UPDATE article SET gone = ? WHERE id = {mine}", (max(gone), url))
            return
        there = f"(id = {mine} OR id IN (SELECT article FROM version WHERE url = ?))"
        self.engine.run(f"UPDATE article SET gone = NULL WHERE {there} AND gone IS NOT NULL", (url, url))

    def fetches(self, *, url: str | None = None, article: str | None = None) -> Iterator[Fetched]:
        """Fetches, the earliest first."""
        asked = {"url": url, "article": article}
        given = {column: value for column, value in asked.items() if value is not None}
        where = " AND ".join(f"{column} = ?" for column in given) or "1 = 1"
        sql = f"SELECT {FETCH} FROM fetched WHERE {where} ORDER BY at, id"
        yield from map(as_fetched, self.engine.stream(sql, tuple(given.values())))

    def site_file(self, site: str, name: str) -> str | None:
        """What is kept of a file of a site."""
        found = self.engine.all("SELECT said FROM sitefile WHERE site = ? AND name = ?", (site, name))
        return str(found[0][0]) if found else None

    def keep_site_file(self, site: str, name: str, said: str) -> None:
        """Keep it."""
        with self.engine.writing():
            self.engine.run(_PUT_FILE, (site, name, said))

    def unkept(self, source: str) -> list[Unkept]:
        """Why pages of a source were not kept."""
        return [Unkept(*row) for row in self.engine.all(_UNKEPT, (source,))]

    def times(self, article: str) -> Times | None:
        """All times of an article."""
        sql = (
            "SELECT a.published, a.modified, (SELECT min(d.claimed) FROM address d WHERE d.article = a.id),"
            " (SELECT max(f.modified) FROM fetched f WHERE f.article = a.id AND f.at = (SELECT min(g.at) FROM fetched g"
            " WHERE g.article = a.id AND g.modified IS NOT NULL)),"
            " (SELECT min(f.at) FROM fetched f WHERE f.article = a.id), a.added FROM article a WHERE a.id = ?"
        )
        found = self.engine.all(sql, (article,))
        if not found:
            return None
        published, modified, claimed, server, fetched, added = found[0]
        return Times(published, modified, claimed, server, read(fetched), dt.datetime.fromisoformat(added))


def _decided(done: Fetched, decision: Decision) -> Fetched:
    return Fetched(done.url, done.at, decision, wait=done.wait)


def _address(row: Any) -> Address:
    url, _, source, found, due, stage, tries, claimed, etag, modified, digest, article, kept = row
    return Address(
        url, source, read(found), read(due), stage, tries, claimed, etag, modified, digest, article, read(kept)
    )


def as_fetched(row: Any) -> Fetched:
    """The fetch of a row of the columns FETCH."""
    _, url, at, decision, reason, answered, status, digest, record, optouts, etag, modified, article = row
    told = tuple((where, what) for where, what in json.loads(optouts))
    when = dt.datetime.fromisoformat(at)
    return Fetched(url, when, decision, reason, answered, status, digest, record, told, etag, modified, article=article)
