"""The API of people, follows, alerts and decisions, as programs use it, and as those who mean harm do."""

from collections.abc import Callable
from typing import Any

import pytest

from webpeople.desk import Browser, Desk
from webpeople.test_following_deciding import added, statements

Asked = Callable[..., Any]


@pytest.fixture
def asked(desk: Desk) -> Callable[..., Asked]:
    """What asks as somebody, with a key for some scopes."""

    def of(name: str, *scopes: Any) -> Asked:
        with desk.opened() as ledger:
            secret, _ = ledger.issue(name, "", scopes or ("read",), by="clerk")
        browser = desk.browser()

        def ask(method: str, path: str, **given: Any) -> Any:
            return browser.request(method, f"/api/v1{path}", headers={"Authorization": f"Bearer {secret}"}, **given)

        return ask

    return of


def test_who_asks(asked: Callable[..., Asked]) -> None:
    assert asked("anna", "read", "admin")("GET", "/me").json() == {
        "name": "anna",
        "via": "key",
        "may": ["admin", "read"],
    }


def test_something_is_followed_and_told(desk: Desk, asked: Callable[..., Asked]) -> None:
    boris, carla = asked("boris", "read", "follow"), asked("carla", "read", "follow")
    made = boris("POST", "/follows", json={"kind": "search", "what": "bridge"})
    assert made.status_code == 201
    follow = made.json()["id"]
    assert [f["id"] for f in boris("GET", "/follows").json()] == [follow]
    assert carla("GET", "/follows").json() == []
    alert = boris("POST", "/alerts", json={"follow": follow, "way": "feed"})
    assert alert.status_code == 201
    added(desk, 1)
    (atom, *_) = alert.json()["feeds"]
    assert "Anna Berg" in desk.browser().get(atom).text
    assert [n["who"] for n in boris("GET", f"/follows/{follow}/news").json()] == ["Karl Holm", "Anna Berg"]
    name = alert.json()["id"]
    assert boris("PATCH", f"/alerts/{name}", json={"state": "paused"}).json()["state"] == "paused"
    assert boris("GET", f"/alerts/{name}/deliveries").json() == []
    assert "secret" not in boris("GET", "/alerts").json()[0]
    for method, path in (
        ("GET", f"/follows/{follow}/news"),
        ("DELETE", f"/follows/{follow}"),
        ("PATCH", f"/alerts/{name}"),
        ("DELETE", f"/alerts/{name}"),
        ("GET", f"/alerts/{name}/deliveries"),
    ):
        assert carla(method, path, json={"state": "active"} if method == "PATCH" else None).status_code == 404
    assert carla("POST", "/alerts", json={"follow": follow, "way": "feed"}).status_code == 409
    assert boris("DELETE", f"/alerts/{name}").status_code == 204
    assert boris("DELETE", f"/follows/{follow}").status_code == 204
    assert boris("GET", "/alerts").json() == []


def test_something_is_decided_and_taken_back(desk: Desk, asked: Callable[..., Asked]) -> None:
    added(desk, 1)
    carla = asked("carla", "read", "decide")
    one, two = statements(desk)
    made = carla("POST", "/decisions", json={"verdict": "hide", "ids": [one], "note": "twice"})
    assert made.status_code == 201
    assert statements(desk) == [two]
    (told,) = carla("GET", "/decisions", params={"of": one}).json()
    assert (told["person"], told["note"], told["facts"], told["withdrawn"]) == ("carla", "twice", [one], None)
    assert carla("DELETE", f"/decisions/{made.json()['decision']}").status_code == 204
    assert carla("DELETE", f"/decisions/{made.json()['decision']}").status_code == 404
    assert statements(desk) == [one, two]
    assert carla("GET", "/decisions").json()[0]["withdrawn_by"] == "carla"


@pytest.mark.parametrize(
    ("who", "scopes", "method", "path", "body"),
    [
        ("anna", ["read"], "POST", "/follows", {"kind": "search", "what": "x"}),
        ("anna", ["read"], "POST", "/decisions", {"verdict": "hide", "ids": ["s1"]}),
        ("anna", ["read", "decide"], "GET", "/log", None),
        ("boris", ["read", "follow"], "POST", "/decisions", {"verdict": "hide", "ids": ["s1"]}),
        ("anna", ["follow"], "GET", "/decisions", None),
    ],
)
def test_keys_do_no_more_than_they_may(  # noqa: PLR0917 -- parameters
    asked: Callable[..., Asked], who: str, scopes: list[str], method: str, path: str, body: Any
) -> None:
    done = asked(who, *scopes)(method, path, json=body)
    assert done.status_code in {401, 403}
    assert done.headers["content-type"] == "application/problem+json"


@pytest.mark.parametrize(
    ("method", "path", "body", "status"),
    [
        ("POST", "/follows", {"kind": "search", "what": ""}, 422),
        ("POST", "/follows", {"kind": "search", "what": "lang:"}, 409),
        ("POST", "/follows", {"kind": "fly", "what": "x"}, 422),
        ("POST", "/follows", {"kind": "search", "what": "x", "person": "anna"}, 422),
        ("POST", "/alerts", {"follow": "h10000000000000000", "way": "feed"}, 409),
        ("POST", "/alerts", {"follow": "'; DROP TABLE follow --", "way": "feed"}, 422),
        ("POST", "/alerts", {"follow": "h10000000000000000", "way": "webhook", "target": "http://127.0.0.1/"}, 409),
        ("POST", "/decisions", {"verdict": "hide", "ids": []}, 422),
        ("POST", "/decisions", {"verdict": "hide", "ids": ["s10000000000000000"]}, 409),
        ("POST", "/decisions", {"verdict": "check", "ids": ["c10000000000000000"]}, 409),
        ("POST", "/decisions", {"verdict": "hide"}, 422),
        ("GET", "/decisions?limit=0", None, 422),
        ("GET", "/log?before=-1", None, 422),
    ],
)
def test_what_cannot_be_is_told(asked: Callable[..., Asked], method: str, path: str, body: Any, status: int) -> None:
    done = asked("anna", "read", "follow", "decide", "admin")(method, path, json=body)
    assert done.status_code == status
    assert done.json()


def test_the_log_is_read_page_by_page(asked: Callable[..., Asked]) -> None:
    anna = asked("anna", "read", "admin")
    first = anna("GET", "/log", params={"limit": 2}).json()
    rest = anna("GET", "/log", params={"before": first[-1]["nr"]}).json()
    assert [line["nr"] for line in first + rest] == [4, 3, 2, 1]


def test_a_browser_that_is_signed_in_is_no_way_round(desk: Desk) -> None:
    browser: Browser = desk.browser()
    browser.sign_in("carla")
    body = {"verdict": "hide", "ids": ["s10000000000000000"]}
    assert browser.post("/api/v1/decisions", json=body, headers={"Sec-Fetch-Site": "cross-site"}).status_code == 403
    assert browser.post("/api/v1/decisions", json=body, headers={"Origin": "https://evil.example"}).status_code == 403
    plain = {"Content-Type": "text/plain", "Origin": "https://evil.example"}
    assert browser.post("/api/v1/decisions", content=b"{}", headers=plain).status_code == 403


def test_the_description_is_right(desk: Desk) -> None:
    openapi = pytest.importorskip("openapi_spec_validator", reason="skipped: no openapi-spec-validator")
    described = desk.app.openapi()
    openapi.validate(described)
    for path, methods in described["paths"].items():
        for method, told in methods.items():
            assert told["summary"], (path, method)
            assert {"401", "403", "409", "422"} <= set(told["responses"]), (path, method)
