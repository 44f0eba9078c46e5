"""What is counted of a page and of its address to tell its kind; the numbers were tuned on real pages."""

from __future__ import annotations

import functools
import re
from itertools import islice
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

if TYPE_CHECKING:
    from lxml.html import HtmlElement

    from recoupe.clean.blocks import Survey

LINKED = 0.3  # share of link text that makes a page a list where nothing else speaks
PRICES = 15  # that make a page a list
TEASERS = 10  # links in headings that make a page a list
PER_TEASER = 400  # characters of running text for each of them that a list has at most
TEXT = 1_500  # characters of running text of an article

_LIST_PATH = re.compile(
    r"/(?:categor(?:y|ies|ie|ia)|kategorien?|cat|c|collections?|tags?|topics?|themen?|sections?|rubri(?:k|que|ca)s?|"
    r"browse|search|archives?|archiv|hub|latest|catalog(?:ue)?s?|sub-?categor(?:y|ies)|departments?|shop-by)(?:/|$|[.?])",
    re.IGNORECASE,
)
_SECTION_PATH = re.compile(
    r"/(?:news|blogs?|articles?|stories|press|events|jobs|recipes|reviews|issues|rankings|publications|videos)/?$",
    re.IGNORECASE,
)
_PIECE_PATH = re.compile(r"/(?:19|20)\d\d/[01]?\d/|/[^/]*(?:-[^/-]+){5,}/?$")
_PRODUCT_PATH = re.compile(r"/(?:products?|produ(?:kt|it)e?s?|p|dp|ip|itm|item|pd|sku)/[^/]+", re.IGNORECASE)
_OTHER_PATH = re.compile(
    r"/(?:forums?|threads?|showthread|viewtopic|t|questions|docs?|documentation|wiki|manual|man-pages|help)(?:/|$|[.?-])"
    r"|^(?:docs?|forums?|community|answers|developers?|wiki|help|support)\.",
    re.IGNORECASE,
)
_CART = re.compile(
    r"add[\s_-]?to[\s_-]?(?:cart|bag|basket)|addtocart|product-form|in-stock|out-of-stock", re.IGNORECASE
)
_CART_WORDS = ("cart", "bag", "basket", "product-form", "-stock")  # every match of it has one; few pages do
_PRICE = re.compile(r"[$€£¥₹]\s?\d|(?<![\d.,])\d[\d.,]{0,12}\s?(?:€|£|zł|kr\b|₽|₴)")
_CURRENCY = re.compile(r"[$€£¥₹₽₴]|zł|kr")  # what every price has
_LOOKED_AT = 5_000  # elements that may sell something
_IDEOGRAPH = re.compile(r"[\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7af]")  # counts as two letters


class Shape:
    """What is counted of the page at `url`, of which `seen` is the survey, when it is first asked for."""

    def __init__(self, root: HtmlElement, url: str | None, seen: Survey) -> None:
        self._root = root
        self._seen = seen
        self.place = _place(url)

    @property
    def tame(self) -> bool:
        """Whether the page is small and flat enough to look for lists in it."""
        return self._seen.tame

    @functools.cached_property
    def running(self) -> int:
        """Characters of running text."""
        return sum(len(b.text) + len(_IDEOGRAPH.findall(b.text)) for b in self._seen.blocks if b.good)

    @functools.cached_property
    def words(self) -> int:
        """How many there are, of whatever text."""
        return sum(len(b.text.split()) for b in self._seen.blocks)

    @functools.cached_property
    def linked(self) -> float:
        """The share of link text."""
        letters = sum(len(b.text) for b in self._seen.blocks)
        return sum(b.linked for b in self._seen.blocks) / letters if letters else 1.0

    @functools.cached_property
    def teasers(self) -> int:
        """How many links stand in headings."""
        return int(self._root.xpath("count(//h2//a | //h3//a | //h4//a | //a//h2 | //a//h3 | //a//h4)"))

    @functools.cached_property
    def prices(self) -> int:
        """How often a price stands there."""
        return sum(len(_PRICE.findall(b.text)) for b in self._seen.blocks if _CURRENCY.search(b.text))

    @functools.cached_property
    def cart(self) -> bool:
        """Whether a button, a form or a link is there to buy something."""
        labels = "\0".join(map(_label, islice(self._root.iter("button", "form", "input", "a"), _LOOKED_AT)))
        low = labels.lower()
        return any(word in low for word in _CART_WORDS) and bool(_CART.search(labels))

    @property
    def many(self) -> bool:
        """Whether it looks like a list of teasers."""
        return self.teasers >= TEASERS and self.running < PER_TEASER * self.teasers

    @property
    def links_only(self) -> bool:
        """Whether there is little on it but links."""
        return self.linked > 1.5 * LINKED and self.running < TEXT // 2 and max(self.teasers, self.prices) >= PRICES

    @property
    def dated(self) -> bool:
        """Whether the address is that of one piece of writing, and the writing is there."""
        return self.running >= TEXT // 2 and bool(_PIECE_PATH.search(self.place))

    @property
    def home(self) -> bool:
        """Whether the address is that of a site's front page."""
        return self.place.count("/") == 1 and self.place.endswith("/") and len(self.place) > 1

    @property
    def listed(self) -> bool:
        """Whether the address is that of a list of things."""
        return bool(_LIST_PATH.search(self.place))

    @property
    def section(self) -> bool:
        """Whether the address is that of a site's section."""
        return bool(_SECTION_PATH.search(self.place))

    @property
    def product(self) -> bool:
        """Whether the address is that of a product."""
        return bool(_PRODUCT_PATH.search(self.place))

    @property
    def other(self) -> bool:
        """Whether the address is that of a forum, a manual, a wiki."""
        return bool(_OTHER_PATH.search(self.place))


def _label(element: HtmlElement) -> str:
    return f"{element.get('class') or ''} {element.get('id') or ''} {element.text or ''}"[:1000]


def _place(url: str | None) -> str:
    """Host and path of the page."""
    try:
        parts = urlsplit(url or "")
    except ValueError:
        return ""
    return f"{parts.netloc.removeprefix('www.')}{parts.path or '/'}"
