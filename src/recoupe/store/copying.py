"""A ledger copied row by row, from one engine to another."""

from __future__ import annotations

from typing import TYPE_CHECKING

from recoupe.errors import LedgerError
from recoupe.store import rows
from recoupe.store.channels import COLUMNS as CHANNEL
from recoupe.store.deliveries import DELIVERY
from recoupe.store.fetching import ADDRESS, FETCH
from recoupe.store.following import ALERT, FOLLOW
from recoupe.store.links import COLUMNS as LINK
from recoupe.store.part import chunks
from recoupe.store.people import LOG, PERSON, TOKEN
from recoupe.store.signing import SESSION

if TYPE_CHECKING:
    from recoupe.store.store import Store

_AT_A_TIME = 500
# What refers to something comes after it. Numbers of rows are kept: other rows and the search are built on them.
TABLES: tuple[tuple[str, str], ...] = (
    ("article", f"nr, {', '.join(rows.ARTICLE)}, later, gone"),
    ("page", "id, article, version, site, template"),
    ("template", "id, site, layout, pages, said"),
    ("learned", "site, fresh, said"),
    ("actor", ", ".join(rows.ACTOR)),
    ("statement", ", ".join(rows.STATEMENT)),
    ("timex", ", ".join(rows.TIMEX)),
    ("side", ", ".join(rows.SIDE)),
    ("factcheck", ", ".join(rows.FACTCHECK)),
    ("sitemark", "kind, value, site, article"),
    ("link", LINK),
    ("review", "id, decision, kind, verdict, a, b, person, note, made, withdrawn, withdrawn_by, value"),
    ("groups", '"key", kind, id, smallest, size, first_day, last_day, disputed'),
    ("member", 'kind, item, "group", polarity'),
    ("redirect", "old, new"),
    ("linkkey", 'space, "key", item'),
    ("memory", "name, value"),
    ("tombstone", "id, kind, deleted, made"),
    ("log", LOG),
    ("name", "nr, folded"),
    ("source", "id, home, site, state, added"),
    ("channel", CHANNEL),
    ("tally", "source, day, polls, errors, items, articles"),
    ("address", ADDRESS),
    ("item", 'source, "key", url'),
    ("fetched", FETCH),
    ("version", "url, seen, last, article, title"),
    ("sitefile", "site, name, said"),
    ("person", PERSON),
    ("session", SESSION),
    ("token", TOKEN),
    ("attempt", '"key", count, at'),
    ("follow", FOLLOW),
    ("alert", ALERT),
    ("told", 'alert, "key", at'),
    ("delivery", DELIVERY),
)


def copy(source: Store, target: Store) -> int:
    """Copy all rows of `source`; gives how many. One transaction: all or nothing. Raises LedgerError."""
    if source.url == target.url:
        raise LedgerError(target.url, "cannot be copied to itself", "name another one")
    count = 0
    with target.engine.writing():
        if any(target.engine.all(f"SELECT 1 FROM {table} LIMIT 1") for table, _ in TABLES):
            raise LedgerError(target.url, "not empty", "copy to a new ledger; recoupe add adds to one that is there")
        for table, columns in TABLES:
            marks = ", ".join("?" * (columns.count(",") + 1))
            for some in chunks(source.engine.stream(f"SELECT {columns} FROM {table}"), _AT_A_TIME):
                target.engine.many(f"INSERT INTO {table} ({columns}) VALUES ({marks})", some)
                count += len(some)
        target.engine.numbered([table for table, columns in TABLES if columns.startswith("nr") and table in _SERIAL])
        target.reindex()
    return count


_SERIAL = {"article", "log", "name"}
