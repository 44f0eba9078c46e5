"""What waits to be asked of each host, one thing at a time a host. No clock, no I/O."""

from __future__ import annotations

from collections import deque
from typing import TYPE_CHECKING

from recoupe.sources import Channel, host

if TYPE_CHECKING:
    from collections.abc import Callable, Collection

    from recoupe.sources import Address

    Job = Channel | Address


_EACH = 20
_NONE: deque[Channel | Address] = deque()


class Lanes:
    """Jobs by host; a host whose job was taken is busy until that job is done. Each address is there once."""

    def __init__(self) -> None:
        self._waiting: dict[str, deque[Job]] = {}
        self._busy: set[str] = set()
        self._urls: set[str] = set()
        self.starved = True  # whether a host has become free for which nothing waits

    def __len__(self) -> int:
        """How many jobs wait."""
        return sum(map(len, self._waiting.values()))

    def __contains__(self, url: object) -> bool:
        """Whether a job waits, or is being done, at that address."""
        return url in self._urls

    @property
    def hosts(self) -> Collection[str]:
        """Hosts that are busy, or for which something waits."""
        return self._busy | self._waiting.keys()

    @property
    def free(self) -> int:
        """How many hosts are not busy and have something that waits."""
        return len(self._waiting.keys() - self._busy)

    def put(self, job: Job) -> None:
        """Have a job wait, channels before pages; not behind `_EACH` others of its host, nor twice."""
        lane = self._waiting.get(host(job.url), _NONE)
        if job.url in self._urls or len(lane) >= _EACH:
            return
        lane = self._waiting.setdefault(host(job.url), deque())
        self._urls.add(job.url)
        if isinstance(job, Channel):
            lane.insert(sum(isinstance(j, Channel) for j in lane), job)
        else:
            lane.append(job)

    def take(self, wait: Callable[[str], float]) -> Job | None:
        """The job of a host that is not busy and for which one need not `wait`; the host that waits longest first."""
        for name in self._waiting:
            if name not in self._busy and wait(name) <= 0:
                job = self._waiting[name].popleft()
                lane = self._waiting.pop(name)
                if lane:
                    self._waiting[name] = lane  # behind the others
                self._busy.add(name)
                return job
        return None

    def done(self, job: Job) -> None:
        """Have the host of `job` be free again."""
        self._busy.discard(host(job.url))
        self._urls.discard(job.url)
        self.starved = self.starved or host(job.url) not in self._waiting

    def soonest(self, wait: Callable[[str], float]) -> float | None:
        """Seconds until a job can be taken; None where none waits for a host that is free."""
        return min((wait(name) for name in self._waiting if name not in self._busy), default=None)

    def clear(self) -> None:
        """Let go of all that waits."""
        for lane in self._waiting.values():
            self._urls.difference_update(job.url for job in lane)
        self._waiting.clear()
