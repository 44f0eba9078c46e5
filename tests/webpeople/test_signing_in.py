"""Signing in and out: who may come in, what a forger, a guesser or a thief of old cookies gets."""

import time
from collections.abc import Callable
from pathlib import Path

import pytest
from starlette.websockets import WebSocketDisconnect

from recoupe import accounts
from recoupe.errors import UsageError
from recoupe.web import serving
from recoupe.web.people import origins
from recoupe.web.people.guard import MOST
from recoupe.web.serving import Wanted
from webpeople.desk import PASSWORD, Browser, Desk

Signed = Callable[[str], Browser]


def test_who_is_not_signed_in_is_shown_the_way(desk: Desk) -> None:
    browser = desk.browser()
    asked = browser.get("/decisions?of=x")
    assert (asked.status_code, asked.headers["location"]) == (
        303,
        "http://desk.example/login?next=%2Fdecisions%3Fof%3Dx",
    )
    api = browser.get("/api/v1/whoami")
    assert (api.status_code, api.headers["content-type"]) == (401, "application/problem+json")
    assert "Bearer" in api.headers["www-authenticate"]


def test_one_signs_in_and_out(desk: Desk) -> None:
    browser = desk.browser()
    done = browser.sign_in("Anna", next="/decisions?of=x")
    assert (done.status_code, done.headers["location"]) == (303, "/decisions?of=x")
    assert browser.get("/").text == "front of anna"
    assert browser.get("/login").status_code == 303
    secret = browser.cookies["recoupe_session"]
    assert browser.fill("/account", "/logout").status_code == 303
    assert browser.get("/").status_code == 303
    browser.cookies.set("recoupe_session", secret, domain="desk.example")  # a thief who has kept it
    assert browser.get("/").status_code == 303


@pytest.mark.parametrize("tls", [False, True])
def test_cookies_are_for_this_site_alone(desk: Desk, tls: bool) -> None:  # noqa: FBT001
    browser = desk.browser(tls=tls)
    form = browser.get("/login")
    done = browser.sign_in("anna")
    for answer, name in ((form, "recoupe_visit"), (done, "recoupe_session")):
        made = next(c for c in answer.headers.get_list("set-cookie") if name in c)
        assert made.startswith("__Host-" if tls else name)
        assert "httponly" in made.lower()
        assert "samesite=strict" in made.lower()
        assert ("secure" in made.lower()) == tls
        assert "path=/" in made.lower()
        assert "domain" not in made.lower()
    assert form.headers["cache-control"] == "no-store"
    assert browser.get("/").text == "front of anna"


def test_the_secret_changes_when_one_signs_in(desk: Desk) -> None:
    browser = desk.browser()
    browser.get("/login")
    before = browser.cookies["recoupe_visit"]
    browser.cookies.set("recoupe_session", before, domain="desk.example")  # fixed by somebody else
    browser.sign_in("anna")
    assert "recoupe_visit" not in browser.cookies
    assert browser.get("/account").status_code == 200
    assert before not in browser.cookies.values()


@pytest.mark.parametrize("name", ["boris", "nobody", ""])
def test_wrong_passwords_are_told_alike(desk: Desk, name: str) -> None:
    done = desk.browser().sign_in(name, "wrong wrong wrong")
    assert done.status_code == 401
    assert "the name or the password is wrong" in done.text
    assert "set-cookie" not in done.headers


def test_who_guesses_is_made_to_wait(desk: Desk) -> None:
    browser = desk.browser()
    for _ in range(accounts.FREE["both"]):
        assert browser.sign_in("anna", "wrong wrong wrong").status_code == 401
    done = browser.sign_in("anna", PASSWORD)
    assert done.status_code == 429
    assert 1 <= int(done.headers["retry-after"]) <= 2
    time.sleep(1.1)
    assert browser.sign_in("anna", PASSWORD).status_code == 303


@pytest.mark.parametrize(
    "to",
    [
        "https://evil.example/",
        "//evil.example/",
        "/\\evil.example",
        "\\\\evil.example",
        "javascript:alert(1)",
        "/x\r\nSet-Cookie: a=b",
        "",
    ],
)
def test_nobody_is_led_elsewhere(desk: Desk, to: str) -> None:
    assert desk.browser().sign_in("anna", next=to).headers["location"] == "/"
    assert origins.inside("/story/t1?x=//y#z") == "/story/t1?x=//y#z"


def test_a_session_that_has_ended_ends(desk: Desk, signed: Signed) -> None:
    browser = signed("carla")
    token = browser.token("/decisions")
    with desk.opened() as ledger:
        ledger.engine.run("UPDATE session SET ends = '2000-01-01T00:00:00.000000Z'")
    assert browser.get("/decisions").status_code == 303
    assert browser.post("/decisions", data={"csrf": token, "verdict": "hide", "ids": "s1"}).status_code == 401


@pytest.mark.parametrize(
    "headers",
    [
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},
        {"Origin": "https://evil.example"},
        {"Origin": "null"},
        {"Origin": "http://desk.example:8080"},
        {"Origin": "https://desk.example"},
        {"Referer": "https://evil.example/x"},
    ],
)
def test_another_site_changes_nothing_even_with_the_token(signed: Signed, headers: dict[str, str]) -> None:
    browser = signed("anna")
    token = browser.token("/people")
    fields = {"csrf": token, "name": "dora", "password": PASSWORD, "role": "admin"}
    assert browser.post("/people/add", data=fields, headers=headers).status_code == 403
    assert "dora" not in browser.get("/people").text
    assert browser.post("/people/add", data=fields).status_code == 303


@pytest.mark.parametrize("forged", ["", "0" * 64, None, "é" * 64])
def test_a_form_without_its_token_changes_nothing(desk: Desk, signed: Signed, forged: str | None) -> None:
    for page, to in changing(desk):
        browser = signed("anna")
        fields = {} if forged is None else {"csrf": forged}
        done = browser.post(to, data={**fields, "name": "boris"}, headers={"Sec-Fetch-Site": "same-origin"})
        assert done.status_code == 403, (page, to)
    with desk.opened() as ledger:
        assert len(ledger.people()) == 3


def changing(desk: Desk) -> list[tuple[str, str]]:
    """Every address that changes something."""
    found = [r.path for r in desk.app.routes if "POST" in (getattr(r, "methods", None) or ())]  # type: ignore[attr-defined]
    assert len(found) > 12
    return [(path, path) for path in found]


def test_a_token_of_another_session_is_none(signed: Signed) -> None:
    hers, his = signed("anna"), signed("carla")
    done = hers.post("/people/remove", data={"csrf": his.token("/decisions"), "name": "boris"})
    assert done.status_code == 403


def test_the_login_form_is_tied_to_its_browser(desk: Desk) -> None:
    mine, other = desk.browser(), desk.browser()
    other.get("/login")
    fields = {"csrf": mine.token("/login"), "name": "anna", "password": PASSWORD}
    assert other.post("/login", data=fields).status_code == 403
    assert desk.browser().post("/login", data=fields).status_code == 403


@pytest.mark.parametrize(
    ("who", "page", "status"),
    [
        ("boris", "/people", 403),
        ("boris", "/log", 403),
        ("carla", "/people", 403),
        ("carla", "/log", 403),
        ("anna", "/people", 200),
        ("anna", "/log", 200),
        ("boris", "/following", 200),
        ("boris", "/decisions", 200),
        ("boris", "/account", 200),
    ],
)
def test_pages_are_for_their_roles(signed: Signed, who: str, page: str, status: int) -> None:
    assert signed(who).get(page).status_code == status


@pytest.mark.parametrize(
    ("who", "to", "fields"),
    [
        ("boris", "/decisions", {"verdict": "hide", "ids": "s1"}),
        ("boris", "/decisions/undo", {"decision": "v1"}),
        ("carla", "/people/add", {"name": "dora", "password": PASSWORD, "role": "admin"}),
        ("carla", "/people/role", {"name": "carla", "role": "admin"}),
        ("carla", "/people/remove", {"name": "anna"}),
        ("carla", "/people/password", {"name": "anna", "password": PASSWORD + "x"}),
    ],
)
def test_changes_are_for_their_roles(desk: Desk, signed: Signed, who: str, to: str, fields: dict[str, str]) -> None:
    assert signed(who).fill("/account", to, **fields).status_code == 403
    with desk.opened() as ledger:
        assert [(p.name, p.role) for p in ledger.people()] == [
            ("anna", "admin"),
            ("boris", "reader"),
            ("carla", "editor"),
        ]


def test_a_role_that_is_taken_holds_at_once(signed: Signed) -> None:
    hers, his = signed("anna"), signed("carla")
    token = his.token("/decisions")
    assert hers.fill("/people", "/people/role", name="carla", role="reader").status_code == 303
    assert his.post("/decisions", data={"csrf": token, "verdict": "hide", "ids": "s1"}).status_code == 403
    assert hers.fill("/people", "/people/remove", name="carla").status_code == 303
    assert his.get("/").status_code == 303


def test_forms_that_are_too_large_are_refused(signed: Signed) -> None:
    browser = signed("carla")
    token = browser.token("/decisions")
    large = {"csrf": token, "verdict": "hide", "ids": "s1", "note": "x" * 30_000}
    assert browser.post("/decisions", data=large).status_code == 413
    assert browser.post("/decisions", data=large | {"note": "x" * (MOST + 1)}).status_code == 413
    many = {"csrf": token} | {f"f{n}": "" for n in range(1_000)}
    assert browser.post("/decisions", data=many).status_code in {400, 413}

    def endless() -> object:
        yield b"csrf="
        for _ in range(200):
            yield b"x" * 10_000

    headers = {"Content-Type": "application/x-www-form-urlencoded"}
    assert browser.post("/decisions", content=endless(), headers=headers).status_code == 413
    assert browser.post("/decisions", files={"csrf": (None, token)}).status_code == 415
    assert browser.post("/decisions", content=b"{}", headers={"Content-Type": "application/json"}).status_code == 415


def test_it_is_not_opened_to_others_without_a_login(desk: Desk, tmp_path: Path) -> None:
    empty = Desk(str(tmp_path / "empty.db"))
    for bound in ("127.0.0.1", "localhost", "::1", "[::1]", "127.8.8.8"):
        with empty.opened() as ledger:
            serving.refuse(ledger, Wanted(bound, 0))
    outside = [Wanted(bound, 0) for bound in ("0.0.0.0", "::", "192.0.2.1", "desk.example", "")]
    outside += [Wanted("127.0.0.1", 0, proxy=True), Wanted("127.0.0.1", 0, names=("desk.example",))]
    for wanted in outside:
        with empty.opened() as ledger, pytest.raises(UsageError, match="recoupe user add"):
            serving.refuse(ledger, wanted)
        with desk.opened() as ledger:
            serving.refuse(ledger, wanted)


def test_it_answers_to_its_names_alone() -> None:
    assert serving.hosts(Wanted("127.0.0.1", 0)) == origins.LOCAL
    assert serving.hosts(Wanted("127.0.0.1", 0, names=("Desk.example",))) == origins.LOCAL | {"desk.example"}
    named = serving.hosts(Wanted("0.0.0.0", 0, names=("desk.example.",)))
    assert named is not None
    assert named >= origins.LOCAL | {"desk.example"}
    assert serving.hosts(Wanted("0.0.0.0", 0)) is None


def test_no_socket_gets_past_the_guard(desk: Desk) -> None:
    with pytest.raises(WebSocketDisconnect), desk.browser().websocket_connect("/anything"):
        pass


def test_hosts_of_others_are_not_served(tmp_path: Path) -> None:
    desk = Desk(str(tmp_path / "x.db"), hosts=origins.LOCAL)
    browser = desk.browser()
    for host in ("evil.example", "127.0.0.1.evil.example", "", "[::1", "localhost:80:80", "localhost@evil.example"):
        assert browser.get("/", headers={"Host": host}).status_code == 421, host
    for host in ("localhost", "127.0.0.1:8765", "[::1]:8765", "LOCALHOST."):
        assert browser.get("/", headers={"Host": host}).status_code == 200, host


def test_who_has_the_computer_needs_no_password_until_there_is_somebody(tmp_path: Path) -> None:
    desk = Desk(str(tmp_path / "x.db"))
    browser = desk.browser()
    assert browser.get("/").text == "front of whoever"
    assert browser.get("/account").status_code == 403
    assert browser.post("/decisions", data={"verdict": "hide", "ids": "s1"}).status_code == 403  # another page's form
    assert browser.fill("/people", "/people/add", name="anna", password=PASSWORD, role="admin").status_code == 303
    assert browser.get("/").status_code == 303
    assert browser.sign_in("anna").status_code == 303


def test_who_comes_from_a_link_elsewhere_is_still_signed_in(signed: Signed, desk: Desk) -> None:
    """A strict cookie is kept back once; the page then asks once more from here."""
    headers = {"Sec-Fetch-Site": "cross-site", "Sec-Fetch-Mode": "navigate"}
    first = desk.browser().get("/decisions", headers=headers)
    assert first.status_code == 200
    assert 'http-equiv="refresh"' in first.text
    assert signed("anna").get("/decisions", headers=headers | {"Sec-Fetch-Site": "same-origin"}).status_code == 200


def test_reading_may_be_open_to_all(tmp_path: Path) -> None:
    desk = Desk(str(tmp_path / "x.db"), public=True)
    with desk.opened() as ledger:
        ledger.enrol("anna", PASSWORD, "admin", by="clerk")
    browser = desk.browser()
    assert browser.get("/").text == "front of "
    assert browser.get("/decisions").status_code == 200
    for page in ("/following", "/people", "/log", "/account"):
        assert browser.get(page).status_code == 403
    assert 'action="/decisions"' not in browser.get("/decisions").text


def test_keys_open_what_they_are_for(desk: Desk, signed: Signed) -> None:
    hers = signed("anna")
    made = hers.fill(
        "/account", "/account/keys", label="<script>alert(1)</script>", **{"may-read": "yes", "days": "30"}
    )
    assert made.status_code == 200
    secret = made.text.split("<code>recoupe_")[1].split("</code>")[0]
    assert "<script>" not in made.text
    assert secret not in hers.get("/account").text
    bearer = {"Authorization": f"Bearer recoupe_{secret}"}
    program = desk.browser()
    assert program.get("/api/v1/whoami", headers=bearer).json() == {"name": "anna", "via": "key", "may": ["read"]}
    assert program.get("/people", headers=bearer).status_code == 403
    form = {"Content-Type": "application/x-www-form-urlencoded"}
    assert program.post("/people/remove", headers=bearer | form, content=b"name=boris").status_code == 403
    assert program.get("/account", headers=bearer).status_code == 403
    for wrong in ("Bearer x", "Bearer ", "bearer recoupe_" + secret[:-1], "Bearer recoupe_" + secret + "é"):
        assert program.get("/api/v1/whoami", headers={"Authorization": wrong.encode()}).status_code == 401
    key = hers.get("/account").text.split('name="key" value="')[1].split('"')[0]
    assert signed("carla").fill("/account", "/account/keys/revoke", key=key).status_code == 404
    assert hers.fill("/account", "/account/keys/revoke", key=key).status_code == 303
    assert program.get("/api/v1/whoami", headers=bearer).status_code == 401


def test_one_changes_ones_own_password(desk: Desk, signed: Signed) -> None:
    browser, elsewhere = signed("boris"), signed("boris")
    other = "a lighthouse keeps no secrets"
    wrong = browser.fill("/account", "/account/password", old="wrong wrong wrong", new=other)
    assert (wrong.status_code, "is wrong" in wrong.text) == (401, True)
    short = browser.fill("/account", "/account/password", old=PASSWORD, new="short")
    assert (short.status_code, "less than 12" in short.text) == (422, True)
    assert browser.fill("/account", "/account/sessions").status_code == 303
    assert elsewhere.get("/").status_code == 303
    assert browser.fill("/account", "/account/password", old=PASSWORD, new=other).status_code == 303
    assert browser.get("/").status_code == 303
    assert desk.browser().sign_in("boris", other).status_code == 303


def test_names_and_notes_are_never_markup(signed: Signed) -> None:
    browser = signed("anna")
    done = browser.fill("/people", "/people/add", name="<img/src=x>", password=PASSWORD, role="reader")
    assert done.status_code == 303
    for page in ("/people", "/log"):
        text = browser.get(page).text
        assert "&lt;img/src=x&gt;" in text
        assert "<img" not in text
    wrong = browser.fill("/people", "/people/role", name="<b>", role="<script>")
    assert "<script>" not in wrong.text
    assert wrong.status_code == 422
    for odd in ("before=9999999999999999999999", "before=-1", "before=x", "person=%00%ff&action=' OR 1=1--"):
        assert browser.get(f"/log?{odd}").status_code == 200
