"""What kind of page it is: news, claim review, recipe, product, listing, other.

What the page declares (schema.org, Open Graph) goes first; then the shape of its address and of the page itself: links
in headings, prices, the share of link text, how much running text there is. The numbers were tuned on real pages.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from recoupe.clean import grids, words
from recoupe.clean.facts import ARTICLES, CLAIMS

if TYPE_CHECKING:
    from lxml.html import HtmlElement

    from recoupe.clean.blocks import Survey
    from recoupe.clean.facts import Facts
    from recoupe.model import Kind

_LISTS = frozenset({"CollectionPage", "ItemList", "SearchResultsPage", "OfferCatalog", "ProductCollection"})
_PRODUCTS = frozenset({"Product", "ProductGroup", "IndividualProduct", "ProductModel"})
_OTHER = frozenset({"QAPage", "DiscussionForumPosting", "Service", "SoftwareApplication", "WebAPI"})
_WEAK = frozenset({"Review", "CriticReview", "SocialMediaPosting"})  # articles only where nothing else is declared

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
_CART = re.compile(r"add[\s_-]?to[\s_-]?(?:cart|bag|basket)|addtocart|product-form|in-stock|out-of-stock", re.IGNORECASE)
_PRICE = re.compile(r"[$€£¥₹]\s?\d|\d[\d.,]*\s?(?:€|£|zł|kr\b|₽|₴)")
_QUANTITIES = 5  # lines that begin with a quantity of food
_HEADING = 40  # characters of a heading
_SEARCHED = 300_000  # characters of text in which prices are counted
_IDEOGRAPH = re.compile(r"[\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7af]")
_DENSE = 1  # an ideograph or syllable counts for so many letters more
_TEASERS = 10  # links in headings that make a page a list
_PER_TEASER = 400  # characters of running text for each of them that it has at most
_PRICES = 15
_LINKED = 0.3  # share of link text
_ITEMS = 9  # of a list that is what a page is about
_ITEM = 140  # words of one of them at most
_SOME = 0.05  # share of link text that a list has at least
_TEXT = 1_500  # characters of running text that an article has


@dataclass(frozen=True, slots=True)
class _Shape:
    """What is counted of a page."""

    place: str
    running: int
    words: int
    linked: float
    teasers: int
    prices: int
    cart: bool

    @property
    def many(self) -> bool:
        """Whether it looks like a list of teasers."""
        return self.teasers >= _TEASERS and self.running < _PER_TEASER * self.teasers

    @property
    def links_only(self) -> bool:
        """Whether there is little on it but links."""
        return self.linked > 1.5 * _LINKED and self.running < _TEXT // 2 and max(self.teasers, self.prices) >= _PRICES

    @property
    def dated(self) -> bool:
        """Whether the address is that of one piece of writing, and the writing is there."""
        return self.running >= _TEXT and bool(_PIECE_PATH.search(self.place))


def kind(root: HtmlElement, facts: Facts, url: str | None, seen: Survey) -> Kind:
    """The kind of the page at `url`, of which `seen` is the survey."""
    declared = facts.types()
    if declared & CLAIMS:
        return "claim_review"
    shape = _shape(root, url, seen)
    og = (facts.metas.first("og:type") or "").lower()
    if _is_recipe(root, seen, declared, og) and not (shape.many and declared & _LISTS):
        return "recipe"
    return _declared(facts, declared, og, shape) or _shaped(root, og, shape)


def _declared(facts: Facts, declared: set[str], og: str, shape: _Shape) -> Kind | None:
    """The kind by what the page says of itself, checked against its shape."""
    subject = set(facts.subject.get("@type", ()))
    if declared & _OTHER and not subject & (ARTICLES - _WEAK) and not og.startswith("product"):
        return "other"
    if subject & (ARTICLES - _WEAK):
        return "news"
    if og.endswith((".group", ":group")) or (declared & _LISTS and not og.startswith("article") and not _one(facts)):
        return "listing"
    if (_one(facts) or og.startswith("product")) and shape.links_only and "ProductGroup" not in declared:
        return "listing"
    if _one(facts) or og.startswith(("product", "og:product")) or og.endswith((":product", ":item")):
        return "listing" if _LIST_PATH.search(shape.place) and not _PRODUCT_PATH.search(shape.place) else "product"
    return None


def _one(facts: Facts) -> bool:
    """Whether the page declares a product, and not a list of them."""
    names = {str(n.get("name"))[:80] for n in facts.nodes if _PRODUCTS.intersection(n["@type"]) and "name" in n}
    lists = any(_LISTS.intersection(n["@type"]) for n in facts.nodes)
    offered = [n for n in facts.nodes if _PRODUCTS.intersection(n["@type"]) and ("offers" in n or "sku" in n)]
    groups = any("ProductGroup" in n["@type"] for n in facts.nodes)
    return bool(names) and (groups or len(names) < 4 or (len(offered) == 1 and not lists))  # noqa: PLR2004


def _shaped(root: HtmlElement, og: str, shape: _Shape) -> Kind:
    """The kind by the address and the shape of the page."""
    article = (og.startswith("article") and shape.running >= _TEXT) or shape.dated
    if _OTHER_PATH.search(shape.place) and not article:
        return "other"
    if shape.many and not (article and shape.running > _PER_TEASER * shape.teasers // 2):
        return "news" if shape.dated else "listing"
    if (shape.linked > 2 * _LINKED and not article) or _is_grid(root, shape, article=article):
        return "listing"
    if _SECTION_PATH.search(shape.place) or (_LIST_PATH.search(shape.place) and not article):
        return "listing"
    if shape.cart and not article and (_PRODUCT_PATH.search(shape.place) or 0 < shape.prices < _PRICES):
        return "product"
    if shape.prices >= _PRICES and shape.linked >= _SOME and not og.startswith("article"):
        return "listing"
    if article or (shape.linked < _LINKED and shape.running >= _TEXT and not _is_home(shape.place)):
        return "news"
    if shape.linked >= _LINKED or _is_home(shape.place):
        return "listing" if shape.linked >= _LINKED or shape.teasers >= _TEASERS // 2 else "other"
    return "news"


def _is_grid(root: HtmlElement, shape: _Shape, *, article: bool) -> bool:
    """Whether most of what the page shows, or much of it where nothing says that it is an article, is a list."""
    if shape.dated:
        return False
    found = grids.grid(root)
    share = found.words / shape.words if shape.words else 0.0
    short = found.words <= _ITEM * found.items
    return found.items >= _ITEMS and short and share >= (2 if article else 1) * _LINKED


def _is_recipe(root: HtmlElement, seen: Survey, declared: set[str], og: str) -> bool:
    """Whether a recipe is declared, or the page has the two headings that every recipe has."""
    if "Recipe" in declared or og.endswith("recipe"):
        return True
    if root.xpath("boolean(//*[contains(@class,'hrecipe') or contains(@class,'h-recipe') or @itemprop='recipeIngredient'])"):
        return True
    short = [b.text for b in seen.blocks if len(b.text) < _HEADING]
    if not any(map(words.INGREDIENTS.fullmatch, short)):
        return False
    return any(map(words.METHOD.fullmatch, short)) or sum(map(bool, map(words.QUANTITY.match, short))) >= _QUANTITIES


def _is_home(place: str) -> bool:
    """Whether the address is that of a site's front page."""
    return place.count("/") <= 1 and place.endswith("/")


def _shape(root: HtmlElement, url: str | None, seen: Survey) -> _Shape:
    letters = sum(len(b.text) for b in seen.blocks)
    linked = sum(b.linked for b in seen.blocks)
    headings = root.xpath("count(//h2//a | //h3//a | //h4//a | //a//h2 | //a//h3 | //a//h4)")
    text = root.text_content()[:_SEARCHED]
    return _Shape(
        place=_place(url),
        running=sum(len(b.text) + _DENSE * len(_IDEOGRAPH.findall(b.text)) for b in seen.blocks if b.good),
        words=sum(len(b.text.split()) for b in seen.blocks),
        linked=linked / letters if letters else 1.0,
        teasers=int(headings),
        prices=len(_PRICE.findall(text)),
        cart=any(_CART.search(f"{e.get('class') or ''} {e.get('id') or ''} {e.text or ''}") for e in root.iter("button", "form", "input", "a")),
    )


def _place(url: str | None) -> str:
    """Host and path of the page."""
    try:
        parts = urlsplit(url or "")
    except ValueError:
        return ""
    return f"{parts.netloc.removeprefix('www.')}{parts.path or '/'}"
