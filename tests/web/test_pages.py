"""Every page is there, says what it should, and lets nothing run."""

import re
from dataclasses import replace
from pathlib import Path

import pytest
from jinja2 import Environment
from starlette.testclient import TestClient

from recoupe import pipeline, store
from recoupe.model import Page
from recoupe.web import app, drawing, tongues

EVIL = "<script>alert(1)</script>\"'><img src=x onerror=alert(1)>"
INLINE = re.compile(r"<script(?![^>]* src=)|<style|\sstyle=|\son[a-z]+=|javascript:", re.IGNORECASE)


def ids(demo: str) -> dict[str, str]:
    with store.open(demo) as there:
        stories = sorted(there.groups("story"), key=lambda g: -g.articles)
        claims = sorted(there.groups("claim"), key=lambda g: (not g.group.disputed, g.group.id))
        actors = sorted(there.groups("actor"), key=lambda g: -g.articles)
        return {
            "story": stories[0].group.id,
            "claim": claims[0].group.id,
            "actor": actors[0].group.id,
            "article": next(there.articles()).id,
            "site": next(there.sites()).host,
            "network": next(there.groups("network")).group.id,
        }


PLAIN = (
    "/",
    "/search",
    "/search?q=ferry",
    "/search?q=ferry&show=articles",
    "/sites",
    "/check",
    "/?lang=fr&disputed=yes",
)


@pytest.mark.parametrize("lang", tongues.codes())
def test_every_page_is_there_in_every_language_and_nothing_stands_inline(
    client: TestClient, demo: str, lang: str
) -> None:
    for path in (*PLAIN, *(f"/{kind}/{name}" for kind, name in ids(demo).items())):
        found = client.get(path, headers={"accept-language": lang})
        assert found.status_code == 200, path
        assert f'<html lang="{lang}" dir="ltr">' in found.text
        assert not INLINE.search(found.text), path
        assert "default-src 'none'" in found.headers["content-security-policy"]
        assert len(found.content) < 150_000, path


def test_the_front_page_shows_each_story_once_with_its_disputes(client: TestClient, demo: str) -> None:
    text = client.get("/").text
    assert text.count(f'/story/{ids(demo)["story"]}"') == 1
    assert "disputed claims" in text
    assert "independent origins" in text


def test_headlines_come_in_the_language_of_who_asks(client: TestClient) -> None:
    english = re.findall(r"<h2[^>]*><a[^>]*>(.*?)</a>", client.get("/", headers={"accept-language": "en"}).text)
    french = re.findall(r"<h2[^>]*><a[^>]*>(.*?)</a>", client.get("/", headers={"accept-language": "fr"}).text)
    assert len(english) == len(french)
    assert set(english) != set(french)


def test_a_claim_has_both_sides(client: TestClient, demo: str) -> None:
    text = client.get(f"/claim/{ids(demo)['claim']}").text
    assert '<section class="side for"><h3>For' in text
    assert '<section class="side against"><h3>Against' in text
    assert "#:~:text=" in text


def test_actors_are_not_indexed(client: TestClient, demo: str) -> None:
    assert client.get(f"/actor/{ids(demo)['actor']}").headers["x-robots-tag"] == "noindex"


def test_what_is_known_already_is_not_sent_again(client: TestClient) -> None:
    first = client.get("/sites")
    again = client.get("/sites", headers={"if-none-match": first.headers["etag"]})
    assert (again.status_code, again.content) == (304, b"")


@pytest.mark.parametrize("kind", ["story", "claim", "actor", "article", "site", "network"])
@pytest.mark.parametrize("name", ["t1ffffffffffffffff", "nonsense", "%00", "' OR 1=1 --", "<script>", "x" * 3_000])
def test_what_is_not_there_has_a_page(client: TestClient, kind: str, name: str) -> None:
    found = client.get(f"/{kind}/{name}")
    assert found.status_code == 404
    assert "Not in this ledger" in found.text


@pytest.mark.parametrize(
    "query",
    ["lang:", "stance:perhaps", "after:2024-13-77", '"', "-x", "a*", EVIL, "'; DROP TABLE article; --", "(" * 500],
)
def test_hostile_searches(client: TestClient, query: str) -> None:
    for path in ("/search", "/search.atom", "/api/v1/statements"):
        found = client.get(path, params={"q": query})
        assert found.status_code in {200, 400}, path
        assert "<script>alert" not in found.text


@pytest.mark.parametrize("after", ["zzz", "cjE6LTU", "cjE6OTk5OTk5OTk5", "\x00", "é"])
def test_broken_cursors(client: TestClient, after: str) -> None:
    assert client.get("/", params={"after": after}).status_code == 400
    found = client.get("/api/v1/statements", params={"after": after})
    assert found.status_code == 400
    assert found.headers["content-type"] == "application/problem+json"


def test_scripts_in_headlines_and_names_are_words(folder: Path) -> None:
    path = str(folder / "evil.db")
    text = f"Anna {EVIL} Berg said on Monday that the bridge {EVIL} was safe. “{EVIL}”, the mayor said."
    with store.open(path, create=True) as there:
        page = Page("x", text, "text/plain", url="https://a.example/1", title=EVIL, published="2024-05-08", lang="en")
        reading = pipeline.read(page)
        there.add(replace(reading, article=replace(reading.article, site="a.example", authors=(EVIL,))))
    with TestClient(app.make(app.Settings(path, readers=1))) as client:
        article = client.get("/api/v1/articles").json()["items"][0]
        paths = ["/", f"/article/{article['id']}", f"/story/{article['story']}", "/site/a.example", "/search?q=bridge"]
        for at in paths:
            found = client.get(at)
            assert found.status_code == 200, at
            assert "<script>alert" not in found.text, at
            assert "<img" not in found.text, at


def test_what_is_written_from_right_to_left_stands_so(folder: Path) -> None:
    path = str(folder / "right.db")
    text = "قالت الوزيرة ليلى حداد إن الجسر القديم آمن."
    with store.open(path, create=True) as there:
        there.add(pipeline.read(Page("x", text, "text/plain", title="الجسر القديم", published="2024-05-08", lang="ar")))
    with TestClient(app.make(app.Settings(path, readers=1))) as client:
        article = client.get("/api/v1/articles").json()["items"][0]
        assert 'lang="ar" dir="rtl"' in client.get(f"/article/{article['id']}").text
        assert '<header class="heading" dir="rtl">' in client.get(f"/story/{article['story']}").text
        assert '<html lang="en" dir="ltr">' in client.get("/").text


def test_an_empty_ledger_says_what_to_do(folder: Path) -> None:
    path = str(folder / "empty.db")
    store.open(path, create=True).close()
    with TestClient(app.make(app.Settings(path, readers=1))) as client:
        assert "recoupe add" in client.get("/").text


def test_a_pasted_text_is_read_and_looked_up(client: TestClient) -> None:
    found = client.post("/check", data={"text": "Nordhavn denied that it was buying the ferry line."})
    assert found.status_code == 200
    assert "/claim/" in found.text or "/article/" in found.text
    assert client.post("/check", data={"text": " … "}).status_code == 400
    assert client.post("/check", data={"text": "a " * 20_000}).status_code == 400
    assert client.post("/check", data={"text": "é" * 200_000}).status_code == 413


@pytest.mark.parametrize("back", ["//evil.example", "https://evil.example", "/\\evil.example", "javascript:alert(1)"])
def test_the_choice_of_a_language_leads_nowhere_else(client: TestClient, back: str) -> None:
    found = client.get("/language/fr", params={"back": back}, follow_redirects=False)
    assert found.headers["location"] == "/"


def test_every_string_is_translated() -> None:
    env = Environment(extensions=["jinja2.ext.i18n"], autoescape=True)
    told = {
        message
        for path in (drawing.HERE / "templates").glob("*.html")
        for _, _, found in env.extract_translations(path.read_text(encoding="utf-8"))  # type: ignore[attr-defined]
        for message in (found if isinstance(found, tuple) else (found,))
        if message
    }
    assert len(told) > 100
    for code in set(tongues.codes()) - {tongues.SOURCE}:
        catalogue = tongues.tongue(code).catalogue._catalog
        singular = {key[0] if isinstance(key, tuple) else key for key in catalogue}
        missing = {m for m in told if m not in singular and m not in PLURALS and not m.endswith("s")}
        assert not missing


PLURALS = {"%(num)d articles are not linked yet: run recoupe link."}
