"""A made-up web watched over simulated days: nothing lost, nothing twice, edits found, a run that is broken off."""

import asyncio
import datetime as dt
import os
import subprocess
import sys
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from fetch.visits import NAMES
from localweb.server import Server, running
from localweb.world import START, World
from recoupe import inputs, pipeline, store, warc
from recoupe.cli import watches, work
from recoupe.config import Config
from recoupe.errors import InputError
from recoupe.fetch import polite, web
from recoupe.fetch.feeds.identity import address
from recoupe.ledger import Query
from recoupe.model import Page
from recoupe.store.store import Store
from recoupe.watching import Watcher, feeding

if TYPE_CHECKING:
    from recoupe.sources import Fetched

CONFIG = Config()


@pytest.fixture
def server() -> Iterator[Server]:
    with running() as server:
        yield server


@pytest.fixture
def ledger(tmp_path: Path) -> Iterator[Store]:
    with store.open(str(tmp_path / "t.db"), create=True) as there:
        yield there


def put(there: Store, world: World) -> None:
    for site in world.sites:
        there.watch(site.url("/"), feeds=[site.url(f"/feeds/{n}") for n in range(site.sections)])


def watched(
    there: Store, world: World, hours: list[float], *, keep: Callable[[web.Answer], str] | None = None
) -> Watcher:
    """Watch `world` at these hours, each time until nothing is due."""

    async def run() -> Watcher:
        async with web.Client(names=NAMES, limits=web.Limits(seconds=60)) as client:
            watcher = Watcher(
                there,
                polite.Visitor(client, turns=polite.Turns(delay=0.0)),
                read=read,
                page_id=lambda page: inputs.page_id(page, CONFIG),
                keep=keep or (lambda _: "urn:uuid:none"),
                now=lambda: START + dt.timedelta(hours=world.hour, days=1000),
            )
            for hour in hours:
                world.hour = hour
                while await watcher.work():
                    pass
            return watcher

    return asyncio.run(run())


async def read(job: Page | feeding.Raw) -> Any:
    """What a worker does, in this process."""
    try:
        return work.watched(job, CONFIG)
    except InputError as e:
        return e


def kept(there: Store) -> Counter[str]:
    return Counter(address(f.answered or f.url) for f in there.fetches() if f.decision == "kept")


def test_all_that_is_published_is_kept_once(server: Server, ledger: Store) -> None:
    world = World(server, sites=8, feeds=2, hours=12.0, every=4.0)
    put(ledger, world)
    done = watched(ledger, world, [4.0, 8.0, 12.0]).done
    found = kept(ledger)
    allowed = {address(u) for u in world.pages() if not refused(ledger, u)}
    gone = {address(site.url(a.path)) for site in world.sites for a in site.articles if a.gone <= 12.0}
    assert allowed - gone <= found.keys()
    assert done.items == len({f.url for f in ledger.fetches()})
    assert not list(ledger.check())


def refused(there: Store, url: str) -> bool:
    """Whether the site of `url` does not want its pages to be kept."""
    host = url.split("/")[2]
    return any(f.decision == "refused" for f in there.fetches() if f.url.split("/")[2] == host)


def test_nothing_comes_again_without_need(server: Server, ledger: Store) -> None:
    world = World(server, sites=4, feeds=2, hours=8.0, every=4.0)
    put(ledger, world)
    watched(ledger, world, [8.0])
    server.log.clear()
    watched(ledger, world, [8.1])
    assert not [e for e in server.log if e.request.path.startswith("/20")]


def test_evidence_is_kept_and_named(server: Server, ledger: Store, tmp_path: Path) -> None:
    world = World(server, sites=2, feeds=1, hours=4.0, every=2.0)
    put(ledger, world)
    with warc.Folder(str(tmp_path / "evidence"), writing=True) as folder:
        watched(ledger, world, [4.0], keep=lambda answer: folder.keep(watches.recorded(answer)).record)
        told: list[Fetched] = [f for f in ledger.fetches() if f.decision == "kept"]
        assert told
        for f in told:
            page = folder.page(f.record or "")
            assert page is not None
            assert f.article == pipeline.read(page, CONFIG).article.id
        assert not list(folder.check())


def test_silent_edits_are_found(server: Server, ledger: Store) -> None:
    world = World(server, sites=3, feeds=1, hours=24.0, every=6.0)
    put(ledger, world)
    watched(ledger, world, [6.0, 24.0, 48.0])
    made = {address(e.url) for e in world.edits() if e.hour > 6.0}
    seen = {address(e.after.url) for e in ledger.edits(Query())}
    assert seen
    assert seen <= {address(e.url) for e in world.edits()}, made


COMMAND = [sys.executable, "-m", "recoupe"]


def test_the_commands(server: Server, tmp_path: Path) -> None:
    world = World(server, sites=2, feeds=1, hours=4.0, every=2.0)
    world.hour = 4.0

    def run(*words: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [*COMMAND, *words], cwd=tmp_path, capture_output=True, text=True, check=False, env={**os.environ}
        )

    politely = ("--allow", ".localhost", "--delay", "0")
    for site in world.sites:
        added = run("source", "add", site.url("/"), *politely)
        assert added.returncode == 0, added.stderr
    done = run("watch", "--once", *politely)
    assert done.returncode == 0, done.stderr
    assert "kept" in done.stderr
    assert "linked" in done.stderr
    assert (tmp_path / "recoupe-evidence").is_dir()
    assert len(run("search", "the").stdout.splitlines()) >= 0
    assert "active" in run("source", "list").stdout
    again = run("watch", "--once", *politely)
    assert again.returncode == 0
    assert "kept" not in again.stderr
