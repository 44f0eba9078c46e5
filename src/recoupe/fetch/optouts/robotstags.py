"""X-Robots-Tag headers and robots meta tags: the words in them that concern us. Pure."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from recoupe.fetch.optouts.model import OptOut
from recoupe.fetch.web.agent import PRODUCT

if TYPE_CHECKING:
    from collections.abc import Iterable

    from recoupe.fetch.optouts.model import Where

WORDS = ("noindex", "none", "noai", "noimageai", "noarchive", "nosnippet")
_AGENT = re.compile(r"\s*([A-Za-z][\w.-]*)\s*:\s*(.*)", re.DOTALL)
_VALUED = frozenset({"unavailable_after", "max-snippet", "max-image-preview", "max-video-preview"})


def header(values: Iterable[str]) -> tuple[OptOut, ...]:
    """What the headers X-Robots-Tag say to everybody and to us; each value is one header."""
    found: list[OptOut] = []
    for value in values:
        match = _AGENT.fullmatch(value)
        if match and match[1].lower() not in _VALUED:
            if match[1].lower() != PRODUCT:
                continue
            value = match[2]  # noqa: PLW2901
        found += words(value, "header")
    return tuple(dict.fromkeys(found))


def words(value: str, where: Where) -> tuple[OptOut, ...]:
    """The words of one list that concern us."""
    there = {word.strip().lower() for word in re.split(r"[,;\s]+", value[:2_000])}
    return tuple(OptOut("robots", where, "robots", word) for word in WORDS if word in there)
