"""One story: its ledger, its course, who took it from whom, its outlets."""

from __future__ import annotations

import datetime as dt
from collections import Counter, defaultdict
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from recoupe.web.asking import claims, stories

if TYPE_CHECKING:
    from collections.abc import Sequence

    from recoupe.ledger import Entry, Ledger, Listed, Said
    from recoupe.model import Link
    from recoupe.web.asking.claims import Sided, Voice

_CLAIMS = 40  # that are shown
_EDITED = 60  # articles whose earlier versions are looked for


@dataclass(frozen=True, slots=True)
class Branch:
    """An article and those that were taken from it; how it was taken, None of one that was taken from nowhere."""

    entry: Entry
    link: Link | None
    taken: tuple[Branch, ...]


@dataclass(frozen=True, slots=True)
class Outlet:
    """A site in a story: its articles, statements, those without a source, and how long it came behind the first."""

    site: str
    articles: int
    statements: int
    unsourced: int
    behind: dt.timedelta | None


@dataclass(frozen=True, slots=True)
class StoryView:
    """A story's page."""

    listed: Listed
    title: str
    lang: str | None
    disputed: bool
    articles: tuple[Entry, ...]
    claims: tuple[Sided, ...]
    alone: tuple[Voice, ...]
    """What one alone says, with a source."""
    loose: tuple[Voice, ...]
    published: tuple[tuple[dt.date, int], ...]
    said: tuple[tuple[dt.date, int], ...]
    happened: tuple[tuple[dt.date, int], ...]
    trees: tuple[Branch, ...]
    outlets: tuple[Outlet, ...]
    statements: int
    edited: tuple[tuple[Entry, int], ...]
    more: int
    """Claims that are not shown."""


def view(ledger: Ledger, name: str, *, lang: str) -> StoryView | None:
    """A story's page; None where there is no such story."""
    listed = ledger.listed(name, hidden=False)
    if listed is None or listed.group.kind != "story":
        return None
    story = listed.group.id
    articles = ledger.entries([story]).get(story, [])
    if not articles:
        return None
    said = list(ledger.statements(claims.limited(), group=story))
    every = claims.sided(said)
    title, of = stories.headline(articles, lang) or (listed.name, None)
    ids = [e.id for e in articles]
    return StoryView(
        listed=listed,
        title=title,
        lang=of,
        disputed=any(c.disputed for c in every),
        articles=tuple(articles),
        claims=tuple(every[:_CLAIMS]),
        alone=claims.voices(sorted((s for s in said if not (claims.unsourced(s) or s.claim)), key=claims.moment)),
        loose=claims.voices(sorted((s for s in said if claims.unsourced(s) and not s.claim), key=claims.moment)),
        published=_days(e.day for e in articles),
        said=_days(_said_on(s) for s in said),
        happened=tuple(ledger.happened(ids)),
        trees=tuple(trees(ledger, articles)),
        outlets=tuple(_outlets(articles, said)),
        statements=len(said),
        edited=tuple(_edited(ledger, articles)),
        more=max(0, len(every) - _CLAIMS),
    )


def _said_on(s: Said) -> dt.date | None:
    days = s.statement.said_on
    return days.first if days and days.first == days.last else None


def _days(days: object) -> tuple[tuple[dt.date, int], ...]:
    assert hasattr(days, "__iter__")
    return tuple(sorted(Counter(d for d in days if d).items()))


def copies(ledger: Ledger, articles: Sequence[str]) -> list[Link]:
    """Who took from whom, as far as it is certain, and nobody has rejected it."""
    found = [k for k in ledger.links("copy", of=articles) if k.certain]
    ends = sorted({end for k in found for end in (k.a, k.b)})
    rejected = (
        {(r.a, r.b) for r in ledger.reviews(of=ends) if (r.kind, r.verdict) == ("copy", "reject")} if ends else set()
    )
    return [k for k in found if (k.a, k.b) not in rejected]


def trees(ledger: Ledger, articles: Sequence[Entry]) -> list[Branch]:
    """Who took it from whom: the articles that others were taken from, with those, the earliest first."""
    known = {e.id: e for e in articles}
    source: dict[str, Link] = {}
    links = copies(ledger, list(known))
    now = ledger.later([k.b for k in links])
    for link in (replace(k, b=now.get(k.b, k.b)) for k in links):
        if link.a in known and link.b in known:
            best = source.get(link.a)
            if best is None or (link.share or 0) > (best.share or 0):
                source[link.a] = link
    taken: dict[str, list[str]] = defaultdict(list)
    for copy, link in source.items():
        taken[link.b].append(copy)
    order = {e.id: n for n, e in enumerate(articles)}
    done: set[str] = set()

    def branch(name: str) -> Branch:
        done.add(name)
        below = sorted((c for c in taken.get(name, ()) if c not in done), key=lambda c: order[c])
        return Branch(known[name], source.get(name), tuple(branch(c) for c in below if c not in done))

    return [branch(e.id) for e in articles if e.id in taken and e.id not in source]


def _outlets(articles: Sequence[Entry], said: Sequence[Said]) -> list[Outlet]:
    """The outlets, that with most statements first."""
    of: dict[str, list[Entry]] = defaultdict(list)
    for e in articles:
        of[e.site or e.ref].append(e)
    told = Counter(s.entry.site or s.entry.ref for s in said)
    loose = Counter(s.entry.site or s.entry.ref for s in said if claims.unsourced(s))
    begun = min((at for e in articles if (at := _moment(e.published))), default=None)
    made = [Outlet(site, len(some), told[site], loose[site], _behind(some, begun)) for site, some in of.items()]
    return sorted(made, key=lambda o: (-o.statements, o.site))


def _behind(some: Sequence[Entry], begun: dt.datetime | None) -> dt.timedelta | None:
    first = min((at for e in some if (at := _moment(e.published))), default=None)
    return first - begun if first and begun else None


def _moment(published: str | None) -> dt.datetime | None:
    """The time of publication where it is one to the minute, else None."""
    if not published or len(published) < 16:  # noqa: PLR2004 -- 2025-06-02T10:00
        return None
    try:
        at = dt.datetime.fromisoformat(published)
    except ValueError:
        return None
    return at if at.tzinfo else at.replace(tzinfo=dt.UTC)


def _edited(ledger: Ledger, articles: Sequence[Entry]) -> list[tuple[Entry, int]]:
    """Articles of which there are several versions, the latest one, with how many there are."""
    found = []
    for url in dict.fromkeys(e.url for e in articles[:_EDITED] if e.url):
        versions = [e for e in ledger.versions(url) if not e.hidden]
        if len(versions) > 1:
            found.append((versions[-1], len(versions)))
    return found
