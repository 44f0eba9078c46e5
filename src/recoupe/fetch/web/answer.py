"""What is asked for and what came back: data without I/O."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import datetime as dt

    from recoupe.fetch.optouts.model import OptOut

_FOR_GOOD = frozenset({301, 308})


@dataclass(frozen=True, slots=True)
class Limits:
    """What one fetch may cost.

    seconds: for all its requests together, redirects included; waiting for one's turn is not counted.
    connecting: seconds for one address, so that the next has its chance.
    wire: bytes as they come, before they are decompressed.
    body: bytes of the decompressed body. What is longer is cut, and the answer says so.
    redirects: how many are followed.
    """

    seconds: float = 30.0
    connecting: float = 10.0
    wire: int = 20_000_000
    body: int = 50_000_000
    redirects: int = 5


@dataclass(frozen=True, slots=True)
class Known:
    """The validators of what one has of `url` already (RFC 9110, 8.8); they are sent to that very URL alone."""

    url: str
    etag: str = ""
    modified: str = ""


@dataclass(frozen=True, slots=True)
class Hop:
    """One request and the head of its answer, as a WARC record needs them.

    url: what was asked, without fragment. address: the address that was connected to.
    head: names and values as they came. fetched: when the head had come, in UTC.
    asked: the request's own lines, names and values as they were sent.
    """

    url: str
    address: str
    version: str
    status: int
    reason: str
    head: tuple[tuple[bytes, bytes], ...]
    fetched: dt.datetime
    asked: tuple[tuple[bytes, bytes], ...]

    def header(self, name: str) -> str:
        """The header `name` in any case, several of it joined by commas; "" where there is none."""
        wanted = name.lower().encode("ascii")
        return ", ".join(v.decode("latin-1").strip() for k, v in self.head if k.lower() == wanted)

    @property
    def headers(self) -> tuple[tuple[str, str], ...]:
        """All headers as text."""
        return tuple((k.decode("latin-1"), v.decode("latin-1").strip()) for k, v in self.head)


@dataclass(frozen=True, slots=True)
class Answer:
    """What a URL gave.

    asked: the URL that was asked for. hops: every request in order; the last one gave the body.
    wire: the body as it came, its transfer coding taken off. body: the same, decompressed.
    cut: "" where the body is whole, "wire" or "body" where that limit cut it.
    optouts: what the site says of the use of this page, once that was read (fetch.optouts).
    """

    asked: str
    hops: tuple[Hop, ...]
    wire: bytes
    body: bytes
    cut: str = ""
    optouts: tuple[OptOut, ...] = ()

    @property
    def last(self) -> Hop:
        """The request that gave the body."""
        return self.hops[-1]

    @property
    def url(self) -> str:
        """The URL that gave the body."""
        return self.last.url

    @property
    def status(self) -> int:
        """The HTTP status of the last request."""
        return self.last.status

    @property
    def fetched(self) -> dt.datetime:
        """When it came, in UTC."""
        return self.last.fetched

    @property
    def media_type(self) -> str:
        """What the answer calls itself, in small letters, without parameters; "" where it does not say."""
        return self.last.header("content-type").partition(";")[0].strip().lower()

    @property
    def known(self) -> Known:
        """What to send next time, so that an unchanged page need not come again."""
        return Known(self.url, self.last.header("etag"), self.last.header("last-modified"))

    @property
    def moved(self) -> str:
        """Where the URL has moved to for good, as far as every redirect from it on says so; "" if it has not."""
        there = ""
        for hop, then in zip(self.hops, self.hops[1:], strict=False):
            if hop.status not in _FOR_GOOD:
                break
            there = then.url
        return there
