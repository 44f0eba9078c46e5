"""Copies: word for word, edited, abridged, translated; who was first; bounded and fast."""

from __future__ import annotations

import random
import time
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from recoupe.link.copies import Copies, Settings, aligned, origins
from recoupe.link.copies.anchors import chain
from recoupe.link.copies.direction import direction, site_name
from recoupe.link.copies.sketch import shared, sketch
from recoupe.link.items import Item

TEXT = """The harbour board of Ostrelle voted on Tuesday to close the eastern pier for two years. Engineers found cracks in
41 of its 60 pillars, the board said in a note to traders. Orla Tennant, who chairs it, told them that repairs would cost
nine million crowns and that half of the money was there. Fish will be sold from tents on the square until then. A
traders' spokesman, Bruno Vasquez, called the plan late but right. He asked for lower rents while the stalls stand in the
rain. The town council meets on Friday to talk about the bridge as well, which is of the same age and was built by the
same firm. Nobody could say yet whether the ferry to Lusk Bay would run in the winter months."""
OTHER = """In a vote that surprised few, the board that runs the port shut its oldest pier. A report about broken pillars
had been known for weeks. Who pays is open: Tennant named a sum of nine million, opponents think it will be more. We spoke
to six traders on the square; four of them want to stay, two will give up their stalls before the autumn."""


def page(name: str, text: str = TEXT, *, at: str = "2024-05-01T08:00:00", **more: str) -> Item:
    return Item(name, text, more.pop("lang", "en"), more.pop("title", ""), published=at, **more)  # type: ignore[arg-type]


def edited(text: str, seed: int = 0, share: float = 0.06) -> str:
    chance = random.Random(seed)
    return " ".join(w for w in text.split() if chance.random() > share)


def one(*items: Item) -> tuple[str, str, str, bool]:
    (copy,) = Copies().add(items)
    return copy.id, copy.of, copy.sort, copy.certain


def test_a_verbatim_copy() -> None:
    assert one(page("b", at="2024-05-01T09:00:00"), page("a")) == ("b", "a", "verbatim", True)


def test_an_edited_copy() -> None:
    assert one(page("a"), page("b", edited(TEXT), at="2024-05-01T09:00:00")) == ("b", "a", "edited", True)


def test_an_abridged_copy_and_its_share() -> None:
    short = " ".join(TEXT.split()[:60])
    assert one(page("a"), page("b", short, at="2024-05-01T09:00:00")) == ("b", "a", "abridged", True)
    (copy,) = Copies().add([page("a"), page("b", short + " " + " ".join(OTHER.split()[:25]), at="2024-05-02")])
    assert 0.6 < copy.share < 0.8


def test_a_report_of_its_own_is_no_copy() -> None:
    assert Copies().add([page("a"), page("b", OTHER, at="2024-05-01T09:00:00")]) == []


def test_copies_of_copies_are_of_the_first_publisher() -> None:
    found = Copies().add(
        [
            page("a"),
            page("b", edited(TEXT), at="2024-05-01T09:00:00"),
            page("c", edited(edited(TEXT), 5), at="2024-05-01T10:00:00"),
        ]
    )
    assert {(c.id, c.of) for c in found} == {("b", "a"), ("c", "a")}


def test_an_original_that_comes_late_takes_its_place() -> None:
    copies = Copies()
    copies.add(
        [page("b", edited(TEXT), at="2024-05-01T09:00:00"), page("c", edited(TEXT, 3), at="2024-05-01T10:00:00")]
    )
    changed = copies.add([page("a", at="2024-05-01T07:00:00")])
    assert {(c.id, c.of) for c in changed} == {("b", "a"), ("c", "a")}
    assert {(c.id, c.of) for c in copies.found.values()} == {("b", "a"), ("c", "a")}


def test_direction_is_unknown_where_times_tie() -> None:
    assert one(page("a", at="2024-05-01"), page("b", at="2024-05-01")) == ("b", "a", "verbatim", False)
    assert one(page("a", at=""), page("b", at="2024-05-01"))[3] is False


@pytest.mark.parametrize(
    ("more", "reason"),
    [
        ({"text": f"(Tellavikpost) {TEXT}"}, 'credits "tellavikpost"'),
        ({"outlinks": ("https://www.tellavikpost.example/pier",)}, "links to it"),
        ({"canonical": "https://www.tellavikpost.example/pier"}, "canonical address"),
    ],
)
def test_credit_tells_the_direction(more: dict[str, object], reason: str) -> None:
    first = page("z", at="2024-05-01", site="www.tellavikpost.example", url="https://www.tellavikpost.example/pier")
    second = replace(page("a", at="2024-05-01", site="copyist.example", url="https://copyist.example/1"), **more)  # type: ignore[arg-type]
    way = direction(second, first)
    assert (way.first_copies, way.certain, way.reason) == (True, True, reason)
    assert direction(first, second).first_copies is False
    assert one(first, second)[:2] == ("a", "z")


@pytest.mark.parametrize(("site", "name"), [("www.afp.com", "afp"), ("bbc.co.uk", "bbc"), ("x.com", ""), (None, "")])
def test_the_name_of_a_site(site: str | None, name: str) -> None:
    assert site_name(site) == name


def test_the_same_words_weeks_later_are_not_certain() -> None:
    assert one(page("a"), page("b", at="2024-06-20T08:00:00")) == ("b", "a", "verbatim", False)


def test_a_translation_is_found_by_names_numbers_and_words_in_order() -> None:
    german = """Der Hafenrat von Ostrelle stimmte am Dienstag dafür, den östlichen Pier für zwei Jahre zu schließen. Ingenieure
fanden Risse in 41 der 60 Pfeiler, teilte der Rat den Händlern mit. Orla Tennant, die ihn leitet, sagte, die Reparatur werde
neun Millionen Kronen kosten und die Hälfte des Geldes sei da. Bis dahin wird Fisch auf dem Platz aus Zelten verkauft. Ein
Sprecher der Händler, Bruno Vasquez, nannte den Plan spät, aber richtig. Er bat um niedrigere Mieten. Der Stadtrat kommt am
Freitag zusammen, um auch über die Brücke zu sprechen. Niemand konnte sagen, ob die Fähre nach Lusk Bay im Winter fährt."""
    found = one(page("a"), page("x", OTHER), page("b", german, at="2024-05-01T12:00:00", lang="de"))
    assert found[:3] == ("b", "a", "translated")


def test_origins_are_counted_without_copies() -> None:
    copies = Copies()
    copies.add([page("a"), page("b", edited(TEXT), at="2024-05-01T09:00:00"), page("x", OTHER)])
    assert origins(["a", "b", "x"], copies.found) == 2
    assert origins(["b", "x"], copies.found) == 2
    assert origins([], {}) == 0


def test_ids_that_are_known_and_texts_without_words() -> None:
    copies = Copies()
    assert copies.add([page("a"), page("a"), page("e", ""), page("f", ""), page("g", "…"), page("h", "\ud800")]) == []
    assert copies.add([page("a", at="2024-05-02")]) == []
    assert len(copies) == 5


def test_memory_is_bounded() -> None:
    copies = Copies(Settings(most=10))
    copies.add(page(f"p{n:02d}", f"{TEXT} {n}", at=f"2024-05-01T{n // 60:02d}:{n % 60:02d}:00") for n in range(50))
    assert len(copies) <= 10
    assert len(copies.found) <= 10


def test_ten_thousand_identical_pages_are_fast() -> None:
    start = time.process_time()
    copies = Copies()
    found = copies.add(
        page(f"p{n:05d}", at=f"2024-05-01T{n // 3600:02d}:{n // 60 % 60:02d}:{n % 60:02d}") for n in range(10_000)
    )
    assert {c.of for c in found} == {"p00000"}
    assert len(found) == 9_999
    assert time.process_time() - start < 120


def test_spans_are_those_of_the_same_words() -> None:
    copy = f"A new beginning, said nobody. {TEXT[100:400]} And an end."
    spans = aligned(copy, TEXT)
    assert spans
    for (a, b), (c, d) in spans:
        assert copy[a:b].split() == TEXT[c:d].split()
    assert sum(b - a for (a, b), _ in spans) > 250


@given(st.text(), st.text())
def test_any_texts_have_spans_in_order(one_text: str, other: str) -> None:
    spans = aligned(one_text, other, least=1)
    firsts = [span for span, _ in spans]
    assert firsts == sorted(firsts)
    assert all(0 <= a < b <= len(one_text) and 0 <= c < d <= len(other) for (a, b), (c, d) in spans)


@given(st.text(max_size=200))
def test_a_text_shares_all_with_itself(text: str) -> None:
    assert shared(sketch(text), sketch(text)) == len(sketch(text))


@given(st.lists(st.tuples(st.integers(0, 9), st.integers(0, 9), st.floats(0.1, 5)), max_size=8))
def test_the_heaviest_chain_is_the_heaviest(pairs: list[tuple[int, int, float]]) -> None:
    ordered = sorted(pairs, key=lambda p: (p[0], -p[1]))

    def best(i: int, first: int, second: int) -> float:
        if i == len(ordered):
            return 0.0
        skip = best(i + 1, first, second)
        a, b, w = ordered[i]
        return max(skip, w + best(i + 1, a, b)) if a > first and b > second else skip

    assert chain(ordered) == pytest.approx(best(0, -1, -1))
