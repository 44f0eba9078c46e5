"""Actors of different articles are one on spelling, role and country, or story; a lone surname never on spelling alone."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from recoupe.link.actors import Named, judge, keys, resolve
from recoupe.link.actors.judge import LINKS
from recoupe.link.actors.resolve import _best

if TYPE_CHECKING:
    from recoupe.model import ActorType

DAY = dt.date(2022, 7, 16)
KULEBA = Named("p1", "Dmytro Kuleba", "person", "en", "UA", "foreign_minister", DAY, "t1")
SULLIVAN = Named("p2", "Jake Sullivan", "person", "en", "US", "security_adviser", DAY, "t1")
MINISTER = Named("p3", "حسین امیرعبداللهیان", "person", "fa", "IR", "foreign_minister", DAY, "t2")


@pytest.mark.parametrize(
    ("name", "known", "country", "role"),
    [
        ("Kolba", KULEBA, "UA", "foreign_minister"),
        ("Dmitry Kolba", KULEBA, "UA", "foreign_minister"),
        ("Salbin", SULLIVAN, "US", "security_adviser"),
        ("Abdulhian", MINISTER, "IR", "foreign_minister"),
        ("Hussein Amira Abdulhian", MINISTER, "IR", "foreign_minister"),
    ],
)
def test_a_poor_spelling_suffices_where_one_person_can_hold_the_role(
    name: str, known: Named, country: str, role: str
) -> None:
    told = Named("p9", name, "person", "fr", country, role, DAY, "t9")
    link = resolve(told, [KULEBA, SULLIVAN, MINISTER])
    assert link is not None
    assert link.b == known.id
    assert any("both" in reason for reason in link.reasons)


@pytest.mark.parametrize(("name", "known"), [("Kolba", KULEBA), ("Kuleba", KULEBA), ("Sulivan", SULLIVAN)])
def test_a_lone_surname_links_in_its_story_if_spelled_alike_and_never_elsewhere(name: str, known: Named) -> None:
    told = Named("p9", name, "person", "fr", day=DAY, story="t8")
    assert resolve(told, [KULEBA, SULLIVAN, MINISTER]) is None
    found = resolve(replace(told, story=known.story), [KULEBA, SULLIVAN, MINISTER])
    assert found is not None
    assert found.b == known.id


def test_two_of_one_surname_in_a_story_leave_the_lone_surname_alone() -> None:
    john, kate = (Named(i, f"{n} Marlowe", "person", "en", story="t1") for i, n in (("p1", "John"), ("p2", "Kate")))
    told = Named("p9", "Marlowe", "person", "en", story="t1")
    assert resolve(told, [john, kate]) is None
    assert resolve(told, [john]) is not None


def test_what_one_actor_has_many_names_for_is_no_rival() -> None:
    told = Named("p9", "Marlowe", "person", "en", story="t1")
    one = Named("p1", "John Marlowe", "person", "en", story="t1", group="w1")
    assert resolve(told, [one, replace(one, id="p2", name="J. Marlowe")]) is not None


def test_a_role_of_long_ago_tells_nothing() -> None:
    told = Named("p9", "Kolba", "person", "fr", "UA", "foreign_minister", DAY.replace(year=2012), "t9")
    assert resolve(told, [KULEBA]) is None


def test_full_names_in_two_scripts_are_one_anywhere() -> None:
    told = Named("p9", "Дмитро Кулеба", "person", "uk", story="t5")
    assert resolve(told, [KULEBA, SULLIVAN]) is not None


def test_relatives_and_namesakes_of_other_countries_are_not_one() -> None:
    told = Named("p9", "Andriy Kuleba", "person", "en", "UA", story="t1")
    assert resolve(told, [KULEBA]) is None


def test_governments_and_countries_go_by_their_code() -> None:
    a = Named("p1", "Iranian government", "government", "en", "IR")
    assert resolve(replace(a, id="p2", name="gouvernement iranien", lang="fr"), [a]) is not None
    assert resolve(replace(a, id="p2", country="IQ"), [a]) is None
    assert resolve(Named("p3", "Iran", "country", "en", "IR"), [a]) is None


def test_groups_and_documents_are_never_linked() -> None:
    assert keys(Named("p1", "officials", "group", "en")) == ()


def judged(a: Named, candidates: list[Named]) -> list[str]:
    """Who comes into question, when everybody is judged: the best of each group, of the story alone if there are any."""
    good = [(-found.score, c.story != a.story, c.id) for c in candidates if (found := judge(a, c)).score >= LINKS]
    group = {c.id: c.group for c in candidates}
    best = {group[i]: (score, elsewhere, i) for score, elsewhere, i in sorted(good, reverse=True)}
    mates = [x for x in best.values() if not x[1]]
    return [x[2] for x in sorted(mates or best.values())]


_people = st.builds(
    Named,
    st.uuids().map(str),
    st.sampled_from(["Anna Berg", "ANNA BERG", "Anna Bergh", "Ana Berg", "Anna Borg", "Berg", "Hanna Berger"]),
    st.just("person"),
    story=st.sampled_from(["t1", "t2"]),
    group=st.sampled_from(["w1", "w2", "w3"]),
)


@given(_people, st.lists(_people, max_size=8, unique_by=lambda c: c.id))
def test_nobody_is_passed_over_who_would_have_been_found(a: Named, candidates: list[Named]) -> None:
    found, every = [c.id for _, c in _best(a, candidates)], judged(a, candidates)
    certain = {c.id for c in candidates if c.name.casefold() == a.name.casefold() and judge(a, c).score == 1}
    if certain.isdisjoint(every):
        assert found == every
    else:  # names that are only like it are nobody's then
        assert found[:1] == every[:1]
        assert set(found) <= set(every)


def test_the_very_same_name_goes_before_one_that_is_only_like_it() -> None:
    told = Named("p9", "Dmytro Kuleba", "person", "en", story="t7")
    like = replace(KULEBA, id="p8", name="Dmitro Kuleba", group="w8", story="t8")
    found = resolve(told, [like, replace(KULEBA, name="Dmytro Kuleba", story="t6")])
    assert found is not None
    assert found.b == KULEBA.id


_names = st.text(max_size=20)


@given(_names, _names, st.sampled_from(["person", "organisation", "place"]), st.sampled_from(["t1", "t2"]))
def test_a_judgement_does_not_depend_on_the_order(a: str, b: str, kind: ActorType, story: str) -> None:
    x = Named("p1", a, kind, story="t1")
    y = Named("p2", b, kind, story=story)
    assert judge(x, y) == judge(y, x) or judge(x, y).score == judge(y, x).score


@given(_names.filter(str.strip))
def test_who_links_to_somebody_shares_a_key_with_him(name: str) -> None:
    x = Named("p1", f"Anna {name}", "person", "en")
    y = Named("p2", f"Anna {name}", "person", "en")
    if judge(x, y).score >= LINKS:
        assert set(keys(x)) & set(keys(y))
