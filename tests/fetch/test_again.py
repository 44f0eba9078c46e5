"""When one tries again, and when no more: decided without a clock."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from recoupe.errors import FetchError, UnreachableError, UnwantedError
from recoupe.fetch.web import Answer, Hop, again

NOW = dt.datetime(2024, 5, 8, 12, tzinfo=dt.UTC)


def answer(status: int, **headers: str) -> Answer:
    head = tuple((k.replace("_", "-").encode(), v.encode()) for k, v in headers.items())
    url = "http://news.example/"
    return Answer(url, (Hop(url, "192.0.2.1", "HTTP/1.1", status, "", head, NOW, ()),), b"", b"")


@pytest.mark.parametrize(
    ("status", "failures", "what"),
    [
        (200, 0, "keep"),
        (304, 0, "unchanged"),
        (410, 0, "gone"),
        (451, 0, "gone"),
        (404, 0, "again"),
        (404, 1, "gone"),
        (429, 0, "again"),
        (500, 0, "again"),
        (503, 4, "again"),
        (503, 5, "no"),
        (401, 0, "no"),
        (403, 0, "no"),
        (302, 0, "no"),
        (206, 0, "no"),
        (299, 0, "no"),
    ],
)
def test_what_a_status_leads_to(status: int, failures: int, what: str) -> None:
    verdict = again.of_answer(answer(status), failures=failures)
    assert verdict.what == what
    assert str(status) in verdict.why
    assert (verdict.wait > 0) == (what == "again")


def test_errors() -> None:
    assert again.of_error(UnreachableError("u", "takes too long")).what == "again"
    assert again.of_error(UnreachableError("u", "takes too long"), failures=5).what == "no"
    assert again.of_error(FetchError("u", "not a URL")).what == "no"
    assert again.of_error(UnwantedError("u", "robots.txt")) == again.Verdict("no", "robots.txt")


@given(st.integers(0, 4))
def test_one_waits_longer_every_time(failures: int) -> None:
    error = UnreachableError("http://news.example/", "takes too long")
    first, then = (again.of_error(error, failures=n).wait for n in (failures, failures + 1))
    assert failures == 4 or then == 2 * first


def test_what_failed_together_is_not_tried_together() -> None:
    waits = {again.of_error(UnreachableError(f"http://news.example/{n}", "")).wait for n in range(50)}
    assert len(waits) == 50
    assert max(waits) <= 1.25 * again.STANDARD.first


@pytest.mark.parametrize(
    ("value", "seconds"),
    [
        ("120", 120.0),
        (" 7 ", 7.0),
        ("Wed, 08 May 2024 12:01:00 GMT", 60.0),
        ("Wed, 08 May 2024 12:01:00 -0000", 60.0),
        ("Wed, 08 May 2024 11:00:00 GMT", 0.0),
        ("9" * 400, 999_999_999.0),
        ("", None),
        ("soon", None),
        ("-5", None),
        ("²", None),
        ("Wed, 99 May 2024 12:01:00 GMT", None),
    ],
)
def test_retry_after(value: str, seconds: float | None) -> None:
    assert again.retry_after(value, NOW) == seconds


def test_one_waits_as_long_as_asked_but_no_longer_than_a_day() -> None:
    assert again.of_answer(answer(503, Retry_After="3000")).wait == 3000
    assert again.of_answer(answer(429, Retry_After="99999999")).wait == 86_400
    assert again.of_answer(answer(429, Retry_After="0")).wait >= again.STANDARD.first


def test_a_clock_that_is_wrong_is_measured_by_itself() -> None:
    late = answer(503, Date="Wed, 08 May 2030 12:00:00 GMT", Retry_After="Wed, 08 May 2030 12:50:00 GMT")
    assert again.of_answer(late).wait == 3000
    assert again.server_time(answer(200, Date="yesterday")) == NOW


@given(st.text())
def test_no_header_breaks_it(value: str) -> None:
    waited = again.retry_after(value, NOW)
    assert waited is None or waited >= 0
