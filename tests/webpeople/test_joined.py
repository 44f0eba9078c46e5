"""The pages for people inside the whole application: drawn as all others, in each language, behind one guard."""

import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from babel.messages.extract import extract_from_dir
from starlette.testclient import TestClient

from recoupe import store
from recoupe.cli.serve import make_demo
from recoupe.store import copying
from recoupe.web import app, tongues
from recoupe.web.people import joining, origins
from webpeople.desk import PASSWORD, Browser

Made = Callable[..., Browser]


@pytest.fixture(scope="session")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("demo") / "demo.db"
    make_demo(str(path))
    return path


@pytest.fixture
def made(demo: Path, tmp_path: Path) -> Iterator[Made]:
    """Browsers of the application on a copy of the demo's ledger."""
    path = str(tmp_path / "x.db")
    with store.open(str(demo)) as old, store.open(path, create=True) as new:
        copying.copy(old, new)
    there = []

    def browser(*, people: bool = True, **settings: object) -> Browser:
        if people:
            with store.open(path) as ledger:
                if not ledger.people():
                    ledger.enrol("anna", PASSWORD, "admin", by="clerk")
        application = app.make(app.Settings(path, **settings))  # type: ignore[arg-type]
        client = Browser.__new__(Browser)
        TestClient.__init__(client, application, base_url="http://localhost", follow_redirects=False)
        client.__enter__()
        there.append(client)
        return client

    yield browser
    for each in there:
        each.__exit__(None, None, None)


def test_everything_is_behind_the_login(made: Made) -> None:
    browser = made()
    described = browser.app.openapi()["paths"]  # type: ignore[attr-defined]
    assert len(described) > 10
    pages = (
        "/",
        "/story/x",
        "/claim/x",
        "/actor/x",
        "/article/x",
        "/sites",
        "/site/x",
        "/search",
        "/search.atom",
        "/check",
    )
    for path in (*pages, *described, "/following", "/decisions", "/account", "/people", "/log", "/nowhere"):
        asked = browser.get(path.replace("{", "").replace("}", ""))
        assert asked.status_code in {303, 401}, path
        if asked.status_code == 303:
            assert asked.headers["location"].startswith("http://localhost/login"), path


@pytest.mark.parametrize("code", tongues.codes())
def test_pages_are_drawn_in_each_language(made: Made, code: str) -> None:
    browser = made()
    browser.cookies.set(tongues.COOKIE, code)
    assert f'lang="{code}"' in browser.get("/login").text
    assert browser.sign_in("anna").status_code == 303
    for page in ("/", "/following", "/decisions", "/account", "/people", "/log", "/search?q=disputed:yes", "/nowhere"):
        shown = browser.get(page)
        assert shown.status_code == (404 if page == "/nowhere" else 200), page
        assert f'lang="{code}"' in shown.text
        assert 'action="/logout"' in shown.text
        assert "content-security-policy" in shown.headers
    assert browser.get("/following").headers["cache-control"] == "no-store"


def test_a_claim_is_decided_on_and_followed(made: Made) -> None:
    browser = made()
    browser.sign_in("anna")
    found = browser.get("/api/v1/me")
    assert found.json()["may"] == ["admin", "decide", "follow", "read"]
    assert browser.fill("/following", "/following", kind="search", what="disputed:yes").status_code == 303
    follow = browser.get("/api/v1/follows").json()[0]["id"]
    news = browser.get(f"/api/v1/follows/{follow}/news").json()
    assert news
    one = news[0]["id"]
    done = browser.fill("/decisions", "/decisions", verdict="hide", ids=one)
    assert done.status_code == 303
    assert one not in browser.get("/search?q=disputed:yes").text
    assert one not in {n["id"] for n in browser.get(f"/api/v1/follows/{follow}/news").json()}
    decision = browser.get("/api/v1/decisions").json()[0]["decision"]
    assert browser.fill("/decisions", "/decisions/undo", decision=decision).status_code == 303
    assert one in {n["id"] for n in browser.get(f"/api/v1/follows/{follow}/news").json()}


def test_an_item_of_a_feed_leads_to_its_words(made: Made) -> None:
    browser = made()
    browser.sign_in("anna")
    browser.fill("/following", "/following", kind="search", what="disputed:yes")
    follow = browser.get("/api/v1/follows").json()[0]["id"]
    made_ = browser.post("/api/v1/alerts", json={"follow": follow, "way": "feed"})
    item = browser.get(made_.json()["feeds"][2]).json()["items"][0]
    page, _, anchor = item["url"].partition("#")
    assert f'id="{anchor}"' in browser.get(page).text


def test_pages_offer_to_follow_and_to_decide(made: Made) -> None:
    browser = made()
    browser.sign_in("anna")
    with_claims = browser.get("/search?q=disputed:yes").text
    assert "Save the search" in with_claims
    actor, claim = (re.search(rf'href="(/{kind}/\w+)"', with_claims) for kind in ("actor", "claim"))
    story = re.search(r'href="(/story/\w+)"', browser.get("/").text)
    for page, kind in ((actor, "actor"), (claim, "claim"), (story, "story")):
        assert page, kind
        shown = browser.get(page[1]).text
        given = dict(re.findall(r'name="(csrf|kind|what|back)" value="([^"]*)"', shown))
        assert given["kind"] == kind
        assert browser.post("/following", data=given).status_code == 303
        for link in re.findall(r'href="(/decisions\?[^"]+)"', shown):
            assert browser.get(link.replace("&amp;", "&")).status_code == 200
    kinds = {f["kind"] for f in browser.get("/api/v1/follows").json()}
    assert kinds == {"actor", "claim", "story"}


def test_this_computer_alone_needs_no_login(made: Made) -> None:
    browser = made(people=False, hosts=origins.LOCAL, owner="whoever")
    assert browser.get("/").status_code == 200
    assert browser.fill("/following", "/following", kind="search", what="disputed:yes").status_code == 303
    assert browser.get("/", headers={"Host": "evil.example"}).status_code == 421


def test_a_public_one_is_read_by_all_and_changed_by_none(made: Made) -> None:
    browser = made(public=True)
    assert browser.get("/").status_code == 200
    assert "/login" in browser.get("/").text
    assert browser.get("/following").status_code == 403
    assert browser.get("/people").status_code == 403


def test_every_string_of_the_pages_is_translated() -> None:
    found = extract_from_dir(str(joining.templates()), [("**.html", "jinja2")])
    wanted = {m if isinstance(m, str) else m[0] for _, _, m, *_ in found}
    assert len(wanted) > 100
    for code in tongues.codes()[1:]:
        told = tongues.tongue(code).catalogue
        missing = {m for m in wanted if told.gettext(m) == m and told.ngettext(m, m, 2) == m}
        assert missing <= {"Articles"}, code
