"""Pages: one module each, with a `router`; it asks the ledger and hands what it gives to a template."""

from __future__ import annotations

from starlette.responses import RedirectResponse, Response


def moved(name: str, now: str, kind: str) -> Response | None:
    """Where a group was asked for by an id that it had before: the way to the one that it has now."""
    return RedirectResponse(f"/{kind}/{now}", 301) if name != now else None
