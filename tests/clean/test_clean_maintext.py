"""Main text: what is added, what is dropped, what must stay."""

import pytest
from made_pages import FRENCH, HEADLINE, PARAGRAPHS, article, codes, html, ld, news

STANDFIRST = "Ferries will carry people over the water while the crack in the second arch is repaired"


def test_paragraphs_are_lines() -> None:
    assert article(html()).text.splitlines() == list(PARAGRAPHS)


def test_a_standfirst_that_is_shown_comes_first() -> None:
    head = f"<meta property='og:description' content='{STANDFIRST}.'>"
    page = html(head=head).replace(
        "<article>", f"<header><div class='teaser'><span>{STANDFIRST}.</span></div></header><article>"
    )
    assert article(page).text.splitlines()[0] == f"{STANDFIRST}."


def test_a_standfirst_that_is_cut_in_the_meta_is_found_whole() -> None:
    head = f"<meta property='og:description' content='{STANDFIRST[:60]}…'>"
    page = html(head=head).replace("<article>", f"<header><div>{STANDFIRST}.</div></header><article>")
    assert article(page).text.splitlines()[0] == f"{STANDFIRST}."


def test_a_standfirst_of_which_one_meta_says_that_it_is_cut_is_found_whole() -> None:
    head = "".join(
        f"<meta {name}='{said}'>"
        for name, said in (
            ("property='og:description' content", STANDFIRST[:60]),
            ("name='description' content", f"{STANDFIRST[:60]} …"),
        )
    )
    page = html(head=head).replace("<article>", f"<header><div>{STANDFIRST}.</div></header><article>")
    assert article(page).text.splitlines()[0] == f"{STANDFIRST}."


def test_a_description_that_is_not_shown_stays_out() -> None:
    head = f"<meta property='og:description' content='{STANDFIRST}.'>"
    assert STANDFIRST not in article(html(head=head)).text


DROPPED = {
    "headline": HEADLINE,
    "headline after a kicker": f"Harbour: {HEADLINE}",
    "read more": "Read more: Ferries run late again",
    "lire aussi": "Lire aussi : Les bacs ont du retard",
    "lesen sie auch": "Lesen Sie auch: Die Fähren sind verspätet",
    "ilgili haberler": "İlgili haberler: Feribotlar yine geç kaldı",
    "leggi anche": "Leggi anche: I traghetti sono in ritardo",
    "share": "Share this article",
    "partager": "Partager",
    "appeal": "Sign up for our morning letter and never miss a ferry",
    "link alone": "<a href='/ferries'>Ferries run late again</a>",
    "byline": "By Mara Ellwood",
    "byline with a place": "By Mara Ellwood, Harbour Town",
    "time": "08.05.2024, 09:30",
}


@pytest.mark.parametrize("name", DROPPED)
def test_lines_that_are_not_its_own(name: str) -> None:
    head = ld(news(author={"@type": "Person", "name": "Mara Ellwood"}))
    found = article(html(head=head, before=f"<p>{DROPPED[name]}</p>"))
    assert found.text.splitlines() == list(PARAGRAPHS)


KEPT = (
    "Read also the letter that she wrote to the council, the mayor told the builders, before you answer me in public.",
    "“Share it,” she said.",
    "To print the plan would break the copyright law, the council said.",
    "Ferries run late again, said <a href='/o'>Ole Strand</a>, who has waited for one since nine.",
)


@pytest.mark.parametrize("line", KEPT)
def test_lines_that_only_look_like_it(line: str) -> None:
    found = article(html(after=f"<p>{line}</p>"))
    assert len(found.text.splitlines()) == len(PARAGRAPHS) + 1


def test_a_declared_body_where_the_page_shows_little() -> None:
    whole = " ".join(PARAGRAPHS * 2)
    page = html(head=ld(news(articleBody=whole)), paragraphs=PARAGRAPHS[:1])
    assert article(page).text == whole


def test_a_declared_body_does_not_displace_the_page() -> None:
    page = html(head=ld(news(articleBody=" ".join(PARAGRAPHS))))
    assert article(page).text.splitlines() == list(PARAGRAPHS)


def test_a_page_without_text() -> None:
    assert "no_text" in codes(article("<html><body><img src='a.png'></body></html>"))


def test_french() -> None:
    found = article(html(paragraphs=FRENCH, lang="fr", headline="Le vieux pont ferme pour un an"))
    assert found.text.splitlines() == list(FRENCH)
    assert found.lang == "fr"
