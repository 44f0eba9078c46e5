"""What a page says of itself for machines, in its many ways and its many faults."""

import json

import pytest
from made_pages import HEADLINE, URL, article, html, ld, news

from broken_data import BROKEN

PERSON = {"@type": "Person", "name": "Mara Ellwood"}
WHEN = "2024-05-08T09:30:00+02:00"
FULL = news(author=PERSON, datePublished=WHEN, dateModified="2024-05-08T11:00:00+02:00")

ONE_WAY = {
    "plain": ld(FULL),
    "list": ld(FULL, {"@type": "BreadcrumbList"}),
    "graph": ld({"@graph": [{"@type": "WebPage", "name": "x"}, FULL]}),
    "author by reference": ld(
        {"@graph": [{**FULL, "author": {"@id": "#mara"}}, {"@id": "#mara", **PERSON, "url": "https://x.example/"}]}
    ),
    "nested": ld({"@type": "WebPage", "mainEntity": FULL}),
    "full type": ld({**FULL, "@type": "http://schema.org/NewsArticle"}),
    "two types": ld({**FULL, "@type": ["Article", "NewsArticle"]}),
    "in a comment": f"<script type='application/ld+json'><!-- {json.dumps(FULL)} --></script>",
    "in CDATA": f"<script type='application/ld+json'>//<![CDATA[\n{json.dumps(FULL)}\n//]]></script>",
    "trailing comma": f"<script type='application/ld+json'>{json.dumps(FULL)[:-1]},}}</script>",
    "trailing semicolon": f"<script type='application/ld+json'>{json.dumps(FULL)};</script>",
    "two objects": f"<script type='application/ld+json'>{{}}\n{json.dumps(FULL)}</script>",
    "escaped": "<script type='application/ld+json'>" + json.dumps(FULL).replace('"', "&quot;") + "</script>",
    "bad escape": "<script type='application/ld+json'>"
    + json.dumps({**FULL, "x": "§"}).replace("\\u00a7", r"\d")
    + "</script>",
    "line break in a string": "<script type='application/ld+json'>"
    + json.dumps({**FULL, "x": "§"}).replace("\\u00a7", "a\nb")
    + "</script>",
    "cut short": f"<script type='application/ld+json'>{json.dumps(FULL)[:-1]}, \"image\": {{</script>",
    "microdata": (
        "<div itemscope itemtype='https://schema.org/NewsArticle'>"
        f"<meta itemprop='headline' content='{HEADLINE}'><meta itemprop='datePublished' content='{WHEN}'>"
        "<meta itemprop='dateModified' content='2024-05-08T11:00:00+02:00'>"
        "<span itemprop='author' itemscope itemtype='https://schema.org/Person'><span itemprop='name'>Mara Ellwood</span>"
        "</span></div>"
    ),
    "meta": (
        f"<meta property='og:title' content='{HEADLINE}'><meta property='article:published_time' content='{WHEN}'>"
        "<meta property='article:modified_time' content='2024-05-08T11:00:00+02:00'>"
        "<meta name='author' content='Mara Ellwood'>"
    ),
    "parsely": (
        f"<meta name='parsely-title' content='{HEADLINE}'><meta name='parsely-pub-date' content='{WHEN}'>"
        "<meta name='parsely-author' content='Mara Ellwood'><meta name='last-modified' content='2024-05-08T11:00+0200'>"
    ),
    "Dublin Core": (
        f"<meta name='DC.title' content='{HEADLINE}'><meta name='DC.date.issued' content='{WHEN}'>"
        "<meta name='DC.creator' content='Mara Ellwood'><meta name='DC.date.modified' content='2024-05-08T11:00:00+02:00'>"
    ),
}


@pytest.mark.parametrize("way", ONE_WAY)
def test_each_way_says_the_same(way: str) -> None:
    found = article(html(head=ONE_WAY[way]))
    assert found.title == HEADLINE
    assert found.authors == ("Mara Ellwood",)
    assert found.published == WHEN
    assert found.modified == "2024-05-08T11:00:00+02:00"
    assert found.kind == "news"


@pytest.mark.parametrize("script", BROKEN)
def test_what_is_broken_does_no_harm(script: str) -> None:
    found = article(html(head=f"<script type='application/ld+json'>{script}</script>"))
    assert "no longer safe" in found.text
    assert found.title is None or isinstance(found.title, str)
    assert all(isinstance(a, str) for a in found.authors)


def test_the_node_about_the_page_is_taken_among_several() -> None:
    other = news(
        headline="Ferries run late", author={"@type": "Person", "name": "Ole Strand"}, url="https://x.example/2"
    )
    assert article(html(head=ld(other, {**FULL, "mainEntityOfPage": URL}))).authors == ("Mara Ellwood",)


def test_canonical_address_and_site() -> None:
    head = "<link rel='canonical' href='/2024/05/08/bridge'>"
    found = article(html(head=head), url=f"{URL}?utm_source=x")
    assert found.url == "https://www.harbour-gazette.example/2024/05/08/bridge"
    assert found.site == "harbour-gazette.example"


@pytest.mark.parametrize("canonical", ["https://elsewhere.example/a/b", "javascript:alert(1)", "/", "http://[", ""])
def test_a_canonical_address_that_cannot_be_is_left(canonical: str) -> None:
    assert article(html(head=f"<link rel='canonical' href='{canonical}'>")).url == URL


def test_what_the_row_says_wins() -> None:
    found = article(html(head=ld(FULL)), published="2024-05-07", title="Given", lang="fr")
    assert (found.published, found.title, found.lang) == ("2024-05-07", "Given", "fr")
