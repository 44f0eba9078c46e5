"""Who asserts and who denies the same, in little articles of both languages."""

from __future__ import annotations

import itertools

import pytest
from claims_markup import Marked, articles

from recoupe.extract import claims
from recoupe.lang import codes, covered

CODES = [c for c in codes() if covered(c, "claims.toml")]
ARTICLES = [pytest.param(a, id=f"{c}: {a.name}") for c in CODES for a in articles(c)]


def pairs(article: Marked) -> tuple[set[tuple[str, str]], set[tuple[str, str]]]:
    """The pairs of statements of one claim, and those of them that are disputed."""
    same, disputed = set(), set()
    for claim in claims.find(article.doc, article.statements):
        for a, b in itertools.combinations(sorted(claim.members, key=lambda m: m.statement), 2):
            pair = (a.statement, b.statement)
            same.add(pair)
            if {a.polarity, b.polarity} == {"for", "against"}:
                disputed.add(pair)
    return same, disputed


@pytest.mark.parametrize("article", ARTICLES)
def test_disputed(article: Marked) -> None:
    assert pairs(article)[1] == article.disputed


@pytest.mark.parametrize("article", ARTICLES)
def test_same(article: Marked) -> None:
    assert pairs(article)[0] >= article.same
