"""Pages that are kept: never older than what people decided, and nobody is shown what is another's."""

import datetime as dt
from typing import Any

import pytest

from recoupe import pipeline, store
from recoupe.ledger import Marks, Query
from recoupe.model import Page, Review
from recoupe.web import keeping
from web.newsroom import Browser

NEW = Page(
    "https://new.example/1", "Olga Stern said on Monday that the lighthouse would be painted.", "text/plain",
    url="https://new.example/1", lang="en", published="2025-06-20T10:00:00+02:00", title="The lighthouse",
)  # fmt: skip


@pytest.fixture
def counted(monkeypatch: pytest.MonkeyPatch) -> list[Any]:
    """Pages that were made, not kept."""
    made: list[Any] = []
    page = keeping._page

    def making(answer: Any, marks: Marks) -> Any:
        made.append(answer)
        return page(answer, marks)

    monkeypatch.setattr(keeping, "_page", making)
    return made


def test_a_page_is_made_once_while_nothing_changes(own: str, counted: list[Any]) -> None:
    browser = Browser(own)
    first = [browser.page("/") for _ in range(3)]
    assert len(counted) == 1
    assert first[0] == first[1] == first[2]
    browser.page("/?lang=fr")
    browser.get("/", headers={"Accept-Language": "fr"})
    assert len(counted) == 3


def test_what_is_new_is_shown_when_the_page_is_old_enough(own: str, monkeypatch: pytest.MonkeyPatch) -> None:
    browser = Browser(own)
    assert "The lighthouse" not in browser.page("/")
    with store.open(own) as ledger:
        ledger.add(pipeline.read(NEW))
    monkeypatch.setattr(keeping, "OLDEST", 0.0)
    assert "The lighthouse" in browser.page("/")
    assert keeping.Kept().most > 0


def test_a_page_is_some_seconds_old_at_most() -> None:
    assert 0 < keeping.OLDEST < 60
    page = keeping._Page(Marks(3, 1), 0.0, 200, (), "")
    assert page.holds(Marks(3, 1))
    assert not page.holds(Marks(4, 1))


def test_what_people_decide_is_shown_at_once(own: str) -> None:
    browser = Browser(own)
    with store.open(own) as ledger:
        said = next(iter(ledger.statements(Query(limit=1))))
        path = f"/article/{said.entry.id}"
        before = browser.page(path)
        decision = ledger.decide([Review("article", "hide", said.entry.id, "", person="anna")])
        browser.page(path, 404)
        ledger.revoke(decision, person="anna")
    assert browser.page(path) == before


def test_what_is_forgotten_is_gone_at_once_from_every_page_and_feed(own: str) -> None:
    browser = Browser(own)
    with store.open(own) as ledger:
        ledger.add(pipeline.read(NEW))
        actor = next(iter(ledger.groups("actor", Query(words="stern")))).group.id
        story = ledger.find("https://new.example/1")
        assert story is not None
        paths = ["/", "/actors?name=stern", "/search?q=lighthouse", "/search.rss?q=lighthouse", f"/story/{story.story}"]
        paths += ["/search.csv?q=lighthouse", f"/article/{story.id}", "/api/v1/statements?q=lighthouse"]
        for path in [*paths, f"/actor/{actor}"]:
            assert "Stern" in browser.page(path) or path == "/", path
        ledger.forget(name="Olga Stern", delete=True, person="anna")
    for path in paths:
        assert "Stern" not in browser.get(path).text, path
    assert browser.get(f"/actor/{actor}").status_code == 404


def test_nobody_gets_the_token_of_another(own: str) -> None:
    browser = Browser(own)
    with store.open(own) as ledger:
        path = f"/story/{next(iter(ledger.groups('story'))).group.id}"
    browser.page(path)  # for the cookie
    mine = browser.token(path)
    assert mine == browser.token(path)
    browser.cookies.clear()
    browser.page(path)
    assert browser.token(path) != mine
    answer = browser.post("/following", data={"csrf": mine}, headers={"Sec-Fetch-Site": "same-origin"})
    assert answer.status_code == 403


def test_little_is_kept() -> None:
    kept = keeping.Kept(most=25)
    for n in range(5):
        kept._keep(n, keeping._Page(Marks(0, 0), 0.0, 200, (), "x" * 10))
    assert list(kept.pages) == [3, 4]
    assert kept.size == 20
    kept._keep(9, keeping._Page(Marks(0, 0), 0.0, 404, (), "x"))
    assert 9 not in kept.pages


def test_marks_count_what_changes(own: str) -> None:
    with store.open(own) as ledger:
        at = ledger.marks()
        ledger.note("anna", "x", "nothing that is shown")
        assert ledger.marks() == at
        ledger.add(pipeline.read(NEW), seen=dt.datetime.now(dt.UTC))
        after = ledger.marks()
        assert (after.changed > at.changed, after.decided) == (True, at.decided)
        ledger.decide([Review("article", "hide", next(iter(ledger.articles())).id, "", person="anna")])
        assert ledger.marks().decided == at.decided + 1
