"""The application, listening; `people.access` decides where: beyond this machine only with a login."""

from __future__ import annotations

import uvicorn

from recoupe.web import app

PORT = 8765


def serve(settings: app.Settings, *, host: str = "127.0.0.1", port: int = PORT) -> None:
    """Serve until interrupted. A proxy on this machine is believed what it says of scheme and client."""
    uvicorn.run(
        app.make(settings),
        host=host,
        port=port,
        log_level="warning",
        server_header=False,
        proxy_headers=True,
        forwarded_allow_ips="127.0.0.1,::1",
    )
