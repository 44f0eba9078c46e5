"""Deterministic ids: short SHA-256 digests of written-down parts.

An id is `<letter><version>` + 16 hex digits. Parts are joined by U+001F, None is the empty string.
a: article (url or ref, text) · s: statement (article id, content spans, source spans, cue spans)
c: claim (smallest member id) · p: actor (article id, first mention, name)
k: fact check (article id, claim, url, reviewer, rating, value)
t, w: story, actor of a ledger (the digits of the smallest member's id) · n: network (smallest site)
o: source (home) · i: item (address, or its own id) · q: fetch (address, time, record)
m: template (site, layout, pages, lines)
l: link (kind, a, b, maker) · v: review (kind, verdict, a, b, person, time) · g: page (what came in, and how it is read)
"""

from __future__ import annotations

import hashlib

_VERSION = "1"
_NAMING = {"story": "a", "actor": "p"}
_GROUPS = {"story": "t", "claim": "c", "actor": "w", "network": "n"}


def make(letter: str, *parts: object) -> str:
    """Give the id of kind `letter` for `parts`."""
    joined = "\x1f".join("" if p is None else str(p) for p in parts)
    return f"{letter}{_VERSION}{hashlib.sha256(joined.encode('utf-8', 'surrogatepass')).hexdigest()[:16]}"


def group(kind: str, smallest: str) -> str:
    """Give the id of the group of `kind` whose smallest member is `smallest`.

    The id of a story or an actor is that of its smallest member with another letter, and names that member for ever.
    """
    letter = _GROUPS[kind]
    return f"{letter}{smallest[1:]}" if kind in _NAMING else make(letter, smallest)


def named(kind: str, group_id: str) -> str | None:
    """Give the member that the id of a group of `kind` names; None where ids of that kind name none."""
    return f"{_NAMING[kind]}{group_id[1:]}" if kind in _NAMING else None


def group_kind(group_id: str) -> str | None:
    """The kind of group that `group_id` is an id of, None if of none."""
    return next((kind for kind, letter in _GROUPS.items() if group_id[:1] == letter), None)
