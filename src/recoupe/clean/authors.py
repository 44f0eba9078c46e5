"""Who wrote it: persons only, one name each, as the structured data say, else as a byline shows."""

from __future__ import annotations

import html
import re
from typing import TYPE_CHECKING, Any

from recoupe.clean import words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml.html import HtmlElement

    from recoupe.clean.facts import Facts

_METAS = ("author", "article:author", "parsely-author", "dc.creator")
_MOST = 20
_LONGEST = 100
_EMAIL = re.compile(r"\S+@\S+\.\S+|\bhttps?://\S+|(?<!\w)@\w+")
_TAGS = re.compile(r"<[^<>]*>")
_ORGANISATIONS = frozenset({"Organization", "NewsMediaOrganization", "Corporation", "WebSite", "Brand"})


def authors(root: HtmlElement, facts: Facts, site_names: set[str]) -> tuple[str, ...]:
    """Names of the authors, in the order of the page."""
    for source in (lambda: _structured(facts), lambda: facts.metas.all(*_METAS), lambda: _bylines(root)):
        names = [n for given in source() for n in split(given)]
        names = [n for n in names if words.key(n) not in site_names]
        if names:
            return tuple(dict.fromkeys(names))[:_MOST]
    return ()


def split(given: str) -> list[str]:
    """The names in a line: without "by", e-mails, what stands after a bar; parted at commas and "and"."""
    line = " ".join(_EMAIL.sub(" ", _TAGS.sub(" ", html.unescape(given[: 5 * _LONGEST]))).split())
    line = words.BY.sub("", line)
    parts = words.AND.split(line)
    return [name for p in parts if (name := p.strip(" \t,;:|·•-–—/()\"'“”")) and _is_name(name)]


def _is_name(name: str) -> bool:
    return len(name) <= _LONGEST and any(c.isalpha() for c in name) and not words.NO_AUTHOR.fullmatch(name)


def _structured(facts: Facts) -> list[str]:
    """Names under `author` of the page's subject; persons where there are any."""
    given = list(_named(facts, facts.subject.get("author") or facts.subject.get("creator")))
    persons = [name for name, is_person in given if is_person]
    return persons or [name for name, _ in given]


def _named(facts: Facts, value: Any) -> Iterator[tuple[str, bool]]:
    """Each name in `value`, and whether it is not an organisation's."""
    for one in (value if isinstance(value, list) else [value])[:_MOST]:
        item = facts.resolve(one)
        if isinstance(item, list):
            yield from _named(facts, item)
        elif isinstance(item, str):
            yield item, True
        elif isinstance(item, dict):
            names = item.get("name") or item.get("_text")
            person = not _ORGANISATIONS.intersection(item.get("@type", ()))
            for name in names if isinstance(names, list) else [names]:
                if isinstance(name, str):
                    yield name, person


def _bylines(root: HtmlElement) -> list[str]:
    """Text of elements that say that they name an author."""
    found = root.xpath(
        "//a[@rel='author'] | //*[@itemprop='author'] | //*[contains(@class,'author-name') or contains(@class,'byline__name')]"
    )
    return [e.text_content() for e in found[:_MOST]]
