"""A made-up web watched over simulated days: nothing lost, nothing twice, nobody asked too often, edits found."""

from pathlib import Path
from typing import TYPE_CHECKING

from localweb import trials
from localweb.server import Reply, Server
from localweb.trials import kept, plain, put, watched
from localweb.world import World
from recoupe import pipeline, store, warc
from recoupe.cli import edited, watches
from recoupe.config import Config
from recoupe.ledger import Query
from recoupe.linking.edits import edits
from recoupe.store.store import Store

if TYPE_CHECKING:
    from recoupe.sources import Fetched

CONFIG = Config()


def test_all_that_is_published_is_kept_once(server: Server, ledger: Store) -> None:
    world = World(server, sites=8, feeds=2, hours=12.0, every=4.0)
    put(ledger, world)
    done = watched(ledger, world, [4.0, 8.0, 12.0]).done
    found = kept(ledger)
    assert trials.published(world) <= found.keys()
    assert set(found.values()) == {1}
    assert done.items == len({f.url for f in ledger.fetches()}) == done.fetches["kept"] + done.fetches["gone"]
    assert not list(ledger.check())


def test_full_texts_are_taken_from_feeds(server: Server, ledger: Store) -> None:
    world = World(server, seed=5, sites=8, feeds=1, hours=12.0, every=4.0)
    put(ledger, world, full=True)
    watched(ledger, world, [12.0])
    assert trials.published(world) == kept(ledger).keys()
    whole = {site.host for site in world.sites if site.character.full and site.character.kind in {0, 1, 2, 4}}
    assert whole
    assert whole.isdisjoint(host for host, _ in trials.pages(server.log))
    with_reason = {f.url.split("/")[2].partition(":")[0] for f in ledger.fetches() if f.reason == "whole in its feed"}
    assert with_reason == whole


def test_edits_of_full_texts_are_seen_in_the_feed(server: Server, ledger: Store) -> None:
    world = World(server, seed=5, sites=8, feeds=1, hours=24.0, every=4.0)
    put(ledger, world, full=True)
    watched(ledger, world, [float(h) for h in range(2, 60, 2)])
    whole = {s.host: s for s in world.sites if s.character.full and s.character.kind in {0, 1, 2, 4}}
    told = {plain(e.edit.after.url) for e in edits(ledger)}
    mine = {url for url in told if url.partition(":")[0] in whole}
    made = {plain(s.url(a.path)) for s in whole.values() for a in s.articles if len(a.versions) > 1 and a.gone > 60}
    assert made
    assert mine == made
    assert whole.keys().isdisjoint(host for host, _ in trials.pages(server.log))


def test_nothing_comes_again_without_need(server: Server, ledger: Store) -> None:
    world = World(server, sites=4, feeds=2, hours=8.0, every=4.0)
    put(ledger, world)
    watched(ledger, world, [8.0])
    first = trials.pages(server.log)
    assert first
    server.log.clear()
    watched(ledger, world, [9.0, 12.0])
    assert not trials.pages(server.log)
    assert any(e.request.path.startswith("/feeds/") for e in server.log)


def test_hundreds_of_feeds_by_the_command(server: Server, tmp_path: Path) -> None:
    world = World(server, sites=50, feeds=4, hours=12.0, every=6.0)
    world.hour = 12.0
    with store.open(str(tmp_path / "t.db"), create=True) as there:
        put(there, world)
    first = trials.polled(tmp_path, "t.db", delay=0.05)
    assert first.returncode == 0, first.stderr
    pages, soonest = trials.pages(server.log), trials.soonest(server.log)
    assert set(pages.values()) == {1}
    assert len(soonest) == 50
    assert min(soonest.values()) >= 0.045
    server.log.clear()
    again = trials.polled(tmp_path, "t.db", delay=0.0, due=True)
    assert again.returncode == 0, again.stderr
    assert not trials.pages(server.log)
    assert not [e for e in server.log if e.request.path == "/robots.txt"]  # known from the run before
    silent = [s for s in world.sites if not s.character.validator or s.character.varies]
    assert sum(e.status == 304 for e in server.log) == 200 - 4 * len(silent)
    with store.open(str(tmp_path / "t.db")) as there:
        assert kept(there).keys() == trials.published(world)
        assert not list(there.check())


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


HOURS = [*(3.0 * n for n in range(1, 17)), 60.0, 72.0, 96.0, 168.0, 220.0, 240.0]


def test_silent_edits_are_found_and_nothing_else_is_one(server: Server, ledger: Store) -> None:
    world = World(server, sites=12, feeds=1, hours=48.0, every=8.0)
    put(ledger, world)
    watched(ledger, world, HOURS)
    found = trials.judged(ledger, world)
    assert found["made"] >= 10
    assert found["found"] >= 0.95 * found["made"]
    assert found["false"] <= 0.05 * found["found"]
    assert found["kind"] >= 0.9 * found["single"]
    again = [look.after - look.before for look in trials.looks(ledger, world)]
    assert min(again) >= 24  # after about a day, and about a week
    assert max(again) <= 200


def test_what_was_taken_down_is_told(server: Server, ledger: Store) -> None:
    world = World(server, sites=12, feeds=1, hours=48.0, every=4.0)
    put(ledger, world)
    watched(ledger, world, HOURS)
    told = {plain(t.url): t for t in ledger.taken_down()}
    ever = kept(ledger).keys() & trials.gone(world, 168.0)
    assert told.keys() == ever
    assert ever
    assert all("410" in t.answer and t.last < t.gone and t.record for t in told.values())
    rows = list(edited.rows(ledger, Query(), ("taken_down",)))
    assert {plain(row["url"]) for row in rows} == ever
    assert "TAKEN DOWN" in "".join(edited.lines(rows[0]))
    every = [row["seen"] for row in edited.rows(ledger, Query())]
    assert every == sorted(every, reverse=True)
    assert len(every) > len(rows)
    changes = [c["kind"] for c in edited.changes(ledger, Query())]
    assert changes.count("taken_down") == len(ever)


def test_the_commands(server: Server, tmp_path: Path) -> None:
    world = World(server, sites=2, feeds=1, hours=4.0, every=2.0)
    world.hour = 4.0
    politely = ("--allow", ".localhost", "--delay", "0")
    for site in world.sites:
        added = trials.run(tmp_path, "source", "add", site.url("/"), *politely)
        assert added.returncode == 0, added.stderr
    done = trials.run(tmp_path, "watch", "--once", *politely)
    assert done.returncode == 0, done.stderr
    assert "kept" in done.stderr
    assert "linked" in done.stderr
    assert (tmp_path / "recoupe-evidence").is_dir()
    assert len(trials.run(tmp_path, "search", "the").stdout.splitlines()) > 0
    assert "active" in trials.run(tmp_path, "source", "list").stdout
    again = trials.run(tmp_path, "watch", "--once", *politely)
    assert again.returncode == 0
    assert "kept" not in again.stderr


def test_a_list_of_feeds_by_its_address(server: Server, tmp_path: Path) -> None:
    world = World(server, sites=2, feeds=2, hours=4.0, every=2.0)
    outlines = "".join(f"<outline type='rss' text='F' xmlUrl='{url}'/>" for url in world.feeds())
    body = f"<opml version='2.0'><body>{outlines}</body></opml>".encode()
    server.sites["list.localhost"] = lambda r: Reply(200, body) if r.path == "/mine.opml" else Reply(404)
    politely = ("--allow", ".localhost", "--delay", "0")
    done = trials.run(tmp_path, "source", "add", "--opml", server.url("list.localhost", "/mine.opml"), *politely)
    assert (done.returncode, "4 feeds of 2 sites put in" in done.stdout) == (0, True), done.stderr
    lost = trials.run(tmp_path, "source", "add", "--opml", server.url("list.localhost", "/other.opml"), *politely)
    assert (lost.returncode, "answered 404 Not Found" in lost.stderr) == (1, True)
    nothing = trials.run(tmp_path, "source", "add", server.url("list.localhost", "/"), *politely)
    assert (nothing.returncode, "answered 404 Not Found" in nothing.stderr) == (1, True)
    feed = trials.run(tmp_path, "source", "add", world.feeds()[0], *politely, "--ledger", "other.db")
    assert (feed.returncode, feed.stdout.splitlines()[1:]) == (0, [f"  feed     {world.feeds()[0]}"]), feed.stderr
