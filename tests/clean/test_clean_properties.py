"""Whatever comes in: spans lie in the text, links are absolute, plain text is unchanged, twice is once."""

from urllib.parse import urlsplit

from hypothesis import given
from hypothesis import strategies as st
from made_pages import HEADLINE, PARAGRAPHS, URL, article, html, ld, news, plain

from recoupe.model import Article

PIECES = st.sampled_from(
    [
        *PARAGRAPHS, HEADLINE, "", " ", "\n", "\r\n", "Our other sites", "Nos autres sites :", "• Alpha News", "Link : ",
        "https://alpha.example/", "www.beta.example", "gamma.example", "http://[", "Lire aussi : Le pont", "©", "8 May 2024",
        "\ud800", "\x00", "\u202e", "«", "”",
    ]
)  # fmt: skip
TEXTS = st.lists(st.one_of(PIECES, st.text(max_size=40)), max_size=25).map("\n".join)
TAGS = st.sampled_from(
    [
        "<p>", "</p>", "<div class='footer'>", "</div>", "<a href='/x'>", "<a href='https://b.example/?q=«'>", "</a>", "<h1>",
        "<li>", "<nav>", "</nav>", "<script>", "</script>", "<time datetime='2024-05-08'>", "<meta name='author' content='A B'>",
        "<div itemscope itemtype='http://schema.org/Recipe'>", "<!--", "-->", "&#0;", "&#xD800;", "<title>", "</title>",
        "<base href='//c.example'>", ld(news()), "<p itemprop='author'>",
    ]
)  # fmt: skip
PAGES = st.lists(st.one_of(TAGS, PIECES, st.text(max_size=20)), max_size=40).map("".join)


def assert_sound(found: Article) -> None:
    """Hold what an Article promises."""
    ends = 0
    for start, end in found.boilerplate:
        assert ends <= start < end <= len(found.text)
        ends = end
    for link in found.outlinks:
        parts = urlsplit(link.url)
        assert parts.scheme in {"http", "https"}
        assert parts.hostname
        assert not any(c.isspace() for c in link.url)
        assert link.where in {"body", "footer", "nav"}
    assert all(a.strip() == a and a for a in found.authors)
    assert all(p.code and p.message for p in found.problems)
    if found.published:
        assert found.day is not None


@given(TEXTS)
def test_plain_text(text: str) -> None:
    found = plain(text)
    assert found.text == text
    assert_sound(found)
    assert plain(text) == found


@given(PAGES)
def test_pages(page: str) -> None:
    found = article(page)
    assert_sound(found)
    assert found.boilerplate == ()
    assert article(page) == found


@given(st.binary(max_size=300))
def test_bytes(body: bytes) -> None:
    assert_sound(article(body))
    assert_sound(plain(body))


@given(st.lists(st.sampled_from([f"<p>{p}</p>" for p in PARAGRAPHS]), min_size=1, max_size=6))
def test_the_text_is_the_pages(paragraphs: list[str]) -> None:
    found = article(html(body="".join(paragraphs)), url=URL)
    assert set(found.text.splitlines()) <= set(PARAGRAPHS)
