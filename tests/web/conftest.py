"""An application on the demo's ledger, asked without a network."""

from collections.abc import Iterator
from pathlib import Path

import pytest

pytest.importorskip("fastapi", reason="skipped: no fastapi (the web extra)")

from starlette.testclient import TestClient

from recoupe.cli.serve import make_demo
from recoupe.web import app


@pytest.fixture(scope="session")
def demo(tmp_path_factory: pytest.TempPathFactory) -> str:
    path = str(tmp_path_factory.mktemp("web") / "demo.db")
    make_demo(path)
    return path


@pytest.fixture(scope="session")
def client(demo: str) -> Iterator[TestClient]:
    with TestClient(app.make(app.Settings(demo, demo=True, readers=2))) as there:
        yield there


@pytest.fixture(scope="session")
def folder(demo: str) -> Path:
    return Path(demo).parent
