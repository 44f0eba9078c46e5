"""The folder that tables go into, on this machine or elsewhere: files appear in it whole or not at all."""

from __future__ import annotations

import contextlib
import errno
import io
import json
import os
import uuid
from typing import IO, TYPE_CHECKING, Any

from recoupe.bulk import places
from recoupe.bulk.columns import TABLES
from recoupe.errors import OutputError

if TYPE_CHECKING:
    from collections.abc import Iterator

DONE, ASIDE = "_parts", "_temporary"
_FULL = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}


class Folder:
    """The folder that the tables go into, on this machine or elsewhere."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.place = places.of(name)
        self.system = self.place.system

    def path(self, *steps: str) -> str:
        """The path of a file in it."""
        return "/".join((self.place.path.rstrip("/"), *steps))

    def make(self) -> None:
        """Make it, and what is in it. Raises OutputError."""
        with self.trouble():
            for step in (*TABLES, DONE, ASIDE):
                self.system.create_dir(self.path(step))

    def create(self, path: str) -> IO[bytes]:
        """A new file there. Raises OSError."""
        self.system.create_dir(path.rpartition("/")[0])
        if self.place.uri:
            stream: IO[bytes] = self.system.open_output_stream(path, compression=None)
            return stream
        return open(path, "wb")  # noqa: PTH123 -- closed by who asked

    def move(self, source: str, target: str) -> None:
        """Put a file in place of what is there, in one step. Raises OSError."""
        try:
            self.system.move(source, target)
        except OSError:
            if not self.place.uri or not self.system.get_file_info(target).is_file:
                raise
            self.system.delete_file(target)  # HDFS does not put a file in place of another
            self.system.move(source, target)

    def write(self, data: bytes, *steps: str) -> None:
        """Write a small file, whole or not at all. Raises OutputError."""
        aside = self.path(ASIDE, uuid.uuid4().hex)
        with self.trouble():
            with self.create(aside) as file:
                file.write(data)
                settle(file)
            self.move(aside, self.path(*steps))

    def names(self, *steps: str) -> list[str]:
        """The names of the files in a folder of it; none where it is not there. Raises OutputError."""
        with self.trouble():
            selector = places.arrow().fs.FileSelector(self.path(*steps), allow_not_found=True)
            return sorted(f.base_name for f in self.system.get_file_info(selector) if f.is_file)

    def read(self, *steps: str) -> bytes:
        """What a small file holds. Raises OutputError."""
        with self.trouble(), self.system.open_input_stream(self.path(*steps), compression=None) as file:
            data: bytes = file.read()
            return data

    def remove(self, *steps: str) -> None:
        """Remove a file, if it is there. Raises OutputError."""
        with self.trouble(), contextlib.suppress(FileNotFoundError):
            self.system.delete_file(self.path(*steps))

    def clear(self, *steps: str) -> None:
        """Remove all that is in a folder of it. Raises OutputError."""
        with self.trouble(), contextlib.suppress(FileNotFoundError):
            self.system.delete_dir_contents(self.path(*steps))

    @contextlib.contextmanager
    def trouble(self) -> Iterator[None]:
        """What the system refuses, as OutputError."""
        try:
            yield
        except OSError as e:
            full = e.errno in _FULL
            mend = "make room and start it again: what is done is kept" if full else "check the folder and your rights"
            raise OutputError(places.shown(self.name), e.strerror or places.first_line(e), mend) from e


def settle(file: IO[bytes]) -> None:
    """Have what was written on the disk, where it is one of this machine."""
    file.flush()
    with contextlib.suppress(io.UnsupportedOperation, AttributeError):
        os.fsync(file.fileno())


def dumped(data: Any) -> bytes:
    """JSON as the folder holds it."""
    return (json.dumps(data, ensure_ascii=False, indent=1) + "\n").encode("utf-8", "replace")
