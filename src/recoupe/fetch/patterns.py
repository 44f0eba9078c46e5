"""Paths against the patterns of robots.txt and tdmrep.json: `*` stands for anything, `$` at the end for the end.

Source: RFC 9309, 2.2.2 and 2.2.3. The time is linear in the path for every pattern, however many stars it has.
"""

from __future__ import annotations

from urllib.parse import quote, unquote_to_bytes, urlsplit


def matches(pattern: str, path: str) -> bool:
    """Whether `path`, with its query, begins with what `pattern` says. Both are `spelled` alike first."""
    anchored = pattern.endswith("$")
    parts = [spelled(part) for part in (pattern[:-1] if anchored else pattern).split("*")]
    path = spelled(path)
    if not path.startswith(parts[0]):
        return False
    at = len(parts[0])
    for part in parts[1:-1] if anchored else parts[1:]:
        found = path.find(part, at)
        if found < 0:
            return False
        at = found + len(part)
    if not anchored:
        return True
    if len(parts) == 1:
        return path == parts[0]
    return path.endswith(parts[-1]) and len(path) - len(parts[-1]) >= at


def spelled(path: str) -> str:
    """`path` in the one spelling that is compared: escapes where they are needed and nowhere else."""
    kept = path.replace("%2F", "%252F").replace("%2f", "%252F")
    return quote(unquote_to_bytes(kept.encode("utf-8", "replace")), safe="/%?&=:;,+@!()'~$*#")


def path_of(url: str) -> str:
    """Path and query of a URL, as patterns see them."""
    parts = urlsplit(url)
    return (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
