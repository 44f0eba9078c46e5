"""Text that no one writes: nothing crashes, nothing takes long."""

import time

import pytest
from test_rules import CODES

from recoupe.extract import dates
from recoupe.model import Article, DateMention
from recoupe.text import parse

LIMIT = 8.0
"""Seconds of CPU for 100,000 characters, many times what a common machine takes: what grows by squares takes minutes."""
HOSTILE = {
    "figures": "7" * 100_000,
    "figures apart": "1 " * 50_000,
    "figures and dots": "1.1." * 25_000,
    "years and dashes": "2018-" * 5_000,
    "clocks": "12:30 " * 5_000,
    "brackets": "(2 (" * 25_000,
    "combining marks": "u\u0301" * 50_000,
    "no blanks": "a" * 100_000,
    "soft hyphens": "Mon\u00adday 3\u00ad May " * 5_000,
    "lone surrogates": "\ud800 2018 \udfff " * 5_000,
    "marks of direction": "\u202e8102 yaM\u202c " * 5_000,
}


def find(text: str, code: str, day: str | None) -> tuple[DateMention, ...]:
    return dates.find(parse(Article("x", "x", text, lang=code, published=day), tag=False))


@pytest.mark.parametrize("code", CODES)
@pytest.mark.parametrize("name", HOSTILE)
def test_it_ends_soon(code: str, name: str) -> None:
    doc = parse(Article("x", "x", HOSTILE[name], lang=code, published="2018-09-28"), tag=False)
    start = time.process_time()
    dates.find(doc)
    assert time.process_time() - start < LIMIT


@pytest.mark.parametrize(
    ("code", "text"),
    [
        ("en", "It began on 31 February 2018, 0 May and 12/34/5678."),
        ("fr", "Le 31 février 2018, le 0 mai et le 45/13/5678, rien."),
    ],
)
def test_days_that_are_none_have_no_days(code: str, text: str) -> None:
    assert not [t for t in find(text, code, "2018-09-28") if t.days and t.days.first == t.days.last]


@pytest.mark.parametrize("day", [None, "0001-01-01", "9999-12-31"])
@pytest.mark.parametrize(
    ("code", "text"),
    [
        (
            "en",
            "Last year, next century, 900 decades ago, in 400,000 years, last Easter, the week after, 10000 days later.",
        ),
        (
            "fr",
            "L'an dernier, le siècle prochain, il y a 900 décennies, dans 400 000 ans, à Pâques, la semaine suivante.",
        ),
    ],
)
def test_the_ends_of_time(code: str, text: str, day: str | None) -> None:
    for t in find(text, code, day):
        assert t.value
        assert not t.days or not t.days.first or not t.days.last or t.days.first <= t.days.last


def test_a_language_without_dates_has_none() -> None:
    assert find("2018-09-28", "xx", "2018-09-28") == ()
