"""What is new since somebody was here before."""

import datetime as dt
import time

import pytest
from starlette.requests import Request

from recoupe import pipeline, store
from recoupe.model import Page
from recoupe.web.pages import visits
from web.newsroom import Browser

NOW = dt.datetime(2026, 3, 1, 12, tzinfo=dt.UTC)
NEW = Page(
    "https://new.example/1", "Olga Stern said on Monday that the lighthouse would be painted.", "text/plain",
    url="https://new.example/1", lang="en", published="2025-06-20T10:00:00+02:00", title="The lighthouse",
)  # fmt: skip


def asked(cookie: str) -> Request:
    headers = [(b"cookie", f"{visits.COOKIE}={cookie}".encode())]
    return Request({"type": "http", "headers": headers, "path": "/", "query_string": b""})


def ago(**span: float) -> int:
    return int((NOW - dt.timedelta(**span)).timestamp())


def test_a_visit_lasts_until_half_an_hour_of_rest() -> None:
    same = visits.told(asked(f"{ago(days=2)}.{ago(minutes=10)}"), NOW)
    assert same.before == NOW - dt.timedelta(days=2)
    other = visits.told(asked(f"{ago(days=2)}.{ago(hours=3)}"), NOW)
    assert other.before == NOW - dt.timedelta(hours=3)
    first = visits.told(asked(f".{ago(minutes=5)}"), NOW)
    assert first.before is None


@pytest.mark.parametrize(
    "cookie", ["", "x.y", "-1.-5", "99999999999999.1", "٣.٤", f"{ago(days=800)}.{ago(days=-3)}", ".", "1" * 4000]
)
def test_a_spoilt_cookie_tells_nothing(cookie: str) -> None:
    assert visits.told(asked(cookie), NOW) == visits.Visits()


def test_the_front_page_says_what_is_new_and_shows_it_alone(own: str) -> None:
    browser = Browser(own)
    assert "since you were here" not in browser.page("/")
    assert visits.COOKIE in browser.cookies
    then = int(time.time()) - 3_600
    with store.open(own) as ledger:
        ledger.engine.run("UPDATE article SET added = '2020-01-01T00:00:00.000000Z'")
        ledger.add(pipeline.read(NEW))
    browser.cookies.clear()
    browser.cookies.set(visits.COOKIE, f"{then - 90}.{then}")
    text = browser.page("/")
    assert "1 article is new since you were here" in text
    assert text.count('class="mark fresh"') == 1
    alone = browser.page("/?new=yes")
    assert "The lighthouse" in alone
    assert alone.count("<article") == 1
    browser.cookies.clear()
    browser.cookies.set(visits.COOKIE, f"{then}.{int(time.time())}")
    assert "1 article is new" in browser.page("/"), "what is new stays so while the visit lasts"
    browser.cookies.clear()
    assert "since you were here" not in browser.page("/")
