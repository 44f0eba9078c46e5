"""Fact checks linked with statements: other words, other order, no link where only names are the same."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from recoupe import linking, pipeline, store
from recoupe.cli import factchecked
from recoupe.export import _claimreview
from recoupe.ledger import ALL
from recoupe.link import factchecks
from recoupe.model import Article, ClaimReview, Link, Page, Reading, Review

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from recoupe.store.store import Store

SAID = "The mayor of Quimper has sold the only lighthouse of the town to a Danish company"
NEWS = f"Trouble in Quimper\n\n{SAID}, Ada Brun told reporters on Monday. The council did not answer."
DENIED = f"No sale\n\nThe council denied on Tuesday that {SAID[0].lower()}{SAID[1:]}. It will be painted."
OTHER = "Feast\n\nThe mayor of Quimper invited everybody to a feast, Ada Brun told reporters on Monday."


@pytest.fixture
def ledger(tmp_path: Path) -> Iterator[Store]:
    with store.open(str(tmp_path / "t.db"), create=True) as there:
        yield there


def news(there: Store, ref: str, text: str, day: str = "2025-03-04") -> None:
    url = f"https://{ref}.example/1"
    there.add(pipeline.read(Page(url, text, "text/plain", url=url, lang="en", published=day)))


def check(there: Store, *claims: str, day: str = "2025-03-06", lang: str = "en") -> None:
    """A page with fact checks of these claims."""
    made = pipeline.read(
        Page(
            "https://check.example/1",
            "We looked.",
            "text/plain",
            url="https://check.example/1",
            lang=lang,
            published=day,
        )
    )
    reviews = tuple(
        ClaimReview(c, rating="False", reviewer="The Checkers", url="https://check.example/1") for c in claims
    )
    there.add(Reading(article=with_checks(made.article, reviews), version=made.version))


def with_checks(article: Article, reviews: tuple[ClaimReview, ...]) -> Article:
    return replace(article, kind="claim_review", factchecks=reviews)


def found(there: Store) -> set[str]:
    """The refs of the articles with a statement that a fact check is linked with."""
    return {s.entry.ref for k in there.links("check") for s in there.statements_of([k.b])}


@pytest.mark.parametrize("first", ["check", "news"])
def test_order_makes_no_difference(ledger: Store, first: str) -> None:
    def put(what: str) -> None:
        if what == "check":
            check(ledger, "Quimper's mayor sold the town's lighthouse to a Danish company")
        else:
            news(ledger, "a", NEWS)
            news(ledger, "b", OTHER)

    for what in ("check", "news") if first == "check" else ("news", "check"):
        put(what)
        linking.link(ledger)
    (link,) = [k for k in ledger.links("check") if k.certain]
    assert {s.entry.ref for s in ledger.statements_of([link.b])} == {"https://a.example/1"}
    assert factchecks.checked(link).startswith("Quimper's mayor")
    assert any(r.startswith("words: ") for r in link.reasons)


def test_names_alone_tie_nothing(ledger: Store) -> None:
    news(ledger, "b", OTHER)
    check(ledger, "Ada Brun bought Quimper")
    linking.link(ledger)
    assert found(ledger) == set()


def test_what_is_checked_no_longer_is_untied(ledger: Store) -> None:
    news(ledger, "a", NEWS)
    check(ledger, SAID)
    linking.link(ledger)
    assert found(ledger)
    check(ledger, "Something else altogether was said of goats")
    linking.link(ledger)
    assert found(ledger) == set()
    assert not list(ledger.check())


def test_checks_of_a_claim_can_be_written(ledger: Store) -> None:
    news(ledger, "a", NEWS)
    news(ledger, "b", DENIED, "2025-03-05")
    check(ledger, SAID)
    linking.link(ledger)
    said = [s.statement.id for s in ledger.statements() if "lighthouse" in s.words and s.entry.site != "check.example"]
    assert len(said) == 2
    one, two = said
    ledger.link([Link("claim", one, two, maker="test", sides=("for", "against"))])
    (review,) = factchecked.reviews(ledger, ALL)
    assert set(review.appearances) == {"https://a.example/1", "https://b.example/1"}
    document = _claimreview.document([review])
    assert document["@graph"][0]["claimReviewed"] == SAID
    (row,) = factchecked.of(ledger, said)
    assert (row["rating"], row["reviewer"], row["certain"]) == ("False", "The Checkers", True)
    links = list(ledger.links("check"))
    ledger.decide([Review("check", "reject", k.a, k.b, person="anna") for k in links])
    assert list(factchecked.reviews(ledger, ALL)) == []
