"""What a worker process does with a page: read it and write it out. Everything here must survive pickling."""

from __future__ import annotations

from typing import TYPE_CHECKING

from recoupe import export
from recoupe.bulk.work import Wanted
from recoupe.store.rows import Came
from recoupe.templates import Asked, Used

__all__ = ["Wanted", "again", "kept", "piece", "prepare", "prepare_rows", "prepare_shown", "shown"]

if TYPE_CHECKING:
    from recoupe.config import Config
    from recoupe.export import Look, Piece
    from recoupe.model import Page
    from recoupe.templates import Lines
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


def kept(job: Page | Asked, config: Config, wanted: Wanted) -> Came:
    """The reading of a page, or that in it, as rows of a ledger, if it is wanted. Raises InputError."""
    from recoupe import clean, inputs, pipeline, store  # noqa: PLC0415 -- in the worker only

    asked = job if isinstance(job, Asked) else Asked(job)
    if asked.page.media_type == inputs.READING:
        reading = store.contract.reading(asked.page.body, asked.ref)
        return Came(store.packed(reading) if wanted.has(reading.article) else None)
    template, lines = pipeline.fitted(asked, config)
    article = clean.article(asked.page, config=config, template=template)
    packed = store.packed(pipeline.again(article, config)) if wanted.has(article) else None
    used = Used(asked.site, template.id if template else "") if asked.site else None
    return Came(packed, used, lines)


def shown(page: Page, config: Config) -> Lines | None:
    """The lines of a page from which the template of its site is learned. Raises InputError."""
    from recoupe import clean  # noqa: PLC0415 -- in the worker only

    return clean.lines(page, config=config)


def prepare_shown() -> None:
    """Import what `shown` needs."""
    from recoupe.clean import pages  # noqa: F401, PLC0415 -- in the worker only


def watched(job: Page | Asked | Raw, config: Config) -> Came | Told:
    """The reading of a page as rows of a ledger, or what a feed or sitemap tells of. Raises InputError."""
    from recoupe.watching import feeding  # noqa: PLC0415 -- in the worker only

    if isinstance(job, feeding.Raw):
        return feeding.told(job)
    return kept(job, config, Wanted())


def prepare_watched() -> None:
    """Import what `watched` needs."""
    import feedparser  # noqa: F401, PLC0415 -- an extra, in the worker only

    prepare_rows()


def again(page: Page, config: Config) -> Came:
    """The article of the reading in `page`, read anew, as rows of a ledger. Raises InputError."""
    from recoupe import pipeline, store  # noqa: PLC0415 -- in the worker only

    return Came(store.packed(pipeline.again(store.contract.reading(page.body, page.ref).article, config)))
