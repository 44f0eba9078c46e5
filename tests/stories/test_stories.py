"""Stories: what belongs together is together, in any order, with bounded memory."""

from __future__ import annotations

import random
import time
from dataclasses import replace

import numpy as np
import pytest
from helpers import article

from recoupe.errors import UsageError
from recoupe.link.items import Item, item
from recoupe.link.stories import Memory, Settings, Stories, loaded
from recoupe.link.stories.embedding import embedded
from recoupe.link.stories.frozen import frozen, thawed
from recoupe.model import Article, Reading

EVENTS, VERSIONS = 12, 4


def grouped(stories: Stories) -> set[tuple[str, ...]]:
    return set(stories.groups())


def pairs(groups: set[tuple[str, ...]]) -> set[tuple[str, str]]:
    return {(a, b) for g in groups for a in g for b in g if a < b}


def corpus() -> list[Item]:
    return [article(e, v, day=1 + e % 5) for e in range(EVENTS) for v in range(VERSIONS)]


def test_articles_of_an_event_are_a_story() -> None:
    stories = Stories()
    stories.add(corpus())
    gold = pairs({tuple(f"e{e:03d}v{v:02d}" for v in range(VERSIONS)) for e in range(EVENTS)})
    found = pairs(grouped(stories))
    assert len(found & gold) >= 0.9 * len(gold)
    assert len(found & gold) >= 0.95 * len(found)


def test_the_same_events_of_a_kind_in_two_towns_are_two_stories() -> None:
    stories = Stories()
    stories.add(article(e, v, kind=1) for e in (0, 3) for v in range(10))
    found = pairs(grouped(stories))
    assert not {(a, b) for a, b in found if a[:4] != b[:4]}


def test_order_of_arrival_changes_little() -> None:
    items = corpus()
    one = Stories()
    one.add(items)
    for seed in range(3):
        random.Random(seed).shuffle(items)
        other = Stories()
        for i in items:
            other.add([i])
        a, b = pairs(grouped(one)), pairs(grouped(other))
        assert len(a & b) >= 0.8 * len(a | b)


def test_the_order_inside_a_batch_changes_nothing() -> None:
    items = corpus()
    one, other = Stories(), Stories()
    one.add(items)
    other.add(items[::-1])
    assert grouped(one) == grouped(other)


def test_a_story_is_named_by_its_smallest_id_and_says_where_articles_went() -> None:
    stories = Stories()
    first = stories.add([article(0, 1)])
    later = stories.add([article(0, 0), article(0, 2)])
    assert [p.story for p in first] == ["e000v01"]
    assert {p.story for p in later} == {"e000v00"}
    assert all(p.to for p in later)
    assert all(p.fit > 0 for p in later)
    assert stories.story_of("e000v01") == "e000v00"
    assert stories.story_of("nobody") is None


def test_an_id_that_is_known_is_passed_over() -> None:
    stories = Stories()
    stories.add([article(0, 0), article(0, 0)])
    assert stories.add([article(0, 0)]) == []
    assert grouped(stories) == {("e000v00",)}


@pytest.mark.parametrize("text", ["", " ", "\n\n", "…", "1", "\ud800", "ا", "!" * 50_000])
def test_odd_texts_and_days_do_no_harm(text: str) -> None:
    stories = Stories()
    assert len(stories.add([Item("a", text), Item("b", text, "xx", published="not a day")])) == 2
    stories.add([article(0, 0), Item("c", text, published="9999-12-31"), article(0, 1)])
    assert stories.story_of("e000v01") == "e000v00"


def test_pages_without_text_are_not_one_story() -> None:
    stories = Stories()
    stories.add(Item(f"a{n}", "", "en") for n in range(20))
    assert len(stories) == 20


def test_memory_is_bounded_and_cold_stories_come_back() -> None:
    shelf = Memory()
    stories = Stories(Settings(days=3, most=6), shelf)
    for e in range(EVENTS):
        stories.add([article(e, v, day=1 + e) for v in range(2)])
        assert len(stories) <= 6
    assert len(shelf) > 0
    assert stories.story_of("e000v00") is None
    assert stories.add([article(0, 3, day=3)])[0].story == "e000v00"


def test_without_a_shelf_cold_stories_are_let_go() -> None:
    stories = Stories(Settings(days=3))
    stories.add([article(0, 0, day=1)])
    stories.add([article(1, 0, day=20)])
    assert len(stories) == 1


def test_a_story_survives_being_kept() -> None:
    stories = Stories()
    stories.add([article(0, v) for v in range(3)])
    story = next(iter(stories._stories.values()))
    back = thawed(frozen(story))
    assert back is not None
    assert (list(back.members), back.days, back.name) == (list(story.members), story.days, story.name)
    assert back.natives["en"].sums.keys() == story.natives["en"].sums.keys()
    assert thawed('{"version": 0}') is None


def test_ten_thousand_identical_pages_are_one_story_and_fast() -> None:
    page = article(0, 0)
    start = time.process_time()
    stories = Stories()
    stories.add(replace(page, id=f"p{n:05d}") for n in range(10_000))
    assert len(stories) == 1
    assert stories.story_of("p09999") == "p00000"
    assert time.process_time() - start < 120
    assert sum(len(s.leads) for s in stories._stories.values()) <= 64


def test_languages_meet_by_names_numbers_and_words() -> None:
    english = Item(
        "en",
        "President Nikola Brankov met Chancellor Greta Holm in Warsaw on Monday. They signed a treaty on 340 million euros "
        "for the hospital in Gdansk. Brankov said the war must end. Holm told reporters that 12 countries agreed.",
        "en", "Brankov and Holm sign treaty in Warsaw", published="2024-05-01",
    )  # fmt: skip
    russian = Item(
        "ru",
        "Президент Никола Бранков встретился с канцлером Гретой Хольм в Варшаве в понедельник. Они подписали договор на 340 "
        "миллионов евро для больницы в Гданьске. Бранков сказал, что война должна закончиться. Хольм сказала журналистам, "
        "что согласны 12 стран.",
        "ru", "Бранков и Хольм подписали договор в Варшаве", published="2024-05-01",
    )  # fmt: skip
    stories = Stories()
    stories.add([english, russian, *corpus()])
    assert ("en", "ru") in grouped(stories)


def embed(texts: list[str], lang: str) -> np.ndarray:
    assert lang
    return np.array([[1.0, 0.0] if "harbour" in t or "гавань" in t else [0.0, 1.0] for t in texts])


def test_embeddings_link_what_words_do_not() -> None:
    one = Item("a", "The harbour of the town was closed by the mayor after the storm.", "en", published="2024-05-01")
    two = Item("b", "Городская гавань не работает.", "ru", published="2024-05-01")
    apart, together = Stories(), Stories(Settings(embed=loaded(f"{__name__}:embed")))
    apart.add([one, two])
    together.add([one, two])
    assert (len(apart), len(together)) == (2, 1)


@pytest.mark.parametrize("name", ["numpy", "numpy:nothing_here", "no_such_module_here:embed", "numpy:pi", ":x"])
def test_an_embedding_that_cannot_be_had_is_told(name: str) -> None:
    with pytest.raises(UsageError, match=name.partition(":")[0] or "function"):
        loaded(name)


def test_an_embedding_of_another_shape_is_told() -> None:
    with pytest.raises(UsageError, match="wanted"):
        embedded(lambda _texts, _lang: [1.0, 2.0], ["a", "b"], "en")


def test_an_item_is_made_of_a_reading() -> None:
    made = item(Reading(Article("ref", "a1", "Text.", lang="en", title="T", published="2024-05-01T10:00:00+02:00")))
    assert (made.id, made.lang, made.title) == ("a1", "en", "T")
    assert str(made.moment) == "2024-05-01 08:00:00+00:00"
