"""Sentences of every language: who says, denies and refuses what, where the order of words tells it."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from recoupe import pipeline
from recoupe.model import Page

if TYPE_CHECKING:
    from recoupe.model import Reading, Spans

FILES = ("word_order.toml", "charges.toml", "judgements.toml")
SENTENCES: list[tuple[str, dict[str, Any]]] = [
    (code, row)
    for name in FILES
    for code, rows in tomllib.loads(Path(__file__).with_name(name).read_text(encoding="utf-8")).items()
    for row in rows
]
CASES = [pytest.param(code, row, id=f"{code}: {row['name']}: {row['text'][:20]}") for code, row in SENTENCES]


def read(code: str, row: dict[str, Any]) -> Reading:
    return pipeline.read(Page("r", row["text"], "text/plain", lang=code, published="2024-05-15"))


@pytest.mark.parametrize(("code", "row"), CASES)
def test_sentence(code: str, row: dict[str, Any]) -> None:
    reading = read(code, row)

    def words(spans: Spans) -> str:
        return " … ".join(reading.article.text[a:b] for a, b in spans)

    said = sorted(reading.statements, key=lambda s: min(s.content + s.source + s.cue))
    found = [[words(s.source), words(s.cue), words(s.content), s.stance] for s in said]
    assert sorted(found) == sorted(row["says"])
    by_cue = {(words(s.source), words(s.cue), words(s.content)): s for s in said}
    ordered = [by_cue[source, cue, content] for source, cue, content, _ in row["says"]]
    assert [s.who or "" for s in ordered] == row.get("who", [s.who or "" for s in ordered])
    assert [s.to or "" for s in ordered] == row.get("to", [s.to or "" for s in ordered])
    if "said_on" in row:
        assert [str(s.said_on.first) if s.said_on else "" for s in ordered] == row["said_on"]


@pytest.mark.parametrize("code", sorted({code for code, _ in SENTENCES}))
def test_what_is_cut_off_is_read_too(code: str) -> None:
    for language, row in SENTENCES:
        words = row["text"].split(" ")
        for n in range(1, len(words)) if language == code else ():
            read(code, {"text": " ".join(words[:n])})
