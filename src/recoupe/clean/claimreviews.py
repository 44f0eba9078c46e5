"""The fact checks that a page declares: schema.org ClaimReview in JSON-LD, microdata or RDFa, as many as there are.

Source: schema.org 28, ClaimReview, Claim and Rating; Google's documentation of "Fact check (ClaimReview)". Values stay
as the page has them; `source` keeps the whole declaration.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from recoupe.clean import facts, jsonld, markup
from recoupe.clean.facts import CLAIMS, text
from recoupe.model import ClaimReview

if TYPE_CHECKING:
    from collections.abc import Iterator

    from recoupe.clean.facts import Facts
    from recoupe.clean.jsonld import Node

_APPEARANCES = ("appearance", "firstAppearance", "sameAs")
_MOST = 200  # of a page
_DEEPEST = 12  # levels of one declaration


def find(html: str, url: str | None = None) -> tuple[ClaimReview, ...]:
    """The ClaimReviews of the page `html` at `url`, in its order, each once. Nothing in the page raises."""
    tree = markup.parse(html)
    return of(facts.gather(tree.root, url)) if tree is not None else ()


def declared(data: Any) -> tuple[ClaimReview, ...]:
    """The ClaimReviews in JSON-LD that was read already."""
    return of(facts.bare(list(jsonld.walk(data))))


def of(known: Facts) -> tuple[ClaimReview, ...]:
    """The ClaimReviews among the structured data of a page."""
    found: dict[tuple[object, ...], ClaimReview] = {}
    for node in known.nodes:
        if not CLAIMS.intersection(node["@type"]):
            continue
        review = _review(node, known)
        if review.claim:
            found.setdefault((review.claim, review.url, review.reviewer, review.rating, review.value), review)
        if len(found) >= _MOST:
            break
    return tuple(found.values())


def _review(node: Node, known: Facts) -> ClaimReview:
    rating, author, item = (_node(node.get(k), known) for k in ("reviewRating", "author", "itemReviewed"))
    claimant = item.get("author") if item else None
    return ClaimReview(
        claim=text(node.get("claimReviewed")) or "",
        rating=text(rating.get("alternateName")) or text(rating.get("name")),
        value=_number(rating.get("ratingValue")),
        best=_number(rating.get("bestRating")),
        worst=_number(rating.get("worstRating")),
        reviewer=text(author.get("name")) or text(node.get("author")),
        reviewer_url=_url(author.get("url")) or _url(author.get("sameAs")),
        url=_url(node.get("url")) or _url(node.get("mainEntityOfPage")),
        published=text(node.get("datePublished")),
        claimant=text(_node(claimant, known).get("name")) or text(claimant),
        said_on=text(item.get("datePublished")),
        appearances=tuple(dict.fromkeys(_appearances(item, known))),
        title=text(node.get("headline")) or text(node.get("name")),
        lang=text(node.get("inLanguage")),
        source=json.dumps(_plain(node), ensure_ascii=False, sort_keys=True),
    )


def _node(value: Any, known: Facts) -> Node:
    """The node that `value` is, or refers to by its id, the first of a list; `{}` if it is none."""
    first = next((v for v in value if isinstance(v, dict)), None) if isinstance(value, list) else value
    found = known.resolve(first)
    return found if isinstance(found, dict) else {}


def _number(value: Any) -> str | None:
    """A number as the page writes it."""
    if isinstance(value, int | float) and not isinstance(value, bool):
        return f"{value:g}" if isinstance(value, float) else str(value)
    return text(value)


def _url(value: Any) -> str | None:
    """The address that `value` is or holds."""
    if isinstance(value, list):
        return next((u for v in value if (u := _url(v))), None)
    if isinstance(value, dict):
        value = value.get("url") or value.get("@id")
    return " ".join(value.split()) or None if isinstance(value, str) else None


def _appearances(item: Node, known: Facts) -> Iterator[str]:
    """Where the claim was made: the addresses that are given in any of the ways in use."""
    for place in (item.get(key) for key in (*_APPEARANCES, "url")):
        for one in place if isinstance(place, list) else [place]:
            found = _url(known.resolve(one))
            if found:
                yield found


def _plain(value: Any, depth: int = 0) -> Any:
    """`value` as JSON has it; types as one name where there is but one."""
    if depth > _DEEPEST:
        return None
    if isinstance(value, dict):
        kept = {k: _plain(v, depth + 1) for k, v in value.items() if k != "@type"}
        types = list(value.get("@type") or ())
        return kept | ({"@type": types[0] if len(types) == 1 else types} if types else {})
    return [_plain(v, depth + 1) for v in value] if isinstance(value, list | tuple) else value
