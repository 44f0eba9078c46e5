"""A small lexicon, learned from translations: the stem of a word and what it is likely to be in the pivot language.

One file a language, `lexicon/CODE.txt.gz`, a line a stem: `stem<TAB>pivot stem<SPACE>per cent<TAB>…`. The code of the
pivot language stands in `lexicon/pivot.txt`. A language without a file has no words across languages.
"""

from __future__ import annotations

import functools
import gzip
from collections.abc import Callable
from pathlib import Path

from recoupe.link import terms

FOLDER = Path(__file__).parent / "lexicon"
Meanings = tuple[tuple[int, float], ...]
Table = dict[str, Meanings]
Look = Callable[[tuple[str, ...]], Meanings]
_SALT = "~"


def meaning(stem: str) -> int:
    """The term that stands for a stem of the pivot language across languages."""
    return terms.hashed(f"{_SALT}{stem}")


@functools.cache
def pivot() -> str:
    """The code of the language that all others are translated into."""
    return (FOLDER / "pivot.txt").read_text(encoding="utf-8").strip()


@functools.cache
def of(lang: str) -> Look:
    """What gives the meanings of a word by its stems, the whole word's first, then those without proclitics."""
    if lang == pivot():
        return functools.lru_cache(100_000)(lambda stems: ((meaning(stems[0]), 1.0),) if stems else ())
    return reader(_table(lang))


def known(lang: str) -> bool:
    """Whether words of `lang` can be looked up."""
    return lang == pivot() or (FOLDER / f"{lang}.txt.gz").is_file()


def reader(table: Table) -> Look:
    """What looks a word up in `table`."""

    @functools.lru_cache(30_000)
    def look(stems: tuple[str, ...]) -> Meanings:
        return next((table[s] for s in stems if s in table), ())

    return look


def _table(lang: str) -> Table:
    path = FOLDER / f"{lang}.txt.gz"
    if not path.is_file():
        return {}
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        return dict(parsed(line) for line in lines)


def parsed(line: str) -> tuple[str, Meanings]:
    """A line of a lexicon."""
    stem, *others = line.rstrip("\n").split("\t")
    pairs = (other.rsplit(" ", 1) for other in others)
    return stem, tuple((meaning(word), int(share) / 100) for word, share in pairs)
