"""What a worker process does with a page: read it and write it out. Everything here must survive pickling."""

from __future__ import annotations

from typing import TYPE_CHECKING

from recoupe import export
from recoupe.bulk.work import Wanted

__all__ = ["Wanted", "again", "kept", "piece", "prepare", "prepare_rows"]

if TYPE_CHECKING:
    from recoupe.config import Config
    from recoupe.export import Look, Piece
    from recoupe.model import Page
    from recoupe.store.rows import Packed
    from recoupe.watching.feeding import Raw, Told


def prepare(form: str) -> None:
    """Import what `piece` needs."""
    from recoupe import pipeline  # noqa: F401, PLC0415 -- in the worker only

    export.get(form)


def piece(page: Page, config: Config, form: str, look: Look) -> Piece:
    """The reading of `page`, written out. Raises InputError."""
    from recoupe import pipeline  # noqa: PLC0415 -- in the worker only

    return export.get(form).piece(pipeline.read(page, config), look)


def prepare_rows() -> None:
    """Import what `kept` and `again` need."""
    from recoupe import pipeline, store  # noqa: F401, PLC0415 -- in the worker only


def kept(page: Page, config: Config, wanted: Wanted) -> Packed | None:
    """The reading of `page`, or that in it, as rows of a ledger; None where it is not wanted. Raises InputError."""
    from recoupe import clean, inputs, pipeline, store  # noqa: PLC0415 -- in the worker only

    if page.media_type == inputs.READING:
        reading = store.contract.reading(page.body, page.ref)
        return store.packed(reading) if wanted.has(reading.article) else None
    article = clean.article(page, config=config)
    return store.packed(pipeline.again(article, config)) if wanted.has(article) else None


def watched(job: Page | Raw, config: Config) -> Packed | Told:
    """The reading of a page as rows of a ledger, or what a feed or sitemap tells of. Raises InputError."""
    from recoupe.watching import feeding  # noqa: PLC0415 -- in the worker only

    if isinstance(job, feeding.Raw):
        return feeding.told(job)
    packed = kept(job, config, Wanted())
    assert packed is not None  # all are wanted
    return packed


def prepare_watched() -> None:
    """Import what `watched` needs."""
    import feedparser  # noqa: F401, PLC0415 -- an extra, in the worker only

    prepare_rows()


def again(page: Page, config: Config) -> Packed:
    """The article of the reading in `page`, read anew, as rows of a ledger. Raises InputError."""
    from recoupe import pipeline, store  # noqa: PLC0415 -- in the worker only

    return store.packed(pipeline.again(store.contract.reading(page.body, page.ref).article, config))
