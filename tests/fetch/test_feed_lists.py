"""Sitemaps and lists of feeds, in and out."""

import datetime as dt
import gzip

import pytest
from hypothesis import given
from hypothesis import strategies as st

from recoupe.errors import InputError
from recoupe.fetch.feeds import guard, opml, sitemaps, texts
from recoupe.fetch.feeds.opml import Outline

URL = "https://news.example/sitemap.xml"
SPACE = 'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:n="http://www.google.com/schemas/sitemap-news/0.9"'


def urlset(*rows: str) -> bytes:
    return f'<?xml version="1.0"?><urlset {SPACE}>{"".join(f"<url>{row}</url>" for row in rows)}</urlset>'.encode()


NEWS = urlset(
    "<loc>https://news.example/1</loc><n:news><n:publication><n:name>Daily</n:name><n:language>de</n:language>"
    "</n:publication><n:publication_date>2024-05-08T07:00:00+02:00</n:publication_date><n:title>Br&#252;cke</n:title></n:news>"
)
PLAIN = urlset("<loc> /2 </loc><lastmod>2024-05-08</lastmod>", "<loc>javascript:x</loc>", "<lastmod>2024</lastmod>")
INDEX = (
    f"<sitemapindex {SPACE}><sitemap><loc>/a.xml.gz</loc><lastmod>2024-05</lastmod></sitemap></sitemapindex>".encode()
)


def test_news_sitemap() -> None:
    sitemap = sitemaps.parse(NEWS, URL)
    assert (sitemap.kind, sitemap.is_news) == ("pages", True)
    (entry,) = sitemap.entries
    assert (entry.url, entry.title, entry.language, entry.name) == ("https://news.example/1", "Brücke", "de", "Daily")
    assert entry.published is not None
    assert entry.published.isoformat() == "2024-05-08T07:00:00+02:00"
    assert entry.item.url == entry.url


def test_plain_sitemap() -> None:
    sitemap = sitemaps.parse(PLAIN, URL)
    assert [e.url for e in sitemap.entries] == ["https://news.example/2"]
    assert sitemap.entries[0].changed == dt.datetime(2024, 5, 8, tzinfo=dt.UTC)
    assert not sitemap.is_news
    assert sitemap.problems == ("2 entries without an address of a page",)


def test_index() -> None:
    sitemap = sitemaps.parse(INDEX, URL)
    assert (sitemap.kind, [e.url for e in sitemap.entries]) == ("index", ["https://news.example/a.xml.gz"])
    assert sitemap.entries[0].changed is None


@pytest.mark.parametrize("body", [NEWS, gzip.compress(NEWS), b"\xef\xbb\xbf" + NEWS, NEWS[:-9], b"\n" + NEWS])
def test_as_they_come(body: bytes) -> None:
    assert len(sitemaps.parse(body, URL).entries) == 1


def test_a_list_of_lines() -> None:
    body = b"\xef\xbb\xbfhttps://news.example/1\r\n\r\nnot an address\nhttps://news.example/2\n"
    assert [e.url for e in sitemaps.parse(body, URL).entries] == ["https://news.example/1", "https://news.example/2"]


@pytest.mark.parametrize(
    ("body", "said"),
    [
        (b"", "no line of it is an address"),
        (b"words", "no line of it is an address"),
        (b"<html><body>no</body></html>", "is no sitemap, but a html"),
        (b"<", "not XML"),
        (b"\x1f\x8bbroken", "is not"),
        (b"<!DOCTYPE x [<!ENTITY a SYSTEM 'file:///etc/passwd'>]>" + NEWS, "external entity"),
        (b"<!DOCTYPE x [<!ENTITY a 'b'><!ENTITY c '&a;&a;'>]>" + NEWS, "XML bomb"),
    ],
)
def test_what_is_no_sitemap(body: bytes, said: str) -> None:
    with pytest.raises(InputError, match=said) as caught:
        sitemaps.parse(body, URL)
    assert caught.value.ref == URL


def test_a_bomb_of_gzip_is_cut() -> None:
    row = b"<url><loc>https://news.example/1</loc></url>" + b" " * 120
    head, tail = urlset().split(b"</urlset>")[0], b"</urlset>"
    sitemap = sitemaps.parse(gzip.compress(head + row * 130_000 + tail), URL)
    assert len(sitemap.entries) == guard.MOST_ENTRIES
    assert "unpacked" in sitemap.problems[0]


def test_opml_in() -> None:
    body = b"""<?xml version="1.0"?><opml version="1.0"><head><title>x</title></head><body>
    <outline text="Europe"><outline TEXT="Daily" type="rss" xmlURL="https://a.example/feed" htmlUrl="https://a.example/"/>
    <outline text="North"><outline title="B" text="b" xmlUrl="https://b.example/feed"/></outline></outline>
    <outline text="none" xmlUrl="javascript:x"/><outline text="Again" xmlUrl="https://a.example/feed"/></body></opml>"""
    assert opml.parse(body, "list.opml") == (
        Outline("https://a.example/feed", "Daily", "https://a.example/", ("Europe",)),
        Outline("https://b.example/feed", "B", "", ("Europe", "North")),
    )


@pytest.mark.parametrize("body", [b"", b"words", b"<rss/>", b"<opml>" + b"<outline text='a'>" * 100_000])
def test_opml_that_is_none(body: bytes) -> None:
    try:
        assert opml.parse(body, "list.opml") == ()
    except InputError as e:
        assert e.ref == "list.opml"  # noqa: PT017 -- either is right, as the parser can go on or not


def test_a_title_with_what_xml_cannot_hold_is_written_without_it() -> None:
    titled = Outline("https://a.example/feed", "Dai\ufffely\x0b \ud800news\uffff", "", ("Eu\uffferope",))
    made = opml.write([titled], title="Mi\x00ne", made=dt.datetime(2024, 5, 8, tzinfo=dt.UTC))
    assert opml.parse(made, "list.opml") == (Outline("https://a.example/feed", "Daily news", "", ("Europe",)),)


NAMES = st.text(min_size=1, max_size=20).map(lambda s: " ".join(texts.line(s).split())).filter(bool)
OUTLINES = st.lists(
    st.builds(
        Outline,
        st.integers(0, 10**6).map("https://a.example/feed?n={}".format),
        NAMES.filter(lambda s: not set("<&") & set(s)),
        st.sampled_from(["", "https://a.example/"]),
        st.lists(NAMES.filter(lambda s: not set("<&") & set(s)), max_size=3).map(tuple),
    ),
    max_size=10,
    unique_by=lambda o: o.feed,
)


@given(OUTLINES)
def test_opml_out_and_in(outlines: list[Outline]) -> None:
    made = opml.write(outlines, title="Mine", made=dt.datetime(2024, 5, 8, tzinfo=dt.UTC))
    assert set(opml.parse(made, "list.opml")) == set(outlines)
