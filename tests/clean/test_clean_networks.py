"""A network's footer in a plain text is told in every covered language, and nothing is read from it."""

import pytest
from made_pages import plain

# a short article, how its site announces the others, and a last sentence that only begins like an announcement
TEXTS = {
    "ar": ("قال رئيس البلدية يوم الثلاثاء إن الجسر سيغلق.", "جميع مواقعنا:", "مواقعنا كلها مغلقة اليوم."),
    "de": ("Der Bürgermeister sagte am Dienstag, die Brücke werde gesperrt.", "Alle unsere Seiten", "Unsere Seiten bleiben leer."),
    "en": ("The mayor said on Tuesday that the bridge would close.", "All our sites", "All our sites are closed today."),
    "es": ("El alcalde dijo el martes que el puente se cerrará.", "Todos nuestros sitios:", "Nuestros sitios están cerrados."),
    "fa": ("شهردار روز سه‌شنبه گفت که پل بسته می‌شود.", "همه سایت های ما", "سایت‌های ما امروز بسته است."),
    "fr": ("Le maire a dit mardi que le pont fermerait.", "Tous nos sites :", "Tous nos sites sont fermés."),
    "he": ("ראש העיר אמר ביום שלישי כי הגשר ייסגר.", "כל האתרים שלנו", "האתרים שלנו סגורים היום."),
    "it": ("Il sindaco ha detto martedì che il ponte chiuderà.", "Tutti i nostri siti", "I nostri siti sono chiusi oggi."),
    "nl": ("De burgemeester zei dinsdag dat de brug dichtgaat.", "Al onze sites:", "Onze sites zijn vandaag gesloten."),
    "pt": ("O prefeito disse na terça-feira que a ponte fechará.", "Conheça os nossos sites", "Nossos sites estão fechados."),
    "ru": ("Мэр заявил во вторник, что мост закроют.", "Все наши сайты", "Наши сайты сегодня закрыты."),
    "uk": ("Мер заявив у вівторок, що міст закриють.", "Усі наші сайти:", "Наші сайти сьогодні зачинені."),
}  # fmt: skip
LISTS = {
    "names": "Alpha News\nBeta Sport\nGamma Kitchen",
    "addresses": "alpha-news.example\nbeta-sport.example",
    "both": "• Alpha News\nhttps://alpha-news.example/\n• Beta Sport\nhttps://beta-sport.example/",
}


@pytest.mark.parametrize("code", TEXTS)
@pytest.mark.parametrize("listed", LISTS.values(), ids=LISTS)
def test_a_footer_is_told(code: str, listed: str) -> None:
    body, heading, _ = TEXTS[code]
    text = f"{body}\n\n{heading}\n{listed}\n"
    found = plain(text, lang=code)
    assert [text[a:b] for a, b in found.boilerplate] == [f"{heading}\n{listed}"]
    assert len(found.outlinks) == (0 if "Gamma" in listed else 2)


@pytest.mark.parametrize("code", TEXTS)
def test_one_line_is_enough(code: str) -> None:
    body, heading, _ = TEXTS[code]
    line = f"{heading.rstrip(' :')}: Alpha News, Beta Sport"
    assert [a for a, _ in plain(f"{body}\n\n{line}", lang=code).boilerplate] == [len(body) + 2]


@pytest.mark.parametrize("code", TEXTS)
def test_a_last_sentence_is_no_footer(code: str) -> None:
    body, _, last = TEXTS[code]
    assert plain(f"{body}\n\n{last}\n\nAnna Berg\nBo Storm", lang=code).boilerplate == ()
