"""Turns: one request at a time a host, with a pause between the end of one and the start of the next."""

from __future__ import annotations

import asyncio
import time
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from recoupe.errors import UnreachableError

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable

_MANY = 10_000  # hosts after which those that are done with are forgotten


@dataclass(slots=True)
class _Host:
    free: float = 0.0  # when its pause is over
    rests: float = 0.0  # until when it asked to be left alone
    waiting: int = 0
    lock: asyncio.Lock = field(default_factory=asyncio.Lock)


class Turns:
    """Whose turn it is at each host.

    delay: seconds between two requests to a host. patience: who would have to wait longer than so many seconds because
    the host asked to be left alone is told so instead. Pauses are waited for however long they are.
    """

    def __init__(
        self, *, delay: float = 2.0, patience: float = 120.0, clock: Callable[[], float] = time.monotonic
    ) -> None:
        self.delay, self.patience, self._clock = delay, patience, clock
        self._hosts: dict[str, _Host] = {}

    @asynccontextmanager
    async def turn(self, host: str, *, delay: float = 0.0) -> AsyncIterator[None]:
        """Wait for one's turn and hold it; `delay` where the host wants more than ours. Raises UnreachableError."""
        at = self._at(host)
        at.waiting += 1
        try:
            async with at.lock:
                await self._pause(host, at)
                try:
                    yield
                finally:
                    at.free = max(at.free, self._clock() + max(self.delay, delay))
        finally:
            at.waiting -= 1

    def rest(self, host: str, seconds: float) -> None:
        """Leave `host` alone for so long, as it asked (Retry-After)."""
        at = self._at(host)
        at.rests = max(at.rests, self._clock() + seconds)

    def wait(self, host: str) -> float:
        """Seconds until `host` may be asked again, if nobody else waits for it."""
        at = self._hosts.get(host)
        return max(0.0, max(at.free, at.rests) - self._clock()) if at else 0.0

    def rests(self, host: str) -> float:
        """Seconds for which `host` asked to be left alone from now on."""
        at = self._hosts.get(host)
        return max(0.0, at.rests - self._clock()) if at else 0.0

    def waiting(self, host: str) -> int:
        """How many hold or wait for a turn at `host`."""
        at = self._hosts.get(host)
        return at.waiting if at else 0

    async def _pause(self, host: str, at: _Host) -> None:
        while True:
            rest, left = at.rests - self._clock(), max(at.free, at.rests) - self._clock()
            if rest > self.patience:
                raise UnreachableError(host, f"{host} wants to be left alone for {rest:.0f} seconds", "try again later")
            if left <= 0:
                return
            await asyncio.sleep(left)

    def _at(self, host: str) -> _Host:
        if host not in self._hosts and len(self._hosts) >= _MANY:
            now = self._clock()
            self._hosts = {name: h for name, h in self._hosts.items() if h.waiting or max(h.free, h.rests) > now}
        return self._hosts.setdefault(host, _Host())
