"""Searching, its feeds and tables; checking a text; following; deciding; languages."""

import csv
import io
import json
import re
from dataclasses import replace

import feedparser
import pytest

from recoupe import pipeline, store
from recoupe.ledger import Query
from recoupe.model import Page
from recoupe.store.store import Store
from web.newsroom import Browser


@pytest.mark.parametrize(
    "query",
    ["stance:denies", "who:vauquelin", "site:quai-info.example ferry", "disputed:yes", '"Caux Ferries"', "الجسر"],
)
def test_a_search_finds_what_the_ledger_finds(browser: Browser, opened: Store, query: str) -> None:
    text = browser.page(f"/search?q={query}")
    found = list(opened.statements(replace(store.query(query), limit=30)))
    assert found or query.startswith("site:")
    for s in found:
        assert f'href="/statement/{s.statement.id}"' in text


def test_a_search_that_cannot_be_understood_says_why(browser: Browser) -> None:
    assert "none of asserts" in browser.page("/search?q=stance:foo", 422)


@pytest.mark.parametrize("what", ["", "&what=articles"])
@pytest.mark.parametrize("form", ["rss", "atom", "json", "csv"])
def test_results_come_as_feeds_and_as_a_table(browser: Browser, form: str, what: str) -> None:
    answer = browser.get(f"/search.{form}?q=Nordhavn{what}")
    assert answer.status_code == 200
    if form == "csv":
        rows = list(csv.DictReader(io.StringIO(answer.text)))
        assert rows
        assert all(r["article"] for r in rows)
    elif form == "json":
        assert json.loads(answer.text)["items"]
    else:
        parsed = feedparser.parse(answer.content)
        assert not parsed.bozo
        assert parsed.entries


def test_a_form_that_there_is_not_is_not_found(browser: Browser) -> None:
    assert browser.get("/search.exe?q=x").status_code == 404


def test_no_cell_is_a_formula(own: str) -> None:
    with store.open(own) as ledger:
        ledger.add(pipeline.read(Page("x", "A bridge.", "text/plain", title="=1+1", published="2025-06-03", lang="en")))
    rows = list(csv.DictReader(io.StringIO(Browser(own).page("/search.csv?q=bridge&what=articles"))))
    assert [r["title"] for r in rows if "1+1" in r["title"]] == ["'=1+1"]


def test_a_text_is_read_and_what_is_known_of_it_is_shown(browser: Browser) -> None:
    text = (
        "Élise Vauquelin said on Monday that Caux Ferries is not selling the line to the Danish group Nordhavn. "
        "“We have bought a hat,” said Jo Field."
    )
    answer = browser.fill("/check", "/check", text=text)
    assert answer.status_code == 200
    assert "Faux" in answer.text
    assert 'class="say' in answer.text
    assert "nothing is known" in answer.text
    assert "no-store" in answer.headers["cache-control"]


@pytest.mark.parametrize(
    "given",
    [
        {},
        {"text": "   "},
        {"url": "http://127.0.0.1/x"},
        {"url": "file:///etc/passwd"},
        {"url": "http://169.254.169.254/"},
        {"url": "nonsense"},
    ],
)
def test_what_cannot_be_checked_is_told(browser: Browser, given: dict[str, str]) -> None:
    answer = browser.fill("/check", "/check", **given)
    assert answer.status_code == 422
    assert 'role="alert"' in answer.text


def test_a_text_that_is_too_long_is_told(browser: Browser) -> None:
    assert browser.fill("/check", "/check", text="long " * 50_000).status_code in {413, 422}


def test_hostile_text_is_shown_as_text(browser: Browser) -> None:
    answer = browser.fill("/check", "/check", text="<script>alert(1)</script> said that <b>it</b> rained.")
    assert "<script>alert" not in answer.text


def test_following_from_a_page_and_its_feed(own: str) -> None:
    browser = Browser(own)
    with store.open(own) as ledger:
        story = next(iter(ledger.groups("story"))).group.id
    page = f"/story/{story}"
    answer = browser.fill(page, "/following", kind="story", what=story, name="The ferry", back=page)
    assert answer.headers["location"] == f"{page}?did=followed"
    assert "It is followed." in browser.page(f"{page}?did=followed")
    shown = browser.page("/following")
    assert "The ferry" in shown
    follow = re.search(r'name="follow" value="([^"]+)"', shown)
    assert follow
    made = browser.fill("/following", "/following/alerts", follow=follow[1], way="feed")
    feed = re.search(r'href="(/feeds/[^"]+\.atom)"', made.text)
    assert feed
    assert feedparser.parse(browser.get(feed[1]).content).entries


def test_merging_two_actors_and_taking_it_back(own: str) -> None:
    browser = Browser(own)
    with store.open(own) as ledger:
        one, other = (next(ledger.groups("actor", Query(words=w))) for w in ("vauquelin", "prewett"))
    ids = f"{one.group.id} {other.group.id}"
    answer = browser.fill("/decisions", "/decisions", verdict="merge", ids=ids, note="a test")
    assert answer.headers["location"].endswith("did=decided")
    pages = [browser.get(f"/actor/{g.group.id}", follow_redirects=True).text for g in (one, other)]
    assert all(one.name in p and other.name in p for p in pages)
    decision = re.search(r'name="decision" value="([^"]+)"', browser.page("/decisions"))
    assert decision
    browser.fill("/decisions", "/decisions/undo", decision=decision[1])
    assert f'<h1 dir="auto">{other.name}</h1>' in browser.page(f"/actor/{other.group.id}")


def test_the_interface_speaks_the_language_that_is_asked_for(browser: Browser) -> None:
    french = browser.get("/", headers={"Accept-Language": "fr-CA, en;q=0.5"})
    assert '<html lang="fr">' in french.text
    assert "origines indépendantes" in french.text
    answer = browser.get("/language/fr?back=/sites")
    assert answer.headers["location"] == "/sites"
    assert '<html lang="fr">' in browser.page("/")
    assert browser.get("/language/fr?back=//evil.example").headers["location"] == "/"
    assert browser.get("/language/xx?back=/").status_code == 303
