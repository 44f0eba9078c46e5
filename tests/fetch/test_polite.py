"""Politeness, read from the log of the server that was visited."""

import asyncio
import datetime as dt
from collections.abc import Iterator
from itertools import pairwise

import pytest

from fetch.visits import serves, visit, visiting
from localweb.server import Reply, Server, running
from recoupe.errors import UnreachableError, UnwantedError
from recoupe.fetch import polite, web
from recoupe.fetch.polite import robots
from recoupe.fetch.polite.kept import Kept

NOW = dt.datetime(2024, 5, 8, 12, tzinfo=dt.UTC)


@pytest.fixture(scope="module")
def server() -> Iterator[Server]:
    with running() as server:
        yield server


def pauses(server: Server, host: str) -> list[float]:
    """Seconds between the end of each answer and the next question."""
    return [then.request.began - entry.ended for entry, then in pairwise(server.of(host))]


def test_one_at_a_time_with_a_pause_and_hosts_side_by_side(server: Server) -> None:
    hosts = [f"p{n}.localhost" for n in range(5)]
    sites = {host: serves(server, host) for host in hosts}

    async def work(visitor: polite.Visitor) -> None:
        await asyncio.gather(*(visitor.visit(f"{site}/{n}") for n in range(4) for site in sites.values()))

    visiting(work, delay=0.1)
    for host in hosts:
        assert sorted(server.paths(host)) == ["/.well-known/tdmrep.json", "/0", "/1", "/2", "/3", "/robots.txt"]
        assert server.paths(host)[0] == "/robots.txt"
        assert min(pauses(server, host)) >= 0.1
    order = [entry.request.host for entry in server.log]
    assert sum(a != b for a, b in pairwise(order)) > len(order) / 2  # hosts do not wait for each other


def test_a_crawl_delay_is_kept(server: Server) -> None:
    site = serves(server, "slow.localhost", robots="User-agent: *\nCrawl-delay: 0.15\n")

    async def work(visitor: polite.Visitor) -> None:
        await asyncio.gather(*(visitor.visit(f"{site}/{n}") for n in range(3)))

    visiting(work)
    assert min(pauses(server, "slow.localhost")[1:]) >= 0.15


def test_what_robots_txt_forbids_is_not_asked_for(server: Server) -> None:
    rules = "\ufeffUser-agent: recoupe\nDisallow: /private\nAllow: /private/open\n\nUser-agent: *\nDisallow: /\n"
    site = serves(server, "rules.localhost", robots=rules)
    assert visit(f"{site}/news").status == 200
    assert visit(f"{site}/private/open").status == 200
    with pytest.raises(UnwantedError, match=r"robots\.txt of rules\.localhost") as caught:
        visit(f"{site}/private/letter")
    assert caught.value.ref == f"{site}/private/letter"
    assert "/private/letter" not in server.paths("rules.localhost")


def test_a_redirect_asks_at_every_host(server: Server) -> None:
    away = serves(server, "away.localhost", robots="User-agent: *\nDisallow: /\n")
    site = serves(server, "here.localhost", page=Reply(302, b"", {"Location": f"{away}/page"}))
    with pytest.raises(UnwantedError, match=r"robots\.txt of away\.localhost"):
        visit(f"{site}/page")
    assert server.paths("away.localhost") == ["/robots.txt"]


@pytest.mark.parametrize("status", [401, 403, 404, 410])
def test_no_robots_txt_forbids_nothing(server: Server, status: int) -> None:
    assert visit(serves(server, "none.localhost", robots=Reply(status)) + "/page").status == 200


@pytest.mark.parametrize("status", [429, 500, 503])
def test_a_server_in_trouble_is_left_alone(server: Server, status: int) -> None:
    site = serves(server, "trouble.localhost", robots=Reply(status))
    with pytest.raises(UnreachableError, match=f"nothing is fetched.*robots.txt answered {status}"):
        visit(f"{site}/page")
    assert server.paths("trouble.localhost") == ["/robots.txt"]


def test_endless_redirects_of_robots_txt_forbid_nothing(server: Server) -> None:
    site = serves(server, "loop.localhost", robots=Reply(301, b"", {"Location": "/robots.txt"}))
    assert visit(f"{site}/page").status == 200


def test_a_robots_txt_that_is_a_page(server: Server) -> None:
    site = serves(server, "html.localhost", robots="<html>User-agent: *\nDisallow</html>" * 50_000)
    assert visit(f"{site}/page").status == 200


def test_robots_txt_is_asked_for_once(server: Server) -> None:
    site = serves(server, "once.localhost")

    async def work(visitor: polite.Visitor) -> None:
        await asyncio.gather(*(visitor.visit(f"{site}/{n}") for n in range(20)))

    visiting(work)
    assert server.paths("once.localhost").count("/robots.txt") == 1
    assert server.paths("once.localhost").count("/.well-known/tdmrep.json") == 1


def test_who_wants_to_be_left_alone_is(server: Server) -> None:
    site = serves(server, "tired.localhost", page=Reply(503, b"", {"Retry-After": "3600"}))

    async def work(visitor: polite.Visitor) -> float:
        assert (await visitor.visit(f"{site}/one")).status == 503
        with pytest.raises(UnreachableError, match="wants to be left alone"):
            await visitor.visit(f"{site}/two")
        return visitor.turns.wait("tired.localhost")

    assert visiting(work) > 3000
    assert "/two" not in server.paths("tired.localhost")


def test_a_long_pause_is_waited_for(server: Server) -> None:
    site = serves(server, "long.localhost", robots="User-agent: *\nCrawl-delay: 0.2\n")

    async def work(visitor: polite.Visitor) -> int:
        return (await visitor.visit(f"{site}/page")).status

    assert visiting(work, patience=0.1) == 200


def rules(text: str = "User-agent: *\nDisallow: /a\n") -> polite.Robots:
    return robots.parsed(text, NOW)


def test_rules_age() -> None:
    assert rules().fresh(NOW + dt.timedelta(hours=23))
    assert not rules().fresh(NOW + dt.timedelta(hours=25))


def test_old_rules_hold_while_the_server_is_in_trouble() -> None:
    later = NOW + dt.timedelta(days=3)
    kept = robots.of_error(UnreachableError("u", "takes too long"), later, rules())
    assert (kept.state, kept.read, kept.tried) == ("rules", NOW, later)
    assert not kept.allows("http://news.example/a")
    assert kept.allows("http://news.example/b")
    assert not kept.fresh(later + dt.timedelta(hours=1))
    assert robots.of_error(UnreachableError("u", ""), NOW + dt.timedelta(days=31), rules()).state == "none"


@pytest.mark.parametrize(
    ("text", "delay"),
    [
        ("User-agent: *\nCrawl-delay: 3\n", 3.0),
        ("User-agent: *\nCrawl-delay: 1e999\n", None),
        ("User-agent: *\nCrawl-delay: -3\n", 0.0),
        ("User-agent: *\nCrawl-delay: 86400000\n", robots.LONGEST_DELAY),
        ("User-agent: *\nRequest-rate: 1/10s\n", 10.0),
        ("User-agent: recoupe\nCrawl-delay: 7\n\nUser-agent: *\nCrawl-delay: 3\n", 7.0),
        ("User-agent: recouper\nCrawl-delay: 7\n", 0.0),
        ("", 0.0),
    ],
)
def test_delays(text: str, delay: float | None) -> None:
    found = rules(text).delay
    assert 0 <= found <= robots.LONGEST_DELAY
    assert delay is None or found == delay


def test_sitemaps() -> None:
    text = "Sitemap: https://news.example/a.xml\nUser-agent: *\nDisallow: /\nSitemap: https://news.example/a.xml\n"
    assert rules(text).sitemaps == ("https://news.example/a.xml",)


def test_turns_forget_hosts_that_are_done_with() -> None:
    now = 0.0
    turns = polite.Turns(delay=1.0, clock=lambda: now)
    for n in range(10_001):
        turns.rest(f"h{n}.example", 5.0)
    assert turns.wait("h0.example") == 5.0
    now = 10.0
    turns.rest("last.example", 5.0)
    assert len(turns._hosts) == 1


def test_what_is_kept_is_bounded() -> None:
    asked: list[str] = []

    async def ask(site: str, _: polite.Robots | None) -> polite.Robots:
        asked.append(site)
        return rules()

    async def run() -> None:
        kept: Kept[polite.Robots] = Kept(ask, lambda: NOW, most=2)
        for site in ("a", "b", "a", "c", "b"):
            await kept.of(site)

    asyncio.run(run())
    assert asked == ["a", "b", "c", "b"]


def test_a_refused_turn_lets_the_next_one_in() -> None:
    async def run() -> int:
        turns = polite.Turns(delay=0.0)
        for _ in range(2):
            with pytest.raises(ZeroDivisionError):
                async with turns.turn("news.example"):
                    raise ZeroDivisionError
        return turns.waiting("news.example")

    assert asyncio.run(run()) == 0


def test_known_pages_are_asked_for_with_what_is_known(server: Server) -> None:
    site = serves(server, "known.localhost", page=Reply(304))

    async def work(visitor: polite.Visitor) -> web.Answer:
        return await visitor.visit(f"{site}/page", known=web.Known(f"{site}/page", '"x"'))

    assert visiting(work).status == 304
    assert server.of("known.localhost")[-1].request.headers["if-none-match"] == '"x"'
