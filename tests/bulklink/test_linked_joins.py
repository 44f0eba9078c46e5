"""The joins alone: what is paired, what a crowded key costs, and components that grow too large."""

import datetime as dt
from itertools import pairwise

import duckdb
import numpy as np
import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from made_links import rows

from recoupe import ids
from recoupe.bulk.linked import inside, joins, keys, people
from recoupe.bulk.linked.keys import BRIDGE, NATIVE, RUN, TEXT, UNIT
from recoupe.bulk.linked.neighbourhoods import Edges, components, labelled, unknown_last
from recoupe.bulk.linked.readings import minute, number, packed, unpacked
from recoupe.link.items import Item
from recoupe.link.stories.priming import fixed
from recoupe.link.stories.weights import learned
from recoupe.linking import found as keys_found
from recoupe.model import Actor, Article, Claim, DateMention, Days, Member, Outlink, Reading, Statement

DAY = 1440
SOON = settings(max_examples=60, deadline=None)


def edges(*found: tuple[int, int, int, int, int | None]) -> list[tuple[int, int, int]]:
    """The pairs of articles with these keys: (kind, term, number, weight, moment)."""
    columns = ("kind", "term", "number", "weight", "moment")
    told = pa.table({c: pa.array([f[n] for f in found], pa.int64()) for n, c in enumerate(columns)})
    with duckdb.connect() as there:
        there.register("keys", told)
        return sorted(there.sql(joins.EDGES).fetchall())


def test_what_pairs_share_is_summed_over_keys_of_one_kind() -> None:
    found = edges(
        *((NATIVE, term, n, 500, 0) for term in (1, 2, 3) for n in (10, 20)),  # 3 times 500 times 500
        *((BRIDGE, term, n, 800, 0) for term in (1,) for n in (10, 20)),
        *((RUN, 7, n, 400_000, 0) for n in (30, 40)),
    )
    assert found == [(10, 20, 750_000)]


def test_of_runs_the_larger_share_counts() -> None:
    assert edges((RUN, 1, 1, 700_000, 0), (RUN, 1, 2, 100, 0)) == [(1, 2, 700_000)]


def test_what_is_too_far_apart_in_time_is_no_pair() -> None:
    one, two = (TEXT, 1, 1, UNIT, 0), (TEXT, 1, 2, UNIT, 14 * DAY)
    assert edges(one, two) == [(1, 2, UNIT)]
    assert edges(one, (TEXT, 1, 2, UNIT, 14 * DAY + 1)) == []
    assert edges(one, (TEXT, 1, 2, UNIT, None)) == [(1, 2, UNIT)]


def test_a_key_of_many_costs_what_it_has_and_still_holds_them_together() -> None:
    """Ten thousand articles with one text: each meets its neighbours in time alone, and all are one component."""
    many = 10_000
    found = edges(*((TEXT, 5, n, 3 * UNIT, n) for n in range(many)))
    assert len(found) <= many * joins.NEAR
    one, other, _ = (np.array(c, np.int64) for c in zip(*found, strict=True))
    assert set(components(many, one, other).tolist()) == {0}


def test_a_word_that_too_many_have_finds_none() -> None:
    crowd = [(NATIVE, 5, n, 2000, n) for n in range(joins.CROWD + 1)]
    assert edges(*crowd) == []
    assert len(edges(*crowd[1:])) > joins.CROWD
    assert edges(*crowd, (NATIVE, 6, 1, 2000, 0), (NATIVE, 6, 2, 2000, 0)) == [(1, 2, 4_000_000)]


@SOON
@given(
    st.lists(
        st.tuples(st.integers(0, 2), st.integers(0, 40), st.none() | st.integers(0, 30 * DAY)),
        unique_by=lambda t: t[:2],
        max_size=60,
    ),
    st.randoms(),
)
def test_the_order_of_keys_makes_no_difference(some: list[tuple[int, int, int | None]], luck: object) -> None:
    moments = {n: m for _, n, m in some}
    found = [(NATIVE, term, n, 900, moments[n]) for term, n, _ in some]
    first = edges(*found) if found else []
    getattr(luck, "shuffle")(found)  # noqa: B009
    assert (edges(*found) if found else []) == first


def small(pairs: list[tuple[int, int]], weight: float, many: int, largest: int) -> list[int]:
    a, b = (np.array(x, np.int64) for x in zip(*pairs, strict=True))
    given_ = Edges(a, b, np.full(len(pairs), int(weight * UNIT), np.int64))
    found = labelled(np.arange(many), np.arange(many), given_, largest=largest, size=3)
    return [int(x) for x in found.label]


def test_components_are_named_by_their_smallest() -> None:
    assert small([(1, 2), (2, 4), (0, 3)], 1.0, 6, 10) == [0, 1, 1, 0, 1, 5]


def test_more_is_asked_for_in_what_is_too_large_alone() -> None:
    weak, strong = int(0.7 * UNIT), int(2.5 * UNIT)
    pairs = [(0, 1, strong), (1, 2, weak), (2, 3, strong), (4, 5, weak)]
    a, b, w = (np.array(x, np.int64) for x in zip(*pairs, strict=True))
    found = labelled(np.arange(6), np.arange(6), Edges(a, b, w), largest=3, size=2)
    assert found.label.tolist() == [0, 0, 2, 2, 4, 4]
    assert (found.raised, found.cut) == (4, 0)


def test_what_is_one_text_many_times_is_cut_by_time() -> None:
    many = 10
    moments = np.array([9, 8, 7, 6, 5, 4, 3, 2, 1, 0], np.int64)
    a, b = np.arange(many - 1), np.arange(1, many)
    found = labelled(np.arange(many), moments, Edges(a, b, np.full(many - 1, 9 * UNIT)), largest=4, size=3)
    assert found.label.tolist() == [0, 0, 2, 2, 2, 2, 6, 6, 6, 6]
    assert found.cut == many


@SOON
@given(st.lists(st.integers(0, 30), min_size=1, max_size=200), st.integers(1, 20))
def test_bins_hold_whole_neighbourhoods_and_not_much_more_than_they_should(labels: list[int], size: int) -> None:
    members = sorted(labels)
    pairs = [(n, n + 1) for n, (x, y) in enumerate(pairwise(members)) if x == y]
    a, b = (np.array(x, np.int64) for x in (zip(*pairs, strict=True) if pairs else ((), ())))
    found = labelled(
        np.arange(len(members)),
        np.zeros(len(members), np.int64),
        Edges(a, b, np.full(len(pairs), UNIT)),
        largest=500,
        size=size,
    )
    of = dict(zip(found.label.tolist(), found.bin.tolist(), strict=True))
    assert [of[x] for x in found.label.tolist()] == found.bin.tolist()
    counts = np.bincount(found.bin)
    assert counts.max() <= size + max(np.bincount(found.label))


def test_what_has_no_time_comes_last() -> None:
    assert unknown_last(np.array([5.0, np.nan])).tolist() == [5, 1 << 53]


def full() -> Reading:
    article = Article(
        "r", ids.make("a", "x"), "Ann said “no”.", url="https://a.example/", site="a.example", lang="en", title="T",
        published="2024-05-01T10:00:00+02:00", outlinks=(Outlink("https://b.example/", "", "body"),),
    )  # fmt: skip
    said = Statement(ids.make("s", 1), ((9, 13),), "direct", "denies", "", ((0, 3),), ((4, 8),), "named", "Ann", "p1x")
    return Reading(
        article,
        (said,),
        (DateMention(0, 3, "DATE", "", "", days=Days(dt.date(2024, 5, 1), None)),),
        (Actor(ids.make("p", 1), "Ann", "person", ((0, 3),), "DE", "minister"),),
        (Claim("c1x", (Member(said.id, "against"),)),),
    )


def test_a_reading_survives_its_way() -> None:
    assert unpacked(packed(full())) == full()


@SOON
@given(st.integers(0, 1 << 64), st.integers(0, 1 << 64))
def test_numbers_are_in_the_order_of_ids(a: int, b: int) -> None:
    one, two = ids.make("a", a), ids.make("a", b)
    assert (number(one) < number(two)) is (one < two)
    assert -(1 << 63) <= number(one) < 1 << 63


@pytest.mark.parametrize(("published", "found"), [(None, None), ("1970-01-02", DAY), ("1970-01-01T02:30:00+02:00", 30)])
def test_minutes(published: str | None, found: int | None) -> None:
    assert minute(published) == found


def test_keys_of_an_article_are_few_and_of_all_kinds() -> None:
    row = rows()[0]
    found = list(keys.keys(Item("a", row["text"], "en", row["title"]), fixed(learned())))
    kinds = [k.kind for k in found]
    assert (kinds.count(NATIVE), kinds.count(TEXT)) == (24, 1)
    assert 0 < kinds.count(BRIDGE) <= 24
    assert 0 < kinds.count(RUN) <= len(row["text"].split())
    assert all(k.weight > 0 for k in found)
    assert [k.kind for k in keys.keys(Item("a", "", "en"), fixed(learned()))] == []


def person(article: str, name: str, n: int, **more: str) -> Reading:
    made = ids.make("a", article, n)
    actor = Actor(ids.make("p", made, name), name, "person", ((0, 3),), **more)
    return Reading(Article(article, made, f"{name} spoke of item {n}.", lang="en"), actors=(actor,))


def test_a_lone_surname_leads_nowhere_and_a_full_name_everywhere() -> None:
    counts = fixed(learned())
    lone, whole, seated = (
        list(people.known(inside.linked([r], counts)))
        for r in (
            person("a", "Berg", 1),
            person("a", "Anna Berg", 2),
            person("a", "Berg", 3, country="DE", role="chancellor"),
        )
    )
    assert lone == []
    assert {row[0] for row in whole} >= {"p=anna berg"}
    assert "p@chancellor:DE" in {row[0] for row in seated}
    assert not any(row[0][1:3] == "~w" for row in (*whole, *seated))


def test_many_names_are_asked_of_no_ledger(monkeypatch: pytest.MonkeyPatch) -> None:
    before = inside.linked([full()], fixed(learned())).rows
    monkeypatch.setattr(keys_found, "_LATER", 0)
    assert inside.linked([full()], fixed(learned())).rows == before


def test_articles_alone_are_stories_of_one() -> None:
    found = inside.linked([full()], fixed(learned()))
    assert [(r.what, r.sure, r.object) for r in found.rows if r.what == "story"] == [("story", True, None)]
    assert not found.copies
