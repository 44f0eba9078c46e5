"""Datelines are sentences of their own, and nothing else that has a dash is one."""

import pytest

from recoupe import pipeline, text
from recoupe.model import Article, Page

DATELINES = {
    "en": [
        "LOW FELL — The lighthouse will be painted.",
        "LOW FELL, March 3 (Coast News) — The lighthouse will be painted.",
        "PARIS (AP) — “The tower is old,” she said.",
        "Mumbai, Nov 11 - The fleet came back.",
        "Sarajevo (Reuters) - Two men were found.",
        "PARIS (AP)—The tower is old.",
    ],
    "fr": [
        "Lyon (AFP) – Le phare sera repeint.",
        "LYON (AFP) — L'usine fermera en mai.",
        "Genève, 3 mars (ats) - La séance est levée.",
    ],
    "es": ["Madrid, 3 de marzo (EFE) - El faro será pintado."],
    "de": ["KIEL (dpa) - Der Leuchtturm wird gestrichen.", "Kiel (AFP) - Der Leuchtturm wird gestrichen."],
    "ru": ["МУРМАНСК, 3 марта — Маяк покрасят."],
    "ar": ["بيروت (رويترز) - قال الوزير إن الجسر سيغلق."],
}
OTHERS = {
    "en": [
        "Anna Berg — The mayor's daughter — spoke.",
        "The plan – Peter Braun called it mad – was dropped.",
        "In 2016 – Olga said – it rained.",
        "Anna Berg (41) – Nobody knows her.",
        "Well-being - Health for all and more of it.",
        "Who came? Anna - Berg came.",
        "Anna Berg (Greens) – The mayor said so.",
        "BOLT - The maker of cars said so.",
    ],
    "de": ["Friedrich Kurz (Kanzler) – Der Mann, der alles weiß – schwieg.", "Die Brücke – Ein Bau von 1920 – ist zu."],
    "uk": ["Також, протягом 2016 – Перший квартал 2018 року."],
    "fr": ["Le maire – Jean Dupont – a parlé.", "Jean Dupont (LR) – Le maire a nié cela."],
    "ru": ["Иван Петров (КПРФ) – Мэр города отверг это."],
    "he": ["יאיר לוי (יש מחר) – הכחיש את הדברים."],
    "ar": ["الرئيس (سامي) - نفى ذلك."],
}


def first(lang: str, line: str) -> str:
    doc = text.parse(Article(ref="x", id="a1", text=line, lang=lang), tag=False)
    s = doc.sentences[0]
    return line[s.start : s.end]


@pytest.mark.parametrize(("lang", "line"), [(lang, line) for lang, lines in DATELINES.items() for line in lines])
def test_a_dateline_is_apart_from_what_comes(lang: str, line: str) -> None:
    assert first(lang, line)[-1] in "—–-"


@pytest.mark.parametrize(("lang", "line"), [(lang, line) for lang, lines in OTHERS.items() for line in lines])
def test_a_dash_alone_parts_nothing(lang: str, line: str) -> None:
    assert first(lang, line)[-1] not in "—–-"


def test_it_is_in_nobodys_words_and_names_nobody() -> None:
    body = "LOW FELL — The lighthouse would be painted in May, mayor Olga Stern said. The pier is old."
    read = pipeline.read(Page("x", f"The pier of Low Fell\n\n{body}", "text/plain", lang="en"))
    (said,) = read.statements
    assert [read.article.text[a:b] for a, b in said.content] == ["The lighthouse would be painted in May"]
    assert [a.name for a in read.actors if a.type == "person"] == ["Olga Stern"]
    assert "FELL" not in {a.name for a in read.actors}
