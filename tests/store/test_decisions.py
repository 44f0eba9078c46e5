"""What people decide: kept over re-linking, taken back, the later one holds; forgetting."""

import pytest
from makers import TEXT, reading
from test_links import ME, added, groups, story

from recoupe.errors import QueryError, UsageError
from recoupe.ledger import Query
from recoupe.model import Link, Review
from recoupe.store.store import Store


def group(ledger: Store, article: str) -> str:
    found = ledger.group_of("story", article)
    assert found is not None
    return found.id


def test_merge_is_kept_over_relinking_and_can_be_taken_back(ledger: Store) -> None:
    a, b, c = added(ledger, "a", "b", "c")
    ledger.link([story(a, b)])
    decision = ledger.merge([group(ledger, a), group(ledger, c)], person="anna", note="same fire")
    assert groups(ledger, "story") == [{a, b, c}]
    ledger.withdraw()
    ledger.link([story(a, b)])
    assert groups(ledger, "story") == [{a, b, c}]
    assert [(r.verdict, r.person, r.note, r.decision) for r in ledger.reviews()] == [
        ("merge", "anna", "same fire", decision)
    ]
    assert ledger.revoke(decision, person="boris") == 1
    assert sorted(groups(ledger, "story"), key=len) == [{c}, {a, b}]
    assert list(ledger.reviews()) == []
    assert len(list(ledger.reviews(of=[a, b, c], live=False))) == 1
    assert list(ledger.check()) == []


def test_split_is_kept_over_relinking(ledger: Store) -> None:
    a, b, c, d = added(ledger, "a", "b", "c", "d")
    links = [story(a, b), story(b, c), story(c, d), story(a, d)]
    ledger.link(links)
    decision = ledger.split(group(ledger, a), [c, d], person="anna")
    assert sorted(map(sorted, groups(ledger, "story"))) == sorted([sorted([a, b]), sorted([c, d])])
    ledger.withdraw()
    ledger.link(links)
    assert sorted(map(sorted, groups(ledger, "story"))) == sorted([sorted([a, b]), sorted([c, d])])
    ledger.revoke(decision, person="anna")
    assert groups(ledger, "story") == [{a, b, c, d}]
    assert list(ledger.check()) == []


def test_who_goes_together_stays_together_though_only_the_rest_linked_them(ledger: Store) -> None:
    a, b, c = added(ledger, "a", "b", "c")
    ledger.link([story(a, b), story(b, c)])
    ledger.split(group(ledger, a), [a, c], person="anna")
    assert sorted(map(sorted, groups(ledger, "story"))) == sorted([sorted([a, c]), [b]])


def test_two_people_who_disagree(ledger: Store) -> None:
    a, b = added(ledger, "a", "b")
    ledger.merge([group(ledger, a), group(ledger, b)], person="anna")
    split = ledger.split(group(ledger, a), [b], person="boris")
    assert len(groups(ledger, "story")) == 2
    ledger.merge([group(ledger, a), group(ledger, b)], person="anna")
    assert len(groups(ledger, "story")) == 1
    assert ledger.revoke(split, person="boris") == 1
    assert len(groups(ledger, "story")) == 1
    assert len(list(ledger.reviews(live=False))) == 3


def test_new_links_do_not_join_what_was_split(ledger: Store) -> None:
    a, b, c, d = added(ledger, "a", "b", "c", "d")
    ledger.link([story(a, b), story(c, d), story(b, c)])
    ledger.split(group(ledger, a), [c, d], person="anna")
    (e,) = added(ledger, "e")
    ledger.link([story(a, e, score=0.9), story(d, e, score=0.8)])
    assert sorted(map(sorted, groups(ledger, "story"))) == sorted([sorted([a, b, e]), sorted([c, d])])


def test_what_cannot_be_decided(ledger: Store) -> None:
    a, b = added(ledger, "a", "b")
    with pytest.raises(QueryError, match="two groups or more"):
        ledger.merge([group(ledger, a)], person="anna")
    with pytest.raises(QueryError, match="no story"):
        ledger.merge([group(ledger, a), "t10000000000000000"], person="anna")
    with pytest.raises(QueryError, match="no member"):
        ledger.split(group(ledger, a), [b], person="anna")
    with pytest.raises(QueryError, match="empty"):
        ledger.split(group(ledger, a), [a], person="anna")
    assert list(ledger.reviews(live=False)) == []


def test_reject_and_confirm_a_link(ledger: Store) -> None:
    a, b, c = added(ledger, "a", "b", "c")
    ledger.link([story(a, b), story(b, c, certain=False)])
    rejected = ledger.decide([Review("story", "reject", b, a, person="anna")])
    ledger.decide([Review("story", "confirm", c, b, person="anna")])
    assert sorted(map(sorted, groups(ledger, "story"))) == sorted([[a], sorted([b, c])])
    ledger.withdraw()
    ledger.link([story(a, b)])
    assert sorted(map(sorted, groups(ledger, "story"))) == sorted([[a], sorted([b, c])])
    ledger.revoke(rejected, person="anna")
    assert groups(ledger, "story") == [{a, b, c}]


def test_rejected_copies_are_not_shown(ledger: Store) -> None:
    a, b = added(ledger, "a", "b")
    ledger.link([Link("copy", b, a, maker=ME)])
    ledger.decide([Review("copy", "reject", b, a, person="anna")])
    assert list(ledger.copies()) == []


def test_hide_and_show_again(ledger: Store) -> None:
    given = reading("a")
    ledger.add(given)
    one = given.statements[0].id
    hidden = ledger.decide([Review("statement", "hide", one, person="anna")])
    assert [s.statement.id for s in ledger.statements()] == [given.statements[1].id]
    assert len(list(ledger.statements(Query(hidden=True)))) == 2
    ledger.decide([Review("article", "hide", given.article.id, person="anna")])
    assert (list(ledger.articles()), list(ledger.groups("story")), list(ledger.statements())) == ([], [], [])
    ledger.add(reading("a", TEXT, version="0.2.0", title="Another"))
    assert list(ledger.articles()) == []
    ledger.revoke(hidden, person="anna")
    assert len(list(ledger.statements(Query(hidden=True)))) == 2


def all_text(ledger: Store) -> str:
    """Everything that the ledger keeps."""
    tables = ("article", "actor", "statement", "link", "review", "tombstone", "log", "name", "groups", "redirect")
    return "\n".join(str(ledger.engine.all(f"SELECT * FROM {t}")) for t in tables)


def test_forget_a_name_hides_it(ledger: Store) -> None:
    ledger.add(reading("a"))
    done = ledger.forget(name="anna BERG", delete=False, person="clerk")
    assert (done.actors, done.statements, done.articles) == (1, 1, 1)
    assert [s.statement.who for s in ledger.statements()] == ["The mayor"]
    assert [m.actor.name for m in ledger.actors()] == ["The mayor"]
    ledger.add(reading("b"))
    assert [s.statement.who for s in ledger.statements()] == ["The mayor"] * 2
    assert len(list(ledger.statements(Query(hidden=True)))) == 4


def test_forget_a_name_for_good(ledger: Store) -> None:
    first, second = reading("a"), reading("b")
    ledger.add(first)
    ledger.add(second)
    pair = first.actors[1].id, second.actors[1].id
    ledger.link([Link("actor", *pair, maker=ME, reasons=("Anna Berg ~ Anna Berg",))])
    done = ledger.forget(name="Anna Berg", delete=True, person="clerk")
    assert (done.actors, done.statements, done.articles, done.links) == (2, 2, 2, 1)
    ledger.add(reading("c"))
    ledger.add(reading("a"))
    assert "Anna" not in all_text(ledger)
    assert "Berg" not in all_text(ledger)
    assert list(ledger.statements(Query(words="anna"))) == []
    assert list(ledger.articles(Query(words="berg"))) == []
    assert [len(e.ref) for e in ledger.articles(Query(words="bridge"))] == [1, 1, 1]
    kept = ledger.reading(first.article.id)
    assert kept is not None
    assert kept.article.text == TEXT.replace("Anna Berg", "████ ████")
    assert [s.who for s in kept.statements] == ["The mayor"]
    assert list(ledger.check()) == []


def test_every_spelling_of_a_name_is_forgotten(ledger: Store) -> None:
    first, second = reading("a"), reading("b", name="Hanna Bergh")
    ledger.add(first)
    ledger.add(second)
    ledger.link([Link("actor", first.actors[1].id, second.actors[1].id, maker=ME)])
    assert ledger.forget(name="Anna Berg", delete=True, person="clerk").actors == 2
    ledger.add(reading("c", name="Hanna Bergh"))
    assert "Bergh" not in all_text(ledger)


def test_forget_a_url(ledger: Store) -> None:
    url = "https://e.example/1"
    given = reading("a", url=url)
    ledger.add(given, page="g1")
    ledger.add(reading("b"))
    assert ledger.forget(url=url, delete=False, person="clerk").articles == 1
    assert [e.ref for e in ledger.articles()] == ["b"]
    assert ledger.add(reading("a", TEXT + " More.", url=url)) == "added"
    assert [e.ref for e in ledger.articles()] == ["b"]
    assert ledger.forget(url=url, delete=True, person="clerk").articles == 2
    assert ledger.add(given) == "refused"
    assert [e.ref for e in ledger.articles(Query(hidden=True))] == ["b"]
    assert "e.example/1" not in all_text(ledger)
    assert list(ledger.check()) == []


def test_forget_one_thing_at_a_time(ledger: Store) -> None:
    with pytest.raises(UsageError):
        ledger.forget(delete=True, person="clerk")
    with pytest.raises(QueryError, match="no name"):
        ledger.forget(name="…", delete=True, person="clerk")


def test_what_is_hidden_is_of_no_claim_until_it_is_shown_again(ledger: Store) -> None:
    ledger.add(reading("a"))
    a = next(ledger.articles()).id
    assert len(list(ledger.groups("claim", Query(disputed=True)))) == 1
    (denial,) = ledger.statements(Query(stances=("denies",)))
    for kind, fact in (("statement", denial.statement.id), ("article", a)):
        decision = ledger.decide([Review(kind, "hide", fact, person="anna")])
        assert not list(ledger.groups("claim", Query(hidden=True)))
        assert not list(ledger.check())
        ledger.revoke(decision, person="anna")
        assert len(list(ledger.groups("claim", Query(disputed=True)))) == 1


def test_articles_are_asked_for_that_are_linked_or_are_not(ledger: Store) -> None:
    ledger.add(reading("a"))
    ledger.add(reading("b", TEXT + " Now."))
    a, b = (e.id for e in sorted(ledger.articles(), key=lambda e: e.ref))
    ledger.link([], done=[a])
    assert [e.id for e in ledger.articles(Query(linked=True))] == [a]
    assert [e.id for e in ledger.articles(Query(linked=False))] == [b]
    assert {s.entry.id for s in ledger.statements(Query(linked=True))} == {a}
