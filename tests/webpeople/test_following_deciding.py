"""Searches that are kept, alerts, decisions: on their pages, each person's own, every change undone."""

import re
from collections.abc import Callable

import feedparser
import pytest

from localweb.receivers import hooks
from recoupe import alerting, pipeline
from recoupe.cli import factchecked
from recoupe.ledger import Query
from recoupe.model import Page
from recoupe.web.people import following
from webpeople.desk import Browser, Desk

Signed = Callable[[str], Browser]
TEXT = (
    "Karl Holm said on Tuesday that the old bridge would close for a year.\n\n"
    "“The bridge is safe,” Anna Berg told reporters."
)


def added(desk: Desk, n: int, text: str = TEXT) -> str:
    url = f"https://a.example/{n}"
    page = Page(f"r{n}", text, "text/plain", url=url, lang="en", published="2024-05-08", title="A <bridge>")
    read = pipeline.read(page)
    with desk.opened() as ledger:
        ledger.add(read)
    return read.article.id


def follow_of(browser: Browser) -> str:
    return str(re.findall(r'name="follow" value="(h1\w+)"', browser.get("/following").text)[0])


def test_a_search_is_kept_and_becomes_a_feed(desk: Desk, signed: Signed) -> None:
    browser = signed("boris")
    added(desk, 1)
    kept = browser.fill("/following", "/following", kind="search", what="bridge", name="The <b>bridge</b>")
    assert (kept.status_code, kept.headers["location"]) == (303, "/following?did=followed")
    assert "The &lt;b&gt;bridge" in browser.get("/following?did=followed").text
    made = browser.fill("/following", "/following/alerts", follow=follow_of(browser), way="feed", every="0")
    assert made.status_code == 200
    addresses = re.findall(r'href="(/feeds/[^"]+)"', made.text)
    assert [a.rpartition(".")[2] for a in addresses] == ["atom", "rss", "json"]
    assert addresses[0] not in browser.get("/following").text  # shown once
    reader = desk.browser()  # which has not signed in
    for address in addresses[:2]:
        answer = reader.get(address)
        found = feedparser.parse(answer.content)
        assert (found.bozo, len(found.entries)) == (False, 2)
        assert answer.headers["x-robots-tag"] == "noindex"
        assert {e.link.rpartition("/")[0] for e in found.entries} == {"http://desk.example/statement"}
    assert reader.get(addresses[2]).json()["title"] == "The <b>bridge</b>"
    alert = re.findall(r'name="alert" value="(j1\w+)"', browser.get("/following").text)[0]
    assert browser.fill("/following", "/following/alerts/change", alert=alert, do="remove").status_code == 303
    for address in (*addresses, "/feeds/x.atom", "/feeds/x.exe", "/feeds/.atom"):
        assert reader.get(address).status_code == 404


def test_a_feed_forgets_what_is_forgotten(desk: Desk, signed: Signed) -> None:
    browser = signed("boris")
    added(desk, 1)
    browser.fill("/following", "/following", kind="search", what="bridge")
    made = browser.fill("/following", "/following/alerts", follow=follow_of(browser), way="feed")
    address = re.findall(r'href="(/feeds/[^"]+atom)"', made.text)[0]
    assert "Berg" in desk.browser().get(address).text
    with desk.opened() as ledger:
        ledger.forget(name="Anna Berg", delete=True, person="clerk")
    assert "Berg" not in desk.browser().get(address).text


def test_a_webhook_is_made_paused_and_taken_out(desk: Desk, signed: Signed) -> None:
    browser = signed("boris")
    browser.fill("/following", "/following", kind="search", what="bridge")
    follow = follow_of(browser)
    with hooks() as there:
        refused = browser.fill(
            "/following", "/following/alerts", follow=follow, way="webhook", target="http://127.0.0.1/"
        )
        assert (refused.status_code, "this machine itself" in refused.text) == (422, True)
        with desk.opened() as ledger:
            ledger.alert(follow, "webhook", there.url())
        added(desk, 1)
        with desk.opened() as ledger:
            alerting.Sender(ledger, allow=["127.0.0.1"]).round()
        assert len(there.got) == 1
    made = browser.fill("/following", "/following/alerts", follow=follow, way="webhook", target="https://h.example/x")
    assert "whsec_" in made.text
    page = browser.get("/following").text
    assert "whsec_" not in page
    assert "2 items" in page
    alert = re.findall(r'name="alert" value="(j1\w+)"', page)[0]
    for do, state in (("pause", "paused"), ("resume", "active")):
        assert browser.fill("/following", "/following/alerts/change", alert=alert, do=do).status_code == 303
        with desk.opened() as ledger:
            assert state in [a.state for a in ledger.alerts() if a.id == alert]
    assert browser.fill("/following", "/following/alerts/change", alert=alert, do="explode").status_code == 404
    assert browser.fill("/following", "/following/remove", follow=follow).status_code == 303
    with desk.opened() as ledger:
        assert (ledger.follows(), ledger.alerts()) == ([], [])


def test_what_is_anothers_is_not_touched(desk: Desk, signed: Signed) -> None:
    hers, his = signed("anna"), signed("boris")
    hers.fill("/following", "/following", kind="search", what="bridge")
    follow = follow_of(hers)
    hers.fill("/following", "/following/alerts", follow=follow, way="mail", target="anna@paper.example")
    alert = re.findall(r'name="alert" value="(j1\w+)"', hers.get("/following").text)[0]
    assert follow not in his.get("/following").text
    assert his.fill("/following", "/following/alerts", follow=follow, way="feed").status_code == 422
    assert his.fill("/following", "/following/alerts/change", alert=alert, do="remove").status_code == 404
    assert his.fill("/following", "/following/remove", follow=follow).status_code == 404
    with desk.opened() as ledger:
        assert len(ledger.alerts()) == 1


@pytest.mark.parametrize(
    ("to", "fields"),
    [
        ("/following", {"kind": "search", "what": ""}),
        ("/following", {"kind": "search", "what": "lang:"}),
        ("/following", {"kind": "search", "what": "stance:<script>"}),
        ("/following", {"kind": "fly", "what": "x"}),
        ("/following", {"kind": "story", "what": "t10000000000000000"}),
        ("/following", {"kind": "search", "what": "x " * 900}),
        ("/following/alerts", {"follow": "h1", "way": "feed"}),
        ("/following/alerts", {"follow": "h1", "way": "pigeon"}),
        ("/following/alerts", {"follow": "h1", "way": "mail", "target": "a@b.example\nBcc: c@d.example"}),
        ("/following/alerts", {"follow": "h1", "way": "webhook", "target": "file:///etc/passwd"}),
        ("/following/alerts", {"follow": "h1", "way": "webhook", "target": "http://169.254.169.254/"}),
    ],
)
def test_what_cannot_be_is_told_on_the_page(signed: Signed, to: str, fields: dict[str, str]) -> None:
    done = signed("boris").fill("/following", to, **fields)
    assert done.status_code == 422
    assert 'role="alert"' in done.text
    assert "<script>" not in done.text


def test_nobody_keeps_without_end(signed: Signed, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(following, "MOST_FOLLOWS", 2)
    monkeypatch.setattr(following, "MOST_ALERTS", 1)
    browser = signed("boris")
    for n, status in enumerate((303, 303, 422)):
        assert browser.fill("/following", "/following", kind="search", what=f"bridge{n}").status_code == status
    for status in (200, 422):
        done = browser.fill("/following", "/following/alerts", follow=follow_of(browser), way="feed")
        assert done.status_code == status


def statements(desk: Desk) -> list[str]:
    with desk.opened() as ledger:
        return [s.statement.id for s in ledger.statements()]


def who_said(desk: Desk) -> list[str | None]:
    with desk.opened() as ledger:
        return [s.statement.who for s in ledger.statements()]


def undone(browser: Browser) -> None:
    """Take the latest decision back, by its button."""
    decision = re.findall(r'name="decision" value="(v1\w+)"', browser.get("/decisions").text)[0]
    assert browser.fill("/decisions", "/decisions/undo", decision=decision).status_code == 303
    assert browser.fill("/decisions", "/decisions/undo", decision=decision).status_code == 404


def test_statements_are_judged_and_that_is_undone(desk: Desk, signed: Signed) -> None:
    added(desk, 1)
    browser = signed("carla")
    one, two = statements(desk)
    decide = {"verdict": "correct", "ids": one, "who": "Karl Holm-Berg", "stance": "asserts", "note": "<i>her</i> name"}
    done = browser.fill("/decisions", "/decisions", **decide, back=f"/article/x#{one}")
    assert (done.status_code, done.headers["location"]) == (303, f"/article/x?did=decided#{one}")
    assert who_said(desk)[0] == "Karl Holm-Berg"
    page = browser.get("/decisions").text
    assert "carla" in page
    assert "&lt;i&gt;her&lt;/i&gt; name" in page
    assert browser.fill("/decisions", "/decisions", **decide).status_code == 422  # it reads so already
    undone(browser)
    assert who_said(desk)[0] == "Karl Holm"
    page = browser.get("/decisions").text
    assert "Taken back by" in page
    assert browser.fill("/decisions", "/decisions", verdict="hide", ids=two).status_code == 303
    assert statements(desk) == [one]
    undone(browser)
    assert statements(desk) == [one, two]
    assert browser.fill("/decisions", "/decisions", verdict="confirm", ids=one).status_code == 303
    with desk.opened() as ledger:
        assert [s.confirmed for s in ledger.statements()] == [True, False]


def test_actors_are_merged_renamed_and_split(desk: Desk, signed: Signed) -> None:
    added(desk, 1)
    added(desk, 2, TEXT.replace("Anna Berg", "Ana Bergh"))
    browser = signed("carla")

    def actors() -> dict[str, tuple[str, int]]:
        with desk.opened() as ledger:
            return {g.name: (g.group.id, g.group.size) for g in ledger.groups("actor", Query())}

    pair = [actors()["Anna Berg"][0], actors()["Ana Bergh"][0]]
    assert browser.fill("/decisions", "/decisions", verdict="merge", ids=", ".join(pair)).status_code == 303
    merged = next(i for i, size in actors().values() if size == 2)
    assert browser.fill("/decisions", "/decisions", verdict="rename", ids=merged, name="Dr Berg").status_code == 303
    assert actors()["Dr Berg"] == (merged, 2)
    with desk.opened() as ledger:
        members = [m.id for m in ledger.members(merged)]
    split = {"verdict": "split", "ids": merged, "members": members[1]}
    assert browser.fill("/decisions", "/decisions", **split).status_code == 303
    assert 2 not in [size for _, size in actors().values()]
    for _ in range(3):
        undone(browser)
    assert {"Anna Berg", "Ana Bergh"} <= set(actors())


def test_a_fact_check_is_written_on_its_page(desk: Desk, signed: Signed) -> None:
    added(desk, 1)
    browser = signed("carla")
    one, two = statements(desk)
    assert browser.fill("/decisions", "/decisions", verdict="merge", ids=f"{one} {two}").status_code == 303
    with desk.opened() as ledger:
        (claim,) = ledger.groups("claim")
    fields = {"verdict": "check", "ids": claim.group.id, "rating": "False", "reviewer": "The Desk"}
    lacking = browser.fill("/decisions", "/decisions", **fields)
    assert (lacking.status_code, "needs its url" in lacking.text, 'value="The Desk"' in lacking.text) == (
        422,
        True,
        True,
    )
    assert browser.fill("/decisions", "/decisions", **fields, url="https://desk.example/1").status_code == 303
    with desk.opened() as ledger:
        (review,) = factchecked.reviews(ledger, Query())
    assert (review.rating, review.appearances) == ("False", ("https://a.example/1",))
    undone(browser)


@pytest.mark.parametrize(
    "fields",
    [
        {"verdict": "hide", "ids": "s10000000000000000"},
        {"verdict": "hide", "ids": ""},
        {"verdict": "hide", "ids": "s1 s2"},
        {"verdict": "explode", "ids": "s1"},
        {"verdict": "", "ids": ""},
        {"verdict": "merge", "ids": "w1"},
        {"verdict": "merge", "ids": "' OR 1=1; DROP TABLE review --"},
        {"verdict": "split", "ids": "w1", "members": ""},
        {"verdict": "rename", "ids": "w1", "name": "<script>"},
        {"verdict": "correct", "ids": "s1", "stance": "asserts"},
    ],
)
def test_what_cannot_be_decided_is_told_and_what_was_typed_stays(
    desk: Desk, signed: Signed, fields: dict[str, str]
) -> None:
    added(desk, 1)
    done = signed("carla").fill("/decisions", "/decisions", **fields, note="a <reason>")
    assert done.status_code == 422
    assert 'role="alert"' in done.text
    assert "a &lt;reason&gt;" in done.text
    assert "<script>" not in done.text
    with desk.opened() as ledger:
        assert list(ledger.reviews(live=False)) == []


def test_what_was_forgotten_meanwhile_is_no_crash(desk: Desk, signed: Signed) -> None:
    added(desk, 1)
    browser = signed("carla")
    one = statements(desk)[0]
    browser.fill("/decisions", "/decisions", verdict="confirm", ids=one)
    with desk.opened() as ledger:
        ledger.forget(url="https://a.example/1", delete=True, person="clerk")
    assert browser.get(f"/decisions?of={one}").status_code == 200
    undone(browser)
