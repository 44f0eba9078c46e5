"""Times as pages write them."""

import datetime as dt

import pytest
from made_pages import article, codes, html, ld, news, plain

from recoupe import clean
from recoupe.clean import times
from recoupe.config import Config
from recoupe.model import Article, Page

WRITTEN = {
    "2024-05-08": "2024-05-08",
    "20240508": "2024-05-08",
    "2024-05-08T09:30Z": "2024-05-08T09:30:00+00:00",
    "2024-05-08T09:30:15.123Z": "2024-05-08T09:30:15+00:00",
    "2024-05-08 09:30:15 +02:00": "2024-05-08T09:30:15+02:00",
    "2024-05-08T09:30:15+0200": "2024-05-08T09:30:15+02:00",
    "2024-05-08T09:30:15-05": "2024-05-08T09:30:15-05:00",
    "2024-05-08T9:30:15+9:00": "2024-05-08T09:30:15+09:00",
    "2024-05-08 09:30": "2024-05-08T09:30:00",
    "2024-05-08 09:30 CEST": "2024-05-08T09:30:00+02:00",
    "Wed, 08 May 2024 09:30:15 GMT": "2024-05-08T09:30:15+00:00",
    "Wed May 08 09:30:15 CEST 2024": "2024-05-08T09:30:15+02:00",
    "May 8, 2024 9:30 PM": "2024-05-08T21:30:00",
    "8 May 2024": "2024-05-08",
    "1715153415": "2024-05-08T07:30:15+00:00",
    "1715153415000": "2024-05-08T07:30:15+00:00",
}
NONE = (
    "",
    "today",
    "2024",
    "2024-05",
    "2024-02-30",
    "0000-01-01",
    "10000-01-01",
    "2024-05-08-3",
    "x" * 10_000,
    "-0044-03-15",
)


@pytest.mark.parametrize("written", WRITTEN)
def test_written(written: str) -> None:
    assert times.iso(written) == WRITTEN[written]


@pytest.mark.parametrize("written", NONE)
def test_no_time(written: str) -> None:
    assert times.iso(written) is None


def test_a_bare_day_gives_way_to_a_time_of_the_day_beside_it() -> None:
    found = article(
        html(head=ld(news(datePublished="2024-05-07")), before="<time datetime='2024-05-08T00:30:00+02:00'>")
    )
    assert found.published == "2024-05-08T00:30:00+02:00"


def test_a_bare_day_stays_where_the_other_time_is_of_another_week() -> None:
    found = article(
        html(head=ld(news(datePublished="2024-05-07")), before="<time datetime='2024-06-01T00:30:00+02:00'>")
    )
    assert found.published == "2024-05-07"


def test_the_publishers_clock_is_taken_where_both_are_given() -> None:
    head = "<meta property='article:published_time' content='2024-05-08T01:30:00+03:00'>"
    assert (
        article(html(head=ld(news(datePublished="2024-05-07T22:30:00Z")) + head)).published
        == "2024-05-08T01:30:00+03:00"
    )


VISIBLE = {
    "en": ("Published May 8, 2024", "2024-05-08"),
    "fr": ("Publié le 8 mai 2024 à 10h", "2024-05-08"),
    "de": ("8. Mai 2024", "2024-05-08"),
    "es": ("8 de mayo de 2024", "2024-05-08"),
    "ru": ("8 мая 2024", "2024-05-08"),
    "ja": ("2024年5月8日", "2024-05-08"),
}


@pytest.mark.parametrize("lang", VISIBLE)
def test_a_day_beside_the_headline(lang: str) -> None:
    line, day = VISIBLE[lang]
    page = html(before=f"<div>{line}</div>", lang=lang)
    assert article(page, lang=lang).published == day


def test_a_dateline_of_a_plain_text() -> None:
    text = "HARBOUR TOWN, 8 May 2024 (HG) — The old bridge will close, the mayor said.\n\nFerries will run."
    assert plain(text, lang="en").published == "2024-05-08"


def test_a_day_in_a_sentence_is_no_day_of_publication() -> None:
    found = plain(
        "The bridge was opened on 8 May 1954, the mayor said, by her grandfather and a small band.", lang="en"
    )
    assert found.published is None
    assert "no_publication_date" in codes(found)


def test_a_declared_day_that_is_none_is_told() -> None:
    assert {"bad_date", "no_publication_date"} <= codes(plain("It rained.", published="the day before"))


FETCHED = dt.datetime(2024, 5, 9, 10, tzinfo=dt.UTC)


def fetched(body: str, published: str | None = None) -> Article:
    media_type = "text/html" if "<" in body else "text/plain"
    return clean.article(Page("x", body, media_type, fetched=FETCHED, published=published), config=Config())


@pytest.mark.parametrize("day", ["2031-05-08T09:00:00+02:00", "2024-05-12", "9999-12-31"])
def test_a_day_after_the_page_was_fetched_is_not_believed(day: str) -> None:
    told = fetched(html(head=ld(news(datePublished=day))))
    assert (told.published, {"future_date", "no_publication_date"} <= codes(told)) == (None, True)
    assert day in next(p.message for p in told.problems if p.code == "future_date")
    row = fetched("It rained in the harbour town.", published=day)
    assert (row.published, "future_date" in codes(row)) == (None, True)


@pytest.mark.parametrize("day", ["1970-01-01T00:00:00Z", "1970-01-01", "1969-12-31T19:00:00-05:00", "1900-01-01"])
def test_a_day_that_machines_count_from_is_no_day(day: str) -> None:
    told = article(html(head=ld(news(datePublished=day))))
    assert (told.published, "absurd_date" in codes(told)) == (None, True)


def test_another_time_of_the_page_takes_its_place() -> None:
    head = (
        ld(news(datePublished="2031-05-08")) + "<meta property='article:published_time' content='2024-05-08T01:30:00Z'>"
    )
    told = fetched(html(head=head))
    assert (told.published, "future_date" in codes(told)) == ("2024-05-08T01:30:00+00:00", True)
    near = fetched(html(head=ld(news(datePublished="1970-01-01")), before="<p>8 May 2024</p>"))
    assert (near.published, "absurd_date" in codes(near)) == ("2024-05-08", True)


def test_a_clock_that_is_a_little_ahead_is_believed_and_so_is_a_person() -> None:
    ahead = fetched(html(head=ld(news(datePublished="2024-05-09T23:00:00+14:00"))))
    assert (ahead.published, codes(ahead) & {"future_date", "absurd_date"}) == ("2024-05-09T23:00:00+14:00", set())
    page = Page("x", "It rained.", "text/plain", fetched=FETCHED)
    assert clean.article(page, config=Config(published="2031-05-08")).published == "2031-05-08"
