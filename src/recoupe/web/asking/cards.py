"""Stories as cards: what a person sees of each before opening it."""

from __future__ import annotations

import datetime as dt
from collections import Counter, defaultdict
from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING

from recoupe.web import charts

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from recoupe.ledger import Entry, Listed, Query
    from recoupe.store.store import Store


@dataclass(frozen=True, slots=True)
class Card:
    """A story: its headline and the language of it, counts, the days of publication drawn as a line."""

    id: str
    headline: str
    lang: str | None
    sites: tuple[str, ...]
    langs: tuple[str, ...]
    articles: int
    origins: int
    disputed: int
    first: str | None
    last: str | None
    spark: charts.Spark | None


@dataclass(frozen=True, slots=True)
class Front:
    """The stories that were asked for, what can be chosen, and whether there are more."""

    cards: tuple[Card, ...]
    langs: tuple[tuple[str, int], ...]
    sites: tuple[tuple[str, int], ...]
    more: bool
    articles: int
    unlinked: int


def front(there: Store, query: Query, *, most: int, skip: int, reader: str) -> Front:
    """Stories, the latest first; `reader` is the language of headlines where there is one in it."""
    found = list(islice(there.groups("story", query), skip, skip + most + 1))
    info = there.info()
    return Front(
        cards=tuple(of(there, found[:most], reader)),
        langs=tuple(there.spread("lang")),
        sites=tuple(there.spread("site")[:40]),
        more=len(found) > most,
        articles=info.rows.get("article", 0),
        unlinked=info.unlinked,
    )


def of(there: Store, listed: Sequence[Listed], reader: str) -> Iterable[Card]:
    """The cards of stories."""
    inside: dict[str, list[Entry]] = defaultdict(list)
    for e in there.articles_of([g.group.id for g in listed]):
        inside[e.story].append(e)
    disputed = there.disputed([e.id for some in inside.values() for e in some])
    for g in listed:
        entries = inside[g.group.id]
        head = headline(entries, reader)
        yield Card(
            id=g.group.id,
            headline=(head.title if head else None) or g.name,
            lang=head.lang if head else None,
            sites=g.sites,
            langs=g.langs,
            articles=g.articles,
            origins=g.origins,
            disputed=len(frozenset().union(*(disputed.get(e.id, frozenset()) for e in entries))),
            first=entries[0].published if entries else None,
            last=entries[-1].published if entries else None,
            spark=charts.spark([m for e in entries if (m := moment(e.published))]),
        )


def headline(entries: Sequence[Entry], reader: str) -> Entry | None:
    """The article whose headline stands for all: the first in the reader's language, else in the most frequent one."""
    titled = [e for e in entries if e.title]
    if not titled:
        return None
    usual = Counter(e.lang for e in titled).most_common(1)[0][0]
    return min(titled, key=lambda e: (e.lang != reader, e.lang != usual))


def moment(published: str | None) -> dt.datetime | None:
    """A time of publication in UTC; that of a bare day is its noon, None where there is none."""
    try:
        at = dt.datetime.fromisoformat(published or "")
    except ValueError:
        return None
    if len(published or "") <= len("2022-07-16"):
        at = at.replace(hour=12)
    return at.astimezone(dt.UTC) if at.tzinfo else at.replace(tzinfo=dt.UTC)
