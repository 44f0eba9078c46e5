"""The data itself: what one word says must not be said twice in contrary ways, and every language agrees on concepts."""

from __future__ import annotations

import dataclasses
from pathlib import Path

import pytest

from recoupe.extract.actors import ledger
from recoupe.extract.actors.lexicon import lexicon, plain
from recoupe.lang import codes, load
from recoupe.lang.letters import folded
from recoupe.lang.names import Articles, Country, GivenNames, Grammar, Names, People, Pronouns, Seat, Things, Title

COVERED = [code for code in codes() if load(Names, code) is not None]


def _names(code: str) -> Names:
    names: Names | None = load(Names, code)
    assert names is not None
    return names


@pytest.mark.parametrize("code", COVERED)
def test_words_are_plain(code: str) -> None:
    names = _names(code)
    for part in (names.articles, names.pronouns, names.people, names.things, names.grammar):
        for key in part.__slots__:
            value = getattr(part, key)
            for word in value if isinstance(value, tuple) else ():
                assert folded(word) == plain(word), (key, word)


@pytest.mark.parametrize("code", COVERED)
def test_roles_are_the_ledgers_own(code: str) -> None:
    assert set(_names(code).roles) <= set(_names("en").roles)


@pytest.mark.parametrize("code", COVERED)
def test_no_word_is_two_genders(code: str) -> None:
    people = _names(code).people
    both = set(people.masculine) & set(people.feminine)
    assert not both - set(people.pairs)


def test_countries_have_one_name_in_the_ledger() -> None:
    assert [ledger.country(c) for c in ("DE", "US", "CI", "BA")] == [
        "Germany",
        "United States",
        "Ivory Coast",
        "Bosnia and Herzegovina",
    ]
    assert ledger.adjective("IR") == "Iranian"
    assert ledger.government("IR") == "Iranian government"
    assert not ledger.government("QQ")
    assert ledger.is_ledgers("en")


def test_a_language_without_names_has_no_actors() -> None:
    assert lexicon("qqx") is None


def _keys(cls: type) -> set[str]:
    return {f.name for f in dataclasses.fields(cls)}


def test_the_guide_explains_every_key() -> None:
    guide = (Path(__file__).resolve().parents[2] / "docs" / "names-data.md").read_text(encoding="utf-8")
    keys = {key for cls in (Articles, Country, Grammar, People, Pronouns, Seat, Things, Title) for key in _keys(cls)}
    keys |= _keys(GivenNames) | (_keys(Names) - {"articles", "pronouns", "people", "things", "grammar"})
    missing = {key for key in keys - {"examples"} if f"`{key}`" not in guide and f"[{key}]" not in guide}
    assert not missing - {"words", "gender"}
