"""By what an article is found: runs of its words, and the terms that tell most of it. Pure, given counts of all."""

from __future__ import annotations

import functools
import hashlib
import math
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from recoupe.bulk.folder import Folder
from recoupe.bulk.linked.facts import FACTS, TOTAL
from recoupe.bulk.linked.readings import minute, number, unpacked
from recoupe.bulk.linked.shelf import Shelf, job, table
from recoupe.link.copies.sketch import sketch
from recoupe.link.items import item
from recoupe.link.stories import vectors
from recoupe.link.stories.priming import fixed
from recoupe.link.stories.views import views
from recoupe.link.stories.weights import learned

if TYPE_CHECKING:
    from collections.abc import Iterator

    from recoupe.link.items import Item
    from recoupe.link.stories.counts import Fixed
    from recoupe.link.stories.vectors import Vector

KEYS, COUNTS, FIRST = "keys", "counts", "firsts"
RUN, NATIVE, BRIDGE, TEXT = range(4)
"""Kinds of keys: a run of words, a term among articles of one language, one across languages, the whole text."""
UNIT = 1_000_000
"""What two articles share is weighed in millionths of what makes them likely of one story, or one a copy."""
_TERMS = 24
_SAMPLED = 8
_FEW = 4
_HINT = 0.3  # the share of runs from which on one article may be a copy, as the linker of copies has it


class Key(NamedTuple):
    """A key of an article: what two that share it have in common is the product of their weights, of runs the larger.

    Whole numbers, so that sums are the same in whatever order an engine adds them.
    """

    kind: int
    term: int
    weight: int


def made(part: str, text: str) -> None:
    """Write the keys of the articles of a part, unless they are there; of one that stands twice, once."""
    told = job(text)
    shelf = Shelf(Folder(told.folder))
    if shelf.has(KEYS, part):
        return
    counts = counts_of(told.folder)
    from pyarrow import compute  # noqa: PLC0415 -- an extra

    first = set(shelf.read(FIRST, ["page"], compute.field("part") == part)["page"].to_pylist())
    rows: list[tuple[int | None, ...]] = []
    for page, packed in shelf.batches(f"{FACTS}/{part}.parquet", ("page", "reading")):
        if page in first:
            article = item(unpacked(packed))
            at = minute(article.published)
            rows += [(*key, number(article.id), at) for key in keys(article, counts)]
    shelf.write(table(rows, dict.fromkeys((*Key._fields, "number", "moment"), "int64")), KEYS, part)


@functools.lru_cache(1)
def counts_of(folder: str) -> Fixed:
    """What was counted in all articles, with what is known of each language: loaded once a process."""
    rows = Shelf(Folder(folder)).read(COUNTS)
    spaces, at, articles = (rows[c].to_numpy() for c in ("space", "place", "articles"))
    total = at == TOTAL
    counts = fixed(learned())
    counts.put(
        zip(spaces[total].tolist(), articles[total].tolist(), strict=True), at[~total], articles[~total]
    )  # fmt: skip
    return counts


def keys(article: Item, counts: Fixed) -> Iterator[Key]:
    """All keys of an article."""
    weights, seen, lang = learned(), views(article), article.lang
    native = vectors.native(seen, counts, lang, weights.native)
    bridge = vectors.bridge(seen, counts, weights.bridge, weights.bridge_scales.get(lang, 1.0))
    yield from _terms(NATIVE, native, math.sqrt(weights.scales.get(lang, 1.0) / weights.least_native))
    yield from _terms(BRIDGE, bridge, math.sqrt(1 / weights.least_bridge))
    yield from _runs(f"{article.title}\n{article.text}")


def _terms(kind: int, vector: Vector, scale: float) -> Iterator[Key]:
    """The heaviest terms; the products of two articles' weights sum up to `UNIT` where they are likely of one story."""
    for term, weight in zip(vector.terms[:_TERMS], vector.weights[:_TERMS], strict=True):
        yield Key(kind, term, round(weight * scale * math.sqrt(UNIT)))


def _runs(text: str) -> Iterator[Key]:
    """Every eighth run of three words by its hash, of a short text all; and the whole text as one."""
    runs = sketch(text).astype(np.int64)
    if not len(runs):
        return
    whole = hashlib.blake2b(runs.astype("<u4").tobytes(), digest_size=8).digest()
    yield Key(TEXT, int.from_bytes(whole, "big", signed=True), 3 * UNIT)
    sampled = runs[runs % _SAMPLED == 0]
    kept = sampled if len(sampled) >= _FEW else runs
    for run in kept.tolist():
        share = 1 / max(len(sampled), 1) if run % _SAMPLED == 0 else 1 / len(runs)
        yield Key(RUN, run, round(UNIT * share / _HINT))
