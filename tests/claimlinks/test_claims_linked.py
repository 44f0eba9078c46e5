"""Claims across articles, on invented ones: who says the same, who denies it, and what is never put together."""

from __future__ import annotations

import datetime as dt
import itertools
import time
from typing import TYPE_CHECKING

import pytest

from recoupe.link.claims import Claims, Said, Settings, judge, known, said
from recoupe.model import Actor, Article, Claim, DateMention, Days, Member, Reading, Statement

if TYPE_CHECKING:
    from recoupe.model import Polarity

FERRY = "the ferry Osterhav carried twice the passengers it may carry"
_NUMBERS = itertools.count()


def one(content: str, article: str = "a", **more: object) -> Said:
    """A statement of an English article in the story "t"."""
    values = {"id": f"s{next(_NUMBERS):06}", "article": article, "lang": "en", "content": content, "story": "t"}
    return Said(**(values | more))  # type: ignore[arg-type]


def linked(*statements: Said) -> list[dict[str, Polarity]]:
    """The claims of these statements, article by article, as polarities by content."""
    claims = Claims()
    for _, group in itertools.groupby(statements, lambda s: s.article):
        claims.add(group)
    text = {s.id: s.content for s in statements}
    return [{text[m.statement]: m.polarity for m in c.members} for c in claims.claims()]


def test_two_articles_say_the_same() -> None:
    other = "the ferry Osterhav carries twice as many passengers as it may carry"
    assert linked(one(FERRY), one(other, "b")) == [{FERRY: "for", other: "for"}]


def test_a_denial_elsewhere_disputes() -> None:
    denied = "the ferry Osterhav had carried twice the passengers it may carry"
    found = linked(one(FERRY), one(denied, "b", stance="denies", cue="denied"))
    assert found == [{FERRY: "for", denied: "against"}]


def test_a_negation_elsewhere_disputes() -> None:
    denied = "the ferry Osterhav never carried twice the passengers it may carry"
    assert linked(one(FERRY), one(denied, "b")) == [{FERRY: "for", denied: "against"}]


def test_a_denial_inside_the_article_comes_along() -> None:
    here = (one(FERRY, inside="c1"), one("it", inside="c1", side="against", stance="denies"))
    there = one("the ferry Osterhav carries twice as many passengers as it may carry", "b")
    assert linked(*here, there) == [{FERRY: "for", "it": "against", there.content: "for"}]


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ("the fire in Brennmoor killed 384 people", "the fire in Brennmoor killed 832 people"),
        ("yesterday minister Adler accused Brandt", "yesterday minister Brandt accused Adler"),
        ("it", "it"),
        (FERRY, "the harbour office will open a new pier in spring"),
    ],
)
def test_never_together(a: str, b: str) -> None:
    assert linked(one(a), one(b, "b")) == []


def test_other_days_are_other_claims() -> None:
    days = (dt.date(2031, 5, 1),), (dt.date(2031, 6, 1),)
    assert linked(one(FERRY, days=days[0]), one(FERRY + " today", "b", days=days[1])) == []


def test_far_apart_in_time_is_not_compared() -> None:
    assert linked(one(FERRY, day=dt.date(2031, 1, 1)), one(FERRY, "b", day=dt.date(2031, 6, 1))) == []


def test_across_languages_by_names_numbers_and_words() -> None:
    there = one(
        "le président Brandmeier a annoncé que 4700 soldats quitteront la ville de Halvorsk", "b", lang="fr"
    )  # fmt: skip
    here = one("president Brandmeier announced that 4700 soldiers will leave the city of Halvorsk")
    assert linked(here, there) == [{here.content: "for", there.content: "for"}]


def test_a_question_is_open() -> None:
    asked = FERRY + "?"
    assert linked(one(FERRY), one(asked, "b")) == [{FERRY: "for", asked: "open"}]


def test_the_id_is_the_smallest_members_and_order_inside_does_not_matter() -> None:
    a, b = one(FERRY), one(FERRY, "b")
    first, second = Claims(), Claims()
    for claims, order in ((first, (a, b)), (second, (b, a))):
        for s in order:
            claims.add([s])
    assert list(first.claims()) == list(second.claims())


def test_links_say_why() -> None:
    claims = Claims(maker="recoupe test")
    claims.add([one(FERRY, who="the harbour office")])
    found = claims.add(
        [one("the ferry Osterhav carries twice as many passengers as it may carry", "b", who="the harbour office")]
    )
    assert [(link.kind, link.sides, link.maker) for link in found] == [("claim", ("for", "for"), "recoupe test")]
    assert any("one speaker" in reason for reason in found[0].reasons)
    assert any("osterhav" in reason for reason in found[0].reasons)


def test_a_veto_is_a_reason() -> None:
    a, b = one("the fire in Brennmoor killed 384 people"), one("the fire in Brennmoor killed 832 people", "b")
    assert judge(known(a), known(b)).reasons == ("other numbers",)


def test_an_article_that_comes_again_adds_nothing() -> None:
    claims = Claims()
    statements = [one(FERRY), one(FERRY + " again")]
    claims.add(statements)
    assert claims.add(statements) == []


def test_the_same_ten_thousand_times() -> None:
    claims = Claims()
    start = time.process_time()
    for i in range(10_000):
        claims.add([one(FERRY, f"a{i}")])
    assert [len(c.members) for c in claims.claims()] == [10_000]
    assert time.process_time() - start < 30


def test_memory_is_bounded() -> None:
    claims = Claims(Settings(most=20))
    for i in range(100):
        claims.add([one(f"{FERRY} for the {i}th time", f"a{i}")])
    assert sum(len(c.members) for c in claims.claims()) <= 100
    assert len(claims) <= 20


def test_facts_of_a_reading() -> None:
    text = "Norland said on Monday that Sudland sank the ferry."
    reading = Reading(
        Article(ref="x", id="a1", text=text, lang="en", published="2031-05-02"),
        (Statement("s1", ((28, 50),), "indirect", "asserts", "r", source=((0, 7),), cue=((8, 12),), actor="p1"),),
        (DateMention(16, 22, "DATE", "2031-04-28", "r", days=Days(dt.date(2031, 4, 28), dt.date(2031, 4, 28))),),
        (Actor("p2", "Sudland", "country", ((28, 35),), country="SD"),),
        (Claim("c1", (Member("s1", "against"),)),),
    )
    (fact,) = said(reading, "t1", {"p1": "w1"})
    assert (fact.content, fact.who, fact.actor) == ("Sudland sank the ferry", "Norland", "w1")
    assert (fact.countries, fact.days, fact.inside, fact.side) == (("SD",), (), "c1", "against")


def test_what_is_too_long_ago_is_let_go_and_a_late_page_is_taken() -> None:
    claims = Claims(Settings(days=2))
    start = dt.date(2025, 3, 1)
    for n in range(400):
        claims.add([one(f"{FERRY} at berth {n}", f"a{n}", day=start + dt.timedelta(days=n // 10))])
    assert len(claims) < 130
    late = claims.add([one(FERRY, "late", day=start), one(FERRY + " again", "late", day=start)])
    assert len(claims) < 130
    assert all(link.kind == "claim" for link in late)
