"""What a server answered, and where that is kept."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import datetime as dt


@dataclass(frozen=True, slots=True)
class Answer:
    """An answer of a server as it came: whatever its status, before anything was made of it.

    status: the status line, as `HTTP/1.1 200 OK`. headers: in their order, as they were sent. fetched: with zone.
    body: without its transfer coding (chunks). With `decoded` it is without its content coding (gzip, br) too: the
    headers that it no longer fits are then kept under names of their own. ip: the address that answered.
    """

    url: str
    status: str
    headers: tuple[tuple[str, str], ...]
    body: bytes
    fetched: dt.datetime
    ip: str | None = None
    decoded: bool = False

    @property
    def code(self) -> int:
        """The number of the status, 0 if there is none."""
        number = self.status.partition(" ")[2].split(" ", 1)[0]
        return int(number) if number.isdecimal() else 0

    @property
    def media_type(self) -> str:
        """What the server says that it is, "" if it does not."""
        told = next((value for key, value in self.headers if key.lower() == "content-type"), "")
        return told.partition(";")[0].strip().lower()


@dataclass(frozen=True, slots=True)
class Kept:
    """A record of an archive: its id (urn:uuid:…), what it is an answer to, and where it lies.

    digest: of the body as it came, `sha256:` and base 32. file: its name in the folder; offset, length: in bytes there.
    first: of a body that was there before, the record that has it; else None.
    """

    record: str
    url: str
    fetched: dt.datetime
    digest: str
    status: int
    media_type: str
    file: str
    offset: int
    length: int
    first: str | None = None
