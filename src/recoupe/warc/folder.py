"""A folder of archives in which every answer is kept as it came, and found again.

A record is written whole before the index knows of it. What a crash cuts off is taken away when the folder is opened
for writing; a record that the index missed is put in.
"""

from __future__ import annotations

import contextlib
import datetime as dt
import uuid
from pathlib import Path
from typing import IO, TYPE_CHECKING, Self

from recoupe.errors import InputError
from recoupe.model import Problem
from recoupe.warc import proof, writing
from recoupe.warc.answers import Answer, Kept
from recoupe.warc.index import Index
from recoupe.warc.records import Broken, records

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from recoupe.model import Page

_OURS = "recoupe-"
_SUFFIXES = (".warc", ".warc.gz")
_SIZE = 1_000_000_000
_LOCK = "writing.lock"


class Folder:
    """The archives in `path`, with their index; also archives that others have put there.

    `writing` makes the folder where there is none; one process writes at a time. size: bytes after which a new file is
    begun. Raises InputError where the folder cannot be opened.
    """

    def __init__(self, path: str, *, writing: bool = False, size: int = _SIZE) -> None:
        self.path, self._size = Path(path), size
        self._out: IO[bytes] | None = None
        self._locked: IO[bytes] | None = None
        try:
            if writing:
                self.path.mkdir(parents=True, exist_ok=True)
                self._locked = _locked(self.path / _LOCK)
        except OSError as e:
            raise InputError(path, e.strerror or str(e), "name a folder that can be written to") from e
        if not self.path.is_dir():
            raise InputError(path, "no such folder", "name the folder in which evidence was kept")
        self.index = Index(self.path)
        self.mend()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Close the file that is written, with its CDXJ beside it."""
        self._rotate()
        self.index.close()
        if self._locked:
            self._locked.close()
            self._locked = None

    def files(self) -> list[Path]:
        """The archives in the folder, by name."""
        return sorted(p for p in self.path.iterdir() if p.name.endswith(_SUFFIXES))

    def mend(self) -> None:
        """Bring the index up to date with the files; take off what a crash has left half written."""
        for path in self.files():
            known, size = self.index.known(path.name), path.stat().st_size
            if known == size:
                continue
            if known > size:  # the system went down before all was written
                self.index.forget(path.name)
                known = 0
            found, end = proof.kept(path, known)
            ours = path.name.startswith(_OURS)
            if end < size and ours and self._locked:
                with path.open("r+b") as file:
                    file.truncate(end)
            self.index.add(found, path.name, end if ours else size)

    def keep(self, answer: Answer) -> Kept:
        """Write an answer; a body that came before from this address is not written again but referred to.

        Raises InputError where it cannot be written.
        """
        digest = writing.digest(answer.body)
        first = self._there(self.index.bodies(digest, answer.url)) if answer.body else None
        record = f"urn:uuid:{uuid.uuid4()}"
        data = writing.revisit(answer, record, first) if first else writing.response(answer, record)
        out, name = self._file(answer.fetched)
        offset = out.tell()
        try:
            out.write(data)
            out.flush()
        except OSError as e:
            with contextlib.suppress(OSError):
                out.truncate(offset)
            raise InputError(str(self.path / name), e.strerror or str(e), "make room, then start again") from e
        where = (name, offset, len(data), first.record if first else None)
        kept = Kept(record, answer.url, answer.fetched, digest, answer.code, answer.media_type, *where)
        self.index.add([kept], name, offset + len(data))
        return kept

    def answer(self, kept: Kept) -> Answer:
        """Give an answer as it came, its body from the record that has it. Raises InputError where it is not there."""
        return proof.answer(self.path, kept, self._first(kept))

    def wrong(self, kept: Kept) -> str:
        """Say which digest of a record, or of the one that has its body, does not fit; "" if all do."""
        first = self._first(kept)
        return proof.checked(self.path, kept) or (proof.checked(self.path, first) if first else "")

    def _first(self, kept: Kept) -> Kept | None:
        """The record that has the body of a revisit, None where `kept` has it itself. Raises InputError."""
        if kept.first is None:
            return None
        named = self.index.record(kept.first)
        first = self._there(filter(None, [named])) or self._there(self.index.bodies(kept.digest)) or named
        if first is None:
            raise InputError(
                kept.record, "the record that has its body is not there", "put its archive into the folder"
            )
        return first

    def _there(self, found: Iterable[Kept]) -> Kept | None:
        """The first of `found` whose archive is still in the folder."""
        return next((k for k in found if (self.path / k.file).is_file()), None)

    def page(self, record: str) -> Page | None:
        """Give the page that a record holds, as it was read; None where there is no such record.

        Raises InputError where the record cannot be read.
        """
        kept = self.index.record(record)
        return proof.page(self.answer(kept)) if kept else None

    def check(self) -> Iterator[Problem]:
        """What is wrong with the evidence: records that are broken, digests that do not fit, records that are lost."""
        for path in self.files():
            yield from self._checked(path)
        for kept in self.index.all():
            try:
                self.answer(kept)
            except InputError as e:
                yield Problem("evidence_lost", f"{kept.record} ({kept.url}): {e}")

    def _checked(self, path: Path) -> Iterator[Problem]:
        with path.open("rb") as raw:
            for record in records(raw):
                if isinstance(record, Broken):
                    yield Problem("evidence_broken", f"{path}#{record.offset}: {record.reason}")
                    continue
                if said := proof.wrong(record):
                    yield Problem("evidence_changed", f"{path}#{record.offset}: {said}")

    def _file(self, at: dt.datetime) -> tuple[IO[bytes], str]:
        """The file that is written to, a new one where the last is full."""
        if self._locked is None:
            raise InputError(str(self.path), "opened for reading alone")
        if self._out and self._out.tell() >= self._size:
            self._rotate()
        if self._out is None:
            mine = [p for p in self.files() if p.name.startswith(_OURS)]
            last = mine[-1] if mine and mine[-1].stat().st_size < self._size else None
            count = int(mine[-1].name.split("-")[1]) if mine else 0
            stamp = at.astimezone(dt.UTC).strftime("%Y%m%d%H%M%S")
            path = last or self.path / f"{_OURS}{count + 1:06}-{stamp}.warc.gz"
            self._out = path.open("ab")
            if last is None:
                self._out.write(writing.info(path.name))
                self._out.flush()
        return self._out, Path(self._out.name).name

    def _rotate(self) -> None:
        """Close the file that is written; its CDXJ beside it."""
        if self._out:
            self._out.close()
            path = Path(self._out.name)
            (path.parent / f"{path.name}.cdxj").write_text("".join(self.index.cdxj(path.name)), encoding="utf-8")
            self._out = None


def _locked(path: Path) -> IO[bytes]:
    """The lock of a folder, where the system has locks. Raises InputError where another process has it."""
    file = path.open("ab")
    with contextlib.suppress(ImportError):
        import fcntl  # noqa: PLC0415 -- not on every system

        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as e:
            file.close()
            raise InputError(str(path.parent), "another process writes to it", "wait until it is done") from e
    return file
