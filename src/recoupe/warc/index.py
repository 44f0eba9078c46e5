"""Where each record of a folder of archives lies: by id, by address and time, by digest.

The index is a file of SQLite in the folder. It holds nothing that the archives do not: `Folder.mend` makes it anew.
"""

from __future__ import annotations

import datetime as dt
import json
import sqlite3
from typing import TYPE_CHECKING

from recoupe.errors import InputError
from recoupe.warc.addresses import key
from recoupe.warc.answers import Kept

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

_NAME = "index.sqlite"
_VERSION = 1  # of the tables and of the keys in them
_TABLES = """
DROP TABLE IF EXISTS record;
DROP TABLE IF EXISTS file;
CREATE TABLE record (
    id TEXT PRIMARY KEY, url TEXT NOT NULL, key TEXT NOT NULL, time TEXT NOT NULL, digest TEXT NOT NULL,
    status INTEGER NOT NULL, type TEXT NOT NULL, file TEXT NOT NULL, offset INTEGER NOT NULL, length INTEGER NOT NULL,
    first TEXT
);
CREATE INDEX record_key ON record (key, time);
CREATE INDEX record_digest ON record (digest);
CREATE INDEX record_body ON record (digest, url) WHERE first IS NULL;
CREATE INDEX record_file ON record (file, offset);
CREATE TABLE file (name TEXT PRIMARY KEY, size INTEGER NOT NULL);
"""
_COLUMNS = "id, url, time, digest, status, type, file, offset, length, first"


class Index:
    """The index of `folder`, made where there is none. Raises InputError where it cannot be opened."""

    def __init__(self, folder: Path) -> None:
        try:
            self._db = sqlite3.connect(folder / _NAME, timeout=30, isolation_level=None)
            self._db.execute("PRAGMA journal_mode = WAL")
            self._db.execute("PRAGMA synchronous = NORMAL")
            self._make()
        except sqlite3.Error as e:
            raise InputError(str(folder / _NAME), f"cannot be opened: {e}", "delete it: it is made anew") from e

    def _make(self) -> None:
        """Make the tables, anew where an older version has filled them."""
        if self._version() == _VERSION:
            return
        self._db.execute("BEGIN IMMEDIATE")
        if self._version() != _VERSION:  # no other process has been quicker
            for statement in _TABLES.split(";"):
                self._db.execute(statement)
            self._db.execute(f"PRAGMA user_version = {_VERSION}")
        self._db.execute("COMMIT")

    def _version(self) -> int:
        return int(self._db.execute("PRAGMA user_version").fetchone()[0])

    def close(self) -> None:
        """Close the file."""
        self._db.close()

    def add(self, found: Iterable[Kept], file: str, size: int) -> None:
        """Put records of `file` in, all that it has up to `size`: all or nothing."""
        rows = [_row(k) for k in found]
        self._db.execute("BEGIN IMMEDIATE")
        self._db.executemany(f"INSERT OR REPLACE INTO record VALUES ({', '.join('?' * 11)})", rows)
        self._db.execute("INSERT OR REPLACE INTO file VALUES (?, ?)", (file, size))
        self._db.execute("COMMIT")

    def forget(self, file: str) -> None:
        """Take the records of `file` out."""
        self._db.execute("BEGIN IMMEDIATE")
        self._db.execute("DELETE FROM record WHERE file = ?", (file,))
        self._db.execute("DELETE FROM file WHERE name = ?", (file,))
        self._db.execute("COMMIT")

    def known(self, file: str) -> int:
        """Up to where the records of `file` are in, in bytes."""
        found = self._db.execute("SELECT size FROM file WHERE name = ?", (file,)).fetchone()
        return int(found[0]) if found else 0

    def record(self, record: str) -> Kept | None:
        """The record with this id, None if there is none."""
        return next(self._all("id = ?", record), None)

    def of(self, url: str) -> Iterator[Kept]:
        """The answers to an address, however it is written, the earliest first."""
        return self._all("key = ? ORDER BY time", key(url))

    def nearest(self, url: str, at: dt.datetime) -> Kept | None:
        """The answer to an address that came nearest to a time, None if there is none."""
        return min(self.of(url), key=lambda k: abs(k.fetched - at), default=None)

    def with_body(self, digest: str) -> Iterator[Kept]:
        """The records that have the body with this digest, and those that say that it came again."""
        return self._all("digest = ? ORDER BY first IS NOT NULL, time", digest)

    def bodies(self, digest: str, url: str | None = None) -> Iterator[Kept]:
        """The records that have the body with this digest themselves, as answers of `url` if that is given.

        It takes no longer where the same body came often, as those of feeds and of robots.txt do.
        """
        there = "digest = ? AND first IS NULL"
        return self._all(there, digest) if url is None else self._all(f"{there} AND url = ?", digest, url)

    def all(self) -> Iterator[Kept]:
        """All records by file and place."""
        return self._all("1 ORDER BY file, offset")

    def cdxj(self, file: str) -> Iterator[str]:
        """The lines of CDXJ, sorted, that lead others' tools to the records of `file`."""
        lines = ((key(k.url), k.fetched.strftime("%Y%m%d%H%M%S"), _cdx(k)) for k in self._all("file = ?", file))
        return (f"{' '.join(line)}\n" for line in sorted(lines))

    def _all(self, where: str, *values: str) -> Iterator[Kept]:
        for row in self._db.execute(f"SELECT {_COLUMNS} FROM record WHERE {where}", values):
            record, url, time, *rest = row
            yield Kept(record, url, dt.datetime.fromisoformat(time), *rest)


def _row(k: Kept) -> tuple[str | int | None, ...]:
    time = k.fetched.astimezone(dt.UTC).isoformat(timespec="microseconds")
    where = (k.file, k.offset, k.length, k.first)
    return (k.record, k.url, key(k.url), time, k.digest, k.status, k.media_type, *where)


def _cdx(k: Kept) -> str:
    mime = "warc/revisit" if k.first else k.media_type
    told = {"url": k.url, "mime": mime, "status": str(k.status), "digest": k.digest, "length": str(k.length)}
    return json.dumps(told | {"offset": str(k.offset), "filename": k.file}, ensure_ascii=False)
