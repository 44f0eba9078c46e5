"""Annotations projected onto a translation: the words of a statement are found again, and what is unknown is said."""

from __future__ import annotations

import json
import lzma
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from types import ModuleType

TOOLS = Path(__file__).resolve().parents[2] / "tools"
LINES = {
    "en": [
        "The mayor said that the port is closed.",
        "The port is small.",
        "The mayor is tired.",
        "The union denied the fire.",
        "The fire is small.",
        "The union is tired.",
    ],
    "fr": [
        "Le maire a dit que le port est fermé.",
        "Le port est petit.",
        "Le maire est fatigué.",
        "Le syndicat a nié l'incendie.",
        "L'incendie est petit.",
        "Le syndicat est fatigué.",
    ],
    "de": [
        "Der Bürgermeister sagte, dass der Hafen geschlossen ist.",
        "Der Hafen ist klein.",
        "Der Bürgermeister ist müde.",
        "Die Gewerkschaft bestritt den Brand.",
        "Der Brand ist klein.",
        "Die Gewerkschaft ist müde.",
    ],
}
SAID = {
    "en": [("the port is closed", "said", "The mayor", "asserts"), ("the fire", "denied", "The union", "denies")],
    "fr": [("le port est fermé", "dit", "Le maire", "asserts"), ("l'incendie", "nié", "Le syndicat", "denies")],
}


@pytest.fixture
def projected(monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    pytest.importorskip("numpy")
    monkeypatch.syspath_prepend(str(TOOLS))
    import projected  # noqa: PLC0415

    assert Path(sys.modules["projected"].__file__ or "").parent == TOOLS
    return projected


def shared(folder: Path) -> Path:
    """A folder with one article in three languages, annotated in two."""
    (folder / "data" / "statements").mkdir(parents=True)
    (folder / "data" / "links").mkdir()
    texts = {lang: "\n".join(lines) for lang, lines in LINES.items()}
    for lang in LINES:
        row = {"doc_id": "a", "lang": lang, "text": texts[lang], "statements": said(lang, texts[lang])}
        rows = json.dumps(row) + "\n" if lang in SAID else ""
        (folder / "data" / "statements" / f"ntrex.{lang}.jsonl").write_text(rows, encoding="utf-8")
    with lzma.open(folder / "data" / "links" / "stories_ntrex_open.jsonl.xz", "wt", encoding="utf-8") as out:
        for lang, lines in LINES.items():
            out.write(
                json.dumps({"article": "a", "lang": lang, "title": lines[0], "text": "\n".join(lines[1:])}) + "\n"
            )
    return folder


def said(lang: str, text: str) -> list[dict[str, Any]]:
    def span(words: str) -> list[list[int]]:
        return [[text.index(words), text.index(words) + len(words)]]

    return [
        {"id": f"s{n}", "content": span(content), "cue": span(cue), "source": span(source), "stance": stance}
        for n, (content, cue, source, stance) in enumerate(SAID.get(lang, ()))
    ]


def test_words_are_found_again(projected: ModuleType, tmp_path: Path) -> None:
    (row,) = projected.rows(shared(tmp_path), ["de"])

    def words(spans: list[list[int]]) -> list[str]:
        return [row["text"][a:b] for a, b in spans]

    assert row["text"] == "\n".join(LINES["de"])
    found = {s["id"]: (words(s["cue"]), words(s["source"]), s["stance"]) for s in row["statements"]}
    assert found == {
        "s0": (["sagte"], ["Der Bürgermeister"], "asserts"),
        "s1": (["bestritt"], ["Die Gewerkschaft"], "denies"),
    }
    contents = {s["id"]: words(s["content"])[0] for s in row["statements"]}
    assert "Hafen geschlossen" in contents["s0"]
    assert contents["s1"] in {"den Brand", "Brand"}
    assert row["open"] == []


def test_what_is_not_found_leaves_its_line_open(projected: ModuleType, tmp_path: Path) -> None:
    folder = shared(tmp_path)
    path = folder / "data" / "statements" / "ntrex.en.jsonl"
    row = json.loads(path.read_text(encoding="utf-8"))
    row["statements"].append({**row["statements"][0], "id": "s9", "content": [[0, 0]], "cue": [[0, 3]]})
    path.write_text(json.dumps(row) + "\n", encoding="utf-8")

    (got,) = projected.rows(folder, ["de"])

    assert [s["id"] for s in got["statements"]] == ["s0", "s1"]
    assert [got["text"][a:b] for a, b in got["open"]] == [LINES["de"][0][:-1]]
