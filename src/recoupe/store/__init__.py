"""Ledgers: `open` gives one, in a file of SQLite or on a server of PostgreSQL.

What is asked of a ledger stands in `recoupe.ledger`. SQL is written once; `sqlite` and `postgres` hold what differs.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from recoupe.store import contract
from recoupe.store.rows import packed, place
from recoupe.store.terms import query
from recoupe.store.waiting import Waiting

if TYPE_CHECKING:
    from collections.abc import Callable

    from recoupe.store.engine import Engine
    from recoupe.store.store import Store

__all__ = ["DEFAULT", "Waiting", "contract", "open", "packed", "place", "query"]

DEFAULT = "recoupe.db"
SERVERS = ("postgresql://", "postgres://")


def open(  # noqa: A001 -- store.open, as io.open
    url: str = DEFAULT,
    *,
    create: bool = False,
    patience: float = 60.0,
    cache: int = 128,
    say: Callable[[str], None] = lambda _: None,
) -> Store:
    """Open the ledger at `url`: the path of a file, or `postgresql://…`. Bring its tables up to date.

    With `create` it is made where there is none. A writer waits for another one `patience` seconds, and tells `say`
    that it does. cache: MiB of a file that are kept in memory at most. Raises LedgerError, which says what is wrong
    and what to do.
    """
    from recoupe.store import store  # noqa: PLC0415 -- late: not every command needs a database

    return store.Store(_engine(url, create, Waiting(patience, say), cache), create=create)


def _engine(url: str, create: bool, wait: Waiting, cache: int) -> Engine:  # noqa: FBT001
    if url.startswith(SERVERS):
        from recoupe.store.postgres import Postgres  # noqa: PLC0415 -- an extra

        return Postgres(url, create=create, wait=wait)
    from recoupe.store.sqlite import Sqlite  # noqa: PLC0415 -- late

    return Sqlite(url, create=create, wait=wait, cache=cache)
