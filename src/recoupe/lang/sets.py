"""Sets of names that thousands of words have in common."""

from __future__ import annotations

import functools
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable


def shared(names: Iterable[str]) -> frozenset[str]:
    """The set of `names`: one object for all that are equal, since each costs memory and time of the collector."""
    return _same(frozenset(names))


@functools.cache
def _same(names: frozenset[str]) -> frozenset[str]:
    return names
