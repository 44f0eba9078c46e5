"""Statements of articles that are annotated in English and French alone, projected onto their translations.

An annotated word marks the words of the translation that are likely to be it: IBM model 1 (Brown et al. 1993) with a
prior for the diagonal (Dyer, Chahuneau, Smith 2013), in both directions, learned from the sentences of NTREX-128
(CC BY-SA 4.0) and of the parallel treebanks of PUD (CC BY-SA 3.0). Projection of annotations as in Yarowsky, Ngai,
Wicentowski 2001; what both annotated languages mark counts for more.
"""

from __future__ import annotations

import json
import lzma
from collections import defaultdict
from itertools import accumulate
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple, TypeAlias

import numpy as np
from stories_lexicon import pud

from recoupe.model import Article
from recoupe.text import parse

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from numpy.typing import NDArray

ANNOTATED = ("en", "fr")
ROUNDS, DIAGONAL, NOTHING = 5, 6.0, 0.08
STEM = 6  # letters by which words are the same
SURE = 0.3  # share of a cue's words that must be found again
WORTH = 0.45  # membership from which a word makes a content longer

Row = dict[str, Any]
Numbers: TypeAlias = "NDArray[np.float64]"


class Line(NamedTuple):
    """The words of a line with their place in the text."""

    words: list[str]
    spans: list[tuple[int, int]]


class Aligned(NamedTuple):
    """Pairs of words of line pairs: line pair, place of either word, and the chance that they are one."""

    chances: list[Numbers]


def rows(shared: Path, codes: Iterable[str]) -> Iterator[Row]:
    """Every article in every language of `codes` that it is not annotated in, with statements projected onto it.

    `open` are the spans of lines of which it is not known what they say.
    """
    folder = shared / "data" / "statements"
    gold = {
        c: {r["doc_id"]: r for r in map(json.loads, (folder / f"ntrex.{c}.jsonl").open(encoding="utf-8"))}
        for c in ANNOTATED
    }
    texts = _texts(shared)
    for code in codes:
        done = {json.loads(r)["doc_id"] for r in (folder / f"ntrex.{code}.jsonl").open(encoding="utf-8")}
        yield from projected(shared, code, gold, texts, set(texts) - done)


def projected(
    shared: Path, code: str, gold: dict[str, dict[str, Row]], texts: dict[str, dict[str, str]], wanted: set[str]
) -> Iterator[Row]:
    """The articles `wanted` in the language `code`."""
    ours = {k: lines(t[code], code) for k, t in texts.items()}
    means: dict[str, dict[str, list[Numbers]]] = {}
    theirs = {c: {k: lines(t[c], c) for k, t in texts.items()} for c in ANNOTATED}
    for c in ANNOTATED:
        apart = list(zip(*(map(str, (code, c)),), strict=True))
        more = [
            (_line(a, code), _line(b, c))
            for a, b in zip(
                pud(shared / "data" / "treebanks", code), pud(shared / "data" / "treebanks", c), strict=False
            )
        ]
        keys = [(k, n) for k in texts for n in range(len(ours[k]))]
        chances = aligned([(ours[k][n], theirs[c][k][n]) for k, n in keys] + more)
        means[c] = defaultdict(list)
        for (k, _), x in zip(keys, chances, strict=False):
            means[c][k].append(x)
    for k in sorted(wanted):
        found, open_ = [], set()
        sides = {c: {s["id"]: s for s in gold[c][k]["statements"]} for c in ANNOTATED}
        for number in dict.fromkeys(i for c in ANNOTATED for i in sides[c]):
            s, touched = _statement([(sides[c].get(number), theirs[c][k], means[c][k]) for c in ANNOTATED], ours[k])
            if s:
                found.append({"id": number, **s})
            else:
                open_ |= touched
        yield {
            "doc_id": k, "lang": code, "text": texts[k][code], "statements": found,
            "open": [[ours[k][n].spans[0][0], ours[k][n].spans[-1][1]] for n in sorted(open_) if ours[k][n].spans],
        }  # fmt: skip


def _statement(
    sides: Sequence[tuple[Row | None, list[Line], list[Numbers]]], ours: list[Line]
) -> tuple[Row | None, set[int]]:
    """The statement as it stands in our lines; else nothing, and the lines that it stands in."""
    touched: set[int] = set()
    marks: dict[str, list[dict[int, Numbers]]] = defaultdict(list)
    stance = "asserts"
    for said, theirs, chances in sides:
        if said is None:
            continue
        stance = said["stance"]
        for key in ("content", "cue", "source"):
            marks[key].append(
                {n: _members(chances[n], inside) for n, inside in _inside(said[key], theirs) if n < len(ours)}
            )
            touched |= set(marks[key][-1])
    content, cue, source = ([(n, x) for n, x in _mean(marks[key])] for key in ("content", "cue", "source"))
    out: Row = {"stance": stance, "content": [], "cue": [], "source": []}
    for n, x in content:
        a, b, worth = best(x - WORTH)
        if worth > 0:
            out["content"].append([ours[n].spans[a][0], ours[n].spans[b - 1][1]])
    for n, x in cue:
        i = int(np.argmax(x)) if len(x) else -1
        if i >= 0 and x[i] >= SURE:
            out["cue"].append(list(ours[n].spans[i]))
    for n, x in source:
        a, b, worth = best(x - WORTH)
        if worth > 0:
            out["source"].append([ours[n].spans[a][0], ours[n].spans[b - 1][1]])
    if not out["content"] or (cue and not out["cue"]):
        return None, touched
    return out, touched


def _mean(marks: list[dict[int, Numbers]]) -> Iterator[tuple[int, Numbers]]:
    for n in sorted({n for m in marks for n in m}):
        found = [m[n] for m in marks if n in m]
        yield n, np.add.reduce(found) / len(found)


def _inside(spans: list[list[int]] | None, theirs: list[Line]) -> Iterator[tuple[int, list[int]]]:
    """The lines that `spans` stand in, each with its words that lie in them."""
    for n, line in enumerate(theirs):
        found = [i for i, (x, y) in enumerate(line.spans) if any(x < b and a < y for a, b in spans or ())]
        if found:
            yield n, found


def _members(chances: Numbers, inside: list[int]) -> Numbers:
    """For each of our words, how much of what it is likely to be lies inside."""
    total = chances.sum(1)
    share = chances[:, inside].sum(1) / np.maximum(total, 1e-9)
    known = total >= NOTHING
    return np.where(known, share, _around(np.where(known, share, np.nan)))


def _around(share: Numbers) -> Numbers:
    """What is known of the nearest words, for words of which nothing is."""
    places = np.flatnonzero(~np.isnan(share))
    if not len(places):
        return np.zeros(len(share))
    return np.interp(np.arange(len(share)), places, share[places])


def best(worth: Numbers) -> tuple[int, int, float]:
    """The run of words that is worth most (Kadane's algorithm)."""
    top, found, start, total = 0.0, (0, 0), 0, 0.0
    for i, x in enumerate(worth):
        if total <= 0:
            start, total = i, 0.0
        total += x
        if total > top:
            top, found = total, (start, i + 1)
    return (*found, float(top))


def aligned(pairs: Sequence[tuple[Line, Line]]) -> list[Numbers]:
    """For each pair of lines a matrix of the chances that a word of the first is a word of the second."""
    f, e, slots, others, prior, shapes = _cells(pairs)
    one = _chances(f, e, slots, prior)
    two = _chances(e, f, others, prior)
    both = np.sqrt(one * two)
    ends = np.cumsum([a * b for a, b in shapes])
    return [both[end - a * b : end].reshape(a, b) for end, (a, b) in zip(ends, shapes, strict=True)]


def _chances(f: NDArray[np.int64], e: NDArray[np.int64], slots: NDArray[np.int64], prior: Numbers) -> Numbers:
    """Of each cell the chance that its word f comes of its word e: slots number the words f."""
    cells, where = np.unique(f * (int(e.max()) + 1) + e, return_inverse=True)
    owners = cells % (int(e.max()) + 1)
    chance = np.full(len(cells), 0.01)
    weight = prior
    for _ in range(ROUNDS):
        weight = chance[where] * prior
        weight = weight / (np.bincount(slots, weight)[slots] + 1e-4)
        count = np.bincount(where, weight, len(cells))
        chance = count / (np.bincount(owners, count) + 0.3)[owners]
    return weight


def _cells(pairs: Sequence[tuple[Line, Line]]):  # type: ignore[no-untyped-def] # noqa: ANN202
    ours = {w: i for i, w in enumerate(sorted({w for a, _ in pairs for w in a.words}))}
    theirs = {w: i for i, w in enumerate(sorted({w for _, b in pairs for w in b.words}))}
    f, e, slots, others, prior, shapes = [], [], [], [], [], []
    at = to = 0
    for left, right in pairs:
        n, m = len(left.words), len(right.words)
        shapes.append((n, m))
        f.append(np.repeat([ours[w] for w in left.words], m))
        e.append(np.tile([theirs[w] for w in right.words], n))
        slots.append(np.repeat(np.arange(at, at + n), m))
        others.append(np.tile(np.arange(to, to + m), n))
        off = np.abs((np.arange(n)[:, None] + 0.5) / max(n, 1) - (np.arange(m)[None, :] + 0.5) / max(m, 1))
        prior.append(np.exp(-DIAGONAL * off).ravel())
        at, to = at + n, to + m
    return (*(np.concatenate(x).astype(np.int64) for x in (f, e, slots, others)), np.concatenate(prior), shapes)


def lines(text: str, lang: str) -> list[Line]:
    """The lines of `text`."""
    parts = text.split("\n")
    starts = accumulate((len(p) + 1 for p in parts), initial=0)
    return [_line(part, lang, start) for part, start in zip(parts, starts, strict=False)]


def _line(text: str, lang: str, start: int = 0) -> Line:
    tokens = [t for t in parse(Article(ref="", id="", text=text, lang=lang)).tokens if any(map(str.isalnum, t.text))]
    return Line([t.text.casefold()[:STEM] for t in tokens], [(start + t.start, start + t.end) for t in tokens])


def _texts(shared: Path) -> dict[str, dict[str, str]]:
    """The texts of every article by language."""
    found: dict[str, dict[str, str]] = defaultdict(dict)
    with lzma.open(shared / "data" / "links" / "stories_ntrex_open.jsonl.xz", "rt", encoding="utf-8") as every:
        for row in map(json.loads, every):
            found[row["article"]][row["lang"]] = f"{row['title']}\n{row['text']}"
    return found
