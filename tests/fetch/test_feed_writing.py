"""Feeds that are written are read again as they were, by readers that others wrote, whatever is in them."""

import datetime as dt
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from recoupe.fetch.feeds import writing
from recoupe.fetch.feeds.model import Feed, FeedItem

pytest.importorskip("feedparser", reason="skipped: no feedparser")
from recoupe.fetch.feeds import parse

URL, HOME = "https://desk.example/feeds/x", "https://desk.example/search?q=bridge"
TIME = dt.datetime(2024, 5, 8, 12, 30, tzinfo=dt.timezone(dt.timedelta(hours=2)))
words = st.text(alphabet=st.characters(exclude_categories=["Cs"]), max_size=40)
items = st.builds(
    FeedItem,
    id=st.uuids().map(lambda u: f"urn:uuid:{u}"),
    url=st.sampled_from(["", "https://a.example/1?x=1&y=<2>", "https://b.example/é"]),
    title=words,
    published=st.none() | st.just(TIME),
    content=words,
    plain=st.just(True),  # noqa: FBT003 -- a strategy
    authors=st.lists(words, max_size=1).map(tuple),
    language=st.sampled_from(["", "fr", "he"]),
)


def feed(*given: FeedItem) -> Feed:
    return Feed(url=URL, kind="", title="Bridges & “boats” <b>", home=HOME, items=given, topic=URL)


@given(st.lists(items, max_size=4), st.sampled_from(["rss", "atom", "json"]))
def test_what_is_written_is_read(given_items: list[FeedItem], form: writing.Form) -> None:
    body = writing.write(feed(*given_items), form)
    found = parse(body, URL, writing.TYPES[form])
    assert found.problems == () or all("address" in p or "without a time" in p for p in found.problems)
    assert found.home == HOME
    assert [i.id for i in found.items] == [i.id for i in given_items]
    if form != "atom":  # which must have a time
        assert [i.published for i in found.items] == [i.published for i in given_items]
    assert [bool(i.url) for i in found.items] == [bool(i.url) for i in given_items]


@pytest.mark.parametrize("form", ["rss", "atom", "json"])
def test_nothing_of_a_page_becomes_markup(form: writing.Form) -> None:
    evil = "<script>alert(1)</script>]]>\x00\x0b&lt;img src=x onerror=alert(1)&gt;"
    item = FeedItem(id="urn:uuid:1", url="https://a.example/", title=evil, content=evil, plain=True, authors=(evil,))
    text = writing.write(feed(item), form).decode()
    assert "\x00" not in text
    if form == "json":
        assert json.loads(text)["items"][0]["content_text"].startswith("<script>")  # plain text, by its key
    else:
        assert "<script" not in text
        assert "<img" not in text
    if form == "rss":  # readers take it for HTML once it is unpacked
        assert "&amp;lt;script" in text


def test_the_latest_change_is_that_of_the_feed() -> None:
    assert writing.updated(feed()) == dt.datetime(1970, 1, 1, tzinfo=dt.UTC)
    later = TIME + dt.timedelta(days=1)
    two = FeedItem("1", "", "", published=TIME), FeedItem("2", "", "", published=TIME, updated=later)
    assert writing.updated(feed(*two)) == later
