"""The headline: what structured data, heading and title say, without the site's name, and the one most agree on."""

from __future__ import annotations

import html
import re
from typing import TYPE_CHECKING

from recoupe.clean.facts import text
from recoupe.clean.words import key

if TYPE_CHECKING:
    from lxml.html import HtmlElement

    from recoupe.clean.facts import Facts

_SEPARATOR = re.compile(r"\s+[|·•–—\-»«:]\s+|\s*[|ㅣ]\s*")
_LONGEST = 400
_TAGS = re.compile(r"</?(?:b|i|em|strong|span|br|sup|sub|p)\b[^<>]*>", re.IGNORECASE)


def candidates(root: HtmlElement, facts: Facts, names: set[str]) -> list[str]:
    """What the page says its headline is, best source first; `names` are the site's."""
    ranked = [text(facts.subject.get("headline")), facts.heading, *_metas(facts), _title_tag(root)]
    found = [cleaned(t, names) for t in ranked if t]
    return [t for t in found if t and key(t) not in names]


def title(found: list[str]) -> str | None:
    """The headline among candidates: what most agree on, the better source before the worse."""
    if not found:
        return None
    votes: dict[str, float] = {}
    for i, t in enumerate(found):
        votes[key(t)] = votes.get(key(t), 0.0) + 1.0 - 0.1 * i
    return max(found, key=lambda t: votes[key(t)])


def cleaned(title: str, names: set[str]) -> str:
    """`title` without entities, tags and the site's name at an end."""
    title = " ".join(_TAGS.sub(" ", html.unescape(title)[:_LONGEST]).split())
    while (cut := _without_name(title, names)) != title:
        title = cut
    return title


def _without_name(title: str, names: set[str]) -> str:
    """`title` without a last or first part that is a name of the site."""
    marks = list(_SEPARATOR.finditer(title))
    if marks and key(title[marks[-1].end() :]) in names:
        return title[: marks[-1].start()].strip()
    if marks and key(title[: marks[0].start()]) in names:
        return title[marks[0].end() :].strip()
    return title


def _metas(facts: Facts) -> list[str | None]:
    m = facts.metas
    return [m.first(name) for name in ("og:title", "twitter:title", "parsely-title", "sailthru.title", "dc.title")]


def _title_tag(root: HtmlElement) -> str | None:
    element = next(root.iter("title"), None)
    return element.text_content() if element is not None else None


def site_names(facts: Facts, site: str | None) -> set[str]:
    """Ways the site is named: by its metas, its publisher, its host."""
    publisher = facts.resolve(facts.subject.get("publisher"))
    given = [
        facts.metas.first("og:site_name"),
        facts.metas.first("application-name"),
        facts.metas.first("apple-mobile-web-app-title"),
        facts.metas.first("twitter:site"),
        text(publisher),
        *(text(n.get("name")) for n in facts.nodes if {"WebSite", "NewsMediaOrganization"} & set(n["@type"])),
    ]
    host = (site or "").removeprefix("www.")
    hosts = [host, host.rpartition(".")[0], host.split(".", maxsplit=1)[0]]
    return {k for name in (*given, *hosts) if name and (k := key(name))}
