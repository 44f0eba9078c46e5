"""A watch into a server of PostgreSQL that is killed at any moment: the ledger ends as that of one in a file."""

from pathlib import Path

from servers import Server

from localweb import trials
from localweb.server import running
from localweb.world import World
from recoupe import store, warc

KILLS = 4


def test_killed_at_random_moments(server: Server, tmp_path: Path) -> None:
    url, whole, folder = server.database(), str(tmp_path / "whole.db"), str(tmp_path / "evidence")
    with running() as web:
        world = World(web, seed=6, sites=6, feeds=2, hours=24.0, every=2.0)
        world.hour = 24.0
        for ledger in (whole, url):
            with store.open(ledger, create=True) as there:
                trials.put(there, world, full=True)
        process = trials.once(tmp_path, whole)
        assert process.communicate() and process.returncode == 0  # noqa: PT018
        assert trials.killed(tmp_path, url, web, "--evidence", folder, kills=KILLS) >= KILLS / 2
    with store.open(whole) as one, store.open(url) as two, warc.Folder(folder) as evidence:
        found = trials.state(two)
        for part, expected in trials.state(one).items():
            assert found[part] == expected, part
        assert set(trials.kept(two).values()) == {1}
        assert trials.published(world) == trials.kept(two).keys()
        assert not list(evidence.check())
        assert all(evidence.page(f.record or "") for f in two.fetches())
