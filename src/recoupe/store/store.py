"""A ledger in a database: all parts together."""

from __future__ import annotations

from typing import TYPE_CHECKING, Self

from recoupe.store import folding, migrations
from recoupe.store.overviews import Overviews

if TYPE_CHECKING:
    from recoupe.store.engine import Engine


class Store(Overviews):
    """A ledger that is open; see `recoupe.ledger.Ledger`."""

    def __init__(self, engine: Engine, *, create: bool) -> None:
        self.engine = engine
        try:
            migrations.migrate(engine, create=create)
            found = engine.all("SELECT value FROM about WHERE name = 'folding'")
            if found != [(folding.VERSION,)]:
                self.reindex()  # the spelling of look-up has changed
            self.derive_history()
        except BaseException:
            engine.close()
            raise

    @property
    def url(self) -> str:
        """Where it is, without a password."""
        return self.engine.url

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Give it back."""
        self.engine.close()
