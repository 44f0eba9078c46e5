"""Paragraphs: the non-empty lines of a text, whatever ends its lines."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from recoupe.model import Span, Spans

IGNORED = "".join(map(chr, [0x200B, 0x200E, 0x200F, *range(0x202A, 0x202F), 0x2060, *range(0x2066, 0x206A), 0xFEFF]))
"""Characters without width or ink: no part of a token, no paragraph of their own."""

BREAKS = "\n\r\v\f\x1c\x1d\x1e\x85\u2028\u2029"
"""Characters that end a line."""

_SPACES = "\t \x1f\xa0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f\u3000"
_BLANK = BREAKS + _SPACES + IGNORED
_LINE = re.compile(rf"[^{_BLANK}][^{BREAKS}]*+")


def paragraphs(text: str, boilerplate: Spans = (), limit: int | None = None) -> Spans:
    """Spans of the non-empty lines outside `boilerplate`, without the white space around them; ascending.

    Those of the first `limit` characters, if `text` is longer.
    """
    found: list[Span] = []
    for start, end in _outside(boilerplate, len(text) if limit is None else min(len(text), limit)):
        found += [(m.start(), m.start() + len(m.group().rstrip(_BLANK))) for m in _LINE.finditer(text, start, end)]
    return tuple(found)


def _outside(spans: Spans, length: int) -> Iterator[Span]:
    """What `spans` leave of a text of `length`."""
    position = 0
    for start, end in sorted(spans):
        if start > position and position < length:
            yield position, min(start, length)
        position = max(position, end)
    if position < length:
        yield position, length
