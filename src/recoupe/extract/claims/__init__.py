"""Claims inside one article: which statements are about one proposition, and who is for and who against.

Method: contents are compared by words weighted with their rarity in the article; denials, negations and words that
call a saying untrue give each its sign; answers without words of their own ("denied it") go to the nearest fitting
assertion. Links are summed from named facts (scores.py) and gathered, the surest first.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from recoupe import ids
from recoupe.extract.claims import ties
from recoupe.extract.claims.groups import gather
from recoupe.extract.claims.page import Page
from recoupe.extract.claims.reading import profiles
from recoupe.lang.claiming import lexicon
from recoupe.model import Claim, Member

if TYPE_CHECKING:
    from collections.abc import Sequence

    from recoupe.extract.claims.profiles import Profile
    from recoupe.model import Actor, Doc, Polarity, Statement

__all__ = ["find"]


def find(doc: Doc, statements: Sequence[Statement], actors: Sequence[Actor] = ()) -> tuple[Claim, ...]:
    """The claims of two statements or more in `doc`, by their first statement."""
    if len(statements) < 2:  # noqa: PLR2004
        return ()
    page = Page(doc, lexicon(doc.lang), actors)
    known = profiles(page, statements)
    return tuple(_claim(known, g) for g in gather(ties.find(known)) if len(g) > 1)


def _claim(known: Sequence[Profile], group: dict[int, int]) -> Claim:
    lean = sum(s * known[i].lean for i, s in group.items())
    flip = -1 if lean < 0 else 1
    members = [Member(known[i].statement.id, _polarity(known[i], s * flip)) for i, s in sorted(group.items())]
    return Claim(ids.make("c", min(m.statement for m in members)), tuple(members))


def _polarity(p: Profile, side: int) -> Polarity:
    if p.question or p.statement.stance == "doubts":
        return "open"
    return "for" if side > 0 else "against"
