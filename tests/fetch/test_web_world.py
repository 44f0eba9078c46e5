"""A whole made-up web, polled over simulated days: nothing lost, nothing twice, nobody asked too often."""

import asyncio
from collections import Counter
from collections.abc import Iterator
from itertools import pairwise

import pytest

from fetch.visits import NAMES
from localweb.server import Server, running
from localweb.world import World
from recoupe.fetch import feeds, polite, web
from recoupe.fetch.feeds import finding
from recoupe.fetch.feeds.identity import address


@pytest.fixture
def server() -> Iterator[Server]:
    with running() as server:
        yield server


class Poller:
    """What a scheduler will do with this layer, as short as it can be said."""

    def __init__(self, visitor: polite.Visitor) -> None:
        self.visitor = visitor
        self.known: dict[str, web.Known] = {}
        self.seen: dict[str, set[str]] = {}
        self.items: Counter[str] = Counter()
        self.statuses: Counter[int] = Counter()

    async def poll(self, url: str) -> None:
        answer = await self.visitor.visit(url, known=self.known.get(url))
        self.statuses[answer.status] += 1
        if answer.status != 200:
            return
        self.known[url] = answer.known
        seen = self.seen.setdefault(url, set())
        new, keys = feeds.fresh(feeds.parse(answer.body, answer.url, answer.last.header("content-type")), seen)
        seen |= set(keys)
        self.items.update(address(item.url) for item in new)

    async def everything(self, urls: list[str]) -> None:
        await asyncio.gather(*map(self.poll, urls))


def polled(world: World, hours: list[float]) -> Poller:
    async def run() -> Poller:
        async with web.Client(names=NAMES, limits=web.Limits(seconds=60)) as client:
            poller = Poller(polite.Visitor(client, turns=polite.Turns(delay=0.0)))
            for hour in hours:
                world.hour = hour
                await poller.everything(world.feeds())
            return poller

    return asyncio.run(run())


def test_days_of_a_web_lose_nothing_and_see_nothing_twice(server: Server) -> None:
    world = World(server, sites=50, feeds=2, hours=48)
    poller = polled(world, [6.0, 12.0, 12.0, 18.0, 24.0, 36.0, 47.0])
    found = {a.replace("/go/", "/") for a in poller.items}
    short = {site.url(a.path) for site in world.sites for a in site.articles if a.gone - a.published < 13}
    assert {address(url) for url in world.pages() if url not in short} <= found <= {address(u) for u in world.pages()}
    assert max(poller.items.values()) == 1
    assert poller.statuses.keys() == {200, 304}
    assert len({entry.request.host for entry in server.log}) == 50


def test_a_thousand_feeds_and_none_comes_again_without_need(server: Server) -> None:
    world = World(server, sites=100, feeds=10, hours=12)
    poller = polled(world, [11.0, 11.0])
    silent = [site for site in world.sites if not site.character.validator or site.character.varies]
    assert sum(poller.statuses.values()) == 2_000
    assert poller.statuses[304] == 1_000 - 10 * len(silent)
    assert max(Counter((e.request.host, e.request.path) for e in server.log).values()) == 2


def test_the_same_seed_gives_the_same_web(server: Server) -> None:
    one, other = (World(server, sites=5, hours=24) for _ in range(2))
    one.hour = other.hour = 23.0
    assert one.pages() == other.pages()
    assert one.edits() == other.edits()
    assert World(server, sites=5, hours=24, seed=2).pages(23.0) != one.pages()


def test_the_truth_of_edits(server: Server) -> None:
    world = World(server, sites=50, hours=96)
    kinds = Counter(edit.kind for edit in world.edits(96.0))
    assert kinds.keys() == {"title", "added", "dropped", "reworded"}
    for site in world.sites[:20]:
        for article in site.articles:
            texts = [(v.title, v.paragraphs) for v in article.versions]
            assert all(a != b for a, b in pairwise(texts))


def test_sites_are_found_from_their_home_page(server: Server) -> None:
    world = World(server, sites=3, feeds=3, hours=24)
    world.hour = 20.0

    async def run() -> list[finding.Found]:
        async with web.Client(names=NAMES) as client:
            visitor = polite.Visitor(client, turns=polite.Turns(delay=0.0))
            return [await finding.find(visitor, site.url("/")) for site in world.sites]

    found = asyncio.run(run())
    assert [len(f.feeds) for f in found] == [3, 3, 3]
    assert [len(f.news) for f in found] == [1, 0, 1]
