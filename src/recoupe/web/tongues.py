"""The languages of the interface: catalogues of gettext (`locale/<code>/messages.po`), read as they are.

English is what stands in the templates. A folder more is a language more.
"""

from __future__ import annotations

import io
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from babel import Locale, UnknownLocaleError, negotiate_locale
from babel.messages import mofile, pofile
from babel.support import NullTranslations, Translations

if TYPE_CHECKING:
    from starlette.requests import Request

FOLDER = Path(__file__).with_name("locale")
SOURCE = "en"  # of the strings in templates
COOKIE = "recoupe-language"


class Tongue(NamedTuple):
    """A language of the interface: its code, CLDR's data of it, its catalogue."""

    code: str
    locale: Locale
    catalogue: NullTranslations

    def language(self, code: str | None) -> str:
        """The name of a language."""
        return (self.locale.languages.get(code or "") or code or "").strip()

    def country(self, code: str | None) -> str:
        """The name of a country."""
        return str(self.locale.territories.get(code or "") or code or "")


def codes() -> tuple[str, ...]:
    """The languages there are."""
    return (SOURCE, *sorted(p.parent.name for p in FOLDER.glob("*/messages.po")))


@cache
def tongue(code: str) -> Tongue:
    """The language `code`, which must be one of `codes`."""
    if code == SOURCE:
        return Tongue(code, Locale(code), NullTranslations())
    with (FOLDER / code / "messages.po").open("rb") as file:
        catalogue = pofile.read_po(file, locale=code)
    with (FOLDER / code / "people.po").open("rb") as file:  # of the pages for people
        for message in pofile.read_po(file, locale=code):
            if message.id and message.id not in catalogue:
                catalogue[message.id] = message
    packed = io.BytesIO()
    mofile.write_mo(packed, catalogue)
    packed.seek(0)
    return Tongue(code, Locale(code), Translations(packed))


def of(request: Request) -> Tongue:
    """The language of who asks: chosen, else the first of the browser's that there is, else English."""
    chosen = request.cookies.get(COOKIE, "")
    if chosen in codes():
        return tongue(chosen)
    wanted = [part.partition(";")[0].strip() for part in request.headers.get("accept-language", "")[:200].split(",")]
    return tongue(negotiate_locale([w for w in wanted if w], codes(), sep="-") or SOURCE)


def rtl(code: str | None) -> bool:
    """Whether the language is written from right to left (CLDR)."""
    try:
        return Locale.parse(code or SOURCE, sep="-").text_direction == "rtl"
    except (ValueError, UnknownLocaleError):
        return False
