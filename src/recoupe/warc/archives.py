"""The pages of an archive: which records are one, and what is known of them."""

from __future__ import annotations

import zipfile
from itertools import islice
from typing import IO, TYPE_CHECKING

from warcio.statusandheaders import StatusAndHeadersParser, StatusAndHeadersParserException

from recoupe.errors import InputError
from recoupe.model import Page
from recoupe.warc import bodies, zips
from recoupe.warc.records import BROKEN, Broken, Headers, Record, records

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

TYPES = {"text/html": "text/html", "application/xhtml+xml": "text/html", "text/plain": "text/plain"}
HTTP = StatusAndHeadersParser(["HTTP/1.0", "HTTP/1.1", "HTTP/2.0", "HTTP/2", "HTTP/3"])
_ASIDE = frozenset({"warcinfo", "request", "metadata", "continuation"})  # nobody misses them
_DOCUMENTS = frozenset({"resource", "conversion"})  # documents without an answer around them
SUFFIXES = (".warc", ".warc.gz", ".arc", ".arc.gz")
LOCKED = (zipfile.BadZipFile, NotImplementedError, RuntimeError, ValueError, OSError, *BROKEN)
_MAGIC = (b"\x89PNG\r\n", b"\xff\xd8\xff", b"GIF87a", b"GIF89a", b"RIFF", b"%PDF-", b"PK\x03\x04", b"\x1f\x8b\x08")
"""What begins pictures, PDF, ZIP and gzip: whatever the server calls them, they are no text."""
_OK = "200"
_MEND = "the rest of the file is read"


class _NoPageError(Exception):
    """A record that is no page; says why in a word."""


def pages(
    raw: IO[bytes],
    ref: str,
    *,
    max_bytes: int,
    on_skip: Callable[[str], None],
    after: str = "",
    on_record: Callable[[str], None] = lambda _: None,
) -> Iterator[Page | InputError]:
    """Give the pages of the archive `raw` in order, and an InputError with the offset for what is broken.

    raw: a file that can be sought in. A page longer than `max_bytes` is given one byte further than that. `on_skip`
    is told of each answer that is no page: its media type, its status, or that it is a revisit.
    after: the place of a record, "" for none: only what follows it is read. `on_record` is told the place of the
    record that the page, or the error, which is given next is of; several may have one in a gzip member of several.
    """
    start = int(after or 0)
    for record in islice(records(raw, start), int(start > 0), None):
        on_record(str(record.offset))
        found = page_of(record, ref, max_bytes, on_skip)
        if found is not None:
            yield found


def page_of(
    record: Record | Broken, ref: str, max_bytes: int, on_skip: Callable[[str], None]
) -> Page | InputError | None:
    """Give the page that a record of the archive `ref` holds, or what is broken; None where it is something else."""
    if isinstance(record, Broken):
        return InputError(f"{ref}#{record.offset}", record.reason, _MEND)
    try:
        return _page(record, max_bytes)
    except _NoPageError as e:
        if str(e):
            on_skip(str(e))
    except (StatusAndHeadersParserException, ValueError) as e:
        return InputError(f"{ref}#{record.offset}", f"no answer of a server: {e}"[:200], _MEND)
    except BROKEN:
        pass  # comes as Broken next
    return None


def wacz(
    raw: IO[bytes],
    ref: str,
    *,
    max_bytes: int,
    on_skip: Callable[[str], None],
    after: str = "",
    on_record: Callable[[str], None] = lambda _: None,
) -> Iterator[Page | InputError]:
    """Give the pages of the WACZ file `raw` as `pages` does: those of each archive that it packs.

    A place in it is the offset of a record, and the name of the archive that has it.
    """
    offset, _, inside = after.partition(" ")
    try:
        with zipfile.ZipFile(raw) as packed:
            files = [f for f in packed.infolist() if f.filename.lower().endswith(SUFFIXES)]
            if not files:
                yield InputError(ref, "has no WARC file in it", "a WACZ file keeps them in its folder archive/")
            names = [f.filename for f in files]
            for told in files[names.index(inside) if inside in names else 0 :]:
                name = told.filename
                start = offset if name == inside else ""
                on_record(f"0 {name}")
                try:
                    with zips.opened(packed, raw, told) as file:
                        yield from pages(
                            file,
                            f"{ref}/{name}",
                            max_bytes=max_bytes,
                            on_skip=on_skip,
                            after=start,
                            on_record=lambda at, name=name: on_record(f"{at} {name}"),  # type: ignore[misc]
                        )
                except LOCKED as e:
                    yield InputError(f"{ref}/{name}", f"cannot be unpacked: {e}", "fetch or make it again")
    except (zipfile.BadZipFile, OSError, ValueError) as e:
        yield InputError(ref, f"broken ZIP: {e}", "fetch or make it again")


def _page(record: Record, most: int) -> Page | None:
    """The page that a record holds; None where it is broken, which is told next.

    Raises _NoPageError where it is something else.
    """
    url = record.url
    told = _told(record, url)
    kind = told.get("content-type", "").partition(";")[0].strip().lower()
    if kind not in TYPES:
        raise _NoPageError(kind[:60] or "no media type")
    coding = told.get("content-encoding", "").strip().lower()
    if coding not in bodies.CODINGS:
        raise _NoPageError(f"compressed as {coding:.20}")
    body = bodies.body(record.block, told, most + 1)
    if len(body) <= most and not record.sound():
        return None
    if not body.strip():
        raise _NoPageError("empty")
    if body.startswith(_MAGIC):
        raise _NoPageError(f"no text, though called {kind}")
    return Page(url, body, TYPES[kind], url=url, fetched=record.time, headers=tuple(told.items()))


def _told(record: Record, url: str) -> dict[str, str]:
    """The headers of the answer, names in lower case; those of the document itself where nobody was asked."""
    if record.type in _ASIDE:
        raise _NoPageError
    if not url.startswith(("http://", "https://")):
        raise _NoPageError("not of the web")
    if record.type in _DOCUMENTS:
        return {"content-type": record.headers.get("content-type", "")}
    if record.type != "response":
        raise _NoPageError(record.type[:40] or "no type")
    answer = HTTP.parse(Headers(record.block))
    if (status := answer.get_statuscode()) != _OK:
        raise _NoPageError(f"status {status[:3]}")
    return {str(k).lower(): str(v) for k, v in answer.headers}
