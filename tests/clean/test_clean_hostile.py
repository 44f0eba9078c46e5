"""Pages made to be slow or to break: each within its time, none raises, the text before the attack is kept."""

import os
import time
from collections.abc import Callable

import pytest
from made_pages import PARAGRAPHS, article, html

MEGABYTE = 1_000_000
SECONDS = 2.0 * float(os.environ.get("RECOUPE_CI_FACTOR", "4"))
LINE = "<p>The mayor said on Tuesday that the old bridge would close.</p>"


def inside(attack: str) -> str:
    return html(after=attack)


ATTACKS: dict[str, Callable[[], str]] = {
    "50 MB of paragraphs": lambda: inside(LINE * (50 * MEGABYTE // len(LINE))),
    "50 MB of text": lambda: inside("It rained in town. " * (50 * MEGABYTE // 19)),
    "50 MB of scripts": lambda: inside("<script>var a = '<p>b</p>';</script>" * (50 * MEGABYTE // 37)),
    "50 MB of a picture": lambda: inside("<img src='data:image/png;base64," + "A" * 50 * MEGABYTE + "'>"),
    "100,000 paragraphs": lambda: inside(LINE * 100_000),
    "100,000 nested": lambda: inside("<div>" * 100_000 + "They said so."),
    "100,000 nested inline": lambda: inside("<b><i>" * 50_000),
    "100,000 nested headings": lambda: inside("<h1><span>a" * 50_000),
    "100,000 attributes": lambda: inside("<p " + " ".join(f"a{i}='1'" for i in range(100_000)) + ">x</p>"),
    "100,000 bare attributes": lambda: inside("<p " + " ".join(f"a{i}" for i in range(100_000)) + ">x</p>"),
    "100,000 links": lambda: inside("".join(f"<a href='http://h{i}.example/'>more</a>" for i in range(100_000))),
    "100,000 spans": lambda: inside("<p>" + "<span>a b</span>" * 100_000 + "</p>"),
    "100,000 list items": lambda: inside("<ul>" + "<li><a href='/x'>more of it</a></li>" * 100_000 + "</ul>"),
    "2 MB without a blank": lambda: inside("<p>" + "a" * 2 * MEGABYTE + "</p>"),
    "2 MB of blanks": lambda: inside("<p>" + " " * 2 * MEGABYTE + "</p>"),
    "brackets": lambda: inside("<" * MEGABYTE),
    "entities": lambda: inside("&amp;" * 400_000),
    "numbers": lambda: inside("<p>" + "1,2.3," * 300_000 + "</p>"),
    "open comments": lambda: inside("<!--" * 200_000),
    "open quotes": lambda: inside("<p a='" * 100_000),
    "open scripts": lambda: inside("<script>" * 200_000),
    "networks": lambda: inside("<p>Our other sites</p><p><a href='http://a.example'>x</a></p>" * 5_000),
    "bylines": lambda: inside("<span class='author'>Mara Ellwood</span>" * 20_000),
    "items": lambda: inside("<div itemscope itemtype='http://schema.org/Article'><b itemprop='name'>x</b>" * 3_000),
    "nested JSON": lambda: html(head="<script type='application/ld+json'>" + '{"a":' * 200_000 + "</script>"),
    "broken JSON": lambda: html(head="<script type='application/ld+json'>{" + '"author":{"' * 100_000 + "</script>"),
    "JSON backslashes": lambda: html(
        head="<script type='application/ld+json'>" + '"headline":"' + "\\" * MEGABYTE + "</script>"
    ),
    "JSON scripts": lambda: html(head="<script type='application/ld+json'>{</script>" * 20_000),
    "authors": lambda: html(
        head="<script type='application/ld+json'>"
        '{"@type":"NewsArticle","author":[' + '"A B",' * 100_000 + '"C"]}</script>'
    ),
    "a declared body and almost its lines": lambda: html(
        head="<script type='application/ld+json'>"
        '{"@type":"NewsArticle","articleBody":"' + "a" * 395_000 + '"}</script>',
        after="".join(f"<p>{i} aaaaaaaaaaaaa</p>" for i in range(11_500)),
    ),
    "metas": lambda: html(head="<meta name='author' content='By By By'>" * 50_000),
    "long meta": lambda: html(head="<meta name='author' content='" + "a and " * 300_000 + "'>"),
    "long title": lambda: html(headline="a | " * 200_000),
}


@pytest.mark.parametrize("name", ATTACKS)
def test_within_its_time(name: str) -> None:
    page = ATTACKS[name]()
    article(html())  # what is loaded once is loaded
    start = time.process_time()
    found = article(page)
    seconds = time.process_time() - start
    assert seconds < SECONDS, f"{seconds:.1f} s"
    assert PARAGRAPHS[0] in found.text or found.problems


def test_nothing_is_lost_below_many_elements() -> None:
    found = article(inside("<div>" * 5_000 + "".join(f"<p>{p}</p>" for p in PARAGRAPHS[:1]) + "</div>" * 5_000 + LINE))
    assert "would close.\n" in found.text + "\n"
    assert "deep" in {p.code for p in found.problems}


def test_entities_neither_grow_nor_read_files() -> None:
    bomb = (
        '<!DOCTYPE html [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;"><!ENTITY f SYSTEM "file:///etc/hostname">]>'
    )
    assert len(article(bomb + html(after="<p>See &b;&b;&b; and &f; here, in the text of the page.</p>")).text) < 1_000


@pytest.mark.parametrize(
    "page", ["", " ", "\x00", "no tags at all", "<", "<html>", "\ud800<p>a", "<!-- only -->", "<?xml version='1.0'?>"]
)
def test_what_is_hardly_a_page(page: str) -> None:
    found = article(page)
    assert found.problems
    assert article(page.encode("utf-8", "surrogatepass")).problems
