"""Pages in a real browser: nothing on the console, nothing that axe finds, keys, no page wider than its window."""

import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.request import urlopen

import pytest

from recoupe import store

CHROMIUM = Path("/usr/bin/chromium")
WIDTHS = (390, 820, 1440)
SERVE = (
    "import sys; from recoupe.web import app, serving; serving.serve(app.Settings(sys.argv[1]), port=int(sys.argv[2]))"
)

if not CHROMIUM.exists():
    pytest.skip("skipped: no chromium", allow_module_level=True)
playwright = pytest.importorskip("playwright.sync_api", reason="skipped: no playwright")
axe = pytest.importorskip("axe_playwright_python.sync_playwright", reason="skipped: no axe")


@pytest.fixture(scope="module")
def base(demo: str) -> Iterator[str]:
    """The address of a server of its own."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    with subprocess.Popen([sys.executable, "-c", SERVE, demo, str(port)]) as server:
        at = f"http://127.0.0.1:{port}"
        for _ in range(300):
            try:
                urlopen(f"{at}/check", timeout=5).close()
                break
            except OSError:
                time.sleep(0.1)
        yield at
        server.terminate()


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    with playwright.sync_playwright() as p:
        there = p.chromium.launch(executable_path=str(CHROMIUM), args=["--no-sandbox"])
        yield there
        there.close()


@pytest.fixture(scope="module")
def paths(demo: str) -> list[str]:
    with store.open(demo) as there:
        story = max(there.groups("story"), key=lambda g: g.articles)
        claim = max(there.groups("claim"), key=lambda g: (g.group.disputed, g.group.size))
        actor = max(there.groups("actor"), key=lambda g: g.articles)
        article = max(there.articles(), key=lambda e: len(e.title or ""))
        network = next(there.groups("network"))
        kinds = {"story": story, "claim": claim, "actor": actor, "network": network}
        groups = [f"/{kind}/{g.group.id}" for kind, g in kinds.items()]
        site = next(there.sites()).host
    return ["/", *groups, f"/article/{article.id}", f"/site/{site}", "/sites", "/search?q=ferry", "/check", "/none"]


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_every_page(base: str, browser: Any, paths: list[str], scheme: str) -> None:
    context = browser.new_context(color_scheme=scheme, viewport={"width": WIDTHS[-1], "height": 900})
    page = context.new_page()
    told: list[str] = []
    page.on("console", lambda m: told.append(m.text) if m.type in {"error", "warning"} else None)
    found: dict[str, list[str]] = {}
    for path in paths:
        page.goto(base + path)
        for width in WIDTHS:
            page.set_viewport_size({"width": width, "height": 900})
            assert page.evaluate("document.documentElement.scrollWidth") <= width, (path, width)
        wrong = axe.Axe().run(page).response["violations"]
        if wrong:
            found[path] = [f"{v['id']}: {v['nodes'][0]['html'][:200]}" for v in wrong]
    context.close()
    assert not found
    assert [t for t in told if "404" not in t] == []


def test_keys(base: str, browser: Any) -> None:
    page = browser.new_page()
    page.goto(base)
    page.keyboard.press("j")
    page.keyboard.press("j")
    page.keyboard.press("k")
    assert page.locator("[data-row].current").count() == 1
    page.keyboard.press("?")
    assert page.locator("#help").evaluate("x => x.open")
    page.keyboard.press("Escape")
    assert not page.locator("#help").evaluate("x => x.open")
    page.keyboard.press("/")
    assert page.evaluate("document.activeElement.id") == "q"
    page.keyboard.press("Escape")
    page.keyboard.press("j")
    page.keyboard.press("o")
    page.wait_for_url("**/story/*")
    page.close()


def test_from_a_dispute_to_the_words(base: str, browser: Any) -> None:
    page = browser.new_page()
    page.goto(base)
    page.locator(".card:has(.badge.denies) h2 a").first.click()
    page.locator(".claim.disputed h3 a").first.click()
    page.locator(".side.against .to a").first.click()
    assert page.locator(":target").inner_text()
    page.close()
