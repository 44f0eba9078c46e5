"""Fact checks and the statements that they are about."""

from __future__ import annotations

from typing import TYPE_CHECKING

from recoupe.link.factchecks.ranking import check
from recoupe.model import Link

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from recoupe.link.factchecks.index import Index
    from recoupe.model import ClaimReview

CERTAIN, SHOWN = 0.6, 0.35  # scores from which a check is taken to be about a statement, or may be


def links(
    article: str, reviews: Iterable[ClaimReview], statements: Index, *, maker: str = "", lang: str = "", most: int = 5
) -> Iterator[Link]:
    """Links of kind check from the article that declares `reviews` to statements, which are in an index by their ids.

    What is too weak to group by is not certain; see `CERTAIN`.
    """
    for review in reviews:
        for match in check(review.claim, statements, lang=review.lang or lang, most=most, least=SHOWN):
            certain = match.score >= CERTAIN
            yield Link("check", article, match.claim.id, match.score, match.reasons, maker, certain=certain)
