from __future__ import annotations

import pytest
from structure import sentences


@pytest.mark.parametrize(
    ("lang", "parts"),
    [
        ("en", ["The pier held.", "Nobody was hurt!", "Why?", "Ask the mayor…", "He knows."]),
        ("en", ["Mr. Hill met Dr. Lane on St. Ann Rd. near No. 5.", "They left."]),
        ("en", ["It opened at 5 p.m. on Jan. 4.", "The fee is 3.50 dollars."]),
        ("en", ["He lives in the U.K.", "The rest left."]),
        ("en", ["“It held.”", "“Did it?”", "She nodded."]),
        ("en", ["“Will it hold?” she asked.", "“It will!” he cried."]),
        ("en", ["(The pier held.)", "[It did.]", "Good."]),
        ("en", ["J. P. Hill spoke.", "E. Lane did not."]),
        ("fr", ["Le quai a tenu.", "« Vraiment ? »", "Oui, dit M. Roy."]),
        ("fr", ["« Tiendra-t-il ? » demande-t-elle.", "« Il tiendra ! » répond-il."]),
        ("fr", ["Voir l’art. 5 et p. 12.", "Rien d’autre, etc.", "Il est parti."]),
        ("fr", ["M. et Mme. Lys ont payé 3,50 euros.", "J.-C. Roche aussi."]),
        ("zz", ["Aba kebi.", "Duma lo!"]),
    ],
)
def test_sentences(lang: str, parts: list[str]) -> None:
    assert sentences(" ".join(parts), lang) == parts


def test_a_line_ends_a_sentence() -> None:
    assert sentences("Harbour closed\nThe pier held\n\n  It did") == ["Harbour closed", "The pier held", "It did"]


def test_a_small_letter_goes_on() -> None:
    assert sentences("He works for port.example. and others. Yes.") == [
        "He works for port.example. and others.",
        "Yes.",
    ]


@pytest.mark.parametrize("end", ["\r\n", "\u2028", "\u2029", "\x85", "\v", "\f"])
def test_every_line_end_counts(end: str) -> None:
    assert sentences(f"One{end}Two") == ["One", "Two"]
