"""Sites and networks."""

from __future__ import annotations

from fastapi import APIRouter, Request
from starlette.responses import Response

from recoupe.web import drawing
from recoupe.web.asking import places
from recoupe.web.failing import NotThereError
from recoupe.web.pages import moved

router = APIRouter(include_in_schema=False)


@router.get("/sites")
async def every(request: Request) -> Response:
    """All sites and networks."""
    sites, networks = await request.app.state.readers.ask(places.listed)
    return drawing.page(request, "sites.html", sites=sites, networks=networks)


@router.get("/site/{host}")
async def site(request: Request, host: str) -> Response:
    """One site."""
    found = await request.app.state.readers.ask(lambda there: places.site(there, host))
    if found is None:
        raise NotThereError("site")
    return drawing.page(request, "site.html", found=found)


@router.get("/network/{name}")
async def network(request: Request, name: str) -> Response:
    """One network."""
    found = await request.app.state.readers.ask(lambda there: places.network(there, name))
    if found is None:
        raise NotThereError("network")
    return moved(name, found.listed.group.id, "network") or drawing.page(request, "network.html", network=found)
