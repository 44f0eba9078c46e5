"""Page to Article: main text, headline, authors, time, language, site, kind, and what is not the article's own."""

from __future__ import annotations

from typing import TYPE_CHECKING

from recoupe import ids
from recoupe.model import Article

if TYPE_CHECKING:
    from recoupe.config import Config
    from recoupe.model import Page

__all__ = ["article"]


def article(page: Page, *, config: Config) -> Article:
    """Clean `page`."""
    body = page.body if isinstance(page.body, str) else page.body.decode("utf-8", "replace")
    return Article(
        ref=page.ref,
        id=ids.make("a", page.url or "", body),
        text=body,
        url=page.url,
        lang=config.lang or page.lang,
        title=page.title,
        published=config.published or page.published,
    )
