"""A visitor of sites who asks first: robots.txt and opt-outs of the site, then the page, each in its turn."""

from __future__ import annotations

import datetime as dt
from contextlib import asynccontextmanager
from dataclasses import replace
from typing import TYPE_CHECKING
from urllib.parse import urljoin

from recoupe.errors import FetchError, UnreachableError, UnwantedError
from recoupe.fetch import urls
from recoupe.fetch.optouts import read, rsl, tdmrep
from recoupe.fetch.polite import robots
from recoupe.fetch.polite.kept import Kept, Shelf
from recoupe.fetch.polite.turns import Turns
from recoupe.fetch.web import again
from recoupe.fetch.web.client import PAGES

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable

    from recoupe.fetch.optouts.model import OptOut
    from recoupe.fetch.optouts.rsl import Licence
    from recoupe.fetch.optouts.tdmrep import Reservations
    from recoupe.fetch.polite.kept import Memory
    from recoupe.fetch.polite.robots import Robots
    from recoupe.fetch.urls import Target
    from recoupe.fetch.web import Answer, Client, Known

_REST = frozenset({429, 503})


def _utc() -> dt.datetime:
    return dt.datetime.now(dt.UTC)


class Visitor:
    """Fetches what sites let it, and no faster than they and `turns` say.

    robots, reservations: what is kept of each site's robots.txt and tdmrep.json, by the site's address; licences: terms
    by their own address. `memory` keeps all of it from run to run.
    """

    def __init__(
        self,
        client: Client,
        *,
        turns: Turns | None = None,
        now: Callable[[], dt.datetime] = _utc,
        memory: Memory | None = None,
    ) -> None:
        self.client, self.turns, self._now = client, turns or Turns(), now
        rules = Shelf(memory, "robots.txt", robots.written, robots.read) if memory is not None else None
        said = Shelf(memory, "tdmrep.json", tdmrep.written, tdmrep.read) if memory is not None else None
        self.robots: Kept[Robots] = Kept(self._ask_robots, now, shelf=rules)
        self.reservations: Kept[Reservations] = Kept(self._ask_reservations, now, shelf=said)
        terms = Shelf(memory, "licence", rsl.written, rsl.read) if memory is not None else None
        self.licences: Kept[Licence] = Kept(self._ask_licence, now, shelf=terms)

    async def visit(self, url: str, *, known: Known | None = None, accept: str = PAGES) -> Answer:
        """What `url` gives, with all opt-outs that concern it. Raises FetchError.

        UnwantedError where robots.txt forbids it. The site's opt-outs are asked for first, as TDMRep wants it.
        """
        await self.reservations.of(self.site(url))
        answer = await self.client.get(url, known=known, accept=accept, gate=self._gate)
        self._rest(answer)
        site = self.site(answer.url)
        found = read.of(answer, await self.robots.of(site), await self.reservations.of(site))
        return replace(answer, optouts=tuple([await self._licensed(o, answer.url) for o in found]))

    async def _licensed(self, optout: OptOut, url: str) -> OptOut:
        """An opt-out; where it names a licence, with the terms that stand there."""
        if optout.scheme != "rsl" or not optout.policy:
            return optout
        return rsl.of(optout, await self.licences.of(urljoin(url, optout.policy)), url)

    @staticmethod
    def site(url: str) -> str:
        """What `robots` and `reservations` call the site of `url`. Raises FetchError."""
        return _site(urls.target(url, url, any_port=True))

    @asynccontextmanager
    async def _gate(self, at: Target) -> AsyncIterator[None]:
        """Ask robots.txt, then wait for one's turn."""
        rules = await self.robots.of(_site(at))
        if rules.state == "none":
            raise UnreachableError(at.url, f"nothing is fetched from {at.host}: {rules.why}", "try again later")
        if not rules.allows(at.url):
            raise UnwantedError(at.url, f"robots.txt of {at.host} asks not to fetch it", "respect it, or ask the site")
        async with self.turns.turn(at.host, delay=rules.delay):
            yield

    async def _ask_robots(self, site: str, old: Robots | None) -> Robots:
        try:
            answer = await self.client.get(f"{site}/robots.txt", accept="text/plain,*/*;q=0.1", gate=self._turn)
        except FetchError as e:
            return robots.of_error(e, self._now(), old)
        self._rest(answer)
        found = robots.of_answer(answer, old)
        return replace(found, tried=self._now(), read=self._now() if found.read == answer.fetched else found.read)

    @asynccontextmanager
    async def _turn(self, at: Target) -> AsyncIterator[None]:
        async with self.turns.turn(at.host):
            yield

    async def _ask_reservations(self, site: str, old: Reservations | None) -> Reservations:
        try:
            answer = await self.client.get(f"{site}{tdmrep.PATH}", accept="application/json", gate=self._gate)
        except FetchError as e:
            return tdmrep.of_error(e, self._now(), old)
        self._rest(answer)
        return tdmrep.of_answer(answer, self._now(), old)

    async def _ask_licence(self, address: str, old: Licence | None) -> Licence:
        try:
            answer = await self.client.get(address, accept="application/rsl+xml,application/xml", gate=self._gate)
        except FetchError as e:
            return rsl.of_error(e, self._now(), old)
        self._rest(answer)
        return rsl.of_answer(answer, self._now(), old)

    def _rest(self, answer: Answer) -> None:
        """Leave a host alone that asks for it."""
        if answer.status in _REST:
            asked = again.retry_after(answer.last.header("retry-after"), again.server_time(answer))
            at = urls.target(answer.asked, answer.url, any_port=True)
            self.turns.rest(at.host, min(asked or 0.0, 24 * 3600.0))


def _site(at: Target) -> str:
    """Scheme, host and port: what one robots.txt is for."""
    return f"{at.scheme}://{at.authority}"
