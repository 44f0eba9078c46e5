"""A watch that is killed at any moment loses nothing and does nothing twice."""

import os
from pathlib import Path

from localweb import trials
from localweb.server import Server
from localweb.world import World
from recoupe import store, warc

KILLS = int(os.environ.get("RECOUPE_KILLS", "5"))  # the bench has twenty


def test_killed_at_random_moments(server: Server, tmp_path: Path) -> None:
    world = World(server, seed=5, sites=8, feeds=2, hours=24.0, every=2.0)
    world.hour = 24.0
    for name in ("whole.db", "killed.db"):
        with store.open(str(tmp_path / name), create=True) as there:
            trials.put(there, world, full=True)
    process = trials.once(tmp_path, "whole.db")
    assert process.communicate() and process.returncode == 0  # noqa: PT018
    assert trials.killed(tmp_path, "killed.db", server, kills=KILLS) >= KILLS * 0.6
    with store.open(str(tmp_path / "whole.db")) as whole, store.open(str(tmp_path / "killed.db")) as other:
        one, two = trials.state(whole), trials.state(other)
        for part, found in one.items():
            assert two[part] == found, part
        assert trials.published(world) == trials.kept(other).keys()
        assert set(trials.kept(other).values()) == {1}
        with warc.Folder(str(tmp_path / "killed-evidence")) as evidence:
            assert not list(evidence.check())
            assert all(evidence.page(f.record or "") for f in other.fetches())
