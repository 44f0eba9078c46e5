"""Marks of sites and fact checks in a ledger: kept, linked, shown, forgotten; on both engines."""

import json
from collections.abc import Callable
from dataclasses import replace

import pytest
from makers import article, checking, plain, reading
from test_decisions import all_text

from recoupe import linking
from recoupe.errors import InputError
from recoupe.export import json as contract
from recoupe.ledger import Query
from recoupe.model import Link, Outlink, Reading, SiteMark
from recoupe.store import contract as checked
from recoupe.store import migrations, rows
from recoupe.store.store import Store

ODD = "\ud800 \0"


def footer(site: str, *others: str) -> Reading:
    """A page of `site` whose footer lists other sites."""
    made = article(f"on-{site}", f"Nothing on {site}.", url=f"https://{site}/1", site=site)
    links = tuple(Outlink(f"https://{other}/", other, "footer") for other in others)
    return Reading(article=replace(made, outlinks=links), version="0.1.0")


def networks(ledger: Store) -> list[tuple[str, ...]]:
    return [g.sites for g in ledger.groups("network")]


def test_what_goes_in_comes_out_and_is_there_once(ledger: Store) -> None:
    given = checking("a", f"A claim {ODD}")
    assert ledger.add(given) == "added"
    assert ledger.reading(given.article.id) == rows.normal(given)
    assert ledger.add(given) == "known"
    assert [c.review.rating for c in ledger.factchecks()] == ["False"]
    assert [c.review.rating for c in ledger.factchecks(Query(sites=("check.example",)))] == ["False"]
    assert list(ledger.factchecks(Query(sites=("other.example",)))) == []
    changed = replace(given, article=replace(given.article, factchecks=()), version="0.2.0")
    assert ledger.add(changed) == "replaced"
    assert list(ledger.factchecks()) == []
    assert list(ledger.check()) == []


def test_readings_of_before_are_read_and_new_ones_come_back_whole(ledger: Store) -> None:
    given = checking("a")
    line = contract.dumps(contract.record(given))
    assert rows.normal(checked.reading(line, "x")) == rows.normal(given)
    old = json.loads(line)
    del old["marks"], old["factchecks"]
    read = checked.reading(json.dumps(old), "x")
    assert (read.article.marks, read.article.factchecks) == ((), ())
    assert ledger.add(read) == "added"
    bad = json.loads(line)
    bad["factchecks"][0]["claim"] = 7
    with pytest.raises(InputError, match=r"factchecks\[0\].claim: not a string"):
        checked.reading(json.dumps(bad), "x")


def test_a_ledger_of_before_is_brought_up_to_date(
    opened: Callable[..., Store], monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as then:
        then.setattr(migrations, "newest", lambda: 1)
        assert opened().info is not None
    ledger = opened()
    assert ledger.info().schema == migrations.newest()
    assert ledger.add(checking("a")) == "added"


def test_one_footer_ties_sites_that_there_is_no_article_of(ledger: Store) -> None:
    ledger.add(footer("a.example", "b.example", "c.example"))
    linking.link(ledger)
    assert networks(ledger) == [("a.example", "b.example", "c.example")]
    assert {(s.host, s.articles) for s in ledger.sites()} == {("a.example", 1), ("b.example", 0), ("c.example", 0)}
    assert [s.host for s in ledger.sites(Query(sites=("b.example",)))] == ["b.example"]
    assert [s.host for s in ledger.sites(Query(lang=("en",)))] == ["a.example"]
    assert {m.kind for m in ledger.marked(["a.example"])} == {"footer"}
    assert list(ledger.check()) == []


def test_a_forgotten_page_ties_nobody_any_more(ledger: Store) -> None:
    ledger.add(footer("a.example", "b.example", "c.example"))
    ledger.add(footer("b.example", "a.example", "d.example"))
    linking.link(ledger)
    assert networks(ledger) == [("a.example", "b.example", "c.example", "d.example")]
    ledger.forget(url="https://a.example/1", delete=True, person="clerk")
    linking.link(ledger)
    assert networks(ledger) == [("a.example", "b.example", "d.example")]
    assert list(ledger.check()) == []


def test_a_fact_check_is_linked_whichever_came_first(opened: Callable[..., Store]) -> None:
    ledger = opened()
    ledger.add(reading("a", url="https://a.example/1"))
    linking.link(ledger)
    ledger.add(checking("b", "The bridge was safe"))
    linking.link(ledger)
    ledger.add(reading("c", url="https://c.example/1"))
    linking.link(ledger)
    found = {(k.a, ledger_article(ledger, k)) for k in ledger.links("check")}
    assert {ref for _, ref in found} == {"a", "c"}
    before = sorted((k.a, k.b, k.score, k.reasons) for k in ledger.links("check"))
    linking.link(ledger, again=True)
    assert sorted((k.a, k.b, k.score, k.reasons) for k in ledger.links("check")) == before
    assert list(ledger.check()) == []


def ledger_article(ledger: Store, link: Link) -> str:
    """The ref of the article of the statement that a link is about."""
    (said,) = ledger.statements_of([link.b])
    return said.entry.ref


def test_a_name_that_is_forgotten_is_forgotten_in_fact_checks_too(ledger: Store) -> None:
    ledger.add(checking("a", "Anna Berg has sold the bridge", claimant="Bo Lind"))
    ledger.add(checking("b", "Bo Lind has sold the bridge"))
    ledger.add(reading("c"))
    linking.link(ledger)
    assert ledger.forget(name="Anna Berg", delete=False, person="clerk").articles == 2
    assert [c.entry.ref for c in ledger.factchecks()] == ["a"]
    ledger.add(checking("d", "Bo Lind has built a bridge"))
    assert "d" not in {c.entry.ref for c in ledger.factchecks()}
    ledger.forget(name="Anna Berg", delete=True, person="clerk")
    ledger.add(checking("e", "Bo Lind has built a bridge"))
    kept = [c for c in ledger.factchecks(Query(hidden=True)) if c.entry.ref in {"b", "d", "e"}]
    assert kept == []
    assert list(ledger.check()) == []


def test_links_whose_reasons_quote_a_name_go_with_it(ledger: Store) -> None:
    ledger.add(checking("a", "Anna Berg said the bridge was safe"))
    ledger.add(reading("c"))
    linking.link(ledger)
    assert list(ledger.links("check"))
    ledger.forget(name="Anna Berg", delete=True, person="clerk")
    linking.link(ledger)
    assert "Anna Berg" not in all_text(ledger)
    assert "Anna Berg" not in str([k.reasons for k in ledger.links(live=False)])


def test_few_articles_are_kept_of_a_mark_and_statements_are_found_by_words(ledger: Store) -> None:
    given = [plain(f"r{n}", f"Text {n}.", url=f"https://a.example/{n}", site="a.example") for n in range(6)]
    for r in given:
        ledger.add(r)
    ledger.link((), marks=[SiteMark("a.example", "ads", "pub-1", r.article.id) for r in given])
    assert ledger.info().rows["sitemark"] == 3
    assert ledger.showing("ads", "pub-1", most=5) == ["a.example"]
    ledger.add(reading("s"))
    assert len(ledger.having(["bridg*", "safe"], most=10)) == 2
    assert len(ledger.having(["bridg*"], most=1)) == 1
    assert ledger.having(["brid"], most=10) == []
