"""Bytes of an archive, forward only and never more than asked for: a plain file, or one member of a gzip file."""

from __future__ import annotations

import zlib
from abc import ABC, abstractmethod
from typing import IO

GZIP = b"\x1f\x8b\x08"
_CHUNK = 16_384  # bytes that are taken from the file at a time
_MOST = 65_536  # bytes that one step of decompression may give; also the longest line
_PROBE = 64  # bytes of a member that are decompressed to see whether a record begins in it


class Stream(ABC):
    """Bytes to be read in pieces; `at` is how much of them was read.

    It never holds more than a piece and what was looked ahead. A line is cut at 64 KiB.
    """

    def __init__(self) -> None:
        self._ahead = b""
        self.at = 0

    @abstractmethod
    def _piece(self) -> bytes:
        """Give what comes next, b"" at the end."""

    def peek(self, size: int) -> bytes:
        """Give the next `size` bytes, fewer only at the end; they stay."""
        while len(self._ahead) < size and (piece := self._piece()):
            self._ahead += piece
        return self._ahead[:size]

    def read(self, size: int) -> bytes:
        """Give the next `size` bytes, fewer at the end of a piece, none at the end of all."""
        if not self._ahead:
            self._ahead = self._piece()
        piece, self._ahead = self._ahead[:size], self._ahead[size:]
        self.at += len(piece)
        return piece

    def readline(self, size: int = _MOST) -> bytes:
        """Give the next line with its end, cut at `size` bytes and at 64 KiB."""
        size = min(size, _MOST)
        line = b""
        while len(line) < size and not line.endswith(b"\n"):
            seen = self.peek(1) and self._ahead[: size - len(line)]
            if not seen:
                break
            line += self.read(seen.find(b"\n") + 1 or len(seen))
        return line

    def tell(self) -> int:
        """Give how much was read."""
        return self.at

    def skip(self, size: int) -> int:
        """Read past `size` bytes; give how many there were."""
        left = size
        while left and (piece := self.read(min(left, _MOST))):
            left -= len(piece)
        return size - left

    def find(self, mark: bytes) -> bool:
        """Read up to where `mark` begins; False where it does not come any more."""
        while len(seen := self.peek(_MOST)) >= len(mark):
            if (found := seen.find(mark)) >= 0:
                self.read(found)
                return True
            self.read(len(seen) - len(mark) + 1)
        self.skip(len(seen))
        return False


class Plain(Stream):
    """A file from `start` to `end`; what is passed over is not read."""

    def __init__(self, raw: IO[bytes], start: int, end: int) -> None:
        super().__init__()
        self._raw, self._next, self.start, self.end = raw, start, start, end

    def _piece(self) -> bytes:
        self._raw.seek(self._next)
        piece = self._raw.read(min(_MOST, self.end - self._next))
        self._next += len(piece)
        return piece

    def look(self, far: int, size: int = _PROBE) -> bytes:
        """Give `size` bytes that come after the next `far` ones; all stay."""
        self._raw.seek(self.start + self.at + far)
        return self._raw.read(size)

    def skip(self, size: int) -> int:
        """Pass over `size` bytes."""
        size = min(size, self.end - self.start - self.at)
        self.at += size
        self._ahead = self._ahead[size:]
        self._next = self.start + self.at + len(self._ahead)
        return size


class Member(Stream):
    """The gzip member that begins at `start`, decompressed as it is read.

    `next` is where the file goes on once all was read. Reading raises zlib.error where it is broken, EOFError where
    the file ends in it.
    """

    def __init__(self, raw: IO[bytes], start: int) -> None:
        super().__init__()
        self._raw, self.next = raw, start
        self._inflate = zlib.decompressobj(wbits=31)
        self._error: zlib.error | EOFError | None = None

    def _piece(self) -> bytes:
        try:
            return self._inflated()
        except (zlib.error, EOFError) as e:
            self._error = self._error or e
            raise

    def _inflated(self) -> bytes:
        if self._error:
            raise self._error
        while not self._inflate.eof:
            data = self._inflate.unconsumed_tail or self._chunk()
            piece = self._inflate.decompress(data, _MOST)
            if self._inflate.eof:
                self.next -= len(self._inflate.unused_data)
            if piece:
                return piece
        return b""

    def _chunk(self) -> bytes:
        self._raw.seek(self.next)
        if not (data := self._raw.read(_CHUNK)):
            raise EOFError("the file ends in it")
        self.next += len(data)
        return data


def member_after(raw: IO[bytes], start: int) -> int | None:
    """Find where, from `start` on, the next gzip member begins that holds a record; None if nowhere."""
    tail = b""
    while True:
        raw.seek(start)
        if not (piece := raw.read(_MOST)):
            return None
        seen, first = tail + piece, start - len(tail)
        at = seen.find(GZIP)
        while at >= 0:
            if _record_in(raw, first + at):
                return first + at
            at = seen.find(GZIP, at + 1)
        start += len(piece)
        tail = seen[-2:]


def _record_in(raw: IO[bytes], at: int) -> bool:
    """Whether the gzip member at `at` begins with a record."""
    try:
        head = Member(raw, at).peek(_PROBE)
    except (zlib.error, EOFError):
        return False
    return head.startswith((b"WARC/", b"filedesc:", b"http://", b"https://"))
