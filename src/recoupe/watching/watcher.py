"""A watch: channels and addresses that are due are asked, many hosts at once, and what comes is read and kept."""

from __future__ import annotations

import asyncio
import time
from typing import TYPE_CHECKING

from recoupe.sources import Channel
from recoupe.watching.lanes import Lanes

if TYPE_CHECKING:
    from recoupe.watching.lanes import Job
    from recoupe.watching.taking import Done, Taking

_PLACES = 40  # things that are asked, read or wait to be read at a time: what is in memory
_AHEAD = 500  # jobs after which no more is looked for
_EACH = 20  # of one host
_LOOKS = 0.25  # seconds between two looks into the ledger for more
_AT_LEAST = 2.0  # seconds after which one looks though no host waits for it


class Watcher:
    """Begins what is due, many hosts at once; what is done with each thing is `taking`'s.

    It may be broken off at any time: what was not done is still due.
    """

    def __init__(self, taking: Taking) -> None:
        self._taking = taking
        self.there, self.visitor, self.now = taking.there, taking.visitor, taking.now
        self._lanes = Lanes()
        self._looked = 0.0

    @property
    def done(self) -> Done:
        """What was done so far."""
        return self._taking.done

    async def work(self, *, most: float = float("inf")) -> int:
        """Do all that is due, or begin no more after `most` seconds; gives how many things were asked or read anew."""
        end, count = time.monotonic() + most, 0
        tasks: dict[asyncio.Task[None], Job] = {}
        try:
            while True:
                late = time.monotonic() >= end
                if late:
                    self._lanes.clear()
                else:
                    self._look(idle=not tasks)
                    count += self._begin(tasks)
                if not tasks and not self._lanes:
                    return count + await self._taking.renew()
                await self._some(tasks)
        finally:
            self._lanes.clear()
            await _ended(tasks)
            for job in tasks.values():
                self._lanes.done(job)

    def _look(self, *, idle: bool) -> None:
        """Put into the lanes what is due, now and then, unless enough waits there."""
        since = time.monotonic() - self._looked
        urgent = idle and not self._lanes
        if not urgent and (self._lanes.free >= _PLACES or since < (_LOOKS if self._lanes.starved else _AT_LEAST)):
            return
        self._looked, self._lanes.starved = time.monotonic(), False
        at = self.now()
        pages = self.there.due(at, limit=_AHEAD, without=self._lanes.hosts, each=_EACH)
        jobs: list[Job] = [*self.there.channels(at), *pages]
        for job in jobs:
            self._lanes.put(job)

    def _begin(self, tasks: dict[asyncio.Task[None], Job]) -> int:
        """Begin what there are places for."""
        begun = 0
        while len(tasks) < _PLACES and (job := self._lanes.take(self._wait)) is not None:
            take = self._taking.channel(job) if isinstance(job, Channel) else self._taking.address(job)
            tasks[asyncio.ensure_future(take)] = job
            begun += 1
        return begun

    def _wait(self, host: str) -> float:
        """Seconds until `host` may be asked; none where it wants to be left alone for so long that one is told so."""
        turns = self.visitor.turns
        return 0.0 if turns.rests(host) > turns.patience else turns.wait(host)

    async def _some(self, tasks: dict[asyncio.Task[None], Job]) -> None:
        """Wait until something is done, or can be begun."""
        soonest = self._lanes.soonest(self._wait) if len(tasks) < _PLACES else None
        wait = _LOOKS if soonest is None else min(max(soonest, 0.001), _LOOKS)
        if not tasks:
            await asyncio.sleep(wait)
            return
        ended, _ = await asyncio.wait(tasks, timeout=wait, return_when=asyncio.FIRST_COMPLETED)
        for task in ended:
            self._lanes.done(tasks.pop(task))
            task.result()  # raises what nobody has thought of, and what the ledger says


async def _ended(tasks: dict[asyncio.Task[None], Job]) -> None:
    """End what is still being done."""
    for task in tasks:
        task.cancel()
    await asyncio.gather(*tasks, return_exceptions=True)
