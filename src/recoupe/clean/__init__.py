"""Page to Article: main text, headline, authors, time, language, site, kind, and what is not the article's own."""

from __future__ import annotations

from typing import TYPE_CHECKING

from recoupe.clean import decoding

if TYPE_CHECKING:
    from recoupe.config import Config
    from recoupe.model import Article, Page

__all__ = ["article"]


def article(page: Page, *, config: Config) -> Article:
    """Clean `page`. A pure function; nothing in the page is run or fetched, and nothing it holds raises."""
    text, problems = decoding.decode(page, config.max_bytes, config.encoding)
    if page.media_type == "text/plain":
        from recoupe.clean import plain  # noqa: PLC0415

        return plain.article(page, text, problems, config)
    from recoupe.clean import pages  # noqa: PLC0415 -- lxml is slow to import

    return pages.article(page, text, problems, config)
