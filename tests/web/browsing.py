"""A real browser, and the application served to it on this computer."""

import contextlib
import shutil
import threading
import time
from collections.abc import Iterator
from typing import Any

import pytest

pytest.importorskip("playwright.sync_api", reason="skipped: no playwright")
pytest.importorskip("uvicorn", reason="skipped: no uvicorn")
import uvicorn
from playwright.sync_api import sync_playwright

from recoupe.web import app

WIDTHS = (360, 820, 1360)
CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
needs_chromium = pytest.mark.skipif(CHROMIUM is None, reason="skipped: no chromium")


@contextlib.contextmanager
def serving(ledger: str, **setup: Any) -> Iterator[str]:
    """The address of the application on a ledger."""
    made = app.make(app.Setup(ledger, owner="whoever", **setup))
    server = uvicorn.Server(uvicorn.Config(made, host="127.0.0.1", port=0, log_level="warning"))
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    for _ in range(200):
        if server.started:
            break
        time.sleep(0.05)
    yield f"http://127.0.0.1:{server.servers[0].sockets[0].getsockname()[1]}"
    server.should_exit = True
    thread.join(10)


@contextlib.contextmanager
def browser() -> Iterator[Any]:
    """Chromium, without a window."""
    with sync_playwright() as there:
        made = there.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield made
        made.close()
