"""Every test of a ledger runs on a file of SQLite and on a server of PostgreSQL, where there is one."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import servers

from recoupe import store
from recoupe.store.store import Store


@pytest.fixture(scope="session")
def server() -> Iterator[servers.Server]:
    pytest.importorskip("psycopg", reason="skipped: no psycopg")
    if not servers.program("initdb") or not servers.program("pg_ctl"):
        pytest.skip("skipped: no PostgreSQL")
    with servers.running() as found:
        yield found


@pytest.fixture(params=["sqlite", "postgresql"])
def url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """Where a ledger that there is not yet can be made."""
    if request.param == "sqlite":
        return str(tmp_path / "recoupe.db")
    made: str = request.getfixturevalue("server").database()
    return made


@pytest.fixture
def opened(url: str) -> Iterator[Callable[..., Store]]:
    """What opens the ledger, several times if need be."""
    there = []

    def again(**options: object) -> Store:
        there.append(store.open(url, **{"create": True, **options}))  # type: ignore[arg-type]
        return there[-1]

    yield again
    for each in there:
        each.close()


@pytest.fixture
def ledger(opened: Callable[..., Store]) -> Store:
    return opened()
