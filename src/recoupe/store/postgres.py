"""PostgreSQL 15 and later: what differs from SQLite. The tables lie in a schema of their own, `recoupe`."""

from __future__ import annotations

import contextlib
import functools
import threading
from itertools import count
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from recoupe.errors import (
    LedgerBusyError,
    LedgerError,
    LedgerFullError,
    LedgerLostError,
    LedgerReadOnlyError,
    QueryError,
)
from recoupe.store import waiting
from recoupe.store.engine import Transactions

try:
    import psycopg
    from psycopg import errors
except ImportError as e:
    raise LedgerError("PostgreSQL", "psycopg is not installed", "pip install 'recoupe[postgres]'") from e

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from recoupe.store.engine import Row
    from recoupe.store.terms import Term
    from recoupe.store.waiting import Waiting

_LOCK = 0x7265636F75706531  # the one that every writer of a ledger takes
_AGAIN = 0.2  # seconds between two cancellations
_OLDEST = 150_000  # server version
_SETTINGS = (
    "SET client_encoding = 'UTF8'",
    "SET search_path = recoupe",
    f"SET lock_timeout = '{waiting.STEP:g}s'",
    "SET client_min_messages = warning",
)


class Postgres(Transactions):
    """A connection to a server."""

    name = "postgresql"

    def __init__(self, url: str, *, create: bool, wait: Waiting) -> None:
        self.url, self.wait = without_password(url), wait
        super().__init__()
        self.cursors = count()
        try:
            self.base = psycopg.connect(url, autocommit=True, connect_timeout=10)
        except psycopg.Error as e:
            raise LedgerLostError(self.url, _line(e), "see that the server runs and the address is right") from e
        try:
            self._ready(create=create)
        except BaseException:
            self.base.close()
            raise

    def _ready(self, *, create: bool) -> None:
        """Refuse what is too old; find or make the schema."""
        if self.base.info.server_version < _OLDEST:
            raise LedgerError(self.url, "older than PostgreSQL 15", "use a newer server")
        with self._telling():
            if self.all("SHOW server_encoding") != [("UTF8",)]:
                raise LedgerError(self.url, "the database does not store UTF-8", "createdb -E UTF8")
            if not self.all("SELECT 1 FROM pg_namespace WHERE nspname = 'recoupe'"):
                if not create:
                    made_by = "recoupe add or recoupe source add makes one"
                    raise LedgerError(self.url, "no ledger in this database", made_by)
                self.run("CREATE SCHEMA IF NOT EXISTS recoupe")
            for setting in _SETTINGS:
                self.run(setting)

    @contextlib.contextmanager
    def _telling(self) -> Iterator[None]:
        """The server's errors as ours."""
        try:
            yield
        except psycopg.Error as e:
            raise self._told(e) from e

    def _told(self, e: psycopg.Error) -> Exception:
        if self.base.closed or isinstance(e, (errors.AdminShutdown, errors.CrashShutdown)):
            return LedgerLostError(self.url, "the server went away", "start it and run again; nothing half is kept")
        if isinstance(e, errors.QueryCanceled):
            return QueryError("the search takes too long; add words or filters")
        for cause, kind, reason, mend in _ERRORS:
            if isinstance(e, cause):
                return kind(self.url, reason, mend)
        return LedgerError(self.url, _line(e))

    def lasting(self, *, sure: bool) -> None:
        """Whether what is written next survives a crash of the machine."""
        self.run(f"SET synchronous_commit = {'on' if sure else 'off'}")

    def undo(self) -> None:
        """End the transaction as if nothing had been written."""
        with contextlib.suppress(psycopg.Error):
            self.base.execute("ROLLBACK")

    def begin(self) -> None:
        """Become the only writer, or wait until one can."""
        for _ in self.wait.turns(self.url):
            self.run("BEGIN")
            try:
                self.all("SELECT pg_advisory_xact_lock(?)", (_LOCK,))
            except LedgerBusyError:
                self.run("ROLLBACK")
            except BaseException:
                self.undo()
                raise
            else:
                return

    def run(self, sql: str, values: Sequence[Any] = ()) -> int:
        """Run a statement."""
        with self._telling():
            return self.base.execute(_marked(sql), values or None).rowcount

    def many(self, sql: str, rows: Iterable[Sequence[Any]]) -> None:
        """Run a statement for each of `rows`."""
        with self._telling(), self.base.cursor() as cursor:
            cursor.executemany(_marked(sql), list(rows))

    def all(self, sql: str, values: Sequence[Any] = ()) -> list[Row]:
        """All rows of a query."""
        with self._telling():
            return self.base.execute(_marked(sql), values or None).fetchall()

    def stream(self, sql: str, values: Sequence[Any] = ()) -> Iterator[Row]:
        """The rows of a query, from a cursor on the server that outlives transactions."""
        with self._telling():
            cursor = self.base.cursor(f"rows{next(self.cursors)}", withhold=True)
        try:
            with self._telling():
                cursor.execute(_marked(sql), values or None)
            while True:
                with self._telling():
                    rows = cursor.fetchmany(100)
                if not rows:
                    return
                yield from rows
        finally:
            with contextlib.suppress(psycopg.Error):
                cursor.close()

    @contextlib.contextmanager
    def limited(self, seconds: float) -> Iterator[None]:
        """A limit of time for queries; statement_timeout does not count what a cursor does when it is kept."""
        done = threading.Event()
        watch = threading.Thread(target=self._cancel, args=(done, seconds), daemon=True)
        watch.start()
        try:
            yield
        finally:
            done.set()
            watch.join()

    def _cancel(self, done: threading.Event, seconds: float) -> None:
        """Cancel what runs after so many seconds, and again: a cancellation between two statements goes by."""
        while not done.wait(seconds):
            seconds = _AGAIN
            with contextlib.suppress(psycopg.Error):
                self.base.cancel_safe(timeout=waiting.STEP)

    def types(self) -> dict[str, str]:
        """Names of types; texts sort by code point, as with SQLite."""
        return {
            "text": 'TEXT COLLATE "C"',
            "int": "BIGINT",
            "real": "DOUBLE PRECISION",
            "blob": "BYTEA",
            "serial": "BIGINT GENERATED BY DEFAULT AS IDENTITY PRIMARY KEY",
            "strict": "",
            "unrowed": "",
        }

    def exists(self, table: str) -> bool:
        """Whether there is such a table."""
        return self.all("SELECT to_regclass(?) IS NOT NULL", (f"recoupe.{table}",)) == [(True,)]

    def index(self, table: str, rows: Iterable[tuple[Any, ...]]) -> None:
        """Make rows found."""
        self.many(f"INSERT INTO {table} (nr, words) VALUES (?, CAST(? AS tsvector))", map(_vector, rows))

    def unindex(self, table: str, numbers: Iterable[int]) -> None:
        """Have rows not found any more."""
        self.many(f"DELETE FROM {table} WHERE nr = ?", ((n,) for n in numbers))

    def finds(self, table: str, row: tuple[Any, ...]) -> bool:
        """Whether the row is as it should be."""
        sql = f"SELECT 1 FROM {table} WHERE nr = ? AND words = CAST(? AS tsvector)"
        return bool(self.all(sql, _vector(row)))

    def matching(
        self, table: str, terms: Sequence[Term], column: str | None = None, *, since: int = 0
    ) -> tuple[str, str]:
        """A tsquery; terms are letters and digits in quotation marks, so nothing in them is syntax."""
        weight = "A" if column == "who" else ""
        asked = " & ".join(_term(t, weight) for t in terms)
        late = f" AND nr >= {since}" if since else ""
        return f"(SELECT nr FROM {table} WHERE words @@ CAST(? AS tsquery){late})", asked

    def numbered(self, tables: Iterable[str]) -> None:
        """Go on counting after the largest."""
        for table in tables:
            sql = f"SELECT setval(pg_get_serial_sequence('{table}', 'nr'), coalesce(max(nr), 1)) FROM {table}"
            self.all(sql)

    def upset(self) -> Iterator[str]:
        """Nothing: the server holds its own rows together, and says so when it cannot."""
        return iter(())

    def size(self) -> int:
        """Bytes of all tables."""
        sql = "SELECT sum(pg_total_relation_size(oid)) FROM pg_class WHERE relnamespace = 'recoupe'::regnamespace"
        return int(self.all(f"{sql} AND relkind = 'r'")[0][0] or 0)

    def close(self) -> None:
        """Close the connection."""
        self.base.close()


@functools.cache
def _marked(sql: str) -> str:
    """SQL with the driver's marks for values."""
    return sql.replace("%", "%%").replace("?", "%s") if "?" in sql else sql


def _vector(row: tuple[Any, ...]) -> tuple[Any, str]:
    """A row of a search table: its number, and its words with their places; of two columns the first has weight A."""
    *who, words = (text.split() for text in row[1:])
    first = who[0] if who else []
    said = [f"'{w}':{n}A" for n, w in enumerate(first, 1)] + [f"'{w}':{n}" for n, w in enumerate(words, len(first) + 9)]
    return row[0], " ".join(said)


def _term(term: Term, weight: str) -> str:
    *before, last = term.words
    marks = f":{'*' if term.begins else ''}{weight}" if weight or term.begins else ""
    row = " <-> ".join([*(f"'{w}'{f':{weight}' if weight else ''}" for w in before), f"'{last}'{marks}"])
    return f"{'!' if term.absent else ''}({row})"


def _line(e: psycopg.Error) -> str:
    """The error in one line."""
    return " ".join(str(e).split()) or type(e).__name__


def without_password(url: str) -> str:
    """`url` as it may be shown."""
    try:
        password = urlsplit(url).password
    except ValueError:
        return "postgresql://…"
    return url.replace(f":{password}@", ":…@") if password else url


_CHECK = "check its permissions"
_ERRORS: tuple[tuple[Any, type[LedgerError], str, str], ...] = (
    (errors.LockNotAvailable, LedgerBusyError, "another process holds it", "try again when that is done"),
    ((errors.DiskFull, errors.OutOfMemory), LedgerFullError, "no room left on the server", "make room"),
    (errors.ReadOnlySqlTransaction, LedgerReadOnlyError, "may not be written to", "write to the primary server"),
    (errors.InsufficientPrivilege, LedgerReadOnlyError, "may not be read or written", _CHECK),
    (psycopg.OperationalError, LedgerLostError, "the server does not answer", "see that it runs"),
)
