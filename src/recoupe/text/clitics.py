"""The words of a language's data, before which its proclitics are cut off."""

from __future__ import annotations

import dataclasses
import functools
import re
from typing import TYPE_CHECKING

from recoupe.lang import load
from recoupe.lang.dates import Dates
from recoupe.lang.language import Language
from recoupe.lang.letters import folded
from recoupe.lang.names import Names
from recoupe.lang.speech import Speech

if TYPE_CHECKING:
    from collections.abc import Iterator

_SKIPPED = frozenset({"yes", "no", "pattern", "examples", "never", "day", "value"})
_ENDINGS = re.compile(r"([^\s()]*)\(([^()]*)\)")
_SHORT = 3  # letters; a shorter word counts only where `language.toml` lists it


@functools.cache
def known(code: str) -> frozenset[str]:
    """Every word of the data of language `code` as look-up spells it; none where the language has no proclitics."""
    language = load(Language, code)
    if language is None or not language.clitics:
        return frozenset()
    out = {w for data in (Speech, Dates, Names) for text in _texts(load(data, code)) for w in _words(text)}
    out |= {w for text in _countries(code) for w in _words(text)}
    out = {w for w in out if len(w) >= _SHORT and w.isalpha()}
    return frozenset(out).union(map(folded, language.starters + language.frequent + language.unsplit))


def _words(text: str) -> Iterator[str]:
    """The words of a phrase, `stem(a|b)` written out."""
    for stem, endings in _ENDINGS.findall(text):
        yield from (folded(stem + ending).lower() for ending in endings.split("|"))
    yield from folded(_ENDINGS.sub(" ", text)).lower().replace("[", "").replace("]", "").split()


def _texts(data: object) -> Iterator[str]:
    """The strings in `data`, verbs in all their forms."""
    if isinstance(data, str):
        yield data
    elif isinstance(data, Speech):
        verbs = (e for f in dataclasses.fields(data.verbs) for e in getattr(data.verbs, f.name))
        for head, _, rest in (entry.partition(" ") for entry in verbs):
            stem, plus, name = head.partition("+")
            forms = _texts(data.paradigms[name]) if plus else ()
            yield from (e.replace("~", stem) if "~" in e else stem + e for e in forms)
            yield rest
        yield from _texts({k: getattr(data, k) for k in data.__slots__ if k not in {"paradigms", "verbs"}})
    elif isinstance(data, dict):
        yield from (t for k, v in data.items() if k not in _SKIPPED for t in _texts(v))
    elif isinstance(data, tuple):
        yield from (t for v in data for t in _texts(v))
    elif dataclasses.is_dataclass(data):
        yield from _texts({f.name: getattr(data, f.name) for f in dataclasses.fields(data) if f.name != "name"})


def _countries(code: str) -> Iterator[str]:
    """Names of countries, months and weekdays from CLDR."""
    from babel import Locale  # noqa: PLC0415 (only where a language has proclitics)

    locale = Locale.parse(code)
    yield from locale.territories.values()
    yield from locale.months["format"]["wide"].values()
    yield from locale.days["format"]["wide"].values()
