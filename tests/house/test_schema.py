"""The JSON Schema says all that the contract has, and readings keep to it."""

import dataclasses
import json
import typing
from collections.abc import Iterator
from typing import Any

import pytest
from jsonschema import Draft202012Validator
from texts import ARTICLES

from recoupe import export, inputs, model, pipeline
from recoupe.cli.demo import SAMPLE
from recoupe.export import json as contract
from recoupe.model import Page

SCHEMA = json.loads(export.SCHEMA.read_text(encoding="utf-8"))
PARTS = SCHEMA["$defs"]
# Where the contract has other keys than the model: what it leaves out, and what it adds.
DIFFERENT: dict[type, tuple[set[str], set[str]]] = {
    model.Statement: ({"negated"}, set()),
    model.DateMention: ({"days"}, {"from", "to"}),
    model.Claim: (set(), {"disputed"}),
    model.Days: ({"first", "last"}, {"from", "to"}),
    model.SiteMark: ({"site", "ref"}, set()),
}


def subschemas(schema: Any) -> Iterator[dict[str, Any]]:
    if isinstance(schema, dict):
        yield schema
        for inner in schema.values():
            yield from subschemas(inner)
    elif isinstance(schema, list):
        for inner in schema:
            yield from subschemas(inner)


def test_it_is_a_schema() -> None:
    Draft202012Validator.check_schema(SCHEMA)


def test_objects_are_closed_and_everything_is_described() -> None:
    objects = [s for s in subschemas(SCHEMA) if s.get("type") == "object"]
    assert len(objects) > 8
    for schema in objects:
        assert schema["additionalProperties"] is False
        assert schema["required"] == list(schema["properties"])
        assert schema["description"].endswith(".")
        for name, inner in schema["properties"].items():
            assert inner["description"].endswith("."), name


@pytest.mark.parametrize(
    ("part", "cls"),
    [
        ("statement", model.Statement),
        ("timex", model.DateMention),
        ("actor", model.Actor),
        ("claim", model.Claim),
        ("member", model.Member),
        ("outlink", model.Outlink),
        ("problem", model.Problem),
        ("days", model.Days),
        ("mark", model.SiteMark),
        ("factcheck", model.ClaimReview),
    ],
)
def test_keys_are_those_of_the_model(part: str, cls: Any) -> None:
    less, more = DIFFERENT.get(cls, (set(), set()))
    assert set(PARTS[part]["properties"]) == {f.name for f in dataclasses.fields(cls)} - less | more


def test_keys_of_the_whole() -> None:
    article = {f.name for f in dataclasses.fields(model.Article)}
    reading = {f.name for f in dataclasses.fields(model.Reading)} - {"article"}
    assert set(SCHEMA["properties"]) == article | reading


@pytest.mark.parametrize(
    ("values", "schema"),
    [
        (model.Kind, SCHEMA["properties"]["kind"]),
        (model.Form, PARTS["statement"]["properties"]["form"]),
        (model.Stance, PARTS["statement"]["properties"]["stance"]),
        (model.SpeakerKind, PARTS["statement"]["properties"]["kind"]),
        (model.TimexType, PARTS["timex"]["properties"]["type"]),
        (model.ActorType, PARTS["actor"]["properties"]["type"]),
        (model.Polarity, PARTS["member"]["properties"]["polarity"]),
    ],
)
def test_values_are_those_of_the_model(values: Any, schema: dict[str, Any]) -> None:
    assert tuple(schema["enum"]) == typing.get_args(values)


def pages() -> Iterator[Page]:
    for name, (lang, text) in ARTICLES.items():
        yield Page(name, text, "text/plain", lang=lang, published="2024-05-08")
    for lone in ("\ud800 said “no", "", "a"):
        yield Page("odd", lone, "text/plain")
    for page in inputs.pages([str(SAMPLE)]):
        assert isinstance(page, Page)
        yield page


def test_readings_keep_to_it() -> None:
    validator = Draft202012Validator(SCHEMA)
    for page in pages():
        line = contract.dumps(contract.record(pipeline.read(page)))
        line.encode("utf-8")
        reading = json.loads(line)
        assert not [f"{e.json_path}: {e.message}" for e in validator.iter_errors(reading)], page.ref
        assert list(reading) == SCHEMA["required"]
