"""What the ledger has under a key is asked for once, and known as well as if it were asked for each time."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

from recoupe.linking import found
from recoupe.linking.found import Found

CROWD = 20

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator


class Keys:
    """A ledger's keys, and how often it was asked."""

    def __init__(self) -> None:
        self.rows: list[tuple[str, str, str]] = []
        self.asked: list[str] = []

    def candidates(self, space: str, keys: Collection[str], *, most: int) -> Iterator[tuple[str, str]]:
        self.asked += keys
        for key in keys:
            items = [i for s, k, i in self.rows if (s, k) == (space, key)]
            yield from ((key, item) for item in items if len(items) <= most)

    def keys(self, space: str) -> Iterator[str]:
        return (k for s, k, _ in self.rows if s == space)


class Both:
    """A ledger and what is remembered of it."""

    def __init__(self, most: int = 400) -> None:
        self.ledger = Keys()
        self.found = Found(cast("Any", self.ledger), "x", crowd=CROWD, most=most)

    def write(self, rows: Iterable[tuple[str, str]]) -> None:
        new = [("x", key, item) for key, item in rows]
        self.ledger.rows += [row for row in new if row not in self.ledger.rows]
        self.found.written(new)

    def under(self, key: str) -> list[str]:
        return self.found.buckets([key]).get(key, [])


def test_a_key_is_asked_for_once_and_what_is_written_is_known() -> None:
    both = Both()
    both.write([("a", "1")])
    assert both.under("a") == both.under("a") == ["1"]
    both.write([("a", "2"), ("a", "1")])
    assert both.under("a") == ["1", "2"]
    assert both.ledger.asked == ["a"]


def test_what_had_nothing_is_asked_for_again_when_it_has_something() -> None:
    both = Both()
    assert not both.under("a")
    both.write([("a", "1")])
    assert both.under("a") == ["1"]


def test_a_key_with_too_many_items_has_none_and_is_not_asked_for_again() -> None:
    both = Both()
    both.write([("a", str(n)) for n in range(CROWD)])
    assert len(both.under("a")) == CROWD
    both.write([("a", "one more")])
    assert not both.under("a")
    assert both.ledger.asked == ["a"]


def test_a_key_that_was_crowded_when_it_was_first_met_is_found_out_once() -> None:
    both = Both()
    both.write([("a", str(n)) for n in range(CROWD + 1)])
    assert not both.under("a")
    for n in range(5):
        both.write([("a", f"more {n}")])
        assert not both.under("a")
    assert both.ledger.asked == ["a", "a"]


def test_of_what_is_too_much_what_was_asked_for_last_stays() -> None:
    both = Both(most=5)
    both.write([("a", "1"), ("a", "2"), ("b", "1"), ("c", "1")])
    for key in "abca":
        assert both.under(key)
    both.write([("a", "3")])
    assert both.under("a") == ["1", "2", "3"]
    assert both.under("c") == ["1"]
    assert both.under("b") == ["1"]
    assert both.ledger.asked == ["a", "b", "c", "b"]


def test_after_a_while_new_keys_are_not_asked_for(monkeypatch: Any) -> None:
    monkeypatch.setattr(found, "_LATER", 100)
    both = Both()
    both.write([(f"old {n}", "1") for n in range(50)])
    assert not any(both.under(f"before {n}") for n in range(101))
    asked = len(both.ledger.asked)
    assert not any(both.under(f"new {n}") for n in range(1000))
    assert len(both.ledger.asked) - asked < 5
    both.write([(f"new {n}", "1") for n in range(1000)])
    assert all(both.under(f"new {n}") == ["1"] for n in range(1000))
    assert all(both.under(f"old {n}") == ["1"] for n in range(50))
    both.write([("before 7", "2")])
    assert both.under("before 7") == ["2"]
