"""What stories and copies look at of an article: plain values, so that a store, a file or a test can bring them."""

from __future__ import annotations

import datetime as dt
import functools
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from recoupe.model import Reading

_UTC = dt.UTC


@dataclass(frozen=True, slots=True)
class Item:
    """An article as the linker sees it.

    `published` is ISO 8601, a bare day or nothing. `names` are names of actors, `places` ISO 3166-1 codes of the
    countries that are spoken of, `days` the days that time expressions mean, all found by `read`; each may be empty.
    `outlinks` are addresses that the page links to, `canonical` the one that it says it stands at.
    """

    id: str
    text: str
    lang: str = ""
    title: str = ""
    url: str | None = None
    site: str | None = None
    published: str | None = None
    names: tuple[str, ...] = ()
    places: tuple[str, ...] = ()
    days: tuple[dt.date, ...] = ()
    outlinks: tuple[str, ...] = ()
    canonical: str | None = None

    def versions(self, other: Item) -> bool:
        """Whether both stood at one address: two versions of one page, of which neither was taken from the other."""
        return self.url is not None and self.url == other.url

    @property
    def moment(self) -> dt.datetime | None:
        """When it was published, in UTC; a bare day is its midnight. None if unknown."""
        return moment(self.published)

    @property
    def day(self) -> int | None:
        """The day of publication on the publisher's clock as an ordinal; None if unknown."""
        found = moment((self.published or "")[:10])
        return found.toordinal() if found else None


@functools.lru_cache(4096)
def moment(published: str | None) -> dt.datetime | None:
    """An ISO 8601 time in UTC, without a zone taken as UTC; None where there is none or it cannot be read."""
    try:
        found = dt.datetime.fromisoformat(published or "")
    except ValueError:
        return None
    try:
        return found.replace(tzinfo=_UTC) if found.tzinfo is None else found.astimezone(_UTC)
    except OverflowError:
        return None


def item(reading: Reading) -> Item:
    """What of `reading` the linker looks at. Only time expressions of one single day count as days."""
    article = reading.article
    single = (t.days.first for t in reading.timexes if t.days and t.days.first == t.days.last)
    return Item(
        id=article.id,
        text=article.text,
        lang=article.lang or "",
        title=article.title or "",
        url=article.url,
        site=article.site,
        published=article.published,
        names=tuple(a.name for a in reading.actors),
        places=tuple(sorted({a.country for a in reading.actors if a.country})),
        days=tuple(sorted({day for day in single if day})),
        outlinks=tuple(link.url for link in article.outlinks if link.where == "body"),
    )
