"""A URL taken apart and judged before anything is looked up. One parser decides for the check and the request."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import urljoin

from urllib3.exceptions import LocationParseError
from urllib3.util import parse_url

from recoupe.errors import FetchError

if TYPE_CHECKING:
    from urllib3.util import Url

PORTS = {"http": (80, 8080), "https": (443, 8443)}


class Target(NamedTuple):
    """What is asked of whom: the URL without fragment, its scheme, host, port, and path with query."""

    url: str
    scheme: str
    host: str
    port: int
    path: str

    @property
    def authority(self) -> str:
        """The Host header."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return host if self.port == PORTS[self.scheme][0] else f"{host}:{self.port}"


def target(ref: str, url: str, *, any_port: bool) -> Target:
    """Take `url` apart. Raises FetchError, naming `ref`."""
    parsed = _parsed(ref, url)
    scheme = (parsed.scheme or "").lower()
    if scheme not in PORTS:
        raise FetchError(ref, f"{scheme or 'no'} scheme", "only http and https are fetched")
    if parsed.auth is not None:
        raise FetchError(ref, "name or password in the URL", "take them out; pages behind a login are not fetched")
    if not parsed.host:
        raise FetchError(ref, "no host in the URL", "check the address")
    port = parsed.port if parsed.port is not None else PORTS[scheme][0]
    if port not in PORTS[scheme] and not any_port:
        allowed = ", ".join(map(str, PORTS[scheme]))
        raise FetchError(
            ref, f"port {port}", f"over {scheme} only ports {allowed} are fetched; of a host that --allow names, any"
        )
    host = parsed.host.strip("[]").partition("%")[0]
    plain = parsed._replace(fragment=None, scheme=scheme)
    return Target(plain.url, scheme, host, port, plain.request_uri)


def following(ref: str, here: str, location: str, *, any_port: bool) -> Target:
    """The target of a redirect from `here`. Raises FetchError."""
    with suppress(UnicodeError):  # header bytes come as Latin-1; what they mean is UTF-8
        location = location.encode("latin-1").decode("utf-8")
    try:
        url = urljoin(here, location.strip().replace(" ", "%20"))
    except ValueError as e:
        raise FetchError(ref, f"redirects to {location!r:.200}, which is not a URL") from e
    return target(ref, url, any_port=any_port)


def _parsed(ref: str, url: str) -> Url:
    if any(c <= " " or c in "\x7f\\" for c in url):
        raise FetchError(ref, "blank, control character or backslash in the URL", "check the address")
    try:
        return parse_url(_ascii_host(url))
    except (LocationParseError, UnicodeError) as e:
        raise FetchError(ref, "not a URL", "check the address") from e


def _ascii_host(url: str) -> str:
    """`url` with the letters of its host as IDNA writes them. Raises UnicodeError."""
    start, sep, rest = url.partition("//")
    end = min((i for i in map(rest.find, "/?#") if i >= 0), default=len(rest))
    host = rest[:end]
    return url if host.isascii() else start + sep + host.encode("idna").decode("ascii") + rest[end:]
