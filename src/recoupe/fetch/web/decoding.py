"""A body's content codings taken off, within a limit: no compressed byte can cost more than the limit (bombs)."""

from __future__ import annotations

import io
import zlib
from typing import TYPE_CHECKING

import brotli
import zstandard

if TYPE_CHECKING:
    from collections.abc import Callable

ACCEPT = "gzip, deflate, br, zstd"
_AUTOMATIC = zlib.MAX_WBITS | 32  # gzip or zlib, by their first bytes
_WINDOW = 8 << 20  # what a decoder of zstd must take, and no more (RFC 9659)
_MOST_CODINGS = 3


class CodingError(ValueError):
    """A body that is not compressed as it says."""


def decoded(wire: bytes, coding: str, *, most: int, whole: bool) -> tuple[bytes, bool]:
    """`wire` decompressed as the header Content-Encoding says, and whether it was cut at `most` bytes.

    `whole`: the body came to its end; if not, what can be read of it is given. Raises CodingError.
    """
    codings = [c for c in (part.strip().lower() for part in coding.split(",")) if c not in {"", "identity"}]
    if len(codings) > _MOST_CODINGS:
        raise CodingError(f"compressed {len(codings)} times over")
    body, cut = wire, False
    for name in reversed(codings):
        decoder = _DECODERS.get(name)
        if decoder is None:
            raise CodingError(f"compressed as {name:.20}, which was not asked for")
        body = _one(decoder, name, body, most=most, whole=whole and not cut)
        cut = cut or len(body) > most
        body = body[:most]
    return body[:most], cut or len(body) > most


def _one(
    decoder: Callable[[bytes, int], tuple[bytes, bool]], name: str, wire: bytes, *, most: int, whole: bool
) -> bytes:
    if not wire:
        return b""
    try:
        body, ended = decoder(wire, most + 1)
    except (zlib.error, brotli.error, zstandard.ZstdError, EOFError) as e:
        raise CodingError(f"says that it is compressed as {name}, and is not") from e
    if whole and not ended and len(body) <= most:
        raise CodingError(f"its {name} data break off")
    return body


def _gzip(wire: bytes, most: int) -> tuple[bytes, bool]:
    """Members of gzip one after the other (RFC 1952, 2.2); what follows the last one is left out."""
    blocks: list[bytes] = []
    while wire and most > 0:
        member = zlib.decompressobj(_AUTOMATIC)
        try:
            block = member.decompress(wire, most)
        except zlib.error:
            if not blocks:
                raise
            break
        blocks.append(block)
        most -= len(block)
        if not member.eof:
            return b"".join(blocks), False
        wire = member.unused_data.lstrip(b"\0")
    return b"".join(blocks), True


def _deflate(wire: bytes, most: int) -> tuple[bytes, bool]:
    """Data of zlib, or the bare ones that some servers send in their place."""
    try:
        return _gzip(wire, most)
    except zlib.error:
        bare = zlib.decompressobj(-zlib.MAX_WBITS)
        return bare.decompress(wire, most), bare.eof


def _brotli(wire: bytes, most: int) -> tuple[bytes, bool]:
    decoder = brotli.Decompressor()
    blocks = [decoder.process(wire, output_buffer_limit=most)]
    size = len(blocks[0])
    while size < most and not decoder.is_finished() and not decoder.can_accept_more_data():
        blocks.append(decoder.process(b"", output_buffer_limit=most - size))
        size += len(blocks[-1])
    return b"".join(blocks), decoder.is_finished()


def _zstd(wire: bytes, most: int) -> tuple[bytes, bool]:
    decoder = zstandard.ZstdDecompressor(max_window_size=_WINDOW)
    with decoder.stream_reader(io.BytesIO(wire), read_across_frames=True) as reader:
        body = reader.read(most)
    whole = len(body) < most and len(body) >= zstandard.frame_content_size(wire)
    return body, whole


_DECODERS: dict[str, Callable[[bytes, int], tuple[bytes, bool]]] = {
    "gzip": _gzip,
    "x-gzip": _gzip,
    "deflate": _deflate,
    "br": _brotli,
    "zstd": _zstd,
}
