"""The standard examples of every language: what must be read in them, and nothing else."""

import re
import tomllib
from pathlib import Path
from typing import Any

import pytest

import recoupe.lang
from recoupe import pipeline
from recoupe.model import Page, Reading, Spans

FOLDER = Path(recoupe.lang.__file__).parent
DAY = "2024-05-15"  # a Wednesday
WORD = re.compile(r"\w+")
EXAMPLES = {
    (path.parent.name, key): example
    for path in sorted(FOLDER.glob("*/examples.toml"))
    for key, example in tomllib.loads(path.read_text(encoding="utf-8")).items()
}


def read(code: str, example: dict[str, Any]) -> Reading:
    return pipeline.read(Page(code, example["text"], "text/plain", lang=code, published=DAY))


def words(text: str) -> list[str]:
    return WORD.findall(text.lower())


def shown(reading: Reading, spans: Spans) -> str:
    return " | ".join(reading.article.text[a:b] for a, b in spans)


SAID = [
    pytest.param(code, key, marks=[pytest.mark.xfail(reason="known to be misread")] if e.get("misread") else [])
    for (code, key), e in EXAMPLES.items()
]


@pytest.mark.parametrize(("code", "key"), SAID)
def test_what_is_said(code: str, key: str) -> None:
    example = EXAMPLES[code, key]
    reading = read(code, example)
    found = [
        (words(shown(reading, s.source)), words(shown(reading, s.content)), s.stance, words(shown(reading, s.cue)))
        for s in reading.statements
    ]
    for source, cue, content, stance in example.get("says", ()):
        wanted = (words(source), words(content), stance)
        met = [f for f in found if f[:3] == wanted]
        assert met, (wanted, found)
        assert set(words(cue)) & set(met[0][3]) or not words(cue)
    if "says" in example and not example.get("more"):
        assert len(found) == len(example["says"]), found


@pytest.mark.parametrize(("code", "key"), [k for k, e in EXAMPLES.items() if e.keys() & {"who", "said_on", "actors"}])
def test_who_and_when(code: str, key: str) -> None:
    example = EXAMPLES[code, key]
    reading = read(code, example)
    statements = reading.statements
    actors = [[a.name, a.type, a.country] for a in reading.actors]
    assert all(a in actors for a in example.get("actors", ()))
    assert {s.who for s in statements} >= set(example.get("who", ()))
    days = {s.said_on.first.isoformat() for s in statements if s.said_on and s.said_on.first}
    assert days >= set(example.get("said_on", ()))


@pytest.mark.parametrize(("code", "key"), [k for k, e in EXAMPLES.items() if "days" in e])
def test_days(code: str, key: str) -> None:
    example = EXAMPLES[code, key]
    reading = read(code, example)
    found = [
        [reading.article.text[t.start : t.end], str(t.days.first), str(t.days.last)]
        for t in reading.timexes
        if t.days is not None
    ]
    for expression, first, last in example["days"]:
        assert any(expression in f[0] or f[0] in expression for f in found if f[1:] == [first, last]), found


def test_every_language_has_the_same_examples() -> None:
    by_code = {code: {key for c, key in EXAMPLES if c == code} for code, _ in EXAMPLES}
    assert len({frozenset(keys) for keys in by_code.values()}) == 1, by_code
