"""Pages that ask for consent to cookies in place of an article, in all languages; and articles about cookies."""

import pytest

from recoupe import clean
from recoupe.clean import walls
from recoupe.config import Config
from recoupe.lang import codes, load
from recoupe.lang.walls import Walls
from recoupe.model import Page

ASKING = {
    "en": "We use cookies and similar means on this page.\nWe and our partners store and access information on a device. You may withdraw your consent at any time.",
    "fr": "Nous utilisons des cookies sur ce site.\nAvec nos partenaires, nous lisons des informations sur un terminal. Votre consentement peut être retiré.",
    "de": "Wir verwenden Cookies auf dieser Seite.\nWir und unsere Partner lesen Informationen auf einem Gerät. Ihre Einwilligung gilt bis auf Widerruf.",
    "ru": "Мы используем файлы cookie на этом сайте.\nМы и наши партнёры просим вашего согласия на показ персонализированной рекламы.",
    "ar": "نحن وشركاؤنا نقرأ ما في جهازك.\nنستخدم ملفات تعريف الارتباط، ونطلب موافقتك قبل المتابعة.",
}
NEWS = """The office for data protection has fined a newspaper because of its cookies, it said on Tuesday.

The paper had told its readers “we use cookies”, but no button let them say no, the office found. A button to accept all stood alone.

The paper denied that it had broken the law. Its editor, Anna Berg, said that the button had been there since May.

The court will hear the case in autumn, and until then nothing has to be paid, the office said."""


def told(text: str) -> list[str]:
    body = "".join(f"<p>{line}</p>" for line in text.split("\n") if line)
    page = Page("p", f"<title>Page</title><article>{body}</article>", url="https://gazette.example/1")
    article = clean.article(page, config=Config())
    return [p.code for p in article.problems if p.code == clean.CONSENT_WALL and article.kind == "other"]


@pytest.mark.parametrize("lang", ASKING)
def test_a_page_that_asks_is_told(lang: str) -> None:
    assert told(ASKING[lang]) == [clean.CONSENT_WALL]


def test_news_about_cookies_and_articles_above_a_banner_are_articles() -> None:
    assert told(NEWS) == []
    assert told(f"{NEWS}\n{NEWS}\n{ASKING['en']}") == []
    assert walls.told("") == walls.told("We use cookies.") == ()


def test_the_words_are_those_of_the_languages_that_are_read() -> None:
    data = load(Walls, "shared")
    assert data
    assert set(data.asking) <= set(codes())
    assert len(data.asking) >= 12
    for phrases in data.asking.values():
        assert list(phrases) == [p.lower() for p in phrases]
        assert len(set(phrases)) == len(phrases) >= 10
