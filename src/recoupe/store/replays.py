"""Stored pages read anew: which there are, and the reading of one in the place of what older rules made of it."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import TYPE_CHECKING

from recoupe import ids
from recoupe.ledger import ALL
from recoupe.store import asking, contract, rows
from recoupe.store.asking import Asked
from recoupe.store.fetching import FETCH, Fetching, as_fetched
from recoupe.store.part import written

if TYPE_CHECKING:
    from collections.abc import Iterator

    from recoupe.ledger import Outcome, Query
    from recoupe.model import Reading
    from recoupe.sources import Fetched
    from recoupe.store.rows import Packed
    from recoupe.templates import Used

_LATEST_ARTICLE = (
    "UPDATE address SET article = (SELECT f.article FROM fetched f WHERE f.url = address.url AND f.article IS NOT NULL"
    " ORDER BY f.at DESC LIMIT 1) WHERE url = ?"
)
_OUTDATED = f"""SELECT {FETCH} FROM fetched WHERE decision = 'kept' AND record IS NOT NULL AND article IN (
    SELECT p.article FROM page p WHERE p.site = ? AND (p.template = '' OR EXISTS (
    SELECT 1 FROM template t JOIN template u ON u.site = t.site AND u.layout = t.layout AND u.pages > t.pages
    WHERE t.id = p.template AND p.template IS NOT NULL))) ORDER BY at, id"""
_NEXT = "SELECT min(at) FROM fetched WHERE url = ? AND at > ? AND decision = 'kept'"


class Replays(Fetching):
    """See the protocol of the same name in ledger/protocol.py."""

    def stored(self, query: Query = ALL, *, older: str | None = None) -> Iterator[Fetched]:
        """Fetches whose pages were kept as evidence, the earliest first."""
        asked = Asked(("f.decision = 'kept' AND f.record IS NOT NULL",))
        about = asking.of_articles(replace(query, since=None, until=None, hidden=True, earlier=True))
        if query.since:
            asked = asked.also("f.at >= ?", query.since.isoformat())
        if query.until:
            asked = asked.also("f.at < ?", (query.until + dt.timedelta(days=1)).isoformat())
        if older is not None:
            asked = asked.also("a.version <> ?", older)
        asked = asked.plus(about)
        sql = f"SELECT f.id FROM fetched f JOIN article a ON a.id = f.article{asked.where()} ORDER BY f.at, f.id"
        names = [r[0] for r in self.engine.all(sql, asked.values)]
        rows_of = f"SELECT {FETCH} FROM fetched WHERE id IN ({{ids}}) ORDER BY at, id"
        yield from map(as_fetched, self.of_ids(rows_of, names))

    def outdated(self, site: str) -> Iterator[Fetched]:
        """Fetches of pages of a site that a template may fit which was not known then."""
        yield from map(as_fetched, self.engine.all(_OUTDATED, (site,)))

    def replayed(self, done: Fetched, reading: Reading, *, page: str | None = None) -> Outcome:
        """Keep the reading of a stored page in place of the one before."""
        contract.check(reading)
        return self.replayed_packed(done, rows.packed(reading), page=page)

    def replayed_packed(
        self, done: Fetched, p: Packed, *, page: str | None = None, used: Used | None = None
    ) -> Outcome:
        """As `replayed`, of a reading that `rows.packed` has made ready, elsewhere perhaps."""
        name = ids.make("q", done.url, written(done.at), done.record)
        with self.engine.writing():
            url = self._called(done.article) if done.article else None
            outcome = self.add_packed(p, page=page, seen=done.at, url=url, used=used)
            if outcome not in {"refused", "older"}:
                self._in_place(name, done, p.id)
        return outcome

    def _in_place(self, name: str, done: Fetched, new: str) -> None:
        """Have a fetch, and those after it that found nothing changed, say `new`; what nothing says any more goes."""
        found = self.engine.all("SELECT article FROM fetched WHERE id = ?", (name,))
        old = found[0][0] if found else None
        if old is None or old == new:
            return
        at = written(done.at)
        until = self.engine.all(_NEXT, (done.url, at))[0][0] or "~"
        move = "UPDATE fetched SET article = ? WHERE url = ? AND at >= ? AND at < ? AND article = ?"
        self.engine.run(move, (new, done.url, at, until, old))
        if self.engine.all("SELECT 1 FROM fetched WHERE article = ?", (old,)):
            self._seen_again(self._called(old), old, new)
        else:
            self._superseded(old, new, None)
            self._drop([old])
            self._redirect([(old, new)])
        self.engine.run(_LATEST_ARTICLE, (done.url,))

    def _seen_again(self, url: str | None, *articles: str) -> None:
        """Write down anew when these articles stood at `url`, by the fetches of them."""
        titles: list[tuple[str, str | None]] = []
        for article in articles:
            titles += self.engine.all("SELECT seen, title FROM version WHERE article = ?", (article,))
            self.engine.run("DELETE FROM version WHERE article = ?", (article,))
        titles.sort()
        for article in articles:
            for (at,) in self.engine.all("SELECT at FROM fetched WHERE article = ? ORDER BY at", (article,)):
                then = [title for seen, title in titles if seen <= at]
                self._sighted(url, article, at, then[-1] if then else None)
