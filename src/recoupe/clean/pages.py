"""An HTML page into an Article."""

from __future__ import annotations

from typing import TYPE_CHECKING

from recoupe import ids
from recoupe.clean import (
    authors,
    blocks,
    claimreviews,
    datelines,
    dating,
    facts,
    kinds,
    language,
    links,
    maintext,
    marks,
    markup,
    network,
    quick,
    sites,
    titles,
    walls,
)
from recoupe.clean.words import key
from recoupe.model import Article, Problem, SiteMark

if TYPE_CHECKING:
    from collections.abc import Iterable

    from lxml.html import HtmlElement

    from recoupe.clean.blocks import Survey
    from recoupe.clean.facts import Facts
    from recoupe.clean.markup import Tree
    from recoupe.config import Config
    from recoupe.model import Outlink, Page
    from recoupe.templates import Template

    Problems = tuple[Problem, ...]

_EMPTY = Problem("no_text", "there is no HTML element in the page")


def article(page: Page, html: str, problems: Problems, config: Config, template: Template | None = None) -> Article:
    """The Article of `page`, whose decoded HTML is `html`."""
    tree = markup.parse(html)
    if tree is None:
        return _empty(page, problems, config)
    return _read(page, tree, problems, config, template)


def lines(html: str) -> str:
    """The text of a page from which the template of its site is learned; "" where there is none."""
    tree = markup.parse(html)
    if tree is None or not blocks.survey(tree.root).tame:
        return ""
    _dropped(network.footers(tree.root))
    return quick.text(tree.root)


def _read(page: Page, tree: Tree, problems: Problems, config: Config, template: Template | None) -> Article:
    root = tree.root
    known = facts.gather(root, page.url)
    url = sites.address(page.url, known.canonical)
    site = sites.of(url)
    names = titles.site_names(known, site)
    headlines = titles.candidates(root, known, names)
    persons = authors.authors(root, known, names)
    shown = marks.shown(root, site)
    outlinks = _outlinks(root, page.url or url)
    seen = blocks.survey(root)
    kind = kinds.kind(tree, known, page.url or url, seen)
    times = dating.candidates(root, known)
    text, lost = maintext.main_text(root, seen, known, headlines.values(), persons, template=template)
    code, unsure = language.language(text, declared=(config.lang, page.lang), hints=_hints(tree, known))
    published, bad = dating.declared(config.published, page)
    if not published:
        published, odd = dating.published(times, page)
        bad = (*bad, *odd)
    if not published:
        published, odd = dating.published(_dateline(seen, headlines, code), page)
        bad = (*bad, *odd)
    if not published:
        published, odd = dating.claimed(page)
        bad = (*bad, *odd)
    name = ids.make("a", url or page.ref, text)
    asks = walls.told(text)
    return Article(
        ref=page.ref,
        id=name,
        text=text,
        url=url,
        site=site,
        kind="other" if asks else kind,
        lang=code,
        title=page.title or titles.title(headlines),
        authors=persons,
        published=published,
        modified=dating.modified(known),
        outlinks=outlinks,
        marks=tuple(SiteMark(site or "", *mark, name) for mark in shown),
        factchecks=claimreviews.of(known),
        problems=problems + tree.problems + lost + asks + unsure + bad + dating.missing(published),
    )


def _outlinks(root: HtmlElement, base: str | None) -> tuple[Outlink, ...]:
    """The links of the page; a network's footer is taken out of the tree once its links are read."""
    footers = network.footers(root)
    found = links.outlinks(root, base, footers)
    _dropped(footers)
    return found


def _dropped(elements: Iterable[HtmlElement]) -> None:
    for element in elements:
        if element.getparent() is not None:
            element.drop_tree()


def _dateline(seen: Survey, headlines: dict[str, str], code: str | None) -> list[str]:
    found = datelines.day(_near_headline(seen, headlines), code)
    return [found] if found else []


def _near_headline(seen: Survey, headlines: dict[str, str]) -> list[str]:
    """The blocks from the headline on, all if it is not among them."""
    wanted = {key(t) for t in headlines.values()}
    texts = [b.text for b in seen.blocks]
    first = next((i for i, t in enumerate(texts) if key(t) in wanted), 0)
    return texts[max(0, first - 2) :]


def _hints(tree: Tree, known: Facts) -> tuple[str | None, ...]:
    """What the page says its language is."""
    metas = known.metas
    given = known.subject.get("inLanguage")
    told = given if isinstance(given, str) else None
    return (
        tree.root.get("lang"),
        tree.root.get("xml:lang"),
        told,
        metas.first("og:locale", "content-language", "language"),
    )


def _empty(page: Page, problems: Problems, config: Config) -> Article:
    """The Article of a page in which there is nothing."""
    published, bad = dating.declared(config.published, page)
    code, unsure = language.language("", declared=(config.lang, page.lang))
    return Article(
        ref=page.ref,
        id=ids.make("a", page.url or page.ref, ""),
        text="",
        url=page.url,
        site=sites.of(page.url),
        kind="other",
        lang=code,
        title=page.title,
        published=published,
        problems=(*problems, _EMPTY, *unsure, *bad, *dating.missing(published)),
    )
