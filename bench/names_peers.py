"""What others make of pairs of names. Each is a function that gives a comparer, or None where it is not installed."""

from __future__ import annotations

import importlib.util
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    from bench.shared import Row

    Compare = Callable[[Row], float]


def installed(*packages: str) -> bool:
    """Whether all packages are there."""
    return all(importlib.util.find_spec(p) is not None for p in packages)


def token_sort() -> Compare | None:
    """Rapidfuzz's token_sort_ratio on anyascii's romanisation, lower case."""
    if not installed("rapidfuzz", "anyascii"):
        return None
    from anyascii import anyascii  # noqa: PLC0415
    from rapidfuzz import fuzz  # noqa: PLC0415

    def compare(pair: Row) -> float:
        return float(fuzz.token_sort_ratio(anyascii(pair["a"]).lower(), anyascii(pair["b"]).lower()))

    return compare


def double_metaphone() -> Compare | None:
    """Double Metaphone codes of all words in anyascii's romanisation, compared softly: a symmetric Monge-Elkan mean."""
    if not installed("metaphone", "rapidfuzz", "anyascii"):
        return None
    from anyascii import anyascii  # noqa: PLC0415
    from metaphone import doublemetaphone  # noqa: PLC0415
    from rapidfuzz.distance import JaroWinkler  # noqa: PLC0415

    def codes(name: str) -> list[tuple[str, str]]:
        words = "".join(c if c.isalnum() else " " for c in anyascii(name).lower()).split()
        return [(first, second or first) for first, second in map(doublemetaphone, words)]

    def near(x: tuple[str, str], y: tuple[str, str]) -> float:
        return max(float(JaroWinkler.similarity(p, q)) for p in x for q in y)

    def mean(a: list[tuple[str, str]], b: list[tuple[str, str]]) -> float:
        return sum(max((near(x, y) for y in b), default=0.0) for x in a) / max(1, len(a))

    def compare(pair: Row) -> float:
        a, b = codes(pair["a"]), codes(pair["b"])
        return (mean(a, b) + mean(b, a)) / 2

    return compare


PEERS: dict[str, Callable[[], Compare | None]] = {"rapidfuzz": token_sort, "double metaphone": double_metaphone}
