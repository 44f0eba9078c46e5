"""The character set of short texts that do not say it: one sentence is enough where a language explains it."""

import codecs

import pytest

from recoupe import clean
from recoupe.clean import charsets
from recoupe.config import Config
from recoupe.model import Article, Page

SENTENCES = {
    "windows-1252 fr": "Le préfet a démenti hier que la passerelle était fermée.",
    "windows-1252 de": "Die Fähre fährt nicht mehr, sagte der Bürgermeister am Dienstag.",
    "windows-1252 it": "Il sindaco ha detto che la scuola riaprirà lunedì, ma non è così.",
    "windows-1252 pt": "O presidente da câmara disse que a estação não está segura.",
    "windows-1250 pl": "Burmistrz powiedział, że stacja będzie zamknięta do środy.",
    "iso-8859-2 pl": "Burmistrz powiedział, że stacja będzie zamknięta do środy.",
    "windows-1251 ru": "Мэр заявил, что паром не ходит с пятницы.",
    "koi8-r ru": "Мэр заявил, что паром не ходит с пятницы.",
    "koi8-u uk": "Мер заявив, що пором не ходить із п’ятниці і що це правда.".replace("’", ""),
    "windows-1256 ar": "قال المحافظ إن العبارة لن تعمل قبل يوم الجمعة.",
    "windows-1255 he": "ראש העיר אמר כי המעבורת לא תפעל עד יום שישי.",
    "windows-1250 cs": "Starosta včera popřel, že přívoz přestane jezdit, a řekl, že trať je v pořádku.",
    "windows-1254 tr": "Belediye başkanı dün vapurun çalışmadığını söyledi ama iskele açık.",
    "gb18030 zh": "市长星期五说，渡轮已经停航一个星期，居民只能绕过河口的旧桥去上班。",
    "euc-kr ko": "시장은 금요일에 여객선이 운항하지 않는다고 말했다.",
}


def plain(body: bytes, **options: str) -> Article:
    return clean.article(Page("x.txt", body, "text/plain"), config=Config(**options))  # type: ignore[arg-type]


@pytest.mark.parametrize("name", SENTENCES)
def test_one_sentence(name: str) -> None:
    body = SENTENCES[name].encode(name.split(maxsplit=1)[0])
    found = plain(body)
    assert found.text == SENTENCES[name]
    (told,) = [p.message for p in found.problems if p.code == "guessed_charset"]
    assert "--encoding" in told


@pytest.mark.parametrize("name", ["koi8-r", "KOI8-R", "cp1251", "utf-8"])
def test_what_the_user_says_wins(name: str) -> None:
    text = "Всё это неправда, сказал он."
    assert plain(text.encode(name), encoding=name).text == text
    page = Page("x.html", f"<meta charset=latin-1><p>{text}".encode(name), "text/html")
    assert text in clean.article(page, config=Config(encoding=name)).text


def test_a_byte_order_mark_wins_over_all() -> None:
    assert plain(codecs.BOM_UTF8 + "é".encode(), encoding="cp1252").text == "é"


def test_what_does_not_fit_what_the_user_says_is_told() -> None:
    found = plain("Été très gai à Évry, où l’on rêvait".encode("cp1252"), encoding="utf-8")
    assert "broken_charset" in {p.code for p in found.problems}


@pytest.mark.parametrize("body", [b"\x81\x8d\x8f", b"\xff" * 50, bytes(range(128, 256)) * 40, b"caf\xe9"])
def test_any_bytes_come_to_an_end(body: bytes) -> None:
    name = charsets.detect(body)
    assert name is None or body.decode(name, "replace")
