"""Readings in, readings out: nothing lost, nothing twice, older facts make way for newer ones."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from makers import TEXT, article, plain, reading, said

from recoupe import ids, inputs, pipeline
from recoupe.cli.demo import SAMPLE
from recoupe.errors import InputError
from recoupe.ledger import ALL
from recoupe.model import Actor, Link, Outlink, Page, Reading
from recoupe.store import rows
from recoupe.store.store import Store

LONE = "He said \ud800 “no\0 way”, the mayor said on Monday. “It rains,” she said."


def sample() -> list[Reading]:
    pages = [p for p in inputs.pages([str(SAMPLE)]) if isinstance(p, Page)]
    assert len(pages) > 10
    return [pipeline.read(p) for p in [*pages, Page("odd", LONE, "text/plain", lang="en")]]


def test_what_goes_in_comes_out(ledger: Store) -> None:
    given = sample()
    assert [ledger.add(r) for r in given] == ["added"] * len(given)
    assert list(ledger.readings(r.article.id for r in given)) == [rows.normal(r) for r in given]
    assert list(ledger.check()) == []


def test_what_is_there_is_not_added_again(ledger: Store) -> None:
    assert ledger.add(reading("a")) == "added"
    before = ledger.info().rows
    assert ledger.add(reading("a")) == "known"
    assert ledger.info().rows == before


def test_order_of_adding_makes_no_difference(opened: Callable[..., Store]) -> None:
    ledger = opened()
    for name in ("b", "a", "c"):
        ledger.add(reading(name))
    assert [g.group.id for g in ledger.groups("claim")] == sorted(
        ids.make("c", min(s.id for s in reading(n).statements)) for n in "abc"
    )


def test_newer_rules_replace_facts_and_links_to_what_lives_on_stay(ledger: Store) -> None:
    old, other = reading("a"), reading("b")
    ledger.add(old)
    ledger.add(other)
    kept, gone = old.statements
    links = [
        Link("claim", s.id, t.id, maker="recoupe 0.1.0") for s, t in zip(old.statements, other.statements, strict=True)
    ]
    assert ledger.link(links, done=[old.article.id, other.article.id]) == 2
    fresh = said(old.article, "It opens on Monday", "The mayor", "said", actor=old.actors[0].id)
    new = replace(old, statements=(kept, fresh), claims=(), actors=old.actors[:1], version="0.2.0")
    assert ledger.add(new) == "replaced"
    assert ledger.reading(old.article.id) == rows.normal(new)
    (link,) = ledger.links("claim")
    assert kept.id in {link.a, link.b}
    assert [x.withdrawn is None for x in ledger.links("claim", of=[gone.id], live=False)] == [False]
    assert [r.article.ref for r in ledger.unlinked()] == ["a"]
    group = ledger.group_of("claim", kept.id)
    assert group is not None
    assert gone.id not in {m.id for m in ledger.members(group.id)}
    assert list(ledger.check()) == []


def test_older_rules_replace_nothing(ledger: Store) -> None:
    ledger.add(reading("a", version="0.10.0"))
    assert ledger.add(replace(reading("a", version="0.9.0"), statements=(), claims=())) == "older"
    found = ledger.reading(reading("a").article.id)
    assert found is not None
    assert len(found.statements) == 2


def test_newer_rules_that_find_the_same_say_so(ledger: Store) -> None:
    ledger.add(reading("a"))
    assert ledger.add(reading("a", version="0.2.0")) == "known"
    assert ledger.info().versions == {"0.2.0": 1}


def test_a_page_that_is_cleaned_otherwise_by_newer_rules_is_one_article(ledger: Store) -> None:
    ledger.add(reading("a"), page="g1")
    assert ledger.knows("g1", "0.1.0")
    assert not ledger.knows("g1", "0.2.0")
    longer = reading("a", TEXT + " The end.", version="0.2.0")
    assert ledger.add(longer, page="g1") == "added"
    assert [e.id for e in ledger.articles()] == [longer.article.id]
    found = ledger.find(reading("a").article.id)
    assert found is not None
    assert found.id == longer.article.id
    assert list(ledger.check()) == []


def test_versions_of_one_url(ledger: Store) -> None:
    url = "https://e.example/1"
    for n, day in enumerate(("2024-05-09T10:00:00+02:00", "2024-05-08", "2024-05-09T09:00:00Z")):
        ledger.add(plain(f"r{n}", f"Text {n}.", url=url, published=day))
    assert [e.ref for e in ledger.versions(url)] == ["r0", "r1", "r2"]
    found = ledger.find(url)
    assert found is not None
    assert found.ref == "r2"
    assert ledger.find("r0") is not None
    assert ledger.find("nowhere") is None


def test_the_same_page_from_another_place_keeps_its_first_name(ledger: Store) -> None:
    url = "https://e.example/1"
    ledger.add(reading("here", url=url))
    assert ledger.add(reading("there", url=url)) == "known"
    assert [e.ref for e in ledger.articles()] == ["here"]


@pytest.mark.parametrize(
    ("change", "what"),
    [
        (lambda s: replace(s, content=((3, 9_000),)), "statements[0].content[0]: [3, 9000] lies outside"),
        (lambda s: replace(s, source=((5, 5),)), "statements[0].source[0]: [5, 5] lies outside"),
        (lambda s: replace(s, content=()), "statements[0].content: empty"),
        (lambda s: replace(s, id="s10000000000000000"), "statements[0].id: not that of"),
        (lambda s: replace(s, actor="p10000000000000000"), "statements[0].actor: p10000000000000000 is none"),
    ],
)
def test_readings_that_break_the_contract_are_refused(ledger: Store, change: Callable[..., object], what: str) -> None:
    good = reading("a")
    bad = replace(good, statements=(change(good.statements[0]), good.statements[1]))  # type: ignore[arg-type]
    with pytest.raises(InputError, match="a: ") as caught:
        ledger.add(bad)
    assert what in str(caught.value)
    assert ledger.info().rows["article"] == 0


def test_ten_thousand_identical_pages(ledger: Store) -> None:
    count = 10_000 if ledger.engine.name == "sqlite" else 1_000
    given = [rows.packed(plain(f"r{n}", url=f"https://e{n}.example/")) for n in range(count)]
    assert {ledger.add_packed(p) for p in given} == {"added"}
    links = [Link("story", given[0].id, p.id, maker="recoupe 0.1.0") for p in given[1:]]
    for at in range(0, count, 1_000):
        ledger.link(links[at : at + 1_000], done=[p.id for p in given[at : at + 1_000]])
    (story,) = ledger.groups("story")
    assert (story.articles, story.group.size, len(story.sites)) == (count, count, 0)
    assert story.group.id == ids.group("story", min(p.id for p in given))


def test_one_page_with_five_thousand_statements(ledger: Store) -> None:
    text = "".join(f"He said {n:05}. " for n in range(5_000))
    head = article("a", text)
    statements = tuple(said(head, f"{n:05}", "He", "said") for n in range(5_000))
    he = Actor(ids.make("p", head.id, (0, 2), "He"), "He", "person", ((0, 2),))
    given = Reading(article=head, statements=statements, actors=(he,), version="0.1.0")
    assert ledger.add(given) == "added"
    assert ledger.reading(head.id) == rows.normal(given)
    assert sum(1 for _ in ledger.statements(ALL)) == 5_000
    assert list(ledger.check()) == []


def test_a_ledger_is_there_when_it_is_opened_again(opened: Callable[..., Store]) -> None:
    opened().add(reading("a"))
    assert opened(create=False).reading(reading("a").article.id) is not None


def test_shared_articles_come_back_as_they_were(ledger: Store, shared: Path) -> None:
    with (shared / "data" / "statements" / "ntrex.ar.jsonl").open("rb") as lines:
        page = inputs.row(next(lines), "x")
    given = pipeline.read(replace(page, lang="ar"))
    ledger.add(given)
    assert ledger.reading(given.article.id) == rows.normal(given)


def test_links_to_other_articles_of_the_site_are_no_reason_to_link_anew(ledger: Store) -> None:
    def shown(*urls: str) -> Reading:
        links = tuple(Outlink(url, "More", "body") for url in urls)
        made = reading("a", url="https://a.example/1", site="a.example")
        return replace(made, article=replace(made.article, outlinks=links))

    ledger.add(shown("https://www.a.example/2"), page="g1")
    (first,) = ledger.unlinked()
    ledger.link([], done=[first.article.id])
    versions = ledger.engine.all("SELECT url, article FROM version")
    changed = shown("https://www.a.example/3", "https://a.example/4")
    assert ledger.add(changed, page="g2") == "replaced"
    assert ledger.reading(first.article.id) == rows.normal(changed)
    assert list(ledger.unlinked()) == []
    assert ledger.engine.all("SELECT url, article FROM version") == versions
    assert ledger.add(changed, page="g2") == "known"
    ledger.add(shown("https://b.example/original"), page="g3")
    assert [r.article.id for r in ledger.unlinked()] == [first.article.id]
    assert list(ledger.check()) == []
