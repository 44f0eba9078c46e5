"""The Parquet files of a part, written aside and put in place once they are whole."""

from __future__ import annotations

import contextlib
import hashlib
import io
import uuid
from typing import IO, TYPE_CHECKING, Any

from recoupe.bulk import places
from recoupe.bulk.columns import MARK, SPAN, TABLES
from recoupe.bulk.folder import ASIDE, settle
from recoupe.bulk.rows import FACTCHECK

if TYPE_CHECKING:
    from recoupe.bulk.folder import Folder
    from recoupe.bulk.rows import Row

_CHARACTERS, _ROWS = 16_000_000, 100_000  # of texts, and rows of all tables, that are held and written as one group


class Tables:
    """The tables of one part, being written."""

    def __init__(self, folder: Folder, part: str) -> None:
        self.folder, self.part = folder, part
        self.aside = folder.path(ASIDE, f"{part}.{uuid.uuid4().hex[:8]}")
        self.held: dict[str, list[Row]] = {name: [] for name in TABLES}
        self.characters = 0
        self.files: dict[str, _File] = {}

    def add(self, table: str, row: Row) -> None:
        """Take a row, keys included."""
        self.held[table].append(row)

    def page(self, characters: int) -> None:
        """Take it that a page is complete; what is held is written where it is enough. Raises OutputError."""
        self.characters += characters
        if self.characters >= _CHARACTERS or sum(map(len, self.held.values())) >= _ROWS:
            self._write()

    def finish(self) -> dict[str, Any]:
        """Put the files in place; gives rows, bytes and digest of each. Raises OutputError."""
        self._write()
        with self.folder.trouble():
            for file in self.files.values():
                file.close()
            for table, file in self.files.items():
                self.folder.move(file.path, self.folder.path(table, f"{self.part}.parquet"))
            self.folder.system.delete_dir(self.aside)
        return {table: file.told() for table, file in self.files.items()}

    def discard(self) -> None:
        """Leave nothing of it."""
        for file in self.files.values():
            with contextlib.suppress(OSError, ValueError):
                file.close()
        with contextlib.suppress(OSError):
            self.folder.system.delete_dir(self.aside)

    def _write(self) -> None:
        """Write what is held as a group of rows of each table; a table without any row is written too."""
        with self.folder.trouble():
            for table, rows in self.held.items():
                if table not in self.files:
                    path = f"{self.aside}/{table}.parquet"
                    self.files[table] = _File(self.folder.create(path), path, table)
                self.files[table].write(rows)
                rows.clear()
        self.characters = 0


class _File:
    """One Parquet file at `path`."""

    def __init__(self, stream: IO[bytes], path: str, table: str) -> None:
        self.path, self.sink = path, _Sink(stream)
        self.rows = 0
        self.schema = schema(table)
        self.parquet = places.arrow().parquet.ParquetWriter(self.sink, self.schema, compression="zstd")

    def write(self, rows: list[Row]) -> None:
        """Write a group of rows."""
        if rows:
            pa = places.arrow()
            columns = zip(*rows, strict=True)
            arrays = [pa.array(list(c), f.type) for c, f in zip(columns, self.schema, strict=True)]
            self.parquet.write_table(pa.Table.from_arrays(arrays, schema=self.schema))
            self.rows += len(rows)

    def close(self) -> None:
        """End the file; it is on the disk then."""
        self.parquet.close()
        settle(self.sink.stream)
        self.sink.stream.close()

    def told(self) -> dict[str, Any]:
        """What the manifest says of it."""
        return {"rows": self.rows, "bytes": self.sink.at, "sha256": self.sink.hash.hexdigest()}


class _Sink(io.RawIOBase):
    """What Arrow writes to: bytes go on to `stream`, counted and hashed."""

    def __init__(self, stream: IO[bytes]) -> None:
        super().__init__()
        self.stream, self.at, self.hash = stream, 0, hashlib.sha256()

    def writable(self) -> bool:
        """Yes."""
        return True

    def tell(self) -> int:
        """How much was written."""
        return self.at

    def write(self, data: Any) -> int:
        """Write `data` on."""
        self.stream.write(data)
        self.hash.update(data)
        self.at += len(data)
        return len(data)


def schema(table: str) -> Any:
    """The schema of a table for Arrow, each column with its description."""
    pa = places.arrow()
    return pa.schema(
        [
            pa.field(
                c.name, _type(pa, c.type), nullable=c.name not in {"part", "page"}, metadata={"description": c.what}
            )
            for c in TABLES[table]
        ]
    )


def _type(pa: Any, name: str) -> Any:
    strings = pa.list_(pa.string())
    many = {
        "spans": pa.list_(pa.struct([(key, pa.int32()) for key in SPAN])),
        "marks": pa.list_(pa.struct([(key, pa.string()) for key in MARK])),
        "factchecks": pa.list_(pa.struct([(k, strings if k == "appearances" else pa.string()) for k in FACTCHECK])),
        "list<string>": strings,
        "timestamp": pa.timestamp("us", tz="UTC"),
        "bool": pa.bool_(),
    }
    return many[name] if name in many else getattr(pa, name)()
