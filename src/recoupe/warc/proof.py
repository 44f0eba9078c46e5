"""Records read back: what lies where, whether it is what its digests say, and the page in it."""

from __future__ import annotations

import base64
import contextlib
import hashlib
import io
from dataclasses import replace
from typing import TYPE_CHECKING

from warcio.limitreader import LimitReader
from warcio.statusandheaders import StatusAndHeadersParserException

from recoupe.errors import InputError
from recoupe.model import Page
from recoupe.warc import bodies
from recoupe.warc.answers import Answer, Kept
from recoupe.warc.archives import HTTP, TYPES
from recoupe.warc.records import BROKEN, Broken, Headers, Record, records

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

_MOST = 200_000_000  # bytes of a body that are taken into memory
_PIECE = 65_536
_BARE = (StatusAndHeadersParserException, ValueError, EOFError)
_CHECK = "recoupe ledger check --evidence says what else is wrong"

Head = tuple[str, tuple[tuple[str, str], ...]]


def kept(path: Path, start: int = 0) -> tuple[list[Kept], int]:
    """Give the answers in the archive `path` from the record at `start` on, and where the last whole record ends.

    Left out are records that cannot be found by their offset: those of files that are packed as a whole.
    """
    found, end = [], start
    with path.open("rb") as raw:
        for record in records(raw, start):
            if isinstance(record, Broken):
                continue
            with contextlib.suppress(*BROKEN):
                answer = _answered(record, path.name) if record.type in {"response", "revisit"} else None
                if record.sound() and (here := record.end()) is not None:
                    end = here
                    found += [replace(answer, length=here - record.offset)] if answer else []
    return found, end


def _answered(record: Record, file: str) -> Kept | None:
    """What a record is an answer to, its length left open; None where it is none of a server."""
    status, headers = head(record)
    digest = record.headers.get("warc-payload-digest") or _digest(record)
    if not status or record.time is None:
        return None
    first = record.headers.get("warc-refers-to", "").strip("<>") if record.type == "revisit" else None
    told = Answer(record.url, status, headers, b"", record.time)
    where = (file, record.offset, 0, first)
    return Kept(_id(record), record.url, record.time, digest, told.code, told.media_type, *where)


def answer(folder: Path, kept: Kept, first: Kept | None = None) -> Answer:
    """Give the answer `kept` of a folder, its body from the record `first` if that has it. Raises InputError."""
    (status, headers), body, ip = _read(folder, kept)
    if first:
        _, body, _ = _read(folder, first)
    return Answer(kept.url, status, headers, body, kept.fetched, ip)


def page(answer: Answer) -> Page:
    """Give the page that an answer is, its body without any coding."""
    told = {name.lower(): value for name, value in answer.headers}
    block = LimitReader(io.BytesIO(answer.body), len(answer.body))
    body = bodies.body(block, told, _MOST)
    media_type = TYPES.get(answer.media_type, "text/html")
    return Page(answer.url, body, media_type, url=answer.url, fetched=answer.fetched, headers=tuple(told.items()))


def wrong(record: Record) -> str:
    """Say which digest of a record does not fit what it holds, "" if all do; reads its block."""
    try:
        return _unfit(record)
    except BROKEN:
        return ""  # is told as what is broken


def _unfit(record: Record) -> str:
    claims = {name: record.headers.get(f"warc-{name}-digest", "") for name in ("block", "payload")}
    if record.type == "revisit":  # its payload is another record's
        claims["payload"] = ""
    whole, body = (_hasher(claims[name]) for name in ("block", "payload"))
    if "http" in record.headers.get("content-type", ""):
        while line := record.block.readline(_PIECE):
            whole.update(line)
            if not line.strip():
                break
    for piece in _pieces(record):
        whole.update(piece)
        body.update(piece)
    wrong = [n for n, hasher in (("block", whole), ("payload", body)) if not _same(claims[n], hasher.digest())]
    return f"its {' and its '.join(wrong)} digest does not fit" if wrong else ""


def head(record: Record) -> Head:
    """The status line and headers of an answer; "" and none where the record has none."""
    try:
        found = HTTP.parse(Headers(record.block))
    except _BARE:
        return "", ()
    return f"{found.protocol} {found.statusline}", tuple((str(k), str(v)) for k, v in found.headers)


def checked(folder: Path, kept: Kept) -> str:
    """As `wrong`, of a record of a folder. Raises InputError where it is not there."""
    with _opened(folder, kept) as record:
        return _unfit(record)


def _read(folder: Path, kept: Kept) -> tuple[Head, bytes, str | None]:
    """The head and body of a record, and the address that answered. Raises InputError where it is not there."""
    with _opened(folder, kept) as record:
        return head(record), b"".join(_pieces(record)), record.headers.get("warc-ip-address")


@contextlib.contextmanager
def _opened(folder: Path, kept: Kept) -> Iterator[Record]:
    """A record of a folder, to be read. Raises InputError where it is not there, or broken."""
    where = f"{folder / kept.file}#{kept.offset}"
    try:
        with (folder / kept.file).open("rb") as raw:
            found = next(records(raw, kept.offset), None)
            if not isinstance(found, Record) or _id(found) != kept.record:
                raise InputError(where, "not the record that the index names", _CHECK)
            yield found
    except BROKEN as e:
        raise InputError(where, f"broken gzip: {e}", _CHECK) from e
    except OSError as e:
        raise InputError(where, e.strerror or str(e), _CHECK) from e


def _pieces(record: Record) -> Iterator[bytes]:
    while piece := record.block.read(_PIECE):
        yield piece


def _id(record: Record) -> str:
    return record.headers.get("warc-record-id", "").strip("<>")


def _digest(record: Record) -> str:
    """The digest of a payload that the record does not say."""
    hasher = hashlib.sha256()
    for piece in _pieces(record):
        hasher.update(piece)
    return f"sha256:{base64.b32encode(hasher.digest()).decode()}"


def _hasher(claim: str) -> hashlib._Hash:
    """What makes digests of the kind that `claim` is."""
    name = claim.partition(":")[0].lower().replace("-", "")
    return hashlib.new(name if name in hashlib.algorithms_guaranteed and "shake" not in name else "sha1")


def _same(claim: str, digest: bytes) -> bool:
    """Whether `claim`, in base 32, 16 or 64, is `digest`; also where nothing is claimed."""
    value = claim.partition(":")[2].strip()
    ways = (base64.b32encode(digest).decode(), digest.hex(), base64.b64encode(digest).decode())
    return not claim or value in ways or value.lower() in {w.lower() for w in ways[:2]}
