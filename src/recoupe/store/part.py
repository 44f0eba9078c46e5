"""What the parts of a store share."""

from __future__ import annotations

import datetime as dt
from itertools import islice
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from recoupe.store.engine import Engine, Row

T = TypeVar("T")

CHUNK = 400  # values in one IN ()


class Part:
    """A part of a store: it has the connection."""

    engine: Engine

    def of_ids(self, sql: str, ids: Iterable[str], *more: object) -> Iterator[Row]:
        """The rows of a query whose `{ids}` are filled with marks for `ids`, a few at a time; `more` values follow."""
        for some in chunks(ids, CHUNK):
            yield from self.engine.all(sql.replace("{ids}", marks(some)), (*some, *more))

    def run_of_ids(self, sql: str, ids: Iterable[str], *before: object) -> int:
        """Run a statement whose `{ids}` are filled as in `of_ids`; `before` are the values that come first."""
        return sum(self.engine.run(sql.replace("{ids}", marks(s)), (*before, *s)) for s in chunks(ids, CHUNK))


def chunks(values: Iterable[T], size: int) -> Iterator[list[T]]:
    """`values` in lists of at most `size`."""
    left = iter(values)
    while some := list(islice(left, size)):
        yield some


def marks(values: list[T]) -> str:
    """A mark for each of `values`."""
    return ", ".join("?" * len(values))


def now() -> str:
    """The time, as ledgers write it."""
    return written(dt.datetime.now(dt.UTC))


def written(at: dt.datetime) -> str:
    """A time as ledgers write it: in UTC, so that times sort."""
    return at.astimezone(dt.UTC).isoformat(timespec="microseconds").replace("+00:00", "Z")


def read(at: str | None) -> dt.datetime | None:
    """The time that a ledger has written."""
    return dt.datetime.fromisoformat(at) if at else None
