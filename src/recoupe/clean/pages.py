"""An HTML page into an Article."""

from __future__ import annotations

from typing import TYPE_CHECKING

from recoupe import ids
from recoupe.clean import authors, blocks, dating, facts, kinds, language, links, maintext, markup, sites, titles
from recoupe.model import Article, Problem

if TYPE_CHECKING:
    from recoupe.config import Config
    from recoupe.model import Page

_EMPTY = Problem("no_text", "there is no HTML element in the page")


def article(page: Page, html: str, problems: tuple[Problem, ...], config: Config) -> Article:
    """The Article of `page`, whose decoded HTML is `html`."""
    tree = markup.parse(html)
    published, bad = dating.declared((config.published, page.published))
    if tree is None:
        problems = problems + bad + (_EMPTY,) + (() if published else (dating.NONE,))
        return Article(
            ref=page.ref,
            id=ids.make("a", page.url or page.ref, ""),
            text="",
            url=page.url,
            site=sites.of(page.url),
            kind="other",
            lang=language.language("", declared=(config.lang, page.lang))[0],
            title=page.title,
            published=published,
            problems=problems,
        )
    root = tree.root
    known = facts.gather(root, page.url)
    url = sites.address(page.url, known.canonical)
    site = sites.of(url)
    outlinks = links.outlinks(root, page.url or url)
    names = titles.site_names(known, site)
    headlines = titles.candidates(root, known, names)
    persons = authors.authors(root, known, names)
    published = published or dating.published(root, known)
    hints = (
        root.get("lang"),
        root.get("xml:lang"),
        known.metas.first("og:locale"),
        known.metas.first("content-language"),
    )
    seen = blocks.survey(root)
    text, lost = maintext.main_text(root, seen, known, headlines.values(), persons)
    code, unsure = language.language(text, declared=(config.lang, page.lang), hints=hints)
    return Article(
        ref=page.ref,
        id=ids.make("a", url or page.ref, text),
        text=text,
        url=url,
        site=site,
        kind=kinds.kind(root, known, page.url or url, seen),
        lang=code,
        title=page.title or titles.title(headlines),
        authors=persons,
        published=published,
        modified=dating.modified(known),
        outlinks=outlinks,
        problems=problems + tree.problems + lost + unsure + bad + (() if published else (dating.NONE,)),
    )
