"""Claims in a ledger: across articles, in one run or in several, after a break, hidden, copied, again."""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING

import pytest

from recoupe import linking, pipeline, store
from recoupe.ledger import Query
from recoupe.linking import run
from recoupe.model import Page, Review

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from recoupe.store.store import Store

SAID = """Ferry Osterhav was overloaded, port says

HALVORSK, 4 March - The port of Halvorsk said on Tuesday that the ferry Osterhav carried twice the passengers it may
carry. "The ferry Osterhav had 812 passengers on board," harbour master Nils Brandeth said.
"""
DENIED = """Line denies overloading ferry Osterhav

HALVORSK, 5 March - The Norrland Line denied on Wednesday that the ferry Osterhav carried twice the passengers it may
carry. "All of our crews count passengers before each crossing," company director Tove Almskog said.
"""
AGAIN = """Union joins criticism of the ferry Osterhav

HALVORSK, 6 March - The seamen's union said on Thursday that the ferry Osterhav carried twice the passengers it may
carry. "We warned the Norrland Line in January about the ferry," union secretary Per Lundahl said.
"""
OTHER = """Choir of Murren wins the prize of the canton

BERN, 4 March - "We sang as never before," conductor Ursula Brand said. The choir said that it will sing in Geneva in May.
"""
TEXTS = {"said": (SAID, "04"), "denied": (DENIED, "05"), "again": (AGAIN, "06"), "other": (OTHER, "04")}


@pytest.fixture
def ledger(tmp_path: Path) -> Iterator[Store]:
    with store.open(str(tmp_path / "t.db"), create=True) as there:
        yield there


def put(there: Store, *refs: str) -> None:
    for ref in refs:
        text, day = TEXTS[ref]
        title = text.partition("\n")[0]
        there.add(pipeline.read(Page(ref, text, "text/plain", lang="en", published=f"2025-03-{day}", title=title)))


def claims(there: Store) -> set[tuple[bool, frozenset[tuple[str, str, str]]]]:
    """Each claim as its statements: article, words, side; and whether it is disputed."""
    return {
        (
            g.group.disputed,
            frozenset((s.entry.ref, s.words, str(s.polarity)) for s in there.statements(group=g.group.id)),
        )
        for g in there.groups("claim")
    }


def sides(there: Store) -> dict[str, str]:
    """The side of each article in the one disputed claim."""
    ((_, found),) = [c for c in claims(there) if c[0]]
    return {ref: side for ref, _, side in found}


def rows(there: Store) -> set[tuple[str, str, str]]:
    return {(link.kind, link.a, link.b) for link in there.links()}


def test_one_says_it_one_denies_it_one_says_it_again(ledger: Store) -> None:
    put(ledger, "said", "denied", "again", "other")
    done = linking.link(ledger)
    assert done.links["claim"] >= 2
    assert sides(ledger) == {"said": "for", "denied": "against", "again": "for"}
    assert not list(ledger.check())


def test_what_comes_in_runs_of_one_gives_the_same_claims(ledger: Store, tmp_path: Path) -> None:
    put(ledger, *TEXTS)
    linking.link(ledger)
    with store.open(str(tmp_path / "slow.db"), create=True) as slow:
        for ref in sorted(TEXTS, key=lambda r: TEXTS[r][1]):
            put(slow, ref)
            assert linking.link(slow).done == 1
        assert claims(slow) == claims(ledger)


class Killed(BaseException):
    pass


@pytest.mark.parametrize("last", range(4))
def test_a_batch_that_is_killed_between_two_transactions_is_simply_linked_again(
    ledger: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, last: int
) -> None:
    put(ledger, *TEXTS)
    linking.link(ledger)
    with store.open(str(tmp_path / "killed.db"), create=True) as killed:
        put(killed, *TEXTS)
        calls = itertools.count()
        whole = killed.link

        def link(*args: object, **more: object) -> int:
            if next(calls) == last:
                raise Killed
            return whole(*args, **more)  # type: ignore[arg-type]

        with monkeypatch.context() as m:
            m.setattr(killed, "link", link)
            with pytest.raises(Killed):
                linking.link(killed)
        linking.link(killed)
        assert rows(killed) == rows(ledger)
        assert claims(killed) == claims(ledger)
        assert not list(killed.check())


def test_again_withdraws_and_makes_the_same_claims(ledger: Store) -> None:
    put(ledger, *TEXTS)
    linking.link(ledger)
    before = claims(ledger)
    linking.link(ledger, again=True)
    assert claims(ledger) == before
    assert len(before) == len(list(ledger.groups("claim")))


@pytest.mark.parametrize("what", ["statement", "article", "name", "url"])
def test_what_people_hide_is_of_no_claim_and_does_not_come_back(ledger: Store, what: str) -> None:
    put(ledger, "said", "denied", "again")
    linking.link(ledger)
    denials = list(ledger.statements(Query(stances=("denies",))))
    denial = denials[0]
    if what == "name":
        ledger.forget(name=denial.statement.who, delete=False, person="anna")
    elif what == "url":
        ledger.forget(url="denied", delete=True, person="anna")
    else:
        facts = {d.statement.id if what == "statement" else d.entry.id for d in denials}
        ledger.decide([Review(what, "hide", fact, person="anna") for fact in sorted(facts)])
    for _ in range(2):
        found = claims(ledger)
        assert found
        assert not any(disputed for disputed, _ in found)
        assert not any(ref == "denied" and "Osterhav" in words for _, told in found for ref, words, _ in told)
        linking.link(ledger, again=True)
    assert not list(ledger.check())


def test_what_was_hidden_and_is_shown_again_is_in_its_claim_again(ledger: Store) -> None:
    put(ledger, "said", "denied", "again")
    linking.link(ledger)
    before = claims(ledger)
    denial = next(s for s in ledger.statements(Query(stances=("denies",))))
    decision = ledger.decide([Review("statement", "hide", denial.statement.id, person="anna")])
    assert claims(ledger) != before
    ledger.revoke(decision, person="anna")
    assert claims(ledger) == before


def test_a_copy_says_the_same_and_is_no_origin(ledger: Store) -> None:
    put(ledger, "said", "other")
    copy = Page("copy", f"{SAID}\nEnd.", "text/plain", lang="en", published="2025-03-05", title=SAID.partition("\n")[0])
    ledger.add(pipeline.read(copy))
    linking.link(ledger)
    found = list(ledger.groups("claim"))
    copied = [s for s in ledger.statements() if s.entry.ref == "copy"]
    assert len(found) == len({s.claim for s in copied})
    assert all(s.claim for s in copied)
    assert {(g.articles, g.origins) for g in found} == {(2, 1)}


def test_claims_of_one_article_are_there_without_another(ledger: Store) -> None:
    text = """Mayor rejects reports

The newspaper Kurier reported that the mayor of Halvorsk sold the old harbour. The mayor denied that she sold the old
harbour.
"""
    ledger.add(pipeline.read(Page("one", text, "text/plain", lang="en", published="2025-03-04")))
    linking.link(ledger)
    assert any(disputed for disputed, _ in claims(ledger))


def test_batches_of_one_give_the_same_claims(ledger: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    put(ledger, *TEXTS)
    linking.link(ledger)
    monkeypatch.setattr(run, "BATCH", 1)
    with store.open(str(tmp_path / "b.db"), create=True) as single:
        put(single, *TEXTS)
        linking.link(single)
        assert claims(single) == claims(ledger)
