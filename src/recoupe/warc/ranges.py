"""The pages of a range of an archive, so that one archive can be read in parts by several at a time.

A range holds the records that begin in it; the last one may end after it. Where a range begins, the next record is
looked for: in an archive packed record by record that is a gzip member in which a record begins. What a page stored as
it is may hold looks the same (an archive in an archive), so who reads in parts compares: `Range.first` must be the
`Range.after` of the range before.
"""

from __future__ import annotations

import zipfile
import zlib
from typing import IO, TYPE_CHECKING, NamedTuple

from recoupe.errors import InputError
from recoupe.warc import zips
from recoupe.warc.archives import SUFFIXES, page_of
from recoupe.warc.records import BROKEN, records
from recoupe.warc.streams import GZIP, member_after

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from recoupe.model import Page

_LOCKED = (zipfile.BadZipFile, NotImplementedError, RuntimeError, ValueError, *BROKEN)


class Found(NamedTuple):
    """A page, or what is broken, and where its record begins; `inside` names the archive in a WACZ file."""

    page: Page | InputError
    offset: int
    inside: str = ""


class Range:
    """The records of an archive that begin at `start` or later and before `end` (None: all that follow).

    first, after: where the first record at or after `start`, and the first at or after `end`, begin; None where the
    archive ends before. They are known once all was read.
    """

    def __init__(self, start: int = 0, end: int | None = None, *, exact: bool = True) -> None:
        self.start, self.end, self.exact = start, end, exact
        self.first: int | None = None
        self.after: int | None = None

    def pages(self, raw: IO[bytes], ref: str, *, max_bytes: int, on_skip: Callable[[str], None]) -> Iterator[Found]:
        """The pages of the range as `warc.pages` gives them. Raises OSError where the file cannot be read."""
        start = self.start if self.exact else member_after(raw, self.start)
        if start is None:
            return
        for record in records(raw, start):
            if self.first is None:
                self.first = record.offset
            if self.end is not None and record.offset >= self.end:
                self.after = record.offset
                return
            found = page_of(record, ref, max_bytes, on_skip)
            if found is not None:
                yield Found(found, record.offset)


def wacz(raw: IO[bytes], ref: str, *, max_bytes: int, on_skip: Callable[[str], None]) -> Iterator[Found]:
    """The pages of all archives in a WACZ file. Raises OSError where it cannot be read."""
    try:
        with zipfile.ZipFile(raw) as packed:
            for told in packed.infolist():
                if told.filename.lower().endswith(SUFFIXES):
                    with_name = f"{ref}/{told.filename}"
                    try:
                        with zips.opened(packed, raw, told) as file:
                            for found in Range().pages(file, with_name, max_bytes=max_bytes, on_skip=on_skip):
                                yield found._replace(inside=told.filename)
                    except _LOCKED as e:
                        error = InputError(with_name, f"cannot be unpacked: {e}", "fetch or make it again")
                        yield Found(error, 0, told.filename)
    except (zipfile.BadZipFile, ValueError) as e:
        yield Found(InputError(ref, f"broken ZIP: {e}", "fetch or make it again"), 0)


def divisible(raw: IO[bytes]) -> bool:
    """Whether an archive is packed record by record, so that reading can begin inside it."""
    raw.seek(0)
    try:
        return raw.read(len(GZIP)) == GZIP and member_after(raw, 1) is not None
    except zlib.error:
        return False
