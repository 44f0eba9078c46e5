"""Lists of a ledger, one thing shown whole, what people decide, rows for other programs."""

from __future__ import annotations

import csv
import io
import json
from typing import TYPE_CHECKING, Any

import pytest
from commands import Done, recoupe, rows

if TYPE_CHECKING:
    from pathlib import Path

ARTICLES = (
    ("a", "2024-05-08T08:00:00+00:00", "The mayor of Ostby, Anna Berg, said on Tuesday that the old bridge would close for a year."),
    ("b", "2024-05-08T12:00:00+00:00", "The mayor of Ostby, Anna Berg, said on Tuesday that the old bridge would close for a year."),
    ("c", "2024-05-09T09:00:00+00:00", "Anna Berg denied on Wednesday that the old bridge of Ostby would close for a year."),
    ("d", "2024-06-20T09:00:00+00:00", "The choir of Murren won a prize in Bern. Its conductor Ursula Brand said she was glad."),
)  # fmt: skip
REST = "\n\nThe bridge over the Oster was built in 1931 and carries 4,000 cars a day. Builders found a crack in April."


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    there = tmp_path_factory.mktemp("ledger")
    rows = [
        {
            "id": ref, "url": f"https://{ref}.example/1", "lang": "en", "published": at,
            "text": text + (REST if ref in "ab" else ""), "title": text.split(",")[0][:40],
        }
        for ref, at, text in ARTICLES
    ]  # fmt: skip
    (there / "in.jsonl").write_text("\n".join(map(json.dumps, rows)))
    assert recoupe("add", "in.jsonl", cwd=there).status == 0
    before = recoupe("copies", cwd=there)
    assert before.status == 1
    assert "recoupe link" in before.err
    assert recoupe("link", cwd=there).status == 0
    return there


def run(folder: Path, *arguments: str) -> Done:
    return recoupe(*arguments, cwd=folder)


def bridge(folder: Path) -> dict[str, Any]:
    """The story of the bridge."""
    return max(run(folder, "stories", "bridge").rows, key=lambda r: r["articles"])


def test_a_story_is_listed_once_with_its_independent_origins(folder: Path) -> None:
    first = bridge(folder)
    assert first["articles"] >= 2
    assert first["origins"] == first["articles"] - 1
    assert set(first["sites"]) >= {"a.example", "b.example"}


def test_text_says_how_much_there_is(folder: Path) -> None:
    shown = run(folder, "stories", "--format", "table", "bridge").text
    assert "independent origin" in shown
    assert "a.example" in shown


def test_a_copy_names_what_it_was_taken_from(folder: Path) -> None:
    (row,) = [r for r in run(folder, "copies").rows if r["certain"]]
    assert (row["ref"], row["of"], row["kind"], row["certain"]) == ("b", "a", "verbatim", True)


def test_options_and_filters_are_one(folder: Path) -> None:
    assert run(folder, "sites", "--site", "c.example").rows == run(folder, "sites", "site:c.example").rows
    assert len(run(folder, "sites").rows) == 4
    assert [r["site"] for r in run(folder, "sites", "--since", "2024-06-01").rows] == ["d.example"]


def test_who_shows_all_that_somebody_said(folder: Path) -> None:
    rows = run(folder, "who", "Berg").rows
    assert rows[0]["part"] == "actor"
    assert rows[0]["articles"] == 3
    assert {r["stance"] for r in rows[1:]} == {"asserts", "denies"}
    assert "DENIES" in run(folder, "who", "--format", "table", "Berg").text
    assert run(folder, "who", "Nobody").status == 1


@pytest.mark.parametrize("kind", ["story", "actor", "claim"])
def test_one_thing_is_shown_whole(folder: Path, kind: str) -> None:
    many = {"story": "stories", "actor": "actors", "claim": "claims"}[kind]
    listed = run(folder, many).rows
    if listed:
        rows = run(folder, kind, listed[0][kind]).rows
        assert (rows[0]["part"], rows[0][kind]) == (kind, listed[0][kind])
    wrong = run(folder, kind, "t1nothing")
    assert wrong.status in {1, 2}
    assert f"recoupe {many}" in wrong.err


def test_csv_has_a_line_of_keys(folder: Path) -> None:
    rows = list(csv.DictReader(io.StringIO(run(folder, "stories", "--format", "csv").text)))
    assert set(rows[0]) >= {"story", "name", "articles", "origins", "langs"}


def test_statements_that_are_joined_are_a_claim_with_sides(folder: Path) -> None:
    (claim,) = [r["claim"] for r in run(folder, "claims").rows if r["disputed"]]
    inside = run(folder, "claim", claim).rows[1]["statement"]
    (other,) = [r["statement"] for r in run(folder, "search", "--format", "jsonl", "glad").rows]
    done = run(folder, "merge", "claim", inside, other, "--by", "anna").text
    joined = run(folder, "claim", other).rows
    assert joined == run(folder, "claim", inside).rows
    assert f"one claim, {joined[0]['claim']} (" in done
    assert " for, 1 against)" in done
    undone = run(folder, "review", "undo", done.split(":")[0].split()[1])
    assert (undone.status, undone.text[-12:]) == (0, " taken back\n")


def test_a_person_merges_and_takes_it_back(folder: Path) -> None:
    one, two = bridge(folder)["story"], run(folder, "stories", "choir").rows[0]["story"]
    done = run(folder, "merge", "story", one, two, "--by", "anna", "--note", "for the test")
    assert done.status == 0
    (row, *_) = run(folder, "review", "list").rows
    assert (row["verdict"], row["person"], row["note"]) == ("merge", "anna", "for the test")
    assert run(folder, "stories", "choir").rows[0] == bridge(folder)
    assert run(folder, "review", "undo", row["decision"]).status == 0
    assert run(folder, "stories", "choir").rows[0]["story"] == two
    assert run(folder, "merge", "actor", one, two).status != 0


def test_a_person_splits(folder: Path) -> None:
    before = bridge(folder)
    members = [r["id"] for r in run(folder, "story", before["story"]).rows if r["part"] == "article"]
    assert run(folder, "split", "story", before["story"], members[0]).status == 0
    assert bridge(folder)["articles"] == before["articles"] - 1
    decision = run(folder, "review", "list").rows[-1]["decision"]
    assert run(folder, "review", "undo", decision).status == 0


def test_exported_rows_name_articles_as_they_came(folder: Path) -> None:
    stories = {r["ref"]: r["story"] for r in run(folder, "export", "stories").rows}
    assert set(stories) == {"a", "b", "c", "d"}
    assert stories["a"] == stories["b"] != stories["d"]
    (copy,) = [r for r in run(folder, "export", "copies").rows if r["certain"]]
    assert set(copy) == {"ref", "of", "kind", "share", "certain"}
    assert {r["ref"] for r in run(folder, "export", "actors").rows} == {"a", "b", "c", "d"}
    assert run(folder, "export", "statements", "--format", "csv", "--bom", "-o", "out.csv").status == 0
    assert (folder / "out.csv").read_bytes().startswith(b"\xef\xbb\xbfstatement,")


@pytest.mark.parametrize("form", ["annotation", "csv", "ftm", "ris", "stix"])
def test_statements_are_exported_in_every_format_without_full_texts(folder: Path, form: str) -> None:
    done = run(folder, "export", "statements", "--format", form)
    assert done.status == 0
    assert done.text


@pytest.mark.parametrize(
    "wrong",
    [("claims", "--format", "ris"), ("copies", "--format", "stix"), ("stories", "--bom"), ("actors", "--full-text")],
)
def test_what_cannot_be_exported_is_wrong_usage(folder: Path, wrong: tuple[str, ...]) -> None:
    done = run(folder, "export", *wrong)
    assert done.status == 2
    assert "(" in done.err


def test_full_texts_are_exported_where_they_are_asked_for(folder: Path) -> None:
    assert "text" not in run(folder, "export", "stories").rows[0]
    assert run(folder, "export", "stories", "--full-text").rows[0]["text"]


def test_no_cell_of_a_list_is_a_formula(tmp_path: Path) -> None:
    row = {
        "id": "f",
        "lang": "en",
        "published": "2024-05-08",
        "title": "=1+1",
        "text": "=1+1\n\nIt rained, Anna Berg said.",
    }
    (tmp_path / "in.jsonl").write_text(json.dumps(row))
    assert recoupe("add", "in.jsonl", cwd=tmp_path).status == 0
    assert recoupe("link", cwd=tmp_path).status == 0
    cells = next(csv.DictReader(recoupe("stories", "--format", "csv", cwd=tmp_path).text.splitlines()))
    assert cells["name"] == "'=1+1"


def test_decisions_on_single_facts(tmp_path: Path) -> None:
    rows(tmp_path / "x.jsonl", 1)
    assert recoupe("add", "x.jsonl", cwd=tmp_path).status == 0
    first, *_ = recoupe("search", "bridge", "--format", "jsonl", cwd=tmp_path).rows
    one = first["statement"]
    done = recoupe("review", "correct", one, "--who", "Anna Holm", "--by", "anna", cwd=tmp_path)
    assert done.status == 0, done.err
    assert "Anna Holm" in {r["who"] for r in recoupe("search", "bridge", "--format", "jsonl", cwd=tmp_path).rows}
    decision = done.text.split()[1].rstrip(":")
    assert recoupe("review", "undo", decision, "--by", "boris", cwd=tmp_path).status == 0
    assert recoupe("review", "list", cwd=tmp_path).rows == []
    (row,) = recoupe("review", "list", "--all", cwd=tmp_path).rows
    assert (row["value"], row["withdrawn_by"]) == ('{"who": "Anna Holm"}', "boris")
    assert "confirmed" in recoupe("review", "correct", one, cwd=tmp_path).text
    actor = recoupe("actors", "who:berg", cwd=tmp_path).rows[0]["actor"]
    assert recoupe("rename", actor, "Anna", "Holm", cwd=tmp_path).status == 0
    assert "Anna Holm" in {r["name"] for r in recoupe("actors", cwd=tmp_path).rows}
    assert recoupe("review", "hide", one, cwd=tmp_path).status == 0
    assert one not in {r["statement"] for r in recoupe("search", "bridge", "--format", "jsonl", cwd=tmp_path).rows}
    for command in (("review", "hide", "s1"), ("review", "correct", one, "--stance", "sings"), ("rename", one, "x")):
        assert recoupe(*command, cwd=tmp_path).status == 2
