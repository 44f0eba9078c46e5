"""SQLite: one file, many readers and one writer at a time (write-ahead log), safe against crashes."""

from __future__ import annotations

import contextlib
import os
import sqlite3
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

from recoupe.errors import (
    LedgerBrokenError,
    LedgerBusyError,
    LedgerError,
    LedgerFullError,
    LedgerReadOnlyError,
    QueryError,
)
from recoupe.store import waiting
from recoupe.store.engine import Transactions

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from recoupe.store.engine import Row
    from recoupe.store.terms import Term
    from recoupe.store.waiting import Waiting

_MARK = 0x7265636F  # "reco": tells a ledger from other files of SQLite (PRAGMA application_id)
_MANY = 100  # transactions after which it is worth counting rows, so that queries begin where few are
_STEPS = 20_000  # of SQLite's machine between two looks at the clock
_SETTINGS = (
    "PRAGMA foreign_keys = ON",
    "PRAGMA temp_store = MEMORY",
    "PRAGMA wal_autocheckpoint = 16000",  # pages: what is added touches many, and the same ones again
    "PRAGMA journal_size_limit = 67108864",
)


class Sqlite(Transactions):
    """A connection to a file."""

    name = "sqlite"

    def __init__(self, path: str, *, create: bool, wait: Waiting, cache: int = 128) -> None:
        self.url, self.path, self.wait, self.cache = path, Path(path), wait, cache
        super().__init__()
        self._there(create=create)
        with self._telling():
            self.base = self._connected()

    def _there(self, *, create: bool) -> None:
        """Raise what a person understands, where SQLite would say that it cannot open a database file."""
        if self.path.is_dir():
            raise LedgerError(self.url, "a folder, not a ledger", "name a file, as recoupe.db")
        if not self.path.exists():
            if not create:
                raise LedgerError(self.url, "no such ledger", "recoupe add or recoupe source add makes one")
            if not self.path.absolute().parent.is_dir():
                raise LedgerError(self.url, "its folder does not exist", "make the folder first")

    def _connected(self) -> sqlite3.Connection:
        try:
            return self._made_ready(str(self.path))
        except sqlite3.OperationalError as e:
            if _code(e) not in {sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_READONLY} or not self._at_rest():
                raise
        return self._made_ready(f"{self.path.absolute().as_uri()}?immutable=1")

    def _at_rest(self) -> bool:
        """Whether the file can be read as it is: nobody has it open, and its log is worked in."""
        return os.access(self.path, os.R_OK) and not self.path.with_name(f"{self.path.name}-wal").exists()

    def _made_ready(self, name: str) -> sqlite3.Connection:
        base = sqlite3.connect(name, timeout=waiting.STEP, isolation_level=None, uri=name.startswith("file:"))
        try:
            self._marked(base)
            for setting in (*_SETTINGS, f"PRAGMA cache_size = -{self.cache * 1024}"):  # KiB
                base.execute(setting)
        except BaseException:
            base.close()
            raise
        return base

    def _marked(self, base: sqlite3.Connection) -> None:
        """See that the file is a ledger, or empty: then make it one."""
        if base.execute("PRAGMA application_id").fetchone()[0] == _MARK:
            return
        if base.execute("SELECT count(*) FROM sqlite_schema").fetchone()[0]:
            raise LedgerBrokenError(self.url, "a database of something else", "name another file")
        base.execute("PRAGMA journal_mode = WAL")
        base.execute(f"PRAGMA application_id = {_MARK}")

    @contextlib.contextmanager
    def _telling(self) -> Iterator[None]:
        """SQLite's errors as ours."""
        try:
            yield
        except sqlite3.Error as e:
            raise _told(self.url, e) from e

    def lasting(self, *, sure: bool) -> None:
        """Whether what is written next survives a crash of the machine."""
        self.run(f"PRAGMA synchronous = {'FULL' if sure else 'NORMAL'}")

    def undo(self) -> None:
        """End the transaction as if nothing had been written."""
        with contextlib.suppress(sqlite3.Error):
            self.base.execute("ROLLBACK")

    def begin(self) -> None:
        """Become the only writer, or wait until one can."""
        for _ in self.wait.turns(self.url):
            try:
                self.base.execute("BEGIN IMMEDIATE")
            except sqlite3.Error as e:
                if _code(e) != sqlite3.SQLITE_BUSY:
                    raise _told(self.url, e) from e
            else:
                return

    def run(self, sql: str, values: Sequence[Any] = ()) -> int:
        """Run a statement."""
        with self._telling():
            return self.base.execute(sql, values).rowcount

    def many(self, sql: str, rows: Iterable[Sequence[Any]]) -> None:
        """Run a statement for each of `rows`."""
        with self._telling():
            self.base.executemany(sql, rows)

    def all(self, sql: str, values: Sequence[Any] = ()) -> list[Row]:
        """All rows of a query."""
        with self._telling():
            return self.base.execute(sql, values).fetchall()

    def stream(self, sql: str, values: Sequence[Any] = ()) -> Iterator[Row]:
        """The rows of a query."""
        with self._telling():
            cursor = self.base.execute(sql, values)
        while True:
            with self._telling():
                rows = cursor.fetchmany(100)
            if not rows:
                return
            yield from rows

    @contextlib.contextmanager
    def limited(self, seconds: float) -> Iterator[None]:
        """A limit of time for queries."""
        end = time.monotonic() + seconds
        self.base.set_progress_handler(lambda: time.monotonic() > end, _STEPS)
        try:
            yield
        finally:
            self.base.set_progress_handler(None, 0)

    def types(self) -> dict[str, str]:
        """Names of types."""
        return {
            "text": "TEXT",
            "int": "INTEGER",
            "real": "REAL",
            "blob": "BLOB",
            "serial": "INTEGER PRIMARY KEY",
            "strict": " STRICT",
            "unrowed": " STRICT, WITHOUT ROWID",
        }

    def exists(self, table: str) -> bool:
        """Whether there is such a table."""
        return bool(self.all("SELECT 1 FROM sqlite_schema WHERE type = 'table' AND name = ?", (table,)))

    def index(self, table: str, rows: Iterable[tuple[Any, ...]]) -> None:
        """Make rows found."""
        columns, marks = _COLUMNS.get(table, ("words", "?"))
        self.many(f"INSERT INTO {table} (rowid, {columns}) VALUES (?, {marks})", rows)

    def unindex(self, table: str, numbers: Iterable[int]) -> None:
        """Have rows not found any more."""
        self.many(f"DELETE FROM {table} WHERE rowid = ?", ((n,) for n in numbers))

    def finds(self, table: str, row: tuple[Any, ...]) -> bool:
        """Whether the row is as it should be."""
        columns, _ = _COLUMNS.get(table, ("words", ""))
        return self.all(f"SELECT {columns} FROM {table} WHERE rowid = ?", row[:1]) == [row[1:]]

    def matching(
        self, table: str, terms: Sequence[Term], column: str | None = None, *, since: int = 0
    ) -> tuple[str, str]:
        """A query of FTS5; terms are letters and digits in quotation marks, so nothing in them is syntax."""
        there = " AND ".join(_term(t) for t in terms if not t.absent)
        absent = "".join(f" NOT {_term(t)}" for t in terms if t.absent)
        asked = f"({there}){absent}"
        late = f" AND rowid >= {since}" if since else ""
        found = f"(SELECT rowid FROM {table} WHERE {table} MATCH ?{late})"
        return found, f"{{{column}}} : ({asked})" if column else asked

    def numbered(self, tables: Iterable[str]) -> None:
        """Nothing: SQLite looks for the largest by itself."""

    def upset(self) -> Iterator[str]:
        """Pages and indexes that do not fit, rows that point nowhere, search tables that disagree with themselves."""
        yield from (str(r[0]) for r in self.all("PRAGMA integrity_check(20)") if r[0] != "ok")
        for table, _, parent, _ in self.all("PRAGMA foreign_key_check"):
            yield f"a row of {table} points at a row of {parent} that there is not"
        for (table,) in self.all("SELECT name FROM sqlite_schema WHERE sql LIKE 'CREATE VIRTUAL TABLE search_%'"):
            with self.writing(mark=""):
                try:
                    self.run(f"INSERT INTO {table} ({table}) VALUES ('integrity-check')")
                except LedgerBrokenError:
                    yield f"{table} disagrees with itself"

    def size(self) -> int:
        """Bytes of the file and of its log."""
        files = (self.path, self.path.with_name(f"{self.path.name}-wal"))
        return sum(f.stat().st_size for f in files if f.exists())

    def close(self) -> None:
        """Close the file."""
        if self.written >= _MANY:
            with contextlib.suppress(sqlite3.Error):
                self.base.execute("PRAGMA analysis_limit = 400")
                self.base.execute("ANALYZE")
        self.base.close()


_COLUMNS = {"search_statement": ("who, words", "?, ?")}


def _term(term: Term) -> str:
    return f'"{" ".join(term.words)}"' + (" *" if term.begins else "")


def _code(e: sqlite3.Error) -> int:
    """The primary code of the error; -1 where it has none."""
    return (getattr(e, "sqlite_errorcode", None) or -1) & 0xFF


def _told(url: str, e: sqlite3.Error) -> Exception:
    """What the error means for a person."""
    code = _code(e)
    if code == sqlite3.SQLITE_INTERRUPT:
        return QueryError("the search takes too long; add words or filters")
    kind, reason, mend = _ERRORS.get(code, (LedgerError, str(e), ""))
    return kind(url, reason, mend)


_ERRORS: dict[int, tuple[type[LedgerError], str, str]] = {
    sqlite3.SQLITE_BUSY: (LedgerBusyError, "another process holds it", "try again when that is done"),
    sqlite3.SQLITE_FULL: (LedgerFullError, "no room left on the disk", "make room; what was added before is kept"),
    sqlite3.SQLITE_IOERR: (LedgerFullError, "the disk cannot be read or written", "see that it has room and is sound"),
    sqlite3.SQLITE_READONLY: (LedgerReadOnlyError, "may not be written to", "check its permissions, and its folder's"),
    sqlite3.SQLITE_CANTOPEN: (LedgerReadOnlyError, "cannot be opened", "check its permissions, and its folder's"),
    sqlite3.SQLITE_CORRUPT: (LedgerBrokenError, "damaged", "take a copy from before; recoupe ledger check says more"),
    sqlite3.SQLITE_NOTADB: (LedgerBrokenError, "not a ledger", "name another file"),
}
