"""Every page in a real browser: nothing that somebody could not use, no error, keys, both themes, three widths."""

from collections.abc import Iterator
from typing import Any

import pytest

pytest.importorskip("axe_playwright_python.sync_playwright", reason="skipped: no axe-playwright-python")
from axe_playwright_python.sync_playwright import Axe

from recoupe.ledger import Query
from recoupe.store.store import Store
from web import browsing

pytestmark = browsing.needs_chromium


@pytest.fixture(scope="module")
def served(ledger: str) -> Iterator[str]:
    """The address of the application, served on this computer."""
    with browsing.serving(ledger) as address:
        yield address


@pytest.fixture(scope="module")
def chromium() -> Iterator[Any]:
    with browsing.browser() as browser:
        yield browser


@pytest.fixture(scope="module")
def paths(opened: Store) -> list[str]:
    """Every page that there is."""
    story = max(opened.groups("story"), key=lambda g: g.articles).group.id
    claim = max(opened.groups("claim", Query(disputed=True)), key=lambda g: g.group.size).group.id
    actor = next(g for g in opened.groups("actor") if g.name == "Caux Ferries").group.id
    network = next(iter(opened.groups("network"))).group.id
    articles = [next(iter(opened.articles(Query(lang=(lang,))))).id for lang in ("fr", "ar")]
    things = [f"/story/{story}", f"/claim/{claim}", f"/actor/{actor}", f"/network/{network}"]
    things += [f"/article/{a}" for a in articles]
    lists = ["/", "/disputes", "/actors", "/sites", "/site/quai-info.example", "/search", "/search?q=Nordhavn"]
    forms = ["/check", "/about", "/following", "/decisions", "/people", "/log", "/search?q=stance:x", "/nothing"]
    return [*lists, *things, *forms]


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_nobody_is_kept_out(chromium: Any, served: str, paths: list[str], theme: str) -> None:
    context = chromium.new_context(color_scheme=theme, viewport={"width": 1360, "height": 900})
    page, found = context.new_page(), {}
    for path in paths:
        page.goto(served + path)
        wrong = Axe().run(page).response["violations"]
        if wrong:
            found[path] = [(v["id"], [n["html"][:150] for n in v["nodes"]][:3]) for v in wrong]
    context.close()
    assert found == {}


@pytest.mark.parametrize("width", browsing.WIDTHS)
def test_no_page_is_wider_than_the_screen_and_none_complains(
    chromium: Any, served: str, paths: list[str], width: int
) -> None:
    context = chromium.new_context(viewport={"width": width, "height": 800})
    page, said, wide = context.new_page(), [], {}
    page.on("console", lambda m: said.append(m.text) if m.type in {"error", "warning"} else None)
    page.on("pageerror", lambda e: said.append(str(e)))
    for path in paths:
        page.goto(served + path)
        over = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        if over > 0:
            wide[path] = over
    context.close()
    assert [s for s in said if "404" not in s and "422" not in s] == []
    assert wide == {}


def test_a_first_load_is_small(chromium: Any, served: str, paths: list[str]) -> None:
    for path in paths:
        context = chromium.new_context()
        page = context.new_page()
        loads: list[int] = []
        page.on("response", lambda r, loads=loads: loads.append(len(r.body())))
        page.goto(served + path, wait_until="networkidle")
        assert len(loads) < 20, path
        assert sum(loads) < 150_000, path
        context.close()


def test_keys(chromium: Any, served: str) -> None:
    page = chromium.new_page()
    page.goto(served + "/")
    page.keyboard.press("j")
    page.keyboard.press("j")
    second = page.locator("[data-item]").nth(1).locator("a[href]").first
    assert second.evaluate("e => e === document.activeElement")
    page.keyboard.press("k")
    assert page.locator("[data-item]").nth(0).locator("a[href]").first.evaluate("e => e === document.activeElement")
    page.keyboard.press("?")
    assert page.locator("#keys").is_visible()
    page.keyboard.press("Escape")
    assert not page.locator("#keys").is_visible()
    page.keyboard.press("/")
    page.keyboard.type("Nordhavn?")
    assert page.locator("#q").input_value() == "Nordhavn?"
    page.keyboard.press("Escape")
    page.keyboard.press("j")
    page.keyboard.press("o")
    page.wait_for_url("**/story/**")
    page.close()


def test_right_to_left_runs_right_to_left(chromium: Any, served: str, opened: Store) -> None:
    article = next(iter(opened.articles(Query(lang=("ar",))))).id
    page = chromium.new_page()
    page.goto(f"{served}/article/{article}")
    for what in ("h1", ".text p"):
        assert page.locator(what).first.evaluate("e => getComputedStyle(e).direction") == "rtl"
    assert page.evaluate("getComputedStyle(document.body).direction") == "ltr"
    page.close()


def test_without_scripts_a_dispute_is_found_and_its_words_opened(chromium: Any, served: str) -> None:
    context = chromium.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(served + "/disputes")
    page.locator(".claim header a").first.click()
    assert page.locator(".side.for blockquote").count() > 0
    assert page.locator(".side.against blockquote").count() > 0
    page.get_by_text("in the text").first.click()
    assert "/article/" in page.url
    assert page.locator(".text").is_visible()
    page.go_back()
    href = page.get_by_text("on the page").first.get_attribute("href")
    assert href is not None
    assert "#:~:text=" in href
    context.close()
