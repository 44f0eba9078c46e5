"""Taking one thing: a channel is polled, or an address fetched; what comes is read, decided upon and kept."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

from recoupe.errors import FetchError, InputError
from recoupe.fetch.web import Known
from recoupe.fetch.web.client import FEEDS
from recoupe.sources import Fetched
from recoupe.watching import feeding, verdicts

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Awaitable, Callable, Collection, Sequence

    from recoupe.fetch.feeds.interval import Bounds
    from recoupe.fetch.optouts.policy import Mode
    from recoupe.fetch.polite import Visitor
    from recoupe.fetch.web import Answer
    from recoupe.model import Page
    from recoupe.sources import Address, Channel
    from recoupe.store.rows import Packed
    from recoupe.store.store import Store

    Read = Callable[[Page | feeding.Raw], Awaitable[Any]]
    Keep = Callable[[Answer], str | None]
    Whole = list[tuple[Fetched, Packed | None, str | None]]

_OK = 200
_WORDS = {
    "kept": "kept",
    "same": "unchanged",
    "refused": "not wanted by their sites",
    "skipped": "no articles",
    "gone": "gone",
    "failed": "to be tried again",
}


@dataclass(slots=True)
class Done:
    """What a watch has done so far: polls, items that are new, fetches by what was decided."""

    polls: int = 0
    errors: int = 0
    items: int = 0
    fetches: Counter[str] = field(default_factory=Counter)

    def __str__(self) -> str:
        told = ", ".join(f"{self.fetches[what]:,} {word}" for what, word in _WORDS.items() if self.fetches[what])
        failed = f" ({self.errors:,} failed)" if self.errors else ""
        return f"{self.polls:,} polls{failed}, {self.items:,} new items, pages: {told or 'none'}"


class Taking:
    """What a Watcher does with one job; its arguments are the watcher's."""

    def __init__(
        self,
        there: Store,
        visitor: Visitor,
        *,
        read: Read,
        page_id: Callable[[Page], str],
        keep: Keep,
        mode: Mode,
        rechecks: Sequence[dt.timedelta],
        bounds: Bounds | None,
        now: Callable[[], dt.datetime],
    ) -> None:
        self.there, self.visitor, self.mode, self.rechecks, self.bounds = there, visitor, mode, rechecks, bounds
        self._read, self._page_id, self._keep, self.now = read, page_id, keep, now
        self.done = Done()

    async def channel(self, channel: Channel) -> None:
        """Poll a channel; of a feed that carries whole texts, take the pages in it."""
        known = Known(channel.url, channel.etag or "", channel.modified or "")
        self.done.polls += 1
        try:
            answer = await self.visitor.visit(channel.url, known=known, accept=FEEDS)
        except FetchError as e:
            self.done.errors += 1
            self.there.polled(feeding.of_error(channel, e, self.now()))
            return
        told, error = await self._told(channel, answer)
        new = self.there.unknown(channel.url, told.items) if told.items else []
        whole = await self._whole({i.url for i in new}, told, answer) if channel.full else []
        poll = feeding.of_answer(
            channel, answer, self.now(), news=bool(new), ttl=told.ttl, error=error, bounds=self.bounds
        )
        self.done.errors += bool(poll.error)
        self.done.items += len(self.there.polled_whole(poll, told.items, whole))

    async def _told(self, channel: Channel, answer: Answer) -> tuple[feeding.Told, str | None]:
        """What a channel told of, and what is wrong with it."""
        if answer.status != _OK:
            return feeding.Told(), None
        found = await self._read(feeding.raw(channel, answer))
        if isinstance(found, InputError):
            return feeding.Told(), found.reason + (f" ({found.mend})" if found.mend else "")
        assert isinstance(found, feeding.Told)
        return found, None

    async def _whole(self, new: Collection[str], told: feeding.Told, answer: Answer) -> Whole:
        """The pages that a feed carries whole, read where they are new or were edited; the feed is their evidence."""
        found = (feeding.page(item, answer.fetched) for item in (told.whole or {}).values())
        pages = [(page, feeding.digest(page)) for page in found if page is not None]
        fresh = [(page, digest) for page, digest in pages if page.ref in new or self._is_edited(page.ref, digest)]
        record = self._keep(answer) if fresh else None
        out: Whole = []
        for page, digest in fresh:
            done = Fetched(page.ref, self.now(), "kept", feeding.WHOLE, digest=digest, record=record)
            out.append(await self._packed(done, page))
            self.done.fetches[out[-1][0].decision] += 1
        return out

    def _is_edited(self, url: str, digest: str) -> bool:
        """Whether a text is not the one that its feed had before; one that was fetched is not compared with a feed."""
        before = self.there.address(url)
        if before is None or before.digest == digest:
            return False
        last = next(reversed(list(self.there.fetches(url=url))), None)
        return last is not None and last.reason == feeding.WHOLE

    async def address(self, address: Address) -> None:
        """Fetch an address that is still due; read what is to be kept."""
        now = self.there.address(address.url)
        if now is None or now.due is None:
            return  # another address has led there meanwhile, or its source was taken out
        known = Known(address.url, address.etag or "", address.modified or "")
        try:
            answer = await self.visitor.visit(address.url, known=known)
        except FetchError as e:
            self._note(verdicts.of_error(address, e, self.now()), None, None)
            return
        done, page = verdicts.of_answer(address, answer, self.mode, self.now())
        if verdicts.is_evidence(address, done):
            done = replace(done, record=self._keep(answer))
        done, packed, name = await self._packed(done, page) if page else (done, None, None)
        self._note(verdicts.once_more(address, done), packed, name)

    async def _packed(self, done: Fetched, page: Page) -> tuple[Fetched, Packed | None, str | None]:
        """What came of a fetch, with the reading of its page."""
        found = await self._read(page)
        if isinstance(found, InputError):
            return verdicts.unread(done, found.reason), None, None
        if not found.article["text"].strip():
            return verdicts.unread(done, "no text in it"), None, None
        return done, found, self._page_id(page)

    def _note(self, done: Fetched, packed: Packed | None, page: str | None) -> None:
        decision = self.there.fetched_packed(done, packed, page=page, rechecks=self.rechecks)
        self.done.fetches[decision] += 1
