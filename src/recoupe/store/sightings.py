"""Which article stood at an address, from when to when anybody looked."""

from __future__ import annotations

from typing import TYPE_CHECKING

from recoupe.store.part import Part, now

if TYPE_CHECKING:
    from recoupe.store.engine import Row

_PUT = "INSERT INTO version (url, seen, last, article, title) VALUES (?, ?, ?, ?, ?) ON CONFLICT (url, seen) DO NOTHING"
_BEFORE = "SELECT seen, last, article, title FROM version WHERE url = ? AND seen <= ? ORDER BY seen DESC LIMIT 1"
_AFTER = "SELECT seen, last, article, title FROM version WHERE url = ? AND seen > ? ORDER BY seen LIMIT 1"


class Sightings(Part):
    """Rows of the table version; looks may come in any order, as archives are read."""

    def _sighted(self, url: str | None, article: str, at: str | None, title: str | None = None) -> None:
        """Write down that `article` stood at `url` at the time `at`; where that is not known, now, if it is new.

        `title` is its headline then; None where that is not known, or is the one of the look before.
        """
        if not url:
            return
        if at is None:
            if not self.engine.all("SELECT 1 FROM version WHERE url = ? AND article = ?", (url, article)):
                at = now()
                self.engine.run(_PUT, (url, at, at, article, title))
            return
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

    def _superseded(self, old: str, new: str, url: str | None) -> None:
        """Have `new` in the place of `old`, which older rules have made of the same page."""
        rows = self.engine.all("SELECT url, seen, last, title FROM version WHERE article = ?", (old,))
        self.engine.run("DELETE FROM version WHERE article = ?", (old,))
        for there, seen, last, title in rows:
            self._sighted(url or there, new, seen, title)
            self._sighted(url or there, new, last, title)
        for table in ("fetched", "address"):
            self.engine.run(f"UPDATE {table} SET article = ? WHERE article = ?", (new, old))


def _is(row: Row, article: str, title: str | None) -> bool:
    """Whether a version is that of `article` with that headline, as far as both are known."""
    return bool(row[2] == article and (title is None or row[3] is None or row[3] == title))
