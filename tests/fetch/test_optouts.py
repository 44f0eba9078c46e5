"""What sites say of the use of their pages, where they say it, and what follows."""

from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fetch.visits import serves, visit
from localweb.server import Reply, Server, running
from recoupe.fetch.optouts import page, policy, robotstags, tdmrep, usage
from recoupe.fetch.optouts.model import OptOut

URL = "https://news.example/a/1"


@pytest.fixture(scope="module")
def server() -> Iterator[Server]:
    with running() as server:
        yield server


def said(found: tuple[OptOut, ...]) -> list[str]:
    return [f"{o.scheme} {o.where} {o.key}={o.value}" + (f" {o.policy}" if o.policy else "") for o in found]


def test_all_that_is_said_is_in_the_answer(server: Server) -> None:
    licence = "http://none.localhost:1/terms.xml"
    site = serves(
        server,
        "reserved.localhost",
        robots=f"License: {licence}\nUser-agent: *\nAllow: /\nContent-Usage: / search=y, train-ai=n\n",
        tdmrep='[{"location": "/a/", "tdm-reservation": 1, "tdm-policy": "https://p.example/"}]',
        page=Reply(
            200,
            b"<html><head><meta name=robots content='noarchive, NoAI'><meta name='tdm-reservation' content=1></head></html>",
            {
                "X-Robots-Tag": "otherbot: noindex",
                "Content-Usage": "train-ai=n",
                "tdm-reservation": "0",
                "Link": '</t.xml>; rel="license"; type="application/rsl+xml", </b.css>; rel=preload',
            },
        ),
    )
    assert said(visit(f"{site}/a/1").optouts) == [
        "content-usage robots.txt search=y",
        "content-usage robots.txt train-ai=n",
        f"rsl robots.txt license={licence}, which cannot be read: nothing is fetched from none.localhost: robots.txt cannot be read: none.localhost takes no connection (All connection attempts failed) {licence}",
        "tdmrep tdmrep.json tdm-reservation=1 https://p.example/",
        "tdmrep header tdm-reservation=0",
        "content-usage header train-ai=n",
        f"rsl header license={site}/t.xml, which is no licence in RSL, but a html {site}/t.xml",
        "tdmrep page tdm-reservation=1",
        "robots page robots=noai",
        "robots page robots=noarchive",
    ]


def test_a_site_that_says_nothing(server: Server) -> None:
    assert visit(serves(server, "open.localhost") + "/a").optouts == ()


def test_the_file_is_asked_for_before_the_page(server: Server) -> None:
    visit(serves(server, "first.localhost") + "/a")
    assert server.paths("first.localhost") == ["/robots.txt", "/.well-known/tdmrep.json", "/a"]


@pytest.mark.parametrize(
    ("file", "path", "value"),
    [
        ('[{"location": "/", "tdm-reservation": 1}]', "/x", "1"),
        ('[{"location": "/x", "tdm-reservation": 0}, {"location": "/", "tdm-reservation": 1}]', "/x", "0"),
        ('[{"location": "/*.html$", "tdm-reservation": "1"}]', "/a.html", "1"),
        ('[{"location": "/*.html$", "tdm-reservation": 1}]', "/a.htm", ""),
        ('{"location": "*", "tdm-reservation": 1}', "/x", "1"),
        ('[{"location": "/", "tdm-reservation": 2}]', "/x", ""),
        ('[{"location": "/", "tdm-reservation": true}]', "/x", ""),
        ('[{"location": 5, "tdm-reservation": 1}, 7, null]', "/x", ""),
        ('[{"location": "/\\ud800", "tdm-reservation": 1}]', "/x", ""),
        ("<html>", "/x", ""),
        ("", "/x", ""),
        ("[" * 100_000, "/x", ""),
    ],
)
def test_tdmrep_files(file: str, path: str, value: str) -> None:
    import datetime as dt  # noqa: PLC0415

    rules = tdmrep.Reservations(tdmrep.parsed(file.encode()), "", dt.datetime.now(dt.UTC))
    assert [o.value for o in rules.of(f"https://news.example{path}")] == ([value] if value else [])


ROBOTS = """\
User-agent: other
User-agent: Recoupe
Sitemap: https://news.example/s.xml
Content-Usage: / tdm=y
Content-Usage: /a/ tdm=n, search=y;x=1
Content-Usage: /a/ train-ai=n # why

User-agent: *
Content-Usage: bots=n
Disallow: /b
License: https://l.example/a.xml
"""


def test_usage_of_the_longest_path_and_our_own_group() -> None:
    found = usage.lines(ROBOTS, "recoupe").of(URL)
    assert [(o.key, o.value) for o in found if o.scheme == "content-usage"] == [
        ("tdm", "n"),
        ("search", "y"),
        ("train-ai", "n"),
    ]
    assert [o.policy for o in found if o.scheme == "rsl"] == ["https://l.example/a.xml"]
    assert [(o.key, o.value) for o in usage.lines(ROBOTS, "stranger").of(URL)][:1] == [("bots", "n")]


@pytest.mark.parametrize(
    ("value", "found"),
    [
        ("train-ai=n", [("train-ai", "n")]),
        ("a=y, a=n", [("a", "n")]),
        ("a=maybe, b, =n, C=n, d=?0", []),
        ("", []),
    ],
)
def test_preferences(value: str, found: list[tuple[str, str]]) -> None:
    assert [(o.key, o.value) for o in usage.preferences(value, "header")] == found


@pytest.mark.parametrize(
    ("values", "found"),
    [
        (["noindex, nofollow"], ["noindex"]),
        (["otherbot: noindex"], []),
        (["recoupe: noindex"], ["noindex"]),
        (["unavailable_after: 25 Jun 2010 15:00:00 PST", "NOAI"], ["noai"]),
        (["max-snippet: 5"], []),
    ],
)
def test_robots_headers(values: list[str], found: list[str]) -> None:
    assert [o.value for o in robotstags.header(values)] == found


@pytest.mark.parametrize(
    ("head", "found"),
    [
        ("<meta name='ROBOTS' content='none'>", ["robots page robots=none"]),
        ("<meta name='recoupe' content='noindex'>", ["robots page robots=noindex"]),
        ("<meta name='googlebot' content='noindex'>", []),
        ("<meta name='robots' content='index,follow'>", []),
        (
            "<meta name=tdm-reservation content=1><meta name=tdm-policy content=/p>",
            ["tdmrep page tdm-reservation=1 /p"],
        ),
        (
            "<link rel=license type='application/rsl+xml' href='/l'>",
            ["rsl page license=https://news.example/l https://news.example/l"],
        ),
        ("<link rel=license href='https://cc.example/by'>", []),
        ("<script type='application/rsl+xml'>?</script>", ["rsl page license=in the page itself"]),
        (
            "<script type='application/rsl+xml'><rsl><content><license><prohibits>all</prohibits></license></content></rsl></script>",
            ["rsl page license-reserves=in the page itself: prohibits all"],
        ),
        ("<!-- <meta name=robots content=noindex> -->", []),
        ("", []),
    ],
)
def test_pages(head: str, found: list[str]) -> None:
    assert said(page.optouts(f"<html><head>{head}</head><body>x</body></html>".encode(), URL)) == found


OPEN = OptOut("content-usage", "header", "search", "y")
TRAIN = OptOut("content-usage", "robots.txt", "train-ai", "n")
MINE = OptOut("tdmrep", "tdmrep.json", "tdm-reservation", "1", "https://p.example/")
FREE = OptOut("tdmrep", "page", "tdm-reservation", "0")
NOAI = OptOut("robots", "page", "robots", "noai")
IMAGES = OptOut("robots", "page", "robots", "noimageai")
TERMS = OptOut("rsl", "robots.txt", "license", "https://l.example/", "https://l.example/")
SEARCH = OptOut("content-usage", "header", "search", "n")


@pytest.mark.parametrize("reserved", [MINE, NOAI, TERMS, SEARCH])
def test_what_is_reserved_is_not_kept_but_for_research(reserved: OptOut) -> None:
    general = policy.decide([OPEN, reserved, FREE], "general")
    assert (general.keep, general.because) == (False, (reserved,))
    assert general.why == policy.words(reserved)
    research = policy.decide([reserved], "research")
    assert (research.keep, research.spite) == (True, (reserved,))
    assert policy.words(reserved) in research.why


@pytest.mark.parametrize("mode", ["general", "research"])
def test_what_does_not_concern_us_keeps_nothing_out(mode: policy.Mode) -> None:
    assert policy.decide([OPEN, TRAIN, FREE, IMAGES], mode) == policy.Decision(keep=True, why="nothing is reserved")


@given(st.binary(max_size=300), st.text(max_size=200))
def test_nothing_breaks_it(body: bytes, text: str) -> None:
    page.optouts(b"<meta name=robots content=" + body, URL)
    tdmrep.parsed(body)
    usage.lines("User-agent: *\nContent-Usage: " + text, "recoupe").of(URL)
    usage.preferences(text, "header")
    robotstags.header([text])
