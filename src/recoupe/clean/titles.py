"""The headline: what structured data, heading and title say, without the site's name, and the one most agree on."""

from __future__ import annotations

import html
import re
from typing import TYPE_CHECKING

from recoupe.clean.facts import text
from recoupe.clean.words import key

if TYPE_CHECKING:
    from collections.abc import Iterable

    from lxml.html import HtmlElement

    from recoupe.clean.facts import Facts

_SEPARATOR = re.compile(r"\s+[|·•–—\-»«:]\s+|\s*[|ㅣ]\s*")
_LONGEST = 400
_LEAST = 15  # letters of a headline that others may add a section to
# Tuned on real pages: the publisher's own structured headline outweighs all but a broad agreement.
_WEIGHTS = {"headline": 3.0, "heading": 1.0, "og": 1.0, "twitter": 0.6, "title": 0.2}
_TAGS = re.compile(r"</?(?:b|i|em|strong|span|br|sup|sub|p)\b[^<>]*>", re.IGNORECASE)


def candidates(root: HtmlElement, facts: Facts, names: set[str]) -> dict[str, str]:
    """What the page says its headline is, by source, best first; `names` are the site's."""
    given = {
        "headline": text(facts.subject.get("headline")),
        "heading": facts.heading,
        "og": facts.metas.first("og:title"),
        "twitter": facts.metas.first("twitter:title", "parsely-title", "sailthru.title", "dc.title"),
        "title": _title_tag(root),
    }
    found = {source: cleaned(t, names) for source, t in given.items() if t}
    found = {source: t for source, t in found.items() if t and key(t) not in names}
    return {source: _shortest(t, found.values()) for source, t in found.items() if not _is_cut(t, found.values())}


def title(found: dict[str, str]) -> str | None:
    """The headline among candidates: what has most weight behind it, the better source first among equals."""
    votes: dict[str, float] = {}
    for source, t in found.items():
        votes[key(t)] = votes.get(key(t), 0.0) + _WEIGHTS[source]
    return max(found.values(), key=lambda t: votes[key(t)], default=None)


def _shortest(title: str, others: Iterable[str]) -> str:
    """`title`, or another that it only adds a part to ("Headline | Section"), if that is long enough to be one."""
    for other in sorted(others, key=len):
        rest = title[len(other) :].lstrip()
        if len(key(other)) >= _LEAST and title.startswith(other) and rest and not rest[0].isalnum():
            return other
    return title


def _is_cut(title: str, others: Iterable[str]) -> bool:
    """Whether `title` is another one cut short with an ellipsis."""
    stem = title.removesuffix("...").removesuffix("…")
    return stem != title and any(len(o) > len(title) and o.startswith(stem.rstrip()) for o in others)


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
