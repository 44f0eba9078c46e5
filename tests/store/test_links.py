"""Links and groups: joined, led to for ever, withdrawn; what the linker finds its way by."""

from makers import plain, reading

from recoupe import ids
from recoupe.ledger import Query
from recoupe.model import GroupKind, Link
from recoupe.store.store import Store

ME = "recoupe 0.1.0"


def added(ledger: Store, *names: str) -> list[str]:
    """The ids of articles that were added under these names."""
    for n, name in enumerate(names):
        ledger.add(plain(name, f"Text of {name}.", published=f"2024-05-{n + 10}"))
    return [plain(name, f"Text of {name}.").article.id for name in names]


def story(a: str, b: str, **more: object) -> Link:
    return Link("story", a, b, maker=ME, **more)  # type: ignore[arg-type]


def groups(ledger: Store, kind: GroupKind) -> list[set[str]]:
    return [{m.id for m in ledger.members(g.group.id)} for g in ledger.groups(kind)]


def test_an_article_is_a_story_of_its_own(ledger: Store) -> None:
    (a,) = added(ledger, "a")
    (found,) = ledger.groups("story")
    assert (found.group.id, found.group.size, found.name) == (ids.group("story", a), 1, "Bridge")
    assert ledger.group_of("story", a) == found.group == ledger.group(found.group.id)
    assert [m.id for m in ledger.members(found.group.id)] == [a]
    assert ledger.group("t10000000000000000") is None
    assert ledger.group("nonsense") is None


def test_groups_grow_and_old_ids_lead_to_them(ledger: Store) -> None:
    a, b, c, d = added(ledger, "a", "b", "c", "d")
    ledger.link([story(a, b, score=0.9, reasons=("same names",))])
    ledger.link([story(c, d)])
    ledger.link([story(b, c)])
    (found,) = ledger.groups("story")
    assert found.group.id == ids.group("story", min(a, b, c, d))
    assert (found.group.size, found.articles, found.origins) == (4, 4, 4)
    assert (str(found.group.first), str(found.group.last)) == ("2024-05-10", "2024-05-13")
    assert {ledger.group(ids.group("story", i)) for i in (a, b, c, d)} == {found.group}
    assert [x.reasons for x in ledger.links("story", of=[a])] == [("same names",)]
    assert list(ledger.check()) == []


def test_a_link_is_one_row_whatever_its_direction(ledger: Store) -> None:
    a, b = added(ledger, "a", "b")
    assert ledger.link([story(a, b)]) == 1
    assert ledger.link([story(b, a, score=0.5)]) == 0
    assert [(x.a, x.b, x.score) for x in ledger.links()] == [(min(a, b), max(a, b), 0.5)]


def test_what_is_uncertain_is_kept_and_does_not_group(ledger: Store) -> None:
    a, b = added(ledger, "a", "b")
    ledger.link([story(a, b, certain=False)])
    assert len(list(ledger.links())) == 1
    assert len(groups(ledger, "story")) == 2
    ledger.link([story(a, b)])
    assert len(groups(ledger, "story")) == 1
    ledger.link([story(a, b, certain=False)])
    assert len(groups(ledger, "story")) == 2


def test_ends_that_are_no_facts_are_no_link(ledger: Store) -> None:
    (a,) = added(ledger, "a")
    assert ledger.link([story(a, "a10000000000000000"), story(a, a)]) == 0
    assert list(ledger.links(live=False)) == []


def test_withdrawing_takes_machines_links_back(ledger: Store) -> None:
    a, b, c = added(ledger, "a", "b", "c")
    ledger.link([story(a, b)], done=[a, b, c], keys=[("title", "k", a)], memory={"m": "1"})
    ledger.link([Link("story", b, c, maker="person anna")])
    assert [r.article.id for r in ledger.unlinked()] == []
    assert ledger.withdraw() == 1
    assert sorted(groups(ledger, "story"), key=len) == [{a}, {b, c}]
    assert [r.article.id for r in ledger.unlinked()] == [a, b, c]
    assert [r.article.id for r in ledger.unlinked(limit=1)] == [a]
    assert (list(ledger.candidates("title", ["k"])), ledger.memory("m")) == ([], None)
    assert len(list(ledger.links(live=False))) == 2
    assert ledger.link([story(a, b)]) == 0
    assert groups(ledger, "story") == [{a, b, c}]
    assert list(ledger.check()) == []


def test_candidates(ledger: Store) -> None:
    keys = [("title", "k", f"a{n}") for n in range(5)] + [("title", "l", "a1"), ("name", "k", "a9")]
    ledger.link([], keys=keys, memory={"m": "1"})
    ledger.link([], keys=keys[:2], memory={"m": "2"})
    assert list(ledger.candidates("title", ["l", "k", "none"])) == [("k", f"a{n}") for n in range(5)] + [("l", "a1")]
    assert list(ledger.candidates("title", ["l", "k"], most=4)) == [("l", "a1")]
    assert list(ledger.candidates("name", [str(n) for n in range(500)] + ["k"])) == [("k", "a9")]
    assert (sorted(ledger.keys("title")), list(ledger.keys("none"))) == (["k", "l"], [])
    assert ledger.memory("m") == "2"


def claims(ledger: Store) -> list[tuple[set[tuple[str, str | None]], bool]]:
    return [
        ({(m.id, m.polarity) for m in ledger.members(g.group.id)}, g.group.disputed) for g in ledger.groups("claim")
    ]


def test_claims_of_one_article_are_claims_of_the_ledger(ledger: Store) -> None:
    given = reading("a")
    ledger.add(given)
    one, two = given.statements
    assert claims(ledger) == [({(one.id, "for"), (two.id, "against")}, True)]
    (found,) = ledger.groups("claim", Query(disputed=True))
    assert found.group.id == given.claims[0].id
    assert list(ledger.groups("claim", Query(disputed=False))) == []


def test_claims_join_with_their_sides(ledger: Store) -> None:
    first, second = reading("a"), reading("b")
    ledger.add(first)
    ledger.add(second)
    (one, two), (three, four) = first.statements, second.statements
    ledger.link([Link("claim", two.id, three.id, maker=ME, sides=("against", "for"))])
    want = {(one.id, "for"), (two.id, "against"), (three.id, "for"), (four.id, "against")}
    assert claims(ledger) == [(want, True)]
    old = {ids.make("c", min(s.id for s in r.statements)) for r in (first, second)}
    assert {ledger.group(c) for c in old} == {g.group for g in ledger.groups("claim")}
    assert list(ledger.check()) == []


def test_copies_and_origins(ledger: Store) -> None:
    a, b, c = added(ledger, "a", "b", "c")
    ledger.link([story(a, b), story(b, c)])
    copy = Link("copy", b, a, maker=ME, sort="abridged", share=0.5, aligned=(((0, 4), (5, 9)),))
    ledger.link([copy, Link("copy", c, a, maker=ME, certain=False)])
    (found,) = ledger.groups("story")
    assert (found.articles, found.origins) == (3, 2)
    shown = list(ledger.copies())
    assert [(x.a, x.b, x.sort, x.share, x.aligned) for x in shown] == [
        (c, a, "", None, ()),
        (b, a, "abridged", 0.5, (((0, 4), (5, 9)),)),
    ]


def test_sites_and_networks(ledger: Store) -> None:
    for host in ("one.example", "two.example", "three.example"):
        ledger.add(plain(host, url=f"https://{host}/1", site=host))
    ledger.link([Link("network", "two.example", "one.example", maker=ME, sort="strong", reasons=("same footer",))])
    (found,) = ledger.groups("network")
    assert (found.sites, found.articles) == (("one.example", "two.example"), 2)
    listed = {s.host: s.network for s in ledger.sites()}
    assert listed == {"one.example": found.group.id, "two.example": found.group.id, "three.example": None}
    (there,) = ledger.sites(Query(sites=("three.example",)))
    assert (there.articles, there.copies, there.langs) == (1, 0, ("en",))


def test_actors_of_many_articles(ledger: Store) -> None:
    given = [reading(n) for n in "abc"]
    for r in given:
        ledger.add(r)
    annas = [r.actors[1].id for r in given]
    ledger.link([Link("actor", annas[0], annas[1], maker=ME)])
    (found,) = [g for g in ledger.groups("actor") if g.group.size > 1]
    assert (found.name, found.articles, found.country, found.type) == ("Anna Berg", 2, "DE", "person")
    assert {m.actor.id for m in ledger.actors(group=found.group.id)} == set(annas[:2])
    assert [s.statement.who for s in ledger.statements(group=found.group.id)] == ["Anna Berg"] * 2
    assert {s.actor for s in ledger.statements(Query(actor=found.group.id))} == {found.group.id}
