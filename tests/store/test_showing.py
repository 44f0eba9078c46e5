"""What pages ask of many things at once."""

import datetime as dt

from makers import plain, reading

from recoupe.ledger import Profile, Query
from recoupe.model import Link, Review
from recoupe.store.store import Store

A, B = (f"https://{x}.example/1" for x in "ab")


def two(ledger: Store) -> tuple[str, str]:
    """Two articles of one story, the second a copy of the first, with a disputed claim in the first."""
    one, other = reading("1", url=A, site="a.example"), plain("2", url=B, site="b.example", published="2024-05-09")
    for each in (one, other):
        ledger.add(each)
    a, b = one.article.id, other.article.id
    ledger.link([Link("story", a, b, maker="recoupe"), Link("copy", b, a, maker="recoupe", sort="edited")])
    return a, b


def test_articles_of_stories(ledger: Store) -> None:
    a, b = two(ledger)
    ledger.add(plain("3", published="2024-05-01"))
    story = ledger.group_of("story", a)
    assert story is not None
    assert [e.id for e in ledger.articles_of([story.id])] == [a, b]
    every = [g.group.id for g in ledger.groups("story")]
    assert len(list(ledger.articles_of(every))) == 3
    ledger.decide([Review("article", "hide", b, person="anna")])
    assert [e.id for e in ledger.articles_of([story.id])] == [a]
    assert not list(ledger.articles_of(["t1ffffffffffffffff", "nonsense"]))


def test_disputed_claims_of_articles(ledger: Store) -> None:
    a, b = two(ledger)
    found = ledger.disputed([a, b])
    assert set(found) == {a}
    assert len(found[a]) == 1


def test_spread(ledger: Store) -> None:
    two(ledger)
    assert ledger.spread("lang") == [("en", 2)]
    assert ledger.spread("site") == [("a.example", 1), ("b.example", 1)]


def test_profile(ledger: Store) -> None:
    two(ledger)
    assert ledger.profile("a.example") == Profile("a.example", 1, 0, statements=2, unsourced=0, denials=1, edits=0)
    assert ledger.profile("b.example") == Profile("b.example", 1, 1, statements=0, unsourced=0, denials=0, edits=0)
    assert ledger.profile("none.example").articles == 0


def test_addresses_that_changed(ledger: Store) -> None:
    one, other = plain("1", "It was red.", url=A, site="a.example"), plain("2", "It was blue.", url=A, site="a.example")
    ledger.add(one, seen=dt.datetime(2024, 5, 8, tzinfo=dt.UTC))
    assert ledger.changed_addresses([one.article.id]) == []
    ledger.add(other, seen=dt.datetime(2024, 5, 9, tzinfo=dt.UTC))
    ledger.add(plain("3", url=B), seen=dt.datetime(2024, 5, 9, tzinfo=dt.UTC))
    assert ledger.changed_addresses([one.article.id]) == [A]
    assert ledger.profile("a.example").edits == 1
    assert len(list(ledger.edits(of=[A]))) == 1
    assert not list(ledger.edits(of=[B]))


def test_country(ledger: Store) -> None:
    a, _ = two(ledger)
    assert [e.id for e in ledger.articles(Query(country="DE"))] == [a]
    assert not list(ledger.articles(Query(country="FR")))
