"""Plain text, its headline, its language; bytes in every charset."""

import pytest
from made_pages import FRENCH, PARAGRAPHS, article, codes, html, plain

from recoupe import clean
from recoupe.config import Config
from recoupe.model import Page

TEXT = "\n\n".join(PARAGRAPHS)
ODD = (
    "",
    " ",
    "\ud800",
    "Anna \udcff said \x00 that \x1b[31m it \r\n rained.",
    "\ufeffA\u202e b",
    "a" * 10_000,
    "\n" * 5_000,
    "http://" * 500,
    "a.b " * 500,
)


@pytest.mark.parametrize("text", ODD)
def test_text_is_unchanged(text: str) -> None:
    assert plain(text).text == text


def test_a_first_line_that_is_a_headline() -> None:
    assert plain(f"Old bridge closes\n\n{TEXT}").title == "Old bridge closes"
    assert plain(f"# Old bridge closes\n\n{TEXT}").title == "Old bridge closes"
    assert plain(TEXT).title is None
    assert plain("Old bridge closes").title is None
    assert plain(f"Old bridge closes\n\n{TEXT}", title="Given").title == "Given"


def test_no_text_is_told() -> None:
    assert "no_text" in codes(plain(" \n "))


def test_a_page_that_is_too_long_is_cut() -> None:
    found = clean.article(Page("a", TEXT.encode(), "text/plain"), config=Config(max_bytes=100))
    assert found.text == TEXT.encode()[:100].decode("utf-8", "ignore")
    assert "cut" in codes(found)


@pytest.mark.parametrize(
    ("lang", "code"),
    [("EN", "en"), ("en-GB", "en"), ("fr_FR", "fr"), (None, "en"), ("", "en"), ("not a code", "en"), ("../en", "en")],
)
def test_language(lang: str | None, code: str) -> None:
    assert plain(TEXT, lang=lang).lang == code


def test_a_language_that_is_none_is_told() -> None:
    assert "bad_language" in codes(plain(TEXT, lang="not a code"))


def test_a_language_that_is_not_covered_is_told() -> None:
    finnish = (
        "Kaupunginjohtaja kertoi tiistaina, että vanha silta suljetaan vuodeksi ja että lautat kuljettavat ihmisiä."
    )
    assert plain(finnish).lang == "fi"
    assert "language_not_covered" in codes(plain(finnish))


FINNISH = (
    "Kaupunginjohtaja kertoi tiistaina, että vanha silta suljetaan vuodeksi ja että lautat kuljettavat ihmisiä rannalta "
    "toiselle. Se ei ole enää turvallinen, hän sanoi toimittajille. Rakentajat kiistivät tienneensä halkeamasta, vaikka "
    "siitä oli kerrottu heille jo keväällä, ja sanoivat, että kaikki palkit oli tarkastettu kahdesti ennen talvea."
)


@pytest.mark.parametrize(
    ("text", "lang", "other"),
    [(TEXT, "fr", "en"), (TEXT, "it", "en"), (TEXT, "fi", "en"), (TEXT, "ru", "en"), (FINNISH, "en", "fi")],
)
def test_text_that_is_plainly_in_another_language_is_told(text: str, lang: str, other: str) -> None:
    found = plain(text, lang=lang)
    assert found.lang == lang
    assert "language_mismatch" in codes(found)
    assert any(f"“{other}”" in p.message for p in found.problems)


@pytest.mark.parametrize(("text", "lang"), [(TEXT, "en"), (TEXT, None), ("Oui, non.", "en"), (FINNISH, "fi")])
def test_text_in_the_declared_language_is_believed(text: str, lang: str | None) -> None:
    assert "language_mismatch" not in codes(plain(text, lang=lang))


def test_little_text_is_unsure() -> None:
    assert "language_unsure" in codes(plain("Ok."))


def test_the_text_beats_the_page_and_the_page_beats_a_guess() -> None:
    assert article(html(lang="de")).lang == "en"
    assert article(html(lang="fr", body="<p>Oui, non.</p>", headline="Pont")).lang == "fr"


PAGE = html(paragraphs=FRENCH, headline="Été à la mairie", lang="fr")
META = "<meta charset='{}'>"


def with_meta(charset: str) -> str:
    return PAGE.replace("<title>", META.format(charset) + "<title>")


CHARSETS: dict[str, tuple[bytes, tuple[tuple[str, str], ...]]] = {
    "utf-8, undeclared": (PAGE.encode(), ()),
    "utf-8, declared": (with_meta("utf-8").encode(), ()),
    "cp1252, undeclared": (PAGE.encode("cp1252"), ()),
    "cp1252 called latin-1": (with_meta("iso-8859-1").encode("cp1252"), ()),
    "cp1252 called utf-8": (with_meta("utf-8").encode("cp1252"), ()),
    "utf-8 called latin-1": (with_meta("iso-8859-1").encode(), ()),
    "utf-8 called ascii": (with_meta("us-ascii").encode(), ()),
    "unknown name": (with_meta("no-such-charset").encode(), ()),
    "a codec that is no charset": (with_meta("rot13").encode(), ()),
    "header": (PAGE.encode("cp1252"), (("Content-Type", "text/html; charset=windows-1252"),)),
    "header against meta": (with_meta("utf-8").encode("cp1252"), (("content-type", "text/html; charset=cp1252"),)),
    "byte order mark against all": (
        b"\xef\xbb\xbf" + with_meta("cp1252").encode(),
        (("content-type", "x; charset=cp1252"),),
    ),
    "utf-16": (with_meta("utf-8").encode("utf-16"), ()),
    "utf-16 big endian": (b"\xfe\xff" + PAGE.encode("utf-16-be"), ()),
    "utf-8 called utf-16": (with_meta("utf-16").encode(), ()),
}


@pytest.mark.parametrize("name", CHARSETS)
def test_charset(name: str) -> None:
    body, headers = CHARSETS[name]
    assert article(body, headers=headers).text.splitlines() == list(FRENCH)


OTHERS = {
    "windows-1251": (
        "Мэр портового города сообщила во вторник, что старый мост закроют на год из-за трещины в опоре.",
        "ru",
    ),
    "shift_jis": ("港町の市長は火曜日、古い橋を一年間閉鎖すると発表した。渡し船が住民を運ぶという。", "ja"),
    "gb2312": ("港口城市的市长星期二说，旧桥将关闭一年，渡船将运送居民过河。", "zh"),
    "windows-1255": ("ראש העיר אמרה ביום שלישי שהגשר הישן ייסגר לשנה שלמה בגלל סדק", "he"),
    "iso-8859-2": ("Burmistrz miasta portowego powiedziała we wtorek, że stary most zostanie zamknięty na rok.", "pl"),
}


@pytest.mark.parametrize("charset", OTHERS)
def test_declared_charsets_of_other_scripts(charset: str) -> None:
    text, lang = OTHERS[charset]
    body = html(paragraphs=(text,) * 2, lang=lang).replace("<title>", META.format(charset) + "<title>").encode(charset)
    assert text in article(body).text


def test_utf8_that_was_read_as_cp1252_before_is_mended() -> None:
    spoilt = PAGE.encode().decode("cp1252", "ignore")
    clean_page = html(
        paragraphs=("Été, pâté, thé : l'hôtel où naît un goût âcre a fermé ses portes à midi, dit-on.",) * 2
    )
    spoilt = clean_page.encode().decode("latin-1")
    assert "Été, pâté, thé" in article(spoilt).text


def test_letters_that_only_look_spoilt_stay() -> None:
    assert (
        "Ã©, Â°, Ã¨ et €"
        in article(html(paragraphs=("Le texte montre Ã©, Â°, Ã¨ et €, dit « Anne » à l’été.",) * 3)).text
    )


def test_plain_bytes() -> None:
    text = "\n\n".join(FRENCH)
    for body in (text.encode(), text.encode("cp1252"), text.encode("utf-16"), text.encode("utf-8-sig")):
        assert plain(body).text == text


def test_nearly_utf8_is_told() -> None:
    found = plain("\n\n".join(FRENCH).encode() + b" \xff\xfe end")
    assert "broken_charset" in codes(found)
    assert FRENCH[0] in found.text
