"""Worker processes that read what was fetched, while the loop that fetches goes on."""

from __future__ import annotations

import asyncio
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING, Any, Self

from recoupe.batch import Desk

if TYPE_CHECKING:
    from collections.abc import Callable


class Readers:
    """So many workers; leave `async with` to end them. See batch.Desk for `work`, `timeout` and `prepare`."""

    def __init__(self, work: Callable[[Any], Any], *, jobs: int, timeout: float, prepare: Callable[[], object]) -> None:
        self._desks = [Desk(work, timeout=timeout, prepare=prepare) for _ in range(jobs)]
        self._threads = ThreadPoolExecutor(jobs, thread_name_prefix="reader")
        self._idle: asyncio.LifoQueue[Desk] = asyncio.LifoQueue()

    async def __aenter__(self) -> Self:
        for desk in self._desks:
            self._idle.put_nowait(desk)
        return self

    async def __aexit__(self, *_: object) -> None:
        for desk in self._desks:
            desk.close()
        self._threads.shutdown(cancel_futures=True)

    async def __call__(self, job: Any) -> Any:
        """What the work gives for `job`, or the InputError that says why there is nothing; waits for an idle worker."""
        desk = await self._idle.get()
        try:
            return await asyncio.get_running_loop().run_in_executor(self._threads, desk.ask, job)
        finally:
            self._idle.put_nowait(desk)
