"""Readers of one ledger: a few threads, each with a connection of its own; who asks waits for one that is free."""

from __future__ import annotations

import asyncio
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING, NamedTuple, TypeVar

from recoupe import store

if TYPE_CHECKING:
    from collections.abc import Callable

    from recoupe.store.store import Store

T = TypeVar("T")

READERS = 4
PATIENCE = 5.0  # seconds that a page waits for another writer


class _Reader(NamedTuple):
    thread: ThreadPoolExecutor
    ledger: Store


class Readers:
    """Asks the ledger at `url`. Open it in the loop that asks; close it there."""

    def __init__(self, url: str, *, many: int = READERS) -> None:
        self.url = url
        self._many = many
        self._free: asyncio.Queue[_Reader] = asyncio.Queue()

    async def open(self) -> None:
        """Connect. Raises LedgerError."""
        loop = asyncio.get_running_loop()
        for _ in range(self._many):
            thread = ThreadPoolExecutor(max_workers=1, thread_name_prefix="ledger")
            ledger = await loop.run_in_executor(thread, lambda: store.open(self.url, patience=PATIENCE))
            self._free.put_nowait(_Reader(thread, ledger))

    async def ask(self, question: Callable[[Store], T]) -> T:
        """What `question` gives of the ledger; it runs in a reader's thread and must read all that it gives."""
        reader = await self._free.get()
        running = asyncio.get_running_loop().run_in_executor(reader.thread, question, reader.ledger)
        try:
            return await asyncio.shield(running)
        finally:
            running.add_done_callback(lambda _: self._free.put_nowait(reader))

    async def close(self) -> None:
        """Give the connections back, when all that was asked is answered."""
        for _ in range(self._many):
            reader = await self._free.get()
            await asyncio.get_running_loop().run_in_executor(reader.thread, reader.ledger.close)
            reader.thread.shutdown()
