"""The words of `words.toml` as patterns over all languages: what surrounds articles is often in another than theirs."""

from __future__ import annotations

import functools
import re
import tomllib
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

_SPELLINGS = str.maketrans(
    {"'": "['’]", "\u200c": r"[\u200c\s]?", **dict.fromkeys("أإآ", "[أإآا]"), "ة": "[ةه]", "ی": "[یي]", "ک": "[کك]"}
)
_ALSO = {"i": "İı", "s": "ſ", "k": "\u212a"}
"""What `re` takes for the same letter where case does not count, besides its cases."""
_NO_LETTERS = re.compile(r"[\W_]+")


def key(name: str) -> str:
    """What names are compared by: letters and digits, without case."""
    joined = "".join(name.casefold().split())
    return joined if joined.isalnum() else _NO_LETTERS.sub("", joined)


def of(kind: str) -> tuple[str, ...]:
    """The words of one kind in all languages, longest first."""
    return tuple(sorted({w for t in _tables().values() for w in t.get(kind, ())}, key=lambda w: (-len(w), w)))


@functools.cache
def _tables() -> dict[str, dict[str, list[str]]]:
    return tomllib.loads(Path(__file__).with_name("words.toml").read_text(encoding="utf-8"))


def any_of(kind: str) -> str:
    """A pattern of any word of one kind, in the spellings that print has for it.

    By first letters, whose cases stand there themselves: where case does not count `re` would else try each word in
    full, some hundred at each place.
    """
    found: dict[str, list[str]] = {}
    for word in of(kind):
        found.setdefault(_first(word[0]), []).append(_spelt(word[1:]))
    return "|".join(f"{first}(?:{'|'.join(rests)})" for first, rests in found.items())


def _first(letter: str) -> str:
    """A pattern of a letter in its cases, or in the spellings that print has for it."""
    cases = {c for c in (letter, letter.lower(), letter.upper(), *_ALSO.get(letter.lower(), "")) if len(c) == 1}
    return _spelt(letter) if ord(letter) in _SPELLINGS else f"(?-i:[{re.escape(''.join(sorted(cases)))}])"


def _spelt(words: str) -> str:
    return re.escape(words).translate(_SPELLINGS).replace(r"\ ", r"\s+")


_PATTERNS: dict[str, Callable[[], str]] = {
    "BY": lambda: rf"^\W*(?:{any_of('by')})(?:\s*:\s*|\s+)",
    "AND": lambda: rf"\s*[,;|/•·&]\s*|\s+(?:{any_of('and')})\s+",
    "NO_AUTHOR": lambda: rf"(?:{any_of('no_author')})",
    "MORE": lambda: rf"\W*(?:(?:{any_of('more')})(?!\w)|(?:{any_of('colon')})\s*[:：])",
    "POINTER": lambda: rf"\W*(?:{any_of('more')}|{any_of('colon')})\s*[:：]\s*\S",
    "SHARE": lambda: rf"\W*(?:{any_of('share')})\W*",
    "NETWORK": lambda: rf"\W*(?:{any_of('network')})(?!\w)",
    "APPEAL": lambda: rf"\W*(?:{any_of('appeal')})(?!\w)",
    "AFTER": lambda: rf"\s+(?:{any_of('after')})\W*$",
    "INGREDIENTS": lambda: rf"\W*(?:{any_of('ingredients')})\W*",
    "METHOD": lambda: rf"\W*(?:{any_of('method')})\W*",
    "QUANTITY": lambda: rf"[\d¼½¾⅓⅔⅛.,/–-]+\s*(?:{any_of('units')})(?!\w)",
}


def __getattr__(name: str) -> re.Pattern[str]:
    """A pattern of `_PATTERNS`, made when first asked for: few pages need all, and together they take a while.

    Called for names that the module has not yet (PEP 562). Case does not count.
    """
    if name not in _PATTERNS:
        raise AttributeError(name)
    globals()[name] = made = re.compile(_PATTERNS[name](), re.IGNORECASE)
    return made
