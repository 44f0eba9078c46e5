"""When a page was published and last changed."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from recoupe.clean import times
from recoupe.model import Problem

if TYPE_CHECKING:
    from collections.abc import Iterable

    from lxml.html import HtmlElement

    from recoupe.clean.facts import Facts
    from recoupe.model import Page

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
_AHEAD = dt.timedelta(days=1)  # that clocks and zones may be apart
_LAST = "2100"  # of a page that does not say when it was fetched
_ZERO = frozenset({"1601-01-01", "1899-12-30", "1899-12-31", "1900-01-01", "1969-12-31", "1970-01-01"})
"""The days that machines count from: they stand for no day at all."""

_NONE = Problem(
    "no_publication_date", "no day of publication is known, so that “yesterday” means no day (give it with --published)"
)


def missing(published: str | None) -> tuple[Problem, ...]:
    """What is to be told where there is no time of publication."""
    return () if published else (_NONE,)


def declared(option: str | None, page: Page) -> tuple[str | None, tuple[Problem, ...]]:
    """What the option or else the row says, as ISO 8601; what is no date, or none to believe of the row, is told."""
    problems: tuple[Problem, ...] = ()
    for value, trusted in ((option, True), (page.published, False)):
        if value and value.strip():
            found = times.iso(value)
            odd = doubt(found, page.fetched) if found and not trusted else None
            if found and not odd:
                return found, problems
            problems = (*problems, odd or Problem("bad_date", f"“{value[:40]}” is no ISO 8601 day or time"))
    return None, problems


def doubt(published: str, fetched: dt.datetime | None) -> Problem | None:
    """Why an ISO time of publication is not to be believed: it lies after the page was fetched, or stands for none."""
    day = published[:10]
    if day in _ZERO:
        return Problem("absurd_date", f"“{published}” is the day that machines count from; it was left aside")
    last = (fetched + _AHEAD).date().isoformat() if fetched else _LAST
    if day <= last:
        return None
    told = f"after it was fetched ({fetched.date().isoformat()})" if fetched else "in a century to come"
    return Problem("future_date", f"the page says that it was published on {published}, {told}; that was left aside")


def published(found: Iterable[str], page: Page) -> tuple[str | None, tuple[Problem, ...]]:
    """The best of ISO times, the surest first, that can be believed; and a problem for the first that cannot."""
    told = {t: doubt(t, page.fetched) for t in found}
    odd = [problem for problem in told.values() if problem]
    return times.best([t for t, problem in told.items() if not problem]), tuple(odd[:1])


def claimed(page: Page) -> tuple[str | None, tuple[Problem, ...]]:
    """What the page's feed says, where that can be believed; told as a problem, since the page does not say so."""
    found = times.iso(page.claimed) if page.claimed else None
    if found is None:
        return None, ()
    if odd := doubt(found, page.fetched):
        return None, (odd,)
    return found, (Problem("claimed_date", f"the page gives no day; its feed says that it was published on {found}"),)


def candidates(root: HtmlElement, facts: Facts) -> list[str]:
    """Times of publication, the surest first: structured data, metas, `<time>`."""
    subject = facts.subject
    given = [subject.get("datePublished"), *_metas(facts, _PUBLISHED), *_times(root)]
    found = [t for v in given if (t := times.iso(v))]
    if not found:
        found = [t for v in (subject.get("dateCreated"), subject.get("uploadDate")) if (t := times.iso(v))]
    return found


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
