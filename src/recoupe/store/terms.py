"""What people type into a search, taken apart: nothing of it ever reaches a database as syntax.

    words that must all be there   "words in a row"   -not   begin*
    who:kuleba   site:example.org   lang:fr   after:2022-07-01   before:2022-07-31   stance:denies   disputed:yes
    kind:news   actor:w1…   country:FR   earlier:yes

A value with blanks stands in quotation marks: who:"dmytro kuleba". A name given twice (lang:fr lang:de) allows both.
"""

from __future__ import annotations

import datetime as dt
import re
import typing
from dataclasses import replace
from typing import TYPE_CHECKING, Any, NamedTuple

from recoupe import model
from recoupe.errors import QueryError
from recoupe.ledger import Query
from recoupe.store import folding

if TYPE_CHECKING:
    from collections.abc import Callable

LONGEST = 1_000  # characters of a search
MOST = 32  # words in it
SHORTEST = 2  # letters before a *

_QUOTED = '["“”„«»]'
_PIECE = re.compile(
    rf"""(?P<name>[A-Za-z]+):(?:{_QUOTED}(?P<quoted>[^"“”„«»]*){_QUOTED}?|(?P<value>\S*))
    |(?P<no>-?){_QUOTED}(?P<phrase>[^"“”„«»]*){_QUOTED}?
    |(?P<word>\S+)""",
    re.VERBOSE,
)


class Term(NamedTuple):
    """Words in a row, in the spelling of look-up. `begins`: the last one may go on. `absent`: not to be there."""

    words: tuple[str, ...]
    begins: bool = False
    absent: bool = False


def terms(text: str) -> tuple[Term, ...]:
    """The terms of free text. Raises QueryError."""
    if len(text) > LONGEST:
        raise QueryError(f"the search has more than {LONGEST:,} characters; shorten it")
    found = [t for m in _PIECE.finditer(text) for t in _terms(m)]
    if sum(len(t.words) for t in found) > MOST:
        raise QueryError(f"the search has more than {MOST} words; leave some out")
    if found and all(t.absent for t in found):
        raise QueryError("the search says only what must not be there; add a word that must")
    return tuple(found)


def fit(asked: str, text: str) -> bool:
    """Whether a text has all that is asked for, as the search finds it. Raises QueryError."""
    there = folding.words(text)
    return all(_stands(t, there) != t.absent for t in terms(asked))


def _stands(term: Term, there: list[str]) -> bool:
    *first, last = term.words
    for n in range(len(there) - len(first)):
        end = there[n + len(first)]
        if there[n : n + len(first)] == first and (end.startswith(last) if term.begins else end == last):
            return True
    return False


def _terms(m: re.Match[str]) -> list[Term]:
    if m["phrase"] is not None:
        row = tuple(folding.words(m["phrase"]))
        return [Term(row, absent=bool(m["no"]))] if row else []
    word = m[0]
    absent, begins = word.startswith("-") and len(word) > 1, word.endswith("*")
    row = tuple(folding.words(word))
    if begins and row and len(row[-1]) < SHORTEST:
        raise QueryError(f"{word} would find too much; give {SHORTEST} letters or more before the *")
    return [Term(row, begins, absent)] if row else []


def query(text: str) -> Query:
    """The query that `text` asks. Raises QueryError, which names the piece that is wrong."""
    if len(text) > LONGEST:
        raise QueryError(f"the search has more than {LONGEST:,} characters; shorten it")
    asked: dict[str, Any] = {}
    words: list[str] = []
    for m in _PIECE.finditer(text):
        name = (m["name"] or "").lower()
        if name in _FILTERS:
            _filter(asked, name, (m["quoted"] if m["quoted"] is not None else m["value"]).strip())
        elif m["name"] and m["quoted"] is not None:
            raise QueryError(f"{m['name']}: is no filter; there are {', '.join(f'{f}:' for f in _FILTERS)}")
        else:
            words.append(m[0])
    made = replace(Query(), words=" ".join(words), **asked)
    terms(made.words)
    terms(made.who)
    return made


def _filter(asked: dict[str, Any], name: str, value: str) -> None:
    """Put the filter into `asked`; filters of many values allow each."""
    if not value:
        raise QueryError(f"{name}: says nothing; write {name}:{_EXAMPLES[name]}")
    key, made = _FILTERS[name](name, value)
    if isinstance(made, tuple):
        made = (*asked.get(key, ()), *made)
    elif key == "who" and key in asked:
        made = f"{asked[key]} {made}"
    asked[key] = made


def _one_of(key: str, values: tuple[str, ...]) -> Callable[[str, str], tuple[str, Any]]:
    def read(name: str, value: str) -> tuple[str, Any]:
        if value.lower() not in values:
            raise QueryError(f"{name}:{value} is none of {', '.join(values)}")
        return key, (value.lower(),)

    return read


def _day(key: str) -> Callable[[str, str], tuple[str, Any]]:
    def read(name: str, value: str) -> tuple[str, Any]:
        try:
            return key, dt.date.fromisoformat(value)
        except ValueError:
            raise QueryError(f"{name}:{value} is no day; write {name}:2022-07-16") from None

    return read


def _country(name: str, value: str) -> tuple[str, Any]:
    if len(value) != 2 or not value.isascii() or not value.isalpha():  # noqa: PLR2004
        raise QueryError(f"{name}:{value} is no country; write the two letters of ISO 3166-1, {name}:FR")
    return "countries", (value.upper(),)


def _yes_or_no(name: str, value: str) -> tuple[str, Any]:
    if value.lower() not in {"yes", "no"}:
        raise QueryError(f"{name}:{value} is neither yes nor no")
    return name, value.lower() == "yes"


_FILTERS: dict[str, Callable[[str, str], tuple[str, Any]]] = {
    "who": lambda _, value: ("who", value),
    "site": lambda _, value: ("sites", (value.lower().removeprefix("www."),)),
    "lang": lambda _, value: ("lang", (value.lower(),)),
    "after": _day("since"),
    "before": _day("until"),
    "stance": _one_of("stances", typing.get_args(model.Stance)),
    "kind": _one_of("kinds", typing.get_args(model.Kind)),
    "actor": lambda _, value: ("actor", value),
    "country": lambda name, value: _country(name, value),  # noqa: PLW0108 -- below
    "disputed": _yes_or_no,
    "earlier": _yes_or_no,
}
_EXAMPLES = {
    "who": "kuleba",
    "site": "example.org",
    "lang": "fr",
    "after": "2022-07-16",
    "before": "2022-07-16",
    "stance": "denies",
    "kind": "news",
    "actor": "w1…",
    "disputed": "yes",
    "earlier": "yes",
    "country": "FR",
}
