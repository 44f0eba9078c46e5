"""Changes after publication, told apart: those that a note of correction tells of, and the silent ones."""

import datetime as dt

from recoupe import linking, pipeline, store
from recoupe.ledger import Query
from recoupe.model import Page
from recoupe.sources import Fetched
from web.newsroom import Browser

AT = dt.datetime(2025, 6, 20, 10, tzinfo=dt.UTC)
TEXT = "Olga Stern said on Monday that the lighthouse would be painted {when}. Forty people had asked for it."
NOTE = "Correction: an earlier version of this article named the wrong season."


def kept(url: str, texts: list[str], own: str) -> str:
    """Keep versions of one address, a day apart; the id of the last."""
    article = ""
    with store.open(own) as ledger:
        for day, text in enumerate(texts):
            at = AT + dt.timedelta(days=day)
            body = "".join(f"<p>{line}</p>" for line in text.splitlines())
            html = f"<html><head><title>The lighthouse</title></head><body><article>{body}</article></body></html>"
            reading = pipeline.read(Page(url, html.encode(), url=url, fetched=at))
            ledger.fetched(Fetched(url, at, "kept", status=200, answered=url, digest=f"sha256:{day}"), reading)
            article = reading.article.id
    return article


def test_a_site_and_an_article_tell_silent_changes_from_those_with_a_note(own: str) -> None:
    with store.open(own) as ledger:
        ledger.watch("https://lights.example/", feeds=["https://lights.example/feed"])
    before, after = TEXT.format(when="in May, before the storms come"), TEXT.format(when="in the autumn")
    noted = kept("https://lights.example/1", [before, f"{after}\n{NOTE}"], own)
    silent = kept("https://lights.example/2", [before.replace("Forty", "Fifty"), after.replace("Forty", "Sixty")], own)
    browser = Browser(own)
    assert "<dd>1 / 2</dd>" in browser.page("/site/lights.example")
    assert "With a note of correction." in browser.page(f"/article/{noted}")
    assert "Without a note of correction." in browser.page(f"/article/{silent}")


def test_an_edited_page_is_one_article_and_its_earlier_version_says_so(own: str) -> None:
    before, after = (
        TEXT.format(when="in May"),
        "Olga Stern denied on Monday that the lighthouse would be painted in May.",
    )
    with store.open(own) as ledger:
        ledger.watch("https://lights.example/", feeds=["https://lights.example/feed"])
    first = kept("https://lights.example/1", [before], own)
    last = kept("https://lights.example/1", [before, after], own)
    with store.open(own) as ledger:
        linking.link(ledger)
        story, other = ledger.find(last), ledger.find(first)
    assert story is not None
    assert other is not None
    browser = Browser(own)
    page = browser.page(f"/article/{first}")
    assert "This is an earlier version of the page" in page
    assert f'href="/article/{last}"' in page
    assert "This is an earlier version" not in browser.page(f"/article/{last}")
    assert "1 earlier version" in browser.page(f"/article/{last}")
    assert "Forty people" not in browser.page(f"/story/{story.story}")
    assert browser.get(f"/api/v1/articles/{first}").json()["later"] == last
    (edit,) = browser.get("/api/v1/edits?site=lights.example").json()["items"]
    assert (edit["earlier"], edit["article"]["id"], edit["announced"]) == (first, last, False)
    site = browser.page("/edits?site=lights.example")
    assert f'href="/article/{first}"' in site
    assert "denies" in site
    assert 'href="/edits?site=lights.example"' in browser.page("/site/lights.example")
    assert browser.get("/api/v1/edits?site=other.example").json() == {"items": [], "next": None}


def test_edits_go_on_where_a_page_of_them_ends(own: str) -> None:
    urls = [f"https://lights.example/{n}" for n in range(5)]
    with store.open(own) as ledger:
        ledger.watch("https://lights.example/", feeds=["https://lights.example/feed"])
    for n, url in enumerate(urls):
        kept(url, [TEXT.format(when=f"in {n + 3} days"), TEXT.format(when=f"in {n + 3} years")], own)
    browser = Browser(own)
    seen, cursor = [], ""
    for _ in range(3):
        told = browser.get(f"/api/v1/edits?limit=2&cursor={cursor}").json()
        seen += [edit["article"]["url"] for edit in told["items"]]
        cursor = told["next"]
    assert sorted(seen) == urls
    assert cursor is None


def test_a_version_that_came_back_stands_among_the_others_twice(own: str) -> None:
    one, other = TEXT.format(when="in May"), TEXT.format(when="in the autumn")
    back = kept("https://lights.example/1", [one, other, one], own)
    page = Browser(own).page(f"/article/{back}")
    versions = page[page.index('id="versions"') :].split("<li>")[1:]
    assert len(versions) == 3
    assert ["this one" in v for v in versions] == [True, False, True]
    assert ["stands there now" in v for v in versions] == [False, False, True]
    assert "in May" not in versions[0]  # nothing stood there before
    assert '<ins class="is" dir="auto">+ ' in versions[1]
    assert versions[1].index("− ") < versions[1].index("in May") < versions[1].index("+ ")
    assert versions[2].index("− ") < versions[2].index("in the autumn") < versions[2].index("+ ")
    assert "2 earlier versions" in page


def test_a_page_that_was_taken_down_says_so_wherever_it_is_shown(own: str) -> None:
    url = "https://lights.example/1"
    other = kept("https://b.lights.example/1", [TEXT.format(when="in May")], own)
    with store.open(own) as ledger:
        ledger.watch("https://lights.example/", feeds=["https://lights.example/feed"])
    first = kept(url, [TEXT.format(when="in June")], own)
    last = kept(url, [TEXT.format(when="in June"), TEXT.format(when="in May")], own)
    gone = AT + dt.timedelta(days=3)
    with store.open(own) as ledger:
        linking.link(ledger)
        ledger.fetched(Fetched(url, gone, "gone", reason="answered 410", status=410))
        entry = ledger.find(last)
        (claim,) = [g.group.id for g in ledger.groups("claim") if "lighthouse" in g.name]
        assert list(ledger.check()) == []
    assert entry is not None
    browser = Browser(own)
    for address in (f"/claim/{claim}", f"/story/{entry.story}"):
        assert "taken down" in browser.page(address)
    assert "What stood there last" in browser.page(f"/article/{first}")
    assert "stands there now" not in browser.page(f"/article/{last}")
    assert browser.get(f"/api/v1/articles/{last}").json()["gone"] == gone.isoformat()
    assert browser.get(f"/api/v1/articles/{other}").json()["gone"] is None
    with store.open(own) as ledger:
        again = pipeline.read(Page(url, TEXT.format(when="in May"), "text/plain", url=url))
        ledger.fetched(Fetched(url, gone + dt.timedelta(days=1), "kept", status=200, digest="sha256:9"), again)
        assert all(e.gone is None for e in ledger.articles(Query(earlier=True)))


def test_an_actor_whose_words_were_withdrawn_and_a_claim_that_is_none_any_more(own: str) -> None:
    said = "Olga Stern said on Monday that the lighthouse would be painted in May."
    denied = "The keeper Jan Wolter denied that the lighthouse would be painted in May."
    kept("https://lights.example/1", [said], own)
    kept("https://b.lights.example/1", [denied], own)
    with store.open(own) as ledger:
        linking.link(ledger)
        (claim,) = [g.group.id for g in ledger.groups("claim") if "lighthouse" in g.name]
        (actor,) = [g.group.id for g in ledger.groups("actor") if g.name == "Olga Stern"]
        kept("https://lights.example/1", [said, "The lighthouse was not painted for years, and nobody asks why."], own)
        linking.link(ledger)
    browser = Browser(own)
    page = browser.page(f"/actor/{actor}")
    assert "No page that stands now names them" in page
    assert "would be painted in May" in page
    left = browser.get(f"/claim/{claim}")
    assert left.status_code == 404
    assert "This one is left" in left.text
    assert "Jan Wolter" in left.text
    told = browser.get(f"/api/v1/claims/{claim}")
    assert (told.status_code, "left of it is statement s" in told.json()["title"]) == (404, True)
    assert browser.get(f"/api/v1/actors/{actor}").status_code == 200


def test_the_api_lists_what_was_taken_down(own: str) -> None:
    url = "https://lights.example/1"
    with store.open(own) as ledger:
        ledger.watch("https://lights.example/", feeds=["https://lights.example/feed"])
    article = kept(url, [TEXT.format(when="in June")], own)
    with store.open(own) as ledger:
        ledger.fetched(Fetched(url, AT + dt.timedelta(days=3), "gone", reason="answered 410", status=410))
    browser = Browser(own)
    (gone,) = browser.get("/api/v1/taken-down?site=lights.example").json()
    assert (gone["article"]["id"], gone["url"], gone["answer"]) == (article, url, "answered 410")
    assert browser.get("/api/v1/taken-down?site=nowhere.example").json() == []
    assert browser.get("/api/v1/sites/lights.example").json()["gone"] == 1
    assert "taken down" in browser.page("/site/lights.example")


def test_a_statement_leads_to_its_claim(own: str) -> None:
    with store.open(own) as ledger:
        claim = next(iter(ledger.groups("claim"))).group
        statement = next(ledger.members(claim.id)).id
    browser = Browser(own)
    assert browser.get(f"/api/v1/claims/{statement}").json()["id"] == claim.id
    moved = browser.get(f"/claim/{statement}")
    assert (moved.status_code, moved.headers["location"]) == (308, f"/claim/{claim.id}")
