"""Where a request comes from, as browsers say it. Pure.

Sources: Fetch Metadata (W3C), RFC 6454 (Origin); OWASP's Cross-Site Request Forgery Prevention Cheat Sheet.
"""

from __future__ import annotations

import ipaddress
import re
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

_HOST = re.compile(r"(?:\[(?P<six>[0-9a-f:.]+)\]|(?P<name>[a-z0-9._-]+))(?::[0-9]{1,5})?")
SAFE = frozenset({"GET", "HEAD", "OPTIONS"})
"""Methods that change nothing."""
LOCAL = frozenset({"localhost", "127.0.0.1", "::1"})


def own(headers: Mapping[str, str], scheme: str) -> bool:
    """Whether a page of ours asks, or no browser at all: what another site makes a browser send is refused."""
    site = headers.get("sec-fetch-site")
    if site is not None:
        return site in {"same-origin", "none"}
    origin = headers.get("origin")
    if origin is not None:
        return _address(origin) == _address(f"{scheme}://{headers.get('host', '')}")
    referer = headers.get("referer")
    return referer is None or _address(referer) == _address(f"{scheme}://{headers.get('host', '')}")


def elsewhere(headers: Mapping[str, str]) -> bool:
    """Whether somebody follows a link here from another site, so that their browser keeps our cookies back."""
    return headers.get("sec-fetch-site") == "cross-site" and headers.get("sec-fetch-mode") == "navigate"


def host(headers: Mapping[str, str]) -> str:
    """The host that is asked, in small letters, without its port; "" where that is none."""
    found = _HOST.fullmatch(headers.get("host", "").lower())
    return (found["six"] or found["name"]).rstrip(".") if found else ""


def expected(name: str, hosts: Collection[str]) -> bool:
    """Whether a host is one of ours: a name of another one that stands for this computer is a trap (DNS rebinding)."""
    return name in hosts


def loopback(bound: str) -> bool:
    """Whether an address to listen at can be reached from this computer alone."""
    if bound == "localhost":
        return True
    try:
        return ipaddress.ip_address(bound.strip("[]")).is_loopback
    except ValueError:
        return False


def inside(path: str) -> str:
    """`path` if it leads somewhere in this application, else "/": no redirect leads out."""
    good = path.startswith("/") and not path.startswith(("//", "/\\")) and path.isprintable() and "\\" not in path
    return path if good else "/"


def _address(url: str) -> tuple[str, str, int | None] | None:
    """Scheme, host and port of an address, None where it has none, as "null"."""
    try:
        parts = urlsplit(url)
        port = parts.port or {"http": 80, "https": 443}.get(parts.scheme)
    except ValueError:
        return None
    return (parts.scheme, parts.hostname, port) if parts.hostname else None
