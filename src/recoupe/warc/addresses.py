"""Addresses as indexes of archives sort and compare them, so that others' tools find what ours has written.

The key is that of the Internet Archive's `surt` (Sort-friendly URI Reordering Transform) on top of the rules of Safe
Browsing for canonical addresses; left out are numbers of four bytes for hosts, and ids of sessions, which stay.
"""

from __future__ import annotations

import contextlib
import re
import string
from urllib.parse import quote_from_bytes, unquote_to_bytes, urlsplit

_WWW = re.compile(rb"^www\d*\.")
_DOTS = re.compile(rb"\.{2,}")
_KEPT = string.punctuation.translate({ord("#"): None, ord("%"): None})
_DEFAULT = {"http": 80, "https": 443}
_TIMES = 9  # that an address may be escaped


def key(url: str) -> str:
    """Give the key of an address: host from the right, without scheme, `www.` and fragment, the query sorted.

    Its escapes and its case make no difference. What is no address is given in lower case, escaped.
    """
    try:
        parts = urlsplit(url.strip())
        host, port = _host(parts.hostname or ""), parts.port
    except ValueError:
        return _escaped(_plain(url.strip()))
    at = f":{port}" if port and port != _DEFAULT.get(parts.scheme) else ""
    query = _sorted(_escaped(_plain(parts.query)))
    return f"{','.join(reversed(host.split('.')))}{at}){_path(_plain(parts.path))}{query and f'?{query}'}"


def _host(told: str) -> str:
    """The host in ASCII, without `www.`."""
    host = _plain(told)
    if not host.isascii():
        with contextlib.suppress(ValueError):
            host = host.decode("utf-8").encode("idna")
    return _escaped(re.sub(_WWW, b"", re.sub(_DOTS, b".", host).strip(b"."), count=1))


def _path(path: bytes) -> str:
    """The path without empty and relative steps, and without / at its end."""
    kept: list[bytes] = []
    for step in path.split(b"/"):
        if step == b"..":
            del kept[-1:]
        elif step not in {b"", b"."}:
            kept.append(step)
    return _escaped(b"/" + b"/".join(kept))


def _sorted(query: str) -> str:
    """The query, its parts in order of their names, then of their values."""
    return "&".join("=".join(pair) for pair in sorted(tuple(part.split("=", 1)) for part in query.split("&")))


def _escaped(data: bytes) -> str:
    """`data` in lower case, with what cannot be seen, or is no ASCII, escaped, and nothing else."""
    return quote_from_bytes(data, safe=_KEPT).lower()


def _plain(text: str) -> bytes:
    """`text` without any escapes, also where it was escaped several times."""
    data = text.encode("utf-8", "surrogatepass")
    for _ in range(_TIMES):
        data = unquote_to_bytes(data)
    return data
