"""Which items are new, and when a feed is asked again."""

import datetime as dt
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from recoupe.fetch import feeds
from recoupe.fetch.feeds.identity import address
from recoupe.fetch.feeds.interval import Bounds

DAY = dt.datetime(2024, 5, 8, 7, tzinfo=dt.UTC)


def feed(*items: feeds.FeedItem) -> feeds.Feed:
    return feeds.Feed("https://news.example/feed", "rss20", "", "", items)


def item(n: int, **changes: object) -> feeds.FeedItem:
    made = feeds.FeedItem(f"id{n}", f"https://news.example/{n}", f"Headline {n}", DAY + dt.timedelta(hours=n))
    return replace(made, **changes)  # type: ignore[arg-type]


def seen(*items: feeds.FeedItem) -> set[str]:
    return set(feeds.fresh(feed(*items), frozenset())[1])


@pytest.mark.parametrize(
    "changed",
    [
        {"id": "other"},
        {"id": "", "url": "http://www.news.example/1/?utm_source=rss#top"},
        {"url": "https://news.example/1-with-another-end"},
        {"title": "Headline, corrected"},
        {"id": "other", "url": "https://news.example/elsewhere"},
        {"published": None},
        {
            "published": (DAY + dt.timedelta(hours=1)).astimezone(dt.timezone(dt.timedelta(hours=9))),
            "url": "",
            "id": "",
        },
    ],
)
def test_the_same_item_again(changed: dict[str, object]) -> None:
    new, _ = feeds.fresh(feed(item(1, **changed)), seen(item(1)))
    assert not new


@pytest.mark.parametrize(
    "changed",
    [
        {"id": "id2", "url": "https://news.example/2", "published": DAY},
        {"id": "id2", "url": "https://news.example/?p=2", "title": "Another"},
        {"id": "id2", "url": "https://news.example/2", "published": None},
    ],
)
def test_another_item(changed: dict[str, object]) -> None:
    new, _ = feeds.fresh(feed(item(1, **changed)), seen(item(1)))
    assert len(new) == 1


def test_an_id_that_all_items_have_means_nothing() -> None:
    items = [item(n, id="same") for n in range(3)]
    new, keys = feeds.fresh(feed(*items), frozenset())
    assert len(new) == 3
    again, _ = feeds.fresh(feed(*items, item(4, id="same")), set(keys))
    assert [i.title for i in again] == ["Headline 4"]


def test_an_item_that_stands_twice_is_one() -> None:
    assert len(feeds.fresh(feed(item(1), item(1, id="b")), frozenset())[0]) == 1


def test_what_cannot_be_known_again_is_left_out() -> None:
    assert not feeds.fresh(feed(feeds.FeedItem("", "", "")), frozenset())[0]


@given(st.permutations([item(n) for n in range(5)]), st.integers(0, 10_000))
def test_ids_and_order_that_change_at_every_poll_make_nothing_new(items: list[feeds.FeedItem], poll: int) -> None:
    before = seen(*(item(n) for n in range(5)))
    new, _ = feeds.fresh(feed(*(replace(i, id=f"{poll}-{i.id}") for i in items)), before)
    assert not new


def test_addresses_keep_what_tells_pages_apart() -> None:
    assert address("https://news.example/?p=2&utm_medium=x") == "news.example/?p=2"
    assert address("http://news.example:80/a/") == address("https://www.news.example/a")
    assert address("https://news.example/a?b=1&c=2") == address("https://news.example/a?c=2&b=1")
    assert address("https://news.example/a?id=1") != address("https://news.example/a?id=2")


def settled(every: float, polls: int = 60) -> float:
    """The interval after many polls of a feed that changes `every` so many seconds."""
    pace, wait, clock, changed_at = feeds.Pace(), feeds.Pace().interval(), 0.0, 0.0
    for _ in range(polls):
        clock += wait
        changed = clock // every > changed_at // every
        changed_at = clock
        pace = pace.after(wait, changed=changed)
        wait = pace.interval(bounds=Bounds(60.0, 10 * 86_400.0))
    return wait


@pytest.mark.parametrize("every", [600.0, 3_600.0, 21_600.0, 86_400.0])
def test_the_interval_follows_the_feed(every: float) -> None:
    assert every / 4 < settled(every) < every * 3


@given(st.lists(st.tuples(st.floats(0, 1e6), st.booleans()), max_size=30), st.floats(0, 1e7))
def test_the_interval_stays_within_bounds(polls: list[tuple[float, bool]], ttl: float) -> None:
    pace = feeds.Pace()
    for elapsed, changed in polls:
        pace = pace.after(elapsed, changed=changed)
    bounds = Bounds()
    assert bounds.least <= pace.interval(ttl=ttl) <= bounds.most
    assert pace.interval(ttl=ttl) >= min(ttl, bounds.most)


def test_a_feed_that_sleeps_is_asked_less() -> None:
    pace = feeds.Pace()
    for _ in range(10):
        pace = pace.after(600, changed=True)
    awake = pace.interval()
    for _ in range(20):
        pace = pace.after(pace.interval(), changed=False)
    assert pace.interval() > 20 * awake
