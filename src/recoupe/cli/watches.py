"""A watch put together: a visitor of sites, workers that read, a folder of evidence, a ledger, and the linker."""

from __future__ import annotations

import asyncio
import contextlib
import datetime as dt
import functools
from typing import TYPE_CHECKING

import click

from recoupe import batch, inputs, linking
from recoupe.cli import keeping, ledgers, reading, work
from recoupe.config import Config
from recoupe.errors import UsageError
from recoupe.fetch import polite, web
from recoupe.watching import Watcher

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable, Iterable, Iterator, Sequence

    from recoupe import warc
    from recoupe.errors import InputError
    from recoupe.fetch.optouts.policy import Mode
    from recoupe.fetch.web import Answer
    from recoupe.model import Page
    from recoupe.store.rows import Packed
    from recoupe.store.store import Store

_LONGEST = 300.0  # seconds of sleep, after which sources that were put in meanwhile are seen
_SHORTEST = 1.0


def watch(
    ledger: str,
    *,
    once: bool,
    mode: Mode,
    evidence: str | None,
    contact: str,
    delay: float,
    allowed: Sequence[str],
    jobs: int,
) -> int:
    """Watch the sources of `ledger`; 1 where one is broken at the end. Raises LedgerError, UsageError, InputError."""
    config = Config()
    with ledgers.opened(ledger) as there, keeping.archives(keeping.folder(ledger, evidence), writing=True) as kept:
        if next(there.sources(), None) is None:
            raise UsageError("nothing is watched (recoupe source add https://example.org/ puts a source in)")
        parts = functools.partial(
            Watcher,
            there,
            read=functools.partial(_read, config=config, jobs=jobs),
            page_id=functools.partial(inputs.page_id, config=config),
            keep=lambda answer: kept.keep(recorded(answer)).record,
            mode=mode,
        )
        with contextlib.suppress(KeyboardInterrupt):
            asyncio.run(_watched(parts, there, visitor(contact, delay, allowed), once=once))
        return int(any(True for _ in there.sources(state="broken")))


@contextlib.asynccontextmanager
async def visitor(contact: str, delay: float, allowed: Sequence[str]) -> AsyncIterator[polite.Visitor]:
    """Who visits sites, from a pool of connections of its own."""
    names = web.Names(allow=[host.lower() for host in allowed])
    async with web.Client(agent=web.user_agent(contact), names=names) as client:
        yield polite.Visitor(client, turns=polite.Turns(delay=delay))


async def _watched(
    parts: Callable[..., Watcher],
    there: Store,
    visiting: contextlib.AbstractAsyncContextManager[polite.Visitor],
    *,
    once: bool,
) -> None:
    async with visiting as visits:
        watcher = parts(visitor=visits)
        while True:
            worked = False
            while await watcher.round():
                worked = True
                click.echo(str(watcher.done), err=True)
            if worked:
                found = linking.link(there)
                click.echo(f"linked {found.done} articles", err=True)
            if once:
                return
            due = there.next_due()
            wait = (due - dt.datetime.now(dt.UTC)).total_seconds() if due else _LONGEST
            await asyncio.sleep(min(max(wait, _SHORTEST), _LONGEST))


def _read(pages: Iterable[Page], *, config: Config, jobs: int) -> Iterator[Packed | InputError]:
    """The readings of pages, by workers."""
    job = functools.partial(work.kept, config=config, wanted=work.Wanted())
    count = jobs or reading.processors()
    for found in batch.run(job, pages, jobs=count, timeout=config.timeout, prepare=work.prepare_rows):
        assert found is not None  # all are wanted
        yield found


def recorded(answer: Answer) -> warc.Answer:
    """An answer as evidence keeps it: the last of its hops, its body as it came."""
    from recoupe import warc  # noqa: PLC0415 -- an extra, which `keeping` has asked for

    hop = answer.last
    status = f"HTTP/1.1 {hop.status} {hop.reason}".strip()  # as records have it, whatever was spoken
    return warc.Answer(hop.url, status, hop.headers, answer.wire, hop.fetched, hop.address or None)
