"""Prepositions of which a word, or the beginning of one, is left open, and where their source stands."""

from __future__ import annotations

import pytest

from recoupe import pipeline
from recoupe.model import Page

OPEN = [
    ("Nach Polizeiangaben wurden drei Menschen verletzt.", "Polizeiangaben", "wurden drei Menschen verletzt"),
    ("Nach NASA-Angaben ist die Sonde gelandet.", "NASA-Angaben", "ist die Sonde gelandet"),
    ("Nach offiziellen Angaben sind zwölf Schiffe gesunken.", "offiziellen Angaben", "sind zwölf Schiffe gesunken"),
    ("Der Meldung zufolge sind drei Menschen gestorben.", "Der Meldung", "sind drei Menschen gestorben"),
    ("Das Haus war den Beobachtern zufolge leer.", "den Beobachtern", "Das Haus war … leer"),
]


@pytest.mark.parametrize(("text", "source", "content"), OPEN)
def test_who_is_behind_it(text: str, source: str, content: str) -> None:
    reading = pipeline.read(Page("x", text, "text/plain", lang="de", published="2024-05-15"))
    found = [
        ("".join(text[a:b] for a, b in s.source), " … ".join(text[a:b] for a, b in s.content))
        for s in reading.statements
    ]
    assert found == [(source, content)]


@pytest.mark.parametrize("text", ["Nach langen Jahren kam der Mann nach Bonn.", "Nach dem Essen ging sie heim."])
def test_other_phrases_of_the_word_are_none(text: str) -> None:
    assert not pipeline.read(Page("x", text, "text/plain", lang="de", published="2024-05-15")).statements
