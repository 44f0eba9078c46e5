"""Made-up sites that publish, edit and take away over simulated time; the same seed gives the same world.

A World knows the truth: which articles are there at which hour, and which edits were made when. Its sites differ in
feeds, validators, ids, robots.txt and redirects as real ones do. Time stands still unless `world.hour` is set.
"""

import datetime as dt
import gzip
import hashlib
import itertools
import random
from collections.abc import Iterator
from dataclasses import dataclass
from email.utils import format_datetime

from localweb import articles, feeding
from localweb.articles import Article
from localweb.server import Reply, Request, Server

START = dt.datetime(2024, 5, 6, tzinfo=dt.UTC)
WINDOW = 25  # items that a feed shows


@dataclass(frozen=True)
class Character:
    """How a site is."""

    kind: int  # of its feeds
    validator: str  # "etag", "date" or ""
    full: bool  # whether its feeds carry the text
    new_ids: bool  # whether every poll shows other ids
    tracking: bool  # whether links in feeds carry counters
    moved: bool  # whether pages are reached by a redirect
    packed: bool  # whether answers are compressed
    charset: str
    robots: str

    @property
    def varies(self) -> bool:
        """Whether its feeds are never twice the same."""
        return self.new_ids or self.tracking


@dataclass(frozen=True)
class Edit:
    """An edit of the truth."""

    url: str
    hour: float
    kind: str


class World:
    """`sites` sites with `feeds` feeds each, for `hours` hours; put on `server` at once."""

    def __init__(
        self, server: Server, *, seed: int = 1, sites: int = 50, feeds: int = 4, hours: float = 96.0, every: float = 6.0
    ) -> None:
        self.hour = 0.0
        self.server = server
        self.sites = [
            MadeSite(self, n, random.Random(f"{seed} {n}"), sections=feeds, hours=hours, every=every)
            for n in range(sites)
        ]
        server.sites.update({site.host: site for site in self.sites})

    def feeds(self) -> list[str]:
        """The addresses of all feeds."""
        return [site.url(f"/feeds/{n}") for site in self.sites for n in range(site.sections)]

    def pages(self, hour: float | None = None) -> list[str]:
        """The addresses of all pages that were published until `hour`, also those that are gone."""
        until = self.hour if hour is None else hour
        return [site.url(a.path) for site in self.sites for a in site.articles if a.published <= until]

    def edits(self, hour: float | None = None) -> list[Edit]:
        """All edits that were made until `hour` to pages that still stood."""
        until = self.hour if hour is None else hour
        return [
            Edit(site.url(a.path), v.hour, v.kind)
            for site in self.sites
            for a in site.articles
            for v in a.versions[1:]
            if v.hour <= min(until, a.gone)
        ]


class MadeSite:
    """One site; called with a request it answers."""

    def __init__(
        self, world: World, number: int, chance: random.Random, *, sections: int, hours: float, every: float
    ) -> None:
        self.world, self.host, self.sections = world, f"site{number}.localhost", sections
        self.character = character(number, chance)
        self.articles: list[Article] = list(articles.stream(chance, hours=hours, every=every, sections=sections))
        self._by_path = {a.path: a for a in self.articles}
        self._answers = itertools.count()
        self._files = {"/robots.txt": self._robots, "/": self._home, "/news.xml": self._sitemap}

    def url(self, path: str) -> str:
        return self.world.server.url(self.host, path)

    def __call__(self, request: Request) -> Reply:
        path = request.path.partition("?")[0]
        return self._sent(request, self._found(path), varies=path.startswith("/feeds/") and self.character.varies)

    def _found(self, path: str) -> Reply:
        if path.startswith("/feeds/") and path[7:].isdigit() and int(path[7:]) < self.sections:
            return self._feed(int(path[7:]), self.world.hour)
        if path.startswith("/go/"):
            return Reply(301, b"", {"Location": path[3:]})
        made = self._files.get(path)
        return made() if made else self._article(path, self.world.hour)

    def _robots(self) -> Reply:
        text = self.character.robots.format(url=self.url("/news.xml"))
        return Reply(200, text.encode(), {"Content-Type": "text/plain"})

    def _home(self) -> Reply:
        links = (f'<link rel="alternate" type="application/rss+xml" href="/feeds/{n}">' for n in range(self.sections))
        return self._html("".join(links))

    def _article(self, path: str, hour: float) -> Reply:
        article = self._by_path.get(path)
        if not article or article.published > hour:
            return Reply(404)
        return Reply(410) if article.gone <= hour else self._page(article, hour)

    def _sent(self, request: Request, reply: Reply, *, varies: bool) -> Reply:
        """With validators, and compressed, as the site does it."""
        headers, name = dict(reply.headers), self.character.validator
        if reply.status == 200 and name and not varies:
            mark = hashlib.sha256(reply.body).hexdigest()[:16]
            stamp = format_datetime(START + dt.timedelta(seconds=int(mark[:6], 16)), usegmt=True)
            validator, asked = ("ETag", "if-none-match") if name == "etag" else ("Last-Modified", "if-modified-since")
            headers[validator] = f'"{mark}"' if name == "etag" else stamp
            if request.headers.get(asked) == headers[validator]:
                return Reply(304, b"", headers)
        if self.character.packed and reply.body and "gzip" in request.headers.get("accept-encoding", ""):
            return Reply(reply.status, gzip.compress(reply.body, mtime=0), headers | {"Content-Encoding": "gzip"})
        return Reply(reply.status, reply.body, headers)

    def _shown(self, hour: float, section: int | None = None) -> Iterator[Article]:
        """The newest articles first."""
        for article in reversed(self.articles):
            if article.published <= hour < article.gone and section in (None, article.section):
                yield article

    def _feed(self, section: int, hour: float) -> Reply:
        character, poll = self.character, next(self._answers)
        rows = []
        for article in itertools.islice(self._shown(hour, section), WINDOW):
            version = article.at(hour)
            link = self.url(("/go" if character.moved else "") + article.path)
            rows.append(
                feeding.Row(
                    id=f"{poll}-{article.path}" if character.new_ids else f"tag:{self.host},2024:{article.path}",
                    url=link + (f"?utm_source=rss&utm_content={poll}" if character.tracking else ""),
                    title=version.title,
                    published=START + dt.timedelta(seconds=int(article.published * 3600)),
                    author=article.author,
                    text="".join(f"<p>{p}</p>" for p in version.paragraphs) if character.full else "",
                )
            )
        text, kind = feeding.KINDS[character.kind](f"{self.host} {section}", rows)
        return Reply(200, text.encode(), {"Content-Type": kind})

    def _sitemap(self) -> Reply:
        hour = self.world.hour
        rows = "".join(
            f"<url><loc>{self.url(a.path)}</loc><n:news><n:title>{a.at(hour).title}</n:title><n:publication_date>"
            f"{(START + dt.timedelta(hours=a.published)).isoformat()}</n:publication_date></n:news></url>"
            for a in itertools.islice(self._shown(hour), WINDOW)
        )
        text = f'<urlset xmlns:n="http://www.google.com/schemas/sitemap-news/0.9">{rows}</urlset>'
        return Reply(200, text.encode(), {"Content-Type": "application/xml"})

    def _page(self, article: Article, hour: float) -> Reply:
        """The article amid what every site has around it: menus, a counter, advertisements, other articles."""
        version = article.at(hour)
        published = (START + dt.timedelta(hours=article.published)).isoformat()
        others = "".join(
            f'<li><a href="{a.path}">{a.at(hour).title}</a></li>' for a in itertools.islice(self._shown(hour), 5)
        )
        body = "".join(f"<p>{p}</p>" for p in version.paragraphs)
        return self._html(
            f'<title>{version.title}</title><meta property="article:published_time" content="{published}">'
            f'<meta name="author" content="{article.author}">',
            f"<nav><a href='/'>Home</a> <a href='/feeds/0'>Feed</a></nav><main><article><h1>{version.title}</h1>{body}</article></main>"
            f"<aside class='ad'>Buy now, offer {int(hour * 7) % 100}</aside><div class='counter'>{int(hour * 31) % 10_000} readers</div>"
            f"<section class='related'><h2>Read more</h2><ul>{others}</ul></section><footer>© {self.host}</footer>",
        )

    def _html(self, head: str, body: str = "") -> Reply:
        charset = self.character.charset
        text = f'<!DOCTYPE html><html lang="en"><head><meta charset="{charset}">{head}</head><body>{body}</body></html>'
        return Reply(200, text.encode(charset), {"Content-Type": "text/html"})


def character(number: int, chance: random.Random) -> Character:
    """How site `number` is: kinds go round, so that every world has all; the rest is chance."""
    robots = (
        "User-agent: *\nDisallow: /private\nSitemap: {url}\n",
        "",
        "User-agent: *\nCrawl-delay: 0.01\nSitemap: {url}\n",
    )
    return Character(
        kind=number % len(feeding.KINDS),
        validator=("etag", "date", "")[number % 3],
        full=chance.random() < 0.3,
        new_ids=number % 7 == 3,
        tracking=number % 4 == 1,
        moved=number % 8 == 2,
        packed=chance.random() < 0.5,
        charset=("utf-8", "windows-1252")[number % 6 == 5],
        robots=robots[number % 3],
    )
