"""What people do, in a real browser: find, decide and undo, follow, be told by feed, webhook and mail."""

import json
import urllib.request
from collections.abc import Iterator
from email import message_from_bytes, policy
from pathlib import Path
from typing import Any

import pytest

pytest.importorskip("aiosmtpd", reason="skipped: no aiosmtpd")
from localweb import receivers
from recoupe import alerting, pipeline, store
from recoupe.fetch import mailing
from recoupe.model import Page
from recoupe.store import copying
from web import browsing

pytestmark = browsing.needs_chromium
NEWS = Page(
    "https://new.example/1", "Olga Stern said on Monday that the lighthouse would be painted.", "text/plain",
    url="https://new.example/1", lang="en", published="2025-06-20T10:00:00+02:00", title="The lighthouse",
)  # fmt: skip
MORE = Page(
    "https://new.example/2", "Olga Stern denied on Tuesday that the lighthouse was sold.", "text/plain",
    url="https://new.example/2", lang="en", published="2025-06-21T10:00:00+02:00", title="Not sold",
)  # fmt: skip


@pytest.fixture(scope="module")
def desk(ledger: str, tmp_path_factory: pytest.TempPathFactory) -> str:
    """A ledger that these tests change."""
    path = tmp_path_factory.mktemp("paths") / "desk.db"
    with store.open(ledger) as there, store.open(str(path), create=True) as new:
        copying.copy(there, new)
        new.add(pipeline.read(NEWS))
    return str(path)


@pytest.fixture(scope="module")
def chromium() -> Iterator[Any]:
    with browsing.browser() as browser:
        yield browser


@pytest.fixture(scope="module")
def served(desk: str) -> Iterator[str]:
    with browsing.serving(desk, allow=("127.0.0.1",)) as address:
        yield address


@pytest.fixture
def page(chromium: Any) -> Iterator[Any]:
    """A page which must not complain."""
    context = chromium.new_context()
    made, said = context.new_page(), list[str]()
    made.set_default_timeout(8_000)
    made.on("console", lambda m: said.append(m.text) if m.type in {"error", "warning"} else None)
    made.on("pageerror", lambda e: said.append(str(e)))
    yield made
    context.close()
    assert said == []


def test_a_dispute_is_found_and_its_words_opened_in_the_text(page: Any, served: str) -> None:
    page.goto(served)
    page.get_by_role("link", name="Disputes").click()
    page.locator(".claim header a").first.click()
    page.wait_for_url("**/claim/**")
    words = page.locator(".side.against blockquote").first.inner_text().strip("“” ")
    page.locator(".side.against").get_by_text("in the text").first.click()
    page.wait_for_url("**/article/**")
    assert words[:40] in page.locator(".text").inner_text()
    assert "#" in page.url


def test_two_actors_are_joined_and_parted_again(page: Any, served: str, desk: str) -> None:
    with store.open(desk) as ledger:
        two = [g for g in ledger.groups("actor") if g.name in {"Caux Ferries", "Olga Stern"}]
    assert len(two) == 2
    page.goto(f"{served}/actor/{two[0].group.id}")
    page.get_by_role("link", name="Merge, split").click()
    page.get_by_label("What", exact=True).select_option("merge")
    page.get_by_label("Ids, parted by blanks").fill(" ".join(g.group.id for g in two))
    page.get_by_label("Why").fill("one and the same, for a moment")
    page.get_by_role("button", name="Decide").click()
    page.wait_for_url("**did=decided**")
    for g in two:
        page.goto(f"{served}/actor/{g.group.id}")
        names = page.get_by_role("heading", name="Names").locator("xpath=..").inner_text()
        assert all(one.name in names for one in two)
    page.goto(f"{served}/decisions")
    first = page.locator("ol.decisions > li").first
    assert "one and the same, for a moment" in first.inner_text()
    first.get_by_role("button", name="Take back").click()
    page.wait_for_url("**did=undone**")
    page.goto(f"{served}/actor/{two[0].group.id}")
    assert two[1].name not in page.locator("main").inner_text()


def followed(page: Any, served: str, words: str) -> Any:
    """A search that was found on the search page, saved; its card."""
    page.goto(served)
    page.keyboard.press("/")
    page.keyboard.type(words)
    page.keyboard.press("Enter")
    page.wait_for_url("**/search?**")
    assert "lighthouse" in page.locator("main").inner_text()
    page.get_by_role("button", name="Save this search").click()
    page.wait_for_url("**did=followed**")
    return page.locator("article.card", has=page.get_by_role("link", name=words, exact=True))


def alerted(page: Any, card: Any, way: str, target: str = "") -> None:
    card.get_by_text("Be told of what is new").click()
    card.get_by_label(way, exact=True).check()
    card.get_by_label("Address of mail, or of the webhook").fill(target)
    card.get_by_role("button", name="Make the alert").click()
    page.get_by_text("Your new alert").wait_for()


def test_a_search_is_saved_and_read_as_a_feed(page: Any, served: str) -> None:
    alerted(page, followed(page, served, "lighthouse"), "A feed for a reader of feeds")
    address = page.locator("section.secret a", has_text=".json").get_attribute("href")
    with urllib.request.urlopen(served + address) as answer:
        told = json.loads(answer.read())
    assert told["title"] == "lighthouse"
    assert any("lighthouse" in json.dumps(item) for item in told["items"])


def test_one_is_told_by_webhook_and_by_mail_of_what_comes(page: Any, served: str, desk: str) -> None:
    with receivers.hooks() as hooks, receivers.mails() as mails:
        alerted(page, followed(page, served, "lighthouse*"), "A webhook, signed", hooks.url())
        secret = page.locator("section.secret code").first.inner_text()
        alerted(page, followed(page, served, "who:stern lighthouse"), "Mail", "desk@paper.example")
        with store.open(desk) as ledger:
            mail = (mailing.server(f"smtp+plain://127.0.0.1:{mails.port}"), "recoupe@paper.example")
            sender = alerting.Sender(ledger, mail=mail, allow=("127.0.0.1",), link=alerting.shown_at(served))
            sender.round()
            assert (hooks.got, mails.got) == ([], []), "what is there already is not news"
            ledger.add(pipeline.read(MORE))
            sender.round()
    body = json.loads(hooks.got[0].body)
    assert len(hooks.got) == len(mails.got) == 1
    assert "Olga Stern" in json.dumps(body)
    signed = pytest.importorskip("standardwebhooks", reason="skipped: no standardwebhooks")
    signed.Webhook(secret).verify(hooks.got[0].body, hooks.got[0].headers)
    content = mails.got[0].content
    assert isinstance(content, bytes)
    message = message_from_bytes(content, policy=policy.default)
    assert message["To"] == "desk@paper.example"
    assert "lighthouse" in str(message.get_body(("plain",)))
    page.goto(f"{served}/following")
    card = page.locator("article.card", has=page.get_by_role("link", name="lighthouse*", exact=True))
    card.get_by_text("Deliveries").click()
    assert "1 item" in card.inner_text()


def test_who_is_signed_out_meanwhile_is_told_and_comes_back(chromium: Any, desk: str, tmp_path: Path) -> None:
    own = str(tmp_path / "own.db")
    with store.open(desk) as there, store.open(own, create=True) as new:
        copying.copy(there, new)
        new.enrol("anna", "a long enough word", "editor", by="anna")
    with browsing.serving(own) as address:
        context = chromium.new_context()
        page = context.new_page()
        page.goto(f"{address}/disputes")
        assert "/login" in page.url
        for _ in range(2):
            page.get_by_label("Name").fill("anna")
            page.get_by_label("Password").fill("a long enough word")
            page.get_by_role("button", name="Sign in").click()
            page.wait_for_url("**/disputes**")
            with store.open(own) as ledger:
                ledger.sign_out_everywhere("anna")
            page.goto(f"{address}/disputes")
        assert "/login" in page.url
        context.close()
