"""A story: its claims, its times on one axis, who took it from whom, its outlets, its edits."""

from __future__ import annotations

import datetime as dt
from collections import Counter, defaultdict
from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING, NamedTuple

from recoupe.linking import edits as editing
from recoupe.web import charts
from recoupe.web.asking import cards, sides

if TYPE_CHECKING:
    from collections.abc import Sequence

    from recoupe.ledger import Entry, Listed
    from recoupe.linking.edits import Edited
    from recoupe.model import Link
    from recoupe.store.store import Store
    from recoupe.web.asking.sides import Line, Sided

MOST = 2_000  # statements that are looked at
READ = 60  # articles whose dates and words are looked up
_FAR = dt.timedelta(days=45)  # before the first publication: what lies further back is not on the axis
_APART = 0.022


class Taken(NamedTuple):
    """An article that was taken from another one, and the link that says so."""

    entry: Entry
    link: Link


class Origin(NamedTuple):
    """An article of its own, and what was taken from it."""

    entry: Entry
    copies: tuple[Taken, ...]


class Outlet(NamedTuple):
    """A site in a story: its articles, how many are copies, its statements, those disputed, those without a source."""

    site: str
    articles: int
    copies: int
    statements: int
    disputed: int
    unsourced: int
    first: str | None


class Mark(NamedTuple):
    """Something on the axis of time: its kind (happened, said, published), its day, words, what it leads to."""

    kind: str
    at: float
    lane: int
    day: str
    label: str
    to: str
    tone: str


class Timeline(NamedTuple):
    """The marks of a story, the lanes of each kind, the days on the axis."""

    marks: tuple[Mark, ...]
    lanes: dict[str, int]
    ticks: tuple[charts.Tick, ...]


@dataclass(frozen=True, slots=True)
class Story:
    """All that is shown of a story."""

    listed: Listed
    headline: str
    lang: str | None
    articles: tuple[Entry, ...]
    claims: tuple[Sided, ...]
    unsourced: tuple[Line, ...]
    alone: tuple[Line, ...]
    timeline: Timeline | None
    origins: tuple[Origin, ...]
    outlets: tuple[Outlet, ...]
    edits: tuple[Edited, ...]
    statements: int

    @property
    def disputed(self) -> int:
        """How many of its claims are disputed."""
        return sum(c.disputed for c in self.claims)


def story(there: Store, group_id: str, *, reader: str) -> Story | None:
    """The story with this id, or that it led to; None if there is none."""
    listed = there.listed(group_id)
    if listed is None or listed.group.kind != "story":
        return None
    articles = list(there.articles_of([listed.group.id]))
    lines = sides.lines(there, islice(there.statements(group=listed.group.id), MOST))
    lines.sort(key=sides.order)
    head = cards.headline(articles, reader)
    origins = _origins(there, articles)
    loose = [x for x in lines if x.claim is None]
    urls = there.changed_addresses([e.id for e in articles])
    return Story(
        listed=listed,
        headline=(head.title if head else None) or listed.name,
        lang=head.lang if head else None,
        articles=tuple(articles),
        claims=tuple(sides.claims(lines)),
        unsourced=tuple(x for x in loose if x.unsourced),
        alone=tuple(x for x in loose if not x.unsourced),
        timeline=_timeline(there, articles, lines),
        origins=origins,
        outlets=_outlets(articles, lines, origins),
        edits=tuple(islice(editing.edits(there, of=urls[:200]), 50)) if urls else (),
        statements=len(lines),
    )


def _origins(there: Store, articles: Sequence[Entry]) -> tuple[Origin, ...]:
    """The articles that are no certain copy of another one here, with their copies, earliest first."""
    known = {e.id: e for e in articles}
    best: dict[str, Link] = {}
    for link in there.links("copy", of=sorted(known)):
        if link.a in known and link.b in known and (link.a not in best or link.certain > best[link.a].certain):
            best[link.a] = link
    of: dict[str, list[Taken]] = defaultdict(list)
    for copy, link in best.items():
        of[_first(link.b, best)].append(Taken(known[copy], link))
    return tuple(
        Origin(e, tuple(sorted(of[e.id], key=lambda t: (t.entry.published or "~", t.entry.id))))
        for e in articles
        if e.id not in best or e.id in of
    )


def _first(article: str, links: dict[str, Link]) -> str:
    """What an article goes back to."""
    seen: set[str] = set()
    while article in links and article not in seen:
        seen.add(article)
        article = links[article].b
    return article


def _outlets(articles: Sequence[Entry], lines: Sequence[Line], origins: Sequence[Origin]) -> tuple[Outlet, ...]:
    copies = {t.entry.id for o in origins for t in o.copies}
    of: dict[str, list[Entry]] = defaultdict(list)
    for e in articles:
        of[e.site or "?"].append(e)
    said: Counter[tuple[str, str]] = Counter()
    for x in lines:
        said.update((x.entry.site or "?", what) for what, is_ in _counted(x) if is_)
    rows = [
        Outlet(
            site=site,
            articles=len(some),
            copies=sum(e.id in copies for e in some),
            statements=said[site, "all"],
            disputed=said[site, "disputed"],
            unsourced=said[site, "loose"],
            first=some[0].published,
        )
        for site, some in of.items()
    ]
    return tuple(sorted(rows, key=lambda o: (o.first or "~", o.site)))


def _counted(x: Line) -> tuple[tuple[str, bool], ...]:
    return (("all", True), ("disputed", x.disputed), ("loose", x.unsourced))


def _timeline(there: Store, articles: Sequence[Entry], lines: Sequence[Line]) -> Timeline | None:
    """When it was published, said, and happened, on one axis; None where no time of publication is known."""
    published = sorted((m, e) for e in articles if (m := cards.moment(e.published)))
    if not published:
        return None
    published.sort(key=lambda p: (p[0], p[1].id))
    begin, end = published[0][0] - _FAR, published[-1][0] + _FAR
    rows: dict[str, list[tuple[dt.datetime, str, str, str]]] = {"happened": [], "said": [], "published": []}
    for m, e in published:
        rows["published"].append((m, e.title or e.ref, f"/article/{e.id}", ""))
    for x in lines:
        at = cards.moment(x.said_from) if x.said_from and x.said_from == x.said_to else None
        if at and begin <= at <= end:
            rows["said"].append((at, f"{x.who}: {x.words}", f"#{x.id}", x.stance))
    rows["happened"] = [
        (at, words, f"/article/{e}#text", "") for at, words, e in _days(there, articles) if begin <= at <= end
    ]
    every = [row[0] for some in rows.values() for row in some]
    first, last = _around(min(every), max(every))
    marks: list[Mark] = []
    lanes = {}
    for kind, some in rows.items():
        some.sort(key=lambda row: row[0])
        points = charts.placed([row[0] for row in some], first, last, apart=_APART)
        lanes[kind] = max((p.lane for p in points), default=-1) + 1
        marks += [
            Mark(kind, p.at, p.lane, row[0].isoformat(), *row[1:])
            for p, row in zip(points, some, strict=True)
        ]  # fmt: skip
    return Timeline(tuple(marks), lanes, tuple(charts.ticks(first, last)))


def _around(first: dt.datetime, last: dt.datetime) -> tuple[dt.datetime, dt.datetime]:
    """The times with a little room on both sides."""
    room = max((last - first) / 30, dt.timedelta(hours=6))
    return first - room, last + room


def _days(there: Store, articles: Sequence[Entry]) -> list[tuple[dt.datetime, str, str]]:
    """Single days that the articles speak of, each once: noon of the day, the words, the article."""
    found: dict[dt.date, tuple[str, str]] = {}
    for r in there.readings([e.id for e in articles[:READ]]):
        said = {s.said_on.first for s in r.statements if s.said_on and s.said_on.first == s.said_on.last}
        for t in r.timexes:
            day = t.days.first if t.days and t.days.first == t.days.last else None
            if day and day not in said and day != r.article.day:
                found.setdefault(day, (r.article.text[t.start : t.end], r.article.id))
    noon = dt.time(12, tzinfo=dt.UTC)
    return [(dt.datetime.combine(day, noon), words, article) for day, (words, article) in sorted(found.items())]
