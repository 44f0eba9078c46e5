"""When a page was published and last changed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from recoupe.clean import times
from recoupe.model import Problem

if TYPE_CHECKING:
    from collections.abc import Iterable

    from lxml.html import HtmlElement

    from recoupe.clean.facts import Facts

_PUBLISHED = (
    "article:published_time", "article:published:time", "og:article:published_time", "og:published_time",
    "datepublished", "parsely-pub-date", "sailthru.date", "dc.date.issued", "dcterms.created", "dcterms.issued",
    "dc.date", "dc.terms.created", "pubdate", "publishdate", "publish-date", "publish_date", "publication_date",
    "article.published", "article:published", "date", "cxenseparse:recs:publishtime", "cxenseparse:publishtime",
    "vf:published", "citation_publication_date", "originalpublicationdate", "datecreated", "date.created", "created",
)  # fmt: skip
_MODIFIED = (
    "article:modified_time", "article:modified:time", "og:article:modified_time", "og:updated_time", "datemodified",
    "dc.date.modified", "dcterms.modified", "lastmod", "last-modified", "modified", "date.updated", "revised",
)  # fmt: skip
_MOST = 10

_NONE = Problem(
    "no_publication_date", "no day of publication is known, so that “yesterday” means no day (give it with --published)"
)


def missing(published: str | None) -> tuple[Problem, ...]:
    """What is to be told where there is no time of publication."""
    return () if published else (_NONE,)


def declared(given: Iterable[str | None]) -> tuple[str | None, tuple[Problem, ...]]:
    """The first of what config and row say, as ISO 8601; what is no date is told and passed over."""
    problems: tuple[Problem, ...] = ()
    for value in given:
        if value and value.strip():
            if found := times.iso(value):
                return found, problems
            problems = (*problems, Problem("bad_date", f"“{value[:40]}” is no ISO 8601 day or time"))
    return None, problems


def published(root: HtmlElement, facts: Facts) -> str | None:
    """The time of publication: structured data first, then metas, then `<time>`, then a guess from the page."""
    subject = facts.subject
    given = [subject.get("datePublished"), *_metas(facts, _PUBLISHED), *_times(root)]
    found = [t for v in given if (t := times.iso(v))]
    if not found:
        found = [t for v in (subject.get("dateCreated"), subject.get("uploadDate")) if (t := times.iso(v))]
    return times.best(found)


def modified(facts: Facts) -> str | None:
    """The time of the last change."""
    given = [facts.subject.get("dateModified"), *_metas(facts, _MODIFIED)]
    return times.best([t for v in given if (t := times.iso(v))])


def _metas(facts: Facts, names: tuple[str, ...]) -> list[str]:
    return [v for name in names for v in facts.metas.all(name)]


def _times(root: HtmlElement) -> list[str]:
    """Times of the page's first `<time>` elements, those that say "published" first."""
    found = [e for e in list(root.iter("time"))[:_MOST] if e.get("datetime")]
    found.sort(key=lambda e: "publish" not in f"{e.get('itemprop') or ''} {e.get('class') or ''}".lower())
    return [e.get("datetime") for e in found]
