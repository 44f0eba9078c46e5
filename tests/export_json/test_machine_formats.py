"""Formats for programs: jsonl, json, csv, of readings made by hand."""

import csv
import datetime as dt
import io
import json
from collections.abc import Sequence
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from recoupe import export
from recoupe.export import csv as table
from recoupe.model import (
    Actor,
    Article,
    Claim,
    DateMention,
    Days,
    Member,
    Outlink,
    Problem,
    Reading,
    Statement,
)

TEXT = "=Anna said “no”.\nBob denied it."
DAY = dt.date(2024, 5, 7)
READING = Reading(
    article=Article(
        ref="a.txt",
        id="a10000000000000000",
        text=TEXT,
        url="https://e.example/é",
        authors=("Ö. Writer",),
        published="2024-05-08T10:00:00+02:00",
        outlinks=(Outlink("https://o.example/", "more", "footer"),),
        boilerplate=((0, 1),),
        problems=(Problem("lang", "Not said."),),
    ),
    statements=(
        Statement("s1", ((12, 14),), "direct", "asserts", "verb:say", ((1, 5),), ((6, 10),), "named", "=Anna", "p1"),
        Statement("s2", ((28, 30), (0, 5)), "indirect", "denies", "verb:deny", who=None, said_on=Days(None, DAY)),
    ),
    timexes=(
        DateMention(0, 4, "DATE", "2024-05-07", "weekday", "APPROX", Days(DAY, DAY)),
        DateMention(1, 2, "SET", "P1D", "x"),
    ),
    actors=(Actor("p1", "Anna", "person", ((1, 5),), "FR", "minister"),),
    claims=(Claim("c1", (Member("s1", "for"), Member("s2", "against"))),),
    problems=(Problem("late", "It took long."),),
    version="1",
)


def written(form: str, *readings: Reading) -> str:
    module, look = export.get(form), export.Look()
    return "".join(export.joined(module, [module.piece(r, look) for r in readings], look))


def cells(*readings: Reading) -> Sequence[dict[str, str]]:
    out = written("csv", *readings)
    assert out[0] == "\ufeff"
    return list(csv.DictReader(io.StringIO(out[1:])))


def test_the_contract() -> None:
    row = json.loads(written("jsonl", READING))
    assert row["ref"] == "a.txt"
    assert row["authors"] == ["Ö. Writer"]
    assert row["statements"][0] == {
        "id": "s1",
        "content": [[12, 14]],
        "source": [[1, 5]],
        "cue": [[6, 10]],
        "form": "direct",
        "stance": "asserts",
        "kind": "named",
        "who": "=Anna",
        "actor": "p1",
        "to": None,
        "said_on": None,
        "rule": "verb:say",
        "confidence": 1.0,
    }
    assert row["statements"][1]["said_on"] == {"from": None, "to": "2024-05-07"}
    first = {"start": 0, "end": 4, "type": "DATE", "value": "2024-05-07", "mod": "APPROX"}
    assert row["timexes"][0] == {**first, "from": "2024-05-07", "to": "2024-05-07", "rule": "weekday"}
    assert (row["timexes"][1]["from"], row["timexes"][1]["to"]) == (None, None)
    actor = {"id": "p1", "name": "Anna", "type": "person", "country": "FR", "role": "minister", "mentions": [[1, 5]]}
    assert row["actors"] == [actor]
    members = [{"statement": "s1", "polarity": "for"}, {"statement": "s2", "polarity": "against"}]
    assert row["claims"] == [{"id": "c1", "members": members, "disputed": True}]
    assert row["outlinks"] == [{"url": "https://o.example/", "text": "more", "where": "footer"}]
    assert row["boilerplate"] == [[0, 1]]
    assert [p["code"] for p in row["problems"]] == ["lang", "late"]


def test_jsonl_breaks_only_between_articles() -> None:
    text = "".join(map(chr, [*range(32), 0x7F, 0x85, 0x2028, 0x2029]))
    out = written("jsonl", replace(READING, article=replace(READING.article, text=text)))
    assert len(out.splitlines()) == 1
    assert json.loads(out)["text"] == text


def test_jsonl_is_one_line_an_article() -> None:
    lines = written("jsonl", READING, READING).splitlines()
    assert len(lines) == 2
    assert lines[0] == lines[1]
    assert "é" in lines[0]


def test_json_is_one_array() -> None:
    assert json.loads(written("json")) == []
    one, two = json.loads(written("json", READING, READING))
    assert one == two == json.loads(written("jsonl", READING))


@pytest.mark.parametrize("form", ["jsonl", "json", "csv"])
@given(text=st.text(alphabet=st.characters(exclude_categories=()), min_size=31, max_size=40))
def test_any_text_is_written_as_utf_8(form: str, text: str) -> None:
    reading = replace(READING, article=replace(READING.article, text=text, title=text))
    out = written(form, reading).encode("utf-8").decode("utf-8")
    if form == "jsonl":
        assert len(json.loads(out)["text"]) == len(text)


def test_csv_has_a_row_a_statement() -> None:
    first, second = cells(READING)
    assert list(first) == list(table.COLUMNS)
    assert (first["number"], first["content"], first["cue"], first["stance"]) == ("1", "no", "said", "asserts")
    assert (first["claim"], first["side"], first["disputed"]) == ("c1", "for", "yes")
    assert (second["side"], second["said_from"], second["said_to"]) == ("against", "", "2024-05-07")
    assert second["content"] == "it … =Anna"
    assert (first["start"], first["end"]) == ("12", "14")


def test_csv_of_an_article_without_statements_has_no_row() -> None:
    assert cells(replace(READING, statements=())) == []


@pytest.mark.parametrize("begin", ["=", "+", "-", "@", "\t=", "\r=", "\n@", " =", "＝", "\u202e="])
def test_no_cell_begins_a_formula(begin: str) -> None:
    nasty = f"{begin}HYPERLINK(1)"
    article = replace(READING.article, ref=nasty, title=nasty, url=nasty, site=nasty, lang=nasty, published=nasty)
    said = replace(READING.statements[0], who=nasty, to=nasty)
    for row in cells(replace(READING, article=article, statements=(said,))):
        assert not [v for v in row.values() if v[:1] in set("=+-@\t\r\n＝＋－＠")]
        assert "HYPERLINK" in row["who"]


def test_csv_keeps_to_one_line_a_row() -> None:
    article = replace(READING.article, title='a\n"b",\r\nc\x00\x1b[31m')
    assert {r["headline"] for r in cells(replace(READING, article=article))} == {'a "b", c\ufffd\ufffd[31m'}


def test_formats_are_found_by_their_suffix() -> None:
    assert {"csv", "html", "json", "jsonl", "table"} <= set(export.names())
    for name in export.names():
        suffix = export.get(name).SUFFIX
        assert export.by_suffix(f"x{suffix.upper()}") == (name if suffix else None)
    assert export.by_suffix("x.gz") is None
