"""The records of an archive, in order, and word of what is broken between them."""

from __future__ import annotations

import datetime as dt
import logging
import os
import zlib
from dataclasses import dataclass
from typing import IO, TYPE_CHECKING, Protocol

from warcio.exceptions import ArchiveLoadFailed
from warcio.limitreader import LimitReader
from warcio.recordloader import ArcWarcRecordLoader
from warcio.statusandheaders import StatusAndHeadersParserException

from recoupe.warc.streams import GZIP, Member, Plain, Stream, member_after

if TYPE_CHECKING:
    from collections.abc import Generator, Iterator

MARK = b"WARC/1."
_WRONG = "its length of {:,} bytes is wrong"
_HEADERS = 1_000_000  # bytes that the headers of a record may take
_LINE = 65_536
_AFTER = 64  # bytes after a record that are looked at; a member of gzip ends before
_FAR = 64_000_000  # bytes left of a record that are not decompressed only to pass over them
BROKEN = (zlib.error, EOFError)
"""What reading a block raises where the file is broken; the same comes as Broken next."""
_PARSE = (ArchiveLoadFailed, StatusAndHeadersParserException, ValueError, EOFError, TypeError, IndexError)


@dataclass(frozen=True, slots=True)
class Broken:
    """What cannot be read at `offset` of the file, and why."""

    offset: int
    reason: str


class Lines(Protocol):
    """What can be read by line."""

    def readline(self, size: int, /) -> bytes:
        """Give the next line, cut at `size` bytes."""


class Block(Lines, Protocol):
    """What follows the headers of a record, up to its length: `limit` is what is left of it."""

    limit: int

    def read(self, size: int, /) -> bytes:
        """Give up to `size` bytes."""


@dataclass(frozen=True, slots=True)
class Record:
    """A record at `offset` of the file: its headers (names in lower case), its block, how long that is said to be.

    The block is to be read before the next record is asked for.
    """

    offset: int
    headers: dict[str, str]
    block: Block
    length: int
    stream: Stream

    @property
    def type(self) -> str:
        """The kind of record: response, request, warcinfo and others."""
        return self.headers.get("warc-type", "").lower()

    @property
    def url(self) -> str:
        """What was asked for, "" if it does not say."""
        return self.headers.get("warc-target-uri", "").strip("<>")

    @property
    def time(self) -> dt.datetime | None:
        """When it was made, or what it holds was fetched; None where it does not say."""
        try:
            told = dt.datetime.fromisoformat(self.headers.get("warc-date", ""))
        except ValueError:
            return None
        return told if told.tzinfo else told.replace(tzinfo=dt.UTC)

    def sound(self) -> bool:
        """Whether the block ends where the record does: reads it to its end, and checks the sum of a gzip member."""
        while self.block.read(_LINE):
            pass
        return self.block.limit == 0 and _ends(self.stream.peek(_AFTER))

    def end(self) -> int | None:
        """Where in the file a sound record ends; None in a gzip member that holds more than it."""
        if isinstance(self.stream, Plain):
            return self.stream.start + self.stream.at
        alone = isinstance(self.stream, Member) and not self.stream.peek(_AFTER).strip()
        return self.stream.next if alone and isinstance(self.stream, Member) else None


class Headers:
    """A stream whose lines are read as headers: ValueError once they take more than a megabyte."""

    def __init__(self, stream: Lines) -> None:
        self._stream, self._left = stream, _HEADERS

    def readline(self) -> bytes:
        """Give the next line."""
        if self._left <= 0:
            raise ValueError(f"its headers take more than {_HEADERS:,} bytes")
        line = self._stream.readline(_LINE)
        self._left -= len(line)
        return line


def records(raw: IO[bytes], start: int = 0) -> Iterator[Record | Broken]:
    """The records of the archive `raw`, which can be sought in; compressed by member, as a whole, or not at all.

    Those before `start`, where a record must begin, are passed over.
    """
    logging.getLogger("warcio").setLevel(logging.CRITICAL)
    end = raw.seek(0, os.SEEK_END)
    raw.seek(0)
    head = raw.read(len(GZIP))
    if head != GZIP and (MARK.startswith(head) or member_after(raw, 0) is None):
        yield from _of_stream(Plain(raw, start, end), start)
        return
    at: int | None = start
    while at is not None and at < end:
        at = yield from _of_member(raw, at)


def _of_member(raw: IO[bytes], start: int) -> Generator[Record | Broken, None, int | None]:
    """The records of the gzip member at `start`; returns where the next one begins."""
    raw.seek(start)
    member = Member(raw, start)
    if raw.read(len(GZIP)) != GZIP:
        yield Broken(start, "what follows is no record")
        return member_after(raw, start)
    found = _of_stream(member, start)
    broken = whole = False
    try:
        while True:
            record = next(found)
            broken = broken or isinstance(record, Broken)
            yield record
    except StopIteration as e:
        whole = e.value
    except (zlib.error, EOFError) as e:
        if not broken:
            yield Broken(start, f"broken gzip: {e}")
    return member.next if whole else member_after(raw, start + 1)


def _of_stream(stream: Stream, start: int) -> Generator[Record | Broken, None, bool]:
    """The records of `stream`; those of a gzip member are all said to be at its `start`.

    Returns whether these are all: they are not where passing over what is left would take too long.
    """
    loader = ArcWarcRecordLoader()
    count = 0
    while stream.peek(1):
        if _blank(stream):
            continue
        count += 1
        offset = stream.start + stream.at if isinstance(stream, Plain) else start
        record = _parsed(loader, stream, offset)
        if isinstance(record, Record) and isinstance(stream, Plain):
            record = _checked(record, stream)
        yield record
        if isinstance(record, Record):
            if record.block.limit > _FAR and count == 1 and isinstance(stream, Member) and stream.peek(1):
                return False
            if wrong := _past(stream, record):
                yield Broken(offset, wrong)
            else:
                continue
        if not stream.find(MARK):
            return True
    return True


def _blank(stream: Stream) -> bool:
    """Pass over an empty line between two records."""
    if stream.peek(1) in {b"\r", b"\n"}:
        stream.read(1)
        return True
    return False


def _parsed(loader: ArcWarcRecordLoader, stream: Stream, offset: int) -> Record | Broken:
    """The record that begins here."""
    try:
        found = loader.parse_record_stream(Headers(stream), no_record_parse=True)
        headers = {str(k).lower(): str(v) for k, v in found.rec_headers.headers}
        claimed = int(headers.get("content-length", ""))
    except _PARSE as e:
        return Broken(offset, f"no record: {' '.join(str(e).split())[:120]}")
    length = int(found.length)  # of an ARC file's head, less than is claimed
    if claimed < 0 or length < 0:
        return Broken(offset, f"claims {claimed} bytes")
    return Record(offset, headers, LimitReader(stream, length), length, stream)


def _checked(record: Record, stream: Plain) -> Record | Broken:
    """The record, where what follows it in a file that is not packed is the end of a record."""
    if stream.at + record.length > stream.end:
        return Broken(record.offset, f"claims {record.length:,} bytes, more than the file has")
    return record if _ends(stream.look(record.length)) else Broken(record.offset, _WRONG.format(record.length))


def _ends(after: bytes) -> bool:
    """Whether a record can end before `after`."""
    return not after or after.startswith((b"\r", b"\n", MARK))


def _past(stream: Stream, record: Record) -> str:
    """Pass over what is left of the record; say what is wrong with its length, if anything."""
    left = record.block.limit
    if (there := stream.skip(left)) < left:
        return f"cut off: {record.length - left + there:,} of {record.length:,} bytes are there"
    return "" if _ends(stream.peek(_AFTER)) else _WRONG.format(record.length)
