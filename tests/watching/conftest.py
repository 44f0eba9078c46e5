from collections.abc import Iterator
from pathlib import Path

import pytest

from localweb.server import Server, running
from recoupe import store
from recoupe.store.store import Store


@pytest.fixture
def server() -> Iterator[Server]:
    with running() as server:
        yield server


@pytest.fixture
def ledger(tmp_path: Path) -> Iterator[Store]:
    with store.open(str(tmp_path / "t.db"), create=True) as there:
        yield there
