"""Verbs of falsehood that tell of a deed: who is accused of forging is not defended by the word."""

from __future__ import annotations

import pytest

from recoupe import pipeline
from recoupe.model import Page

FORGED = [
    ("en", "The police accused Tom Brandt of falsifying minutes. Tom Brandt denied falsifying minutes."),
    ("es", "La policía acusó a Tomás Abara de falsificar cheques. Tomás Abara negó haber falsificado cheques."),
    ("pt", "A polícia acusou Tomás Abara de falsificar contratos. Tomás Abara negou ter falsificado contratos."),
    (
        "de",
        "Die Polizei beschuldigte Tom Brandt, Akten gefälscht zu haben. Tom Brandt bestritt, Akten gefälscht zu haben.",
    ),
]


@pytest.mark.parametrize(("lang", "text"), FORGED)
def test_who_accuses_of_forging_and_who_denies_it_disagree(lang: str, text: str) -> None:
    (claim,) = pipeline.read(Page("r", text, "text/plain", lang=lang, published="2024-05-15")).claims

    assert claim.disputed
    assert [m.polarity for m in claim.members] == ["for", "against"]
