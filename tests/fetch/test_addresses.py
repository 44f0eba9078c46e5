"""Addresses that are not the public internet's are refused before anything is connected to."""

import socket
import threading
from typing import Any, NoReturn

import pytest
from hypothesis import given
from hypothesis import strategies as st

from recoupe import fetch
from recoupe.errors import FetchError
from recoupe.fetch import addresses

REFUSED = (
    *("0.0.0.0", "0.1.2.3", "10.0.0.1", "100.64.0.1", "127.0.0.1", "127.255.255.254", "169.254.169.254"),
    *("172.16.0.1", "192.0.0.1", "192.0.2.1", "192.88.99.1", "192.168.1.1", "198.18.0.1", "198.51.100.1"),
    *("203.0.113.1", "224.0.0.1", "239.255.255.255", "240.0.0.1", "255.255.255.255"),
    *("::", "::1", "::1.2.3.4", "::ffff:8.8.8.8", "::ffff:127.0.0.1", "64:ff9b::8.8.8.8", "64:ff9b:1::1", "100::1"),
    *("2001::1", "2001:db8::1", "2002:7f00:1::", "2002:808:808::1", "3fff::1", "fc00::1", "fd12::1", "fe80::1"),
    *("fe80::1%lo", "fec0::1", "ff02::1", "5f00::1", "4000::1"),
)
ALLOWED = ("1.1.1.1", "8.8.8.8", "93.184.215.14", "2001:4860:4860::8888", "2606:4700::1111", "2a00:1450::1")
# Other ways to write 127.0.0.1 that a resolver understands.
SPELLINGS = ("http://2130706433/", "http://0x7f.1/", "http://0177.0.0.1/", "http://127.1/", "http://localhost/")


@pytest.fixture
def no_connection(monkeypatch: pytest.MonkeyPatch) -> None:
    """Any connection fails the test."""

    def connect(*_: Any) -> NoReturn:
        pytest.fail("a connection was made")

    monkeypatch.setattr(socket.socket, "connect", connect)
    monkeypatch.setattr(socket.socket, "connect_ex", connect)
    monkeypatch.setattr(socket, "create_connection", connect)


@pytest.mark.parametrize("address", REFUSED)
def test_refused(address: str) -> None:
    assert addresses.refused(address)


@pytest.mark.parametrize("address", ALLOWED)
def test_allowed(address: str) -> None:
    assert addresses.refused(address) is None


@given(st.ip_addresses(v=4))
def test_no_ipv4_passes_in_disguise(ip: Any) -> None:
    for disguise in (f"::ffff:{ip}", f"::{ip}", f"64:ff9b::{ip}"):
        assert addresses.refused(disguise)


@pytest.mark.usefixtures("no_connection")
@pytest.mark.parametrize("address", REFUSED)
def test_a_refused_address_is_never_connected_to(address: str) -> None:
    host = f"[{address}]" if ":" in address else address
    with pytest.raises(FetchError) as caught:
        fetch.page(f"http://{host.replace('%', '%25')}/")
    assert caught.value.reason


@pytest.mark.usefixtures("no_connection")
@pytest.mark.parametrize("url", SPELLINGS)
def test_other_spellings_of_this_machine(url: str) -> None:
    with pytest.raises(FetchError):
        fetch.page(url)


@pytest.mark.usefixtures("no_connection")
def test_one_private_address_refuses_the_host(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(socket, "getaddrinfo", names("93.184.215.14", "10.0.0.1"))
    with pytest.raises(FetchError, match=r"10\.0\.0\.1"):
        fetch.page("http://news.example/")


@pytest.mark.usefixtures("no_connection")
@pytest.mark.parametrize(
    ("url", "reason"),
    [
        ("http://user@example.org/", "name or password"),
        ("http://user:secret@example.org/", "name or password"),
        ("http://:@example.org/", "name or password"),
        ("http://example.org:22/", "port 22"),
        ("https://example.org:25/", "port 25"),
        ("https://example.org:80/", "port 80"),
        ("http://example.org:99999/", "not a URL"),
        ("http:///path", "no host"),
        ("http://", "no host"),
        ("file:///etc/passwd", "file scheme"),
        ("gopher://example.org/", "gopher scheme"),
        ("http://exa mple.org/", "blank"),
        ("http://example.org\\@127.0.0.1/", "backslash"),
        ("http://example.org/\r\nHost: other", "control character"),
        ("http://[::1/", "not a URL"),
        ("http://" + "é" * 80 + ".org/", "not a URL"),
    ],
)
def test_urls_that_are_refused_at_sight(monkeypatch: pytest.MonkeyPatch, url: str, reason: str) -> None:
    monkeypatch.setattr(socket, "getaddrinfo", lambda *_, **__: pytest.fail("a name was looked up"))
    with pytest.raises(FetchError, match=reason):
        fetch.page(url)


@pytest.mark.usefixtures("no_connection")
def test_letters_that_idna_turns_into_marks_lead_nowhere_else(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []

    def resolve(name: str, *_: Any, **__: Any) -> NoReturn:
        asked.append(name)
        raise socket.gaierror(socket.EAI_NONAME, "unknown")

    monkeypatch.setattr(socket, "getaddrinfo", resolve)
    with pytest.raises(FetchError):
        fetch.page("http://bücher.example/")
    with pytest.raises(FetchError):
        fetch.page("http://evil.c℀.example/")
    assert asked == ["xn--bcher-kva.example", "evil.ca"]


def names(*found: str) -> Any:
    """A resolver that knows one answer."""
    kinds = [(socket.AF_INET6 if ":" in a else socket.AF_INET, a) for a in found]
    return lambda _, port, **__: [(k, socket.SOCK_STREAM, 6, "", (a, port)) for k, a in kinds]


def test_no_thread_stays_behind() -> None:
    before = threading.active_count()
    with pytest.raises(FetchError):
        fetch.page("http://127.0.0.1/")
    assert threading.active_count() == before
