"""Stored pages read anew: the new reading takes the place of the old one, and no edit comes of it."""

import datetime as dt
from dataclasses import replace

from makers import TEXT, plain

from recoupe.ledger import Query
from recoupe.model import Reading
from recoupe.sources import Fetched
from recoupe.store.store import Store

URL = "https://a.example/1"
START = dt.datetime(2024, 5, 8, 12, tzinfo=dt.UTC)
DAY = dt.timedelta(days=1)


def page(text: str, version: str = "0.1.0", url: str = URL, **more: object) -> Reading:
    return plain("r", text, url=url, site="a.example", version=version, **more)


def got(n: int, decision: str = "kept", record: str | None = "", url: str = URL) -> Fetched:
    return Fetched(url, START + n * DAY, decision, record=f"w{n}" if record == "" else record)  # type: ignore[arg-type]


def filled(ledger: Store) -> None:
    """Two pages with one text, a third with another; nothing changed once in between."""
    ledger.fetched(got(0), page(TEXT), page="g0")
    ledger.fetched(got(1, "same", None))
    ledger.fetched(got(2), page(TEXT), page="g2")
    ledger.fetched(got(3), page(TEXT + " More."), page="g3")


def versions(ledger: Store) -> list[tuple[str, int, int]]:
    """What stood there, from which day to which."""
    rows = ledger.engine.all(
        "SELECT a.text, v.seen, v.last FROM version v JOIN article a ON a.id = v.article WHERE v.url = ? ORDER BY v.seen",
        (URL,),
    )
    return [(r[0], *((dt.datetime.fromisoformat(at) - START).days for at in r[1:])) for r in rows]


def test_what_was_kept_is_asked_for_by_day_site_kind_and_rules(ledger: Store) -> None:
    filled(ledger)
    ledger.fetched(got(1, url="https://b.example/1"), page("Else.", "0.2.0", "https://b.example/1", kind="recipe"))
    ledger.fetched(got(5, record=None, url="https://b.example/2"), page("None.", url="https://b.example/2"))
    assert [f.record for f in ledger.stored()] == ["w0", "w1", "w2", "w3"]
    assert [f.record for f in ledger.stored(Query(since=dt.date(2024, 5, 10)))] == ["w2", "w3"]
    assert [f.record for f in ledger.stored(Query(until=dt.date(2024, 5, 9)))] == ["w0", "w1"]
    assert [f.record for f in ledger.stored(Query(kinds=("recipe",)))] == ["w1"]
    assert [f.record for f in ledger.stored(older="0.2.0")] == ["w0", "w2", "w3"]


def test_one_text_is_another_under_new_rules(ledger: Store) -> None:
    filled(ledger)
    for done in list(ledger.stored()):
        text = "Cleaned. " + (TEXT if done.record != "w3" else TEXT + " More.")
        assert ledger.replayed(done, page(text, "0.2.0"), page=f"g{(done.record or '')[1:]}") in {"added", "known"}
    assert versions(ledger) == [("Cleaned. " + TEXT, 0, 2), ("Cleaned. " + TEXT + " More.", 3, 3)]
    assert len(list(ledger.articles(Query(earlier=True)))) == 2
    assert [e.id for e in ledger.articles()] == [page(f"Cleaned. {TEXT} More.").article.id]
    assert len(list(ledger.edits())) == 1
    assert ledger.find(page(TEXT).article.id) is not None
    assert list(ledger.check()) == []


def test_two_pages_that_were_one_text_part(ledger: Store) -> None:
    """Also where the pages are not known by their ids."""
    filled(ledger)
    for done in list(ledger.stored()):
        ledger.replayed(done, page(f"{TEXT} Read in {done.record}.", "0.2.0"))
    assert versions(ledger) == [
        (f"{TEXT} Read in w0.", 0, 1),
        (f"{TEXT} Read in w2.", 2, 2),
        (f"{TEXT} Read in w3.", 3, 3),
    ]
    assert {f.article for f in ledger.fetches()} == {e.id for e in ledger.articles(Query(earlier=True))}
    address = ledger.address(URL)
    assert address is not None
    assert address.article == page(f"{TEXT} Read in w3.").article.id
    assert list(ledger.check()) == []


def test_broken_off_halfway_it_goes_on(ledger: Store) -> None:
    filled(ledger)
    first, *_ = list(ledger.stored())
    ledger.replayed(first, page("New. " + TEXT, "0.2.0"), page="g0")
    assert versions(ledger) == [("New. " + TEXT, 0, 1), (TEXT, 2, 2), (TEXT + " More.", 3, 3)]
    assert [f.record for f in ledger.stored(older="0.2.0")] == ["w2", "w3"]
    assert list(ledger.check()) == []


def test_older_rules_and_what_is_forgotten_change_nothing(ledger: Store) -> None:
    filled(ledger)
    before = versions(ledger)
    first, *_ = list(ledger.stored())
    assert ledger.replayed(first, page(TEXT, "0.0.1"), page="g0") == "older"
    assert versions(ledger) == before
    ledger.forget(url=URL, delete=False, person="clerk")
    ledger.replayed(first, page("New.", "0.2.0"), page="g0")
    assert list(ledger.articles()) == []
    assert replace(first, article=None) == got(0)
