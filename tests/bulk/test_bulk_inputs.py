"""What is read: archives, rows and tables, by path, folder, pattern and list; in parts that lose and double nothing."""

import datetime as dt
import gzip
import io
import json
import zipfile
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from made_batches import archive, cells, column, is_sound, noise, packed, page, record, row, rows, run, text

from recoupe import export, pipeline
from recoupe.bulk import parts, places
from recoupe.errors import InputError
from recoupe.model import Page

_FILE = ("part", "page", "input")


def refs(out: Path) -> list[str]:
    found: list[str] = column(out, "articles", "ref")
    return found


def urls(numbers: range) -> list[str]:
    return [f"https://news.example/{n}" for n in numbers]


def test_paths_folders_patterns_and_lists(tmp_path: Path) -> None:
    folder = tmp_path / "in" / "month"
    folder.mkdir(parents=True)
    for n in range(3):
        archive(folder / f"{n}.warc.gz", range(n, n + 1))
    (folder / "notes.txt").write_text("no archive", encoding="utf-8")
    listed = tmp_path / "all.paths"
    listed.write_text("# a list\n\nin/month/2.warc.gz\nin/month/*.warc.gz\n", encoding="utf-8")
    zipped = tmp_path / "other.paths.gz"
    zipped.write_bytes(gzip.compress(b"2.warc.gz\n1.warc.gz\n"))
    assert run(tmp_path / "a", folder / "1.warc.gz").manifest["pages"] == 1
    assert run(tmp_path / "b", folder).manifest["pages"] == 3
    assert run(tmp_path / "c", f"{tmp_path}/**/[12].warc.gz").manifest["pages"] == 2
    assert run(tmp_path / "d", listed).manifest["pages"] == 3
    assert run(tmp_path / "e", zipped, base=str(folder)).manifest["pages"] == 2
    assert run(tmp_path / "f", f"file://{folder}/0.warc.gz", folder / "0.warc.gz").manifest["pages"] == 1


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("none.warc.gz", "no such file"),
        ("*.warc", "no such file"),
        ("empty", "holds no file"),
        ("a.html", "not a file that holds many pages"),
        ("nothing.jsonl", "empty"),
        ("bad.parquet", "broken Parquet"),
        ("lost.paths", "no such file"),
        ("abc://x/y.warc", "cannot be reached"),
    ],
)
def test_an_input_that_cannot_be_read_is_named_and_the_others_are_read(tmp_path: Path, name: str, said: str) -> None:
    (tmp_path / "empty").mkdir()
    (tmp_path / "a.html").write_text(page(1), encoding="utf-8")
    (tmp_path / "nothing.jsonl").touch()
    (tmp_path / "bad.parquet").write_bytes(b"PAR1 or not")
    (tmp_path / "lost.paths").write_text("gone.warc\n", encoding="utf-8")
    good = rows(tmp_path / "good.jsonl", range(2))
    told = run(tmp_path / "out", name if "://" in name else tmp_path / name, good).manifest
    assert not told["complete"]
    (failed,) = told["failed"]
    assert said in failed["reason"]
    assert told["articles"] == 2
    assert is_sound(tmp_path / "out")


def test_rows_keep_their_numbers_in_parts(tmp_path: Path) -> None:
    given = tmp_path / "a.jsonl"
    lines = [json.dumps({k: v for k, v in row(n).items() if k != "id"}) for n in range(40)]
    lines[7:7] = ["", "no json"]
    given.write_text("\n".join(lines), encoding="utf-8")
    one = run(tmp_path / "one", given)
    many = run(tmp_path / "many", given, size=given.stat().st_size // 6)
    assert (len(one.parts), len(many.parts)) == (1, 6)
    assert cells(tmp_path / "one", *_FILE) == cells(tmp_path / "many", *_FILE)
    assert refs(tmp_path / "many")[7] == f"{given}#10"
    (problem,) = cells(tmp_path / "many")["problems"]
    assert (problem["code"], problem["ref"], problem["place"]) == ("unread", f"{given}#9", 9)


def test_a_packed_file_of_rows_is_one_part_and_a_broken_end_costs_itself(tmp_path: Path) -> None:
    given = tmp_path / "a.jsonl.gz"
    given.write_bytes(
        gzip.compress("".join(json.dumps(row(n, more=noise(20_000, n).hex())) + "\n" for n in range(20)).encode())[:-30]
    )
    told = run(tmp_path / "out", given, size=100).manifest
    assert 0 < told["articles"] <= 20
    assert told["unread"] == 1
    assert "broken gzip" in column(tmp_path / "out", "problems", "message")[-1]


def test_readings_go_into_tables_as_they_are(tmp_path: Path) -> None:
    given = tmp_path / "read.jsonl"
    found = [pipeline.read(Page(f"r{n}", text(n), "text/plain", lang="en", published="2024-05-08")) for n in range(3)]
    form = export.get("jsonl")
    given.write_text("".join(form.piece(r, export.Look()).text for r in found), encoding="utf-8")
    run(tmp_path / "out", given)
    assert column(tmp_path / "out", "statements", "id") == [s.id for r in found for s in r.statements]


def test_rows_of_parquet(tmp_path: Path) -> None:
    given = tmp_path / "a.parquet"
    days = [dt.datetime(2024, 5, 8, 10, n, tzinfo=dt.UTC) for n in range(9)]
    columns = {
        "id": [f"p{n}" for n in range(9)],
        "html": [page(n).encode() for n in range(8)] + [None],
        "published": pa.array(days, pa.timestamp("us", tz="UTC")),
        "more": list(range(9)),
    }
    pq.write_table(pa.table(columns), given, row_group_size=2)
    one = run(tmp_path / "one", given)
    many = run(tmp_path / "many", given, size=1)
    assert (len(one.parts), len(many.parts)) == (1, 5)
    assert cells(tmp_path / "one", *_FILE) == cells(tmp_path / "many", *_FILE)
    assert refs(tmp_path / "many") == [f"p{n}" for n in range(8)]
    assert column(tmp_path / "many", "articles", "published")[1] == "2024-05-08T10:01:00+00:00"
    assert column(tmp_path / "many", "problems", "place") == [9]


def test_parquet_without_texts_says_what_it_has(tmp_path: Path) -> None:
    pq.write_table(pa.table({"body": ["x"], "when": [1]}), tmp_path / "a.parquet")
    run(tmp_path / "out", tmp_path / "a.parquet")
    (said,) = column(tmp_path / "out", "problems", "message")
    assert said.startswith("has neither a column text nor html, but body, when")


def test_archives_in_a_wacz_file(tmp_path: Path) -> None:
    given = tmp_path / "a.wacz"
    with zipfile.ZipFile(given, "w") as z:
        z.writestr("archive/one.warc.gz", packed(record(0), record(1)))
        z.writestr("archive/two.warc.gz", packed(record(2)), zipfile.ZIP_DEFLATED)
    run(tmp_path / "out", given)
    assert refs(tmp_path / "out") == urls(range(3))
    assert column(tmp_path / "out", "articles", "input")[2] == f"{given}/archive/two.warc.gz"


def pages_of(archived: Path, size: int) -> tuple[list[str], int]:
    """The addresses of all pages of an archive that is read in parts, and how many parts that are."""
    file = places.files(str(archived))[0]
    found = parts.cut(file, size)
    from recoupe.bulk.pages import Source  # noqa: PLC0415

    return [p.ref for part in found for p, _ in Source(part, 10**6).pages()], len(found)


@pytest.mark.parametrize("count", [2, 3, 7, 50, 400])
def test_an_archive_in_parts_has_the_same_pages(tmp_path: Path, count: int) -> None:
    """Also where a part is smaller than a record, and where records are of all sizes."""
    given = tmp_path / "a.warc.gz"
    given.write_bytes(packed(*(record(n, noise(n * 97 % 3000, n) + b"<p>x</p>") for n in range(60))))
    found, cut = pages_of(given, max(1, given.stat().st_size // count))
    assert cut >= min(count, 2)
    assert found == urls(range(60))


@pytest.mark.parametrize("form", ["plain", "whole"])
def test_an_archive_that_is_not_packed_record_by_record_is_one_part(tmp_path: Path, form: str) -> None:
    given = tmp_path / ("a.warc" if form == "plain" else "a.warc.gz")
    data = b"".join(record(n) for n in range(9))
    given.write_bytes(data if form == "plain" else gzip.compress(data))
    assert pages_of(given, 500) == (urls(range(9)), 1)


def test_an_archive_inside_an_archive_is_not_read_in_its_place(tmp_path: Path) -> None:
    """A part may seem to begin in what another record holds: that is noticed, and read again from the right place."""
    inner = packed(*(record(n, noise(400, n)) for n in range(900, 940)))
    holding = gzip.compress(record(800, inner, media_type="application/gzip"), 0)
    given = tmp_path / "a.warc.gz"
    given.write_bytes(packed(*map(record, range(3))) + holding + packed(*map(record, range(3, 6))))
    assert inner[:200] in given.read_bytes()  # it lies there as it is
    many = run(tmp_path / "many", given, size=given.stat().st_size // 9)
    assert refs(tmp_path / "many") == urls(range(6))
    run(tmp_path / "one", given)
    assert cells(tmp_path / "one", *_FILE) == cells(tmp_path / "many", *_FILE)
    assert len(many.parts) > len(set(many.parts))
    assert many.manifest["complete"]
    assert run(tmp_path / "many", given, size=given.stat().st_size // 9).outcomes == []


def test_what_is_broken_in_an_archive_is_named_whichever_part_it_is_in(tmp_path: Path) -> None:
    good = packed(*(record(n) for n in range(4)))
    spoilt = bytearray(packed(record(4)))
    spoilt[len(spoilt) // 2] ^= 0xFF
    lying = gzip.compress(record(5).replace(b"Content-Length: ", b"Content-Length: 10000000000"))
    cut = packed(record(8))[:-100]
    given = tmp_path / "a.warc.gz"
    given.write_bytes(good + bytes(spoilt) + lying + packed(record(6), record(7)) + cut)
    run(tmp_path / "one", given)
    run(tmp_path / "many", given, size=given.stat().st_size // 6)
    assert cells(tmp_path / "one", *_FILE) == cells(tmp_path / "many", *_FILE)
    assert refs(tmp_path / "one") == urls(range(4)) + urls(range(6, 8))
    told = cells(tmp_path / "one")["problems"]
    assert len(told) == 3
    assert told[0]["place"] == len(good)
    assert all(r["article"] is None and r["code"] == "unread" for r in told)


def test_an_archive_without_pages_gives_tables_without_rows(tmp_path: Path) -> None:
    given = tmp_path / "a.warc.gz"
    given.write_bytes(packed(record(0, b"x", media_type="image/png")))
    told = run(tmp_path / "out", given).manifest
    assert (told["complete"], told["pages"], told["inputs"][0]["passed_over"]) == (True, 0, {"image/png": 1})
    assert cells(tmp_path / "out")["articles"] == []


def test_a_page_that_is_a_file_of_its_own_is_not_taken() -> None:
    with pytest.raises(InputError, match="recoupe read takes pages"):
        parts.cut(places.File("a.html", 10, 0))


def test_secrets_of_an_address_are_not_shown() -> None:
    assert places.shown("s3://key:secret@bucket/a.warc.gz?region=x") == "s3://bucket/a.warc.gz"
    part = parts.Part("n", "s3://key:secret@bucket/a.warc.gz", "warc")
    assert "secret" not in json.dumps(part.record())


def test_names_of_other_file_systems_are_kept() -> None:
    place = places.Place(None, "bucket/a", "s3://bucket/a?region=x")
    assert place.at("bucket/a/b.warc") == "s3://bucket/a/b.warc?region=x"
    place = places.Place(None, "/a", "hdfs://node:8020/a")
    assert place.at("/a/b.warc") == "hdfs://node:8020/a/b.warc"


def test_a_long_line_costs_itself(tmp_path: Path) -> None:
    given = tmp_path / "a.jsonl"
    out = io.StringIO()
    for n in range(3):
        out.write(json.dumps(row(n, text="x" * 9000 if n == 1 else text(n))) + "\n")
    given.write_text(out.getvalue(), encoding="utf-8")
    run(tmp_path / "out", given, max_bytes=1000)
    assert refs(tmp_path / "out") == ["row 0", "row 2"]
    assert column(tmp_path / "out", "problems", "place")[0] in {1, 2}
