"""What people say of single facts: names, corrections, what is right, what is hidden; all of it taken back at will."""

import json
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from makers import reading
from test_links import ME

from recoupe.errors import QueryError
from recoupe.ledger import Query, Said
from recoupe.model import Link, Reading, Review, Stance
from recoupe.store import recent
from recoupe.store.store import Store


@pytest.fixture
def given(ledger: Store) -> Reading:
    made = reading("a", url="https://a.example/1")
    ledger.add(made)
    return made


def said(ledger: Store, statement: str) -> Said:
    (found,) = ledger.statements_of([statement])
    assert found in list(ledger.statements(Query(hidden=True)))
    return found


def actor(ledger: Store, member: str) -> str:
    group = ledger.group_of("actor", member)
    assert group is not None
    return group.id


def test_a_statement_is_corrected_and_the_fact_stays(ledger: Store, given: Reading) -> None:
    one, before = given.statements[1].id, ledger.reading(given.article.id)
    first = ledger.correct(one, {"who": " Anna \n Berg-Holm "}, person="anna", note="her name")
    ledger.correct(one, {"stance": "asserts"}, person="boris")
    found = said(ledger, one)
    assert (found.statement.who, found.statement.stance, found.corrected) == (
        "Anna Berg-Holm",
        "asserts",
        ("stance", "who"),
    )
    assert ledger.reading(given.article.id) == before  # facts are what they were
    ledger.revoke(first, person="carla")
    found = said(ledger, one)
    assert (found.statement.who, found.corrected) == ("Anna Berg", ("stance",))
    (undone,) = (r for r in ledger.reviews(of=[one], live=False) if r.withdrawn)
    assert (undone.person, undone.note, undone.withdrawn_by) == ("anna", "her name", "carla")
    ledger.correct(one, {"stance": "denies"}, person="carla")
    assert said(ledger, one).statement.stance == "denies"
    assert list(ledger.check()) == []


def test_a_statement_is_confirmed(ledger: Store, given: Reading) -> None:
    one, two = (s.id for s in given.statements)
    decision = ledger.confirm(one, person="anna")
    assert (said(ledger, one).confirmed, said(ledger, two).confirmed) == (True, False)
    ledger.revoke(decision, person="anna")
    assert not said(ledger, one).confirmed


@pytest.mark.parametrize(
    ("told", "why"),
    [
        ({}, "one can correct"),
        ({"words": "other"}, "one can correct"),
        ({"who": ""}, "is no name"),
        ({"who": "…"}, "is no name"),
        ({"who": "x" * 301}, "is no name"),
        ({"stance": "shouts"}, "is none of asserts"),
    ],
)
def test_what_is_no_correction(ledger: Store, given: Reading, told: dict[str, str], why: str) -> None:
    with pytest.raises(QueryError, match=why):
        ledger.correct(given.statements[0].id, told, person="anna")
    assert list(ledger.reviews(live=False)) == []


def test_what_is_not_there(ledger: Store, given: Reading) -> None:
    for decide in (
        lambda: ledger.correct("s10000000000000000", {"who": "Anna"}, person="anna"),
        lambda: ledger.confirm(given.article.id, person="anna"),
        lambda: ledger.hide("x'; DROP TABLE review", person="anna"),
        lambda: ledger.hide("", person="anna"),
        lambda: ledger.rename("w10000000000000000", "Anna", person="anna"),
        lambda: ledger.rename(given.statements[0].id, "Anna", person="anna"),
    ):
        with pytest.raises(QueryError, match="is no"):
            decide()  # type: ignore[no-untyped-call]


def test_an_actor_is_renamed_whatever_becomes_of_it(ledger: Store, given: Reading) -> None:
    other = reading("b", name="Ana Berg")
    ledger.add(other)
    one, two = given.actors[1].id, other.actors[1].id
    first = ledger.rename(actor(ledger, one), "Dr Anna Berg", person="anna")
    shown = ledger.listed(actor(ledger, one))
    assert shown is not None
    assert (shown.name, shown.names) == ("Dr Anna Berg", ("Dr Anna Berg", "Anna Berg"))
    ledger.link([Link("actor", one, two, maker=ME)])
    (merged,) = (g for g in ledger.groups("actor") if g.group.size == 2)
    assert merged.name == "Dr Anna Berg"
    ledger.rename(merged.group.id, "A. Berg", person="boris")
    assert [g.name for g in ledger.groups("actor") if g.group.size == 2] == ["A. Berg"]
    ledger.withdraw()
    names = {g.name for g in ledger.groups("actor")}
    assert names >= {"A. Berg"}
    ledger.revoke(first, person="anna")
    for r in list(ledger.reviews()):
        ledger.revoke(r.decision, person="anna")
    assert {g.name for g in ledger.groups("actor")} == {"The mayor", "Anna Berg", "Ana Berg"}
    assert list(ledger.check()) == []


def test_what_is_hidden_is_shown_again(ledger: Store, given: Reading) -> None:
    for fact in (given.statements[0].id, given.actors[0].id, given.article.id):
        decision = ledger.hide(fact, person="anna")
        assert ledger.revoke(decision, person="anna") == 1
    assert len(list(ledger.statements())) == 2


def test_statements_are_tied_to_claims_and_untied(ledger: Store, given: Reading) -> None:
    other = reading("b")
    ledger.add(other)
    claims = [g.group.id for g in ledger.groups("claim")]
    assert len(claims) == 2
    decision = ledger.merge(claims, person="anna", opposite=True)
    (merged,) = ledger.groups("claim")
    sides = {m.id: m.polarity for m in ledger.members(merged.group.id)}
    mayor, berg = (s.id for s in given.statements)
    assert sides[mayor] != sides[other.statements[0].id]
    assert sides[mayor] == sides[other.statements[1].id] != sides[berg]
    ledger.revoke(decision, person="anna")
    ledger.merge(claims, person="anna")
    (merged,) = ledger.groups("claim")
    sides = {m.id: m.polarity for m in ledger.members(merged.group.id)}
    assert sides[mayor] == sides[other.statements[0].id] != sides[berg]
    ledger.split(merged.group.id, [mayor], person="anna")
    assert ledger.group_of("claim", mayor) is None
    assert list(ledger.check()) == []


def test_a_statement_that_is_in_no_claim_stands_for_itself(ledger: Store) -> None:
    one, two = (replace(reading(n), claims=()) for n in "ab")
    ledger.add(one)
    ledger.add(two)
    pair = [one.statements[0].id, two.statements[1].id]
    ledger.merge(pair, person="anna")
    (claim,) = ledger.groups("claim")
    assert claim.group.disputed  # one asserts, the other denies
    with pytest.raises(QueryError, match="opposite"):
        ledger.merge([*pair, two.statements[0].id], person="anna", opposite=True)
    with pytest.raises(QueryError, match="two groups or more"):
        ledger.merge(pair, person="anna")


@pytest.mark.parametrize("delete", [False, True])
def test_a_name_that_is_forgotten_stands_in_no_correction(ledger: Store, given: Reading, delete: bool) -> None:  # noqa: FBT001
    mayor = given.statements[0].id
    ledger.correct(mayor, {"who": "ANNA Berg"}, person="anna")
    ledger.rename(actor(ledger, given.actors[0].id), "Anna Berg", person="anna")
    ledger.correct(mayor, {"stance": "asserts"}, person="anna")
    ledger.forget(name="Anna Berg", delete=delete, person="clerk")
    assert said(ledger, mayor).statement.who == "The mayor"
    assert {g.name for g in ledger.groups("actor")} == {"The mayor"}
    if delete:
        assert "berg" not in str(ledger.engine.all("SELECT * FROM review")).casefold()


def test_many_corrections_are_read_together(opened: Callable[..., Store]) -> None:
    ledger = opened()
    for n in range(120):
        ledger.add(reading(f"r{n}"))
    ids = [s.statement.id for s in ledger.statements()]
    ledger.decide([Review("statement", "confirm", i, person="anna") for i in ids[::2]])
    found = list(ledger.statements())
    assert [s.statement.id for s in found] == ids
    assert [s.confirmed for s in found] == [True, False] * 120


WRITTEN = {"rating": "Not so", "reviewer": "The Desk", "url": "https://desk.example/checks/1"}


def test_a_fact_check_is_written_and_taken_back(ledger: Store, given: Reading) -> None:
    mayor, berg = (s.id for s in given.statements)
    (claim,) = ledger.groups("claim")
    decision = ledger.fact_check(claim.group.id, {**WRITTEN, "claimant": "The mayor"}, person="anna")
    assert list(ledger.groups("claim")) == [claim]  # it changes no group
    for of in (mayor, berg):
        found = list(ledger.written_checks([of]))
        assert [(r.person, c.rating, c.claim) for r, c in found] == (
            [("anna", "Not so", "the bridge was safe")] if of == min(mayor, berg) else []
        )
    ledger.revoke(decision, person="anna")
    assert list(ledger.written_checks([mayor, berg])) == []
    assert list(ledger.check()) == []


@pytest.mark.parametrize(
    ("more", "why"),
    [
        ({"rating": " "}, "needs its rating"),
        ({"url": "", "reviewer": ""}, "needs its reviewer and url"),
        ({"url": "javascript:alert(1)"}, "is no address of the web"),
        ({"url": 'https://x.example/"><script>'}, "is no address of the web"),
        ({"colour": "red"}, "has no colour"),
        ({"title": "x" * 2001}, "2,000 characters at most"),
    ],
)
def test_what_is_no_fact_check(ledger: Store, given: Reading, more: dict[str, str], why: str) -> None:  # noqa: ARG001
    (claim,) = ledger.groups("claim")
    with pytest.raises(QueryError, match=why):
        ledger.fact_check(claim.group.id, WRITTEN | more, person="anna")
    with pytest.raises(QueryError, match="is no"):
        ledger.fact_check("t10000000000000000", WRITTEN, person="anna")


def test_a_fact_check_of_who_is_forgotten_goes(ledger: Store, given: Reading) -> None:  # noqa: ARG001
    (claim,) = ledger.groups("claim")
    ledger.fact_check(claim.group.id, WRITTEN | {"claim": "anna berg's bridge is safe"}, person="anna")
    ledger.fact_check(claim.group.id, WRITTEN | {"claim": "Anna Bergs bridge is safe"}, person="anna")
    ledger.forget(name="Anna Berg", delete=True, person="clerk")
    assert [json.loads(r.value)["claim"] for r in ledger.reviews()] == ["Anna Bergs bridge is safe"]


def test_who_is_forgotten_is_followed_no_more(ledger: Store, given: Reading) -> None:
    ledger.follow("actor", actor(ledger, given.actors[1].id))
    ledger.follow("search", 'who:"anna berg"')
    ledger.follow("search", "bridge", name="What Anna Berg says")
    kept = ledger.follow("search", "bergs bridge")
    ledger.forget(name="Anna Berg", delete=False, person="clerk")
    assert ledger.follows() == [kept]


@pytest.mark.parametrize("names", [0, 500], ids=["many are called so", "few are called so"])
@pytest.mark.usefixtures("given")
def test_a_search_asks_what_is_shown(ledger: Store, names: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(recent, "_NAMES", names)
    first = next(iter(ledger.statements(Query(who="berg"))))
    name, stance = first.statement.id, first.statement.stance
    other: Stance = "doubts"

    def found(**asked: Any) -> bool:
        return name in {s.statement.id for s in ledger.statements(Query(limit=50, **asked))}

    assert found(who="berg", stances=(stance,))
    decision = ledger.correct(name, {"who": "Carla Dupont", "stance": other}, person="anna")
    assert found(who="carla dupont")
    assert not found(who='"carla dup"')
    assert found(who="dup*")
    assert found(stances=(other,))
    assert found(who="carla", stances=(other,))
    assert not found(who="berg")
    assert not found(stances=(stance,))
    article = first.entry.id
    assert article in {e.id for e in ledger.articles(Query(who="carla"))}
    ledger.revoke(decision, person="anna")
    assert found(who="berg", stances=(stance,))
    assert not found(who="carla")


def test_who_people_say_it_was_has_it_on_their_list(ledger: Store, given: Reading) -> None:
    mayor, anna = given.actors[0].id, given.actors[1].id
    one, two = (s.id for s in given.statements)

    def said(of: str) -> set[str]:
        group = ledger.group_of("actor", of)
        assert group is not None
        listed = {s.statement.id for s in ledger.statements(group=group.id)}
        assert listed == {s.statement.id for s in ledger.statements(Query(actor=group.id))}
        assert all(s.actor == group.id for s in ledger.statements(group=group.id))
        return listed

    assert (said(mayor), said(anna)) == ({one}, {two})
    decision = ledger.correct(one, {"who": "anna berg"}, person="clerk")
    assert (said(mayor), said(anna)) == (set(), {one, two})
    ledger.correct(one, {"who": "Somebody Else"}, person="clerk")
    assert (said(mayor), said(anna)) == (set(), {two})
    (shown,) = (s for s in ledger.statements() if s.statement.id == one)
    assert shown.actor is None
    for r in list(ledger.reviews()):
        ledger.revoke(r.decision, person="clerk")
    assert decision
    assert (said(mayor), said(anna)) == ({one}, {two})


@pytest.mark.parametrize("names", [0, 500], ids=["many are called so", "few are called so"])
@pytest.mark.usefixtures("given")
def test_a_renamed_actor_is_found_by_the_new_name(ledger: Store, names: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(recent, "_NAMES", names)
    (berg,) = (g for g in ledger.groups("actor", Query(words="berg")))
    assert not list(ledger.groups("actor", Query(words="waterworks")))
    decision = ledger.rename(berg.group.id, "Ostby Waterworks Ltd", person="anna")
    (found,) = ledger.groups("actor", Query(words="waterworks"))
    assert found.group == berg.group
    assert [s.actor for s in ledger.statements(Query(who="waterworks"))] == [berg.group.id]
    assert [g.group.id for g in ledger.groups("actor", Query(words="berg"))] == [berg.group.id]
    ledger.rename(berg.group.id, "Ostby Works", person="anna")
    assert not list(ledger.groups("actor", Query(words="waterworks")))
    ledger.revoke(decision, person="anna")


def test_a_corrected_speaker_is_whom_people_call_so_and_no_hidden_one(ledger: Store, given: Reading) -> None:
    mayor, anna = (ledger.group_of("actor", a.id) for a in given.actors)
    one, two = (s.id for s in given.statements)
    assert mayor is not None
    assert anna is not None

    def actor_of(statement: str) -> str | None:
        return next(s.actor for s in ledger.statements() if s.statement.id == statement)

    ledger.rename(anna.id, "Anna Bergmann", person="clerk")
    ledger.correct(one, {"who": "Anna Bergmann"}, person="clerk")
    assert actor_of(one) == anna.id
    ledger.correct(two, {"who": "Mayor Anna Berg"}, person="clerk")  # the same name, longer
    assert actor_of(two) == anna.id
    assert {s.statement.id for s in ledger.statements(group=anna.id)} == {one, two}
    other = reading("z", name="Zoe Lund")
    ledger.add(other)
    ledger.hide(other.article.id, person="clerk")
    ledger.correct(one, {"who": "Zoe Lund"}, person="clerk")
    assert actor_of(one) is None
