"""The application, listening: on this machine alone, until there is a login."""

from __future__ import annotations

import ipaddress

import uvicorn

from recoupe.errors import UsageError
from recoupe.web import app

PORT = 8765


def serve(settings: app.Settings, *, host: str = "127.0.0.1", port: int = PORT) -> None:
    """Serve until interrupted. Raises UsageError where `host` can be reached from elsewhere."""
    safe(host)
    uvicorn.run(app.make(settings), host=host, port=port, log_level="warning", server_header=False, proxy_headers=False)


def safe(host: str) -> None:
    """Raises UsageError unless `host` is this machine's own."""
    if host == "localhost":
        return
    try:
        own = ipaddress.ip_address(host).is_loopback
    except ValueError:
        own = False
    if not own:
        raise UsageError(
            f"{host} can be reached from elsewhere, and there is no login: anybody could read the ledger. Serve on "
            "127.0.0.1, and reach it from afar through ssh -L or a reverse proxy that asks for a password"
        )
