"""Sources, their channels, and what is fetched of them: the things, and what a ledger keeps of them.

A source is a site, or a part of one, that is watched. Its channels (feeds, sitemaps) are polled and tell of addresses;
what stands at an address is fetched, and again after a while, since articles change. All times have a zone.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, Protocol
from urllib.parse import urlsplit

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Sequence

    from recoupe.model import Page, Reading

State = Literal["active", "paused", "broken"]
"""Paused by people; broken where none of its channels has answered for a while, or all are gone."""
ChannelKind = Literal["feed", "sitemap"]
Decision = Literal["kept", "same", "refused", "skipped", "gone", "failed"]
"""What became of a fetch: read and kept; not changed since; not kept, by an opt-out or policy; no article; taken down;
not answered, to be tried again."""

BROKEN = 5
"""Errors in a row from which on a channel is broken."""
EVERY = 1_800
"""Seconds between two polls of a channel, unless somebody says otherwise."""
RECHECKS = (dt.timedelta(days=1), dt.timedelta(days=7))
"""When an article is fetched again, counted from when it was first kept."""
RETRIES = tuple(dt.timedelta(minutes=m) for m in (5, 30, 120, 360, 1440))
"""How long to wait after the first, second … failure in a row; after the last of them one gives up."""


@dataclass(frozen=True, slots=True)
class Source:
    """A site that is watched. `home` is its address, `site` the host of it, `added` when it was put in."""

    id: str
    home: str
    site: str
    state: State
    added: dt.datetime


@dataclass(frozen=True, slots=True)
class Channel:
    """A feed or sitemap of a source.

    every: seconds between two polls. due: of the next poll, None for never. etag, modified: for a conditional request.
    polled, news: when it was asked last, when it last told of something new. errors: in a row; `error` is the last.
    full: its items carry the whole text, and no page is fetched. gone: it is not there any more.
    pace: polls, those with news, seconds between polls, each weighted by age; see fetch.feeds.interval.
    """

    url: str
    source: str
    kind: ChannelKind = "feed"
    every: int = EVERY
    due: dt.datetime | None = None
    etag: str | None = None
    modified: str | None = None
    polled: dt.datetime | None = None
    news: dt.datetime | None = None
    errors: int = 0
    error: str | None = None
    full: bool = False
    gone: bool = False
    pace: tuple[float, float, float] = (0.0, 0.0, 0.0)


@dataclass(frozen=True, slots=True)
class Tally:
    """What a source gave on one day (UTC): polls, those that failed, items never seen before, articles added."""

    day: dt.date
    polls: int = 0
    errors: int = 0
    items: int = 0
    articles: int = 0


@dataclass(frozen=True, slots=True)
class Unkept:
    """Pages of a source that were not kept, or are gone, as they were fetched last: why, how many, and one of them."""

    decision: Decision
    reason: str
    pages: int
    example: str


@dataclass(frozen=True, slots=True)
class Health:
    """A source with its channels and days, the latest first; `waiting` counts addresses that have not been fetched."""

    source: Source
    channels: tuple[Channel, ...] = ()
    days: tuple[Tally, ...] = ()
    waiting: int = 0

    @property
    def news(self) -> dt.datetime | None:
        """When a channel last told of something new."""
        return max((c.news for c in self.channels if c.news), default=None)

    @property
    def errors(self) -> int:
        """Errors in a row, of the channel with most."""
        return max((c.errors for c in self.channels if not c.gone), default=0)

    @property
    def error(self) -> str | None:
        """The last error of the channel with most."""
        told = [c for c in self.channels if c.error]
        return max(told, key=lambda c: (not c.gone, c.errors)).error if told else None

    def per_day(self, today: dt.date, *, days: int = 7) -> float:
        """Articles a day, of so many days before `today`, or of those since it was put in if they are fewer."""
        first = max(today - dt.timedelta(days=days), self.source.added.date())
        count = max(1, (today - first).days)
        return sum(t.articles for t in self.days if t.day > today - dt.timedelta(days=count)) / count


@dataclass(frozen=True, slots=True)
class Item:
    """What a channel tells of: an address (http or https), what else names it, when it claims to be published."""

    url: str
    keys: tuple[str, ...] = ()
    published: str | None = None


@dataclass(frozen=True, slots=True)
class Poll:
    """What came of asking a channel.

    every, due: when to ask next (due None for never). moved: it stands elsewhere from now on. gone: for ever.
    error: a sentence where it did not answer as it should. pace: as that of a Channel, after this poll.
    """

    url: str
    at: dt.datetime
    due: dt.datetime | None
    every: int = EVERY
    etag: str | None = None
    modified: str | None = None
    error: str | None = None
    moved: str | None = None
    gone: bool = False
    pace: tuple[float, float, float] = (0.0, 0.0, 0.0)


@dataclass(frozen=True, slots=True)
class Address:
    """An address that is to be fetched, or was.

    due: when next, None for never. stage: how often it was kept or the same, less the checks that were missed.
    tries: failures in a row. claimed: when its channel says it was published. digest, article: of what stood there
    last. etag, modified: for a conditional request. kept: when it was first kept.
    """

    url: str
    source: str | None = None
    found: dt.datetime | None = None
    due: dt.datetime | None = None
    stage: int = 0
    tries: int = 0
    claimed: str | None = None
    etag: str | None = None
    modified: str | None = None
    digest: str | None = None
    article: str | None = None
    kept: dt.datetime | None = None


@dataclass(frozen=True, slots=True)
class Fetched:
    """What came of fetching an address.

    at: when, with zone. answered: the address that answered, after redirects. modified: as the server says it.
    digest: of the body. record: id of the evidence. optouts: (where it stands, what it says), as they were met.
    reason: why this decision, for people. wait: how long the server asks one to wait. A row says `article`, the id of
    what was read, and what was `asked` for is its url.
    """

    url: str
    at: dt.datetime
    decision: Decision
    reason: str = ""
    answered: str | None = None
    status: int | None = None
    digest: str | None = None
    record: str | None = None
    optouts: tuple[tuple[str, str], ...] = ()
    etag: str | None = None
    modified: str | None = None
    wait: dt.timedelta | None = None
    article: str | None = None


@dataclass(frozen=True, slots=True)
class Sighting:
    """An article as it stood at its address from `seen` to `last`, as far as anybody looked: a version.

    title: its headline then, None where only that of the article is known.
    """

    url: str
    article: str
    seen: dt.datetime
    last: dt.datetime
    title: str | None = None


@dataclass(frozen=True, slots=True)
class Times:
    """The times of an article, each as far as it is known: what the page says, its channel, the server, and we.

    published, modified: as the page has them. claimed: as its channel says it was published. server: Last-Modified.
    fetched: first. added: to this ledger.
    """

    published: str | None
    modified: str | None
    claimed: str | None
    server: str | None
    fetched: dt.datetime | None
    added: dt.datetime


def following(
    address: Address,
    done: Fetched,
    *,
    rechecks: Sequence[dt.timedelta] = RECHECKS,
    retries: Sequence[dt.timedelta] = RETRIES,
) -> tuple[int, int, dt.datetime | None]:
    """The stage, the tries and the time of the next fetch of `address`, now that `done` is what came of it.

    A check whose time has passed by the time of an earlier one is left out. Where nobody answers, one waits longer
    each time, and at last gives that stage up.
    """
    first = address.kept or done.at
    if done.decision in {"refused", "skipped", "gone"}:
        return address.stage, 0, None
    if done.decision == "failed" and address.tries < len(retries):
        wait = max(retries[address.tries], done.wait or dt.timedelta())
        return address.stage, address.tries + 1, done.at + wait
    if done.decision == "failed" and address.kept is None:
        return address.stage, address.tries + 1, None
    stage = max(address.stage, 0) + 1
    while stage <= len(rechecks) and first + rechecks[stage - 1] <= done.at:
        stage += 1
    return stage, 0, first + rechecks[stage - 1] if stage <= len(rechecks) else None


def identities(items: Iterable[Item]) -> list[tuple[Item, tuple[str, ...]]]:
    """Each item once, with what it is known by: its address and its own keys.

    A key that several addresses of one poll share names none of them, and neither does one of three characters.
    """
    found = list({i.url: i for i in reversed(list(items))}.values())[::-1]
    urls: dict[str, set[str]] = {}
    for item in found:
        for key in item.keys:
            urls.setdefault(key, set()).add(item.url)
    return [
        (i, tuple(dict.fromkeys((i.url, *(k for k in i.keys if len(k) > 3 and len(urls[k]) == 1)))))  # noqa: PLR2004
        for i in found
    ]


def host(url: str) -> str:
    """The host of an address, "" where it names none."""
    try:
        return (urlsplit(url).hostname or "").lower()
    except ValueError:
        return ""


class Evidence(Protocol):
    """Pages as they came, kept: WARC files, or a folder."""

    def page(self, record: str) -> Page | None:
        """The page with this id, None where there is none; url, time and headers as far as they were kept."""


class Watching(Protocol):
    """What a ledger keeps of sources and fetches. Each method that changes something is one transaction."""

    def watch(
        self,
        home: str,
        *,
        feeds: Collection[str] = (),
        sitemaps: Collection[str] = (),
        every: int = EVERY,
        full: bool = False,
    ) -> str:
        """Put a source in, or more channels of one that is there; they are due at once. Gives its id.

        Raises UsageError where a channel belongs to another source.
        """

    def sources(self, *, state: State | None = None) -> Iterator[Health]:
        """Sources, those that are broken first, then by site."""

    def source(self, name: str) -> Health | None:
        """The source whose id, home, site or channel is `name`; None if there is none, or several."""

    def unkept(self, source: str) -> list[Unkept]:
        """Why pages of a source were not kept, the reason of most pages first; not all, where there are many."""

    def pause(self, source: str, *, paused: bool) -> bool:
        """Pause a source, or watch it again: its channels are due at once. Gives whether there is such a source."""

    def unwatch(self, source: str) -> bool:
        """Take a source out, with what it told of that was not fetched yet. Articles stay."""

    def channels(self, at: dt.datetime, *, limit: int | None = None) -> Iterator[Channel]:
        """The channels of sources that are not paused which are due at `at`, those that wait longest first."""

    def hasten(self, at: dt.datetime, *, every: int | None = None) -> int:
        """Have channels be due no later than `every` seconds after they were polled; gives how many are due sooner.

        One that was polled after `at`, by a clock that was wrong, is due at once.
        """

    def unknown(self, channel: str, items: Iterable[Item]) -> list[Item]:
        """Those of `items` that the source of `channel` has never told of, and that are not to be forgotten."""

    def polled(self, poll: Poll, items: Iterable[Item] = ()) -> list[Item]:
        """Keep what came of asking a channel. Items never seen before are due at once, and are given back."""

    def ask(self, items: Iterable[Item], *, at: dt.datetime) -> int:
        """Have addresses fetched that no channel tells of; gives how many were not known."""

    def due(self, at: dt.datetime, *, limit: int = 100, without: Collection[str] = (), each: int = 1) -> list[Address]:
        """Addresses due at `at`, `each` a host, those that wait longest first, none of the hosts `without`."""

    def waiting(self, at: dt.datetime) -> int:
        """How many addresses are due at `at`."""

    def next_due(self) -> dt.datetime | None:
        """When the next channel or address is due."""

    def address(self, url: str) -> Address | None:
        """What is known of an address."""

    def fetched(
        self,
        done: Fetched,
        reading: Reading | None = None,
        *,
        page: str | None = None,
        rechecks: Sequence[dt.timedelta] = RECHECKS,
    ) -> Decision:
        """Keep what came of a fetch, and the reading of it with `page` as `add` does: all or nothing.

        The address stays due until this has been written. The same fetch twice is there once. Gives the decision that
        stands: what is to be forgotten is refused.
        """

    def site_file(self, site: str, name: str) -> str | None:
        """What is kept of a file of a site, as robots.txt; None where nothing is."""

    def keep_site_file(self, site: str, name: str, said: str) -> None:
        """Keep it in the place of what was kept before."""

    def fetches(self, *, url: str | None = None, article: str | None = None) -> Iterator[Fetched]:
        """Fetches of one address or article, or all, the earliest first."""

    def times(self, article: str) -> Times | None:
        """All times of an article, None if there is no such article."""
