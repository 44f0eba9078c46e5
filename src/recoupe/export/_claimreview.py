"""ClaimReview as JSON-LD: fact checks written so that search engines and fact-check indexes read them.

claimreview.schema.json, beside this file, says what schema.org defines and what Google's documentation of ClaimReview
requires; `document` writes nothing else.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

from recoupe.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Iterable

    from recoupe.model import ClaimReview

# As the schema has them: what a page writes otherwise has no place in the document.
_URL = re.compile(r"https?://[^\s/]+\S*")
_DAY = re.compile(r"\d{4}(-\d{2}(-\d{2}(T\d{2}:\d{2}(:\d{2}(\.\d+)?)?(Z|[+-]\d{2}:?\d{2})?)?)?)?")
_NUMBER = re.compile(r"-?\d+(\.\d+)?")

SCHEMA = Path(__file__).with_name("claimreview.schema.json")


def document(reviews: Iterable[ClaimReview]) -> dict[str, Any]:
    """All of `reviews` as one JSON-LD document. Raises InputError where one lacks what is required."""
    return {"@context": "https://schema.org", "@graph": [node(r) for r in reviews]}


def node(review: ClaimReview) -> dict[str, Any]:
    """One fact check. Raises InputError where claim, address, reviewer or verdict is missing."""
    ref = review.url or review.claim or "a fact check"
    required = {"claim": review.claim.strip(), "url": _fit(review.url, _URL), "reviewer": review.reviewer}
    lacking = [name for name, value in required.items() if not value]
    lacking += [] if review.rating or review.value else ["rating"]
    if lacking:
        raise InputError(ref, f"ClaimReview needs {' and '.join(lacking)}", "give it before it is written")
    return _kept(
        {
            "@type": "ClaimReview",
            "url": review.url,
            "claimReviewed": review.claim,
            "author": _kept({"@type": "Organization", "name": review.reviewer, "url": _fit(review.reviewer_url, _URL)}),
            "reviewRating": _rating(review),
            "itemReviewed": _item(review),
            "datePublished": _fit(review.published, _DAY),
            "headline": review.title,
            "inLanguage": review.lang,
        }
    )


def _rating(review: ClaimReview) -> dict[str, Any]:
    numbers = {"ratingValue": review.value, "bestRating": review.best, "worstRating": review.worst}
    fitting = {key: _fit(value, _NUMBER) for key, value in numbers.items()}
    return _kept({"@type": "Rating", "alternateName": review.rating or review.value} | fitting)


def _item(review: ClaimReview) -> dict[str, Any] | None:
    """The claim: who made it, when, where; None where nothing is known of that."""
    who = {"@type": "Person", "name": review.claimant} if review.claimant else None
    places = [{"@type": "CreativeWork", "url": url} for url in review.appearances if _fit(url, _URL)]
    made = _kept({"author": who, "datePublished": _fit(review.said_on, _DAY), "appearance": places})
    return {"@type": "Claim"} | made if made else None


def _fit(value: str | None, pattern: re.Pattern[str]) -> str | None:
    """`value` where it is written as the schema wants it."""
    return value if value and pattern.fullmatch(value) else None


def _kept(values: dict[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in values.items() if value}
