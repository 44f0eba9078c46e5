"""What is wrong is told on a page that says what to do: forged ids, a ledger that is locked, read-only or newer."""

import contextlib
import re
from pathlib import Path
from typing import Any

import pytest

from recoupe import store
from recoupe.errors import LedgerReadOnlyError
from recoupe.store import migrations
from recoupe.store.sqlite import Sqlite
from recoupe.web import opening
from web.newsroom import Browser

FORGED = [
    "x",
    "a1",
    "t1zz",
    "w1" + "0" * 16,
    "c1" + "f" * 16,
    "../../etc/passwd",
    "%2e%2e%2fetc",
    "a" * 3_000,
    "t1\u202e",
    "'--",
    "🏠",
]
KINDS = ("story", "claim", "actor", "article", "statement", "site", "network")


@pytest.mark.parametrize("forged", FORGED)
def test_forged_ids_lead_nowhere_and_the_page_says_so(browser: Browser, forged: str) -> None:
    for kind in KINDS:
        answer = browser.get(f"/{kind}/{forged}")
        assert answer.status_code == 404, (kind, forged)
        assert 'href="/"' in answer.text
        assert "<script>" not in answer.text
    for kind in ("stories", "claims", "actors", "articles", "statements", "sites", "networks"):
        answer = browser.get(f"/api/v1/{kind}/{forged}")
        assert (answer.status_code, answer.headers["content-type"]) == (404, "application/problem+json"), kind


def test_forged_ids_in_forms_are_told(own: str) -> None:
    browser = Browser(own)
    for fields in (
        {"kind": "story", "what": "t1zz"},
        {"kind": "x", "what": "y"},
        {"kind": "actor", "what": "a" * 3_000},
    ):
        assert browser.fill("/following", "/following", **fields).status_code == 422
    for verdict in ("merge", "hide", "confirm", "split", "nonsense"):
        answer = browser.fill("/decisions", "/decisions", verdict=verdict, ids="s1zz t1yy", note="x")
        assert answer.status_code == 422
        assert 'role="alert"' in answer.text
    assert browser.fill("/decisions", "/decisions/undo", decision="v1zz").status_code in {404, 422}


def test_a_locked_ledger_is_told_with_what_to_do(own: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(opening, "PATIENCE", 0.2)
    browser = Browser(own)
    token = browser.token("/following")
    headers = {"Sec-Fetch-Site": "same-origin"}
    fields = {"csrf": token, "kind": "search", "what": "bridge"}
    with store.open(own) as ledger, ledger.engine.writing():
        assert browser.get("/").status_code == 200, "one reads meanwhile"
        answer = browser.post("/following", data=fields, headers=headers)
        assert (answer.status_code, answer.headers["retry-after"]) == (503, "5")
        assert "try again" in answer.text
    assert browser.post("/following", data=fields, headers=headers).status_code == 303


def test_a_ledger_that_is_migrated_meanwhile_is_told_and_goes_on(own: str) -> None:
    browser = Browser(own)
    browser.page("/")
    newest = migrations.newest()
    with store.open(own) as ledger:
        ledger.engine.run("UPDATE about SET value = ? WHERE name = 'schema'", (str(newest + 1),))
    other = Browser(own)  # opened anew, as after a restart
    for path in ("/", "/disputes"):
        text = other.page(path, 503)
        assert "update recoupe" in text
    assert other.get("/api/v1/stories").status_code == 503
    with contextlib.closing(Sqlite(own, create=False, wait=store.Waiting(1.0, lambda _: None))) as engine:
        engine.run("UPDATE about SET value = ? WHERE name = 'schema'", (str(newest),))
    assert other.get("/").status_code == 200


def test_a_ledger_that_may_only_be_read_is_read_and_says_so(own: str, monkeypatch: pytest.MonkeyPatch) -> None:
    browser = Browser(own)
    token = browser.token("/following")

    def denied(_: Any) -> None:
        raise LedgerReadOnlyError(own, "may not be written to", "check its permissions, and its folder's")

    monkeypatch.setattr(Sqlite, "begin", denied)
    assert browser.get("/").status_code == 200
    answer = browser.post(
        "/following", data={"csrf": token, "kind": "search", "what": "x"}, headers={"Sec-Fetch-Site": "same-origin"}
    )
    assert answer.status_code == 503
    assert "check its permissions" in answer.text


def test_a_file_that_may_only_be_read_is_shown(own: str) -> None:
    Path(own).chmod(0o444)
    try:
        assert re.search("<h1", Browser(own).page("/"))
    finally:
        Path(own).chmod(0o644)
