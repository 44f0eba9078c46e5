"""Watches of a made-up web, and what must hold of them: shared by tests and by the bench."""

import asyncio
import datetime as dt
import os
import random
import signal
import subprocess
import sys
import time
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Any

from localweb.server import Entry, Server
from localweb.world import START, MadeSite, World
from recoupe import inputs, store
from recoupe.cli import work
from recoupe.config import Config
from recoupe.errors import InputError
from recoupe.fetch import polite, web
from recoupe.fetch.feeds.identity import address
from recoupe.linking.edits import Edited, edits
from recoupe.model import Page
from recoupe.store.store import Store
from recoupe.templates import Asked
from recoupe.watching import Taking, Watcher, feeding

CONFIG = Config()
COMMAND = (sys.executable, "-m", "recoupe")
_FIRST = START.isoformat(timespec="microseconds").replace("+00:00", "Z")
_ASKED_FIRST = {"/robots.txt", "/.well-known/tdmrep.json"}


def put(there: Store, world: World, *, full: bool = False) -> None:
    """Watch all feeds of a world, from its first hour on."""
    for site in world.sites:
        feeds = [site.url(f"/feeds/{n}") for n in range(site.sections)]
        there.watch(site.url("/"), feeds=feeds, full=full and site.character.full)
    there.engine.run("UPDATE channel SET due = ?", (_FIRST,))


async def read(job: Page | Asked | feeding.Raw) -> Any:
    """What a worker does, in this process."""
    try:
        return work.watched(job, CONFIG)
    except InputError as e:
        return e


def watched(
    there: Store,
    world: World,
    hours: Iterable[float],
    *,
    keep: Callable[[web.Answer], str | None] = lambda _: "urn:uuid:none",
    **more: Any,
) -> Watcher:
    """Watch `world` at these hours of its time, each time until nothing is due."""

    async def run() -> Watcher:
        names = web.Names(allow=[".localhost"])
        async with web.Client(names=names, limits=web.Limits(seconds=60)) as client:
            taking = Taking(
                there,
                polite.Visitor(client, turns=polite.Turns(delay=0.0)),
                read=read,
                page_id=lambda page: inputs.page_id(page, CONFIG),
                keep=keep,
                now=lambda: START + dt.timedelta(hours=world.hour),
                **more,
            )
            watcher = Watcher(taking)
            for hour in hours:
                world.hour = hour
                while await watcher.work():
                    pass
            return watcher

    return asyncio.run(run())


def plain(url: str) -> str:
    """An address without what a site puts into its links to count visits, and before it is redirected."""
    return address(url).replace("/go/", "/")


def kept(there: Store) -> Counter[str]:
    """How often each page was kept."""
    return Counter(plain(f.url) for f in there.fetches() if f.decision == "kept")


def command(folder: Path, *words: str) -> subprocess.Popen[str]:
    """A command of recoupe, begun."""
    return subprocess.Popen(
        [*COMMAND, *words], cwd=folder, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env={**os.environ}
    )


def once(folder: Path, ledger: str, *, delay: float = 0.0) -> subprocess.Popen[str]:
    """`recoupe watch --once`, begun."""
    return command(folder, "watch", "--once", "--ledger", ledger, "--allow", ".localhost", "--delay", str(delay))


def run(folder: Path, *words: str) -> subprocess.CompletedProcess[str]:
    """A command of recoupe, to its end."""
    process = command(folder, *words)
    out, said = process.communicate()
    return subprocess.CompletedProcess(process.args, process.returncode, out, said)


def polled(folder: Path, ledger: str, *, delay: float, due: bool = False) -> subprocess.CompletedProcess[str]:
    """`recoupe watch --once`, to its end; with `due`, all channels are due again before."""
    if due:
        with store.open(str(folder / ledger)) as there:
            there.engine.run("UPDATE channel SET due = ? WHERE due <> ''", (_FIRST,))
    process = once(folder, ledger, delay=delay)
    out, said = process.communicate()
    return subprocess.CompletedProcess(process.args, process.returncode, out, said)


def killed(folder: Path, ledger: str, server: Server, *, kills: int, seed: int = 1) -> int:
    """Watch until all is done, killed so many times; each time a little after some requests. Gives how many hit."""
    chance, hits = random.Random(seed), 0
    for _ in range(kills):
        begun, most = len(server.log), chance.choice((1, 3, 10, 30))
        process = once(folder, ledger)
        try:
            while process.poll() is None and len(server.log) < begun + most:
                time.sleep(0.002)
            time.sleep(chance.choice((0.0, 0.02, 0.2, 0.8)) * chance.random())
            hits += process.poll() is None
        finally:
            process.send_signal(signal.SIGKILL)
            process.communicate()
    _, said = (process := once(folder, ledger)).communicate()
    assert process.returncode == 0, said
    return hits


def state(there: Store) -> dict[str, Any]:
    """What a ledger holds, less what differs between any two runs: times, numbers of rows, counters in links."""
    rows = there.engine.all
    fetched = Counter((plain(f.url), f.decision, f.article) for f in there.fetches())
    return {
        "readings": {r.article.id: r for r in there.readings(r[0] for r in rows("SELECT id FROM article"))},
        "fetched": fetched,
        "versions": sorted((plain(url), article) for url, article in rows("SELECT url, article FROM version")),
        "addresses": sorted(
            (plain(url), source, stage, tries, article)
            for url, source, stage, tries, article in rows("SELECT url, source, stage, tries, article FROM address")
        ),
        "links": sorted(rows("SELECT kind, a, b FROM link WHERE withdrawn IS NULL")),
        "groups": sorted(rows("SELECT kind, id, size FROM groups")),
        "problems": list(there.check()),
    }


def soonest(log: Iterable[Entry]) -> dict[str, float]:
    """The shortest pause that each host was left, from the end of an answer to the next request; below 0: none."""
    hosts: dict[str, list[Entry]] = defaultdict(list)
    for entry in sorted(log, key=lambda e: e.request.began):
        hosts[entry.request.host].append(entry)
    return {
        host: min((b.request.began - a.ended for a, b in pairwise(entries)), default=float("inf"))
        for host, entries in hosts.items()
    }


def pages(log: Iterable[Entry]) -> Counter[tuple[str, str]]:
    """How often each page was asked for: host and path."""
    asked = ((e.request.host, e.request.path.partition("?")[0]) for e in log)
    return Counter((h, p) for h, p in asked if p not in _ASKED_FIRST and not p.startswith(("/feeds/", "/go/")))


@dataclass(frozen=True)
class Look:
    """Two looks at an article that followed each other: the hours, and the kinds of edits between them."""

    url: str
    before: float
    after: float
    kinds: tuple[str, ...]


def looks(there: Store, world: World) -> Iterator[Look]:
    """All pairs of looks that a ledger tells of at which the article stood, with the truth of what was edited.

    An edit that was taken back before the second look left nothing to be seen.
    """
    times: dict[str, list[float]] = defaultdict(list)
    for f in there.fetches():
        if f.decision in {"kept", "same"}:
            times[plain(f.url)].append((f.at - START).total_seconds() / 3600)
    articles = {plain(site.url(a.path)): a for site in world.sites for a in site.articles}
    for url, hours in times.items():
        for one, other in pairwise(sorted(hours)):
            before, after = articles[url].at(one), articles[url].at(other)
            undone = (before.title, before.paragraphs) == (after.title, after.paragraphs)
            edited = [v.kind for v in articles[url].versions[1:] if one < v.hour <= other]
            yield Look(url, one, other, () if undone else tuple(edited))


def found(there: Store) -> dict[tuple[str, float], Edited]:
    """The edits that a ledger tells of, by address and hour of the look that saw them."""
    return {
        (plain(e.edit.after.url), round((e.edit.after.seen - START).total_seconds() / 3600, 3)): e for e in edits(there)
    }


def judged(there: Store, world: World) -> dict[str, int]:
    """How many edits were made and found, and found where none was made; those whose kind was told, of single ones."""
    told, made = found(there), [look for look in looks(there, world) if look.kinds]
    hit = [look for look in made if (look.url, round(look.after, 3)) in told]
    single = [look for look in hit if len(look.kinds) == 1]
    right = [s for s in single if _KINDS[s.kinds[0]] & {c.kind for c in told[s.url, round(s.after, 3)].changes}]
    return {
        "made": len(made),
        "found": len(hit),
        "false": len(told) - len(hit),
        "single": len(single),
        "kind": len(right),
    }


_KINDS: dict[str, set[str]] = {
    "title": {"title"},
    "added": {"statement_added"},
    "dropped": {"statement_dropped"},
    "reworded": {"statement_reworded", "statement_dropped"},  # another one in its place
}


def gone(world: World, hour: float) -> set[str]:
    """The pages that were taken away until `hour`."""
    return {plain(site.url(a.path)) for site in world.sites for a in site.articles if a.gone <= hour}


def published(world: World, sites: Iterable[MadeSite] | None = None) -> set[str]:
    """The pages that stand now."""
    there = world.sites if sites is None else sites
    return {plain(s.url(a.path)) for s in there for a in s.articles if a.published <= world.hour < a.gone}
