"""Formats for other programs, each checked with the library that reads it."""

import io
import json
import sys
from dataclasses import replace
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import pytest
from made import arabic, chinese, empty, hebrew, lighthouse

from recoupe import export
from recoupe.errors import UsageError
from recoupe.export import Look, _fragments, annotation, csv, parquet
from recoupe.model import Reading


def named(reading: Reading) -> Reading:
    """`reading` with ids that no other reading has, as real ones do."""
    own = reading.article.id
    return replace(
        reading,
        statements=tuple(
            replace(s, id=f"{own}.{s.id}", actor=s.actor and f"{own}.{s.actor}") for s in reading.statements
        ),
        actors=tuple(replace(a, id=f"{own}.{a.id}") for a in reading.actors),
        claims=tuple(
            replace(c, members=tuple(replace(m, statement=f"{own}.{m.statement}") for m in c.members))
            for c in reading.claims
        ),
    )


READINGS = [named(r) for r in (lighthouse(), arabic(), hebrew(), chinese(), empty())]
BRIEF, FULL = Look(), Look(full_text=True)


def written(form: str, readings: list[Reading] = READINGS, look: Look = BRIEF) -> bytes:
    module = export.get(form)
    parts = export.written(module, [module.piece(r, look) for r in readings], look)
    return b"".join(p if isinstance(p, bytes) else p.encode() for p in parts)


@pytest.mark.parametrize("form", ["annotation", "ftm", "stix", "ris", "parquet"])
def test_no_more_of_a_text_than_asked_for(form: str) -> None:
    """What no statement quotes stays out, except with the full text."""
    if form == "parquet":
        pytest.importorskip("pyarrow", reason="skipped: no pyarrow")
    assert "Our other sites" not in written(form).decode("utf-8", "replace")
    if form in {"annotation", "ftm", "stix"}:
        assert "Our other sites" in written(form, look=FULL).decode()


@pytest.mark.parametrize("form", ["annotation", "ftm", "stix", "ris"])
def test_the_same_bytes_again_and_of_nothing(form: str) -> None:
    assert written(form) == written(form)
    written(form, [])


def test_annotations_lead_to_the_words() -> None:
    page = json.loads(written("annotation"))
    assert page["@context"] == annotation.CONTEXT
    texts = {r.article.url or f"urn:recoupe:{r.article.id}": r.article.text for r in READINGS}
    spans = 0
    for made in page["items"]:
        if made["motivation"] != "tagging":
            continue
        for target in made["target"]:
            quote, place = target["selector"][:2]
            text = texts[target["source"]]
            assert text[place["start"] : place["end"]] == quote["exact"]
            around = quote.get("prefix", "") + quote["exact"] + quote.get("suffix", "")
            assert text.count(around) == 1
            spans += 1
    assert spans == sum(len(s.content) for r in READINGS for s in r.statements)
    assert len({a["id"] for a in page["items"]}) == len(page["items"])


def test_fragments_name_the_passage() -> None:
    text = "It was closed. It is open - really, he said. It was closed."
    first = _fragments.url("https://a.example/p#x", text, (15, 35))
    assert first == "https://a.example/p#:~:text=It%20is%20open%20%2D%20really%2C"
    again = _fragments.url("https://a.example/p", text, (45, 59))
    assert again
    assert unquote(again).endswith("really, he said.-,It was closed.")
    assert _fragments.url(None, text, (0, 5)) is None
    long = " ".join(f"word{i}" for i in range(60))
    assert (_fragments.url("https://a.example/", long, (0, len(long))) or "").endswith(
        "text=word0%20word1%20word2%20word3,word56%20word57%20word58%20word59"
    )


def test_ftm_entities_are_what_the_library_takes() -> None:
    ftm = pytest.importorskip("followthemoney", reason="skipped: no followthemoney")
    lines = written("ftm", look=FULL).decode().splitlines()
    schemata = set()
    known = {json.loads(line)["id"] for line in lines}
    for line in lines:
        data = json.loads(line)
        proxy = ftm.model.get_proxy(data, cleaned=False)
        ftm.model.get(data["schema"]).validate({"properties": data["properties"]})
        cleaned = proxy.to_dict()["properties"]
        assert set(cleaned) == set(data["properties"]), data
        for prop, value in proxy.itervalues():
            assert prop.type.name != "entity" or value in known
        schemata.add(data["schema"])
    assert {"Article", "Person", "Mention", "Note"} <= schemata


def test_stix_bundle_is_what_the_library_takes() -> None:
    stix2 = pytest.importorskip("stix2", reason="skipped: no stix2")
    bundle = stix2.parse(written("stix", look=FULL).decode(), allow_custom=False)
    kinds = [o.type for o in bundle.objects]
    assert kinds.count("report") == len(READINGS)
    assert kinds.count("note") == sum(len(r.statements) for r in READINGS)
    ids = {o.id for o in bundle.objects}
    assert len(ids) == len(kinds)
    assert all(ref in ids for o in bundle.objects for ref in getattr(o, "object_refs", ()))


def test_stix_writes_an_object_once() -> None:
    twice = json.loads(written("stix", [lighthouse(), lighthouse()]))
    assert len(twice["objects"]) == len(json.loads(written("stix", [lighthouse()]))["objects"])


def test_ris_has_the_fields_that_citation_managers_read() -> None:
    records = written("ris", [lighthouse(), empty()]).decode().split("ER  - \r\n")
    assert records[0].startswith("TY  - NEWS\r\nAU  - ")
    assert "DA  - 2024/05/08\r\nPY  - 2024\r\n" in records[0]
    assert "TI  - empty.txt\r\n" in records[1]
    assert len(records) == 3


def test_parquet_has_typed_and_described_columns() -> None:
    tables = pytest.importorskip("pyarrow.parquet", reason="skipped: no pyarrow")
    table = tables.read_table(io.BytesIO(written("parquet")))
    assert table.schema.names == list(csv.COLUMNS)
    assert all(table.schema.field(n).metadata[b"description"] for n in csv.COLUMNS)
    assert {n: str(table.schema.field(n).type) for n in ("start", "said_from", "disputed", "who")} == {
        "start": "int32",
        "said_from": "date32[day]",
        "disputed": "bool",
        "who": "string",
    }
    assert table.num_rows == sum(len(r.statements) for r in READINGS)
    assert written("parquet") == written("parquet")


def test_parquet_in_more_than_one_row_group(monkeypatch: pytest.MonkeyPatch) -> None:
    tables = pytest.importorskip("pyarrow.parquet", reason="skipped: no pyarrow")
    monkeypatch.setattr(parquet, "_ROWS", 2)
    file = tables.ParquetFile(io.BytesIO(written("parquet")))
    assert file.num_row_groups > 2
    assert file.read().num_rows == sum(len(r.statements) for r in READINGS)
    assert tables.read_table(io.BytesIO(written("parquet", []))).num_rows == 0


def test_without_the_library_parquet_says_what_is_missing(monkeypatch: pytest.MonkeyPatch) -> None:
    missing: dict[str, Any] = {"pyarrow": None}
    for name, module in missing.items():
        monkeypatch.setitem(sys.modules, name, module)
    with pytest.raises(UsageError, match=r"recoupe\[export\]"):
        written("parquet")


def test_nothing_but_recoupe_is_needed_to_write_the_others() -> None:
    folder = Path(annotation.__file__).parent
    for name in ("annotation", "ftm", "stix", "ris"):
        text = (folder / f"{name}.py").read_text(encoding="utf-8")
        assert "import stix2" not in text
        assert "import followthemoney" not in text
