"""Every example that stands beside a rule of dates, and what holds of any text."""

import datetime as dt
import string
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import recoupe.lang
from recoupe import lang
from recoupe.cli import trials
from recoupe.extract import dates
from recoupe.extract.dates.grammar import SHARED
from recoupe.lang.dates import Dates, Fixed, Rule
from recoupe.model import Article, DateMention
from recoupe.text import parse

CODES = sorted(p.parent.name for p in Path(recoupe.lang.__file__).parent.glob("??/dates.toml"))


def find(text: str, code: str, day: str | None = "2018-09-28") -> tuple[DateMention, ...]:
    return dates.find(parse(Article("x", "x", text, lang=code, published=day)))


def loaded(code: str) -> Dates:
    data = lang.load(Dates, code)
    assert isinstance(data, Dates)
    return data


def entries(code: str) -> tuple[Rule | Fixed, ...]:
    return (*loaded(code).rules, *loaded(code).fixed)


def examples() -> Iterator[tuple[str, ...]]:
    for code in CODES:
        for rule in entries(code):
            yield from ((code, *row) for row in rule.yes)
    yield from (row for rule in loaded(SHARED).rules for row in rule.yes)


def counterexamples() -> Iterator[tuple[str, str]]:
    for code in CODES:
        listed = (loaded(code).no, *(rule.no for rule in entries(code)))
        yield from ((code, sentence) for sentences in listed for sentence in sentences)


@pytest.mark.parametrize(("code", "sentence", "expression", "value"), list(examples()))
def test_what_a_rule_must_find(code: str, sentence: str, expression: str, value: str) -> None:
    problem = trials.dated(code, loaded(code).day, sentence, expression, value)
    assert not problem


@pytest.mark.parametrize("code", [*CODES, SHARED])
def test_everything_has_an_example(code: str) -> None:
    data = loaded(code)
    bare = [r.name for r in data.rules if not r.yes and r.makes != "none"] + [
        f.words[0] for f in data.fixed if not f.yes
    ]
    assert not bare


def test_what_all_languages_must_leave_stands_with_each_of_them() -> None:
    assert not loaded(SHARED).no
    assert not [r.name for r in loaded(SHARED).rules if r.no]


@pytest.mark.parametrize(("code", "sentence"), list(counterexamples()))
def test_what_a_rule_must_leave(code: str, sentence: str) -> None:
    assert not find(sentence, code)


@pytest.mark.parametrize(
    ("code", "text", "first", "last"),
    [
        ("en", "The ship sank on Tuesday.", "2018-09-25", "2018-09-25"),
        ("en", "The ship will sail on Tuesday.", "2018-10-02", "2018-10-02"),
        ("en", "She was born on 29 February 2016.", "2016-02-29", "2016-02-29"),
        ("en", "The mill closed in the 1980s.", "1980-01-01", "1989-12-31"),
        ("en", "The court met on 3 May 2017. The next day it ruled.", "2017-05-04", "2017-05-04"),
        ("en", "The harvest ended last August.", "2018-08-01", "2018-08-31"),
        ("en", "Sales fell in the second quarter of 2017.", "2017-04-01", "2017-06-30"),
        ("en", "It opened between 2010 and 2012.", "2012-01-01", "2012-12-31"),
        ("fr", "Le navire a coulé mardi.", "2018-09-25", "2018-09-25"),
        ("fr", "Le navire partira mardi prochain.", "2018-10-02", "2018-10-02"),
        ("fr", "Le 1er mai 2017, la cour s'est réunie. Le lendemain, elle a tranché.", "2017-05-02", "2017-05-02"),
        ("fr", "La récolte s'est achevée en août.", "2018-08-01", "2018-08-31"),
        ("fr", "L'usine a fermé dans les années 1980.", "1980-01-01", "1989-12-31"),
        ("fr", "Il est mort le 14 juillet dernier.", "2018-07-14", "2018-07-14"),
        ("fr", "Les ventes ont chuté au deuxième trimestre 2017.", "2017-04-01", "2017-06-30"),
        ("fr", "Il y a deux semaines, le pont a fermé.", "2018-09-10", "2018-09-16"),
    ],
)
def test_days(code: str, text: str, first: str, last: str) -> None:
    days = [(str(t.days.first), str(t.days.last)) for t in find(text, code) if t.days]
    assert (first, last) in days


@pytest.mark.parametrize("code", CODES)
@pytest.mark.parametrize("day", ["0001-01-01", "9999-12-31", "2024-02-29"])
def test_the_edges_of_the_calendar(code: str, day: str) -> None:
    text = "31/02/2018, 0000-00-00, 9999-12-31, year 0, " + " ".join(
        word
        for kind in ("unit", "units", "shift", "season")
        for words in getattr(loaded(code), kind).values()
        for word in words
    )
    for t in find(f"{text}. {text} 10000.", code, day):
        assert t.days is None or (t.days.first or dt.date.min) <= (t.days.last or dt.date.max)


@pytest.mark.parametrize(("code", "text"), [("en", "It sank on Tuesday."), ("fr", "Il a coulé mardi.")])
def test_without_a_day_of_publication_nothing_is_resolved(code: str, text: str) -> None:
    (found,) = find(text, code, None)
    assert (found.value, found.days) == ("XXXX-WXX-2", None)


@settings(deadline=None, max_examples=60)
@given(st.data())
def test_spans_lie_in_one_paragraph_and_never_overlap(data: st.DataObject) -> None:
    code = data.draw(st.sampled_from(CODES))
    words = [
        w
        for group in (loaded(code).words, loaded(code).units, loaded(code).number)
        for ws in group.values()
        for w in ws
    ]
    word = st.one_of(st.sampled_from(words), st.text(string.printable, max_size=6), st.integers(0, 3000).map(str))
    text = " ".join(data.draw(st.lists(word, max_size=30)))
    found = find(text, code)
    assert found == find(text, code)
    for a, b in pairwise(found):
        assert a.end <= b.start
    for t in found:
        assert 0 <= t.start < t.end <= len(text)
        assert "\n\n" not in text[t.start : t.end]
