"""Archives made by hand, byte by byte, so that they can be wrong in every way."""

import gzip
import io
import random
from collections import Counter

from recoupe import warc
from recoupe.errors import InputError
from recoupe.model import Page

TEXT = b"<html><title>Bridge</title><p>The harbour bridge stays closed, the mayor said on Tuesday.</p></html>"
HTML = {"Content-Type": "text/html; charset=utf-8"}


def url(n: int) -> str:
    return f"http://news.example/{n}"


def record(
    n: int,
    body: bytes = TEXT,
    *,
    kind: str = "response",
    status: str = "HTTP/1.1 200 OK",
    http: dict[str, str] | None = None,
    length: str | None = None,
    **more: str,
) -> bytes:
    """A record as WARC/1.1 has it; `more` are headers of it, with _ for -."""
    told = "".join(f"{k}: {v}\r\n" for k, v in (http or HTML).items())
    block = f"{status}\r\n{told}\r\n".encode() + body if status else body
    headers = {
        "WARC-Type": kind,
        "WARC-Record-ID": f"<urn:uuid:00000000-0000-4000-8000-{n:012}>",
        "WARC-Date": "2024-05-08T10:00:00Z",
        "WARC-Target-URI": url(n),
        "Content-Type": "application/http; msgtype=response",
        "Content-Length": length or str(len(block)),
    } | {k.replace("_", "-"): v for k, v in more.items()}
    return (
        ("WARC/1.1\r\n" + "".join(f"{k}: {v}\r\n" for k, v in headers.items()) + "\r\n").encode() + block + b"\r\n\r\n"
    )


def packed(*records: bytes) -> bytes:
    """Each record as a gzip member of its own."""
    return b"".join(gzip.compress(r, mtime=0) for r in records)


def noise(size: int, *, seed: int = 1) -> bytes:
    return random.Random(seed).randbytes(size)


def words(size: int, *, seed: int = 1) -> bytes:
    """Text that does not pack well."""
    return bytes(random.Random(seed).choices(b"abcdefghij klmnop", k=size))


def spoilt(data: bytes, at: int) -> bytes:
    return data[:at] + bytes([data[at] ^ 0xFF]) + data[at + 1 :]


class Read:
    """What is read of an archive: pages, what is broken, what was passed over."""

    def __init__(self, data: bytes, *, max_bytes: int = 1_000_000) -> None:
        skipped: list[str] = []
        reader = warc.wacz if data.startswith(b"PK") else warc.pages
        found = list(reader(io.BytesIO(data), "a.warc.gz", max_bytes=max_bytes, on_skip=skipped.append))
        self.pages = [p for p in found if isinstance(p, Page)]
        self.broken = [p for p in found if isinstance(p, InputError)]
        self.skipped = Counter(skipped)

    @property
    def numbers(self) -> list[int]:
        return [int(str(p.url).rsplit("/", 1)[1]) for p in self.pages]

    @property
    def where(self) -> list[str]:
        return [e.ref for e in self.broken]
