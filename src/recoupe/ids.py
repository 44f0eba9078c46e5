"""Deterministic ids: short SHA-256 digests of written-down parts.

An id is `<letter><version>` + 16 hex digits. Parts are joined by U+001F, None is the empty string.
a: article (url or ref, text) · s: statement (article id, content spans, source spans, cue spans)
c: claim (smallest member id) · p: actor (article id, first mention, name)
"""

from __future__ import annotations

import hashlib

_VERSION = "1"


def make(letter: str, *parts: object) -> str:
    """Give the id of kind `letter` for `parts`."""
    joined = "\x1f".join("" if p is None else str(p) for p in parts)
    return f"{letter}{_VERSION}{hashlib.sha256(joined.encode('utf-8', 'surrogatepass')).hexdigest()[:16]}"
