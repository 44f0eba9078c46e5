"""A watch put together: a visitor of sites, workers that read, a folder of evidence, a ledger, and the linker."""

from __future__ import annotations

import asyncio
import contextlib
import datetime as dt
import functools
import time
from typing import TYPE_CHECKING, Any

import click

from recoupe import clean, inputs, linking
from recoupe.cli import keeping, ledgers, reading, sheets, work
from recoupe.config import Config
from recoupe.errors import UsageError
from recoupe.fetch import polite, web
from recoupe.fetch.feeds.interval import Bounds
from recoupe.watching import Done, Readers, Taking, Watcher

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable, Coroutine, Sequence

    from recoupe import warc
    from recoupe.fetch.optouts.policy import Mode
    from recoupe.fetch.polite.kept import Memory
    from recoupe.fetch.web import Answer
    from recoupe.store.store import Store

_LONGEST = 300.0  # seconds of sleep, after which sources that were put in meanwhile are seen
_SHORTEST = 1.0
_UNLINKED = 900.0  # seconds after which what is new is linked though more is due
_LINKED = 120.0  # seconds between two times that this is done, since each begins with what is there already
_FAILURES = 3  # reasons that are told at the end
_SAID = 10.0  # seconds between two lines that say how far it is


def watch(
    ledger: str,
    *,
    once: bool,
    every: int | None,
    again: Sequence[int],
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
            Taking,
            there,
            page_id=functools.partial(inputs.page_id, config=config),
            keep=lambda answer: kept.keep(recorded(answer)).record,
            stored=kept.page,
            learns=clean.learns(),
            mode=mode,
            rechecks=[dt.timedelta(seconds=wait) for wait in again],
            bounds=Bounds(every, every) if every else None,
        )
        there.hasten(dt.datetime.now(dt.UTC), every=every)
        readers = Readers(
            functools.partial(work.watched, config=config),
            jobs=jobs or reading.processors(),
            timeout=config.timeout,
            prepare=work.prepare_watched,
        )
        visiting = visitor(contact, delay, allowed, memory=there)
        done = Done()
        with contextlib.suppress(KeyboardInterrupt):
            asyncio.run(_watched(functools.partial(parts, done=done), there, visiting, readers, once=once))
        told = _summed(there, done)
        broken = [health.source.home for health in there.sources(state="broken")]
        if broken:
            ledgers.warn(
                f"{sheets.plural(len(broken), 'source')} broken: {sheets.few(broken)} (recoupe source list says why)"
            )
        return int(told or bool(broken))


def _summed(there: Store, done: Done) -> bool:
    """Say at the end what one should look at; whether no source could be asked."""
    if not done.polls and not done.fetches:
        due = there.next_due()
        when = f" until {due:%Y-%m-%d %H:%M} UTC" if due else ""
        ledgers.warn(f"nothing is due{when} (recoupe source list shows how sources fare)")
    if done.edited:
        click.echo("recoupe edits shows what was changed", err=True)
    for reasons in (done.failures, done.troubles):
        for why, times in reasons.most_common(_FAILURES):
            ledgers.warn(why if times == 1 else f"{why} ({times:,} times)")
        if len(reasons) > _FAILURES:
            ledgers.warn(f"and {len(reasons) - _FAILURES:,} more (recoupe source show SITE says why)")
    nothing = done.errors == done.polls and done.fetches.total() == done.fetches["failed"]
    return nothing and bool(done.polls or done.fetches)


@contextlib.asynccontextmanager
async def visitor(
    contact: str, delay: float, allowed: Sequence[str], *, memory: Memory | None = None
) -> AsyncIterator[polite.Visitor]:
    """Who visits sites, from a pool of connections of its own; `memory`: of what sites say, from run to run."""
    names = web.Names(allow=[host.lower() for host in allowed])
    async with web.Client(agent=web.user_agent(contact), names=names) as client:
        yield polite.Visitor(client, turns=polite.Turns(delay=delay), memory=memory)


async def _watched(
    parts: Callable[..., Taking],
    there: Store,
    visiting: contextlib.AbstractAsyncContextManager[polite.Visitor],
    readers: Readers,
    *,
    once: bool,
) -> None:
    """Work while there is something to do, then link what is new; wait, and so on."""
    async with visiting as visits, readers as read:
        watcher = Watcher(parts(visitor=visits, read=read))
        linked = -_LINKED
        while True:
            worked = await _told(watcher, watcher.work(most=_UNLINKED))
            if (once or time.monotonic() - linked > _LINKED) and next(iter(there.unlinked(limit=1)), None):
                click.echo("linking what is new", err=True)
                click.echo(f"linked {sheets.plural(linking.link(there).done, 'article')}", err=True)
                linked = time.monotonic()
            if worked:
                continue
            if once:
                return
            due = there.next_due()
            wait = (due - dt.datetime.now(dt.UTC)).total_seconds() if due else _LONGEST
            await asyncio.sleep(min(max(wait, _SHORTEST), _LONGEST))


async def _told(watcher: Watcher, work: Coroutine[Any, Any, int]) -> int:
    """Say how far it is every few seconds, and at the end if anything was done."""
    task = asyncio.ensure_future(work)
    try:
        while not (await asyncio.wait([task], timeout=_SAID))[0]:
            left = watcher.there.waiting(dt.datetime.now(dt.UTC))
            click.echo(f"{watcher.done}; {left:,} waiting", err=True)
    finally:
        if not task.done():  # broken off
            task.cancel()
            await asyncio.gather(task, return_exceptions=True)
            click.echo(f"{watcher.done}; the next run goes on here", err=True)
    if task.result():
        click.echo(str(watcher.done), err=True)
    return task.result()


def recorded(answer: Answer) -> warc.Answer:
    """An answer as evidence keeps it: the last of its hops, its body as it came."""
    from recoupe import warc  # noqa: PLC0415 -- an extra, which `keeping` has asked for

    hop = answer.last
    status = f"HTTP/1.1 {hop.status} {hop.reason}".strip()  # as records have it, whatever was spoken
    return warc.Answer(hop.url, status, hop.headers, answer.wire, hop.fetched, hop.address or None)
