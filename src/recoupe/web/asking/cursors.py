"""Where a list goes on: an opaque word for the place of the last row that was shown, so that nothing shifts it."""

from __future__ import annotations

import base64
import binascii
import json
from itertools import islice
from typing import TYPE_CHECKING, NamedTuple, TypeVar

from recoupe import store
from recoupe.errors import QueryError

if TYPE_CHECKING:
    from collections.abc import Iterable

    from recoupe.ledger import Edit, Entry, Listed, Said

    T = TypeVar("T", Entry, Said, Listed, Edit)

LONGEST = 200  # characters of a cursor
_VERSION = "2"
GROUPS, ARTICLES, EDITS, STATEMENTS = 2, 2, 2, 3
"""How many words tell a place in a list of them."""


class Leaf(NamedTuple):
    """What was seen last, () at the beginning; how many are asked for."""

    past: tuple[str, ...]
    size: int


def written(past: tuple[str, ...]) -> str:
    """The cursor after a place."""
    told = json.dumps([_VERSION, *past], ensure_ascii=False, separators=(",", ":"))
    return base64.urlsafe_b64encode(told.encode()).decode().rstrip("=")


def leaf(cursor: str, size: int, words: int) -> Leaf:
    """What a cursor of a list stands for, whose places have so many words; "" for the beginning. Raises QueryError."""
    if not cursor:
        return Leaf((), size)
    try:
        given = cursor[:LONGEST]
        told = json.loads(base64.b64decode(given + "=" * (-len(given) % 4), b"-_", validate=True))
    except (binascii.Error, ValueError, RecursionError):
        told = None
    if not isinstance(told, list) or not all(isinstance(w, str) and w.isprintable() for w in told):
        told = []
    if len(told) != words + 1 or told[0] != _VERSION or written(tuple(told[1:])) != cursor:
        raise QueryError("this place in the list is not known; begin at its start")
    return Leaf(tuple(told[1:]), size)


def split(found: Iterable[T], at: Leaf) -> tuple[list[T], str]:
    """The rows of a leaf, and the cursor of the next one, "" where nothing follows."""
    rows = list(islice(found, at.size + 1))
    some = rows[: at.size]
    return some, written(store.place(some[-1])) if len(rows) > at.size and some else ""
