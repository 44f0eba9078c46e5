"""The feeds and news sitemaps of a site, for `recoupe source add`."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from recoupe.cli import ledgers, watches
from recoupe.errors import InputError
from recoupe.fetch.feeds import finding

if TYPE_CHECKING:
    from collections.abc import Sequence

    from recoupe.fetch.web import Answer

_OK = 200


def channels(
    home: str, *, contact: str = "", delay: float = 2.0, allowed: Sequence[str] = ()
) -> tuple[list[str], list[str]]:
    """The addresses of feeds and of news sitemaps; what went wrong with others is said. Raises InputError."""

    async def found() -> finding.Found:
        async with watches.visitor(contact, delay, allowed) as visits:
            return await finding.find(visits, home)

    there = asyncio.run(found())
    for problem in there.problems:
        ledgers.warn(problem)
    if not there.feeds and not there.news:
        raise InputError(home, "names no feed and no news sitemap", "name one with --feed URL or --sitemap URL")
    return [feed.url for feed in there.feeds], [sitemap.url for sitemap in there.news]


def body(url: str, *, contact: str = "", delay: float = 2.0, allowed: Sequence[str] = ()) -> bytes:
    """What lies at `url`. Raises InputError where it cannot be had, or is too long."""

    async def got() -> Answer:
        async with watches.visitor(contact, delay, allowed) as visits:
            return await visits.visit(url, accept="text/x-opml,application/xml,text/xml,*/*;q=0.1")

    answer = asyncio.run(got())
    if answer.status != _OK:
        raise InputError(url, f"answered {answer.status} {answer.last.reason}".strip(), "check the address")
    if answer.cut:
        raise InputError(url, "is too long", "check the address")
    return answer.body
