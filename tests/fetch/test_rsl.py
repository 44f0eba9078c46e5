"""Terms of licences in RSL: read, kept for a day, and decided upon."""

import asyncio
import datetime as dt
from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fetch.visits import NAMES, visit
from localweb.server import Reply, Request, Server, running
from recoupe.errors import InputError
from recoupe.fetch import polite, web
from recoupe.fetch.optouts import policy, rsl
from recoupe.fetch.optouts.model import OptOut

URL = "https://news.example/a/1"
NOW = dt.datetime(2026, 5, 8, tzinfo=dt.UTC)


def file(*contents: str) -> str:
    return f'<rsl xmlns="https://rslstandard.org/rsl">{"".join(contents)}</rsl>'


def content(licence: str, url: str = "/", more: str = "") -> str:
    return f'<content url="{url}" {more}><license>{licence}</license></content>'


def key(*contents: str, url: str = URL) -> str:
    named = OptOut("rsl", "robots.txt", rsl.LICENCE, "T", "T")
    return rsl.told(named, rsl.parsed(file(*contents).encode(), "T"), url).key.removeprefix("license-")


@pytest.mark.parametrize(
    ("licence", "found"),
    [
        ("", "permits"),
        ("<permits type='usage'>all</permits>", "permits"),
        ("<permits type='usage'>search, ai-index</permits><payment type='free'/>", "permits"),
        ("<permits>search</permits><payment type='attribution'/>", "permits"),
        ("<prohibits type='usage'>ai-train</prohibits>", "permits"),
        ("<permits type='usage'>ai-train</permits>", "reserves"),
        ("<permits type='usage'>all</permits><prohibits type='usage'>search</prohibits>", "reserves"),
        ("<prohibits type='usage'>ai-all</prohibits>", "reserves"),
        ("<permits type='usage'>all</permits><payment type='crawl'><amount>1</amount></payment>", "reserves"),
        ("<permits type='user'>education</permits>", "reserves"),
        ("<permits type='usage'>all</permits><permits type='geo'>US</permits>", "reserves"),
    ],
)
def test_terms(licence: str, found: str) -> None:
    assert key(content(licence)) == found


@pytest.mark.parametrize(
    ("where", "found"),
    [
        ("/", "reserves"),
        ("/a/", "reserves"),
        ("/a/*$", "reserves"),
        ("/b/", "silent"),
        ("https://news.example/a/", "reserves"),
        ("https://news.example", "reserves"),
        ("https://other.example/a/", "silent"),
    ],
)
def test_pages_that_terms_are_for(where: str, found: str) -> None:
    assert key(content("<prohibits type='usage'>all</prohibits>", where)) == found


def test_one_of_several_licences_is_enough_and_one_from_a_server_is_none() -> None:
    paid, free = "<payment type='crawl'/>", "<permits type='usage'>search</permits>"
    assert key(content(f"{paid}</license><license>{free}")) == "permits"
    assert key(content(free, more="server='https://l.example/'")) == "reserves"
    assert key("<content url='/'/>") == "reserves"


def named(server: Server, host: str, licence: Reply) -> str:
    """A site whose robots.txt names a licence."""

    def site(request: Request) -> Reply:
        if request.path == "/robots.txt":
            return Reply(200, b"User-agent: *\nAllow: /\nLicense: /license.xml\n", {"Content-Type": "text/plain"})
        return licence if request.path == "/license.xml" else Reply(200, b"<p>A page.</p>")

    server.sites[host] = site
    return server.url(host, "/a/1")


@pytest.fixture(scope="module")
def server() -> Iterator[Server]:
    with running() as server:
        yield server


@pytest.mark.parametrize(
    ("licence", "keep", "said"),
    [
        (file(content("<permits type='usage'>search</permits>")), True, "nothing is reserved"),
        (file(content("<payment type='crawl'/>")), False, "(/license.xml: payment crawl)"),
        (file(content("", "/b/")), True, "nothing is reserved"),
        ("<html/>", False, "is no licence in RSL, but a html"),
        ("<!DOCTYPE r [<!ENTITY a 'b'><!ENTITY c '&a;&a;'>]><rsl/>", False, "XML bomb"),
        ("", False, "is not XML"),
    ],
)
def test_licences_are_fetched_and_decide(server: Server, licence: str, keep: bool, said: str) -> None:  # noqa: FBT001
    answer = visit(named(server, "licensed.localhost", Reply(200, licence.encode())))
    decision = policy.decide(answer.optouts, "general")
    assert (decision.keep, said in decision.why) == (keep, True), decision.why
    assert policy.decide(answer.optouts, "research").keep
    assert [o.scheme for o in answer.optouts] == ["rsl"]


def test_a_licence_that_is_not_there_is_none_that_lets_us(server: Server) -> None:
    answer = visit(named(server, "lost.localhost", Reply(404)))
    assert "which answered 404" in policy.decide(answer.optouts, "general").why


class Memory(dict[tuple[str, str], str]):
    """What sites say, kept between runs."""

    def site_file(self, site: str, name: str) -> str | None:
        return self.get((site, name))

    def keep_site_file(self, site: str, name: str, said: str) -> None:
        self[site, name] = said


def test_all_that_sites_say_is_kept_from_run_to_run(server: Server) -> None:
    url = named(server, "again.localhost", Reply(200, file(content("<payment type='crawl'/>")).encode()))
    memory = Memory()

    async def run() -> web.Answer:
        async with web.Client(names=NAMES) as client:
            return await polite.Visitor(client, turns=polite.Turns(delay=0.0), memory=memory).visit(url)

    first = asyncio.run(run())
    server.log.clear()
    second = asyncio.run(run())
    assert server.paths("again.localhost") == ["/a/1"]
    assert second.optouts == first.optouts
    assert {name for _, name in memory} == {"robots.txt", "tdmrep.json", "licence"}
    for key_ in memory:
        memory[key_] = "{"  # what cannot be read is asked for again
    asyncio.run(run())
    assert len(server.paths("again.localhost")) == 1 + 4


@given(st.text(max_size=300))
def test_nothing_breaks_it(text: str) -> None:
    for body in (text, file(text), file(content(text))):
        try:
            terms = rsl.parsed(body.encode("utf-8", "replace"), "T")
        except InputError:
            continue
        rsl.told(OptOut("rsl", "page", rsl.LICENCE, "x"), terms, URL)
        made = rsl.Licence(terms, "", NOW)
        assert rsl.read(rsl.written(made)) == made
