"""Fact checks and the statements that they are about."""

from __future__ import annotations

from typing import TYPE_CHECKING

from recoupe.link.factchecks.ranking import check
from recoupe.model import Link

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator

    from recoupe.link.factchecks.index import Index
    from recoupe.link.factchecks.ranking import Match
    from recoupe.model import ClaimReview

CERTAIN, SHOWN = 0.55, 0.35  # scores from which a check is taken to be about a statement, or may be
_LACKING = "not in the claim: "
_CHECKED = "checked: "


def links(
    article: str,
    reviews: Iterable[ClaimReview],
    statements: Index,
    *,
    maker: str = "",
    lang: str = "",
    most: int = 5,
    names: Collection[str] = (),
) -> Iterator[Link]:
    """Links of kind check from the article that declares `reviews` to statements, which are in an index by their ids.

    A statement that shares but names and numbers with a claim is about somebody else's doings, and is not linked. What
    is too weak, or lacks a name or number of the claim, is not certain. `names` are words known to be names.
    """
    for review in reviews:
        for match in check(review.claim, statements, lang=review.lang or lang, most=most, least=SHOWN, names=names):
            if match.content:
                yield _link(article, review, match, maker)


def _link(article: str, review: ClaimReview, match: Match, maker: str) -> Link:
    reasons = of_statement(match)
    certain = match.score >= CERTAIN and reasons == match.reasons
    return Link(
        "check", article, match.claim.id, match.score, (*reasons, f"{_CHECKED}{review.claim}"), maker, certain=certain
    )


def of_statement(match: Match) -> tuple[str, ...]:
    """The reasons of a match with a statement, which the index has in place of a claim."""
    return tuple(r.replace(_LACKING, "not in the statement: ") for r in match.reasons)


def checked(link: Link) -> str:
    """The claim, as the fact check has it, that a link of kind check is about; empty where it does not say."""
    return next((r.removeprefix(_CHECKED) for r in link.reasons if r.startswith(_CHECKED)), "")
