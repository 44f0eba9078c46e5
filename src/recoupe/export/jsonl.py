"""JSON Lines: one object an article and line, as the contract has it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from recoupe.export import json
from recoupe.export._look import Look, Piece

if TYPE_CHECKING:
    from collections.abc import Iterable

    from recoupe.model import Reading

SUFFIX = ".jsonl"
BETWEEN = ""


def head(look: Look) -> str:  # noqa: ARG001
    """Nothing."""
    return ""


def piece(reading: Reading, look: Look) -> Piece:  # noqa: ARG001
    """One line."""
    return Piece(json.dumps(json.record(reading)) + "\n")


def tail(entries: Iterable[str], look: Look) -> str:  # noqa: ARG001
    """Nothing."""
    return ""
