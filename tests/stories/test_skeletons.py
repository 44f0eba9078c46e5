"""Consonants that survive transliteration, words as they are counted."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from recoupe.link import terms
from recoupe.link.items import Item
from recoupe.link.skeletons import skeleton
from recoupe.link.stories.views import views


@pytest.mark.parametrize(
    "words",
    [("trump", "трамп", "ترامب", "טראמפ", "τραμπ", "ტრამპი"), ("kavanaugh", "кавано"), ("merkel", "меркель", "ميركل")],
)
def test_one_name_in_many_scripts_has_one_skeleton(words: tuple[str, ...]) -> None:
    assert len({skeleton(w) for w in words}) == 1


@given(st.text())
def test_any_word_has_a_skeleton(word: str) -> None:
    assert skeleton(word.lower()).isupper() or not skeleton(word.lower())


@given(st.text(), st.sampled_from(["en", "ar", "he", "de", "xx", ""]))
def test_any_text_has_views_of_ascending_terms(text: str, lang: str) -> None:
    found = views(Item("a", text, lang, text[:20]))
    for view in (*found.native, *found.bridge):
        assert len(view.terms) == len(view.counts)
        assert all(a < b for a, b in zip(view.terms.tolist(), view.terms.tolist()[1:], strict=False))


@pytest.mark.parametrize(("one", "other"), [("1,234", "1234"), ("1.234", "1234"), ("٣٤٠", "340"), ("3,5", "3.5")])
def test_numbers_are_one_in_all_spellings(one: str, other: str) -> None:
    assert [t and t.word.stem for t in terms.tokens(one, "ar")] == [
        t and t.word.stem for t in terms.tokens(other, "en")
    ]


def test_a_capital_counts_inside_a_clause_only() -> None:
    found = [t for t in terms.tokens("Then Anna left. Then she came", "en") if t]
    assert [t.capital for t in found] == [False, True, False, False, False, False]
