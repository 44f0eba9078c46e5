"""Headlines without the site, authors without the rest."""

import pytest
from made_pages import HEADLINE, article, html, ld, news

from recoupe.clean import authors

HEADS = {
    "site after a bar": f"<meta property='og:title' content='{HEADLINE} | Harbour Gazette'>",
    "site after a dash": f"<meta property='og:title' content='{HEADLINE} - Harbour Gazette'>"
    "<meta property='og:site_name' content='Harbour Gazette'>",
    "site before": f"<meta property='og:title' content='Harbour Gazette: {HEADLINE}'>"
    "<meta property='og:site_name' content='Harbour Gazette'>",
    "section and site": f"<meta property='og:title' content='{HEADLINE} | Town | Harbour Gazette'>",
    "entities twice": ld(news(headline="Old bridge closes for a&nbsp;year")),
    "cut short": ld(news(headline="Old bridge closes…")),
}


@pytest.mark.parametrize("head", HEADS)
def test_headline(head: str) -> None:
    assert article(html(head=HEADS[head])).title == HEADLINE


def test_no_headline_is_made_up() -> None:
    assert (
        article("<p>It rained in the harbour town all day, and nobody went out to the old bridge to look.</p>").title
        is None
    )


LINES = {
    "By Mara Ellwood": ["Mara Ellwood"],
    "by Mara Ellwood and Ole Strand": ["Mara Ellwood", "Ole Strand"],
    "Mara Ellwood, Ole Strand": ["Mara Ellwood", "Ole Strand"],
    "Par Anne Colline et Luc Rivage": ["Anne Colline", "Luc Rivage"],
    "Von Greta Hafen und Uwe Deich": ["Greta Hafen", "Uwe Deich"],
    "Por Marta Ribera y Juan Costa": ["Marta Ribera", "Juan Costa"],
    "Mara Ellwood (mara.ellwood@gazette.example)": ["Mara Ellwood"],
    "<a href='/m'>Mara Ellwood</a>": ["Mara Ellwood"],
    "Mara Ellwood | Harbour desk": ["Mara Ellwood", "Harbour desk"],
    "Jean-Luc d’Anjou": ["Jean-Luc d’Anjou"],
    "Mara Ellwood, Political Correspondent": ["Mara Ellwood"],
    "Mara Ellwood Political Correspondent": ["Mara Ellwood"],
    "mara@gazette.example": [],
    "https://www.facebook.com/gazette": [],
    "(Picture: Harbour Archive)": [],
    "By": [],
    "": [],
}


@pytest.mark.parametrize("line", LINES)
def test_a_byline_is_parted(line: str) -> None:
    assert authors.split(line) == LINES[line]


def test_persons_before_organisations() -> None:
    head = ld(news(author={"@type": "Organization", "name": "Harbour Gazette"}))
    page = html(head=head, before="<span class='byline'>By <a rel='author' href='/m'>Mara Ellwood</a></span>")
    assert article(page).authors == ("Mara Ellwood",)


def test_an_organisation_where_nobody_signs() -> None:
    assert article(html(head=ld(news(author={"@type": "Organization", "name": "Press Pool"})))).authors == (
        "Press Pool",
    )


def test_a_byline_elsewhere_is_not_the_articles() -> None:
    aside = "<aside><a rel='author' href='/o'>Ole Strand</a></aside>"
    assert article(html(after=aside)).authors == ()


def test_the_same_name_twice_is_one() -> None:
    twice = [{"@type": "Person", "name": "Mara Ellwood"}, {"@type": "Person", "name": "MARA ELLWOOD"}]
    assert article(html(head=ld(news(author=twice)))).authors == ("Mara Ellwood",)
