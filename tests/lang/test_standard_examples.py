"""The standard examples of every language: what must be read in them, and nothing else."""

import pytest

from recoupe import lang
from recoupe.cli import trials
from recoupe.lang.examples import Example, examples

EXAMPLES = {(code, key): example for code in lang.codes() for key, example in examples(code).items()}
SAID = [
    pytest.param(code, key, marks=[pytest.mark.xfail(reason="known to be misread")] if e.misread else [])
    for (code, key), e in EXAMPLES.items()
    if e.says is not None
]
WHO = [k for k, e in EXAMPLES.items() if (e.who or e.said_on or e.actors) and not e.misread]


def example(code: str, key: str) -> Example:
    return EXAMPLES[code, key]


@pytest.mark.parametrize(("code", "key"), SAID)
def test_what_is_said(code: str, key: str) -> None:
    problem = trials.said(example(code, key), trials.read(code, example(code, key)))
    assert not problem


@pytest.mark.parametrize(("code", "key"), WHO)
def test_who_and_when(code: str, key: str) -> None:
    problem = trials.who(example(code, key), trials.read(code, example(code, key)))
    assert not problem


@pytest.mark.parametrize(("code", "key"), [k for k, e in EXAMPLES.items() if e.days])
def test_days(code: str, key: str) -> None:
    problem = trials.days(example(code, key), trials.read(code, example(code, key)))
    assert not problem


def test_every_language_has_the_same_examples() -> None:
    by_code = {code: {key for c, key in EXAMPLES if c == code} for code, _ in EXAMPLES}
    assert len({frozenset(keys) for keys in by_code.values()}) == 1, by_code
