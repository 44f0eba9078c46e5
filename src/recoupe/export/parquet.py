"""Parquet: one row a statement, the article repeated beside it; columns as in CSV, with types. Needs `recoupe[export]`.

Days are date32, lists of spans are lists of (start, end) in code points, what is unknown is null. Written with zstd.
"""

from __future__ import annotations

import io
from itertools import chain
from typing import TYPE_CHECKING, Any

from recoupe.errors import UsageError
from recoupe.export import _view, csv, json
from recoupe.export._look import Look, Piece

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from recoupe.model import Reading, Statement

SUFFIX = ".parquet"
BETWEEN = ""
BINARY = True
TYPES = {
    "number": "int32",
    "said_from": "date32",
    "said_to": "date32",
    "disputed": "bool",
    "certain": "bool",
    "share": "float32",
    "confidence": "float32",
    "start": "int32",
    "end": "int32",
}
"""Arrow types of the columns that are no strings."""
_ROWS = 20_000  # of a row group


def head(look: Look) -> str:  # noqa: ARG001
    """Nothing: see `stream`."""
    return ""


def piece(reading: Reading, look: Look) -> Piece:  # noqa: ARG001
    """The rows of one article as lines of JSON."""
    return Piece("".join(json.dumps(row) + "\n" for row in rows(reading)))


def tail(entries: Iterable[str], look: Look) -> str:  # noqa: ARG001
    """Nothing."""
    return ""


def rows(reading: Reading) -> Iterator[dict[str, Any]]:
    """One row a statement with the columns of CSV; days are ISO 8601, as JSON has none."""
    article = reading.article
    places = {m.statement: (claim, m.polarity) for claim in reading.claims for m in claim.members}
    shared = {key: getattr(article, key) for key in ("ref", "url", "site", "published", "lang")}
    for number, s in enumerate(reading.statements, 1):
        claim, side = places.get(s.id, (None, None))
        placed = {"claim": claim.id if claim else None, "side": side, "disputed": bool(claim and claim.disputed)}
        yield shared | {"headline": article.title, "number": number} | _said(article.text, s) | placed


def _said(text: str, s: Statement) -> dict[str, Any]:
    first, last = (s.said_on.first, s.said_on.last) if s.said_on else (None, None)
    return {
        **{key: getattr(s, key) for key in ("stance", "who", "to", "form", "kind", "rule", "confidence", "id")},
        **{key: _view.words(text, getattr(s, key)) or None for key in ("content", "source", "cue")},
        "said_from": first.isoformat() if first else None,
        "said_to": last.isoformat() if last else None,
        "start": s.content[0][0],
        "end": s.content[-1][1],
    }


def stream(pieces: Iterable[Piece], look: Look) -> Iterator[bytes]:  # noqa: ARG001
    """The file of `pieces`, a row group at a time. Raises UsageError where pyarrow is not there."""
    arrow, _ = _library()
    fields = [arrow.field(n, _type(arrow, n), metadata={"description": what}) for n, what in csv.COLUMNS.items()]
    yield from _written(([_row(line) for line in one.text.splitlines()] for one in pieces), arrow.schema(fields))


def table(rows: Iterable[dict[str, Any]]) -> Iterator[bytes]:
    """The file of rows with the same keys, of a ledger's list; nothing where there are none.

    Raises UsageError where pyarrow is not there.
    """
    arrow, _ = _library()
    left = iter(rows)
    first = next(left, None)
    if first is not None:
        schema = arrow.schema([arrow.field(name, _type(arrow, name)) for name in first])
        yield from _written(([row] for row in chain([first], left)), schema)


def _written(some: Iterable[list[dict[str, Any]]], schema: Any) -> Iterator[bytes]:
    """The file of rows, given a few at a time, a row group at a time."""
    arrow, writers = _library()
    sink = _Sink()
    held: list[dict[str, Any]] = []
    with writers.ParquetWriter(sink, schema, compression="zstd") as writer:
        for rows in some:
            held += rows
            if len(held) >= _ROWS:
                writer.write_table(arrow.Table.from_pylist(held, schema))
                held = []
                yield sink.taken()
        writer.write_table(arrow.Table.from_pylist(held, schema))
    yield sink.taken()


class _Sink(io.RawIOBase):
    """What is written and not yet taken; it counts on from what was taken."""

    def __init__(self) -> None:
        self.held, self.at = bytearray(), 0

    def writable(self) -> bool:
        """Yes."""
        return True

    def tell(self) -> int:
        """How much was written in all."""
        return self.at

    def write(self, data: Any) -> int:
        """Hold `data`."""
        self.held += data
        self.at += len(data)
        return len(data)

    def taken(self) -> bytes:
        """What was written since the last time."""
        data, self.held = bytes(self.held), bytearray()
        return data


def _type(arrow: Any, column: str) -> Any:
    """The type of a column."""
    kind = TYPES.get(column, "string")
    return getattr(arrow, {"bool": "bool_"}.get(kind, kind))()


def _row(line: str) -> dict[str, Any]:
    """A row with its days as days."""
    import datetime as dt  # noqa: PLC0415 -- only here
    import json as standard  # noqa: PLC0415

    row: dict[str, Any] = standard.loads(line)
    days = {key: dt.date.fromisoformat(row[key]) for key in ("said_from", "said_to") if row[key]}
    return row | days


def _library() -> tuple[Any, Any]:
    try:
        import pyarrow as pa  # noqa: PLC0415 -- heavy, and an extra
        from pyarrow import parquet as writers  # noqa: PLC0415
    except ImportError as e:
        raise UsageError("Parquet needs pyarrow: pip install 'recoupe[export]'") from e
    return pa, writers
