"""The standfirst: the paragraph under the headline that says what the article says, and that extractors often miss."""

from __future__ import annotations

import re
from itertools import islice
from typing import TYPE_CHECKING

from recoupe.clean.elements import content
from recoupe.clean.facts import text as first_text
from recoupe.clean.words import key

if TYPE_CHECKING:
    from lxml.html import HtmlElement

    from recoupe.clean.facts import Facts

_LEAST = 40  # letters a standfirst must have
_MOST = 600
_SEARCHED = 20_000  # elements among which it is looked for
_ELLIPSIS = re.compile(r"\s*(?:…|\.\.\.|\[…\])\s*$")
_TAGS = ("p", "h2", "h3", "h4", "div", "span", "strong", "b", "em", "li", "header", "section")


def shown(root: HtmlElement, facts: Facts, titles: set[str]) -> dict[str, str]:
    """The descriptions of the page that it shows, by what `key` makes of each: the text that shows it."""
    found: dict[str, str] = {}
    for given in _descriptions(facts):
        wanted = key(_ELLIPSIS.sub("", given))
        if _LEAST <= len(wanted) <= _MOST and wanted not in titles and wanted not in found:
            text = _shown(root, wanted, cut=bool(_ELLIPSIS.search(given)))
            found |= {wanted: text} if text else {}
    return found


def missing(body: str, descriptions: dict[str, str]) -> str | None:
    """The first of the `descriptions` that `body` lacks; None if there is none."""
    said = key(body)
    return next((text for wanted, text in descriptions.items() if wanted not in said), None)


def _descriptions(facts: Facts) -> list[str]:
    found = (
        facts.metas.first("og:description"),
        first_text(facts.subject.get("description")),
        facts.metas.first("description"),
        facts.metas.first("twitter:description"),
    )
    return list(dict.fromkeys(d for d in found if d))


def _shown(root: HtmlElement, wanted: str, *, cut: bool) -> str | None:
    """The text of the element that shows `wanted` (a description, as `key` makes it), or begins so if it is `cut`."""
    for element in islice(root.iter(*_TAGS), _SEARCHED):
        if (element.text is None and len(element) > 3) or not _begins(element, wanted):  # noqa: PLR2004 -- a container
            continue
        text = content(element)
        if len(text) > 3 * len(wanted) + 100:
            continue
        told = key(text)
        if told == wanted or (cut and told.startswith(wanted)):
            return " ".join(text.split())
    return None


def _begins(element: HtmlElement, wanted: str) -> bool:
    """Whether the first letter in `element` is that of `wanted`, as far as one look tells: few elements begin so."""
    for text in (element.text,) if not len(element) else element.itertext():
        if text and not text.isspace():
            first = text.lstrip()[0]
            return not first.isalnum() or wanted.startswith(first.casefold())
    return False
