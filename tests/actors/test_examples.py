"""The examples that stand beside the data of `names.toml`: every language keeps its own."""

from __future__ import annotations

import pytest

from recoupe.cli import trials
from recoupe.lang import codes, load
from recoupe.lang.names import Example, Names

EXAMPLES = [
    (code, example) for code in codes() if (names := load(Names, code)) is not None for example in names.examples
]


@pytest.mark.parametrize(("code", "example"), EXAMPLES, ids=[f"{c}-{e.text[:24]}" for c, e in EXAMPLES])
def test_example(code: str, example: Example) -> None:
    problem = trials.named(code, example)
    assert not problem


@pytest.mark.parametrize("code", [c for c in codes() if load(Names, c) is not None])
def test_every_language_has_examples(code: str) -> None:
    assert any(c == code for c, _ in EXAMPLES)
