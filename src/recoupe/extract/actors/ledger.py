"""Names in the ledger's language, whatever the language of the article: countries, governments, capitals."""

from __future__ import annotations

import functools
from typing import TYPE_CHECKING

from recoupe.lang import load
from recoupe.lang.names import GivenNames, Names

if TYPE_CHECKING:
    from collections.abc import Mapping

    from recoupe.lang.names import Words

SHARED = "mul"  # ISO 639-2: what many languages share


@functools.cache
def _language() -> str:
    """The code of the ledger's language."""
    given = load(GivenNames, SHARED)
    return given.canonical if given is not None else "und"


def _names() -> Names | None:
    return load(Names, _language())


@functools.cache
def territories(code: str) -> Mapping[str, str]:
    """CLDR's names of territories in language `code`; {} where it has none."""
    from babel import localedata  # noqa: PLC0415 late: it reads CLDR files

    if not localedata.exists(code):
        return {}
    found: Mapping[str, str] = localedata.load(code)["territories"]
    return found


@functools.cache
def country(code: str) -> str:
    """The name of country `code` in the ledger's language."""
    name = territories(_language()).get(code, code).replace("&", conjunction())
    names = _names()
    mine = names.countries.get(code) if names is not None else None
    if mine is not None and mine.names and (not name.isascii() or any(m in name for m in ("(", " - ", " SAR "))):
        return mine.names[0]
    return name


@functools.cache
def conjunction() -> str:
    """The word that joins two names in the ledger's language."""
    names = _names()
    return names.grammar.coordinators[0] if names is not None else "&"


@functools.cache
def is_ledgers(lang: str) -> bool:
    """Whether the ledger's names are those of language `lang`."""
    return _language() == lang


@functools.cache
def adjective(code: str) -> str:
    """The adjective of country `code` in the ledger's language, "" if none is known."""
    names = _names()
    mine = names.countries.get(code) if names is not None else None
    return mine.adjectives[0] if mine is not None and mine.adjectives else ""


@functools.cache
def government(code: str) -> str:
    """The government of country `code` in the ledger's language, "" if the country has no adjective there."""
    names = _names()
    word = adjective(code)
    return f"{word} {names.things.governments[0]}" if word and names is not None else ""


@functools.cache
def capitals() -> dict[str, Words]:
    """Capitals in the ledger's language by country."""
    names = _names()
    return {c: v.capitals for c, v in names.countries.items()} if names is not None else {}
