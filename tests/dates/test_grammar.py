"""What holds of the compiled rules, whatever the language."""

import re

import pytest
from test_rules import CODES

from recoupe.extract.dates import grammar, numbers, scan
from recoupe.extract.dates.grammar import Grammar
from recoupe.model import Article
from recoupe.text import parse

FIGURES = [
    *(str(n) for n in (*range(130), 999, 1000, 1066, 1900, 1950, 1999, 2000, 2010, 2018, 2100, 9999, 10000, 123456)),
    *(
        "00",
        "007",
        "1.5",
        "1,5",
        "7.30",
        "7.75",
        "31.12",
        "1,000",
        "1.000",
        "1 000",
        "10:30",
        "23:59:59",
        "24:00",
        "99:99",
    ),
    *(
        "12/11/2017",
        "1.1.2018",
        "31.12.99",
        "7/8/07",
        "12/11",
        "31/02/2018",
        "2018/19",
        "2018-09-28",
        "2018-09-28T10:30",
    ),
]


def known(code: str) -> Grammar:
    found = grammar.of(code)
    assert found
    return found


@pytest.mark.parametrize("code", CODES)
def test_every_pattern_is_a_regular_expression(code: str) -> None:
    for rules in known(code).steps:
        for ready in rules:
            assert isinstance(ready.pattern.regex, re.Pattern)


@pytest.mark.parametrize("code", CODES)
def test_every_reading_of_figures_has_a_signature(code: str) -> None:
    rules = known(code)
    for text in FIGURES:
        readings = numbers.readings(text, order=rules.data.order, decimal=rules.data.decimal)
        assert not readings or frozenset(readings) in rules.chars, text


@pytest.mark.parametrize("code", CODES)
def test_every_word_and_number_in_words_has_a_signature(code: str) -> None:
    rules = known(code)
    groups = (rules.data.number, rules.data.ordinal, rules.data.words, rules.data.units, rules.data.shift)
    words = [word for group in groups for listed in group.values() for word in listed]
    text = ". ".join(f"{word} {other} 7" for word in words for other in ("", *words[:40]))
    doc = parse(Article("x", "x", text, lang=code), tag=False)
    for item in scan.scan(doc, rules.data, rules.words):
        assert not item.readings or frozenset(item.readings) in rules.chars, text[item.start : item.end]


@pytest.mark.parametrize("code", CODES)
def test_no_two_rules_of_a_language_share_a_name(code: str) -> None:
    names = [rule.name for rule in known(code).data.rules]
    assert len(names) == len(set(names))
