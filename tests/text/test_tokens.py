from __future__ import annotations

import pytest
from structure import doc, tokens


@pytest.mark.parametrize(
    ("lang", "text", "expected"),
    [
        ("en", "The pier isn't Ann's, it’s ours.", "The pier is n't Ann 's , it ’s ours ."),
        ("en", "They'd've left at 9.30pm for $3,200.50!", "They 'd 've left at 9.30pm for $ 3,200.50 !"),
        ("en", "A well-known ex-mayor of Stratford-upon-Avon", "A well-known ex-mayor of Stratford-upon-Avon"),
        ("en", "R&D at J. P. Hill Ltd. (U.K.)...", "R&D at J. P. Hill Ltd. ( U.K. ) ..."),
        (
            "en",
            "See www.port.example/a?b=1, or mail a.b@port.example.",
            "See www.port.example/a?b=1 , or mail a.b@port.example .",
        ),
        ("en", "port.org reports; harbour.Then he left", "port.org reports ; harbour . Then he left"),
        ("en", "@harbour #storm 3½ 20% 10km/h", "@harbour #storm 3½ 20 % 10km / h"),
        ("fr", "L’État n’a-t-il qu’aujourd’hui l'île ?", "L’ État n’ a -t -il qu’ aujourd’hui l' île ?"),
        ("fr", "Dis-le-moi, vas-y, allez-vous-en.", "Dis -le -moi , vas -y , allez -vous -en ."),
        (
            "fr",
            "Est-elle là-bas, à Saint-Malo, quelqu’un l’a-t-elle vue ?",
            "Est -elle là-bas , à Saint-Malo , quelqu’un l’ a -t -elle vue ?",
        ),
        ("fr", "1 200 000 € le 3.5 à 10h15", "1 200 000 € le 3.5 à 10h15"),
        ("fr", "DIT-IL QU'IL L'A VU", "DIT -IL QU' IL L' A VU"),
        ("fr", "M. Roy, Mme. Lys et J.-C. Roche.", "M. Roy , Mme. Lys et J.-C. Roche ."),
        ("zz", "l'eau isn't a-t-il", "l'eau isn't a-t-il"),
        ("zz", "U.S.A. A.Bo", "U.S.A. A. Bo"),
    ],
)
def test_tokens(lang: str, text: str, expected: str) -> None:
    assert " ".join(tokens(text, lang)) == expected


def test_a_number_keeps_its_thin_spaces() -> None:
    assert tokens("1\u202f200\u00a0000 euros", "fr") == ["1\u202f200\u00a0000", "euros"]


def test_offsets_are_code_points() -> None:
    text = "😀 “Yes”"
    assert [(t.start, t.end, t.text) for t in doc(text).tokens] == [
        (0, 1, "😀"),
        (2, 3, "“"),
        (3, 6, "Yes"),
        (6, 7, "”"),
    ]


def test_signs_without_ink_are_no_tokens() -> None:
    assert tokens("\u202eA\u202c\u200b b\ufeff") == ["A", "b"]


def test_combining_accents_stay_with_their_letter() -> None:
    assert tokens("e\u0301te\u0301 passe\u0301", "fr") == ["e\u0301te\u0301", "passe\u0301"]


def test_runs_of_marks_are_one_token() -> None:
    assert tokens("No ---- really ***** !!!!! end") == ["No", "----", "really", "*****", "!!!!!", "end"]


def test_boilerplate_has_no_tokens() -> None:
    from recoupe.model import Article  # noqa: PLC0415
    from recoupe.text import parse  # noqa: PLC0415

    text = "One line.\nOur other sites\nTwo lines."
    article = Article(ref="t", id="t", text=text, lang="en", boilerplate=((10, 25),))
    found = parse(article, tag=False)
    assert [t.text for t in found.tokens] == ["One", "line", ".", "Two", "lines", "."]
    assert [text[a:b] for a, b in found.paragraphs] == ["One line.", "Two lines."]
