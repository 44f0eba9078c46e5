"""`recoupe serve --watch`: readers and a watch at one ledger at the same time, and the end of both."""

import http.client
import os
import re
import signal
import subprocess
import sys
import threading
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit

import pytest

pytest.importorskip("uvicorn", reason="skipped: no uvicorn")
pytest.importorskip("httpcore2", reason="skipped: no httpcore2")
pytest.importorskip("feedparser", reason="skipped: no feedparser")
pytest.importorskip("protego", reason="skipped: no protego")
from localweb.server import running
from localweb.trials import put
from localweb.world import World
from recoupe import store
from recoupe.cli import beside
from recoupe.store.store import Store

_SHOWS = re.compile(r"(http://\S+) shows")
_OPTIONS = ("--watch", "--allow", ".localhost", "--delay", "0.3", "--port", "0")


@contextmanager
def served(ledger: str, *options: str) -> Iterator[tuple[str, list[str]]]:
    """The address of a server, begun as a command, and what it says."""
    command = [sys.executable, "-m", "recoupe", "serve", "--ledger", ledger, *options]
    said: list[str] = []
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True, env={**os.environ}) as made:
        assert made.stderr is not None
        listening = threading.Thread(target=lambda: said.extend(iter(made.stderr.readline, "")), daemon=True)  # type: ignore[union-attr]
        listening.start()
        try:
            for _ in range(600):
                if found := _SHOWS.search("".join(said)):
                    break
                time.sleep(0.05)
            assert found, said
            yield found[1], said
        finally:
            made.send_signal(signal.SIGINT)
            made.wait(40)
    assert made.returncode in {0, 130}, said


def asked(address: str, path: str) -> tuple[int, str]:
    line = http.client.HTTPConnection(urlsplit(address).netloc, timeout=30)
    try:
        line.request("GET", path)
        answer = line.getresponse()
        return answer.status, answer.read().decode()
    finally:
        line.close()


def test_readers_and_a_watch_at_one_ledger(tmp_path: Path) -> None:
    ledger = str(tmp_path / "t.db")
    with running() as server:
        world = World(server, sites=6, feeds=1, hours=24.0, every=6.0)
        with store.open(ledger, create=True) as there:
            put(there, world)
            world.hour = 12.0
            with served(ledger, *_OPTIONS) as (address, said):
                seen, late = _read(there, address)
                assert "Traceback" not in "".join(said), said
        assert set(seen) <= {200, 308}, seen  # 308: a story became part of another one
        assert seen[200] > 50
        assert len(late) > 5, "nothing was kept while it was read"
        assert max(late) < 60, late


def _read(there: Store, address: str) -> tuple[Counter[int], list[float]]:
    """What readers are answered while articles come; seconds from an article being kept to its being shown."""
    seen: Counter[int] = Counter()
    over = threading.Event()
    known: set[str] = set()

    def read(n: int) -> None:
        paths = [
            "/",
            "/disputes",
            "/actors",
            "/sites",
            "/search?q=said",
            "/search?q=said&what=articles",
            "/api/v1/stories",
        ]
        while not over.is_set():
            for path in paths[n:] + [f"/story/{s}" for s in list(known)[-3:]]:
                seen[asked(address, path)[0]] += 1
                time.sleep(0.01)

    readers = [threading.Thread(target=read, args=(n,)) for n in range(4)]
    for reader in readers:
        reader.start()
    late = list[float]()
    kept = dict[str, float]()
    end = time.monotonic() + 60
    while time.monotonic() < end and len(late) < 8:
        for e in there.articles():
            known.add(e.story)
            kept.setdefault(e.id, time.monotonic())
        shown = asked(address, "/search?q=site:localhost&what=articles")[1] if kept else ""
        for name, at in list(kept.items()):
            if at >= 0 and f"/article/{name}" in shown:
                late.append(time.monotonic() - at)
                kept[name] = -1.0
        time.sleep(0.3)
    late += [time.monotonic() - at for at in kept.values() if at >= 0 and time.monotonic() - at > 30]
    over.set()
    for reader in readers:
        reader.join(30)
    return seen, late


def test_a_watch_that_ends_is_begun_again_and_said(tmp_path: Path) -> None:
    ledger = str(tmp_path / "t.db")
    store.open(ledger, create=True).close()
    said: list[str] = []
    with beside.Watch(ledger, again=0.1, say=said.append):  # nothing is watched in it
        for _ in range(200):
            if len(said) > 1:
                break
            time.sleep(0.05)
    assert len(said) > 1
    assert all("the watch has ended (status 2)" in line for line in said)


def test_a_demo_is_not_watched(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "recoupe", "serve", "--demo", "--watch"]
    done = subprocess.run(command, capture_output=True, text=True, check=False, cwd=tmp_path)
    assert done.returncode == 2
    assert "--watch goes with --ledger" in done.stderr
