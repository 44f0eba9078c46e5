"""The feeds and the news sitemap of a site, found from its home page and robots.txt, politely."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import urljoin

from recoupe.errors import FetchError, InputError
from recoupe.fetch.feeds import links, sitemaps
from recoupe.fetch.feeds.parse import looks_like_feed, parse
from recoupe.fetch.web.client import FEEDS

if TYPE_CHECKING:
    from collections.abc import Iterable

    from recoupe.fetch.feeds.model import Feed
    from recoupe.fetch.feeds.sitemaps import Entry, Sitemap
    from recoupe.fetch.polite.visitor import Visitor

_MOST_FEEDS = 10
_MOST_SITEMAPS = 12
_OK = 200


@dataclass(frozen=True, slots=True)
class Found:
    """What a site has: feeds that were fetched and read, news sitemaps, and what went wrong with the others."""

    feeds: tuple[Feed, ...]
    news: tuple[Sitemap, ...]
    problems: tuple[str, ...]


async def find(visitor: Visitor, url: str) -> Found:
    """The feeds and news sitemaps of the site at `url`, or the feed that lies there itself.

    Raises FetchError where `url` itself cannot be had, or is not there. Feeds that the site names are taken; only where
    there is none are the places tried where feeds often lie.
    """
    home = await visitor.visit(url)
    if looks_like_feed(home.body):
        return Found((parse(home.body, home.url, home.last.header("content-type")),), (), ())
    if home.status != _OK:
        raise FetchError(url, f"answered {home.status} {home.last.reason}".strip(), "check the address")
    problems: list[str] = []
    named = [link.url for link in links.feeds(home.body, home.url)]
    feeds = await _feeds(visitor, named[:_MOST_FEEDS], problems)
    if not feeds:
        feeds = (await _feeds(visitor, links.guesses(home.url), [], enough=1))[:1]
    return Found(tuple(feeds), tuple(await _news(visitor, home.url, problems)), tuple(problems))


async def _feeds(visitor: Visitor, urls: Iterable[str], problems: list[str], enough: int = _MOST_FEEDS) -> list[Feed]:
    """Those of `urls` that are feeds, each once however many addresses lead to it."""
    found: dict[str, Feed] = {}
    for url in urls:
        try:
            answer = await visitor.visit(url, accept=FEEDS)
            if answer.status != _OK:
                problems.append(f"{url}: answered {answer.status}")
                continue
            found.setdefault(answer.url, parse(answer.body, answer.url, answer.last.header("content-type")))
        except InputError as e:
            problems.append(str(e))
        if len(found) >= enough:
            break
    return list(found.values())


async def _news(visitor: Visitor, url: str, problems: list[str]) -> list[Sitemap]:
    """News sitemaps that robots.txt names, itself or by way of an index; else where they often lie."""
    named = (await visitor.robots.of(visitor.site(url))).sitemaps
    queue = [urljoin(url, address) for address in named] or list(links.sitemap_guesses(url))
    found: list[Sitemap] = []
    for asked, address in enumerate(queue):
        if asked >= _MOST_SITEMAPS:
            break
        sitemap = await _sitemap(visitor, address, problems if named else [])
        if sitemap and sitemap.kind == "index":
            queue += _newsy_first(entry for entry in sitemap.entries if entry.url not in queue)
        elif sitemap and sitemap.is_news:
            found.append(sitemap)
    return found


async def _sitemap(visitor: Visitor, url: str, problems: list[str]) -> Sitemap | None:
    try:
        answer = await visitor.visit(url, accept="application/xml,text/xml,*/*;q=0.1")
        if answer.status != _OK:
            problems.append(f"{url}: answered {answer.status}")
            return None
        return sitemaps.parse(answer.body, answer.url)
    except InputError as e:
        problems.append(str(e))
        return None


def _newsy_first(entries: Iterable[Entry]) -> list[str]:
    """The addresses of an index that name news first, then those that changed last."""
    ranked = sorted(entries, key=lambda e: ("news" not in e.url.lower(), -(e.changed.timestamp() if e.changed else 0)))
    return [entry.url for entry in ranked][:_MOST_SITEMAPS]
