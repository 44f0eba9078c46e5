"""What is asked of a site once and kept for a while; many who want it at once ask but once."""

from __future__ import annotations

import asyncio
from collections import OrderedDict
from typing import TYPE_CHECKING, Generic, Protocol, TypeVar

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Awaitable, Callable


class Ageing(Protocol):
    """Something that is good for a time."""

    def fresh(self, now: dt.datetime) -> bool:
        """Whether one need not ask again."""


T = TypeVar("T", bound=Ageing)


class Kept(Generic[T]):
    """Values by site, the `most` that were wanted last; `ask` is given the site and the value of before, if any."""

    def __init__(
        self, ask: Callable[[str, T | None], Awaitable[T]], now: Callable[[], dt.datetime], most: int = 10_000
    ) -> None:
        self._ask, self._now, self._most = ask, now, most
        self._values: OrderedDict[str, T] = OrderedDict()
        self._asking: dict[str, asyncio.Lock] = {}

    async def of(self, site: str) -> T:
        """The value for `site`, asked for where there is none or it is too old."""
        found = self._fresh(site)
        if found is not None:
            return found
        lock = self._asking.setdefault(site, asyncio.Lock())
        try:
            async with lock:
                found = self._fresh(site)
                return found if found is not None else await self._new(site)
        finally:
            if not lock.locked():
                self._asking.pop(site, None)

    def put(self, site: str, value: T) -> None:
        """Know `value` from elsewhere, as from the last run."""
        self._values[site] = value
        self._values.move_to_end(site)
        while len(self._values) > self._most:
            self._values.popitem(last=False)

    def _fresh(self, site: str) -> T | None:
        value = self._values.get(site)
        if value is None or not value.fresh(self._now()):
            return None
        self._values.move_to_end(site)
        return value

    async def _new(self, site: str) -> T:
        value = await self._ask(site, self._values.get(site))
        self.put(site, value)
        return value
