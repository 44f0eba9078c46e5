"""The API: what it gives is what it says, and what it refuses it says as problem+json."""

import datetime as dt

import pytest
from starlette.testclient import TestClient

from recoupe import pipeline, store
from recoupe.model import Page
from recoupe.store.store import Store
from web.newsroom import Browser

openapi = pytest.importorskip("openapi_spec_validator", reason="skipped: no openapi-spec-validator")


def test_the_description_is_valid_and_names_every_address(browser: Browser) -> None:
    told = browser.get("/api/v1/openapi.json").json()
    openapi.validate(told)
    assert set(told["paths"]) >= {
        "/api/v1/stories",
        "/api/v1/claims/{id}",
        "/api/v1/statements",
        "/api/v1/events",
    }


def test_every_address_answers(browser: Browser) -> None:
    stories = browser.get("/api/v1/stories").json()["items"]
    story = browser.get(f"/api/v1/stories/{max(stories, key=lambda s: s['articles'])['id']}").json()
    claim = browser.get("/api/v1/disputes").json()["items"][0]
    assert {"for", "against", "open", "unsourced"} <= set(claim)
    statement = claim["for"][0]["first"]
    actor = next(a for a in browser.get("/api/v1/actors?name=caux").json()["items"])
    network = next(s["network"] for s in browser.get("/api/v1/sites").json() if s["network"])
    for path in (
        f"claims/{claim['id']}",
        f"statements/{statement['id']}",
        f"articles/{story['entries'][0]['id']}",
        f"articles/{story['entries'][0]['id']}/statements",
        f"actors/{actor['id']}",
        "sites/quai-info.example",
        f"networks/{network}",
        "facets",
        "whoami",
    ):
        answer = browser.get(f"/api/v1/{path}")
        assert answer.status_code == 200, (path, answer.text)
    assert story["copies"]
    assert story["claims"]


def test_cursors_lead_through_all_of_a_list_once(browser: Browser, opened: Store) -> None:
    seen, cursor = [], ""
    while True:
        leaf = browser.get(f"/api/v1/statements?limit=7&cursor={cursor}").json()
        seen += [s["id"] for s in leaf["items"]]
        if not leaf["next"]:
            break
        cursor = leaf["next"]
    assert seen == [s.statement.id for s in opened.statements()]


def test_changed_after_means_that_the_content_changed(own: str) -> None:
    browser = Browser(own)
    before = dt.datetime.now(dt.UTC).isoformat().replace("+00:00", "Z")
    assert browser.get(f"/api/v1/articles?changed_after={before}").json()["items"] == []
    with store.open(own) as ledger:
        ledger.add(pipeline.read(Page("n", "The bridge is open.", "text/plain", published="2025-06-09", lang="en")))
    assert [a["ref"] for a in browser.get(f"/api/v1/articles?changed_after={before}").json()["items"]] == ["n"]


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("stories/nope", 404),
        ("claims/nope", 404),
        ("nowhere", 404),
        ("stories?limit=0", 422),
        ("stories?disputed=perhaps", 422),
        ("stories?day=someday", 422),
        ("statements?q=stance:x", 422),
        ("articles?changed_after=x", 422),
        ("events?q=stance:x", 422),
    ],
)
def test_what_is_refused_is_problem_json(browser: Browser, path: str, status: int) -> None:
    answer = browser.get(f"/api/v1/{path}")
    assert (answer.status_code, answer.headers["content-type"]) == (status, "application/problem+json")
    assert answer.json()["status"] == status
    assert answer.json()["title"]


def test_other_sites_get_no_permission(browser: Browser) -> None:
    answer = browser.get("/api/v1/stories", headers={"Origin": "https://evil.example"})
    assert not [h for h in answer.headers if h.startswith("access-control")]


def test_the_same_question_is_asked_of_pages_and_of_the_api(browser: TestClient) -> None:
    for s in browser.get("/api/v1/stories").json()["items"]:
        assert f'href="/story/{s["id"]}"' in browser.get("/").text
