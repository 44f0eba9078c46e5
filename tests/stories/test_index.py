"""Stories by terms: the best first, however far apart their numbers are."""

import random

import pytest

from recoupe.link.stories import index as index_module
from recoupe.link.stories.index import Index
from recoupe.link.stories.vectors import Vector


def plainly(kept: dict[int, list[int]], vector: Vector, most: int) -> list[int]:
    votes: dict[int, float] = {}
    for term, weight in zip(vector.terms, vector.weights, strict=True):
        for story in kept.get(term, ()):
            votes[story] = votes.get(story, 0.0) + weight
    return sorted(votes, key=lambda story: (-votes[story], story))[:most]


@pytest.mark.parametrize("apart", [1, 1_000_000])
@pytest.mark.parametrize("many", [0, 10**9])
def test_the_stories_with_most_weight_are_found(apart: int, many: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(index_module, "_MANY", many)
    chance = random.Random(7)
    index = Index()
    kept: dict[int, list[int]] = {}
    for story in range(60):
        keys = chance.sample(range(30), 5)
        index.add(story * apart, keys)
        for key in keys:
            kept.setdefault(key, []).append(story * apart)
    for _ in range(50):
        terms = chance.sample(range(40), 8)
        vector = Vector(terms, [chance.choice((0.25, 0.5, 1.0)) for _ in terms])
        assert index.find(vector, 7) == plainly(kept, vector, 7)


def test_of_a_term_of_many_the_latest_are_known_and_what_is_dropped_is_not() -> None:
    index = Index()
    for story in range(150):
        index.add(story, [1])
    index.add(149, [1])
    assert sorted(index.find(Vector([1], [1.0]), 200)) == list(range(50, 150))
    index.drop({149, 60}, [1])
    assert sorted(index.find(Vector([1], [1.0]), 200)) == [n for n in range(50, 149) if n != 60]
    index.drop(set(range(150)), [1])
    assert index.find(Vector([99], [1.0]), 7) == []
    assert index.find(Vector([1], [1.0]), 200) == []
