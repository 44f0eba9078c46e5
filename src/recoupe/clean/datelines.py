"""The day that a text gives at its head.

It stands alone on a line ("Published 5 May 2021") or before the first sentence ("LYON, 5 May 2021 —"). Month names are
CLDR's, through Babel.
"""

from __future__ import annotations

import datetime as dt
import functools
import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

_HEAD = 8  # lines that are looked at
_LONGEST = 90  # characters of a line that gives a day and little else
_OWN = 0.33  # share of such a line that the day makes up
_BEFORE = 60  # characters before the day in a dateline
_YEAR = r"(?P<y>(?:19|20)\d\d)"
_FORMS = (
    re.compile(rf"(?<![\d./-]){_YEAR}-(?P<m>\d\d)-(?P<d>\d\d)(?!\d)"),
    re.compile(rf"(?<![\d./-])(?P<d>\d\d?)\.\s?(?P<m>\d\d?)\.\s?{_YEAR}(?!\d)"),
    re.compile(rf"{_YEAR}\s?[年년.]\s?(?P<m>\d\d?)\s?[月월.]\s?(?P<d>\d\d?)\s?[日일]?(?!\d)"),
    # a day and a month's name, with at most one short word between ("5 de mayo de 2021", "1er mai 2021")
    re.compile(
        rf"(?<!\d)(?P<d>\d\d?)(?:[^\W\d_]{{2}}|[.º])?\s+(?:\w{{1,3}}\s+)?(?P<n>[^\W\d_]{{3,}})\.?,?\s+(?:\w{{1,3}}\s+)?{_YEAR}"
    ),
    re.compile(rf"(?P<n>[^\W\d_]{{3,}})\.?\s+(?P<d>\d\d?)(?:[^\W\d_]{{2}})?,?\s+{_YEAR}"),
)
_DASH = re.compile(r"^.{0,40}?\s?(?:—|–|--|\s-)\s")


def day(lines: Iterable[str], code: str | None) -> str | None:
    """The first day that the head of a text in language `code` gives, as ISO 8601."""
    names = _months(code or "en")
    for number, line in enumerate(lines):
        if number >= _HEAD:
            return None
        for start, end, found in _days(line[: _LONGEST + _BEFORE], names):
            alone = len(line) <= _LONGEST and line[-1] not in ".!?" and end - start >= _OWN * len(line)
            if alone or (start <= _BEFORE and _DASH.match(line[end:])):
                return found
    return None


def _days(line: str, names: dict[str, int]) -> Iterator[tuple[int, int, str]]:
    """Each day in `line` with its span."""
    for form in _FORMS:
        for match in form.finditer(line):
            parts = match.groupdict()
            month = names.get((parts.get("n") or "").casefold()) or int(parts.get("m") or 0)
            try:
                yield match.start(), match.end(), dt.date(int(parts["y"]), month, int(parts["d"])).isoformat()
            except ValueError:
                continue


@functools.lru_cache(maxsize=64)
def _months(code: str) -> dict[str, int]:
    """Month by name, in the language and in English; ambiguous short forms of another language stay out."""
    from babel.core import Locale, UnknownLocaleError  # noqa: PLC0415 -- slow to import

    found: dict[str, int] = {}
    for language in dict.fromkeys((code, "en")):
        try:
            locale = Locale.parse(language)
        except (UnknownLocaleError, ValueError):
            continue
        for width in ("wide", "abbreviated"):
            for context in ("format", "stand-alone"):
                for month, name in locale.months[context][width].items():
                    found.setdefault(name.casefold().rstrip("."), month)
    return found
