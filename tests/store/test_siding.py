"""The sides of claims that people join, part and correct."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from makers import reading

from recoupe.model import Link, Review

if TYPE_CHECKING:
    from recoupe.model import Polarity
    from recoupe.store.store import Store


def sides(ledger: Store, of: str) -> dict[str, Polarity | None]:
    group = ledger.group_of("claim", of)
    assert group is not None
    return {m.id: m.polarity for m in ledger.members(group.id)}


def scattered(ledger: Store) -> tuple[list[str], list[str]]:
    """Statements of three articles in no claim: those that assert, those that deny."""
    given = [replace(reading(n), claims=()) for n in "abc"]
    for one in given:
        ledger.add(one)
    return [r.statements[0].id for r in given], [r.statements[1].id for r in given]


def test_denials_stay_against_what_they_are_joined_with(ledger: Store) -> None:
    mayors, denials = scattered(ledger)
    one, other, _ = sorted(denials)
    ledger.link([Link("claim", one, other, 0.9, ("x",), "m")])
    assert sides(ledger, one) == {one: "against", other: "against"}
    for opposite in (False, True):
        decision = ledger.merge([one, mayors[0]], person="anna", opposite=opposite)
        assert sides(ledger, mayors[0]) == {mayors[0]: "for", one: "against", other: "against"}
        ledger.revoke(decision, person="anna")


def test_what_was_parted_and_joined_again_has_its_sides(ledger: Store) -> None:
    mayors, denials = scattered(ledger)
    ledger.merge([*mayors, *denials], person="anna")
    told = dict.fromkeys(mayors, "for") | dict.fromkeys(denials, "against")
    assert sides(ledger, mayors[0]) == told
    claim = ledger.group_of("claim", mayors[0])
    assert claim is not None
    ledger.split(claim.id, denials, person="anna")
    assert sides(ledger, denials[0]) == dict.fromkeys(denials, "against")
    assert sides(ledger, mayors[0]) == dict.fromkeys(mayors, "for")
    ledger.merge([denials[1], mayors[1]], person="anna")
    assert sides(ledger, mayors[0]) == told
    assert list(ledger.check()) == []


def test_claims_that_say_the_opposite_are_joined_with_their_sides_turned(ledger: Store) -> None:
    one, other = reading("a"), reading("b")
    ledger.add(one)
    ledger.add(other)
    ends = [r.statements[0].id for r in (one, other)]
    ledger.merge(ends, person="anna", opposite=True)
    found = sides(ledger, ends[0])
    assert found[one.statements[0].id] == found[other.statements[1].id]
    assert found[one.statements[1].id] == found[other.statements[0].id] != found[ends[0]]


def test_a_confirmed_link_keeps_its_sides(ledger: Store) -> None:
    mayors, _ = scattered(ledger)
    a, b, c = sorted(mayors)
    ledger.link([Link("claim", a, b, 0.9, ("x",), "m", sides=("for", "against"))])
    ledger.link([Link("claim", b, c, 0.8, ("x",), "m", sides=("for", "for"))])
    before = sides(ledger, a)
    assert before[a] != before[b] == before[c]
    ledger.decide([Review("claim", "confirm", b, c, "anna")])
    assert sides(ledger, a) == before


def test_who_was_misread_stands_on_the_other_side(ledger: Store) -> None:
    given = reading("a")
    mayor, berg = (s.id for s in given.statements)
    ledger.add(given)
    assert sides(ledger, mayor) == {mayor: "for", berg: "against"}
    decision = ledger.correct(berg, {"stance": "asserts"}, person="anna")
    assert sides(ledger, mayor) == {mayor: "for", berg: "for"}
    assert not any(g.group.disputed for g in ledger.groups("claim"))
    ledger.correct(berg, {"who": "Anna Bergmann"}, person="anna")
    assert sides(ledger, mayor) == {mayor: "for", berg: "for"}
    ledger.revoke(decision, person="anna")
    assert sides(ledger, mayor) == {mayor: "for", berg: "against"}


def test_a_correction_after_a_merge_turns_the_side_that_it_told(ledger: Store) -> None:
    mayors, denials = scattered(ledger)
    ledger.merge([mayors[0], denials[0]], person="anna")
    ledger.correct(denials[0], {"stance": "confirms"}, person="anna")
    assert set(sides(ledger, mayors[0]).values()) == {"for"}
    ledger.correct(denials[0], {"stance": "denies"}, person="anna")
    assert sides(ledger, mayors[0]) == {mayors[0]: "for", denials[0]: "against"}
    ledger.correct(denials[1], {"stance": "asserts"}, person="anna")
    ledger.merge([mayors[0], denials[1]], person="anna")
    assert sides(ledger, mayors[0])[denials[1]] == "for"


def test_what_is_corrected_before_and_after_a_merge_counts_once(ledger: Store) -> None:
    (m, *_), (d, *_) = scattered(ledger)
    for first, second, then in (
        ("asserts", "confirms", "for"),
        ("asserts", "denies", "against"),
        ("asserts", "", "against"),
    ):
        made = [ledger.correct(d, {"stance": first}, person="anna"), ledger.merge([m, d], person="anna")]
        assert sides(ledger, m) == {m: "for", d: "for"}
        if second:
            made.append(ledger.correct(d, {"stance": second}, person="anna"))
        else:
            ledger.revoke(made.pop(0), person="anna")
        assert sides(ledger, m) == {m: "for", d: then}, (first, second)
        for decision in made:
            ledger.revoke(decision, person="anna")


def test_who_only_doubts_as_corrected_is_on_no_side(ledger: Store) -> None:
    given = reading("a")
    mayor, berg = (s.id for s in given.statements)
    ledger.add(given)
    decision = ledger.correct(berg, {"stance": "doubts"}, person="anna")
    assert sides(ledger, mayor) == {mayor: "for", berg: "open"}
    ledger.revoke(decision, person="anna")
    assert sides(ledger, mayor) == {mayor: "for", berg: "against"}


def test_two_who_doubt_are_joined_as_opposites(ledger: Store) -> None:
    given = [replace(reading(n), claims=()) for n in "ab"]
    pair = [r.statements[0].id for r in given]
    for r in given:
        ledger.add(replace(r, statements=(replace(r.statements[0], stance="doubts"), r.statements[1])))
    ledger.merge(pair, person="anna", opposite=True)
    assert set(sides(ledger, pair[0]).values()) == {"for", "against"}


def test_what_people_joined_stays_joined_where_one_of_it_is_hidden(ledger: Store) -> None:
    mayors, denials = scattered(ledger)
    ledger.merge([*mayors, *denials], person="anna")
    (claim,) = ledger.groups("claim")
    told = sides(ledger, mayors[0])
    least = min(told)
    decision = ledger.hide(least, person="anna")
    (rest,) = ledger.groups("claim")
    left = {m.id: m.polarity for m in ledger.members(rest.group.id)}
    assert left == {one: side for one, side in told.items() if one != least}
    assert ledger.group(claim.group.id) == rest.group
    ledger.revoke(decision, person="anna")
    assert sides(ledger, mayors[0]) == told
    assert ledger.group(rest.group.id) == ledger.group(claim.group.id)
    assert list(ledger.check()) == []
