"""`corrections.toml`: what a page says where it was corrected and tells so."""

from __future__ import annotations

import functools
import re
from dataclasses import dataclass
from typing import ClassVar

from recoupe.lang import alternatives, load


@dataclass(frozen=True, slots=True)
class Corrections:
    """All of `corrections.toml`, by language, in lower case.

    heads: what such a note is headed with. phrases: what stands in it, wherever it stands.
    """

    FILE: ClassVar[str] = "corrections.toml"

    heads: dict[str, tuple[str, ...]]
    phrases: dict[str, tuple[str, ...]]


def plain(text: str) -> str:
    """`text` as `note` looks at it: in lower case, with plain apostrophes and single blanks."""
    return " ".join(text.casefold().replace("’", "'").split())


@functools.cache
def note() -> re.Pattern[str]:
    """A note of correction, in any language: a site tells in its own."""
    data = load(Corrections, "shared")
    assert data is not None
    return re.compile(rf"{head().pattern}|(?<!\w)(?:{alternatives(data.phrases)})")


@functools.cache
def head() -> re.Pattern[str]:
    """What begins with the head of such a note; a sign or a day follows it."""
    data = load(Corrections, "shared")
    assert data is not None
    heads = alternatives(data.heads)
    follows = r"\W*$|\s*[:：(\[–—-]|[,\s]+(?:\w+[.,]?\s+){0,3}\d[^:：]{0,40}[:：]"
    return re.compile(rf"^\W*(?:{heads})(?:{follows})")
