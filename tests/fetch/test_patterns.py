"""Patterns of paths, and that no pattern costs more than its length."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from recoupe.fetch.patterns import matches, path_of


@pytest.mark.parametrize(
    ("pattern", "path", "does"),
    [
        ("/", "/news", True),
        ("/news", "/news/1", True),
        ("/news", "/old/news", False),
        ("/news$", "/news", True),
        ("/news$", "/news/1", False),
        ("/*.pdf$", "/a/b.pdf", True),
        ("/*.pdf$", "/a/b.pdf?x", False),
        ("/*.pdf", "/a/b.pdf?x", True),
        ("/a*b*c$", "/abc", True),
        ("/a*bc*bc$", "/abc", False),
        ("*", "/x", True),
        ("/a%62c", "/abc", True),
        ("/é", "/%C3%A9", True),
        ("/a%2Fb", "/a/b", False),
        ("/a%2Fb", "/a%2fb", True),
        ("/a$b", "/a$b", True),
        ("", "/x", True),
        ("/\ud800", "/x", False),
    ],
)
def test_patterns(pattern: str, path: str, does: bool) -> None:  # noqa: FBT001
    assert matches(pattern, path) is does


@given(st.text(max_size=30), st.text(max_size=30))
def test_every_path_matches_itself_and_all(pattern: str, path: str) -> None:
    matches(pattern, path)
    assert matches("*", path)
    plain = path.replace("*", "").rstrip("$")
    assert matches(plain, plain + "x")


def test_path_of() -> None:
    assert path_of("http://news.example") == "/"
    assert path_of("http://news.example/a?b=c#d") == "/a?b=c"


def test_many_stars_cost_as_much_as_one() -> None:
    path = "/" + "a" * 20_000

    def seconds(pattern: str) -> float:
        start = time.process_time()
        for _ in range(5):
            assert not matches(pattern, path)
        return time.process_time() - start

    assert seconds("/" + "*a" * 500 + "b$") < 100 * max(seconds("/*b$"), 1e-3)
