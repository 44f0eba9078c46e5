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
    given: dict[str, bool] = {}  # whether it is cut
    for one in _descriptions(facts):
        wanted = key(_ELLIPSIS.sub("", one))
        given[wanted] = given.get(wanted, False) or bool(_ELLIPSIS.search(one))
    left = [w for w in given if _LEAST <= len(w) <= _MOST and w not in titles]
    firsts = {w[0] for w in left}
    found: dict[str, str] = {}
    for element in islice(root.iter(*_TAGS), _SEARCHED):
        if not left:
            break
        if (element.text is None and len(element) > 3) or not _begins(element, firsts):  # noqa: PLR2004 -- a container
            continue
        text = content(element)
        near = [w for w in left if len(text) <= 3 * len(w) + 100]
        said = key(text) if near else ""
        for wanted in near:
            if said == wanted or (given[wanted] and said.startswith(wanted)):
                found[wanted] = " ".join(text.split())
                left.remove(wanted)
    return {w: found[w] for w in given if w in found}


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


def _begins(element: HtmlElement, firsts: set[str]) -> bool:
    """Whether the first letter in `element` is one of `firsts`, as far as one look tells: few elements begin so."""
    for text in (element.text,) if not len(element) else element.itertext():
        if text and not text.isspace():
            first = text.lstrip()[0]
            return not first.isalnum() or first.casefold()[0] in firsts
    return False
