"""Readings made of others keep every promise: spans, ids, and what is the same in a story."""

from __future__ import annotations

import datetime as dt

from bench.recast import Recipe, Source, Words, recast

from recoupe import pipeline
from recoupe.model import Page, Reading
from recoupe.store import contract

TEXT = """Harbour union rejects claim of secret talks

The dockers' union on Tuesday denied holding secret talks with the port of Sines. "There were no talks with Minister
Pedro Almeida," union leader Clara Quintela said. Almeida told reporters on Monday that 340 jobs would be saved in Sines.
The strike began on 27 February and has stopped 12 ships. The government said that it would wait.
"""
AT = dt.datetime(2024, 5, 2, 9, 30, tzinfo=dt.UTC)
PLAIN = Recipe(names=7, words=11, own=13, reworded=0.3, kept=1.0, shuffled=False)


def source() -> tuple[Source, Words]:
    page = Page("ref", TEXT, media_type="text/plain", lang="en", published="2024-01-01")
    made = Source(pipeline.read(page))
    return made, Words([f"word{n}" for n in range(m, 300)] + made.words for m in range(0, 300, 3))


def made(recipe: Recipe, name: str = "1") -> Reading:
    text, words = source()
    return recast(text, recipe, words, name=name, site="a.example", at=AT)


def test_a_recast_reading_holds_the_contract_whatever_is_left_out() -> None:
    for own in range(12):
        for shuffled in (False, True):
            contract.check(made(PLAIN._replace(own=own, kept=0.6, shuffled=shuffled)))


def test_the_same_recipe_gives_the_same_reading_and_a_copy_under_another_name_the_same_text() -> None:
    assert made(PLAIN) == made(PLAIN)
    copy = made(PLAIN, "2")
    assert copy.article.text == made(PLAIN).article.text
    assert copy.article.id != made(PLAIN).article.id


def test_names_are_changed_alike_where_they_stand_and_what_they_are_called() -> None:
    before, after = source()[0].reading, made(PLAIN)
    assert len(after.statements) == len(before.statements)
    people = [a for a in after.actors if a.type == "person"]
    assert people
    assert not {"Almeida", "Quintela"} & {word for a in people for word in a.name.split()}
    for a in people:
        assert any(after.article.text[start:end] in a.name for start, end in a.mentions)


def test_what_is_said_is_as_long_in_words_as_it_was() -> None:
    before, after = source()[0].reading, made(PLAIN)
    for old, new in zip(before.statements, after.statements, strict=True):
        said, now = ([r.article.text[a:b] for a, b in s.content] for r, s in ((before, old), (after, new)))
        assert [len(x.split()) for x in said] == [len(x.split()) for x in now]


def test_days_move_with_the_day_of_publication() -> None:
    before, after = source()[0].reading, made(PLAIN)
    moved = AT.date() - dt.date(2024, 1, 1)
    days = [[t.days.first for t in r.timexes if t.days and t.days.first] for r in (before, after)]
    assert days[0]
    assert [day + moved for day in days[0]] == days[1]
