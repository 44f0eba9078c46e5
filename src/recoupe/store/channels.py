"""Sources and their channels in the tables: what is watched, how it fares, what it told of."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from typing import TYPE_CHECKING, Any, cast

from recoupe import ids
from recoupe.errors import UsageError
from recoupe.sources import BROKEN, EVERY, Channel, Health, Source, Tally, host, identities
from recoupe.store.care import Care
from recoupe.store.facts import grave
from recoupe.store.part import now, read, written

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping

    from recoupe.sources import Item, Poll, State

COLUMNS = (
    'url, source, kind, every, due, etag, modified, polled, news, errors, error, "full", gone, polls, changes, seconds'
)
_SOURCE = "id, home, site, state, added"
_DAYS = 31  # whose tallies are shown
_PUT = f"INSERT INTO channel ({COLUMNS}) VALUES ({', '.join('?' * 16)})"
_COUNT = """INSERT INTO tally (source, day, polls, errors, items, articles) VALUES (?, ?, ?, ?, ?, ?)
    ON CONFLICT (source, day) DO UPDATE SET polls = tally.polls + excluded.polls,
    errors = tally.errors + excluded.errors, items = tally.items + excluded.items,
    articles = tally.articles + excluded.articles"""
_ASK = """INSERT INTO address (url, host, source, found, due, stage, tries, claimed) VALUES (?, ?, ?, ?, ?, 0, 0, ?)
    ON CONFLICT (url) DO NOTHING"""
_WELL = "SELECT 1 FROM channel WHERE source = ? AND gone = 0 AND errors < ?"


class Channels(Care):
    """The part of the protocol Watching in sources.py that is about sources."""

    def watch(
        self,
        home: str,
        *,
        feeds: Collection[str] = (),
        sitemaps: Collection[str] = (),
        every: int = EVERY,
        full: bool = False,
    ) -> str:
        """Put a source in, or more channels."""
        given = {**dict.fromkeys(sitemaps, "sitemap"), **dict.fromkeys(feeds, "feed")}
        name, at = ids.make("o", home), now()
        with self.engine.writing(sure=True):
            sql = f"INSERT INTO source ({_SOURCE}) VALUES (?, ?, ?, 'active', ?) ON CONFLICT (id) DO NOTHING"
            self.engine.run(sql, (name, home, host(home), at))
            for url, kind in given.items():
                known = self.engine.all("SELECT source FROM channel WHERE url = ?", (url,))
                if known and known[0][0] != name:
                    raise UsageError(f"{url} is of another source (recoupe source show {known[0][0]} shows it)")
                if known:
                    self.engine.run('UPDATE channel SET every = ?, "full" = ? WHERE url = ?', (every, int(full), url))
                else:
                    row = (url, name, kind, every, at, None, None, None, None, 0, None, int(full), 0, 0.0, 0.0, 0.0)
                    self.engine.run(_PUT, row)
            self._judge(name)
        return name

    def sources(self, *, state: State | None = None) -> Iterator[Health]:
        """Sources, those that are broken first."""
        asked = " WHERE state = ?" if state else ""
        sql = f"SELECT {_SOURCE} FROM source{asked} ORDER BY CASE state WHEN 'broken' THEN 0 ELSE 1 END, site, home"
        found = self.engine.all(sql, (state,) if state else ())
        channels, days, waiting = self._channels(), self._days(), self._waiting()
        for row in found:
            source = _source(row)
            yield Health(source, tuple(channels[row[0]]), tuple(days[row[0]]), waiting.get(row[0], 0))

    def source(self, name: str) -> Health | None:
        """The source of that name."""
        sql = (
            f"SELECT {_SOURCE} FROM source WHERE id = ? OR home = ? OR site = ?"
            " OR id IN (SELECT source FROM channel WHERE url = ?)"
        )
        found = self.engine.all(sql, (name, name, name.lower(), name))
        exact = [r for r in found if name in r[:2]] or found
        if len(exact) != 1:
            return None
        key = exact[0][0]
        waiting = self._waiting(key).get(key, 0)
        return Health(_source(exact[0]), tuple(self._channels(key)[key]), tuple(self._days(key)[key]), waiting)

    def _channels(self, source: str | None = None) -> Mapping[str, list[Channel]]:
        found: dict[str, list[Channel]] = defaultdict(list)
        asked = " WHERE source = ?" if source else ""
        for row in self.engine.all(f"SELECT {COLUMNS} FROM channel{asked} ORDER BY url", (source,) if source else ()):
            found[row[1]].append(_channel(row))
        return found

    def _days(self, source: str | None = None) -> Mapping[str, list[Tally]]:
        found: dict[str, list[Tally]] = defaultdict(list)
        since = (dt.datetime.now(dt.UTC).date() - dt.timedelta(days=_DAYS)).isoformat()
        asked = " AND source = ?" if source else ""
        sql = f"SELECT source, day, polls, errors, items, articles FROM tally WHERE day > ?{asked} ORDER BY day DESC"
        for row in self.engine.all(sql, (since, source) if source else (since,)):
            found[row[0]].append(Tally(dt.date.fromisoformat(row[1]), *row[2:]))
        return found

    def _waiting(self, source: str | None = None) -> dict[str, int]:
        """How many addresses each source has told of that have not been fetched, and will be."""
        asked = " AND source = ?" if source else " AND source IS NOT NULL"
        sql = f"SELECT source, count(*) FROM address WHERE due <> '' AND kept IS NULL{asked} GROUP BY source"
        return dict(cast("list[tuple[str, int]]", self.engine.all(sql, (source,) if source else ())))

    def pause(self, source: str, *, paused: bool) -> bool:
        """Pause a source, or go on with it."""
        with self.engine.writing(sure=True):
            state = "paused" if paused else "active"
            there = self.engine.run("UPDATE source SET state = ? WHERE id = ?", (state, source))
            if not paused:
                again = "UPDATE channel SET due = ?, errors = 0, error = NULL WHERE source = ? AND gone = 0"
                self.engine.run(again, (now(), source))
                self._judge(source)
        return bool(there)

    def unwatch(self, source: str) -> bool:
        """Take a source out."""
        with self.engine.writing(sure=True):
            lost = (
                "DELETE FROM address WHERE source = ? AND kept IS NULL"
                " AND NOT EXISTS (SELECT 1 FROM fetched f WHERE f.url = address.url)"
            )
            self.engine.run(lost, (source,))
            self.engine.run("UPDATE address SET due = '' WHERE source = ? AND kept IS NULL", (source,))
            return bool(self.engine.run("DELETE FROM source WHERE id = ?", (source,)))

    def channels(self, at: dt.datetime, *, limit: int | None = None) -> Iterator[Channel]:
        """The channels that are due."""
        columns = ", ".join(f"c.{name}" for name in COLUMNS.split(", "))
        sql = (
            f"SELECT {columns} FROM channel c JOIN source s ON s.id = c.source"
            " WHERE c.due <> '' AND c.due <= ? AND s.state <> 'paused' ORDER BY c.due, c.url"
        )
        most = (limit,) if limit is not None else ()
        yield from map(_channel, self.engine.all(f"{sql}{' LIMIT ?' if most else ''}", (written(at), *most)))

    def hasten(self, at: dt.datetime, *, every: int | None = None) -> int:
        """Have channels be due no later than so many seconds after they were polled."""
        soon = []
        for channel in map(_channel, self.engine.all(f"SELECT {COLUMNS} FROM channel WHERE due <> ''")):
            due = [d for d in (channel.due, channel.polled and channel.polled + dt.timedelta(seconds=every or 0)) if d]
            early = min(due) if every else channel.due
            early = at if channel.polled and channel.polled > at else early
            if early and channel.due and early < channel.due:
                soon.append((written(early), channel.url))
        if soon:
            with self.engine.writing():
                self.engine.many("UPDATE channel SET due = ? WHERE url = ?", soon)
        return len(soon)

    def polled(self, poll: Poll, items: Iterable[Item] = ()) -> list[Item]:
        """Keep what came of asking a channel."""
        at = written(poll.at)
        with self.engine.writing():
            found = self.engine.all(f"SELECT {COLUMNS} FROM channel WHERE url = ?", (poll.url,))
            if not found:
                return []  # it was taken out meanwhile
            channel = _channel(found[0])
            new = self._told(channel.source, items, at)
            self._went(channel, poll, at, news=bool(new))
            self._tallied(channel.source, at, polls=1, errors=int(bool(poll.error)), items=len(new))
            self._judge(channel.source)
        return new

    def _went(self, channel: Channel, poll: Poll, at: str, *, news: bool) -> None:
        """Write down how a poll went; what moved for ever goes on at its new address."""
        over = poll.gone or bool(poll.moved and poll.moved != poll.url)
        due = written(poll.due) if poll.due and not over else ""
        error = f"moved to {poll.moved}" if over and poll.moved else poll.error
        errors = channel.errors + 1 if poll.error else 0
        told = (poll.etag, poll.modified, at, at if news else None)
        self.engine.run(
            "UPDATE channel SET every = ?, due = ?, etag = ?, modified = ?, polled = ?, news = coalesce(?, news),"
            " errors = ?, error = ?, gone = ?, polls = ?, changes = ?, seconds = ? WHERE url = ?",
            (poll.every, due, *told, errors, error, int(over), *poll.pace, poll.url),
        )
        if over and poll.moved and not self.engine.all("SELECT 1 FROM channel WHERE url = ?", (poll.moved,)):
            then = written(poll.due) if poll.due else at
            news_at = at if news else channel.news and written(channel.news)
            row = (poll.moved, channel.source, channel.kind, poll.every, then, poll.etag, poll.modified)
            self.engine.run(_PUT, (*row, at, news_at, errors, poll.error, int(channel.full), 0, *poll.pace))

    def _told(self, source: str, items: Iterable[Item], at: str) -> list[Item]:
        """The items that this source has never told of; they are known from now on, and due where nobody knew them."""
        told = self._new(source, items)
        self._asked([item for item, _ in told], source, at)
        put = 'INSERT INTO item (source, "key", url) VALUES (?, ?, ?) ON CONFLICT DO NOTHING'
        self.engine.many(put, [(source, key, item.url) for item, keys in told for key in keys])
        return [item for item, _ in told]

    def _new(self, source: str, items: Iterable[Item]) -> list[tuple[Item, list[str]]]:
        """The items that this source has never told of, with their keys."""
        keyed = [(item, [ids.make("i", key) for key in keys]) for item, keys in identities(items)]
        asked = 'SELECT "key" FROM item WHERE "key" IN ({ids}) AND source = ?'
        known = {r[0] for r in self.of_ids(asked, (k for _, keys in keyed for k in keys), source)}
        new = [(item, keys) for item, keys in keyed if not known.intersection(keys)]
        buried = self._buried(item.url for item, _ in new)
        return [(item, keys) for item, keys in new if item.url not in buried]

    def unknown(self, channel: str, items: Iterable[Item]) -> list[Item]:
        """What is new of it."""
        found = self.engine.all("SELECT source FROM channel WHERE url = ?", (channel,))
        return [item for item, _ in self._new(found[0][0], items)] if found else []

    def _buried(self, urls: Iterable[str]) -> set[str]:
        """Those of the addresses that are to be forgotten."""
        graves = {grave("url", url): url for url in urls}
        return {graves[r[0]] for r in self.of_ids("SELECT id FROM tombstone WHERE id IN ({ids})", graves)}

    def _asked(self, items: Collection[Item], source: str | None, at: str) -> None:
        self.engine.many(_ASK, [(i.url, host(i.url), source, at, at, i.published) for i in items])

    def ask(self, items: Iterable[Item], *, at: dt.datetime) -> int:
        """Have addresses fetched that no channel tells of."""
        found = {i.url: i for i in items}
        with self.engine.writing():
            known = {r[0] for r in self.of_ids("SELECT url FROM address WHERE url IN ({ids})", found)}
            new = [i for url, i in found.items() if url not in known | self._buried(found)]
            self._asked(new, None, written(at))
        return len(new)

    def _tallied(self, source: str, at: str, **counts: int) -> None:
        """Add to what a source gave on that day."""
        told = [counts.get(name, 0) for name in ("polls", "errors", "items", "articles")]
        self.engine.run(_COUNT, (source, at[:10], *told))

    def _judge(self, source: str) -> None:
        """Say that a source is broken, or no longer, by its channels; what is paused stays so."""
        there = bool(self.engine.all("SELECT 1 FROM channel WHERE source = ?", (source,)))
        broken = there and not self.engine.all(_WELL, (source, BROKEN))
        sql = "UPDATE source SET state = ? WHERE id = ? AND state <> 'paused'"
        self.engine.run(sql, ("broken" if broken else "active", source))


def _source(row: Any) -> Source:
    return Source(row[0], row[1], row[2], row[3], dt.datetime.fromisoformat(row[4]))


def _channel(row: Any) -> Channel:
    url, source, kind, every, due, etag, modified, polled, news, errors, error, full, gone, *pace = row
    return Channel(
        url, source, kind, every, read(due), etag, modified, read(polled), read(news), errors, error,
        full=bool(full), gone=bool(gone), pace=(pace[0], pace[1], pace[2]),
    )  # fmt: skip
