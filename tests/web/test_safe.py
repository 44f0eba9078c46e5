"""Nothing of a page runs; what is asked wrongly is told so; nobody reads who may not."""

import base64
import json
import re
from pathlib import Path

import pytest

from recoupe import store
from recoupe.errors import UsageError
from recoupe.ledger import Query
from recoupe.store import passwords
from recoupe.store.store import Store
from recoupe.web import serving
from web.newsroom import HOSTILE, Browser

EVIL = [
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "{{7*7}}",
    "\u202eevil",
    "%00",
    "'--",
    "a" * 3_000,
]


def test_no_words_of_a_page_become_elements(browser: Browser, opened: Store) -> None:
    entry = next(iter(opened.articles(Query(sites=("evil.example",)))))
    actor = next((s.actor for s in opened.statements(Query(sites=("evil.example",))) if s.actor), None)
    paths = ["/", f"/story/{entry.story}", f"/article/{entry.id}", "/site/evil.example", "/search?q=bridge", "/actors"]
    for path in [*paths, f"/actor/{actor}"] if actor else paths:
        text = browser.page(path)
        assert HOSTILE not in text
        assert "<img" not in text
        assert re.findall(r"<script(?![^>]* src=)", text) == []
        assert re.findall(r"""\s(?:style|on[a-z]+)=["']""", text) == []


@pytest.mark.parametrize("evil", EVIL)
@pytest.mark.parametrize(
    "path", ["/search?q={}", "/?site={}", "/?lang={}", "/?country={}", "/actors?name={}", "/?actor={}", "/?day={}"]
)
def test_what_is_asked_comes_back_as_text(browser: Browser, path: str, evil: str) -> None:
    answer = browser.get(path.format(evil))
    assert answer.status_code in {200, 422}
    assert "<script>alert" not in answer.text
    assert "<img" not in answer.text
    assert "49" not in re.findall(r'value="([^"]*)"', answer.text)


def forged(*told: object) -> str:
    return base64.urlsafe_b64encode(json.dumps(told, separators=(",", ":")).encode()).decode().rstrip("=")


SPOILT = [forged("1", "2025-06-03", "t1"), forged("2", "2025-06-03"), forged("2", 3, 4), forged("2", "a\0", "t1")]
SPOILT += [forged("2", [], {}), forged("2", "a", "b", "c", "d"), f"{forged('2', '2025-06-03', 't1')}="]


@pytest.mark.parametrize("cursor", ["x", "MTow", "=", "%00", "a" * 500, "é", "W1tbW1tbW1tb" * 10, *SPOILT])
@pytest.mark.parametrize(
    "path", ["/?cursor={}", "/actors?cursor={}", "/disputes?cursor={}", "/api/v1/stories?cursor={}"]
)
def test_broken_cursors_are_told(browser: Browser, path: str, cursor: str) -> None:
    assert browser.get(path.format(cursor)).status_code == 422


def test_headers_of_every_answer(browser: Browser) -> None:
    for path in ("/", "/nothing", "/static/recoupe.css", "/api/v1/stories", "/search?q=stance:x"):
        headers = browser.get(path).headers
        policy = headers["content-security-policy"]
        assert "default-src 'none'" in policy
        assert "unsafe" not in policy
        assert headers["x-content-type-options"] == "nosniff"
        assert headers["referrer-policy"] == "no-referrer"


def test_a_page_that_has_not_changed_is_not_sent_again(browser: Browser) -> None:
    for path in ("/", "/api/v1/stories", "/about"):
        browser.get("/")  # for the cookie that pages are tied to
        first = browser.get(path)
        tag = first.headers["etag"]
        again = browser.get(path, headers={"If-None-Match": tag})
        assert (again.status_code, again.content) == (304, b"")
        assert again.headers["etag"] == tag
        assert browser.get(path, headers={"If-None-Match": '"x"'}).status_code == 200


def test_a_form_of_another_site_changes_nothing(own: str) -> None:
    browser = Browser(own)
    data = {"kind": "search", "what": "ferry", "csrf": browser.token("/check")}
    assert browser.post("/following", data=data, headers={"Sec-Fetch-Site": "cross-site"}).status_code == 403
    assert browser.post("/following", data={"kind": "search", "what": "ferry"}).status_code == 403
    assert browser.post("/check", data={"text": "x"}).status_code == 403


def test_who_has_not_signed_in_sees_nothing_once_somebody_can(own: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(passwords, "COST", passwords.Cost(4, 8, 1))
    with store.open(own) as ledger:
        ledger.enrol("anna", "four old bridges of Ostby", "admin", by="clerk")
    browser = Browser(own)
    answer = browser.get("/")
    assert (answer.status_code, answer.headers["location"].partition("?")[0]) == (303, "http://127.0.0.1/login")
    assert "Sign in" in browser.page("/login")
    api = browser.get("/api/v1/stories")
    assert (api.status_code, api.headers["content-type"]) == (401, "application/problem+json")
    browser.page("/static/recoupe.css")


def test_in_public_a_text_is_quoted_and_not_whole(own: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(passwords, "COST", passwords.Cost(4, 8, 1))
    with store.open(own) as ledger:
        ledger.enrol("anna", "four old bridges of Ostby", "admin", by="clerk")
        s = next(iter(ledger.statements(Query(stances=("denies",), lang=("fr",)))))
        reading = ledger.reading(s.entry.id)
    assert reading is not None
    inside = {c for t in reading.statements for a, b in t.content for c in range(a, b)}
    free = next(m for m in re.finditer(r"[^.\n]{40,}\.", reading.article.text) if not inside & set(range(*m.span())))
    browser = Browser(own, public=True)
    text = browser.page(f"/article/{s.entry.id}")
    assert free[0].strip()[:30] not in text
    assert "The text itself is on its page" in text
    assert 'name="url"' not in browser.page("/check")


def test_beyond_this_computer_it_wants_somebody_who_can_sign_in(own: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(passwords, "COST", passwords.Cost(4, 8, 1))
    outside = serving.Wanted("0.0.0.0", 0)
    with store.open(own) as ledger:
        for wanted in (
            outside,
            serving.Wanted("127.0.0.1", 0, proxy=True),
            serving.Wanted("::1", 0, names=("x.example",)),
        ):
            with pytest.raises(UsageError, match="recoupe user add"):
                serving.refuse(ledger, wanted)
        serving.refuse(ledger, serving.Wanted("127.0.0.1", 0))
        serving.refuse(ledger, serving.Wanted("::1", 0))
        ledger.enrol("anna", "four old bridges of Ostby", "admin", by="clerk")
        serving.refuse(ledger, outside)


def test_names_of_somebody_else_that_stand_for_this_computer_lead_nowhere(ledger: str) -> None:
    browser = Browser(ledger, hosts=serving.hosts(serving.Wanted("127.0.0.1", 0)))
    assert browser.get("/").status_code == 200
    assert browser.get("/", headers={"Host": "evil.example"}).status_code == 421


def test_a_locked_ledger_can_be_read(own: str) -> None:
    with store.open(own) as ledger, ledger.engine.writing():
        Browser(own).page("/")


def test_a_file_that_is_no_ledger_is_told(tmp_path: Path) -> None:
    path = tmp_path / "x.db"
    path.write_bytes(b"this is no ledger at all" * 100)
    assert Browser(str(path)).get("/").status_code == 503
