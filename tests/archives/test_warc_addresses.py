"""Keys of addresses are those that others' indexes have."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from recoupe.warc.addresses import key

KNOWN = [  # as surt 0.3.1 gives them
    ("http://www.Example.org/A/b/?Z=1&a=2#top", "org,example)/a/b?a=2&z=1"),
    ("https://example.org", "org,example)/"),
    (" http://example.org?x", "org,example)/?x"),
    ("https://example.org:8443/x/", "org,example:8443)/x"),
    ("http://example.org:443/x", "org,example:443)/x"),
    ("http://reader:word@www2.example.org/x", "org,example)/x"),
    ("http://10.0.0.1/x", "1,0,0,10)/x"),
    ("http://[2001:db8::1]:80/x", "2001:db8::1)/x"),
    ("http://www.com/", "com)/"),
    ("http://example.org/a/../b//c/./d%252F?", "org,example)/b/c/d"),
    (
        "http://example.org/w_1%2Cc.jpg?u=https%3A%2F%2Fa.example%2F&t=%C3%84",
        "org,example)/w_1,c.jpg?t=%c3%84&u=https://a.example/",
    ),
    ("http://example.org/?c10=1&c1=2&c", "org,example)/?c&c1=2&c10=1"),
    ("https://новини.example/міст?b&a=1", "example,xn--b1amarcd)/%d0%bc%d1%96%d1%81%d1%82?a=1&b"),
    ("http://example.org/a%23b%25c#d", "org,example)/a%23b%25c"),
]


@pytest.mark.parametrize(("url", "expected"), KNOWN)
def test_the_key_of_an_address(url: str, expected: str) -> None:
    assert key(url) == expected


@pytest.mark.parametrize("url", [url for url, _ in KNOWN])
def test_others_give_the_same_key(url: str) -> None:
    surt = pytest.importorskip("surt", reason="skipped: no surt")
    assert key(url) == surt.surt(url.strip())


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ("https://новини.example/міст", "http://xn--b1amarcd.example/%D0%BC%D1%96%D1%81%D1%82/"),
        ("http://example.org/a b", "http://www.example.org/a%20b"),
        ("http://example.org/?b=2&a=1", "https://EXAMPLE.org/?a=1&b=2#x"),
    ],
)
def test_an_address_written_otherwise_has_the_same_key(a: str, b: str) -> None:
    assert key(a) == key(b)


def test_what_is_no_address_has_a_key_too() -> None:
    assert key("http://[Broken/") == "http://[broken/"
    assert key("http://[Bro ken/ä") == "http://[bro%20ken/%c3%a4"
    assert key("http://example.org:port/") == "http://example.org:port/"
    assert key("") == ")/"


@given(st.text())
def test_any_text_has_a_key_of_one_word(text: str) -> None:
    found = key(f"http://example.org/{text}")
    assert found.isascii()
    assert len(found.split()) == 1
