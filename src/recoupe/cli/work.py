"""What a worker process does with a page: read it and write it out. Everything here must survive pickling."""

from __future__ import annotations

from typing import TYPE_CHECKING

from recoupe import export

if TYPE_CHECKING:
    from recoupe.config import Config
    from recoupe.export import Look, Piece
    from recoupe.model import Page


def prepare(form: str) -> None:
    """Import what `piece` needs."""
    from recoupe import pipeline  # noqa: F401, PLC0415 -- in the worker only

    export.get(form)


def piece(page: Page, config: Config, form: str, look: Look) -> Piece:
    """The reading of `page`, written out. Raises InputError."""
    from recoupe import pipeline  # noqa: PLC0415 -- in the worker only

    return export.get(form).piece(pipeline.read(page, config), look)
