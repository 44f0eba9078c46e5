"""The schema: numbered files of SQL, run in order by whoever opens a ledger that has not had them yet.

`schema/NNNN.sql` is for all engines; `schema/NNNN.<engine>.sql`, run after it, for one. Each number is one transaction.
A file that was released is never changed: what is to be different comes in a new one.
"""

from __future__ import annotations

import functools
import re
from pathlib import Path
from typing import TYPE_CHECKING

from recoupe.errors import LedgerBrokenError, LedgerError, LedgerNewerError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from recoupe.store.engine import Engine

_FOLDER = Path(__file__).with_name("schema")
_COMMENT = re.compile("--.*")


@functools.cache
def newest() -> int:
    """The number of the last migration."""
    return max(int(p.name[:4]) for p in _FOLDER.glob("[0-9][0-9][0-9][0-9].sql"))


def current(engine: Engine) -> int:
    """How far the ledger is; 0 where there is nothing yet."""
    if not engine.exists("about"):
        return 0
    found = engine.all("SELECT value FROM about WHERE name = 'schema'")
    if not found or not str(found[0][0]).isdigit():
        raise LedgerBrokenError(engine.url, "does not say how its tables look", "take a copy from before")
    return int(found[0][0])


def migrate(engine: Engine, *, create: bool) -> None:
    """Bring the ledger to the newest schema. Raises LedgerNewerError where a newer recoupe has written it."""
    at = current(engine)
    if at == 0 and not create:
        raise LedgerError(engine.url, "holds nothing", "recoupe add makes a ledger")
    if at > newest():
        reason = f"written by a newer recoupe (its tables are number {at}, this one knows {newest()})"
        raise LedgerNewerError(engine.url, reason, "update recoupe: pip install -U recoupe")
    while at < newest():
        with engine.writing():
            at = current(engine)  # another process may have been quicker
            if at < newest():
                at += 1
                _run(engine, at)


def _run(engine: Engine, number: int) -> None:
    if number == 1:
        types = engine.types()
        engine.run(f"CREATE TABLE about (name {types['text']} PRIMARY KEY, value {types['text']} NOT NULL)")
        engine.run("INSERT INTO about VALUES ('schema', '0')")
    for statement in statements(engine, number):
        engine.run(statement)
    engine.run("UPDATE about SET value = ? WHERE name = 'schema'", (str(number),))


def statements(engine: Engine, number: int) -> Iterator[str]:
    """The statements of migration `number`, in the engine's words."""
    for path in (_FOLDER / f"{number:04}.sql", _FOLDER / f"{number:04}.{engine.name}.sql"):
        if path.exists():
            text = _COMMENT.sub("", path.read_text(encoding="utf-8"))
            for name, word in engine.types().items():
                text = text.replace(f"{{{name}}}", word)
            yield from (s.strip() for s in text.split(";") if s.strip())
