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
_NO_LETTERS = re.compile(r"[\W_]+")


def key(name: str) -> str:
    """What names are compared by: letters and digits, without case."""
    return _NO_LETTERS.sub("", name.casefold())


def of(kind: str) -> tuple[str, ...]:
    """The words of one kind in all languages, longest first."""
    return tuple(sorted({w for t in _tables().values() for w in t.get(kind, ())}, key=lambda w: (-len(w), w)))


@functools.cache
def _tables() -> dict[str, dict[str, list[str]]]:
    return tomllib.loads(Path(__file__).with_name("words.toml").read_text(encoding="utf-8"))


def any_of(kind: str) -> str:
    """A pattern of any word of one kind, in the spellings that print has for it."""
    return "|".join(re.escape(p).translate(_SPELLINGS).replace(r"\ ", r"\s+") for p in of(kind))


class Late:
    """A pattern without regard to case, compiled when first asked for: few pages need all, and each costs time."""

    def __init__(self, make: Callable[[], str]) -> None:
        self._make = make

    @functools.cached_property
    def compiled(self) -> re.Pattern[str]:
        """The pattern itself."""
        return re.compile(self._make(), re.IGNORECASE)

    def match(self, text: str) -> re.Match[str] | None:
        """Match at the beginning of `text`."""
        return self.compiled.match(text)

    def fullmatch(self, text: str) -> re.Match[str] | None:
        """Match all of `text`."""
        return self.compiled.fullmatch(text)

    def split(self, text: str) -> list[str]:
        """The parts of `text` between the places that match."""
        return self.compiled.split(text)

    def sub(self, by: str, text: str) -> str:
        """`text` with `by` where it matches."""
        return self.compiled.sub(by, text)


BY = Late(lambda: rf"^\W*(?:{any_of('by')})(?:\s*:\s*|\s+)")
AND = Late(lambda: rf"\s*[,;|/•·&]\s*|\s+(?:{any_of('and')})\s+")
NO_AUTHOR = Late(lambda: rf"(?:{any_of('no_author')})")
MORE = Late(lambda: rf"\W*(?:(?:{any_of('more')})(?!\w)|(?:{any_of('colon')})\s*[:：])")
POINTER = Late(lambda: rf"\W*(?:{any_of('more')}|{any_of('colon')})\s*[:：]\s*\S")
SHARE = Late(lambda: rf"\W*(?:{any_of('share')})\W*")
NETWORK = Late(lambda: rf"\W*(?:{any_of('network')})(?!\w)")
APPEAL = Late(lambda: rf"\W*(?:{any_of('appeal')})(?!\w)")
AFTER = Late(lambda: rf"\s+(?:{any_of('after')})\W*$")
INGREDIENTS = Late(lambda: rf"\W*(?:{any_of('ingredients')})\W*")
METHOD = Late(lambda: rf"\W*(?:{any_of('method')})\W*")
QUANTITY = Late(lambda: rf"[\d¼½¾⅓⅔⅛.,/–-]+\s*(?:{any_of('units')})(?!\w)")
