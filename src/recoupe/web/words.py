"""The interface's languages: gettext catalogues, read as translators write them (locale/LANGUAGE/recoupe.po)."""

from __future__ import annotations

import io
from functools import cache
from gettext import GNUTranslations, NullTranslations
from importlib.resources import files
from typing import TYPE_CHECKING

from babel import Locale
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

if TYPE_CHECKING:
    from collections.abc import Mapping

    from starlette.requests import Request

COOKIE = "recoupe_words"
SOURCE = "en"
"""The language of the words in the templates, which its own catalogue need not repeat."""


def _names() -> Mapping[str, str]:
    codes = sorted(p.name for p in files("recoupe.web").joinpath("locale").iterdir() if p.is_dir())
    return {code: str(Locale.parse(code).get_display_name(code)).capitalize() for code in codes}


NAMES: Mapping[str, str] = _names()
"""Each language of the interface by its code, as its speakers call it: whatever has a folder in locale/."""


@cache
def catalogue(lang: str) -> NullTranslations:
    """What the interface says in a language."""
    source = files("recoupe.web").joinpath("locale", lang, "recoupe.po").read_bytes()
    made = io.BytesIO()
    write_mo(made, read_po(io.BytesIO(source), locale=lang))
    made.seek(0)
    return GNUTranslations(made)


def chosen(request: Request) -> str:
    """The language in which to answer: the one that was chosen, else the first that the browser asks for."""
    kept = request.cookies.get(COOKIE, "")
    if kept in NAMES:
        return kept
    wanted = (_weighed(part) for part in request.headers.get("accept-language", "")[:500].split(","))
    for _, lang in sorted(wanted, key=lambda w: -w[0]):
        if lang in NAMES:
            return lang
    return SOURCE


def _weighed(part: str) -> tuple[float, str]:
    """How much a language is wanted (RFC 9110, 12.5.4), and its code without a region."""
    lang, _, weight = part.strip().partition(";q=")
    try:
        return float(weight or 1), lang.partition("-")[0].lower()
    except ValueError:
        return 0.0, ""


@cache
def _locale(lang: str) -> Locale:
    return Locale.parse(lang)


def language(code: str | None, lang: str) -> str:
    """The name of a language, in another; the code where there is none."""
    return str(_locale(lang).languages.get(code or "", code or ""))


def country(code: str | None, lang: str) -> str:
    """The name of a country; the code where there is none."""
    return str(_locale(lang).territories.get(code or "", code or ""))
