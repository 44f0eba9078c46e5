"""Files and folders: which are articles, what is in them, told by suffix first and by their first bytes else."""

from __future__ import annotations

import gzip
import io
import os
import re
from typing import IO, TYPE_CHECKING, Literal, NamedTuple, cast

from recoupe.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

STDIN = "-"
Content = Literal["rows", "text/html", "text/plain", "warc", "wacz"]

SUFFIXES: dict[str, Content] = {
    ".arc": "warc",
    ".htm": "text/html",
    ".html": "text/html",
    ".jsonl": "rows",
    ".md": "text/plain",
    ".ndjson": "rows",
    ".txt": "text/plain",
    ".wacz": "wacz",
    ".warc": "warc",
    ".xhtml": "text/html",
}
_GZIP = b"\x1f\x8b"
ARCHIVES = ("warc", "wacz")
_MANY = ("rows", *ARCHIVES)  # may hold many articles
_ARRAY = re.compile(rb'(\xef\xbb\xbf)?\s*\[\s*\{\s*"')
_MARKS = (b"\xff\xfe", b"\xfe\xff")  # UTF-16 and UTF-32 byte order
_FOREIGN = (
    (b"%PDF-", "a PDF"),
    (b"PK\x03\x04", "a ZIP archive or office document"),
    (b"\x89PNG", "a PNG image"),
    (b"\xff\xd8\xff", "a JPEG image"),
    (b"GIF8", "a GIF image"),
    (b"BZh", "a bzip2 archive"),
    (b"\xfd7zXZ", "an xz archive"),
    (b"(\xb5/\xfd", "a Zstandard archive"),
)
_HEAD = 4096
_GIVE = "give a page, a text or rows of JSON"
_PIPE = "pipe a page, a text or rows of JSON into it, or name a file"


def walk(folder: str) -> Iterator[str]:
    """The files in and below `folder` that are named like articles, sorted; links to folders are not followed."""
    for base, folders, names in os.walk(folder):
        folders[:] = sorted(f for f in folders if not f.startswith("."))
        for name in sorted(names):
            if not name.startswith(".") and by_name(name):
                yield os.path.join(base, name)  # noqa: PTH118 -- keeps the path as the user wrote it


def by_name(path: str) -> Content | None:
    """What a file's name says is in it; `.gz` is looked through."""
    stem, suffix = os.path.splitext(path.lower().removesuffix(".gz"))  # noqa: PTH122
    return SUFFIXES.get(suffix) if stem else None


def by_content(head: bytes) -> Content:
    """What a file's first bytes say is in it."""
    if head.startswith((b"WARC/1.", b"filedesc://")):
        return "warc"
    start = head.removeprefix(b"\xef\xbb\xbf").lstrip()[:1024].lower()
    if start.startswith(b"{"):
        return "rows"
    if start.startswith(b"<") or b"<html" in start or b"<!doctype html" in start:
        return "text/html"
    return "text/plain"


def unzipped(raw: IO[bytes]) -> io.BufferedReader:
    """`raw` as a buffered stream, decompressed where it is gzip."""
    stream = raw if isinstance(raw, io.BufferedReader) else io.BufferedReader(cast("io.RawIOBase", raw))
    if stream.peek(2)[:2] == _GZIP:
        return io.BufferedReader(cast("io.RawIOBase", gzip.GzipFile(fileobj=stream)))
    return stream


def check(head: bytes, ref: str) -> None:
    """Raise InputError where `head` begins a file, or standard input, that cannot be an article."""
    mend = _PIPE if ref == STDIN else _GIVE
    if not head.strip():
        raise InputError(ref, "empty", mend)
    for magic, name in _FOREIGN:
        if head.startswith(magic):
            raise InputError(ref, f"{name}, not a page or a text", "take the text out of it first")
    if _ARRAY.match(head):
        raise InputError(ref, "a JSON array, not rows", "write one object a line, as jq -c '.[]' does")
    if b"\0" in head and by_content(head) != "warc" and not head.startswith(_MARKS):
        raise InputError(ref, "binary, not a page or a text", mend)


def head_of(stream: io.BufferedReader) -> bytes:
    """The first bytes of `stream`, which stay in it."""
    return stream.peek(_HEAD)[:_HEAD]


class Size(NamedTuple):
    """How many files there are, how many bytes they hold on disk, and whether one may hold many articles."""

    files: int
    bytes: int
    many: bool


def size(refs: Iterable[str]) -> Size:
    """The size of what `refs` name, as far as it lies on disk; nothing is opened."""
    count = total = 0
    many = False
    for ref in refs:
        for path in walk(ref) if os.path.isdir(ref) else [ref]:  # noqa: PTH112
            count += 1
            total += os.path.getsize(path) if os.path.isfile(path) else 0  # noqa: PTH113, PTH202
            many = many or path == "-" or by_name(path) in _MANY
    return Size(count, total, many)
