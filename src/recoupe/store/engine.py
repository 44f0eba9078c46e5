"""What a database must do for a ledger. SQL is written once, with `?` for values; engines hold the differences."""

from __future__ import annotations

import contextlib
from typing import TYPE_CHECKING, Any, Literal, Protocol

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from contextlib import AbstractContextManager

    from recoupe.store.terms import Term

Row = tuple[Any, ...]
Mark = Literal["", "changed", "decided"]
"""What a transaction changes: nothing that pages show, something, or what people decided or had forgotten."""


_MARKED = "UPDATE about SET value = CAST(CAST(value AS BIGINT) + 1 AS TEXT) WHERE name = ?"


class Transactions:
    """The transactions of one writer, the same for every engine; what is written inside one is part of it."""

    def __init__(self) -> None:
        self.inside = False
        self.written = 0
        self.marks: set[Mark] = set()

    @contextlib.contextmanager
    def writing(self, *, sure: bool = False, mark: Mark = "changed") -> Iterator[None]:
        """A transaction of the only writer."""
        self.marks = {*self.marks, mark} if self.inside else {mark}
        if self.inside:
            yield
            return
        self.lasting(sure=sure)
        self.begin()
        self.inside = True
        try:
            yield
            for one in sorted(self.marks - {""}):
                self.run(_MARKED, (one,))
            self.run("COMMIT")
            self.written += 1
        except BaseException:
            self.undo()
            raise
        finally:
            self.inside = False

    def run(self, sql: str, values: Sequence[Any] = ()) -> int:
        """Run a statement."""
        raise NotImplementedError

    def lasting(self, *, sure: bool) -> None:
        """Have what is written next survive a crash of the machine, if `sure`; else be quick."""
        raise NotImplementedError

    def begin(self) -> None:
        """Become the only writer, or wait until one can."""
        raise NotImplementedError

    def undo(self) -> None:
        """End the transaction as if nothing had been written; some errors have ended it by themselves."""
        raise NotImplementedError


class Engine(Protocol):
    """A connection. All errors come out as LedgerError of errors.py."""

    name: str
    url: str

    def writing(self, *, sure: bool = False, mark: Mark = "changed") -> AbstractContextManager[None]:
        """A transaction of the only writer; inside one, the same. Others wait for it to end. mark: what it changes.

        It holds once it ended, whatever becomes of this process. A crash of the machine, or of the server, may cost the
        last transactions (never parts of one), but none that was to be `sure`.
        """

    def run(self, sql: str, values: Sequence[Any] = ()) -> int:
        """Run a statement; gives how many rows it touched."""

    def many(self, sql: str, rows: Iterable[Sequence[Any]]) -> None:
        """Run a statement for each of `rows`."""

    def all(self, sql: str, values: Sequence[Any] = ()) -> list[Row]:
        """All rows of a query."""

    def stream(self, sql: str, values: Sequence[Any] = ()) -> Iterator[Row]:
        """The rows of a query, a few in memory at a time."""

    def limited(self, seconds: float) -> AbstractContextManager[None]:
        """Queries in here that take longer end in a QueryError."""

    def types(self) -> dict[str, str]:
        """What takes the place of {text}, {int}, {real}, {blob}, {serial}, {strict} and {unrowed} in the schema."""

    def exists(self, table: str) -> bool:
        """Whether there is such a table."""

    def index(self, table: str, rows: Iterable[tuple[Any, ...]]) -> None:
        """Make rows (nr, words), of search_statement (nr, who, words), found in a search table."""

    def unindex(self, table: str, numbers: Iterable[int]) -> None:
        """Have rows of a search table not found any more."""

    def finds(self, table: str, row: tuple[Any, ...]) -> bool:
        """Whether a search table has `row` as `index` would make it."""

    def matching(
        self, table: str, terms: Sequence[Term], column: str | None = None, *, since: int = 0
    ) -> tuple[str, str]:
        """SQL for the numbers of rows, from `since` on, with all `terms` (in one column), and its one value."""

    def numbered(self, tables: Iterable[str]) -> None:
        """Go on counting `nr` after the largest, where rows with their numbers were put into tables."""

    def upset(self) -> Iterator[str]:
        """What the engine itself finds wrong with its files."""

    def size(self) -> int:
        """Bytes on disk."""

    def close(self) -> None:
        """Give the connection back."""
