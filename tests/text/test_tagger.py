from __future__ import annotations

import time

import numpy as np
import pytest
from structure import doc, tags

from recoupe.model import Sentence, Token
from recoupe.text import tagger as t
from recoupe.text.pairs import TAGS

CODES = sorted(p.stem for p in t.FOLDER.glob("*.npz"))


@pytest.mark.parametrize(
    ("lang", "text", "expected"),
    [
        ("en", "The old pier held.", "DET ADJ NOUN VERB PUNCT"),
        ("en", "She didn't answer our questions.", "PRON AUX PART VERB PRON NOUN PUNCT"),
        ("en", "He said that the report was wrong.", "PRON VERB SCONJ DET NOUN AUX ADJ PUNCT"),
        ("en", "“We will rebuild it,” said Ann Lee.", "PUNCT PRON AUX VERB PRON PUNCT PUNCT VERB PROPN PROPN PUNCT"),
        ("en", "They want to report the wrong answers to London", "PRON VERB PART VERB DET ADJ NOUN ADP PROPN"),
        ("fr", "Le vieux quai a tenu.", "DET ADJ NOUN AUX VERB PUNCT"),
        ("fr", "« Nous l’avons dit », affirme Mme Roy.", "PUNCT PRON PRON AUX VERB PUNCT PUNCT VERB NOUN PROPN PUNCT"),
        ("fr", "Les ministres du pays ne viendront pas à Paris.", "DET NOUN ADP NOUN ADV VERB ADV ADP PROPN PUNCT"),
        ("fr", "Selon elle, deux hommes auraient menti.", "ADP PRON PUNCT NUM NOUN AUX VERB PUNCT"),
        ("fr", "il ajoute qu'il a vu le port", "PRON VERB SCONJ PRON AUX VERB DET NOUN"),
    ],
)
def test_tags(lang: str, text: str, expected: str) -> None:
    assert tags(text, lang) == expected


@pytest.mark.parametrize(
    ("lang", "plain", "other"),
    [
        ("en", "She doesn't think that it is true.", "She doesn’t think that it is true."),
        ("fr", "L'enquête n'a rien montré.", "L’enquête n’a rien montré."),
        ("fr", "Les ouvriers refusent l'accord.", "LES OUVRIERS REFUSENT L'ACCORD."),
        ("fr", "État et région ont payé.", "Etat et région ont payé."),
        ("en", "The mayor will open the new bridge.", "THE MAYOR WILL OPEN THE NEW BRIDGE."),
        ("en", "The Mayor Will Open The New School", "The mayor will open the new school"),
    ],
)
def test_marks_and_capitals_change_no_tag(lang: str, plain: str, other: str) -> None:
    assert tags(plain, lang) == tags(other, lang)


def test_no_weights_no_tags() -> None:
    assert {x.pos for x in doc("Aba kebi duma.", "zz", tag=True).tokens} == {""}
    assert {x.pos for x in doc("The pier held.", "en").tokens} == {""}
    assert t.tagger("../weights/en") is None


@pytest.mark.parametrize("lang", CODES)
def test_every_token_has_a_tag(lang: str) -> None:
    odd = "Aaa bbb-ccc 12 ½ 😀 … « » \ud800 \u0301 ʼ 1a A1 x.y@z.example ÀÉ ﬁ ß İ"
    found = doc(f"{odd}\n{odd.upper()}", lang, tag=True).tokens
    assert found
    assert {x.pos for x in found} <= set(TAGS)


@pytest.mark.parametrize("lang", CODES)
def test_weights_are_small_named_and_quick_to_load(lang: str) -> None:
    path = t.FOLDER / f"{lang}.npz"
    assert path.stat().st_size < 3_000_000
    assert f"`{lang}.npz`" in (t.FOLDER / "LICENSE.md").read_text(encoding="utf-8")
    times = []
    for _ in range(3):
        start = time.process_time()
        t.read(path)
        times.append(time.process_time() - start)
    assert min(times) < 0.2


@pytest.mark.parametrize("lang", CODES)
def test_what_was_read_before_changes_nothing(lang: str, monkeypatch: pytest.MonkeyPatch) -> None:
    text = "Anna Roy went home. Le quai a tenu. " * 3
    fresh = t.read(t.FOLDER / f"{lang}.npz")
    found = doc(text, lang)
    first = fresh.tag(found.tokens, found.sentences)
    monkeypatch.setattr(t, "_KNOWN", 5)
    for i in range(20):
        other = doc(f"Word{i} and Mot{i} {i}.", lang)
        fresh.tag(other.tokens, other.sentences)
    assert fresh.tag(found.tokens, found.sentences) == first


def test_a_long_sentence_is_read_in_windows(monkeypatch: pytest.MonkeyPatch) -> None:
    words = ["the", "pier", "held", "and"] * 30
    tokens = [Token(i, i + 1, w) for i, w in enumerate(words)]
    model = t.tagger("en")
    assert model
    whole = model.tag(tokens, [Sentence(0, 120, 0, 120)])
    monkeypatch.setattr(t, "_WINDOW", 7)
    parts = model.tag(tokens, [Sentence(0, 50, 0, 50), Sentence(50, 120, 50, 120)])
    assert [x[:3] for x in parts] == [x[:3] for x in tokens]
    assert np.mean([a.pos == b.pos for a, b in zip(whole, parts, strict=True)]) > 0.9
    assert model.tag([], []) == []
