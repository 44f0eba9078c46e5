"""Deterministic ids: short SHA-256 digests of written-down parts.

An id is `<letter><version>` + 16 hex digits. Parts are joined by U+001F, None is the empty string.
a: article (url or ref, text) · s: statement (article id, content spans, source spans, cue spans)
c: claim (smallest member id) · p: actor (article id, first mention, name)
t: story · w: actor of a ledger · n: network (each: smallest member id)
l: link (kind, a, b, maker) · v: review (kind, verdict, a, b, person, time) · g: page (what came in, and how it is read)
"""

from __future__ import annotations

import hashlib

_VERSION = "1"
_GROUPS = {"story": "t", "claim": "c", "actor": "w", "network": "n"}


def make(letter: str, *parts: object) -> str:
    """Give the id of kind `letter` for `parts`."""
    joined = "\x1f".join("" if p is None else str(p) for p in parts)
    return f"{letter}{_VERSION}{hashlib.sha256(joined.encode('utf-8', 'surrogatepass')).hexdigest()[:16]}"


def group(kind: str, smallest: str) -> str:
    """Give the id of the group of `kind` whose smallest member is `smallest`."""
    return make(_GROUPS[kind], smallest)


def group_kind(group_id: str) -> str | None:
    """The kind of group that `group_id` is an id of, None if of none."""
    return next((kind for kind, letter in _GROUPS.items() if group_id[:1] == letter), None)
