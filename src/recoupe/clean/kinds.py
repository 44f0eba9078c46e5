"""What kind of page it is: news, claim review, recipe, product, listing, other.

What the page declares (schema.org, Open Graph) goes first; then the shape of its address and of the page itself: links
in headings, prices, the share of link text, how much running text there is.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from recoupe.clean import grids, words
from recoupe.clean.facts import ARTICLES, CLAIMS
from recoupe.clean.shapes import LINKED, PER_TEASER, PRICES, TEASERS, TEXT, Shape

if TYPE_CHECKING:
    from lxml.html import HtmlElement

    from recoupe.clean.blocks import Survey
    from recoupe.clean.facts import Facts
    from recoupe.clean.markup import Tree
    from recoupe.model import Kind

_LISTS = frozenset({"CollectionPage", "ItemList", "SearchResultsPage", "OfferCatalog", "ProductCollection"})
_PRODUCTS = frozenset({"Product", "ProductGroup", "IndividualProduct", "ProductModel"})
_OTHER = frozenset({"QAPage", "DiscussionForumPosting", "Service", "SoftwareApplication", "WebAPI"})
_WEAK = frozenset({"Review", "CriticReview", "SocialMediaPosting"})  # articles only where nothing else is declared
_RECIPE_MARKS = (
    "boolean(//@class[contains(., 'hrecipe') or contains(., 'h-recipe')] | //@itemprop[. = 'recipeIngredient'])"
)

_FEW = 3  # products that one page about a product may declare
_QUANTITIES = 5  # lines that begin with a quantity of food
_HEADING = 40  # characters of a heading
_ITEMS = 9  # of a list that is what a page is about
_ITEM = 140  # words of one of them at most
_SOME = 0.05  # share of link text that a list has at least


def kind(tree: Tree, facts: Facts, url: str | None, seen: Survey) -> Kind:
    """The kind of the page at `url`, of which `seen` is the survey."""
    root, types = tree.root, facts.types()
    if types & CLAIMS:
        return "claim_review"
    og = (facts.metas.first("og:type") or "").lower()
    counted = Shape(root, url, seen)
    if _is_recipe(tree, seen, types, og) and not (counted.many and types & _LISTS):
        return "recipe"
    return _declared(facts, types, og, counted) or _by_place(og, counted) or _by_shape(root, og, counted)


def _declared(facts: Facts, types: set[str], og: str, counted: Shape) -> Kind | None:
    """The kind by what the page says of itself, checked against its shape."""
    article = bool((ARTICLES - _WEAK).intersection(facts.subject.get("@type", ())))
    if types & _OTHER and not article and not og.startswith("product"):
        return "other"
    if article:
        return "news"
    one = _is_one_product(facts)
    if og.endswith((".group", ":group")) or (types & _LISTS and not og.startswith("article") and not one):
        return "listing"
    if not one and not og.startswith(("product", "og:product")) and not og.endswith((":product", ":item")):
        return None
    alone = "ProductGroup" in types or not counted.links_only
    return "product" if alone and (counted.product or not counted.listed) else "listing"


def _is_one_product(facts: Facts) -> bool:
    """Whether the page declares a product, and not a list of them."""
    nodes = [n for n in facts.nodes if _PRODUCTS.intersection(n["@type"])]
    names = {str(n["name"])[:80] for n in nodes if "name" in n}
    sold = sum("offers" in n or "sku" in n for n in nodes)
    listed = any(_LISTS.intersection(n["@type"]) for n in facts.nodes)
    grouped = any("ProductGroup" in n["@type"] for n in nodes)
    return bool(names) and (grouped or len(names) <= _FEW or (sold == 1 and not listed))


def _by_place(og: str, counted: Shape) -> Kind | None:
    """The kind by the address, where that says it."""
    article = _is_article(og, counted)
    if counted.other and not article:
        return "other"
    if counted.section or (counted.listed and not article):
        return "listing"
    if counted.cart and not article and (counted.product or 0 < counted.prices < PRICES):
        return None if counted.many else "product"
    return None


def _by_shape(root: HtmlElement, og: str, counted: Shape) -> Kind:
    """The kind by the shape of the page."""
    article = _is_article(og, counted)
    if counted.many and not (article and counted.running > PER_TEASER * counted.teasers // 2):
        return "news" if counted.dated else "listing"
    if (counted.linked > 2 * LINKED and not article) or _is_grid(root, counted, article=article):
        return "listing"
    if counted.prices >= PRICES and counted.linked >= _SOME and not og.startswith("article"):
        return "listing"
    if article or (counted.linked < LINKED and not counted.home):
        return "news"
    return "listing" if counted.linked >= LINKED or counted.teasers >= TEASERS // 2 else "other"


def _is_article(og: str, counted: Shape) -> bool:
    """Whether the page or its address says that it is an article, and there is text."""
    return (og.startswith("article") and counted.running >= TEXT // 2) or counted.dated


def _is_grid(root: HtmlElement, counted: Shape, *, article: bool) -> bool:
    """Whether most of what the page shows, or much of it where nothing says that it is an article, is a list."""
    if counted.dated or not counted.tame:
        return False
    found = grids.grid(root)
    share = found.words / counted.words if counted.words else 0.0
    short = found.words <= _ITEM * found.items
    return found.items >= _ITEMS and short and share >= (2 if article else 1) * LINKED


def _is_recipe(tree: Tree, seen: Survey, types: set[str], og: str) -> bool:
    """Whether a recipe is declared, or the page has the two parts that every recipe has."""
    marked = b"recipe" in tree.source and tree.root.xpath(_RECIPE_MARKS)
    if "Recipe" in types or og.endswith("recipe") or marked:
        return True
    short = [b.text for b in seen.blocks if len(b.text) < _HEADING]
    if not any(map(words.INGREDIENTS.fullmatch, short)):
        return False
    return any(map(words.METHOD.fullmatch, short)) or sum(map(bool, map(words.QUANTITY.match, short))) >= _QUANTITIES
