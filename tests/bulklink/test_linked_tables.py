"""What stands in linked tables: stories, copies, actors and claims of articles that are all there at once."""

import random
from collections import defaultdict
from pathlib import Path

import pytest
from made_links import given, link, linked, read, refs, rows, table

from recoupe import ids
from recoupe.bulk.linked import TABLES


@pytest.fixture(scope="module")
def out(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("linked")
    read(folder / "out", given(folder / "news.jsonl", rows()))
    link(folder / "out")
    return folder / "out"


def test_tables_have_their_columns(out: Path) -> None:
    for name, columns in TABLES.items():
        found = table(out, name)
        assert found, name
        assert list(found[0]) == [c.name for c in columns], name


def test_every_article_is_in_one_story_with_those_of_its_event(out: Path) -> None:
    called = refs(out)
    stories = defaultdict(set)
    for row in table(out, "stories"):
        stories[row["story"]].add(called[row["article"]])
    assert sorted(map(len, stories.values())) == [4, 4, 4, 4]
    assert all(len({ref.split()[0] for ref in some}) == 1 for some in stories.values())
    smallest = {min(r["article"] for r in table(out, "stories") if r["story"] == story): story for story in stories}
    assert all(ids.group("story", article) == story for article, story in smallest.items())


def test_copies_lead_to_what_came_first(out: Path) -> None:
    called = refs(out)
    sure = {called[r["article"]]: called[r["origin"]] for r in table(out, "copies") if r["certain"]}
    for event in ("bridge", "museum", "vaccine", "rocket"):
        assert sure[f"{event} 1"] == f"{event} 0"
    own = {called[r["article"]]: r["own"] for r in table(out, "stories")}
    assert all(own[ref] is (ref not in sure) for ref in own)
    (row,) = [r for r in table(out, "copies") if called[r["article"]] == "bridge 1"]
    assert (row["share"] > 0.8, row["sort"] in {"verbatim", "edited", "abridged"}) == (True, True)
    assert "runs of words shared" in row["reasons"]


def test_a_dispute_has_both_sides_from_several_articles(out: Path) -> None:
    disputed = defaultdict(list)
    for row in table(out, "claims"):
        if row["disputed"]:
            disputed[row["claim"]].append(row)
    assert disputed
    for members in disputed.values():
        assert {"for", "against"} <= {m["polarity"] for m in members}
    assert any(len({m["article"] for m in members}) > 2 for members in disputed.values())
    stories = {r["article"]: r["story"] for r in table(out, "stories")}
    assert all(r["story"] == stories[r["article"]] for r in table(out, "claims"))
    assert all(ids.make("c", min(m["statement"] for m in some)) == claim for claim, some in disputed.items())


def test_who_speaks_in_several_articles_is_one(out: Path) -> None:
    actors = defaultdict(set)
    for row in table(out, "actors"):
        if row["name"] == "Anna Berg":
            actors[row["actor"]].add(row["article"])
    assert [len(some) for some in actors.values()] == [3]
    every = table(out, "actors")
    assert len({r["member"] for r in every}) == len(every)


def test_order_and_parts_and_doubles_make_no_difference(out: Path, tmp_path: Path) -> None:
    mixed = rows()
    random.Random(3).shuffle(mixed)
    inputs = [given(tmp_path / f"{n}.jsonl", mixed[n * 5 : n * 5 + 6]) for n in range(4)]  # the sixth comes twice
    read(tmp_path / "out", *inputs, size=1500)
    assert len(list((tmp_path / "out" / "articles").iterdir())) > 5
    link(tmp_path / "out")
    assert linked(tmp_path / "out") == linked(out)


def test_nothing_of_the_work_is_left_and_it_can_be_done_again(out: Path, tmp_path: Path) -> None:
    assert sorted(p.name for p in (out / "linked").iterdir()) == [*sorted(TABLES)[:3], "manifest.json", "stories"]
    read(tmp_path / "out", given(tmp_path / "news.jsonl", rows()))
    first = link(tmp_path / "out")
    assert link(tmp_path / "out") == first
    assert linked(tmp_path / "out") == linked(out)


def test_tables_that_grew_are_linked_as_a_whole(out: Path, tmp_path: Path) -> None:
    every = rows()
    one, other = given(tmp_path / "a.jsonl", every[:7]), given(tmp_path / "b.jsonl", every[7:])
    read(tmp_path / "out", one)
    link(tmp_path / "out")
    assert len(table(tmp_path / "out", "stories")) == 7
    read(tmp_path / "out", one, other)
    link(tmp_path / "out")
    assert linked(tmp_path / "out") == linked(out)


def test_no_article_at_all(tmp_path: Path) -> None:
    read(tmp_path / "out", given(tmp_path / "none.jsonl", []))
    told = link(tmp_path / "out")
    assert {name: t["rows"] for name, t in told["tables"].items()} == dict.fromkeys(TABLES, 0)
