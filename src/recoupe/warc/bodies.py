"""The body of an answer, out of its transfer and content codings, never longer than asked for."""

from __future__ import annotations

import zlib
from typing import TYPE_CHECKING, Any

from warcio.bufferedreaders import ChunkedDataReader

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from recoupe.warc.records import Block

_PIECE = 65_536
_FLATE = {"gzip": (31,), "x-gzip": (31,), "deflate": (15, -15)}  # what zlib calls them; deflate is written both ways
CODINGS = frozenset({"", "identity", "br", *_FLATE})


def body(block: Block, headers: Mapping[str, str], most: int) -> bytes:
    """Give up to `most` bytes of the body in `block`, whose HTTP headers were read.

    A body that is not in the coding that its headers name is given as it stands: archives keep it decoded, too.
    """
    chunked = headers.get("transfer-encoding", "").lower() == "chunked"
    read: Callable[[int], bytes] = ChunkedDataReader(block).read if chunked else block.read
    coding = headers.get("content-encoding", "").strip().lower()
    if coding in {"", "identity"}:
        return _all(read, most)
    first = read(_PIECE)
    for decode in _decoders(coding):
        try:
            start = decode(first, most)
        except _errors():
            continue
        return _decoded(decode, start, read, most)
    return (first + _all(read, max(0, most - len(first))))[:most]


def _all(read: Callable[[int], bytes], most: int) -> bytes:
    pieces = []
    while most > 0 and (piece := read(min(most, _PIECE))):
        pieces.append(piece)
        most -= len(piece)
    return b"".join(pieces)


def _decoded(decode: Callable[[bytes, int], bytes], start: bytes, read: Callable[[int], bytes], most: int) -> bytes:
    """`start` and what follows, as far as it can be decoded."""
    found = bytearray(start)
    while len(found) < most and (piece := read(_PIECE)):
        try:
            found += decode(piece, most - len(found))
        except _errors():
            break
    return bytes(found[:most])


def _decoders(coding: str) -> list[Callable[[bytes, int], bytes]]:
    """What may decode `coding`; each gives no more than asked for in a step, and drops what is over."""
    if coding == "br":
        return [_brotli()]
    return [zlib.decompressobj(wbits).decompress for wbits in _FLATE.get(coding, ())]


def _brotli() -> Callable[[bytes, int], bytes]:
    import brotli  # noqa: PLC0415 -- few need it

    decoder = brotli.Decompressor()

    def decode(data: bytes, most: int) -> bytes:
        piece: bytes = decoder.process(data, output_buffer_limit=most)
        return piece

    return decode


def _errors() -> tuple[type[Exception], ...]:
    try:
        import brotli  # noqa: PLC0415 -- few need it
    except ImportError:
        return (zlib.error,)
    error: Any = brotli.error
    return (zlib.error, error)
