"""Which article stood at an address, from when to when anybody looked, and which of them stands for it now."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import TYPE_CHECKING

from recoupe.sources import Sighting
from recoupe.store import rows
from recoupe.store.heeding import Heeding
from recoupe.store.part import now, written

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping

    from recoupe.store.engine import Row

_PUT = "INSERT INTO version (url, seen, last, article, title) VALUES (?, ?, ?, ?, ?) ON CONFLICT (url, seen) DO NOTHING"
_BEFORE = "SELECT seen, last, article, title FROM version WHERE url = ? AND seen <= ? ORDER BY seen DESC LIMIT 1"
_AFTER = "SELECT seen, last, article, title FROM version WHERE url = ? AND seen > ? ORDER BY seen LIMIT 1"


_DAY = len("2022-07-16")
_MOMENT = dt.timedelta(microseconds=1)
_COPIES_OF_THEMSELVES = """UPDATE link SET withdrawn = made WHERE kind = 'copy' AND withdrawn IS NULL
    AND maker NOT LIKE 'person %' AND EXISTS (
        SELECT 1 FROM article a JOIN article b ON coalesce(b.later, b.id) = coalesce(a.later, a.id)
        WHERE a.id = link.a AND b.id = link.b)"""


class Sightings(Heeding):
    """Rows of the table version; looks may come in any order, as archives are read.

    Of the articles that were seen at an address the last one counts; in `later`, those before it name it.
    """

    def later(self, articles: Collection[str]) -> Mapping[str, str]:
        """Those of these articles which are earlier versions of their pages, each with the one that stands for it."""
        return dict(self.of_ids("SELECT id, later FROM article WHERE id IN ({ids}) AND later IS NOT NULL", articles))

    def _seen(self, articles: Collection[str]) -> Mapping[str, tuple[dt.datetime, dt.datetime]]:
        """When these articles were seen at their addresses, first and last."""
        sql = "SELECT article, min(seen), max(last) FROM version WHERE article IN ({ids}) GROUP BY article"
        at = dt.datetime.fromisoformat
        return {article: (at(first), at(last)) for article, first, last in self.of_ids(sql, articles)}

    def sightings(self, url: str) -> Iterator[Sighting]:
        """What stood at a url, and at those that lead to it."""
        sql = "SELECT v.url FROM version v JOIN article x ON x.id = v.article WHERE x.url = ?"
        articles = [a for a, _ in self._versions_at({r[0] for r in self.engine.all(sql, (url,))})]
        sql = "SELECT seen, last, article, title, url FROM version WHERE article IN ({ids})"
        stood: Sighting | None = None
        for seen, last, article, title, where in sorted(self.of_ids(sql, articles), key=lambda row: row[:3]):
            first, until = dt.datetime.fromisoformat(seen), dt.datetime.fromisoformat(last)
            if stood is not None and _is((seen, last, stood.article, stood.title), article, title):
                stood = replace(stood, last=max(until, stood.last), title=stood.title or title)
                continue
            if stood is not None:
                yield stood
            stood = Sighting(where, article, first, until, title)
        if stood is not None:
            yield stood

    def _sighted(self, url: str | None, article: str, at: str | None, title: str | None = None) -> None:
        """Write down that `article` stood at `url` at the time `at`; where that is not known, when it was added.

        `title` is its headline then; None where that is not known, or is the one of the look before.
        """
        if not url:
            return
        if at is None:
            if self.engine.all("SELECT 1 FROM version WHERE url = ? AND article = ?", (url, article)):
                return
            at = self._before(url, article) or now()
        self._look(url, article, at, title)
        self._stand(url)

    def _before(self, url: str, article: str) -> str | None:
        """Right before those that came after it by the pages' own times, where there are such; else None."""
        own = self.engine.all("SELECT coalesce(modified, published) FROM article WHERE id = ?", (article,))
        at = rows.moment(own[0][0]) if own else ""
        sql = "SELECT v.seen, coalesce(a.modified, a.published) FROM version v JOIN article a ON a.id = v.article"
        after = [seen for seen, told in self.engine.all(f"{sql} WHERE v.url = ?", (url,)) if _after(told, at)]
        if not after:
            return None
        when = dt.datetime.fromisoformat(min(after)) - _MOMENT
        while self.engine.all("SELECT 1 FROM version WHERE url = ? AND seen = ?", (url, written(when))):
            when -= _MOMENT
        return written(when)

    def _look(self, url: str, article: str, at: str, title: str | None) -> None:
        before = self._next_to(_BEFORE, url, at)
        if before and _is(before, article, title):
            self.engine.run(
                "UPDATE version SET last = ? WHERE url = ? AND seen = ? AND last < ?", (at, url, before[0], at)
            )
            return
        if before and before[1] > at:
            self._parted(url, before, at)
        after = self._next_to(_AFTER, url, at)
        if after and _is(after, article, title):
            self.engine.run("UPDATE version SET seen = ? WHERE url = ? AND seen = ?", (at, url, after[0]))
        else:
            self.engine.run(_PUT, (url, at, at, article, title))

    def _next_to(self, sql: str, url: str, at: str) -> Row | None:
        found = self.engine.all(sql, (url, at))
        return found[0] if found else None

    def _parted(self, url: str, row: Row, at: str) -> None:
        """Part a version in two, since at `at` another one stood there: up to the look before, and from the next on."""
        seen, last, article, title = row
        looks = "SELECT max(CASE WHEN at < ? THEN at END), min(CASE WHEN at > ? THEN at END) FROM fetched"
        one, other = self.engine.all(
            f"{looks} WHERE article = ? AND at >= ? AND at <= ?", (at, at, article, seen, last)
        )[0]
        self.engine.run("UPDATE version SET last = ? WHERE url = ? AND seen = ?", (one or seen, url, seen))
        self.engine.run(_PUT, (url, other or last, last, article, title))

    def _stand(self, url: str) -> None:
        """Have the article that was seen last at `url`, or at one that leads there, stand; those before are history."""
        found = self._versions_at({url})
        if not found:
            return
        newest = found[0][0]
        should = {article: newest if article != newest else None for article, _ in found}
        moved = [article for article, later in found if later != should[article]]
        if not moved:
            return
        self.engine.many("UPDATE article SET later = ? WHERE id = ?", [(should[a], a) for a in moved])
        if newest in moved:  # what is history is not linked with claims
            self.engine.run("UPDATE article SET linked = 0 WHERE id = ?", (newest,))
        stood = dict(found)
        for article in moved:
            if article != newest and stood[article] is None:
                self._carry(article, newest)
        self._settle(moved)

    def _versions_at(self, urls: set[str]) -> list[tuple[str, str | None]]:
        """(article, later) of all that was seen at `urls` and at other addresses of these articles, the last first."""
        new = urls
        last: dict[str, str] = {}
        while new:
            sql = "SELECT article, max(seen) FROM version WHERE url IN ({ids}) GROUP BY article"
            for article, seen in self.of_ids(sql, sorted(new)):
                last[article] = max(seen, last.get(article, ""))
            new = {r[0] for r in self.of_ids("SELECT url FROM version WHERE article IN ({ids})", sorted(last))} - urls
            urls = urls | new
        later: dict[str, str | None] = dict(
            self.of_ids("SELECT id, later FROM article WHERE id IN ({ids})", sorted(last))
        )
        return [(a, later[a]) for a in sorted(last, key=lambda a: (last[a], a), reverse=True) if a in later]

    def _settle(self, articles: Iterable[str]) -> None:
        """Derive the claims anew in which these articles count now, or do so no more."""
        said = {r[0] for r in self.of_ids("SELECT id FROM statement WHERE article IN ({ids})", articles)}
        if said:
            self._derive("claim", said)

    def derive_history(self) -> None:
        """Tell versions apart once, where the ledger comes from before that was done; the linker looks at them anew."""
        if not self.engine.all("SELECT 1 FROM about WHERE name = 'versions untold'"):
            return
        with self.engine.writing():
            for (url,) in self.engine.all("SELECT url FROM version GROUP BY url HAVING count(DISTINCT article) > 1"):
                self._stand(url)
            self.engine.run("UPDATE article SET linked = 0 WHERE id IN (SELECT later FROM article)")
            self.engine.run(_COPIES_OF_THEMSELVES)
            self.engine.run("DELETE FROM about WHERE name = 'versions untold'")

    def _superseded(self, old: str, new: str, url: str | None) -> None:
        """Have `new` in the place of `old`, which older rules have made of the same page."""
        self._carry(old, new)
        seen_at = self.engine.all("SELECT url, seen, last, title FROM version WHERE article = ?", (old,))
        self.engine.run("DELETE FROM version WHERE article = ?", (old,))
        for there, seen, last, title in seen_at:
            self._look(url or there, new, seen, title)
            self._look(url or there, new, last, title)
        for stood in sorted({a for there, *_ in seen_at for a in (there, url or there)}):
            self._stand(stood)
        self.engine.run("UPDATE article SET gone = (SELECT gone FROM article WHERE id = ?) WHERE id = ?", (old, new))
        for table in ("fetched", "address"):
            self.engine.run(f"UPDATE {table} SET article = ? WHERE article = ?", (new, old))


def _after(told: str | None, at: str) -> bool:
    """Whether a page's own time comes after `at`; days alone tell nothing."""
    other = rows.moment(told)
    return len(at) > _DAY and len(other) > _DAY and other > at


def _is(row: Row, article: str, title: str | None) -> bool:
    """Whether a version is that of `article` with that headline, as far as both are known."""
    return bool(row[2] == article and (title is None or row[3] is None or row[3] == title))
