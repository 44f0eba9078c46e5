"""A run of `link` that is killed from outside, on both engines: the next run gives the same links and claims."""

from __future__ import annotations

import signal
import subprocess
import sys
import time
from typing import TYPE_CHECKING

import pytest

from recoupe import linking, pipeline, store
from recoupe.linking import run
from recoupe.model import Page

if TYPE_CHECKING:
    from pathlib import Path

    from recoupe.model import GroupKind, Reading
    from recoupe.store.store import Store

FERRIES = ("Osterhav", "Brennmoor", "Kelling", "Tarnvik")
SAID = (
    "Ferry {f} was overloaded, port says\n\n"
    "HALVORSK, 4 March - The port of Halvorsk said on Tuesday that the ferry {f} carried twice the passengers it may "
    'carry. "The ferry {f} had 8{n}2 passengers on board," harbour master Nils Brandeth said.'
)
DENIED = (
    "Line denies overloading ferry {f}\n\n"
    "HALVORSK, 5 March - The Norrland Line denied on Wednesday that the ferry {f} carried twice the passengers it may "
    'carry. "Our crews on the {f} count before each crossing," company director Tove Almskog said.'
)
AGAIN = (
    "Union joins criticism of the ferry {f}\n\n"
    "HALVORSK, 6 March - The seamen's union said on Thursday that the ferry {f} carried twice the passengers it may "
    'carry. "We warned of the {f} in January," union secretary Per Lundahl said.'
)
CHILD = """
import sys
from recoupe import linking, store
from recoupe.linking import run
run.BATCH = 1
with store.open(sys.argv[1]) as ledger:
    linking.link(ledger, say=lambda progress: print(progress.done, flush=True))
"""


@pytest.fixture(scope="module")
def readings() -> list[Reading]:
    """Three articles about each ferry: one says it, one denies it, one says it again."""
    out = []
    for day, text in ((4, SAID), (5, DENIED), (6, AGAIN)):
        for n, ferry in enumerate(FERRIES):
            words = text.format(f=ferry, n=n)
            title = words.partition("\n")[0]
            page = Page(f"{day} {ferry}", words, "text/plain", lang="en", published=f"2025-03-0{day}", title=title)
            out.append(pipeline.read(page))
    return out


def groups(there: Store) -> set[tuple[str, frozenset[str]]]:
    """Stories and actors; by which of their links they hang together depends on what a run has in memory."""
    kinds: tuple[GroupKind, ...] = ("story", "actor")
    found = [g.group.id for kind in kinds for g in there.groups(kind)]
    return {(g[0], frozenset(m.id for m in there.members(g))) for g in found}


def claims(there: Store) -> set[tuple[bool, frozenset[tuple[str, str]]]]:
    found = [g.group for g in there.groups("claim")]
    return {(g.disputed, frozenset((m.id, str(m.polarity)) for m in there.members(g.id))) for g in found}


def killed(url: str, wait: float) -> int:
    """Link in a process that is killed `wait` seconds after its first batch; how many batches it told of."""
    with subprocess.Popen([sys.executable, "-c", CHILD, url], stdout=subprocess.PIPE, text=True) as child:
        assert child.stdout
        first = child.stdout.readline()
        time.sleep(wait)
        child.send_signal(signal.SIGKILL)
        return len((first + child.stdout.read()).split("\n")) - 1


def test_a_killed_run_is_gone_on_with_and_gives_the_same_claims(
    url: str, readings: list[Reading], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(run, "BATCH", 1)
    with store.open(str(tmp_path / "whole.db"), create=True) as whole, store.open(url, create=True) as broken:
        for reading in readings:
            whole.add(reading)
            broken.add(reading)
        linking.link(whole)
        assert any(disputed for disputed, _ in claims(whole))
        for wait in (0.0, 0.02, 0.05):
            killed(url, wait)
            assert not list(broken.check())
        linking.link(broken)
        assert groups(broken) == groups(whole)
        assert claims(broken) == claims(whole)
        assert broken.info().unlinked == 0
        assert not list(broken.check())
