"""Inputs cut into parts: which files there are, and which range of records each part is."""

from __future__ import annotations

import hashlib
import re
from dataclasses import asdict, dataclass
from typing import IO, TYPE_CHECKING, Any, Literal, cast

from recoupe.bulk import places
from recoupe.errors import InputError
from recoupe.inputs import files as known

if TYPE_CHECKING:
    from collections.abc import Iterator

    from recoupe.bulk.places import File

Content = Literal["warc", "wacz", "rows", "parquet"]

SIZE = 128_000_000  # bytes of a file that one part has
LIST = (".paths", ".paths.gz")
_PARQUET = (".parquet", ".parq")
_READ = ".warc, .arc, .wacz, .jsonl, .ndjson (also .gz), .parquet, or a list of such files: .paths"
_ODD = re.compile(r"[^A-Za-z0-9.-]+")
_LONGEST = 80  # characters of a file's name in that of its parts
_PIECE = 1 << 20


@dataclass(frozen=True, slots=True)
class Part:
    """A range of records of a file.

    start, end: bytes of an archive or of rows, groups of rows of Parquet; `end` is None where it is that of the file.
    lines: rows before `start`. size: bytes of the file, for progress. changed: what shows that the file is still the
    one that it was. begins: where its first record begins, if that has turned out not to be where it was looked for.
    """

    name: str
    uri: str
    content: Content
    start: int = 0
    end: int | None = None
    lines: int = 0
    size: int = 0
    changed: str = ""
    begins: int | None = None

    @property
    def shown(self) -> str:
        """The file's name for people and tables."""
        return places.shown(self.uri)

    def record(self) -> dict[str, Any]:
        """What the manifest says of it: what must be the same for its tables to be those of the part."""
        told = asdict(self) | {"uri": self.shown}
        del told["begins"], told["name"]
        return told


def listed(refs: list[str], base: str = "", *, tables: str = "") -> Iterator[File | InputError]:
    """The files that `refs` name, each once, in order; lists are looked into, their relative names follow `base`.

    Files below the folder `tables`, into which the tables go, are none.
    """
    seen: set[str] = set()
    for file in _listed(refs, base):
        if isinstance(file, InputError):
            yield file
        elif file.uri not in seen and not (tables and file.uri.startswith(f"{tables.rstrip('/')}/")):
            seen.add(file.uri)
            yield file


def _listed(refs: list[str], base: str) -> Iterator[File | InputError]:
    for ref in refs:
        try:
            named = places.files(ref)
            if not places.alone(ref, named):
                named = [f for f in named if content_of(f.uri) or _is_list(f)]
            if not named:
                yield InputError(places.shown(ref), f"holds no file that ends in {_READ}", "name other inputs")
        except InputError as e:
            yield e
            continue
        for file in named:
            if _is_list(file):
                yield from _of_list(file, base)
            else:
                yield file


def _of_list(file: File, base: str) -> Iterator[File | InputError]:
    """The files that a list names, one a line; blank lines and those that begin with # say nothing."""
    try:
        with places.opened(file.uri) as raw:
            text = known.unzipped(raw).read().decode("utf-8-sig", "replace")
    except (OSError, EOFError) as e:
        yield InputError(file.shown, f"cannot be read: {places.first_line(e)}", "check the list")
        return
    folder = base or places.folder_of(file.uri)
    for number, line in enumerate(text.splitlines(), 1):
        name = line.strip()
        if not name or name.startswith("#"):
            continue
        try:
            yield from places.files(places.beside(folder, name))
        except InputError as e:
            yield InputError(f"{file.shown}#{number}", f"{e.ref}: {e.reason}", "check the list, or give --base")


def _is_list(file: File) -> bool:
    return file.shown.lower().endswith(LIST)


def content_of(uri: str) -> Content | None:
    """What a file's name says is in it; None where it is nothing that holds many pages."""
    name = places.shown(uri).lower()
    if name.endswith(_PARQUET):
        return "parquet"
    content = known.by_name(name)
    return cast("Content", content) if content in {"warc", "wacz", "rows"} else None


def cut(file: File, size: int = SIZE) -> list[Part]:
    """The parts of `file`, of about `size` bytes each. Raises InputError where it is nothing to be read so, OSError."""
    content = content_of(file.uri)
    if content is None:
        raise InputError(file.shown, "not a file that holds many pages", f"give {_READ}; recoupe read takes pages")
    if not file.size:
        raise InputError(file.shown, "empty", "fetch it again")
    with places.opened(file.uri) as raw:
        ranges = {"warc": _of_archive, "wacz": _whole, "rows": _of_rows, "parquet": _of_parquet}[content](
            raw, file, size
        )
    name = _name(file)
    changed = f"{file.size}.{file.changed or 0}"
    return [
        Part(f"{name}.{n:05}", file.uri, content, start, end, lines, weight, changed)
        for n, (start, end, lines, weight) in enumerate(ranges)
    ]


def _name(file: File) -> str:
    """What the files of its parts are called: its name, and a hash of where it lies."""
    stem = _ODD.sub("-", file.shown.rstrip("/").rpartition("/")[2])[:_LONGEST]
    return f"{stem}.{hashlib.sha256(file.shown.encode('utf-8', 'surrogatepass')).hexdigest()[:8]}"


_Range = tuple[int, "int | None", int, int]


def _whole(_raw: IO[bytes], file: File, _size: int) -> list[_Range]:
    return [(0, None, 0, file.size)]


def _of_archive(raw: IO[bytes], file: File, size: int) -> list[_Range]:
    """Ranges of bytes, where the archive is packed record by record; the whole of it otherwise."""
    from recoupe.warc import ranges  # noqa: PLC0415 -- an extra

    count = max(1, round(file.size / size))
    if count == 1 or not ranges.divisible(raw):
        return _whole(raw, file, size)
    marks = [file.size * n // count for n in range(count)]
    return [(a, b, 0, (b or file.size) - a) for a, b in zip(marks, [*marks[1:], None], strict=True)]


def _of_rows(raw: IO[bytes], file: File, size: int) -> list[_Range]:
    """Ranges of whole lines, counted so that each row keeps its number; the whole file where it is packed."""
    if file.size < 2 * size or raw.read(2) == b"\x1f\x8b":
        return _whole(raw, file, size)
    found: list[_Range] = []
    start = lines = 0
    while start < file.size:
        raw.seek(start + size - 1)
        while (line := raw.readline(_PIECE)) and not line.endswith(b"\n"):
            pass
        end = min(raw.tell(), file.size)
        found.append((start, end, lines, end - start))
        lines += _newlines(raw, start, end)
        start = end
    return found


def _newlines(raw: IO[bytes], start: int, end: int) -> int:
    """How many lines end between two places of a file."""
    raw.seek(start)
    count = 0
    while start < end and (piece := raw.read(min(_PIECE, end - start))):
        count += piece.count(b"\n")
        start += len(piece)
    return count


def _of_parquet(raw: IO[bytes], file: File, size: int) -> list[_Range]:
    """Ranges of groups of rows. Raises InputError where it is no Parquet."""
    pa = places.arrow()
    try:
        told = pa.parquet.ParquetFile(raw).metadata
    except (pa.ArrowException, ValueError) as e:
        raise InputError(file.shown, f"broken Parquet: {places.first_line(e)}", "write it again") from e
    found: list[_Range] = []
    start = rows = first = weight = 0
    for n in range(told.num_row_groups):
        group = told.row_group(n)
        rows += group.num_rows
        weight += max(1, group.total_byte_size)
        if weight >= size:
            found.append((start, n + 1, first, weight))
            start, first, weight = n + 1, rows, 0
    if start < told.num_row_groups or not found:
        found.append((start, told.num_row_groups, first, weight))
    return found
