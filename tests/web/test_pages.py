"""Every page, as it is for somebody at this computer."""

import re

import pytest

from recoupe import store
from recoupe.ledger import Query
from recoupe.model import Review
from recoupe.store.store import Store
from web.newsroom import Browser

LINK = re.compile(r'(?:href|action)="(/[^"]*)"')


@pytest.fixture(scope="session")
def story(opened: Store) -> str:
    """The story with most articles."""
    return max(opened.groups("story"), key=lambda g: g.articles).group.id


@pytest.fixture(scope="session")
def dispute(opened: Store) -> str:
    return max(opened.groups("claim", Query(disputed=True)), key=lambda g: g.group.size).group.id


def test_the_front_page_shows_each_story_once_with_its_origins(browser: Browser, opened: Store) -> None:
    text = browser.page("/")
    for g in opened.groups("story"):
        assert text.count(f'href="/story/{g.group.id}"') == 1
    assert "6 independent origins" in text
    assert "disputed" in text
    assert "<svg" in text


@pytest.mark.parametrize(
    ("query", "there", "gone"),
    [
        ("lang=ar", "الجسر", "Fécamp"),
        ("site=quai-info.example", "Fécamp", "الجسر"),
        ("day=2025-06-06", "Who checks a ferry", "الجسر"),
        ("disputed=yes", "Fécamp", "Who checks a ferry"),
        ("country=FR", "Fécamp", "الجسر"),
    ],
)
def test_filters_of_the_front_page(browser: Browser, query: str, there: str, gone: str) -> None:
    main = browser.page(f"/?{query}").partition('class="cards"')[2]
    assert there in main
    assert gone not in main


def test_a_headline_in_the_language_of_the_reader_is_preferred(browser: Browser, story: str) -> None:
    def title(lang: str) -> str:
        text = browser.get(f"/story/{story}", headers={"Accept-Language": lang}).text
        return str(text.partition("<h1")[2].partition("</h1>")[0])

    assert 'lang="en"' in title("en")
    assert 'lang="fr"' in title("fr;q=0.9, en;q=0.1")


def test_no_story_like_that_says_what_to_do(browser: Browser) -> None:
    assert "No story like that" in browser.page("/?lang=ja")


def test_a_story_shows_claims_copies_outlets_and_articles(browser: Browser, story: str, opened: Store) -> None:
    text = browser.page(f"/story/{story}")
    for entry in opened.entries([story])[story]:
        assert f'href="/article/{entry.id}"' in text
    for words in ("What is said", "Who took it from whom", "Outlets", "For", "Against", "translated"):
        assert words in text
    assert text.count('class="claim"') > 5


def test_a_claim_has_both_sides_each_in_its_own_words_with_links(browser: Browser, dispute: str, opened: Store) -> None:
    text = browser.page(f"/claim/{dispute}")
    said = list(opened.statements(group=dispute))
    assert {s.polarity for s in said} >= {"for", "against"}
    for s in said:
        assert f'href="/article/{s.entry.id}"' in text
        assert f'href="/statement/{s.statement.id}"' in text
    assert "#:~:text=" in text


def test_a_statement_leads_to_its_place_in_the_article(browser: Browser, dispute: str, opened: Store) -> None:
    s = next(iter(opened.statements(group=dispute)))
    answer = browser.get(f"/statement/{s.statement.id}")
    assert answer.status_code == 303
    path, _, place = answer.headers["location"].partition("#")
    assert f'id="{place}"' in browser.page(path)


def test_an_article_shows_its_text_with_all_that_was_found(browser: Browser, opened: Store) -> None:
    s = next(iter(opened.statements(Query(stances=("denies",), lang=("fr",)))))
    text = browser.page(f"/article/{s.entry.id}")
    for mark in ('class="say denies"', 'class="date"', 'class="actor"', "cue by-denies", 'class="ledger"'):
        assert mark in text
    assert f'href="/story/{s.entry.story}"' in text


def test_an_actor_shows_names_statements_and_what_others_say(browser: Browser, opened: Store) -> None:
    actor = next(g for g in opened.groups("actor") if g.name == "Caux Ferries")
    answer = browser.get(f"/actor/{actor.group.id}")
    assert answer.headers["x-robots-tag"] == "noindex"
    for words in ("What they say", "What others say of them", "Names", *actor.names):
        assert words in answer.text


def test_a_group_that_was_joined_into_another_leads_there(own: str) -> None:
    with store.open(own) as ledger:
        one, other = [g.group.id for g in ledger.groups("actor")][:2]
        ledger.merge([one, other], person="whoever")
        now = ledger.listed(other)
        assert now is not None
    browser = Browser(own)
    old = one if now.group.id == other else other
    answer = browser.get(f"/actor/{old}")
    assert (answer.status_code, answer.headers["location"]) == (308, f"/actor/{now.group.id}")


@pytest.mark.parametrize("kind", ["story", "claim", "actor", "article", "statement", "site", "network"])
@pytest.mark.parametrize(
    "name", ["nothing", "t0", "%00", "..%2f..%2fetc", "a" * 5_000, "%F0%9F%98%80", "'; DROP TABLE x"]
)
def test_forged_ids_are_not_found(browser: Browser, kind: str, name: str) -> None:
    text = browser.page(f"/{kind}/{name}", 404)
    assert "Not found" in text


def test_an_id_of_another_kind_is_not_found(browser: Browser, story: str, dispute: str) -> None:
    browser.page(f"/claim/{story}", 404)
    browser.page(f"/story/{dispute}", 404)
    browser.page(f"/actor/{story}", 404)


def test_sites_networks_and_what_ties_them(browser: Browser) -> None:
    assert "quai-info.example" in browser.page("/sites")
    text = browser.page("/site/quai-info.example")
    assert "footer" in text
    network = re.search(r'href="(/network/[^"]+)"', text)
    assert network
    assert "cuisine-du-large.example" in browser.page(network[1])


def test_people_are_found_by_name(browser: Browser) -> None:
    assert "Vauquelin" in browser.page("/actors?name=vauquelin")
    assert "Nobody of that name" in browser.page("/actors?name=zzzz")


def test_no_link_of_a_page_is_dead(browser: Browser, story: str, dispute: str) -> None:
    seen: set[str] = set()
    for path in (
        "/",
        f"/story/{story}",
        f"/claim/{dispute}",
        "/sites",
        "/actors",
        "/disputes",
        "/about",
        "/search?q=ferry",
    ):
        seen |= {m.partition("#")[0].replace("&amp;", "&") for m in LINK.findall(browser.page(path))}
    dead = {to: browser.get(to).status_code for to in seen if not to.startswith(("/language", "/logout"))}
    assert {to: status for to, status in dead.items() if status >= 400} == {}


def test_hidden_things_are_on_no_page(own: str) -> None:
    with store.open(own) as ledger:
        s = next(iter(ledger.statements(Query(words="Nordhavn", stances=("denies",)))))
        ledger.hide(s.entry.id, person="whoever")
    browser = Browser(own)
    browser.page(f"/article/{s.entry.id}", 404)
    browser.page(f"/statement/{s.statement.id}", 404)
    assert s.entry.id not in browser.page(f"/story/{s.entry.story}")
    assert s.entry.id not in browser.get(f"/claim/{s.claim}", follow_redirects=True).text


def test_who_is_forgotten_is_on_no_page(own: str) -> None:
    with store.open(own) as ledger:
        actor = next(ledger.groups("actor", Query(words="vauquelin"))).group.id
        ledger.forget(name="Élise Vauquelin", delete=False, person="whoever")
    browser = Browser(own)
    browser.page(f"/actor/{actor}", 404)
    assert browser.get(f"/api/v1/actors/{actor}").status_code == 404
    assert "Vauquelin</a>" not in browser.page("/actors?name=vauquelin")


def test_a_copy_that_somebody_rejected_is_none(own: str) -> None:
    with store.open(own) as ledger:
        link = next(k for k in ledger.links("copy") if k.certain)
        ledger.decide([Review("copy", "reject", link.a, link.b, person="whoever")])
    text = Browser(own).page(f"/article/{link.a}")
    assert "Taken from" not in text


def test_an_empty_ledger_says_how_to_fill_it(tmp_path: object) -> None:
    path = f"{tmp_path}/empty.db"
    store.open(path, create=True).close()
    browser = Browser(path)
    assert "recoupe add" in browser.page("/")
    for to in ("/disputes", "/actors", "/sites", "/search", "/search?q=x", "/check", "/following", "/decisions"):
        browser.page(to)


def test_a_ledger_that_is_gone_is_told(tmp_path: object) -> None:
    answer = Browser(f"{tmp_path}/none.db").get("/")
    assert answer.status_code == 503
