"""`examples.toml`: the standard sentences, the same ids in every language, and what must be read in them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from recoupe.lang import _toml, folder

if TYPE_CHECKING:
    from collections.abc import Mapping

Words = tuple[str, ...]
FILE = "examples.toml"
DAY = "2024-05-15"
"""The day on which the examples are read, a Wednesday."""


@dataclass(frozen=True, slots=True)
class Example:
    """One to three sentences with what must be read in them.

    says: rows of source, cue, content, stance, empty where there is none. more: others may be found too. who: names of
    speakers. said_on: first days of saying. days: rows of expression, first and last day. actors: rows of name, type,
    country. misread: known not to be read yet.
    """

    text: str
    says: tuple[Words, ...] | None = None
    more: bool = False
    who: Words = ()
    said_on: Words = ()
    days: tuple[Words, ...] = ()
    actors: tuple[Words, ...] = ()
    misread: bool = False


def examples(code: str) -> Mapping[str, Example]:
    """The standard examples of language `code` by id; none where it has no such file. Raises LanguageDataError."""
    path = folder(code) / FILE
    if not path.is_file():
        return {}
    data = _toml.read(path)
    return {k: _toml.build(Example, _toml.table(v, str(path), k), str(path), k + ".") for k, v in data.items()}
