"""`naming.toml`: words in names of any language that say little of who is named, and spellings that stand for another.

All words are as recoupe.lang.roman.plain gives them: lower case a to z.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

Words = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Naming:
    """All of `naming.toml`.

    particles: words that names keep or drop at will ("van", "al"). parents: words between a name and that of a parent
    ("bin"). servants: first halves of a name in two words ("abdul"). titles and suffixes: dropped.
    short: abbreviation and what it stands for. nicknames: rows of forms of one given name. numbers: Roman ones, from
    one on. endings: rows of endings that one family name has by gender, language or case. articles: what a word of a
    script may begin with and drops, by ISO 15924 code. surnames: one-letter family names of scripts without spaces, by
    code; family names of more letters stand in `long_surnames`.
    """

    FILE: ClassVar[str] = "naming.toml"

    particles: Words
    parents: Words
    servants: Words
    titles: Words
    suffixes: Words
    short: dict[str, str]
    nicknames: tuple[Words, ...]
    numbers: Words
    endings: tuple[Words, ...]
    articles: dict[str, Words]
    surnames: dict[str, str]
    long_surnames: dict[str, Words]
