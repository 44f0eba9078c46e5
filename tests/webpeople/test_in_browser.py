"""The main paths in a real browser: sign in, keep a search, make an alert, decide and take it back; nothing is amiss."""

import contextlib
import re
import shutil
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from recoupe import store
from recoupe.cli.serve import make_demo
from recoupe.web import app
from webpeople.desk import PASSWORD

playwright = pytest.importorskip("playwright.sync_api", reason="skipped: no playwright")
axe = pytest.importorskip("axe_playwright_python.sync_playwright", reason="skipped: no axe")
uvicorn = pytest.importorskip("uvicorn", reason="skipped: no uvicorn")
CHROMIUM = shutil.which("chromium")
pytestmark = pytest.mark.skipif(not CHROMIUM, reason="skipped: no chromium")


@contextlib.contextmanager
def serving(path: Path) -> Iterator[str]:
    config = uvicorn.Config(app.make(app.Settings(str(path))), port=0, log_level="error")
    server = uvicorn.Server(config)
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    end = time.monotonic() + 20
    while not server.started:
        assert time.monotonic() < end
        time.sleep(0.05)
    yield f"http://127.0.0.1:{server.servers[0].sockets[0].getsockname()[1]}"
    server.should_exit = True
    thread.join()


@pytest.fixture
def page(tmp_path: Path) -> Iterator[Any]:
    """A page of a browser at the demo's ledger, with anna as admin; what its console says is gathered in `told`."""
    path = tmp_path / "x.db"
    make_demo(str(path))
    with store.open(str(path)) as ledger:
        ledger.enrol("anna", PASSWORD, "admin", by="clerk")
    with serving(path) as base, playwright.sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        made = browser.new_page(base_url=base)
        made.told = []
        made.on("console", lambda m: made.told.append(m.text) if m.type == "error" else None)
        yield made
        browser.close()


def sound(page: Any) -> None:
    """Nothing that axe finds."""
    found = axe.Axe().run(page).response["violations"]
    assert [(v["id"], v["nodes"][0]["html"][:120]) for v in found] == []


def test_the_main_paths(page: Any) -> None:
    page.goto("/following")
    sound(page)
    page.get_by_label("Name").fill("anna")
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("main").get_by_role("button", name="Sign in").click()
    page.wait_for_url("**/following")
    page.get_by_label("Words and filters").fill("disputed:yes")
    page.get_by_role("button", name="Save", exact=True).click()
    page.get_by_text("Be told of what is new").click()
    page.get_by_role("button", name="Make the alert").click()
    assert page.get_by_text(re.compile(r"/feeds/.+\.atom")).is_visible()
    sound(page)
    page.goto("/search?q=disputed:yes")
    page.locator("a[href^='/claim/']").first.click()
    page.get_by_role("link", name="Decide").click()
    page.get_by_label("What", exact=True).select_option("check")
    for label, text in (("Verdict, in words", "Not so"), ("Who checked", "The Desk")):
        page.get_by_label(label).fill(text)
    page.get_by_label("Where it can be read").fill("https://desk.example/1")
    page.get_by_role("button", name="Decide").click()
    page.goto("/decisions")
    assert page.get_by_text("Not so").first.is_visible()
    page.get_by_role("button", name="Take back").click()
    assert page.get_by_text("Taken back by").is_visible()
    for each in ("/decisions", "/account", "/people", "/log", "/following"):
        page.goto(each)
        sound(page)
    page.get_by_role("button", name="Sign out").click()
    page.wait_for_url("**/login")
    assert page.told == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [360, 1600])
def test_pages_fit_and_are_sound_in_both_themes(page: Any, scheme: str, width: int) -> None:
    page.emulate_media(color_scheme=scheme)
    page.set_viewport_size({"width": width, "height": 800})
    page.goto("/login")
    page.get_by_label("Name").fill("anna")
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("main").get_by_role("button", name="Sign in").click()
    page.wait_for_url("**/")
    for each in ("/following", "/decisions", "/account", "/people", "/log"):
        page.goto(each)
        sound(page)
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), each
    assert page.told == []
