"""ClaimReview as JSON-LD: fact checks written so that search engines and fact-check indexes read them.

claimreview.schema.json, beside this file, says what schema.org defines and what Google's documentation of ClaimReview
requires; `document` writes nothing else.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from recoupe.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Iterable

    from recoupe.model import ClaimReview

SCHEMA = Path(__file__).with_name("claimreview.schema.json")


def document(reviews: Iterable[ClaimReview]) -> dict[str, Any]:
    """All of `reviews` as one JSON-LD document. Raises InputError where one lacks what is required."""
    return {"@context": "https://schema.org", "@graph": [node(r) for r in reviews]}


def node(review: ClaimReview) -> dict[str, Any]:
    """One fact check. Raises InputError where claim, address, reviewer or verdict is missing."""
    ref = review.url or review.claim or "a fact check"
    required = {"claim": review.claim, "url": review.url, "reviewer": review.reviewer}
    lacking = [name for name, value in required.items() if not value]
    lacking += [] if review.rating or review.value else ["rating"]
    if lacking:
        raise InputError(ref, f"ClaimReview needs {' and '.join(lacking)}", "give it before it is written")
    return _kept(
        {
            "@type": "ClaimReview",
            "url": review.url,
            "claimReviewed": review.claim,
            "author": _kept({"@type": "Organization", "name": review.reviewer, "url": review.reviewer_url}),
            "reviewRating": _rating(review),
            "itemReviewed": _item(review),
            "datePublished": review.published,
            "headline": review.title,
            "inLanguage": review.lang,
        }
    )


def _rating(review: ClaimReview) -> dict[str, Any]:
    numbers = {"ratingValue": review.value, "bestRating": review.best, "worstRating": review.worst}
    return _kept({"@type": "Rating", "alternateName": review.rating or review.value} | numbers)


def _item(review: ClaimReview) -> dict[str, Any] | None:
    """The claim: who made it, when, where; None where nothing is known of that."""
    who = {"@type": "Person", "name": review.claimant} if review.claimant else None
    places = [{"@type": "CreativeWork", "url": url} for url in review.appearances]
    made = _kept({"author": who, "datePublished": review.said_on, "appearance": places})
    return {"@type": "Claim"} | made if made else None


def _kept(values: dict[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in values.items() if value}
