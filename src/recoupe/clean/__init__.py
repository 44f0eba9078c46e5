"""Page to Article: main text, headline, authors, time, language, site, kind, and what is not the article's own."""

from __future__ import annotations

from typing import TYPE_CHECKING

from recoupe.clean import decoding
from recoupe.clean.template import Template

if TYPE_CHECKING:
    from recoupe.config import Config
    from recoupe.model import Article, Page

__all__ = ["Template", "article", "learn"]


def article(page: Page, *, config: Config, template: Template | None = None) -> Article:
    """Clean `page`. A pure function; nothing in the page is run or fetched, and nothing it holds raises.

    template: what was learned of the page's site. Where it is known well enough, the text is taken by the quick
    extractor, and what is template is dropped from it. Raises UsageError where that extractor is not installed.
    """
    text, problems = decoding.decode(page, config.max_bytes, config.encoding)
    if page.media_type == "text/plain":
        from recoupe.clean import plain  # noqa: PLC0415

        return plain.article(page, text, problems, config)
    from recoupe.clean import pages  # noqa: PLC0415 -- lxml is slow to import

    return pages.article(page, text, problems, config, template)


def learn(template: Template, page: Page, *, config: Config) -> None:
    """Let `template` learn what `page`, another of its site, shows. Raises UsageError as `article`."""
    if page.media_type != "text/plain":
        from recoupe.clean import pages  # noqa: PLC0415 -- lxml is slow to import

        text, _ = decoding.decode(page, config.max_bytes, config.encoding)
        template.learn(pages.lines(text))
