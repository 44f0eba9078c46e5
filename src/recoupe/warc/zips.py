"""The archives that a ZIP file (WACZ) holds, as files in which going back costs nothing.

What `zipfile` gives is read anew from its beginning whenever one goes back in it, which readers of records do at every
record. WACZ files hold archives as they are ("stored"): these are read in place. Others are unpacked first.
"""

from __future__ import annotations

import contextlib
import io
import shutil
import struct
import tempfile
import zipfile
from typing import IO, TYPE_CHECKING, cast

if TYPE_CHECKING:
    from collections.abc import Iterator

    from _typeshed import WriteableBuffer

_HEADER = struct.Struct("<4s5H3L2H")  # before each file: the last two are the lengths of its name and of more
_RATIO, _SMALL = (
    200,
    10_000_000,
)  # times its size, and bytes, that an archive may become; text becomes ten times as large
_ENCRYPTED = 1


class _Part(io.RawIOBase):
    """The `size` bytes of `raw` from `start` on."""

    def __init__(self, raw: IO[bytes], start: int, size: int) -> None:
        super().__init__()
        self._raw, self._start, self._size, self._at = raw, start, size, 0

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return True

    def seek(self, offset: int, whence: int = io.SEEK_SET, /) -> int:
        self._at = max(0, offset + {io.SEEK_SET: 0, io.SEEK_CUR: self._at, io.SEEK_END: self._size}[whence])
        return self._at

    def readinto(self, buffer: WriteableBuffer, /) -> int:
        view = memoryview(buffer)
        self._raw.seek(self._start + self._at)
        data = self._raw.read(min(len(view), max(0, self._size - self._at)))
        view[: len(data)] = data
        self._at += len(data)
        return len(data)


@contextlib.contextmanager
def opened(packed: zipfile.ZipFile, raw: IO[bytes], told: zipfile.ZipInfo) -> Iterator[IO[bytes]]:
    """Open the file `told` of `packed`, which lies in `raw`. Raises ValueError where it would become far too large.

    It raises what `zipfile` does where the file cannot be read.
    """
    with packed.open(told) as file:  # which checks what stands before the file
        if told.compress_type != zipfile.ZIP_STORED or told.flag_bits & _ENCRYPTED:
            with _unpacked(file, told) as out:
                yield out
            return
    raw.seek(told.header_offset)
    *_, called, more = _HEADER.unpack(raw.read(_HEADER.size))
    yield cast("IO[bytes]", _Part(raw, told.header_offset + _HEADER.size + called + more, told.file_size))


@contextlib.contextmanager
def _unpacked(file: IO[bytes], told: zipfile.ZipInfo) -> Iterator[IO[bytes]]:
    if told.file_size > max(_SMALL, _RATIO * told.compress_size):
        raise ValueError(f"{told.compress_size:,} bytes would become {told.file_size:,}")
    with tempfile.TemporaryFile() as out:
        shutil.copyfileobj(file, out)
        yield out
