"""The patterns of words, which go by first letters, match what the words one beside the other would."""

import re

import pytest

from recoupe.clean import words

KINDS = sorted({kind for table in words._tables().values() for kind in table})


@pytest.mark.parametrize("kind", KINDS)
def test_each_word_is_matched_in_any_case(kind: str) -> None:
    pattern = re.compile(f"(?:{words.any_of(kind)})", re.IGNORECASE)
    plain = re.compile("|".join(map(re.escape, words.of(kind))), re.IGNORECASE)
    for word in words.of(kind):
        cases = {
            word,
            word.upper(),
            word.title(),
            word.capitalize(),
            word.replace("i", "İ", 1),
            word.replace("s", "ſ", 1),
        }
        for said in cases:
            if plain.fullmatch(said):
                assert pattern.fullmatch(said), said
        assert not pattern.fullmatch(f"q{word}q")
