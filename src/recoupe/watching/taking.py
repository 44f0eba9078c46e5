"""Taking one thing: a channel is polled, or an address fetched; what comes is read, decided upon and kept."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

from recoupe.errors import FetchError, InputError
from recoupe.fetch.web import Known
from recoupe.fetch.web.client import FEEDS
from recoupe.sources import RECHECKS, Fetched, host
from recoupe.store.rows import Came
from recoupe.templates import Asked
from recoupe.watching import feeding, stored, verdicts

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Collection, Sequence

    from recoupe.fetch.feeds.interval import Bounds
    from recoupe.fetch.optouts.policy import Mode
    from recoupe.fetch.polite import Visitor
    from recoupe.fetch.web import Answer
    from recoupe.model import Page
    from recoupe.sources import Address, Channel
    from recoupe.store.rows import Packed
    from recoupe.store.store import Store

    Read = Callable[[Asked | Page | feeding.Raw], Awaitable[Any]]
    Keep = Callable[[Answer], str | None]
    Stored = Callable[[str], Page | None]
    Whole = list[tuple[Fetched, Packed | None, str | None]]

_OK = 200
_NOTHING = Came(None)
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
    """What a watch has done so far: polls, items that are new, fetches by what was decided, stored pages read anew.

    failures: why polls failed, each with how often; troubles: the same of pages that are to be tried again. edited:
    articles of which another text came.
    """

    polls: int = 0
    failures: Counter[str] = field(default_factory=Counter)
    troubles: Counter[str] = field(default_factory=Counter)
    edited: int = 0
    items: int = 0
    fetches: Counter[str] = field(default_factory=Counter)
    renewed: int = 0

    def __str__(self) -> str:
        told = ", ".join(f"{self.fetches[what]:,} {word}" for what, word in _WORDS.items() if self.fetches[what])
        failed = f" ({self.errors:,} failed)" if self.errors else ""
        edited = f"; {_many(self.edited, 'article')} with another text" if self.edited else ""
        anew = f"; {self.renewed:,} read anew without what repeats on their sites" if self.renewed else ""
        polls, items = _many(self.polls, "poll"), _many(self.items, "new item")
        return f"{polls}{failed}, {items}, pages: {told or 'none'}{edited}{anew}"

    @property
    def errors(self) -> int:
        """How many polls failed."""
        return self.failures.total()


def _many(n: int, one: str) -> str:
    return f"{n:,} {one}{'' if n == 1 else 's'}"


def _utc() -> dt.datetime:
    return dt.datetime.now(dt.UTC)


class Taking:
    """What a watch does with one job: asks, has what comes read, keeps it.

    `read` gives what a page, or a feeding.Raw, is read as, or the InputError that says why there is nothing; it is
    where one waits when more comes than can be read. `keep` puts an answer among the evidence and gives its record,
    `stored` gives the page of a record. `mode`: see fetch.optouts.policy. `rechecks`: when an article is fetched again.
    `bounds`: of the time between two polls. `page_id` names a page, see Ledger.knows. `learns`: whether templates of
    sites are learned and used. An address stays due until what came of it stands in the ledger.
    """

    def __init__(
        self,
        there: Store,
        visitor: Visitor,
        *,
        read: Read,
        page_id: Callable[[Page], str],
        keep: Keep = lambda _: None,
        stored: Stored = lambda _: None,
        mode: Mode = "general",
        rechecks: Sequence[dt.timedelta] = RECHECKS,
        bounds: Bounds | None = None,
        learns: bool = True,
        now: Callable[[], dt.datetime] = _utc,
        done: Done | None = None,
    ) -> None:
        self.there, self.visitor, self.mode, self.rechecks, self.bounds = there, visitor, mode, rechecks, bounds
        self._read, self._page_id, self._keep, self._stored = read, page_id, keep, stored
        self._learns, self.now = learns, now
        self.done = done if done is not None else Done()

    async def channel(self, channel: Channel) -> None:
        """Poll a channel; of a feed that carries whole texts, take the pages in it."""
        known = Known(channel.url, channel.etag or "", channel.modified or "")
        self.done.polls += 1
        try:
            answer = await self.visitor.visit(channel.url, known=known, accept=FEEDS)
        except FetchError as e:
            self.done.failures[str(e)] += 1
            self.there.polled(feeding.of_error(channel, e, self.now()))
            return
        told, error = await self._told(channel, answer)
        new = self.there.unknown(channel.url, told.items) if told.items else []
        whole = await self._whole({i.url for i in new}, told, answer) if channel.full else []
        poll = feeding.of_answer(
            channel, answer, self.now(), news=bool(new), ttl=told.ttl, error=error, bounds=self.bounds
        )
        if poll.error:
            self.done.failures[f"{channel.url}: {poll.error}"] += 1
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
            done, came, name = await self._came(done, page, page)
            out.append((done, came.packed, name))
            self.done.edited += self._is_other(self.there.address(page.ref), came)
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
            self._note(address, verdicts.of_error(address, e, self.now()), _NOTHING, None)
            return
        done, page = verdicts.of_answer(address, answer, self.mode, self.now())
        if verdicts.is_evidence(address, done):
            done = replace(done, record=self._keep(answer))
        done, came, name = await self._came(done, page, self._asked(page)) if page else (done, _NOTHING, None)
        self._note(address, verdicts.once_more(address, done), came, name)

    def _asked(self, page: Page) -> Page | Asked:
        """A page with what is known of the templates of its site, for which its lines are wanted."""
        if not self._learns or page.media_type != "text/html":
            return page
        site = host(page.url or page.ref)
        return Asked(page, site, self.there.templates(site), teaching=True)

    async def _came(self, done: Fetched, page: Page, asked: Page | Asked) -> tuple[Fetched, Came, str | None]:
        """What came of a fetch, with the reading of its page."""
        found = await self._read(asked)
        if isinstance(found, InputError):
            return verdicts.unread(done, found.reason), _NOTHING, None
        assert isinstance(found, Came) and found.packed is not None  # noqa: PT018 -- all are wanted
        if not found.packed.article["text"].strip():
            return verdicts.unread(done, "no text in it"), _NOTHING, None
        return done, found, self._page_id(page)

    def _note(self, address: Address, done: Fetched, came: Came, page: str | None) -> None:
        decision = self.there.fetched_packed(
            done, came.packed, page=page, rechecks=self.rechecks, used=came.used, lines=came.lines
        )
        self.done.fetches[decision] += 1
        if decision == "failed":
            self.done.troubles[f"{host(done.url)}: {done.reason}"] += 1
        self.done.edited += decision == "kept" and self._is_other(address, came)

    def _is_other(self, before: Address | None, came: Came) -> bool:
        """Whether what came is another text than what was kept of its address."""
        old = before.article if before is not None else None
        return old is not None and came.packed is not None and came.packed.id != old

    async def renew(self) -> int:
        """Read stored pages anew that were read before the template of their site was known; gives how many."""
        before = self.done.renewed
        for site in self.there.renewable():
            for done in list(self.there.outdated(site)):
                page = stored.page(self._stored, done, self.there.address(done.url))
                if not isinstance(page, InputError):
                    await self._renew(done, page, Asked(page, site, self.there.templates(site)))
            self.there.renewed(site)
        return self.done.renewed - before

    async def _renew(self, done: Fetched, page: Page, asked: Asked) -> None:
        came, name = await self._read(asked), self._page_id(page)
        if isinstance(came, InputError) or came.packed is None or came.used == self.there.used(name):
            return
        self.there.replayed_packed(done, came.packed, page=name, used=came.used)
        self.done.renewed += 1
