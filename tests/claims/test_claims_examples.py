"""The examples of claims.toml hold, and its words are written as the file says."""

from __future__ import annotations

from dataclasses import fields

import pytest

from recoupe.cli import trials
from recoupe.lang import codes, covered, load
from recoupe.lang.claims import Claims, Example

CODES = [c for c in codes() if covered(c, "claims.toml")]


def data(code: str) -> Claims:
    found: Claims | None = load(Claims, code)
    assert found is not None
    return found


EXAMPLES = [pytest.param(c, e, id=f"{c}: {e.answer}") for c in CODES for e in data(c).examples]
LISTS = [f.name for f in fields(Claims) if f.name not in {"synonyms", "opposites", "examples"}]


@pytest.mark.parametrize(("code", "example"), EXAMPLES)
def test_example(code: str, example: Example) -> None:
    problem = trials.answered(code, example)
    assert not problem


@pytest.mark.parametrize("code", CODES)
def test_both_kinds_of_examples(code: str) -> None:
    assert {e.disputed for e in data(code).examples} == {True, False}


@pytest.mark.parametrize("code", CODES)
def test_words_are_plain(code: str) -> None:
    words = data(code)
    listed = [w for name in LISTS for w in getattr(words, name)]
    listed += [w for group in words.synonyms for w in group]
    listed += [w for pair in words.opposites for w in (*pair.one, *pair.other)]
    for w in listed:
        assert w == w.lower().strip(), w
        assert "’" not in w, w
        assert "*" not in w[:-1], w


@pytest.mark.parametrize("code", CODES)
def test_no_word_is_listed_twice(code: str) -> None:
    words = data(code)
    for name in LISTS:
        found = getattr(words, name)
        assert len(found) == len(set(found)), (name, sorted(w for w in found if found.count(w) > 1))
