"""The server: where it listens, and when it refuses to."""

from __future__ import annotations

import contextlib
import ipaddress
import sys
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import uvicorn

from recoupe import store
from recoupe.errors import UsageError
from recoupe.web import app
from recoupe.web.people import origins

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from recoupe.ledger import Ledger
    from recoupe.web.asking.evidence import Opened

_TCP, _NODELAY = 6, 1  # of the options of a socket, which only `fetch` opens
_SWITCH = 0.0005  # seconds after which a thread that works lets one go on that has its rows
_SECONDS = 5  # that those who ask may take to get their answer once it ends


@dataclass(frozen=True, slots=True)
class Wanted:
    """Where to listen, and for whom; names: those by which others reach it.

    allow: hosts nearby that webhooks may go to, and pages may be fetched from. evidence: opens the stored
    pages.
    """

    host: str
    port: int
    names: tuple[str, ...] = ()
    proxy: bool = False
    public: bool = False
    owner: str = "somebody"
    allow: Sequence[str] = ()
    evidence: Opened | None = None


def serve(
    ledger: str, wanted: Wanted, *, say: Callable[[str], None], beside: Callable[[], object] = lambda: None
) -> None:
    """Serve the ledger until it is ended; `beside` begins other work once it listens.

    Raises LedgerError, UsageError.
    """
    with store.open(ledger) as there:
        refuse(there, wanted)
    made = app.make(
        app.Setup(
            ledger,
            owner=wanted.owner,
            public=wanted.public,
            hosts=hosts(wanted),
            allow=wanted.allow,
            evidence=wanted.evidence,
        )
    )
    options = uvicorn.Config(
        made,
        host=wanted.host,
        port=wanted.port,
        log_level="warning",
        access_log=False,
        server_header=False,
        proxy_headers=wanted.proxy,
        forwarded_allow_ips="127.0.0.1,::1" if wanted.proxy else "",
        timeout_graceful_shutdown=_SECONDS,
    )
    server = uvicorn.Server(options)
    sys.setswitchinterval(_SWITCH)
    with contextlib.closing(_bound(options)) as bound:
        bound.listen()  # from here on, who asks waits until it answers
        name = f"[{wanted.host}]" if ":" in wanted.host else wanted.host
        say(f"http://{name}:{bound.getsockname()[1]}/ shows {ledger} (Ctrl-C ends it)")
        beside()
        with contextlib.suppress(KeyboardInterrupt):
            server.run(sockets=[bound])


def _bound(options: uvicorn.Config) -> Any:
    """A socket at the address that is wanted. Raises UsageError."""
    try:
        made = options.bind_socket()
    except SystemExit:  # it has said why
        raise UsageError(f"nothing can listen at {options.host}:{options.port}; take another --port") from None
    made.setsockopt(_TCP, _NODELAY, 1)  # else a page waits 40 ms for its own head to be heard of
    return made


def refuse(there: Ledger, wanted: Wanted) -> None:
    """Raise UsageError where others could reach it, and nobody can sign in."""
    if (wanted.proxy or wanted.names or not origins.loopback(wanted.host)) and not there.people():
        raise UsageError(
            f"{wanted.host} can be reached by others, and nobody can sign in yet; put somebody in first"
            " (recoupe user add NAME), or leave --host, --name and --proxy out"
        )


def hosts(wanted: Wanted) -> frozenset[str] | None:
    """The names that are answered: this computer's, and those that were given; of an address to all, None."""
    names = {n.lower().rstrip(".") for n in wanted.names}
    with contextlib.suppress(ValueError):
        if ipaddress.ip_address(wanted.host.strip("[]")).is_unspecified and not names:
            return None
    return frozenset(origins.LOCAL | names | {wanted.host.strip("[]").lower()})
