"""Groups from bonds and verdicts: pure."""

from collections.abc import Iterable

from hypothesis import given
from hypothesis import strategies as st

from recoupe.model import Polarity
from recoupe.store.grouping import Bond, Decided, groups, oriented

items = st.sampled_from("abcdefgh")
bonds = st.builds(Bond, items, items, st.integers(0, 3).map(float)).filter(lambda b: b.a != b.b)
verdicts = st.builds(Decided, items, items, st.booleans()).filter(lambda d: d.a != d.b)


def sets(found: Iterable[dict[str, Polarity | None]]) -> list[set[str]]:
    return [set(g) for g in found]


@given(st.lists(bonds), st.randoms(use_true_random=False))
def test_the_order_of_bonds_says_nothing(given_: list[Bond], shuffled: object) -> None:
    mixed = list(given_)
    shuffled.shuffle(mixed)  # type: ignore[attr-defined]
    assert groups("abcdefgh", given_) == groups("abcdefgh", mixed)


@given(st.lists(bonds), st.lists(verdicts))
def test_everything_is_in_one_group_and_who_was_parted_last_stays_apart(
    given_: list[Bond], decided: list[Decided]
) -> None:
    found = sets(groups("abcdefgh", given_, decided))
    assert sorted(i for g in found for i in g) == list("abcdefgh")
    if decided and not decided[0].joins:
        assert not any({decided[0].a, decided[0].b} <= g for g in found)
    if decided and decided[0].joins:
        assert any({decided[0].a, decided[0].b} <= g for g in found)


def test_the_stronger_bond_wins_where_two_were_parted() -> None:
    parted = [Decided("a", "c", joins=False)]
    assert sets(groups("abc", [Bond("a", "b", 0.9), Bond("b", "c", 0.5)], parted)) == [{"a", "b"}, {"c"}]
    assert sets(groups("abc", [Bond("a", "b", 0.4), Bond("b", "c", 0.5)], parted)) == [{"a"}, {"b", "c"}]


def test_the_later_verdict_wins() -> None:
    merged, split = Decided("a", "b", joins=True), Decided("a", "b", joins=False)
    assert sets(groups("ab", [], [merged, split])) == [{"a", "b"}]
    assert sets(groups("ab", [Bond("a", "b")], [split, merged])) == [{"a"}, {"b"}]


def test_sides_turn_with_the_group() -> None:
    against: tuple[Polarity, Polarity] = ("for", "against")
    (found,) = groups("abcd", [Bond("a", "b", 3, against), Bond("c", "d", 2, against), Bond("a", "c", 1, against)])
    assert found["a"] == found["d"] != found["b"] == found["c"]


def test_for_is_the_side_of_those_who_assert() -> None:
    members: dict[str, Polarity | None] = {"a": "for", "b": "against", "c": "against", "d": None, "e": None}
    stances = {"a": "denies", "b": "asserts", "c": "asserts", "d": "doubts", "e": "urges"}
    assert oriented(members, stances) == {"a": "against", "b": "for", "c": "for", "d": "open", "e": "open"}
