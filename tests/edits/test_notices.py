"""A page that says that it was corrected, in the words of its language; and one that only speaks of such things."""

import pytest

from recoupe.link.edits import announced
from recoupe.model import Article

BODY = "The ferry was late.\nNobody was hurt."

NOTES = [
    "Correction: the ferry left at nine, not at eight.",
    "CORRECTED-Ferry leaves at nine",
    "Correction, 3 May 2024: the ferry has two decks.",
    "An earlier version of this article had the wrong name of the captain.",
    "Editor’s note: the number of decks was put right.",
    "Rectificatif : le bac est parti à neuf heures.",
    "Une version précédente de cet article donnait un autre nom au capitaine.",
    "Korrektur: Die Fähre fuhr um neun.",
    "In einer früheren Version hieß der Kapitän anders. Das haben wir geändert.",
    "Fe de errores: el barco salió a las nueve.",
    "En una versión anterior se daba otro nombre al capitán.",
    "Rettifica: il traghetto è partito alle nove.",
    "In una versione precedente il capitano aveva un altro nome.",
    "Errata: a balsa saiu às nove.",
    "Uma versão anterior deste texto trazia outro nome do capitão.",
    "Rectificatie: de veerboot vertrok om negen uur.",
    "In een eerdere versie van dit artikel stond een andere naam.",
    "Исправление: паром отошёл в девять.",
    "В предыдущей версии новости было другое имя капитана.",
    "Уточнення: пором вийшов о дев'ятій.",
    "У попередній версії новини було інше ім'я капітана.",
    "تصحيح: غادرت العبّارة في التاسعة.",
    "ورد اسم آخر للقبطان في نسخة سابقة من هذا المقال.",
    "תיקון טעות: המעבורת יצאה בתשע.",
    "בגרסה קודמת של הכתבה הופיע שם אחר.",
    "اصلاحیه: کشتی ساعت نه حرکت کرد.",
    "در نسخهٔ پیشین این خبر نام دیگری آمده بود.",
]
SPEECH = [
    "Correction officers at the prison walked out.",
    "The correction of the market: shares fell by 3 percent, he said.",
    "Clarification is what the minister wants.",
    "Korrektur der Preise verlangt der Verband.",
    "Une correction des copies a eu lieu.",
    "Поправка к закону принята в первом чтении.",
    "تصحيح المسار الاقتصادي مطلب الجميع.",
    "He said that an earlier version of the bridge had fallen.",
]


def article(text: str, title: str = "A ferry") -> Article:
    return Article("x", "a" + "0" * 16, text, title=title)


@pytest.mark.parametrize("note", NOTES)
@pytest.mark.parametrize("place", ["{note}\n{body}", "{body}\n{note}"])
def test_a_note_is_found_where_it_is_new(note: str, place: str) -> None:
    before, after = article(BODY), article(place.format(note=note, body=BODY))
    assert announced(before, after)
    assert not announced(after, before)
    assert not announced(after, article(after.text + "\nThe captain was asleep."))


def test_a_headline_may_say_so() -> None:
    assert announced(article(BODY), article(BODY, title="CORRECTED - A ferry"))


@pytest.mark.parametrize("line", SPEECH)
def test_what_people_correct_is_no_note(line: str) -> None:
    assert not announced(article(BODY), article(f"{BODY}\n{line}"))


def test_a_second_note_is_new() -> None:
    first = f"{BODY}\n{NOTES[0]}"
    assert announced(article(first), article(f"{first}\n{NOTES[3]}"))
