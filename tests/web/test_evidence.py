"""The stored pages behind an article: shown as plain text, to who may, and never after something was forgotten."""

import datetime as dt
from pathlib import Path

import pytest

pytest.importorskip("warcio", reason="skipped: no warcio")
from recoupe import pipeline, store, warc
from recoupe.ledger import Query
from recoupe.model import Link, Page
from recoupe.sources import Fetched
from web import browsing
from web.newsroom import HOSTILE, Browser

URL = "https://kept.example/1"
TEXT = "Olga Stern said on Monday that the lighthouse would be painted. The mayor denied that it was sold."
BODY = f"<html><head><title>The lighthouse</title></head><body><p>{TEXT}</p>{HOSTILE}</body></html>".encode()
AT = dt.datetime(2025, 6, 20, 10, tzinfo=dt.UTC)


@pytest.fixture
def kept(own: str, tmp_path: Path) -> tuple[str, str, str]:
    """A ledger with an article of which the page is stored; the article and the record."""
    folder = tmp_path / "evidence"
    with warc.Folder(str(folder), writing=True) as writing:
        record = writing.keep(
            warc.Answer(URL, "HTTP/1.1 200 OK", (("Content-Type", "text/html"),), BODY, AT, None)
        ).record
    with store.open(own) as ledger:
        ledger.watch("https://kept.example/", feeds=["https://kept.example/feed"])
        reading = pipeline.read(Page(URL, BODY, url=URL, fetched=AT))
        ledger.fetched(Fetched(URL, AT, "kept", status=200, record=record, answered=URL, digest="sha256:x"), reading)
        said = list(ledger.statements(Query(sites=("kept.example",))))
        assert said
        other = next(iter(ledger.statements(Query(lang=("fr",)))))
        ledger.link([Link("claim", said[0].statement.id, other.statement.id, maker="recoupe", sides=("for", "for"))])
    return own, reading.article.id, record


def browser(ledger: str, tmp_path: Path, **more: object) -> Browser:
    return Browser(ledger, evidence=lambda: warc.Folder(str(tmp_path / "evidence")), **more)


def test_claim_and_article_lead_to_the_stored_page(kept: tuple[str, str, str], tmp_path: Path) -> None:
    ledger, article, record = kept
    reader = browser(ledger, tmp_path)
    link = f'href="/article/{article}/evidence"'
    assert link in reader.page(f"/article/{article}")
    with store.open(ledger) as there:
        claim = next(s.claim for s in there.statements(Query(sites=("kept.example",))) if s.claim)
    assert link in reader.page(f"/claim/{claim}")
    text = reader.page(f"/article/{article}/evidence")
    assert record in text
    assert f"/article/{article}/evidence/{record.replace(':', '%3A')}" in text


@browsing.needs_chromium
@pytest.mark.parametrize("theme", ["light", "dark"])
def test_nobody_is_kept_out_of_it(kept: tuple[str, str, str], tmp_path: Path, theme: str) -> None:
    axe = pytest.importorskip("axe_playwright_python.sync_playwright", reason="skipped: no axe-playwright-python")
    ledger, article, record = kept
    evidence = warc.Folder(str(tmp_path / "evidence"))
    with browsing.serving(ledger, evidence=lambda: evidence) as served, browsing.browser() as chromium:
        for width in browsing.WIDTHS:
            page = chromium.new_page(color_scheme=theme, viewport={"width": width, "height": 800})
            page.goto(f"{served}/article/{article}/evidence")
            assert record in page.content()
            assert axe.Axe().run(page).response["violations"] == []
            assert page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")


def test_it_is_plain_text_and_nothing_of_it_runs(kept: tuple[str, str, str], tmp_path: Path) -> None:
    ledger, article, record = kept
    answer = browser(ledger, tmp_path).get(f"/article/{article}/evidence/{record}")
    assert answer.status_code == 200
    assert HOSTILE in answer.text
    assert answer.headers["content-type"] == "text/plain; charset=utf-8"
    assert "sandbox" in answer.headers["content-security-policy"]
    assert answer.headers["x-content-type-options"] == "nosniff"


def test_what_is_not_there_or_not_to_be_shown_is_told(kept: tuple[str, str, str], tmp_path: Path) -> None:
    ledger, article, record = kept
    reader = browser(ledger, tmp_path)
    other = "urn:uuid:00000000-0000-0000-0000-000000000000"
    reader.page(f"/article/{article}/evidence/{other}", 404)
    reader.page(f"/article/{article}/evidence/..%2F..%2Fetc%2Fpasswd", 404)
    reader.page("/article/a1nothing/evidence", 404)
    Browser(ledger).page(f"/article/{article}/evidence/{record}", 404)  # no folder
    assert "Nothing is stored" in Browser(ledger).page(f"/article/{article}/evidence")
    for file in (tmp_path / "evidence").glob("*.warc*"):
        file.unlink()
    assert "cannot be read" in reader.page(f"/article/{article}/evidence/{record}", 404)


def test_a_name_that_is_forgotten_takes_the_stored_page_along(kept: tuple[str, str, str], tmp_path: Path) -> None:
    ledger, article, record = kept
    reader = browser(ledger, tmp_path)
    reader.page(f"/article/{article}/evidence")
    with store.open(ledger) as there:
        there.forget(name="Olga Stern", delete=True, person="anna")
        now = next(iter(there.articles(Query(sites=("kept.example",)))))
    for name in {article, now.id}:
        assert reader.get(f"/article/{name}/evidence").status_code == 404
        assert reader.get(f"/article/{name}/evidence/{record}").status_code == 404
    assert "stored page" not in reader.page(f"/article/{now.id}")


def test_readers_without_an_account_see_none(kept: tuple[str, str, str], tmp_path: Path) -> None:
    ledger, article, record = kept
    with store.open(ledger) as there:
        there.enrol("anna", "a long enough word", "editor", by="anna")
    reader = browser(ledger, tmp_path, public=True)
    assert "stored page" not in reader.page(f"/article/{article}")
    reader.page(f"/article/{article}/evidence", 403)
    reader.page(f"/article/{article}/evidence/{record}", 403)
