"""The pages of a part, each with the place where it lies in its file."""

from __future__ import annotations

import gzip
import json
import zlib
from collections import Counter
from dataclasses import replace
from typing import IO, TYPE_CHECKING, Any

from recoupe.bulk import places
from recoupe.bulk.rows import Origin
from recoupe.errors import InputError
from recoupe.inputs import files as known
from recoupe.inputs import row_or_reading
from recoupe.model import Page

if TYPE_CHECKING:
    from collections.abc import Iterator

    from recoupe.bulk.parts import Part

_ESCAPED = 6  # bytes of JSON that one byte of a page can need
_KEYS = ("id", "url", "lang", "published", "title", "text", "html")
_BATCH = 64  # rows of Parquet that are held at a time
_BROKEN_GZIP = (EOFError, zlib.error, gzip.BadGzipFile)
_AGAIN = "fetch or compress it again"

Found = tuple["Page | InputError", Origin]


class Source:
    """A part while it is read: its pages, and what is known of it once they were given.

    skipped: what in an archive is no page, and why. first, after: see `warc.Range`. used: bytes read so far, as far as
    that is told before the end.
    """

    def __init__(self, part: Part, max_bytes: int) -> None:
        self.part, self.max_bytes = part, max_bytes
        self.skipped: Counter[str] = Counter()
        self.first: int | None = None
        self.after: int | None = None
        self.used = 0

    def pages(self) -> Iterator[Found]:
        """Give a page, or what is broken, and its origin. Raises OSError where the file cannot be read."""
        read = {"warc": self._archive, "wacz": self._wacz, "rows": self._rows, "parquet": self._parquet}
        with places.opened(self.part.uri) as raw:
            yield from read[self.part.content](raw)

    def _skip(self, why: str) -> None:
        self.skipped[why] += 1

    def _archive(self, raw: IO[bytes]) -> Iterator[Found]:
        from recoupe import warc  # noqa: PLC0415 -- an extra

        part = self.part
        start = part.start if part.begins is None else part.begins
        records = warc.Range(start, part.end, exact=start == 0 or part.begins is not None)
        for found in records.pages(raw, part.shown, max_bytes=self.max_bytes, on_skip=self._skip):
            self.used = found.offset - part.start
            yield _placed(found.page, part.shown, found.offset)
        self.first, self.after = records.first, records.after

    def _wacz(self, raw: IO[bytes]) -> Iterator[Found]:
        from recoupe.warc import ranges  # noqa: PLC0415 -- an extra

        shown = self.part.shown
        for found in ranges.wacz(raw, shown, max_bytes=self.max_bytes, on_skip=self._skip):
            yield _placed(found.page, f"{shown}/{found.inside}" if found.inside else shown, found.offset)

    def _rows(self, raw: IO[bytes]) -> Iterator[Found]:
        """A page a line that is not blank; what came before a broken end is kept."""
        part, number = self.part, self.part.lines
        raw.seek(part.start)
        stream = raw if part.start else known.unzipped(raw)
        longest = _ESCAPED * self.max_bytes
        left = part.end - part.start if part.end is not None else None
        try:
            while left != 0 and (line := stream.readline(longest)):
                number += 1
                self.used = raw.tell() - part.start  # of a packed file, a little ahead
                ref = f"{part.shown}#{number}"
                cut = len(line) == longest and not line.endswith(b"\n")
                length = len(line) + (_rest(stream) if cut else 0)
                left = None if left is None else max(0, left - length)
                if cut:
                    yield _placed(InputError(ref, f"longer than {longest:,} bytes", "split it"), part.shown, number)
                elif line.strip():
                    yield _placed(_row(line, ref), part.shown, number)
        except _BROKEN_GZIP as e:
            yield _placed(InputError(part.shown, f"broken gzip: {e}", _AGAIN), part.shown, number)

    def _parquet(self, raw: IO[bytes]) -> Iterator[Found]:
        """A page a row, its columns named like the keys of a row of JSON."""
        pa, part, number = places.arrow(), self.part, self.part.lines
        try:
            file = pa.parquet.ParquetFile(raw)
            columns = [name for name in file.schema_arrow.names if name in _KEYS]
            if not {"text", "html"} & set(columns):
                reason = f"has neither a column text nor html, but {', '.join(file.schema_arrow.names)[:200]}"
                yield _placed(InputError(part.shown, reason, "name the columns as the keys of a row"), part.shown, 0)
                return
            groups = list(range(part.start, part.end or file.num_row_groups))
            for batch in file.iter_batches(_BATCH, row_groups=groups, columns=columns):
                for row in batch.to_pylist():
                    number += 1
                    yield _placed(_of_columns(row, f"{part.shown}#{number}"), part.shown, number)
        except pa.ArrowInvalid as e:
            yield _placed(
                InputError(part.shown, f"broken Parquet: {places.first_line(e)}", "write it again"), part.shown, number
            )


def _placed(page: Page | InputError, name: str, place: int) -> Found:
    return page, Origin(name, place, page.fetched if isinstance(page, Page) else None)


def _rest(stream: IO[bytes]) -> int:
    """Pass over the rest of the line; its length."""
    passed = 0
    while more := stream.readline(1 << 20):
        passed += len(more)
        if more.endswith(b"\n"):
            break
    return passed


def _row(line: bytes, ref: str) -> Page | InputError:
    try:
        return row_or_reading(line, ref)
    except InputError as e:
        return e


def _of_columns(row: dict[str, Any], ref: str) -> Page | InputError:
    """A row of Parquet as a row of JSON is read; a page may be bytes, and days are written out."""
    body = next((row[key] for key in ("html", "text") if isinstance(row.get(key), bytes)), None)
    told = {k: "bytes" if isinstance(v, bytes) else v for k, v in row.items() if v is not None}
    page = _row(json.dumps(told, default=_iso).encode(), ref)
    return page if body is None or isinstance(page, InputError) else replace(page, body=body)


def _iso(value: Any) -> str:
    return str(value.isoformat() if hasattr(value, "isoformat") else value)
