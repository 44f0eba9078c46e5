"""Drawings of who hangs together with whom, and by how much a site comes behind."""

import datetime as dt
import itertools
import re

import pytest

from recoupe import linking, pipeline, store
from recoupe.ledger import Query
from recoupe.model import Page
from recoupe.store.store import Store
from recoupe.web import graphs
from recoupe.web.graphs import Tied
from web.newsroom import Browser


@pytest.mark.parametrize("count", [2, 3, 7, 24, 60])
@pytest.mark.parametrize("middle", ["", "n0"])
def test_no_two_names_stand_on_each_other(count: int, middle: str) -> None:
    drawn = graphs.ring([(f"n{n}", f"name {n} " * 9) for n in range(count)], [], middle=middle)
    assert drawn is not None
    assert len(drawn.nodes) == min(count, graphs.MOST)
    assert drawn.more == max(0, count - graphs.MOST)
    for node in drawn.nodes:
        assert 0 <= node.x <= drawn.width
        assert 0 <= node.y <= drawn.height
        assert len(node.words) <= 26
    for one, other in itertools.combinations(drawn.nodes, 2):
        if one.anchor == other.anchor:  # on one side, so that their words go the same way
            assert abs(one.y - other.y) >= 16, (one, other)


def tied(a: str, b: str, weight: float, *, certain: bool = True) -> Tied:
    return Tied(a, b, weight, certain, "why")


def test_lines_are_as_wide_as_ties_are_strong() -> None:
    names = [(n, n) for n in "abc"]
    drawn = graphs.ring(names, [tied("a", "b", 4), tied("b", "c", 1, certain=False), tied("c", "zz", 9)])
    assert drawn is not None
    assert [(line.width, line.certain) for line in drawn.lines] == [(5.0, True), (2.0, False)]
    assert graphs.ring(names[:1], []) is None


def test_a_network_is_drawn_with_its_evidence(browser: Browser, opened: Store) -> None:
    network = next(iter(opened.groups("network")))
    text = browser.page(f"/network/{network.group.id}")
    drawing = text.partition('class="ring"')[2].partition("</svg>")[0]
    assert {*re.findall(r'href="/site/([^"]+)"', drawing)} == set(network.sites)
    assert len(re.findall('class="tie', drawing)) >= len(network.sites) - 1
    assert re.search(r"<title>[^<]+ – [^<]+: [^<]+</title>", drawing)


def test_an_actor_is_drawn_with_those_who_answer(browser: Browser, opened: Store) -> None:
    said = [s for s in opened.statements(Query(disputed=True)) if s.actor]
    pairs = [
        (a, b) for a in said for b in said if a.claim == b.claim and (a.polarity, b.polarity) == ("for", "against")
    ]
    one, other = next((a, b) for a, b in pairs if a.actor != b.actor)
    text = browser.page(f"/actor/{one.actor}")
    drawing = text.partition('class="ring"')[2].partition("</svg>")[0]
    others = {*re.findall(r'href="/actor/([^"]+)"', drawing)} - {one.actor}
    assert other.actor in others
    assert 'class="tie' in drawing


def told(site: str, at: str) -> Page:
    url = f"https://{site}.example/1"
    text = (
        "Olga Stern said on Monday that the old lighthouse of Karsund would be painted in red. "
        "The mayor of Karsund denied that the old lighthouse was sold to a bank in Oslo."
    )
    return Page(
        url, text, "text/plain", url=url, lang="en", published=at, title="Old lighthouse of Karsund painted in red"
    )


def test_how_far_behind_the_first_a_site_comes(tmp_path: object) -> None:
    with store.open(f"{tmp_path}/t.db", create=True) as ledger:
        for site, at in (("a", "2025-06-03T10:00:00Z"), ("b", "2025-06-03T11:30:00Z"), ("c", "2025-06-03")):
            ledger.add(pipeline.read(told(site, at)))
        linking.link(ledger)
        assert len(list(ledger.groups("story"))) == 1
        first, second, untimed = (ledger.tally_of(f"{site}.example") for site in "abc")
    assert (first.first, first.shared, first.behind) == (1, 1, dt.timedelta(0))
    assert (second.first, second.shared, second.behind) == (0, 1, dt.timedelta(minutes=90))
    assert (untimed.shared, untimed.behind) == (0, None)
