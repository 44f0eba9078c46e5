"""What is asked of a site once and kept for a while; many who want it at once ask but once."""

from __future__ import annotations

import asyncio
from collections import OrderedDict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Generic, Protocol, TypeVar

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Awaitable, Callable


class Ageing(Protocol):
    """Something that is good for a time."""

    def fresh(self, now: dt.datetime) -> bool:
        """Whether one need not ask again."""


T = TypeVar("T", bound=Ageing)


class Memory(Protocol):
    """Where what sites say is kept from run to run, as text."""

    def site_file(self, site: str, name: str) -> str | None:
        """What is kept of a file of a site, None where nothing is."""

    def keep_site_file(self, site: str, name: str, said: str) -> None:
        """Keep it in the place of what was kept before."""


@dataclass(frozen=True, slots=True)
class Shelf(Generic[T]):
    """A place in a memory: under which name, and how values are written and read; what cannot be read is not there."""

    memory: Memory
    name: str
    write: Callable[[T], str]
    read: Callable[[str], T]

    def of(self, site: str) -> T | None:
        """The value that is kept for `site`."""
        said = self.memory.site_file(site, self.name)
        try:
            return self.read(said) if said else None
        except (ValueError, KeyError, TypeError):
            return None

    def put(self, site: str, value: T) -> None:
        """Keep `value`."""
        self.memory.keep_site_file(site, self.name, self.write(value))


class Kept(Generic[T]):
    """Values by site, the `most` that were wanted last; `ask` is given the site and the value of before, if any.

    With a `shelf`, what is asked for is put there, and what lies there is known.
    """

    def __init__(
        self,
        ask: Callable[[str, T | None], Awaitable[T]],
        now: Callable[[], dt.datetime],
        *,
        most: int = 10_000,
        shelf: Shelf[T] | None = None,
    ) -> None:
        self._ask, self._now, self._most, self._shelf = ask, now, most, shelf
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
        if site not in self._values and self._shelf is not None and (value := self._shelf.of(site)) is not None:
            self.put(site, value)
        value = self._values.get(site)
        if value is None or not value.fresh(self._now()):
            return None
        self._values.move_to_end(site)
        return value

    async def _new(self, site: str) -> T:
        value = await self._ask(site, self._values.get(site))
        self.put(site, value)
        if self._shelf is not None:
            self._shelf.put(site, value)
        return value
