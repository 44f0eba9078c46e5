"""Where a list goes on: an opaque word for how many came before."""

from __future__ import annotations

import base64
import binascii
from itertools import islice
from typing import TYPE_CHECKING, NamedTuple, TypeVar

from recoupe.errors import QueryError

if TYPE_CHECKING:
    from collections.abc import Iterable

T = TypeVar("T")

FURTHEST = 100_000
"""Rows of one list that can be reached; who wants all exports them."""


class Leaf(NamedTuple):
    """How many came before, how many are asked for."""

    skip: int
    size: int

    @property
    def following(self) -> str:
        """The cursor of the next leaf."""
        return written(self.skip + self.size)


def written(skip: int) -> str:
    """The cursor after so many rows."""
    return base64.urlsafe_b64encode(f"1:{skip}".encode()).decode().rstrip("=")


def leaf(cursor: str, size: int) -> Leaf:
    """What a cursor stands for; "" for the beginning. Raises QueryError."""
    if not cursor:
        return Leaf(0, size)
    try:
        version, _, skip = base64.b64decode(f"{cursor[:40]}===", b"-_").decode().partition(":")
        number = int(skip) if skip.isascii() and skip.isdigit() else -1
    except (binascii.Error, UnicodeError, ValueError):
        version, number = "", -1
    if version != "1" or not 0 <= number <= FURTHEST or written(number) != cursor:
        raise QueryError("this place in the list is not known; begin at its start")
    return Leaf(number, size)


def split(found: Iterable[T], at: Leaf) -> tuple[list[T], str]:
    """The rows of a leaf, and the cursor of the next one, "" where nothing follows; `found` begins with the leaf."""
    rows = list(islice(found, at.size + 1))
    return rows[: at.size], at.following if len(rows) > at.size else ""
