"""The API against its own description: what Schemathesis makes up is answered as OpenAPI says, and nothing breaks."""

from typing import Any

import pytest

pytest.importorskip("schemathesis", reason="skipped: no schemathesis")
import schemathesis
from hypothesis import HealthCheck, Phase, given, settings
from schemathesis.checks import CHECKS
from schemathesis.specs.openapi.checks import positive_data_acceptance

from recoupe.web import app

TRIES = 25
NAMES = ("stories", "disputes", "actors", "statements", "articles", "edits", "taken-down")
LISTS = {f"GET /api/v1/{name}" for name in NAMES}
"""Searches, cursors and ids have a grammar that no description can give: what is wrong with them is told with 422."""
WITHOUT_END = {"GET /api/v1/events"}


def test_it_is_as_it_is_described(own: str) -> None:
    schema = schemathesis.openapi.from_asgi("/api/v1/openapi.json", app.make(app.Setup(own, owner="whoever")))
    operations: list[Any] = [found.ok() for found in schema.get_all_operations()]  # type: ignore[union-attr]
    assert len(operations) > 25
    for operation in operations:
        if operation.label not in WITHOUT_END:
            _tried(operation, [positive_data_acceptance] if operation.label in LISTS else [])


def _tried(operation: Any, without: list[Any]) -> None:
    @settings(
        max_examples=TRIES,
        deadline=None,
        database=None,
        derandomize=True,
        suppress_health_check=list(HealthCheck),
        phases=[Phase.generate],
    )
    @given(case=operation.as_strategy())
    def check(case: Any) -> None:
        case.call_and_validate(headers={"Host": "127.0.0.1"}, excluded_checks=without)

    check()


def test_checks_are_there() -> None:
    assert {"not_a_server_error", "response_schema_conformance", "status_code_conformance"} <= set(
        CHECKS.get_all_names()
    )
