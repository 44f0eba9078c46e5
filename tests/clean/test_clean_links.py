"""Outlinks and the footers of networks, in HTML and in plain text."""

import pytest
from made_pages import FRENCH, PARAGRAPHS, article, html, plain

from recoupe.model import Article

SITES = ("https://alpha-news.example/", "https://beta-sport.example/", "https://gamma-cuisine.example/")
NETWORK_HTML = (
    "<p><strong>Our other sites</strong></p><ul>"
    + "".join(f"<li><a href='{u}'>{u[8:-9]}</a></li>" for u in SITES)
    + "</ul>"
)


def where(found: Article) -> dict[str, str]:
    return {o.url: o.where for o in found.outlinks}


def test_parts_of_a_page() -> None:
    body = html(
        after="<p>The town wrote to <a href='https://council.example/a?b=1#c'>the council</a> on Monday morning.</p>"
    )
    found = where(article(body))
    assert found["https://council.example/a?b=1"] == "body"
    assert found["https://www.harbour-gazette.example/news"] == "nav"
    assert found["https://other.example/"] == "footer"


@pytest.mark.parametrize(
    "href",
    [
        "javascript:alert(1)",
        "mailto:a@b.example",
        "#top",
        "",
        "http://[::1",
        "http://localhost/",
        "data:text/html,x",
        "ftp://a.example/",
    ],
)
def test_what_is_no_address_on_the_web(href: str) -> None:
    assert not [o for o in article(html(body=f"<p><a href='{href}'>x</a></p>")).outlinks if o.where == "body"]


def test_a_base_is_heeded() -> None:
    page = html(
        head="<base href='https://cdn.example/deep/'>", after="<p>See <a href='map.html'>the map</a> of it all.</p>"
    )
    assert "https://cdn.example/deep/map.html" in where(article(page))


def test_a_network_in_the_article_never_becomes_text() -> None:
    found = article(html(after=NETWORK_HTML))
    assert found.text.splitlines() == list(PARAGRAPHS)
    assert [o.url for o in found.outlinks if o.where == "footer"][:3] == list(SITES)


def test_text_after_a_network_stays() -> None:
    found = article(html(before=NETWORK_HTML))
    assert found.text.splitlines() == list(PARAGRAPHS)


def lines(*, heading: str = "", form: str = "{name}\nLink: {url}") -> str:
    entries = [form.format(name=u[8:-9].replace("-", " ").title(), url=u, host=u[8:-1]) for u in SITES]
    return "\n".join([*([heading] if heading else []), *entries])


FOOTERS = {
    "announced, English": lines(heading="Our other sites"),
    "announced, French": lines(heading="Nos autres sites sur Alpha"),
    "announced, German": lines(heading="Unsere weiteren Seiten:"),
    "announced, Spanish": lines(heading="Nuestros otros sitios"),
    "announced, Russian": lines(heading="Наши другие сайты:"),
    "bullets": lines(heading="Our network", form="  • {name} - all the news\n{url}"),
    "one a line": lines(heading="Sister sites", form="- {name}: {host}"),
    "bare domains": lines(heading="Our sites", form="{host}"),
    "in one line": "Our other sites: " + " | ".join(u[8:-1] for u in SITES),
    "unannounced": lines(),
    "another heading": lines(heading="Elsewhere in the group:"),
    "long blurb": lines(
        heading="Our other sites", form="• {name} : everything that you never knew you needed!\nLink : {url}"
    ),
    "last words": lines(heading="Our other sites") + "\n\n© Alpha Group",
}


@pytest.mark.parametrize("name", FOOTERS)
@pytest.mark.parametrize("paragraphs", [PARAGRAPHS, FRENCH])
def test_a_footer_in_plain_text(name: str, paragraphs: tuple[str, ...]) -> None:
    text = "\n\n".join(paragraphs) + "\n\n" + FOOTERS[name] + "\n"
    found = plain(text)
    assert found.text == text
    assert [(text[a:b]) for a, b in found.boilerplate] == [FOOTERS[name]]
    assert [o.url.rstrip("/") for o in found.outlinks] == [u.rstrip("/") for u in SITES]
    assert all(o.where == "footer" for o in found.outlinks)


def test_the_words_of_a_footers_link() -> None:
    text = "\n\n".join(PARAGRAPHS) + "\n\n" + FOOTERS["bullets"]
    assert plain(text).outlinks[0].text == "Alpha News - all the news"


NO_FOOTERS = {
    "addresses in passing": "See https://council.example/report for the report.\nMore is on www.builders.example as well, they say.",
    "a source": "Source: www.council.example",
    "a contact": "Write to us at press@council.example or call.",
    "sentences that run together": "The town waited.it rained.nobody came.",
    "files": "See plan.pdf, bridge.png and notes.txt in the folder of the council.",
    "our sites in a sentence": "Our sites are closed today, the builders said, and nobody knows when they will be open again. "
    "They sent their people home at noon. The council was not told.",
    "a list of demands": "- open the books\n- close the bridge\n- run more ferries",
}


@pytest.mark.parametrize("name", NO_FOOTERS)
def test_what_is_no_footer(name: str) -> None:
    found = plain("\n\n".join([*PARAGRAPHS, NO_FOOTERS[name]]))
    assert found.boilerplate == ()
    assert found.outlinks == ()


def test_a_list_of_sites_in_the_middle_is_the_articles() -> None:
    text = "\n\n".join([PARAGRAPHS[0], FOOTERS["unannounced"], *PARAGRAPHS])
    assert plain(text).boilerplate == ()


def test_a_pointer_to_another_article_is_named() -> None:
    pointer = "Lire aussi : Les bacs ont encore du retard"
    text = "\n\n".join([FRENCH[0], pointer, *FRENCH[1:]])
    assert [text[a:b] for a, b in plain(text).boilerplate] == [pointer]
