"""Texts that do without capitals, as posts and messages do."""

import datetime as dt

import pytest

from recoupe import pipeline
from recoupe.model import Page


def found(text: str, lang: str) -> list[tuple[str, dt.date | None]]:
    reading = pipeline.read(Page("x", text, "text/plain", lang=lang, published="2024-05-08"))
    return [(text[t.start : t.end], t.days.first if t.days else None) for t in reading.timexes]


@pytest.mark.parametrize(
    ("lang", "text", "words", "day"),
    [
        ("en", "the ferry was late again on monday", "monday", dt.date(2024, 5, 6)),
        ("en", "they closed the pier on 4 march", "4 march", dt.date(2024, 3, 4)),
        ("de", "die fähre kam am montag zu spät", "montag", dt.date(2024, 5, 6)),
    ],
)
def test_no_capital_is_asked_for_where_there_is_none(lang: str, text: str, words: str, day: dt.date) -> None:
    assert any(words in w and first == day for w, first in found(text, lang))


def test_print_writes_names_of_days_with_a_capital() -> None:
    assert not found("They may march. The Crew sells a sun hat.", "en")
