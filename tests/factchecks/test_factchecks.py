"""Fact checks: read from pages without loss, written again, and found by other words."""

import json
from pathlib import Path

import jsonschema
import pytest

from bench import shared as bench_shared
from recoupe.clean import claimreviews
from recoupe.errors import InputError
from recoupe.export import _claimreview
from recoupe.link import factchecks
from recoupe.link.factchecks import Checked, Index, check
from recoupe.model import ClaimReview

PARAPHRASES = bench_shared.ROOT / "bench" / "paraphrases.jsonl"
TWO = """<html><body><script type="application/ld+json">{"@context": "https://schema.org", "@graph": [
 {"@type": "ClaimReview", "@id": "#1", "url": "https://check.example/1", "claimReviewed": "The old bridge weighs nothing.",
  "datePublished": "2024-05-08", "author": {"@id": "#us"}, "inLanguage": "en", "x": {"kept": [1, {"too": true}]},
  "reviewRating": {"@type": "Rating", "ratingValue": 1, "bestRating": 5, "worstRating": 1, "alternateName": "False"},
  "itemReviewed": {"@type": "Claim", "datePublished": "2024-05-01", "author": {"@type": "Person", "name": "Ada Brun"},
    "appearance": [{"@type": "CreativeWork", "url": "https://a.example/x"}, "https://b.example/y"],
    "firstAppearance": {"url": "https://c.example/z"}}},
 {"@type": ["ClaimReview", "Review"], "url": "https://check.example/1", "claimReviewed": "The bridge is blue.",
  "author": {"@id": "#us"}, "reviewRating": {"@type": "Rating", "name": "Half true"}},
 {"@type": "Organization", "@id": "#us", "name": "The Checkers", "url": "https://check.example/"}]}</script>
</body></html>"""
MICRODATA = """<html><body><div itemscope itemtype="http://schema.org/ClaimReview">
<a itemprop="url" href="https://check.example/2">link</a> <h2 itemprop="claimReviewed">The moon is a lamp.</h2>
<span itemprop="author" itemscope itemtype="http://schema.org/Organization"><b itemprop="name">The Checkers</b></span>
<div itemprop="reviewRating" itemscope itemtype="http://schema.org/Rating">
<meta itemprop="ratingValue" content="2"><i itemprop="alternateName">Mostly false</i></div>
<time itemprop="datePublished" datetime="2024-05-09">9 May</time>
<div itemprop="itemReviewed" itemscope itemtype="http://schema.org/Claim">
<span itemprop="author" itemscope itemtype="http://schema.org/Person"><b itemprop="name">Bo Lind</b></span></div>
</div></body></html>"""
CLAIMS = (
    ("1", "The mayor of Quimper sold the town's only lighthouse in 1994.", "en"),
    ("2", "A ship with 300 goats ran aground near Quimper.", "en"),
    ("3", "Eating lighthouse paint cures the common cold.", "en"),
    ("4", "The World Harbour Union will ban yellow boats.", "en"),
)


def test_several_on_a_page_with_all_their_fields() -> None:
    first, second = claimreviews.find(TWO, "https://check.example/1")
    assert (first.claim, first.rating, first.value, first.best, first.worst) == (
        "The old bridge weighs nothing.",
        "False",
        "1",
        "5",
        "1",
    )
    assert (first.reviewer, first.reviewer_url) == ("The Checkers", "https://check.example/")
    assert (first.claimant, first.said_on, first.published) == ("Ada Brun", "2024-05-01", "2024-05-08")
    assert first.appearances == ("https://a.example/x", "https://b.example/y", "https://c.example/z")
    assert json.loads(first.source)["x"] == {"kept": [1, {"too": True}]}
    assert (second.claim, second.rating, second.reviewer) == ("The bridge is blue.", "Half true", "The Checkers")


def test_microdata() -> None:
    (one,) = claimreviews.find(MICRODATA)
    assert (one.claim, one.rating, one.value) == ("The moon is a lamp.", "Mostly false", "2")
    assert (one.reviewer, one.claimant, one.url) == ("The Checkers", "Bo Lind", "https://check.example/2")
    assert one.published == "2024-05-09"


@pytest.mark.parametrize(
    "node",
    [
        '{"@type": "ClaimReview"}',
        '{"@type": "ClaimReview", "claimReviewed": 7, "itemReviewed": [], "author": [null], "reviewRating": "bad"}',
        '{"@type": "ClaimReview", "claimReviewed": "x", "itemReviewed": "y", "author": ["A", 3], "reviewRating": [1]}',
        "{",
    ],
)
def test_what_is_broken_raises_nothing(node: str) -> None:
    claimreviews.find(f'<html><script type="application/ld+json">{node}</script><p>x</p></html>')
    assert claimreviews.find("") == ()


def test_what_is_written_is_valid_and_is_read_again() -> None:
    schema = json.loads(_claimreview.SCHEMA.read_text(encoding="utf-8"))
    jsonschema.Draft202012Validator.check_schema(schema)
    reviews = (*claimreviews.find(TWO), *claimreviews.find(MICRODATA))
    document = _claimreview.document(reviews)
    jsonschema.validate(document, schema)
    page = f'<html><script type="application/ld+json">{json.dumps(document)}</script></html>'
    again = claimreviews.find(page)
    assert [(r.claim, r.rating, r.claimant, r.appearances, r.url) for r in again] == [
        (r.claim, r.rating, r.claimant, r.appearances, r.url) for r in reviews
    ]


def test_what_lacks_a_verdict_is_not_written() -> None:
    with pytest.raises(InputError, match="reviewer and rating"):
        _claimreview.document([ClaimReview("x", url="https://a.example/")])


def index() -> Index:
    return Index.of(Checked(*claim) for claim in CLAIMS)


@pytest.mark.parametrize(
    ("text", "lang", "found"),
    [
        ("Quimper's lighthouse was sold by its mayor thirty years ago", "en", "1"),
        ("Did 300 goats strand with a ship?", "en", "2"),
        ("WHU bans boats", "en", "4"),
        ("Le maire de Quimper a vendu le phare en 1994", "fr", "1"),
    ],
)
def test_other_words_find_a_claim(text: str, lang: str, found: str) -> None:
    best = check(text, index(), lang=lang)[0]
    assert best.claim.id == found
    assert best.reasons


def test_reasons_name_what_is_shared_and_what_is_not() -> None:
    best = check("In 1994 Quimper sold its lighthouse to Oslo", index())[0]
    assert best.claim.id == "1"
    assert any(r.startswith("names: ") and "Quimper" in r for r in best.reasons)
    assert "numbers: 1994" in best.reasons
    assert "not in the claim: Oslo" in best.reasons


def test_the_same_words_score_highest_and_strange_ones_find_nothing() -> None:
    same = check(CLAIMS[0][1], index())
    assert same[0].score > 0.95
    assert check("Zebras whistle", index()) == ()
    assert check("", index()) == check("x", Index()) == ()


def test_a_check_is_linked_to_the_statement_that_it_is_about() -> None:
    reviews = [ClaimReview("The mayor of Quimper has sold the lighthouse of the town", lang="en")]
    (link,) = factchecks.links("a1", reviews, index(), maker="test")
    assert (link.kind, link.a, link.b, link.certain) == ("check", "a1", "1", True)


def test_paraphrases_find_their_claims(shared: Path) -> None:
    """Words of our own for 100 claims chosen at random: 50 were looked at while the weights were set, 50 were not."""
    rows = bench_shared.read_rows(shared / "data" / "links" / "claims_checked.jsonl.xz")
    checked = Index.of(Checked(r["id"], r["text"], r["lang"]) for r in rows)
    asked = bench_shared.read_rows(PARAPHRASES)
    hits = [any(m.claim.id == p["id"] for m in check(p["text"], checked)) for p in asked]
    assert sum(hits[:50]) >= 46
    assert sum(hits[50:]) >= 46
