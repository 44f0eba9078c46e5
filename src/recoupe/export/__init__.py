"""Readings into formats: one module a format, found by looking in this folder.

A format module has `SUFFIX` (".csv"), `head(look)`, `piece(reading, look)` and `tail(entries, look)`; see `Format`. A
piece is pure and made in the worker that read the page; joining them holds nothing but their entries.
Modules whose name begins with "_" are not formats.
"""

from __future__ import annotations

import importlib
from pathlib import Path
from typing import TYPE_CHECKING, Protocol, cast

from recoupe.export._fragments import url as passage
from recoupe.export._look import Look, Piece
from recoupe.export._view import line, rtl

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from recoupe.model import Reading

SCHEMA = Path(__file__).with_name("reading.schema.json")  # of a reading as jsonl and json write it

__all__ = [
    "SCHEMA", "Format", "Look", "Piece", "binary", "by_suffix", "get", "joined", "line", "names",
    "passage", "rtl", "written",
]  # fmt: skip


class Format(Protocol):
    """What a format module holds. `BETWEEN` stands between two pieces."""

    SUFFIX: str
    BETWEEN: str

    def head(self, look: Look) -> str:
        """What comes before the first piece."""

    def piece(self, reading: Reading, look: Look) -> Piece:
        """One reading."""

    def tail(self, entries: Iterable[str], look: Look) -> str:
        """What comes after the last piece; `entries` are those of all pieces."""


def names() -> tuple[str, ...]:
    """The formats there are, without importing them."""
    here = Path(__file__).parent
    stems = {p.stem for p in here.glob("[!_]*.py")} | {p.parent.name for p in here.glob("[!_]*/__init__.py")}
    return tuple(sorted(stems))


def get(name: str) -> Format:
    """The format module `name`, imported now."""
    return cast("Format", importlib.import_module(f"{__name__}.{name}"))


def by_suffix(path: str) -> str | None:
    """The format whose files are named like `path`; None if there is none."""
    suffix = Path(path).suffix.lower()
    return next((n for n in names() if suffix and suffix == get(n).SUFFIX), None)


def binary(form: Format) -> bool:
    """Whether the documents of `form` are bytes, which no terminal shows."""
    return bool(getattr(form, "BINARY", False))


def written(form: Format, pieces: Iterable[Piece], look: Look) -> Iterator[str | bytes]:
    """The document of `pieces`, streaming; in bytes where the format is binary.

    A format whose pieces cannot just follow each other has `stream(pieces, look)`, which joins them.
    """
    stream = getattr(form, "stream", None)
    yield from stream(pieces, look) if stream is not None else joined(form, pieces, look)


def joined(form: Format, pieces: Iterable[Piece], look: Look) -> Iterator[str]:
    """The document of `pieces`, streaming, of a format whose pieces just follow each other."""
    yield form.head(look)
    entries: list[str] = []
    first = True
    for piece in pieces:
        yield piece.text if first else form.BETWEEN + piece.text
        first = False
        if piece.entry:
            entries.append(piece.entry)
    yield form.tail(entries, look)
