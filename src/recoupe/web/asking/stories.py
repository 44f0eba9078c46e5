"""Stories as cards."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from recoupe.web.asking import cursors

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Sequence

    from recoupe.ledger import Entry, Ledger, Listed, Query
    from recoupe.web.asking.facets import Counter, Facets

SIZE = 24


@dataclass(frozen=True, slots=True)
class Card:
    """A story as it is listed: its headline and that one's language, whether it is disputed, days of publication."""

    listed: Listed
    title: str
    lang: str | None
    disputed: bool
    days: tuple[dt.date, ...]
    articles: tuple[Entry, ...]
    fresh: int = 0
    """How many of the articles came since the reader was here before."""

    @property
    def id(self) -> str:
        """The id of the story."""
        return self.listed.group.id


@dataclass(frozen=True, slots=True)
class Front:
    """Cards, the latest first, the cursor of what follows, and what one can narrow them down by.

    since: when the reader was here before, None for who was not; fresh: how many articles came since.
    """

    cards: tuple[Card, ...]
    more: str
    facets: Facets
    since: dt.datetime | None = None
    fresh: int = 0


def front(
    ledger: Ledger, query: Query, counter: Counter, *, lang: str, cursor: str = "", since: dt.datetime | None = None
) -> Front:
    """The front page, for who was here before at `since`. Raises QueryError."""
    found, more = cards(ledger, query, lang=lang, cursor=cursor)
    fresh = ledger.fresh([c.id for c in found], since) if since else {}
    marked = tuple(replace(c, fresh=fresh.get(c.id, 0)) for c in found)
    return Front(marked, more, counter.of(ledger), since, ledger.added_since(since) if since else 0)


def cards(ledger: Ledger, query: Query, *, lang: str, cursor: str = "", size: int = SIZE) -> tuple[list[Card], str]:
    """Stories that `query` finds, the latest first, and the cursor of what follows. Raises QueryError."""
    at = cursors.leaf(cursor, size, cursors.GROUPS)
    asked = replace(query, past=at.past, limit=size + 1)
    found, more = cursors.split(ledger.groups("story", asked), at)
    return drawn(ledger, found, lang=lang), more


def drawn(ledger: Ledger, found: Sequence[Listed], *, lang: str) -> list[Card]:
    """Stories as cards."""
    ids = [g.group.id for g in found]
    articles, disputed = ledger.entries(ids), ledger.disputed(ids)
    return [_card(g, articles.get(g.group.id, []), lang, disputed=g.group.id in disputed) for g in found]


def _card(listed: Listed, articles: list[Entry], lang: str, *, disputed: bool) -> Card:
    title, of = headline(articles, lang) or (listed.name, None)
    days = tuple(e.day for e in articles if e.day)
    return Card(listed, title, of, disputed, days, tuple(articles))


def headline(articles: Sequence[Entry], lang: str) -> tuple[str, str | None] | None:
    """The first headline in a language if there is one, else the first of all, with its language."""
    titled = [e for e in articles if e.title]
    mine = next((e for e in titled if e.lang == lang), None) or next(iter(titled), None)
    return (mine.title or "", mine.lang) if mine else None
