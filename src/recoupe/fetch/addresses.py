"""Which addresses may be connected to: those that the public internet routes to one machine, and no others.

Sources: the IANA special-purpose address registries (RFC 6890), RFC 6052 (64:ff9b::/96), RFC 3056 (2002::/16).
"""

from __future__ import annotations

import ipaddress
import socket
from typing import TYPE_CHECKING, NamedTuple

from recoupe.errors import FetchError, UnreachableError

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

Address = ipaddress.IPv4Address | ipaddress.IPv6Address

# Of IPv6 only global unicast is let through, less the parts of it that carry or stand for something else.
_GLOBAL_UNICAST = ipaddress.IPv6Network("2000::/3")
_NOT_PAGES = (
    (ipaddress.IPv4Network("127.0.0.0/8"), "this machine itself"),
    (ipaddress.IPv4Network("169.254.0.0/16"), "a machine of the local link"),
    (ipaddress.IPv4Network("192.88.99.0/24"), "a relay into IPv6 (6to4)"),
    (ipaddress.IPv4Network("224.0.0.0/4"), "a group of machines (multicast)"),
    (ipaddress.IPv6Network("::1/128"), "this machine itself"),
    (ipaddress.IPv6Network("2001::/23"), "a tunnel or protocol (Teredo and others)"),
    (ipaddress.IPv6Network("2001:db8::/32"), "for documentation only"),
    (ipaddress.IPv6Network("2002::/16"), "a tunnel to an IPv4 address (6to4)"),
    (ipaddress.IPv6Network("3fff::/20"), "for documentation only"),
    (ipaddress.IPv6Network("64:ff9b::/96"), "a translated IPv4 address (NAT64)"),
    (ipaddress.IPv6Network("64:ff9b:1::/48"), "a translated IPv4 address (NAT64)"),
    (ipaddress.IPv6Network("::ffff:0:0/96"), "an IPv4 address in IPv6 form"),
    (ipaddress.IPv6Network("fe80::/10"), "a machine of the local link"),
    (ipaddress.IPv6Network("ff00::/8"), "a group of machines (multicast)"),
)


_MEND = "only public sites are fetched; save the page as a file"


class Host(NamedTuple):
    """A host that may be connected to: its name and port as the URL has them, and its checked addresses."""

    name: str
    port: int
    addresses: tuple[str, ...]


def resolve(ref: str, name: str, port: int, *, allow_private: bool) -> Host:
    """Look `name` up and check what it stands for. Raises FetchError, naming `ref`."""
    try:
        found = socket.getaddrinfo(name, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as e:
        raise not_found(ref, name, e) from e
    return checked(ref, name, port, (str(sockaddr[0]) for *_, sockaddr in found), allow_private=allow_private)


def checked(ref: str, name: str, port: int, found: Iterable[str], *, allow_private: bool) -> Host:
    """The host `name`, if it may be connected to at every address that was `found`. Raises FetchError, naming `ref`.

    One refused address refuses the host: a name that stands for a public and a private machine is a trap.
    """
    addresses = tuple(dict.fromkeys(found))
    for address in addresses:
        why = None if allow_private else refused(address)
        if why:
            is_ = name if name == address else f"{name}, which is {address},"
            raise FetchError(ref, f"{is_} is {why}", _MEND)
    return Host(name, port, addresses)


def allowed(host: str, allow: Collection[str]) -> bool:
    """Whether `host` is among those named in `allow`, in small letters; one with a dot in front is all below it."""
    host = host.lower().rstrip(".")
    parts = host.split(".")
    below = {"." + ".".join(parts[i:]) for i in range(1, len(parts))}
    return host in allow or not below.isdisjoint(allow)


def is_address(name: str) -> bool:
    """Whether `name` is an address already."""
    try:
        ipaddress.ip_address(name)
    except ValueError:
        return False
    return True


def not_found(ref: str, name: str, error: OSError | UnicodeError) -> UnreachableError:
    """The error of a name that stands for nothing, or of a name server that is away."""
    return UnreachableError(ref, f"{name} is not found ({_said(error)})", "check the address and the connection")


def refused(address: str) -> str | None:
    """Why `address` must not be connected to; None if it may be."""
    try:
        ip = ipaddress.ip_address(address)
    except ValueError:
        return "not an address"
    for network, why in _NOT_PAGES:
        if ip in network:
            return why
    if not ip.is_global or (ip.version == 6 and ip not in _GLOBAL_UNICAST):  # noqa: PLR2004
        return "not an address of the public internet"
    return None


def _said(error: OSError | UnicodeError) -> str:
    return getattr(error, "strerror", None) or "not a name"
