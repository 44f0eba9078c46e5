"""Visits to the sites of a local server."""

import asyncio
from collections.abc import Callable, Coroutine
from typing import Any, TypeVar

from localweb.server import Reply, Request, Server
from recoupe.fetch import polite, web

T = TypeVar("T")
TEXT = {"Content-Type": "text/plain"}
NAMES = web.Names(allow=[".localhost"])


def serves(server: Server, host: str, **files: Reply | str) -> str:
    """Put a site of `files` there, named by path with `_` for what a name cannot hold; all else is a page."""
    paths = {
        "/robots.txt": files.get("robots", Reply(404)),
        "/.well-known/tdmrep.json": files.get("tdmrep", Reply(404)),
    }

    def site(request: Request) -> Reply:
        found = paths.get(request.path, files.get("page", "<p>A page.</p>"))
        return (
            Reply(200, found.encode(), TEXT if request.path == "/robots.txt" else {})
            if isinstance(found, str)
            else found
        )

    server.sites[host] = site
    server.log.clear()
    return server.url(host, "")


def visiting(work: Callable[[polite.Visitor], Coroutine[Any, Any, T]], **turns: Any) -> T:
    """Run `work` with a visitor who does not wait unless `turns` say so."""

    async def run() -> T:
        async with web.Client(names=NAMES, limits=web.Limits(seconds=5)) as client:
            return await work(polite.Visitor(client, turns=polite.Turns(**{"delay": 0.0} | turns)))

    return asyncio.run(run())


def visit(url: str, **turns: Any) -> web.Answer:
    return visiting(lambda visitor: visitor.visit(url), **turns)
