"""`recoupe check`, and networks, sites and claims with their fact checks: in a process of their own."""

from __future__ import annotations

import gzip
import json
from importlib import resources
from typing import TYPE_CHECKING

import jsonschema
import pytest
from commands import in_terminal, recoupe

if TYPE_CHECKING:
    from pathlib import Path

CLAIM = "The mayor of Ostby sold the old bridge to a Danish company"
REVIEW = {
    "@context": "https://schema.org", "@type": "ClaimReview", "claimReviewed": CLAIM, "url": "https://check.example/1",
    "author": {"@type": "Organization", "name": "The Checkers"}, "datePublished": "2024-05-10", "inLanguage": "en",
    "reviewRating": {"@type": "Rating", "alternateName": "False", "ratingValue": "1"},
    "itemReviewed": {"@type": "Claim", "author": {"@type": "Person", "name": "Bo Lind"}, "datePublished": "2024-05-08"},
}  # fmt: skip
HTML = f"""<html lang="en"><head><title>Was the bridge sold?</title>
<script type="application/ld+json">{json.dumps(REVIEW)}</script>
<script>ga('create', 'UA-1234567-2', 'auto');</script></head><body><article><h1>Was the bridge sold?</h1>
<p>We asked the council, which showed us the books of the last ten years. Nobody has paid for a bridge.</p></article>
<footer><h4>Our other sites</h4><ul><li><a href="https://one.example/">One</a></li>
<li><a href="https://two.example/">Two</a></li></ul></footer></body></html>"""
ROWS = (
    {"url": "https://a.example/1", "lang": "en", "published": "2024-05-08", "title": "Sold",
     "text": f"Sold\n\n{CLAIM}, Bo Lind told reporters on Wednesday. The bridge was built in 1931."},
    {"url": "https://b.example/1", "lang": "en", "published": "2024-05-09", "title": "Not sold",
     "text": f"Not sold\n\nAnna Berg denied on Thursday that {CLAIM[0].lower()}{CLAIM[1:]}."},
    {"url": "https://check.example/1", "lang": "en", "published": "2024-05-10", "html": HTML},
)  # fmt: skip


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    there = tmp_path_factory.mktemp("check")
    (there / "in.jsonl").write_text("\n".join(map(json.dumps, ROWS)))
    assert recoupe("add", "in.jsonl", cwd=there).status == 0
    assert recoupe("link", cwd=there).status == 0
    return there


def test_a_claim_in_other_words_finds_the_check_and_both_sides(folder: Path) -> None:
    done = recoupe("check", "Was the old bridge of Ostby sold to Danes by its mayor?", cwd=folder)
    assert done.status == 0
    check, *said = done.rows
    assert (check["part"], check["rating"], check["reviewer"], check["url"]) == (
        "check", "False", "The Checkers", "https://check.example/1"
    )  # fmt: skip
    assert check["from"] == "ledger"
    assert check["reasons"]
    sides = {(r["who"], r["stance"]) for row in said for r in rows_of(row)}
    assert {("Bo Lind", "asserts"), ("Anna Berg", "denies")} <= sides
    assert all(row["score"] <= 1 for row in done.rows)


def rows_of(row: dict[str, object]) -> list[dict[str, object]]:
    """The statements of a row of a claim or of one statement."""
    sides = row.get("sides")
    return [r for side in sides.values() for r in side] if isinstance(sides, dict) else [row]


def test_on_a_terminal_it_is_a_table_of_eighty_columns(folder: Path) -> None:
    status, shown = in_terminal("check", "--ledger", folder / "recoupe.db", CLAIM)
    assert status == 0
    lines = shown.replace("\r", "").split("\n")
    assert any("FACT CHECKS" in line for line in lines)
    assert any("IN THE LEDGER" in line for line in lines)
    assert any("The Checkers · 2024-05-10: False" in line for line in lines)
    table = recoupe("check", CLAIM, "--format", "table", cwd=folder).text
    assert max(len(line) for line in table.splitlines()) <= 80
    assert recoupe("check", CLAIM, "--format", "csv", cwd=folder).status == 0


@pytest.mark.parametrize(
    "line",
    [
        {"claim": CLAIM, "rating": "False", "reviewer": "R", "url": "https://r.example/"},
        {"text": CLAIM, "id": "x", "lang": "en", "value": 2},
        REVIEW,
        {"@context": "https://schema.org", "@graph": [REVIEW]},
    ],
)
def test_a_file_of_fact_checks_needs_no_ledger(tmp_path: Path, line: dict[str, object]) -> None:
    other = {"claim": "Goats climb trees in spring", "lang": "en"}
    path = tmp_path / "checks.jsonl.gz"
    path.write_bytes(gzip.compress(f"{json.dumps(other)}\n\nnot json\n{json.dumps(line)}\n".encode()))
    done = recoupe("check", "--checks", path, "The old bridge of Ostby was sold to a Danish company", cwd=tmp_path)
    assert done.status == 0
    assert [row["claim"] for row in done.rows] == [CLAIM]
    assert f"{path}#3: not JSON" in done.err


def test_readings_may_be_the_file(tmp_path: Path) -> None:
    page = tmp_path / "p.html"
    page.write_text(HTML)
    path = tmp_path / "r.jsonl"
    path.write_bytes(recoupe("read", page, "--format", "jsonl").out)
    done = recoupe("check", "--checks", path, CLAIM, cwd=tmp_path)
    assert [row["rating"] for row in done.rows] == ["False"]


def test_what_is_wrong_is_said(folder: Path, tmp_path: Path) -> None:
    done = recoupe("check", " ?! ", cwd=folder)
    assert (done.status, "has no words" in done.err) == (2, True)
    done = recoupe("check", "a bridge", cwd=tmp_path)
    assert (done.status, "no such ledger" in done.err) == (1, True)
    done = recoupe("check", "--checks", "none.jsonl", "a bridge", cwd=tmp_path)
    assert (done.status, "none.jsonl: No such file" in done.err) == (1, True)
    done = recoupe("check", "Zebras whistle at midnight", cwd=folder)
    assert (done.status, "nothing found" in done.err) == (1, True)
    (tmp_path / "e.txt").write_text("Nothing here.")
    recoupe("add", "--lang", "en", "e.txt", cwd=tmp_path)
    done = recoupe("check", "a bridge", cwd=tmp_path)
    assert done.status == 1
    assert "has no statement and no fact check (recoupe add puts articles into it)" in done.err


def test_networks_and_sites_name_their_evidence(folder: Path) -> None:
    (network,) = recoupe("networks", cwd=folder).rows
    assert network["sites"] == ["check.example", "one.example", "two.example"]
    reason = network["evidence"][0]["reasons"][0]
    assert (reason["grade"], reason["kind"], reason["seen"]) == ("strong", "footer", ["https://check.example/1"])
    text = recoupe("networks", "--format", "table", cwd=folder).text
    assert "  strong  footer: check.example → one.example" in text.splitlines()
    assert "seen in https://check.example/1" in text
    sites = {row["site"]: row for row in recoupe("sites", cwd=folder).rows}
    assert sites["one.example"]["articles"] == 0
    assert sites["one.example"]["network"] == network["network"]
    assert "no article; named by others" in recoupe("sites", "--format", "table", cwd=folder).text


def test_fact_checks_of_claims_are_exported_as_claimreview(folder: Path) -> None:
    done = recoupe("export", "claims", "--format", "claimreview", cwd=folder)
    assert done.status == 0
    document = json.loads(done.out)
    schema = json.loads((resources.files("recoupe.export") / "claimreview.schema.json").read_text("utf-8"))
    jsonschema.validate(document, schema)
    (node,) = document["@graph"]
    assert node["claimReviewed"] == CLAIM
    assert recoupe("export", "copies", "--format", "claimreview", cwd=folder).status == 2


def test_people_confirm_and_reject_what_ties_a_check_to_a_claim(folder: Path, tmp_path: Path) -> None:
    (tmp_path / "recoupe.db").write_bytes((folder / "recoupe.db").read_bytes())

    def written() -> int:
        shown = recoupe("export", "claims", "--format", "claimreview", cwd=tmp_path).text
        return len(json.loads(shown)["@graph"]) if shown else 0

    (claim,) = recoupe("claims", "--format", "jsonl", cwd=tmp_path).rows
    (check,) = [r for r in recoupe("claim", str(claim["claim"]), cwd=tmp_path).rows if "rating" in r]
    told = str(check["id"]), str(claim["claim"])
    before = written()
    rejected = recoupe("review", "reject", *told, "--note", "another bridge", cwd=tmp_path)
    assert rejected.status == 0
    assert written() == 0
    assert recoupe("review", "undo", rejected.text.split()[1].rstrip(":"), cwd=tmp_path).status == 0
    assert written() == before
    assert recoupe("review", "confirm", *told, cwd=tmp_path).status == 0
    assert written() == 1
    assert {r["verdict"] for r in recoupe("review", "list", cwd=tmp_path).rows} == {"confirm"}
    for wrong in (("k0", told[1]), (told[0], "a0")):
        done = recoupe("review", "confirm", *wrong, cwd=tmp_path)
        assert done.status != 0
        assert wrong[0] in done.err
