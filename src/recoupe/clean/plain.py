"""A plain text into an Article: the text unchanged, its footer named, its headline told."""

from __future__ import annotations

from typing import TYPE_CHECKING

from recoupe import ids
from recoupe.clean import dating, footers, language, sites
from recoupe.model import Article, Problem

if TYPE_CHECKING:
    from recoupe.config import Config
    from recoupe.model import Page

_LONGEST_TITLE = 160
_END = frozenset(".;,:…")


def article(page: Page, text: str, problems: tuple[Problem, ...], config: Config) -> Article:
    """The Article of `page`, whose text is `text`, unchanged."""
    boilerplate, outlinks = footers.footer(text)
    own = text[: boilerplate[0][0]] if boilerplate else text
    code, unsure = language.language(own, declared=(config.lang, page.lang))
    published, bad = dating.declared((config.published, page.published))
    if not own.strip():
        problems = (*problems, Problem("no_text", "there is no text"))
    return Article(
        ref=page.ref,
        id=ids.make("a", page.url or page.ref, text),
        text=text,
        url=page.url,
        site=sites.of(page.url),
        lang=code,
        title=page.title or _title(own),
        published=published,
        outlinks=outlinks,
        boilerplate=boilerplate,
        problems=problems + unsure + bad + (() if published else (dating.NONE,)),
    )


def _title(text: str) -> str | None:
    """The first line, if it is short, no sentence, and text follows."""
    head = text.lstrip()
    first, _, rest = head[: 4 * _LONGEST_TITLE].partition("\n")
    first = first.strip().lstrip("#").strip()
    if not first or len(first) > _LONGEST_TITLE or first[-1] in _END or not rest.strip():
        return None
    return first if any(map(str.isalpha, first)) else None
