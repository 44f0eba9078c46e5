"""`romanise.toml`: how English newspapers write what letters alone would give otherwise."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar


@dataclass(frozen=True, slots=True)
class Romanise:
    """All of `romanise.toml`, by script (ISO 15924) or language.

    endings: an ending of a word and its spelling. articles: what a word may begin with and how it is spelled before it;
    a language with an empty table has none though its script has.
    """

    FILE: ClassVar[str] = "romanise.toml"

    endings: dict[str, dict[str, str]]
    articles: dict[str, dict[str, str]]
