"""Words and days as people are shown them."""

import datetime as dt

import pytest

from recoupe import export
from recoupe.export import _days, _view
from recoupe.model import Actor, Article, DateMention, Days, Reading, Statement


def interval(text: str) -> Days:
    first, slash, last = text.partition("/")
    one, other = (dt.date.fromisoformat(x) if x else None for x in (first, last if slash else first))
    return Days(one, other)


@pytest.mark.parametrize(
    ("given", "shown"),
    [
        ("2022-07-16", "Sat 16 Jul 2022"),
        ("2022-07-11/2022-07-16", "11–16 Jul 2022"),
        ("2022-06-01/2022-06-30", "Jun 2022"),
        ("2024-02-01/2024-02-29", "Feb 2024"),
        ("2022-06-01/2022-08-31", "Jun–Aug 2022"),
        ("2022-12-01/2023-02-28", "Dec 2022 – Feb 2023"),
        ("2022-01-01/2022-12-31", "2022"),
        ("2020-01-01/2029-12-31", "2020–2029"),
        ("2022-06-28/2022-07-02", "28 Jun – 2 Jul 2022"),
        ("2022-12-28/2023-01-02", "28 Dec 2022 – 2 Jan 2023"),
        ("2022-07-16/", "from 16 Jul 2022"),
        ("/2022-07-16", "until 16 Jul 2022"),
        ("/", "not on the calendar"),
        ("0001-01-01", "Mon 1 Jan 1"),
        ("9999-12-31", "Fri 31 Dec 9999"),
    ],
)
def test_days(given: str, shown: str) -> None:
    assert _days.days(interval(given)) == shown


@pytest.mark.parametrize(
    ("given", "shown"),
    [
        ("2022-07-16T10:05:00+02:00", "Sat 16 Jul 2022, 10:05 +02:00"),
        ("2022-07-16T10:05:00.123Z", "Sat 16 Jul 2022, 10:05 UTC"),
        ("2022-07-16 10:05", "Sat 16 Jul 2022, 10:05"),
        ("2022-07-16", "Sat 16 Jul 2022"),
        ("2022-07-16 or so", "Sat 16 Jul 2022"),
        ("in July", "in July"),
        (None, ""),
    ],
)
def test_published(given: str | None, shown: str) -> None:
    assert _days.published(Article("x", "a", "", published=given)) == shown


@pytest.mark.parametrize(
    ("published", "why"), [(None, "day of publication unknown"), ("2024-05-08", "not on the calendar")]
)
def test_days_that_are_none_say_why(published: str | None, why: str) -> None:
    yesterday = DateMention(0, 9, "DATE", "XXXX-XX-XX", "word")
    daily = DateMention(10, 15, "SET", "P1D", "each")
    found = _days.undated(Article("x", "a", "", published=published), (yesterday, daily))
    assert {t: m.shown for m in found for t in m.timexes} == {yesterday: why, daily: "not on the calendar"}


def test_a_person_is_named_as_the_article_writes_the_name() -> None:
    text = "« Non », a dit M. Le Goff."
    said = Statement("s", ((2, 5),), "direct", "asserts", "x", source=((15, 24),), who="Mr. Le Goff", actor="p")
    person = Actor("p", "M. Le Goff", "person", ((15, 24),))
    article = Article("x", "a", text)
    assert _view.shown_speaker(Reading(article, (said,), actors=(person,)), said) == "M. Le Goff"
    assert _view.shown_speaker(Reading(article, (said,)), said) == "Mr. Le Goff"


@pytest.mark.parametrize("given", ["0001-01-01T00:00:00+14:00", "9999-12-31T23:00:00-12:00", "nonsense", None])
def test_order_survives_any_time(given: str | None) -> None:
    assert _days.order(Article("x", "a", "", published=given))


def test_safe_keeps_marks_of_direction_and_drops_overrides() -> None:
    assert _view.safe("a\u200fb\u202ec\u2068d\x1be\ud800f\tg") == "a\u200fbcd\ufffde\ufffdf\tg"


def test_formats_are_found_by_looking() -> None:
    assert {"html", "json", "jsonl", "table"} <= set(export.names())
