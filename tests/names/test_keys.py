"""Spellings of one name meet under a key; lone words meet fuller names under another sort of key."""

import pytest
from test_compare import ONE

from recoupe.link.names import keys


@pytest.mark.parametrize(("a", "b"), ONE)
def test_spellings_of_one_name_share_a_key(a: str, b: str) -> None:
    assert set(keys(a)) & set(keys(b))


def test_a_lone_surname_meets_the_fuller_name_under_a_key_of_words() -> None:
    met = set(keys("Kolba")) & set(keys("Dmytro Kuleba"))
    assert met
    assert all(k.startswith("w") for k in met)


def test_common_words_find_nobody_on_their_own() -> None:
    assert not set(keys("John Zuckermann")) & set(keys("John Abernathy"))


def test_nothing_has_no_key() -> None:
    assert keys("") == keys("...") == ()
