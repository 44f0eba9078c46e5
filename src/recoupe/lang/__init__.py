"""Languages as data: one folder a language, one TOML file a task, loaded when first asked for.

A missing file means that the language does not cover the task. Nothing here names a language.
"""

from __future__ import annotations

import functools
import re
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from recoupe.lang import _toml

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

T = TypeVar("T")

FOLDER = Path(__file__).parent
_PLACES: dict[str, Path] = {}


def primary(tag: str | None) -> str:
    """The code of the language that a tag (BCP 47, or with an underscore) names, without region; "" for none."""
    return (tag or "").lower().replace("_", "-").partition("-")[0]


def alternatives(words: Mapping[str, Iterable[str]]) -> str:
    """A pattern of any of `words`, given by language, the longest first; of text without case."""
    every = {w.casefold() for those in words.values() for w in those}
    return "|".join(map(re.escape, sorted(every, key=lambda w: (-len(w), w))))


def folder(code: str) -> Path:
    """Where the files of language `code` lie, or would."""
    return _PLACES.get(code, FOLDER / code)


def place(code: str, there: Path) -> None:
    """Take language `code` from the folder `there` from now on. Before anything of it has been read."""
    _PLACES[code] = there
    codes.cache_clear()
    load.cache_clear()


@functools.cache
def codes() -> Sequence[str]:
    """The languages that have a folder, sorted."""
    found = {p.parent.name for p in FOLDER.glob("*/language.toml")}
    return tuple(sorted(found | {c for c, there in _PLACES.items() if (there / "language.toml").is_file()}))


@functools.cache
def load(cls: type[T], code: str) -> T | None:
    """The task data `cls` of language `code`, or None where not covered.

    `cls` is a dataclass of this package (`Speech`, `Dates`, `Names`, ...) with `FILE`, the TOML file's name.
    """
    path = folder(code) / str(cls.FILE)  # type: ignore[attr-defined]
    if not path.is_file():
        return None
    return _toml.build(cls, _toml.read(path), str(path))


def covered(code: str, file: str) -> bool:
    """Whether language `code` has the data file `file`."""
    return (folder(code) / file).is_file()
