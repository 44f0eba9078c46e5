"""Rounds of a watch: channels that are due are polled, addresses that are due are fetched, pages are read and kept."""

from __future__ import annotations

import asyncio
import datetime as dt
from collections import Counter
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from recoupe.errors import FetchError, InputError
from recoupe.fetch.web import Known
from recoupe.fetch.web.client import FEEDS
from recoupe.sources import RECHECKS, Address, Fetched
from recoupe.watching import feeding, verdicts

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from recoupe.fetch.feeds import FeedItem
    from recoupe.fetch.optouts.policy import Mode
    from recoupe.fetch.polite import Visitor
    from recoupe.fetch.web import Answer
    from recoupe.model import Page
    from recoupe.sources import Channel
    from recoupe.store.rows import Packed
    from recoupe.store.store import Store

    Read = Callable[[Iterable[Page]], Iterator[Packed | InputError]]
    Keep = Callable[[Answer], str | None]

_CHANNELS = 100
_PAGES = 60  # that are fetched before they are read: what is in memory at a time


def _utc() -> dt.datetime:
    return dt.datetime.now(dt.UTC)


@dataclass(slots=True)
class Done:
    """What a watch has done so far: polls, items that are new, fetches by what was decided."""

    polls: int = 0
    errors: int = 0
    items: int = 0
    fetches: Counter[str] = field(default_factory=Counter)

    def __str__(self) -> str:
        told = ", ".join(f"{n} {what}" for what, n in self.fetches.most_common())
        return f"{self.polls} polls ({self.errors} failed), {self.items} new items, pages: {told or 'none'}"


class Watcher:
    """Watches the sources of a ledger.

    `read` gives the reading of each page, in order, or why there is none. `keep` puts an answer among the evidence and
    gives its record. `mode`: see fetch.optouts.policy. `rechecks`: when an article is fetched again. `page_id` names a
    page, see Ledger.knows.
    """

    def __init__(
        self,
        there: Store,
        visitor: Visitor,
        *,
        read: Read,
        page_id: Callable[[Page], str],
        keep: Keep = lambda _: None,
        mode: Mode = "general",
        rechecks: Sequence[dt.timedelta] = RECHECKS,
        now: Callable[[], dt.datetime] = _utc,
    ) -> None:
        self.there, self.visitor, self.mode, self.rechecks, self.now = there, visitor, mode, rechecks, now
        self._read, self._keep, self._page_id = read, keep, page_id
        self.done = Done()

    async def round(self) -> bool:
        """Poll and fetch what is due now, at most so much at a time; gives whether there was anything."""
        at = self.now()
        channels = list(self.there.channels(at, limit=_CHANNELS))
        for channel, answer in zip(channels, await self._asked(map(self._poll, channels)), strict=True):
            self._polled(channel, answer)
        addresses = self.there.due(self.now(), limit=_PAGES)
        answers = await self._asked(map(self._fetch, addresses))
        self._fetched(list(zip(addresses, answers, strict=True)))
        return bool(channels or addresses)

    @staticmethod
    async def _asked(requests: Iterable[asyncio.Future[Answer]]) -> list[Answer | FetchError]:
        """The answers, or why there are none."""
        found = await asyncio.gather(*requests, return_exceptions=True)
        for one in found:
            if isinstance(one, BaseException) and not isinstance(one, FetchError):
                raise one
        return found  # type: ignore[return-value]

    def _poll(self, channel: Channel) -> asyncio.Future[Answer]:
        known = Known(channel.url, channel.etag or "", channel.modified or "")
        return asyncio.ensure_future(self.visitor.visit(channel.url, known=known, accept=FEEDS))

    def _fetch(self, address: Address) -> asyncio.Future[Answer]:
        known = Known(address.url, address.etag or "", address.modified or "")
        return asyncio.ensure_future(self.visitor.visit(address.url, known=known))

    def _polled(self, channel: Channel, answer: Answer | FetchError) -> None:
        """Keep what came of a poll; of a feed that carries whole texts, the pages in it."""
        self.done.polls += 1
        if isinstance(answer, FetchError):
            poll, told = feeding.of_error(channel, answer, self.now()), feeding.Told()
        else:
            told, error = self._told(channel, answer)
            seen = bool(told.items) and not error
            poll = feeding.of_answer(
                channel, answer, self.now(), news=seen and self._is_news(told), ttl=told.ttl, error=error
            )
        new = self.there.polled(poll, told.items)
        self.done.errors += bool(poll.error)
        self.done.items += len(new)
        if channel.full and told.whole and not isinstance(answer, FetchError):
            self._from_feed([told.whole[i.url] for i in new if i.url in told.whole], answer)

    @staticmethod
    def _told(channel: Channel, answer: Answer) -> tuple[feeding.Told, str | None]:
        if answer.status != 200:  # noqa: PLR2004
            return feeding.Told(), None
        try:
            return feeding.told(channel, answer), None
        except InputError as e:
            return feeding.Told(), str(e)

    def _is_news(self, told: feeding.Told) -> bool:
        """Whether a channel tells of an address that nobody knew."""
        return any(self.there.address(i.url) is None for i in told.items)

    def _from_feed(self, items: Sequence[FeedItem], answer: Answer) -> None:
        """Keep the pages that a feed carries whole."""
        pages = [(i, page) for i in items if (page := feeding.page(i, answer.fetched)) is not None]
        record = self._keep(answer) if pages else None
        told = [(Fetched(i.url, self.now(), "kept", "whole in its feed", record=record), page) for i, page in pages]
        self._keep_read(told)

    def _fetched(self, answers: Sequence[tuple[Address, Answer | FetchError]]) -> None:
        """Keep what came of fetches: at once what has no page to be read, then the pages as they are read."""
        pages: list[tuple[Fetched, Page]] = []
        for address, answer in answers:
            if isinstance(answer, FetchError):
                self._note(verdicts.of_error(address, answer, self.now()))
                continue
            done, page = verdicts.of_answer(address, answer, self.mode, self.now())
            if page is None:
                self._note(done)
                continue
            pages.append((replace(done, record=self._keep(answer)), page))
        self._keep_read(pages)

    def _keep_read(self, pages: Sequence[tuple[Fetched, Page]]) -> None:
        answers = self._read([page for _, page in pages]) if pages else iter(())
        for (done, page), packed in zip(pages, answers, strict=True):
            if isinstance(packed, InputError):
                self._note(verdicts.unread(done, packed.reason))
            else:
                decision = self.there.fetched_packed(done, packed, page=self._page_id(page), rechecks=self.rechecks)
                self.done.fetches[decision] += 1

    def _note(self, done: Fetched) -> None:
        self.done.fetches[self.there.fetched_packed(done, rechecks=self.rechecks)] += 1
