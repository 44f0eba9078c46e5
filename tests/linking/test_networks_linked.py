"""Sites linked batch by batch come to the same networks as all at once; hubs tie nobody, whenever they become hubs."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from recoupe import ids, linking, pipeline, store
from recoupe.ledger import Query
from recoupe.link.networks import MOST, MOST_POINTING
from recoupe.linking import run
from recoupe.model import Article, Outlink, Page, Reading, SiteMark

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from recoupe.store.store import Store


@pytest.fixture
def ledger(tmp_path: Path) -> Iterator[Store]:
    with store.open(str(tmp_path / "t.db"), create=True) as there:
        yield there


def page(site: str, *marks: tuple[str, str], footer: tuple[str, ...] = (), day: str = "2025-03-04") -> Reading:
    """A page of `site` with marks and a footer."""
    url, text = f"https://{site}/{day}", f"Nothing much happened on {site}."
    name = ids.make("a", url, text)
    article = Article(
        ref=url,
        id=name,
        text=text,
        url=url,
        site=site,
        published=day,
        outlinks=tuple(Outlink(f"https://{other}/", other, "footer") for other in footer),
        marks=tuple(SiteMark(site, kind, value, name) for kind, value in marks),
    )
    return Reading(article=article, version="0.1.0")


def linked(there: Store, *readings: Reading) -> list[tuple[str, ...]]:
    """The networks after these readings were added and linked."""
    for r in readings:
        there.add(r)
    linking.link(there)
    return sorted(g.sites for g in there.groups("network", Query()))


def state(there: Store) -> list[tuple[object, ...]]:
    return sorted((k.a, k.b, k.score, k.reasons, k.certain) for k in there.links("network"))


def test_what_comes_later_is_weighed_with_what_was_there(ledger: Store) -> None:
    assert linked(ledger, page("a.example", ("ads", "pub-1")), page("b.example", ("tags", "GTM-1"))) == []
    assert linked(ledger, page("c.example", ("ads", "pub-1"))) == [("a.example", "c.example")]
    assert linked(ledger, page("c.example", ("tags", "GTM-1"), ("app", "fb:app_id:7"), day="2025-03-05")) == [
        ("a.example", "c.example")
    ]
    linked(ledger, page("b.example", ("app", "fb:app_id:7"), day="2025-03-06"))
    before = state(ledger)
    linking.link(ledger, again=True)
    assert state(ledger) == before
    assert not list(ledger.check())


def test_two_kinds_of_medium_evidence_and_a_weak_one_make_a_network(ledger: Store) -> None:
    medium = (("tags", "GTM-1"), ("app", "fb:app_id:7"))
    assert linked(ledger, page("a.example", *medium), page("b.example", *medium)) == []
    (link,) = ledger.links("network")
    assert (link.sort, link.certain) == ("medium", False)
    weak = (("template", "css:1"),)
    assert linked(ledger, page("a.example", *weak, day="2025-03-05"), page("b.example", *weak, day="2025-03-05")) == [
        ("a.example", "b.example")
    ]


def test_an_id_that_too_many_show_ties_nobody_however_they_come(ledger: Store) -> None:
    sites = [page(f"s{n:03}.example", ("analytics", "UA-1")) for n in range(MOST + 3)]
    assert len(linked(ledger, *sites[:3])[0]) == 3
    assert len(linked(ledger, *sites[3:MOST])[0]) == MOST
    assert linked(ledger, *sites[MOST:]) in ([], [tuple(r.article.site for r in sites)])
    before = state(ledger)
    linking.link(ledger, again=True)
    assert not list(ledger.check())
    assert len(state(ledger)) <= len(before) + MOST


def test_a_host_that_all_footers_name_is_a_hub(ledger: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(run, "BATCH", 5)
    pages = [page(f"s{n:02}.example", footer=("hub.example", f"own{n:02}.example")) for n in range(MOST_POINTING + 5)]
    networks = linked(ledger, *pages)
    assert len(networks) == len(pages)
    assert not any("hub.example" in sites for sites in networks)


def test_a_run_that_was_broken_off_ties_the_same(ledger: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(run, "BATCH", 1)
    for site in ("a.example", "b.example", "c.example"):
        ledger.add(page(site, ("ads", "pub-1")))
    kept = ledger.link

    def broken(*args: object, **more: object) -> int:
        if more.get("done") and not state(ledger):
            raise KeyboardInterrupt
        return kept(*args, **more)  # type: ignore[arg-type]

    with monkeypatch.context() as now:
        now.setattr(ledger, "link", broken)
        with pytest.raises(KeyboardInterrupt):
            linking.link(ledger)
    assert linked(ledger) == [("a.example", "b.example", "c.example")]


def test_copies_are_evidence(ledger: Store) -> None:
    text = (
        "The harbour of Ostby closes for a month, the council said on Monday, because the old crane has to be moved. "
        * 4
    )
    for site, hour in (("a.example", "08"), ("b.example", "12")):
        url = f"https://{site}/1"
        ledger.add(
            pipeline.read(Page(url, text, "text/plain", url=url, lang="en", published=f"2025-03-04T{hour}:00:00Z"))
        )
    linking.link(ledger)
    (link,) = ledger.links("network")
    assert link.reasons == ("medium: copies b.example → a.example",)


def test_the_seed_alone_shows_its_six_sites(ledger: Store, shared: Path) -> None:
    text = (shared / "seed" / "article.fr.txt").read_text(encoding="utf-8")
    ledger.add(pipeline.read(Page("seed", text, "text/plain", lang="fr", published="2022-07-16")))
    linking.link(ledger)
    (network,) = ledger.groups("network")
    assert (network.group.size, len(network.sites), network.articles) == (6, 6, 1)
    assert {r.split(" ")[1] for k in ledger.links("network") for r in k.reasons} == {"footer"}
    assert len(list(ledger.sites())) == 6
