"""Names into addresses that may be connected to, and connections to those very addresses.

The only way from a name to a connection leads through here, so a name server that changes its mind between the check
and the connection (DNS rebinding) changes nothing.
"""

from __future__ import annotations

import asyncio
import socket
from typing import TYPE_CHECKING

import httpcore2

from recoupe.errors import FetchError
from recoupe.fetch import addresses

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Iterable

    LookUp = Callable[[str, int], Awaitable[tuple[str, ...]]]

_OURSELVES = ("localhost", ".localhost")


async def system(name: str, port: int) -> tuple[str, ...]:
    """The addresses that this machine's resolver knows. Raises OSError or UnicodeError."""
    found = await asyncio.get_running_loop().getaddrinfo(name, port, type=socket.SOCK_STREAM)
    return tuple(str(sockaddr[0]) for *_, sockaddr in found)


class Names:
    """Which hosts may be connected to, and where they are.

    `allow` names hosts that may stand for any address and be asked at any port; one with a dot in front stands
    for all names below it. Names that end in `localhost` are this machine without a look-up (RFC 6761, 6.3), which
    only `allow` lets through.
    """

    def __init__(self, *, allow: Iterable[str] = (), look_up: LookUp = system) -> None:
        self._allow = frozenset(name.lower() for name in allow)
        self._look_up = look_up

    def allowed(self, host: str) -> bool:
        """Whether `host` was allowed by name."""
        return addresses.allowed(host, self._allow)

    async def addresses(self, name: str, port: int) -> tuple[str, ...]:
        """The checked addresses of `name`, at least one. Raises FetchError."""
        host = addresses.checked(name, name, port, await self._found(name, port), allow_private=self.allowed(name))
        if not host.addresses:
            raise FetchError(name, f"{name} has no address", "check the address")
        return host.addresses

    async def _found(self, name: str, port: int) -> tuple[str, ...]:
        if name.lower().rstrip(".").endswith(_OURSELVES[1]) or name.lower() == _OURSELVES[0]:
            return ("127.0.0.1",)
        try:
            return await self._look_up(name, port)
        except (OSError, UnicodeError) as e:
            raise addresses.not_found(name, name, e) from e


class Backend(httpcore2.AsyncNetworkBackend):
    """Connections for httpcore, each to an address that `names` has checked."""

    def __init__(self, names: Names, connecting: float) -> None:
        self._names, self._connecting = names, connecting
        self._network = httpcore2.AnyIOBackend()

    async def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,  # noqa: ASYNC109 -- the signature is httpcore's
        local_address: str | None = None,
        socket_options: Iterable[httpcore2.SOCKET_OPTION] | None = None,
    ) -> httpcore2.AsyncNetworkStream:
        """Connect to the first address of `host` that answers. Raises FetchError and httpcore's errors."""
        patience = min(self._connecting, timeout or self._connecting)
        failed: Exception | None = None
        for address in await self._names.addresses(host, port):
            try:
                return await self._network.connect_tcp(address, port, patience, local_address, socket_options)
            except (httpcore2.ConnectError, httpcore2.ConnectTimeout) as e:
                failed = e
        assert failed is not None
        raise failed

    async def sleep(self, seconds: float) -> None:
        """Wait."""
        await asyncio.sleep(seconds)
