"""Feeds of all kinds into items, broken ones as far as they can be read, and traps refused."""

import contextlib
import datetime as dt
import json
import time
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from recoupe.errors import InputError
from recoupe.fetch import feeds
from recoupe.fetch.feeds import guard, texts, times
from recoupe.fetch.feeds.parse import looks_like_feed

URL = "https://news.example/feed.xml"


def rss(*items: str, head: str = "<title>The Daily &amp; Co</title><link>/</link>") -> bytes:
    rows = "".join(f"<item>{item}</item>" for item in items)
    space = 'xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/"'
    media = 'xmlns:media="http://search.yahoo.com/mrss/"'
    return f'<?xml version="1.0"?><rss version="2.0" {space} {media}><channel>{head}{rows}</channel></rss>'.encode()


FULL = """<title>Br&#252;cke &lt;b&gt;gesperrt&lt;/b&gt;</title><link>/a/1?x=1&amp;y=2</link><guid isPermaLink="false">g1</guid>
<pubDate>Wed, 08 May 2024 09:30:00 +0200</pubDate><dc:creator>Anna Berg</dc:creator><category>City</category>
<description>Short.</description><content:encoded><![CDATA[<p>The <i>whole</i> text.</p>]]></content:encoded>
<enclosure url="https://img.example/a.jpg" type="image/jpeg" length="1"/><media:content url="https://img.example/b.mp4" type="video/mp4"/>"""

ATOM = b"""<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="en"><title>Atoms</title><id>urn:f</id>
<link rel="alternate" href="https://news.example/"/><link rel="hub" href="https://hub.example/"/><link rel="self" href="https://news.example/atom"/>
<entry><id>urn:1</id><title type="html">One &lt;em&gt;bridge&lt;/em&gt;</title><link href="/one"/><updated>2024-05-08T07:30:00Z</updated>
<published>2024-05-08T07:00:00-05:00</published><author><name>Anna Berg</name></author><content type="html">&lt;p&gt;Text&lt;/p&gt;</content></entry></feed>"""

RDF = b"""<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/"
 xmlns:dc="http://purl.org/dc/elements/1.1/"><channel rdf:about="https://news.example/"><title>Old</title><link>https://news.example/</link></channel>
<item rdf:about="https://news.example/1"><title>One</title><link>https://news.example/1</link><dc:date>2024-05-08T07:00:00+03:00</dc:date></item></rdf:RDF>"""


def test_rss_with_modules() -> None:
    feed = feeds.parse(rss(FULL), URL)
    assert (feed.kind, feed.title, feed.home) == ("rss20", "The Daily & Co", "https://news.example/")
    (item,) = feed.items
    assert (item.id, item.url, item.title) == ("g1", "https://news.example/a/1?x=1&y=2", "Brücke gesperrt")
    assert item.published is not None
    assert item.published.isoformat() == "2024-05-08T09:30:00+02:00"
    assert (item.summary, item.content, item.plain) == ("Short.", "<p>The <i>whole</i> text.</p>", False)
    assert (item.authors, item.tags) == (("Anna Berg",), ("City",))
    assert [m.url for m in item.media] == ["https://img.example/a.jpg", "https://img.example/b.mp4"]
    assert not feed.problems


def test_atom() -> None:
    feed = feeds.parse(ATOM, URL)
    assert (feed.kind, feed.hubs, feed.topic) == ("atom10", ("https://hub.example/",), "https://news.example/atom")
    (item,) = feed.items
    assert (item.id, item.url, item.title, item.language) == ("urn:1", "https://news.example/one", "One bridge", "en")
    assert item.published is not None
    assert item.updated is not None
    assert item.published.utcoffset() == dt.timedelta(hours=-5)
    assert item.updated.isoformat() == "2024-05-08T07:30:00+00:00"
    assert item.content == "<p>Text</p>"


def test_rdf() -> None:
    feed = feeds.parse(RDF, URL)
    assert feed.kind == "rss10"
    assert [(i.url, i.title) for i in feed.items] == [("https://news.example/1", "One")]


def jsonfeed(*items: Any, **head: Any) -> bytes:
    return json.dumps({"version": "https://jsonfeed.org/version/1.1", "title": "J", "items": items} | head).encode()


def test_json_feed() -> None:
    row = {
        "id": 7,
        "url": "/seven",
        "title": "Seven",
        "content_html": "<p>Text</p>",
        "date_published": "2024-05-08T07:00:00-05:00",
        "authors": [{"name": "Anna Berg"}],
        "tags": ["city"],
        "attachments": [{"url": "a.mp3", "mime_type": "audio/mpeg"}],
    }
    feed = feeds.parse(b"\xef\xbb\xbf" + jsonfeed(row, hubs=[{"type": "WebSub", "url": "https://hub.example/"}]), URL)
    assert (feed.kind, feed.title, feed.hubs) == ("json1.1", "J", ("https://hub.example/",))
    (item,) = feed.items
    assert (item.id, item.url, item.content, item.plain) == ("7", "https://news.example/seven", "<p>Text</p>", False)
    assert item.published is not None
    assert item.published.isoformat() == "2024-05-08T07:00:00-05:00"
    assert [m.url for m in item.media] == ["https://news.example/a.mp3"]


@pytest.mark.parametrize(
    "row",
    [{}, {"id": None}, {"id": [1], "url": 5, "title": {}, "tags": "x", "authors": "y", "attachments": 3}, 5, None, "x"],
)
def test_json_feeds_with_odd_items(row: Any) -> None:
    feed = feeds.parse(jsonfeed(row, {"id": "a", "url": "https://news.example/a"}), URL)
    assert feed.items[-1].url == "https://news.example/a"


@pytest.mark.parametrize("body", [b"{", b'{"a": 1}', b'{"items": 5}', b"{" * 100_000, b'{"items":' + b"[" * 100_000])
def test_json_that_is_no_feed(body: bytes) -> None:
    with pytest.raises(InputError, match="JSON") as caught:
        feeds.parse(body, URL)
    assert caught.value.ref == URL


@pytest.mark.parametrize(
    ("link", "url"),
    [
        ("javascript:alert(1)", ""),
        ("data:text/html,x", ""),
        ("mailto:a@b.example", ""),
        ("../up", "https://news.example/up"),
        ("//other.example/x", "https://other.example/x"),
        ("http://[broken", ""),
        ("https://bücher.example/ä b", "https://bücher.example/ä%20b"),
    ],
)
def test_links(link: str, url: str) -> None:
    assert feeds.parse(rss(f"<title>T</title><link>{link}</link>"), URL).items[0].url == url


@pytest.mark.parametrize(
    ("said", "iso", "zoned"),
    [
        ("Wed, 08 May 2024 09:30:00 GMT", "2024-05-08T09:30:00+00:00", True),
        ("Wed, 08 May 2024 09:30:00 EST", "2024-05-08T14:30:00+00:00", True),
        ("Wed, 08 May 2024 09:30:00", "2024-05-08T09:30:00+00:00", False),
        ("2024-05-08T09:30:00+05:30", "2024-05-08T09:30:00+05:30", True),
        ("2024-05-08", "2024-05-08T00:00:00+00:00", False),
        ("8 May", None, True),
        ("soon", None, True),
        ("Wed, 08 May 0001 09:30:00 GMT", None, True),
    ],
)
def test_times(said: str, iso: str | None, zoned: bool) -> None:  # noqa: FBT001
    item = feeds.parse(rss(f"<title>T</title><pubDate>{said}</pubDate>"), URL).items[0]
    assert (item.published.isoformat() if item.published else None) == iso
    assert item.zoned is zoned


def test_zones_that_are_none() -> None:
    assert not times.zoned("08 May 2024 9:30 PM")
    assert not times.zoned("")
    assert times.zoned("2024-05-08T09:30:00Z")


BROKEN = {
    "unclosed": rss(FULL)[:-40],
    "ampersand": rss("<title>Berg & Tal</title><link>/x?a=1&b=2</link>"),
    "tags": rss("<title>One</title><link>/1</link><description><p>a<br>b</description>"),
    "control": rss("<title>O\x01ne</title><link>/1</link>"),
    "entity": rss("<title>Caf&eacute;</title><link>/1</link>"),
    "junk before": b"\n\nPHP Notice: something\n" + rss("<title>One</title><link>/1</link>"),
    "charset": rss("<title>Brücke</title><link>/1</link>").replace(b'"1.0"', b'"1.0" encoding="iso-8859-15"', 1),
    "utf-16": rss("<title>Brücke</title><link>/1</link>")
    .decode()
    .replace('"1.0"?', '"1.0" encoding="utf-16"?')
    .encode("utf-16"),
}


@pytest.mark.parametrize("name", BROKEN)
def test_broken_feeds_give_their_items(name: str) -> None:
    feed = feeds.parse(BROKEN[name], URL, "text/xml")
    assert [bool(item.url and item.title) for item in feed.items] == [True]


@pytest.mark.parametrize(
    ("body", "said"),
    [
        (b"", "is empty"),
        (b"<!DOCTYPE html><html><body>Not found</body></html>", "is a page"),
        (b"just words", "is not a feed"),
        (b"\x89PNG\r\n\x1a\n" + bytes(500), "is not a feed"),
        (b"<opml/>", "is not a feed"),
    ],
)
def test_what_is_no_feed(body: bytes, said: str) -> None:
    with pytest.raises(InputError, match=said):
        feeds.parse(body, URL)


def lol(*entities: str) -> bytes:
    return (
        f"<?xml version='1.0'?><!DOCTYPE rss [{''.join(entities)}]>" + rss("<title>&c;</title>").decode()[21:]
    ).encode()


TRAPS = {
    "laughs": lol("<!ENTITY a 'ha'>", "<!ENTITY b '&a;&a;&a;&a;'>", "<!ENTITY c '&b;&b;&b;&b;'>"),
    "file": lol("<!ENTITY c SYSTEM 'file:///etc/passwd'>"),
    "url": lol('<!ENTITY c PUBLIC "x" "http://169.254.169.254/">'),
    "parameter": lol("<!ENTITY % p SYSTEM 'http://127.0.0.1/p'>", "%p;"),
    "long": lol(f"<!ENTITY c '{'ha' * 5_000}'>"),
}


@pytest.mark.parametrize("name", TRAPS)
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_traps_are_refused(name: str, encoding: str) -> None:
    with pytest.raises(InputError, match="entit"):
        feeds.parse(TRAPS[name].decode().encode(encoding), URL)


def test_harmless_entities_are_read() -> None:
    assert feeds.parse(lol("<!ENTITY c '&#233;'>"), URL).items[0].title == "é"


def test_feeds_that_are_too_long() -> None:
    with pytest.raises(InputError, match="bytes"):
        feeds.parse(rss() + b" " * guard.MOST, URL)
    with pytest.raises(InputError, match="bytes"):
        feeds.parse(b"{" + b" " * guard.MOST, URL)


@pytest.mark.parametrize("size", [40_000, 400])
def test_a_million_items_are_cut(size: int) -> None:
    """Feeds of 14 MB: the first items are read, as many as there may be of them and of bytes."""
    body = rss(*(f"<link>/{n}</link>" for n in range(3)))
    row = b"<item><link>/9</link>" + b"<title>" + b"word " * (size // 5) + b"</title></item>"
    feed = feeds.parse(body.replace(b"</channel>", row * (14_000_000 // len(row)) + b"</channel>"), URL)
    assert len(feed.items) == min(guard.MOST_ITEMS, (guard.MOST - len(body)) // len(row) + 3)
    assert feed.items[1].url == "https://news.example/1"
    assert any("the first items are read" in problem for problem in feed.problems)


@pytest.mark.parametrize(
    ("piece", "said"),
    [
        (b"<a>", "in one another"),
        (b"<media:group><!-- <b> -->", "in one another"),
        (b"<a><![CDATA[</a>]]>", "in one another"),
    ],
)
def test_what_is_too_deep_is_refused(piece: bytes, said: str) -> None:
    with pytest.raises(InputError, match=said):
        feeds.parse(rss()[:-20] + piece * 10_000, URL)
    assert feeds.parse(rss(f"<title>T</title><description><![CDATA[{'<p>' * 10_000}]]></description>"), URL).items


def test_too_many_elements_are_refused() -> None:
    with pytest.raises(InputError, match="elements"):
        feeds.parse(rss("<a/>" * (guard.MOST_ELEMENTS + 1)), URL)


def test_a_long_text_that_speaks_of_attributes_is_none() -> None:
    told = "&lt;a href=\"https://a.example/\" title='x'&gt;y&lt;/a&gt; " * 1_000
    text = f"<rss version='2.0'><channel><title>T</title><item><description>{told}</description></item></channel></rss>"
    assert len(feeds.parse(text.encode(), "https://a.example/feed").items) == 1


def test_no_sign_in_a_value_hides_what_follows() -> None:
    wide = "<rss version='2.0'><channel a='>' " + " ".join(f"b{n}='{n}'" for n in range(1_000)) + "/></rss>"
    with pytest.raises(InputError, match="attributes"):
        feeds.parse(wide.encode(), "https://a.example/feed")


def test_an_element_with_too_many_attributes_is_refused() -> None:
    many = " ".join(f"a{n}='>'" for n in range(20_000))
    with pytest.raises(InputError, match="attributes"):
        feeds.parse(rss(f"<title>T</title><x {many}/>"), URL)
    words = "a = b and " * 20_000
    assert feeds.parse(rss(f"<title>T</title><description>{words}</description>"), URL).items


def test_a_million_items_without_an_end_are_cut() -> None:
    body = rss() + b"<item><link>/9</link>" * 500_000
    assert len(feeds.parse(body, URL).items) <= guard.MOST_ITEMS


@pytest.mark.parametrize(
    "piece",
    [b"<a>", b"<item>", b"<![CDATA[", b"<!--", b"&lt;", b"<a b='", b"<title>", b"<media:group>", b"]]>", b"<div><p>"],
)
def test_twice_as_long_costs_about_twice(piece: bytes) -> None:
    def seconds(times_: int) -> float:
        start = time.process_time()
        with contextlib.suppress(InputError):
            feeds.parse(rss("<title>T</title>")[:-30] + piece * times_, URL)
        return time.process_time() - start

    small, large = seconds(1_500), seconds(12_000)
    assert large < 8 * 5 * max(small, 0.01)


@given(st.binary(max_size=300))
def test_no_bytes_break_it(body: bytes) -> None:
    for start in (b"", b"<rss><channel><item>", b"{", b'{"items": ['):
        try:
            feed = feeds.parse(start + body, URL)
        except InputError:
            continue
        assert all(item.url == "" or item.url.startswith("http") for item in feed.items)


@given(st.text())
def test_lines_are_plain(value: str) -> None:
    line = texts.line(value)
    assert line == " ".join(line.split())
    line.encode()


def test_what_looks_like_a_feed() -> None:
    assert all(looks_like_feed(body) for body in (rss(), ATOM, RDF, jsonfeed(), BROKEN["utf-16"]))
    assert not looks_like_feed(b"<!-- a --><!DOCTYPE html><html><body><rss></body></html>")
    assert not looks_like_feed(b"words")


def test_the_library_s_own_tests(shared: Any) -> None:  # noqa: ARG001
    from bench import feeds as bench  # noqa: PLC0415

    rows = [bench.compared(name, body) for name, body in bench.files("feedparser_tests")]
    assert len(rows) > 1_800
    assert not [row["name"] for row in rows if row["crashed"]]
    assert sum(row["equal"] for row in rows) >= 0.999 * len(rows)
