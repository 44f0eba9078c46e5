"""Page to Article: main text, headline, authors, time, language, site, kind, and what is not the article's own."""

from __future__ import annotations

from typing import TYPE_CHECKING

from recoupe import templates
from recoupe.clean import decoding, quick

if TYPE_CHECKING:
    from recoupe.config import Config
    from recoupe.model import Article, Page
    from recoupe.templates import Lines, Template

__all__ = ["article", "learns", "lines"]


def article(page: Page, *, config: Config, template: Template | None = None) -> Article:
    """Clean `page`. A pure function; nothing in the page is run or fetched, and nothing it holds raises.

    template: that of the page's site, if it fits the page: the text is taken by the quick extractor then, and what is
    template is dropped from it. Raises UsageError where that extractor is not installed.
    """
    text, problems = decoding.decode(page, config.max_bytes, config.encoding)
    if page.media_type == "text/plain":
        from recoupe.clean import plain  # noqa: PLC0415

        return plain.article(page, text, problems, config)
    from recoupe.clean import pages  # noqa: PLC0415 -- lxml is slow to import

    return pages.article(page, text, problems, config, template)


def learns() -> bool:
    """Whether templates can be learned and used here: the quick extractor is installed."""
    return quick.there()


def lines(page: Page, *, config: Config) -> Lines | None:
    """What `page` shows that may be template of its site; None where there is no such thing.

    Raises UsageError as `article`.
    """
    if page.media_type == "text/plain":
        return None
    from recoupe.clean import pages  # noqa: PLC0415 -- lxml is slow to import

    text, _ = decoding.decode(page, config.max_bytes, config.encoding)
    return templates.lines(shown) if (shown := pages.lines(text)) else None
