"""What pages of many stories show; and lists of the latest, which are the same however much of a ledger is looked at."""

import datetime as dt
from collections.abc import Callable, Iterable
from dataclasses import replace
from functools import partial
from typing import Any

import pytest
from makers import plain, reading

from recoupe import ids, store
from recoupe.ledger import Facet, Query
from recoupe.model import Actor, DateMention, Days, Link
from recoupe.store import recent
from recoupe.store.store import Store


def day(n: int) -> str:
    return (dt.date(2024, 1, 1) + dt.timedelta(days=n)).isoformat()


@pytest.fixture
def filled(ledger: Store) -> Store:
    """Sixty articles, two a day, of which the first of a day is in a story with that of the day before; some alone."""
    made = [
        reading(f"r{n}", published=day(n // 2), url=f"https://s{n % 3}.example/{n}", site=f"s{n % 3}.example")
        for n in range(60)
    ]
    made = [replace(r, article=replace(r.article, lang=("en", "fr")[n % 2])) for n, r in enumerate(made)]
    for r in made:
        ledger.add(r)
    names = [r.article.id for r in made]
    links = [Link("story", names[n], names[n + 2], maker="recoupe") for n in range(0, 56, 4)]
    links += [
        Link("claim", r.statements[0].id, r.statements[1].id, maker="recoupe", sides=("for", "against"))
        for r in made[::2]
    ]
    links += [Link("actor", made[n].actors[1].id, made[n + 2].actors[1].id, maker="recoupe") for n in range(0, 40, 4)]
    ledger.link(links, done=names)
    return ledger


QUERIES = [
    Query(),
    Query(lang=("fr",)),
    Query(sites=("s1.example",)),
    Query(disputed=True),
    Query(countries=("DE",)),
    Query(stances=("denies",)),
    Query(words="bridge"),
    Query(who="berg"),
    Query(since=dt.date(2024, 1, 3)),
    Query(until=dt.date(2024, 1, 20)),
]


@pytest.mark.parametrize("query", QUERIES)
@pytest.mark.parametrize("few", [10, 3_000], ids=["many have it", "few have it"])
def test_a_list_in_parts_is_the_whole_list(
    filled: Store, query: Query, few: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(recent, "_FEW", few)
    monkeypatch.setattr(recent, "_NAMES", 1 if few == 10 else 500)
    for kind in ("story", "claim", "actor"):
        asked = replace(query, words="") if kind == "actor" else query
        assert in_parts(partial(filled.groups, kind), asked) == list(filled.groups(kind, asked))
    assert in_parts(filled.articles, query) == list(filled.articles(query))
    assert in_parts(filled.statements, query) == list(filled.statements(query))


def in_parts(asked: Callable[[Query], Iterable[Any]], query: Query) -> list[Any]:
    """A list, seven rows at a time, each part after the last row of the one before."""
    found: list[Any] = []
    while some := list(asked(replace(query, limit=7, past=store.place(found[-1]) if found else ()))):
        found += some
    return found


def test_the_statements_of_one_article_are_gone_on_with_inside_it(filled: Store) -> None:
    article = next(iter(filled.articles()))
    said = [s for s in filled.statements() if s.entry.id == article.id]
    assert len(said) > 1
    assert next(filled.statements(Query(limit=1, past=store.place(said[0])))) == said[1]
    gone = (*store.place(said[0])[:2], "s0")
    assert next(filled.statements(Query(limit=1, past=gone))).entry.id != article.id


def test_what_comes_meanwhile_shifts_nothing(filled: Store) -> None:
    first = list(filled.articles(Query(limit=5)))
    rest = [e.id for e in filled.articles()][5:]
    filled.add(reading("new", published=day(90)))
    assert [e.id for e in filled.articles(Query(past=store.place(first[-1])))] == rest


def test_words_that_many_have_are_looked_for_among_the_latest(filled: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(recent, "_FEW", 10)
    whole = [s.statement.id for s in filled.statements(Query(words="bridge safe"))]
    assert len(whole) > 10
    part = Query(words="bridge safe", limit=5)
    assert [s.statement.id for s in filled.statements(part)] == whole[:5]
    whole = [e.id for e in filled.articles(Query(words="bridge"))]
    assert [e.id for e in filled.articles(Query(words="bridge", limit=5))] == whole[:5]


def test_a_list_that_is_passed_over_wholly_is_empty(filled: Store) -> None:
    last = [*filled.articles()][-1]
    assert list(filled.articles(Query(limit=5, past=store.place(last)))) == []
    assert list(filled.articles(Query(limit=5, past=("", "b")))) == []


def test_the_articles_of_stories_come_by_time_without_those_that_are_hidden(filled: Store) -> None:
    groups = list(filled.groups("story"))
    found = filled.entries([g.group.id for g in groups])
    assert {name: len(some) for name, some in found.items()} == {g.group.id: g.articles for g in groups}
    for name, some in found.items():
        assert [e.published for e in some] == sorted(e.published or "" for e in some)
        assert {e.story for e in some} == {name}
    two = next(name for name, some in found.items() if len(some) == 2)
    filled.hide(found[two][0].id, person="anna")
    assert [e.id for e in filled.entries([two])[two]] == [found[two][1].id]
    assert filled.entries(["tnothing", "c1"]) == {}


def test_stories_in_which_something_is_disputed(filled: Store) -> None:
    filled.add(plain("quiet"))
    names = [g.group.id for g in filled.groups("story")]
    wanted = {s.entry.story for s in filled.statements(Query(disputed=True))}
    assert filled.disputed(names) == wanted
    assert 0 < len(wanted) < len(names)


def test_facets(filled: Store) -> None:
    assert filled.facets("lang") == [Facet("en", 30), Facet("fr", 30)]
    assert filled.facets("site", limit=2) == [Facet("s0.example", 20), Facet("s1.example", 20)]
    assert filled.facets("day", limit=1) == [Facet(day(29), 2)]
    assert filled.countries() == [Facet("DE", 60)]


def test_a_country_is_that_of_anybody_in_the_article(ledger: Store) -> None:
    ledger.add(reading("a"))
    ledger.add(plain("b"))
    assert [e.ref for e in ledger.articles(Query(countries=("DE",)))] == ["a"]
    assert [e.ref for e in ledger.articles(Query(countries=("DE", "FR")))] == ["a"]
    assert list(ledger.articles(Query(countries=("FR",)))) == []


def test_days_that_articles_speak_of(ledger: Store) -> None:
    monday = Days(dt.date(2024, 5, 13), dt.date(2024, 5, 13))
    week = Days(dt.date(2024, 5, 13), dt.date(2024, 5, 19))
    made = [
        reading("a"),
        reading("b", "The mayor said the bridge was safe. Anna Berg denied that the bridge was safe. Monday."),
    ]
    made = [
        replace(r, timexes=(replace(r.timexes[0], days=monday), DateMention(0, 3, "DATE", "2024-W20", "x", days=week)))
        for r in made
    ]
    for r in made:
        ledger.add(r)
    assert ledger.happened([r.article.id for r in made]) == [(dt.date(2024, 5, 13), 2)]
    assert ledger.happened([]) == []


def test_actors_by_their_ids_but_those_that_are_hidden(ledger: Store) -> None:
    made = reading("a")
    ledger.add(made)
    names = [a.id for a in made.actors]
    found = ledger.actors_of([*names, "pnothing"])
    assert {m.actor.id for m in found} == set(names)
    assert all(isinstance(m.actor, Actor) and m.article == made.article.id for m in found)
    ledger.hide(names[0], person="anna")
    assert [m.actor.id for m in ledger.actors_of(names)] == names[1:]


def test_what_a_site_holds(ledger: Store) -> None:
    one, other = (reading(n, url=f"https://{n}.example/1", site=f"{n}.example") for n in ("a", "b"))
    loose = replace(one.statements[0], who=None, source=(), kind="none", actor=None)
    loose = replace(loose, id=ids.make("s", one.article.id, loose.content, (), loose.cue))
    one = replace(one, claims=(), statements=(loose, one.statements[1]))
    ledger.add(one)
    ledger.add(other)
    ledger.link([Link("copy", other.article.id, one.article.id, maker="recoupe", sort="verbatim", share=1.0)])
    told = ledger.tally_of("a.example")
    assert (told.statements, told.unsourced, told.copies, told.copied, told.changed) == (2, 1, 0, 1, 0)
    assert (ledger.tally_of("b.example").copies, ledger.tally_of("none.example").statements) == (1, 0)
