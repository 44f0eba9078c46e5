"""Pages that leave no doubt about their text, and such that do."""

import gc
import json

import pytest
from lxml import html

from recoupe import clean, garbage
from recoupe.clean import blocks, bodies
from recoupe.config import Config
from recoupe.model import Page

ONE = "The harbour council said on Monday that the new ferry would not run before the spring of next year."
TWO = "Its chair, Ada Brandt, denied that money was lacking and spoke of a delay at the yard in the north."
THREE = "Fishermen from both villages had asked for a crossing that also takes their vans, and got no answer."
SHORT = "No date is set."
TEASER = "Elsewhere on the coast a lighthouse was sold to a couple who want to bake bread in it, neighbours say."
PARAGRAPHS = (ONE, TWO, THREE)


def page(body: str, *, head: str = "") -> str:
    return f"<html lang=en><head><title>Ferry</title>{head}</head><body>{body}</body></html>"


def paragraphs(*texts: str) -> str:
    return "".join(f"<p>{t}</p>" for t in texts)


def seen(body: str) -> tuple[blocks.Survey, str]:
    found = blocks.survey(html.document_fromstring(page(body)))
    return found, found.text()


def declared(text: str) -> str:
    data = {"@context": "https://schema.org", "@type": "NewsArticle", "headline": "Ferry", "articleBody": text}
    return f'<script type="application/ld+json">{json.dumps(data)}</script>'


def read(source: str) -> str:
    return clean.article(Page("x", source.encode()), config=Config()).text


def test_one_element_holds_the_text() -> None:
    found = seen(f"<div><h3>Other news</h3><div>{SHORT}</div></div><div>{paragraphs(*PARAGRAPHS)}</div>")
    assert bodies.held(*found).split("\n") == list(PARAGRAPHS)


def test_short_lines_headings_lists_and_quotations_in_it_stay() -> None:
    found = seen(
        f"<article>{paragraphs(ONE, SHORT)}<h2>The yard</h2>{paragraphs(TWO)}<ul><li>spring</li><li>summer</li></ul>"
        f"<blockquote><p>{SHORT}</p></blockquote>{paragraphs(THREE, SHORT)}</article>"
    )
    kept = [ONE, SHORT, "The yard", TWO, "spring", "summer", SHORT, THREE, SHORT]
    assert bodies.held(*found).split("\n") == kept


def test_lines_that_break_tags_make() -> None:
    found = seen(f"<div>{'<br>'.join(PARAGRAPHS)}</div>")
    assert bodies.held(*found).split("\n") == list(PARAGRAPHS)


def test_a_sentence_may_have_links_and_a_line_of_links_goes() -> None:
    linked = f"<a href='/a'>{TWO[:60]}</a>{TWO[60:]}"
    found = seen(f"<div>{paragraphs(ONE, linked, '<a href=/b>Read this</a>', THREE, ONE)}</div>")
    assert bodies.held(*found).split("\n") == [ONE, TWO, THREE, ONE]


@pytest.mark.parametrize(
    "body",
    [
        f"<div>{paragraphs(ONE, TWO)}</div>",  # too few
        f"<div>{paragraphs(*PARAGRAPHS)}</div><div>{paragraphs(*(TEASER,) * 3)}</div>",  # two hold much
        f"<div>{paragraphs(*PARAGRAPHS)}<div><div>{TEASER}</div></div></div>",  # it holds another's text
        "",
        "<div></div>",
    ],
    ids=["few", "two", "mixed", "empty", "bare"],
)
def test_where_in_doubt_nothing_is_held(body: str) -> None:
    assert not bodies.held(*seen(body))


def test_a_declared_body_is_taken_as_the_page_shows_it() -> None:
    body = f"<div><p>{ONE}</p></div><section>{TEASER}</section><div><h2>The yard</h2><p>{TWO}</p><p>{THREE}</p></div>"
    found, simple = seen(body)
    assert bodies.shown(" ".join(PARAGRAPHS), found, simple).split("\n") == [ONE, "The yard", TWO, THREE]


@pytest.mark.parametrize(
    "text",
    [" ".join((ONE, TWO, THREE[:40])), f"{ONE} {TEASER} {SHORT}", ONE, ""],
    ids=["cut", "other", "little", "none"],
)
def test_a_body_that_is_not_the_page_is_no_measure(text: str) -> None:
    found, simple = seen(f"<div>{paragraphs(*PARAGRAPHS)}</div>")
    assert not bodies.shown(text, found, simple)


def test_a_page_is_read_by_what_it_declares() -> None:
    many = [f"Paragraph {n}: {t}" for n in range(3) for t in PARAGRAPHS]
    aside = f"<div><div>{TEASER}</div></div>"
    source = page("".join(f"<div><p>{t}</p></div>" for t in many) + aside, head=declared("\n".join(many)))
    assert read(source).split("\n") == many


def test_ends_of_elements_are_known_also_where_the_walk_stops() -> None:
    found = blocks.survey(html.document_fromstring(page(paragraphs(*[ONE] * 3_000))))
    assert not found.whole
    assert len(bodies.held(found, found.text())) > len(ONE) * 1_000


@garbage.later()
def fails() -> None:
    assert not gc.isenabled()
    with garbage.later():
        pass
    assert not gc.isenabled()
    raise ValueError("inside")


def test_garbage_is_looked_for_again_whatever_happens() -> None:
    assert gc.isenabled()
    with pytest.raises(ValueError, match="inside"):
        fails()
    assert gc.isenabled()
