"""The bundled newsroom is what it says: invented sites, whole pages, copies that are copies."""

import datetime as dt
import json
import re
from collections.abc import Iterator
from importlib.resources import files
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from lxml import html

SAMPLE = Path(str(files("recoupe") / "sample"))
PAGES = sorted(SAMPLE.glob("*.html"))
STANDARDS = {"schema.org", "ogp.me"}


def tree(path: Path) -> html.HtmlElement:
    return html.fromstring(path.read_bytes(), parser=html.HTMLParser(encoding="utf-8"))


def page(number: int) -> html.HtmlElement:
    (path,) = SAMPLE.glob(f"{number:02}-*.html")
    return tree(path)


def paragraphs(root: html.HtmlElement) -> list[str]:
    return [
        " ".join(p.text_content().split()) for p in root.cssselect("article p, .txt p") if len(p.text_content()) > 99
    ]


def structured(root: html.HtmlElement) -> Iterator[dict[str, object]]:
    for script in root.cssselect('script[type="application/ld+json"]'):
        data = json.loads(script.text_content())
        for item in data if isinstance(data, list) else [data]:
            yield from item.get("@graph", [item])


def published(root: html.HtmlElement) -> str:
    marked = root.cssselect("meta[property='article:published_time']")
    found = [m.get("content", "") for m in marked] + [str(d.get("datePublished", "")) for d in structured(root)]
    return str(next(filter(None, found)))


def test_a_dozen_pages_of_five_sites_and_a_plain_text() -> None:
    sites = {path.name.split("-")[1] for path in PAGES}
    assert (len(PAGES), len(sites)) == (12, 5)
    assert len(list(SAMPLE.glob("*.txt"))) == 1


@pytest.mark.parametrize("path", sorted(SAMPLE.iterdir()), ids=lambda p: p.name)
def test_every_address_is_one_that_cannot_exist(path: Path) -> None:
    for url in re.findall(r"https?://[^\s\"'<>)]+", path.read_text("utf-8")):
        host = urlsplit(url).hostname or ""
        assert host.endswith(".example") or host in STANDARDS, url


@pytest.mark.parametrize("path", PAGES, ids=lambda p: p.name)
def test_every_page_has_a_time_with_zone_and_the_length_of_a_short_piece(path: Path) -> None:
    root = tree(path)
    assert dt.datetime.fromisoformat(published(root)).tzinfo
    assert 120 <= sum(len(p.split()) for p in paragraphs(root)) <= 250


def test_pages_are_numbered_in_the_order_of_their_publication() -> None:
    times = [dt.datetime.fromisoformat(published(tree(path))) for path in PAGES]
    assert times == sorted(times)


def test_the_copy_is_verbatim_and_the_edited_copy_has_lost_the_denial() -> None:
    def words(number: int) -> str:
        return re.sub(r"[\s’']+", " ", " ".join(paragraphs(page(number))))

    said = words(5)
    assert words(6) in said
    assert "denied" in words(7)
    assert "crack found in March" in page(8).cssselect("h1")[0].text_content()
    assert "survey in March had already found it" in words(8)
    assert not re.search(r"den(y|ie)", words(8))


def test_the_fact_check_rates_two_claims() -> None:
    reviews = [d for d in structured(page(11)) if d["@type"] == "ClaimReview"]
    assert len(reviews) == 2


def test_one_page_has_a_mark_of_quotation_too_few() -> None:
    shown = " ".join(paragraphs(page(9)))
    assert shown.count("“") > shown.count("”")
