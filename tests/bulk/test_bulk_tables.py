"""What stands in the tables: what `recoupe read` finds, every column as it is documented."""

import datetime as dt
import json
from pathlib import Path

import pyarrow as pa
import pyarrow.dataset as ds
import pytest
from made_batches import archive, cells, column, is_sound, page, row, run, table

from recoupe import pipeline
from recoupe.bulk import TABLES, work
from recoupe.bulk.columns import KEYS
from recoupe.bulk.rows import FACTCHECK, Origin, placed, rows, unread
from recoupe.bulk.writing import schema
from recoupe.config import Config
from recoupe.export import json as contract
from recoupe.model import Article, ClaimReview, Page, Problem, Reading, SiteMark

RESERVED = {"all", "and", "as", "case", "desc", "distinct", "end", "from", "group", "in", "limit", "offset", "on", "or"}
_PLACE = next(c.what for c in TABLES["articles"] if c.name == "place")
RESERVED |= {"order", "select", "some", "table", "then", "to", "union", "unique", "user", "using", "when", "where"}


@pytest.fixture(scope="module")
def out(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("tables")
    run(folder / "out", archive(folder / "a.warc.gz", range(6)))
    return folder / "out"


def test_no_column_needs_quotation_marks() -> None:
    assert not {c.name for columns in TABLES.values() for c in columns} & RESERVED


def test_every_column_has_a_type_and_a_description() -> None:
    for name, columns in TABLES.items():
        assert schema(name).names == [c.name for c in columns]
        assert all(c.what for c in columns)


def test_rows_are_those_of_a_reading(out: Path) -> None:
    """What the tables say is what the contract says, fact by fact."""
    found = pipeline.read(
        Page("https://news.example/3", page(3).encode(), url="https://news.example/3"), Config(lang="en")
    )
    told = contract.record(found)
    of = {name: [r for r in given if r["article"] == found.article.id] for name, given in cells(out).items()}
    (article,) = of["articles"]
    for key in ("ref", "url", "site", "kind", "lang", "title", "authors", "published", "modified", "text", "version"):
        assert article[key] == told[key], key
    assert (article["place"] > 0, article["fetched"], article["published_on"]) == (
        True,
        dt.datetime(2024, 5, 8, 10, tzinfo=dt.UTC),
        dt.date(2024, 5, 8),
    )
    assert len(told["statements"]) > 3
    for made, said in zip(of["statements"], told["statements"], strict=True):
        for key in ("id", "stance", "who", "actor", "form", "kind", "rule"):
            assert made[key] == said[key], key
        for key in ("content", "source", "cue"):
            assert [[s["start"], s["end"]] for s in made[f"{key}_at"]] == said[key]
        first = made["content_at"][0]
        assert made["content"].startswith(article["text"][first["start"] : first["end"]])
    assert [(t["starts"], t["ends"], t["value"]) for t in of["timexes"]] == [
        (t["start"], t["end"], t["value"]) for t in told["timexes"]
    ]
    assert all(t["words"] == article["text"][t["starts"] : t["ends"]] for t in of["timexes"])
    assert [(a["id"], len(a["mentions"])) for a in of["actors"]] == [
        (a["id"], len(a["mentions"])) for a in told["actors"]
    ]
    assert [(c["claim"], c["statement"], c["polarity"], c["disputed"]) for c in of["claims_in_article"]] == [
        (c["id"], m["statement"], m["polarity"], c["disputed"]) for c in told["claims"] for m in c["members"]
    ]
    assert any(c["disputed"] for c in of["claims_in_article"])
    assert [o["url"] for o in of["outlinks"]] == [o["url"] for o in told["outlinks"]] == ["https://other.example/3"]


def test_keys_lead_from_table_to_table(out: Path) -> None:
    articles = {(r["part"], r["page"]): r["article"] for r in cells(out)["articles"]}
    assert len(articles) == 6
    for name, given in cells(out).items():
        assert all(articles[r["part"], r["page"]] == r["article"] for r in given), name
    statements = set(column(out, "statements", "id"))
    assert set(column(out, "claims_in_article", "statement")) <= statements
    assert {a for a in column(out, "statements", "actor") if a} <= set(column(out, "actors", "id"))


def test_a_folder_of_a_table_is_a_data_set(out: Path) -> None:
    found = ds.dataset(out / "statements").to_table(filter=ds.field("stance") == "denies", columns=["who"])
    assert found.num_rows == 12


def test_columns_carry_their_descriptions(out: Path) -> None:
    metadata = table(out, "articles").schema.field("place").metadata
    assert metadata == {b"description": _PLACE.encode()}


def test_everything_a_reading_may_hold_has_a_place() -> None:
    article = Article(
        "x\ud800",
        "a1",
        "text \udc00",
        marks=(SiteMark("s", "ads", "1"),),
        factchecks=(ClaimReview("c", rating="false", appearances=("u",)),),
        problems=(Problem("odd", "is odd"),),
    )
    found = rows(Reading(article, problems=(Problem("long_text", "is long"),)))
    origin = Origin("file", 3, None)
    assert found.characters == 6
    for name, given in found.of.items():
        made = [("p", 0, "a1", *placed(name, r, origin)) for r in given]
        if made:
            arrays = [pa.array(list(c), f.type) for c, f in zip(zip(*made, strict=True), schema(name), strict=True)]
            assert pa.Table.from_arrays(arrays, schema=schema(name)).validate() is None
    (one,) = found.of["articles"]
    assert one[0] == "x\ufffd"
    assert one[-2][0] == dict.fromkeys(FACTCHECK) | {
        "claim": "c",
        "rating": "false",
        "appearances": ["u"],
        "source": "",
    }
    assert [r[0] for r in found.of["problems"]] == ["odd", "long_text"]
    assert len(KEYS) + len(placed("problems", unread("r", "m"), origin)) == len(TABLES["problems"])


def test_articles_that_are_not_asked_for_are_counted(tmp_path: Path) -> None:
    given = tmp_path / "a.jsonl"
    french = row(1, lang="fr", text="Le maire a déclaré mardi que le pont fermerait pendant un an.")
    given.write_text("\n".join(map(json.dumps, (row(0), french))), encoding="utf-8")
    told = run(tmp_path / "out", given, wanted=work.Wanted(frozenset({"fr"})), lang=None).manifest
    assert (told["pages"], told["articles"], told["unwanted"]) == (2, 1, 1)
    assert column(tmp_path / "out", "articles", "lang") == ["fr"]


def test_the_manifest_tells_the_truth(out: Path) -> None:
    assert is_sound(out)
    told = json.loads((out / "manifest.json").read_text(encoding="utf-8"))
    assert (told["complete"], told["pages"], told["articles"], told["unread"]) == (True, 6, 6, 0)
    assert told["tables"]["articles"]["rows"] == told["inputs"][0]["articles"] == 6
