from pathlib import Path

import pytest

pytest.importorskip("fastapi", reason="skipped: no fastapi")
pytest.importorskip("jinja2", reason="skipped: no jinja2")
pytest.importorskip("multipart", reason="skipped: no multipart")
pytest.importorskip("httpx2", reason="skipped: no httpx2")
from recoupe import store
from recoupe.store import copying
from recoupe.store.store import Store
from web import newsroom
from web.newsroom import Browser


@pytest.fixture(scope="session")
def ledger(tmp_path_factory: pytest.TempPathFactory) -> str:
    """A ledger that no test changes."""
    return newsroom.make(tmp_path_factory.mktemp("web") / "x.db")


@pytest.fixture(scope="session")
def opened(ledger: str) -> Store:
    return store.open(ledger)


@pytest.fixture
def browser(ledger: str) -> Browser:
    return Browser(ledger)


@pytest.fixture
def own(ledger: str, tmp_path: Path) -> str:
    """A ledger that a test may change."""
    path = tmp_path / "own.db"
    with store.open(ledger) as there, store.open(str(path), create=True) as new:
        copying.copy(there, new)
    return str(path)
