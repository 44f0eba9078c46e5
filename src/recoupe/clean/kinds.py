"""What kind of page it is: news, claim review, recipe, product, listing, other."""

from __future__ import annotations

from typing import TYPE_CHECKING

from recoupe.clean.facts import ARTICLES, CLAIMS

if TYPE_CHECKING:
    from lxml.html import HtmlElement

    from recoupe.clean.facts import Facts
    from recoupe.model import Kind

_LISTINGS = frozenset({"CollectionPage", "ItemList", "SearchResultsPage", "OfferCatalog", "ProductCollection"})
_OTHER = frozenset({"QAPage", "DiscussionForumPosting", "FAQPage", "Service", "SoftwareApplication"})


def kind(root: HtmlElement, facts: Facts, url: str | None, text: str) -> Kind:
    """The kind of the page at `url` with main text `text`."""
    types = facts.types()
    if types & CLAIMS:
        return "claim_review"
    if "Recipe" in types:
        return "recipe"
    og = (facts.metas.first("og:type") or "").lower()
    if types & ARTICLES:
        return "news"
    if types & {"Product", "ProductGroup"} or og.startswith(("product", "og:product")):
        return "product"
    if types & _OTHER:
        return "other"
    if types & _LISTINGS:
        return "listing"
    return "news"
