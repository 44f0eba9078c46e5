"""Floors on the open sets: kind and name of the speaker, given the right statements."""

from __future__ import annotations

import json
import re
import unicodedata
from typing import TYPE_CHECKING, Any

import pytest
from scenes import survey

from recoupe.extract import actors
from recoupe.model import Spans, Statement

if TYPE_CHECKING:
    from pathlib import Path

FLOORS = {"en": (96.0, 92.0), "fr": (96.5, 89.0)}  # kind right, name of named speakers right, percent


def _plain(name: str | None) -> str:
    """Names as they are compared: letters and digits, no case, no accents."""
    bare = unicodedata.normalize("NFKD", name or "").casefold()
    return " ".join(re.findall(r"\w+", "".join(c for c in bare if not unicodedata.combining(c))))


def _spans(value: Any) -> Spans:
    return tuple((a, b) for a, b in value or ())


def _statements(row: dict[str, Any]) -> list[Statement]:
    said = [
        Statement(
            id=s["id"],
            content=_spans(s["content"]),
            form=s["form"] or "indirect",
            stance=s["stance"] or "asserts",
            rule="gold",
            source=_spans(s["source"]),
            cue=_spans(s["cue"]),
        )
        for s in row["statements"]
    ]
    return sorted(said, key=lambda s: (s.content, s.cue))


@pytest.mark.parametrize("lang", FLOORS)
def test_who_speaks(shared: Path, lang: str) -> None:
    kinds: list[bool] = []
    names: list[bool] = []
    lines = (shared / "data" / "statements" / f"ntrex.{lang}.jsonl").read_text(encoding="utf-8").splitlines()
    for row in map(json.loads, lines):
        gold = {s["id"]: s for s in row["statements"]}
        said = _statements(row)
        for statement, found in zip(said, actors.speakers(survey(lang, row["text"]), said), strict=True):
            wanted = gold[statement.id]
            kinds.append(found.kind == wanted["kind"])
            if wanted["kind"] == "named":
                names.append(_plain(found.who) == _plain(wanted["who"]))
    shares = tuple(100 * sum(x) / len(x) for x in (kinds, names))
    assert shares[0] >= FLOORS[lang][0], shares
    assert shares[1] >= FLOORS[lang][1], shares
