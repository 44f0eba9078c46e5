"""What holds of claims whatever the statements are."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from claims_markup import Marked, articles
from hypothesis import given, settings
from hypothesis import strategies as st

from recoupe import text
from recoupe.extract import claims
from recoupe.extract.claims.groups import Tie, gather
from recoupe.lang import codes, covered
from recoupe.model import Article, Doc, Span, Stance, Statement

CODES = [c for c in codes() if covered(c, "claims.toml")]
ARTICLES = [a for c in CODES for a in articles(c)]
STANCES: tuple[Stance, ...] = ("asserts", "denies", "confirms", "doubts", "urges")
DUMP = """
from claims_markup import articles
from recoupe.extract import claims
from recoupe.lang import codes, covered
for code in codes():
    for a in articles(code) if covered(code, "claims.toml") else ():
        print([[(m.statement, m.polarity) for m in c.members] for c in claims.find(a.doc, a.statements)])
"""


@st.composite
def any_statements(draw: st.DrawFn) -> tuple[Doc, tuple[Statement, ...]]:
    """An article with statements of any spans, empty ones too."""
    article: Marked = draw(st.sampled_from(ARTICLES))
    length = len(article.doc.text)

    def span() -> Span:
        a, b = sorted((draw(st.integers(0, length)), draw(st.integers(0, length))))
        return a, b

    said = [
        Statement(
            id=f"s{i}",
            content=(span(),) if draw(st.booleans()) else (),
            form="indirect",
            stance=draw(st.sampled_from(STANCES)),
            rule="any",
            source=(span(),) if draw(st.booleans()) else (),
            cue=(span(),) if draw(st.booleans()) else (),
            who=draw(st.sampled_from((None, "Ines Dalgaard", "officials"))),
        )
        for i in range(draw(st.integers(0, 8)))
    ]
    return article.doc, tuple(said)


@given(any_statements())
@settings(max_examples=150, deadline=None)
def test_whatever_the_spans(case: tuple[Doc, tuple[Statement, ...]]) -> None:
    doc, said = case
    found = claims.find(doc, said)
    members = [m.statement for c in found for m in c.members]
    assert len(members) == len(set(members)), "a statement is of one claim at most"
    assert set(members) <= {s.id for s in said}
    assert all(len(c.members) > 1 for c in found)
    assert len({c.id for c in found}) == len(found)
    assert claims.find(doc, said) == found


@given(any_statements())
@settings(max_examples=50, deadline=None)
def test_doubts_are_open(case: tuple[Doc, tuple[Statement, ...]]) -> None:
    doc, said = case
    doubts = {s.id for s in said if s.stance == "doubts"}
    assert all(m.polarity == "open" for c in claims.find(doc, said) for m in c.members if m.statement in doubts)


@given(st.lists(st.tuples(st.floats(0, 9), st.integers(0, 9), st.integers(0, 9), st.sampled_from((1, -1)))))
def test_groups_are_apart(found: list[tuple[float, int, int, int]]) -> None:
    ties = [Tie(*t) for t in found if t[1] != t[2]]
    groups = gather(ties)
    members = [i for g in groups for i in g]
    assert sorted(members) == sorted({i for t in ties for i in (t.a, t.b)})
    assert gather(reversed(ties)) == groups or len({t.score for t in ties}) < len(ties)
    if ties:
        best = max(ties, key=lambda t: (t.score, -t.a, -t.b))
        group = next(g for g in groups if best.a in g)
        assert best.b in group


def test_a_surer_tie_wins() -> None:
    groups = gather([Tie(3.0, 0, 1, -1), Tie(2.0, 1, 2, -1), Tie(1.0, 0, 2, -1)])
    assert groups == [{0: 1, 1: -1, 2: 1}]


@pytest.mark.parametrize("seed", ["0", "1", "77"])
def test_the_same_in_every_process(seed: str) -> None:
    here = Path(__file__).parent
    done = subprocess.run(
        [sys.executable, "-c", DUMP],
        cwd=here,
        env=os.environ | {"PYTHONHASHSEED": seed},
        capture_output=True,
        text=True,
        check=True,
    )
    expected = [
        [[(m.statement, m.polarity) for m in c.members] for c in claims.find(a.doc, a.statements)] for a in ARTICLES
    ]
    assert done.stdout.splitlines() == [str(x) for x in expected]


@pytest.mark.parametrize("lang", ["xx", "sv"])
def test_a_language_without_words_for_it(lang: str) -> None:
    words = "Alpha zerstoerte Beta. Gamma zerstoerte nie Beta."
    doc = text.parse(Article(ref="a", id="a", text=words, lang=lang))
    said = [
        Statement("a", ((0, 21),), "indirect", "asserts", "any", who="Delta"),
        Statement("b", ((23, 48),), "indirect", "denies", "any", who="Gamma"),
    ]
    for claim in claims.find(doc, said):
        assert {m.statement for m in claim.members} == {"a", "b"}


def test_nothing_of_nothing() -> None:
    doc = text.parse(Article(ref="a", id="a", text="", lang="en"))
    assert claims.find(doc, ()) == ()
    empty = [Statement(i, ((0, 0),), "indirect", "denies", "any") for i in "ab"]
    assert claims.find(doc, empty) is not None


def test_many_statements_take_little_time() -> None:
    sentence = "The mill at Vorn was sold to the Hallen brothers in spring. "
    doc = text.parse(Article(ref="a", id="a", text=sentence * 400, lang="en"))
    n = len(sentence)
    said = [
        Statement(f"s{i}", ((i * n, i * n + n - 2),), "indirect", STANCES[i % 2], "any", who=f"Person {i % 7}")
        for i in range(400)
    ]
    found = claims.find(doc, said)
    assert sum(len(c.members) for c in found) <= len(said)
