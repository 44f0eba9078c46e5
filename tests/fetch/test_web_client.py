"""The client against a local server that behaves, or does not."""

import asyncio
import dataclasses
import socket
from collections.abc import Iterator
from typing import Any

import pytest

from localweb import troubles
from localweb.server import Reply, Server, running
from localweb.troubles import PAGE
from recoupe.errors import FetchError, UnreachableError, UsageError
from recoupe.fetch import web
from recoupe.fetch.web.names import Backend

HOST = "troubles.localhost"


@pytest.fixture(scope="module")
def whole_server() -> Iterator[Server]:
    with running() as server:
        server.sites[HOST] = troubles.site
        yield server


@pytest.fixture
def server(whole_server: Server) -> Server:
    whole_server.log.clear()
    return whole_server


def get(server: Server, path: str, *, known: web.Known | None = None, **limits: Any) -> web.Answer:
    return fetched(server.url(HOST, path), known=known, **limits)


def fetched(
    url: str, *, known: web.Known | None = None, names: web.Names | None = None, agent: str = "", **limits: Any
) -> web.Answer:
    async def run() -> web.Answer:
        bounds = web.Limits(**{"seconds": 5.0} | limits)
        allowed = names or web.Names(allow=[".localhost"])
        async with web.Client(names=allowed, limits=bounds, agent=agent) as client:
            return await client.get(url, known=known)

    return asyncio.run(run())


def test_an_answer_is_enough_for_a_record(server: Server) -> None:
    answer = get(server, "/page#part")
    url = server.url(HOST, "/page")
    assert (answer.asked, answer.url, answer.status, answer.body) == (url + "#part", url, 200, PAGE)
    assert (answer.last.version, answer.last.reason, answer.last.address) == ("HTTP/1.1", "OK", "127.0.0.1")
    assert (b"Content-Type", b"text/html; charset=utf-8") in answer.last.head
    assert answer.media_type == "text/html"
    assert answer.fetched.utcoffset() is not None
    assert answer.wire == PAGE


def test_what_is_said_of_oneself(server: Server) -> None:
    said = fetched(server.url(HOST, "/echo"), agent=web.user_agent("news@example.org")).body.decode()
    headers = dict(line.split(": ", 1) for line in said.splitlines())
    assert headers["host"] == f"{HOST}:{server.port}"
    assert headers["user-agent"].startswith("recoupe/")
    assert "(+news@example.org; " in headers["user-agent"]
    assert {"cookie", "referer", "authorization"}.isdisjoint(headers)


@pytest.mark.parametrize("contact", ["a\r\nX: 1", "été", "a)b"])
def test_a_contact_that_is_no_header(contact: str) -> None:
    with pytest.raises(UsageError, match="cannot be sent"):
        web.user_agent(contact)


@pytest.mark.parametrize("path", ["/gzip", "/members", "/deflate", "/bare-deflate", "/brotli", "/zstd", "/twice"])
def test_codings(server: Server, path: str) -> None:
    answer = get(server, path)
    assert answer.body == PAGE
    assert answer.wire != PAGE
    assert not answer.cut


@pytest.mark.parametrize("path", ["/bomb-gzip", "/bomb-br", "/bomb-zstd", "/bomb-twice", "/big"])
def test_bodies_are_cut_at_the_limit(server: Server, path: str) -> None:
    answer = get(server, path, body=100_000)
    assert answer.body == b"a" * 100_000
    assert answer.cut == "body"


@pytest.mark.parametrize("path", ["/endless", "/endless-chunks", "/big"])
def test_what_comes_is_cut_at_the_limit(server: Server, path: str) -> None:
    answer = get(server, path, wire=150_000)
    assert answer.body == answer.wire == b"a" * 150_000
    assert answer.cut == "wire"


@pytest.mark.parametrize("path", ["/silence", "/slow-head", "/trickle"])
def test_slow_servers(server: Server, path: str) -> None:
    with pytest.raises(UnreachableError, match="takes too long") as caught:
        get(server, path, seconds=0.4)
    assert caught.value.ref == server.url(HOST, path)


@pytest.mark.parametrize(
    ("path", "said"),
    [
        ("/says-more", "broke off"),
        ("/says-nonsense", "broke off"),
        ("/two-lengths", "broke off"),
        ("/endless-head", "broke off"),
        ("/no-http", "broke off"),
        ("/nothing", "broke off"),
        ("/not-gzip", "says that it is compressed as gzip, and is not"),
        ("/half-gzip", "break off"),
        ("/unknown-coding", "compressed as lzma"),
        ("/many-codings", "compressed 4 times over"),
        ("/loop", "more than 5 redirects"),
        ("/farther", "more than 5 redirects"),
        ("/script", "javascript scheme"),
        ("/file", "file scheme"),
        ("/metadata", r"169\.254\.169\.254 is a machine of the local link"),
        ("/private", r"10\.0\.0\.1 is not an address of the public internet"),
        ("/loopback", r"127\.0\.0\.1 is this machine itself"),
        ("/other-port", "port 22"),
        ("/login", "name or password"),
        ("/broken", "not a URL"),
    ],
)
def test_answers_that_are_none(server: Server, path: str, said: str) -> None:
    with pytest.raises(FetchError, match=said) as caught:
        get(server, path)
    assert caught.value.ref == server.url(HOST, path)


def test_a_length_that_is_too_short_is_kept_to(server: Server) -> None:
    assert get(server, "/says-less").body == PAGE[:15]


@pytest.mark.parametrize("path", ["/wrong-type", "/wrong-charset", "/empty", "/gone", "/nowhere"])
def test_bytes_and_status_stay_as_they_are(server: Server, path: str) -> None:
    reply = troubles.ANSWERS[path]
    assert isinstance(reply, Reply)
    answer = get(server, path)
    assert (answer.status, answer.body) == (reply.status, reply.body)


def test_redirects_are_kept(server: Server) -> None:
    answer = get(server, "/for-good")
    assert [hop.url.rpartition("/")[2] for hop in answer.hops] == ["for-good", "for-good-too", "then-for-now", "page"]
    assert [hop.status for hop in answer.hops] == [308, 301, 302, 200]
    assert answer.moved == server.url(HOST, "/then-for-now")
    assert get(server, "/then-for-now").moved == ""


@pytest.mark.parametrize("path", ["/etag", "/date"])
def test_what_is_known_does_not_come_again(server: Server, path: str) -> None:
    first = get(server, path)
    again = get(server, path, known=first.known)
    assert (first.status, again.status, again.body) == (200, 304, b"")
    assert get(server, "/page", known=first.known).status == 200
    assert "if-none-match" not in server.log[-1].request.headers


class Resolver:
    """A name server that gives one address first and another one ever after."""

    def __init__(self, *addresses: str) -> None:
        self.addresses = list(addresses)
        self.asked: list[str] = []

    async def __call__(self, name: str, _: int) -> tuple[str, ...]:
        self.asked.append(name)
        return (self.addresses.pop(0) if len(self.addresses) > 1 else self.addresses[0],)


def test_the_connection_goes_to_the_address_that_was_checked(server: Server) -> None:
    server.sites["news.example"] = troubles.site
    resolver = Resolver("127.0.0.1", "192.0.2.1")
    answer = fetched(
        f"http://news.example:{server.port}/page", names=web.Names(allow=["news.example"], look_up=resolver)
    )
    assert answer.last.address == "127.0.0.1"
    assert resolver.asked == ["news.example"]


@pytest.mark.parametrize("answers", [["127.0.0.1"], ["93.184.216.34, 127.0.0.1"]])
def test_a_name_server_that_changes_its_mind_gets_no_connection(answers: list[str]) -> None:
    """DNS rebinding: a public address when one would check, this machine when one connects, or both at once."""

    async def look_up(_: str, __: int) -> tuple[str, ...]:
        return tuple(answers[0].split(", "))

    async def run(port: int) -> None:
        backend = Backend(web.Names(look_up=look_up), 1.0)
        with pytest.raises(FetchError, match=r"news\.example, which is 127\.0\.0\.1, is this machine itself"):
            await backend.connect_tcp("news.example", port)

    with socket.create_server(("127.0.0.1", 0)) as listener:
        listener.settimeout(0.2)
        asyncio.run(run(listener.getsockname()[1]))
        with pytest.raises(TimeoutError):
            listener.accept()


def test_a_name_is_looked_up_and_checked_for_every_connection(server: Server) -> None:
    server.sites["turns.example"] = troubles.site
    resolver = Resolver("127.0.0.1", "10.0.0.1")

    async def run() -> None:
        names = web.Names(allow=["turns.example"], look_up=resolver)
        async with web.Client(names=names) as client:
            assert (await client.get(f"http://turns.example:{server.port}/page")).status == 200
            names._allow = frozenset()  # from now on it must be public
            await client._pool.aclose()
            with pytest.raises(FetchError, match="port"):
                await client.get(f"http://turns.example:{server.port}/page")
            with pytest.raises(FetchError, match=r"which is 10\.0\.0\.1"):
                await client.get("http://turns.example/page")

    asyncio.run(run())
    assert server.paths("turns.example") == ["/page"]


@pytest.mark.parametrize(
    "address", ["127.0.0.1", "10.1.2.3", "169.254.169.254", "::1", "::ffff:127.0.0.1", "64:ff9b::7f00:1"]
)
def test_names_of_private_machines_are_refused(address: str) -> None:
    with pytest.raises(FetchError, match=r"news\.example, which is"):
        fetched("http://news.example/", names=web.Names(look_up=Resolver(address)))


def test_localhost_is_refused_unless_allowed() -> None:
    for host in ("localhost", "some.localhost", "127.0.0.1", "[::1]"):
        with pytest.raises(FetchError, match="this machine itself"):
            fetched(f"http://{host}/", names=web.Names())


def test_what_is_allowed_by_name() -> None:
    names = web.Names(allow=["News.example", ".localhost"])
    assert [names.allowed(n) for n in ("news.example", "NEWS.example.", "a.b.localhost")] == [True] * 3
    assert [names.allowed(n) for n in ("a.news.example", "localhost", "xlocalhost", "example")] == [False] * 4


def test_a_port_where_nobody_listens() -> None:
    with socket.socket() as unused:
        unused.bind(("127.0.0.1", 0))
        with pytest.raises(UnreachableError, match="takes no connection"):
            fetched(f"http://no.localhost:{unused.getsockname()[1]}/")


def test_a_name_that_is_not_found() -> None:
    async def unknown(_: str, __: int) -> tuple[str, ...]:
        raise socket.gaierror(socket.EAI_NONAME, "Name or service not known")

    with pytest.raises(UnreachableError, match="is not found"):
        fetched("http://bücher.example/", names=web.Names(look_up=unknown))


def test_letters_of_hosts_and_paths(server: Server) -> None:
    server.sites["xn--bcher-kva.localhost"] = troubles.site
    answer = fetched(f"http://bücher.localhost:{server.port}/page?q=é")
    assert answer.status == 200
    assert server.log[-1].request.path == "/page?q=%C3%A9"


def test_connections_are_used_again_and_a_bad_one_is_not(server: Server) -> None:
    async def run() -> list[int]:
        async with web.Client(names=web.Names(allow=[".localhost"]), limits=web.Limits(seconds=0.5)) as client:
            found = []
            for path in ("/page", "/trickle", "/page", "/says-more", "/page"):
                try:
                    found.append((await client.get(server.url(HOST, path))).status)
                except UnreachableError:
                    found.append(0)
            return found

    assert asyncio.run(run()) == [200, 0, 200, 0, 200]


def test_answers_are_frozen(server: Server) -> None:
    with pytest.raises(dataclasses.FrozenInstanceError):
        get(server, "/page").cut = "body"  # type: ignore[misc]
