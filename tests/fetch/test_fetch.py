"""Fetching from a site on this machine: pages, redirects, limits, and answers that are none."""

import datetime as dt
import socket
import threading
import time
from typing import Any

import pytest

from fetch.site import PAGE, Site
from recoupe import __version__, fetch
from recoupe.errors import FetchError
from recoupe.fetch import addresses


def get(site: Site, path: str, **options: Any) -> Any:
    return fetch.page(site.url + path, allow_private=True, **options)


def test_a_page(site: Site) -> None:
    page = get(site, "/page")
    assert (page.ref, page.url, page.body, page.media_type) == (
        site.url + "/page",
        site.url + "/page",
        PAGE,
        "text/html",
    )
    assert {k.lower(): v for k, v in page.headers}["content-type"] == "text/html; charset=utf-8"
    assert page.fetched is not None
    assert abs(dt.datetime.now(dt.UTC) - page.fetched) < dt.timedelta(minutes=1)


def test_what_is_said_of_oneself(site: Site) -> None:
    get(site, "/page?q=été#part")
    ((path, headers),) = site.asked
    assert path == "/page?q=%C3%A9t%C3%A9"
    assert headers["Host"] == f"127.0.0.1:{site.port}"
    assert headers["User-Agent"].startswith(f"recoupe/{__version__} (+https://")
    assert {"Cookie", "Referer", "Authorization"}.isdisjoint(headers)


@pytest.mark.parametrize(("path", "media_type"), [("/plain", "text/plain"), ("/xhtml", "text/html")])
def test_media_types(site: Site, path: str, media_type: str) -> None:
    assert get(site, path).media_type == media_type


def test_gzip(site: Site) -> None:
    assert get(site, "/gzip").body == PAGE


def test_redirect(site: Site) -> None:
    page = get(site, "/once")
    assert page.ref == site.url + "/once"
    assert page.url == site.url + "/page?a=b"


def test_redirect_with_blanks_and_letters(site: Site) -> None:
    assert get(site, "/spaces").url == site.url + "/page?q=a%20b%20%C3%A9"


def test_five_redirects_and_no_more(site: Site) -> None:
    assert get(site, "/hop5").body == PAGE
    with pytest.raises(FetchError, match="more than 5 redirects"):
        get(site, "/hop6")
    with pytest.raises(FetchError, match="more than 5 redirects"):
        get(site, "/loop")


@pytest.mark.parametrize(
    ("path", "said"),
    [
        ("/forbidden", r"403 Forbidden \(open it in a browser, save the page, and read the file\)"),
        ("/gone", "410 Gone"),
        ("/busy", r"503 .*\(try again later\)"),
        ("/odd", "answered 299"),
        ("/other", r"404 Not Found \(check the address\)"),
        ("/nowhere", "answered 302"),
        ("/pdf", "application/pdf, not a page or a text"),
        ("/unsaid", "does not say what it is"),
        ("/brotli", "compressed as br"),
        ("/not-gzip", "broke off"),
        ("/breaks-off", "broke off"),
        ("/many-headers", "broke off"),
        ("/file", "file scheme"),
        ("/ftp", "ftp scheme"),
        ("/login", "name or password"),
        ("/broken", "not a URL"),
    ],
)
def test_answers_that_are_no_page(site: Site, path: str, said: str) -> None:
    with pytest.raises(FetchError, match=said) as caught:
        get(site, path)
    assert caught.value.ref == site.url + path


@pytest.mark.parametrize("path", ["/big", "/bomb"])
def test_no_more_than_max_bytes_and_one(site: Site, path: str) -> None:
    assert get(site, path, max_bytes=50_000).body == b"a" * 50_001


@pytest.mark.parametrize("path", ["/silence", "/trickle", "/slow-headers"])
def test_the_limit_is_for_everything_together(site: Site, path: str) -> None:
    start = time.monotonic()
    with pytest.raises(FetchError, match="takes too long"):
        get(site, path, timeout=0.6)
    assert time.monotonic() - start < 3


def test_a_port_where_nobody_listens() -> None:
    with socket.socket() as unused:
        unused.bind(("127.0.0.1", 0))
        port = unused.getsockname()[1]
        with pytest.raises(FetchError, match="takes no connection"):
            fetch.page(f"http://127.0.0.1:{port}/", allow_private=True)


def test_a_name_that_is_not_found(monkeypatch: pytest.MonkeyPatch) -> None:
    def unknown(*_: Any, **__: Any) -> Any:
        raise socket.gaierror(socket.EAI_NONAME, "Name or service not known")

    monkeypatch.setattr(socket, "getaddrinfo", unknown)
    with pytest.raises(FetchError, match="is not found"):
        fetch.page("http://news.example/")


class Names:
    """A name server that gives this machine's address first and another one ever after."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, later: str) -> None:
        self.asked: list[str] = []
        self.later = later
        monkeypatch.setattr(socket, "getaddrinfo", self.resolve)

    def resolve(self, name: Any, port: int, *_: Any, **__: Any) -> Any:
        numeric = str(name).replace(".", "").isdigit()
        if not numeric:
            self.asked.append(name)
        address = name if numeric else "127.0.0.1" if len(self.asked) == 1 else self.later
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (address, port))]


def test_the_connection_goes_to_the_address_that_was_checked(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    names = Names(monkeypatch, later="192.0.2.1")
    page = fetch.page(f"http://news.example:{site.port}/page", allow_private=True, timeout=5)
    assert page.body == PAGE
    assert names.asked == ["news.example"]
    assert site.asked[0][1]["Host"] == f"news.example:{site.port}"


@pytest.mark.parametrize("path", ["/inside", "/port"])
def test_every_hop_is_checked(site: Site, monkeypatch: pytest.MonkeyPatch, path: str) -> None:
    """The first hop is let through as if it were public; the second must not be connected to."""
    real = addresses.refused
    monkeypatch.setattr(addresses, "refused", lambda a: None if a == "127.0.0.1" else real(a))
    monkeypatch.setattr("recoupe.fetch.urls.PORTS", {"http": (80, site.port), "https": (443,)})
    connected: list[Any] = []
    connect = socket.socket.connect

    def watched(self: socket.socket, address: Any) -> None:
        connected.append(address)
        connect(self, address)

    monkeypatch.setattr(socket.socket, "connect", watched)
    with pytest.raises(FetchError, match=r"169\.254\.169\.254|port 22"):
        fetch.page(site.url + path)
    assert connected == [("127.0.0.1", site.port)]


def test_no_thread_stays_behind(site: Site) -> None:
    get(site, "/page")
    assert not [t for t in threading.enumerate() if isinstance(t, threading.Timer)]
