"""The words of `words.toml` as patterns over all languages: what surrounds articles is often in another than theirs."""

from __future__ import annotations

import re
import tomllib
from importlib import resources

_NO_LETTERS = re.compile(r"[\W_]+")
_TABLES: dict[str, dict[str, list[str]]] = tomllib.loads(
    resources.files(__package__).joinpath("words.toml").read_text(encoding="utf-8")
)


def key(name: str) -> str:
    """What names are compared by: letters and digits, without case."""
    return _NO_LETTERS.sub("", name.casefold())


def of(kind: str) -> tuple[str, ...]:
    """The words of one kind in all languages, longest first."""
    return tuple(sorted({w for t in _TABLES.values() for w in t.get(kind, ())}, key=lambda w: (-len(w), w)))


def any_of(kind: str) -> str:
    """A pattern of any word of one kind, with any apostrophe and any run of blanks."""
    return "|".join(re.escape(p).replace(r"\ ", r"\s+").replace("'", "['’]") for p in of(kind))


BY = re.compile(rf"^\W*(?:{any_of('by')})(?:\s*:\s*|\s+)", re.IGNORECASE)
AND = re.compile(rf"\s*[,;|/•·&]\s*|\s+(?:{any_of('and')})\s+", re.IGNORECASE)
NO_AUTHOR = re.compile(rf"(?:{any_of('no_author')})", re.IGNORECASE)
MORE = re.compile(rf"\W*(?:(?:{any_of('more')})(?!\w)|(?:{any_of('colon')})\s*[:：])", re.IGNORECASE)
POINTER = re.compile(rf"\W*(?:{any_of('more')}|{any_of('colon')})\s*[:：]\s*\S", re.IGNORECASE)
SHARE = re.compile(rf"\W*(?:{any_of('share')})\W*", re.IGNORECASE)
NETWORK = re.compile(rf"\W*(?:{any_of('network')})(?!\w)", re.IGNORECASE)
APPEAL = re.compile(rf"\W*(?:{any_of('appeal')})(?!\w)", re.IGNORECASE)
AFTER = re.compile(rf"\s+(?:{any_of('after')})\W*$", re.IGNORECASE)
INGREDIENTS = re.compile(rf"\W*(?:{any_of('ingredients')})\W*", re.IGNORECASE)
METHOD = re.compile(rf"\W*(?:{any_of('method')})\W*", re.IGNORECASE)
QUANTITY = re.compile(rf"[\d¼½¾⅓⅔⅛.,/–-]+\s*(?:{any_of('units')})(?!\w)", re.IGNORECASE)
