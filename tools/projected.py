"""Statements of articles that are annotated in English and French alone, projected onto their translations.

An annotated word marks the words of the translation that are likely to be it: IBM model 1 (Brown et al. 1993) with a
prior for the diagonal (Dyer, Chahuneau, Smith 2013), in both directions, learned from the sentences of NTREX-128
(CC BY-SA 4.0) and of the parallel treebanks of PUD (CC BY-SA 3.0). Projection of annotations as in Yarowsky, Ngai,
Wicentowski 2001; what two languages mark is their mean.
"""

from __future__ import annotations

import json
import lzma
from collections import defaultdict
from itertools import accumulate
from typing import TYPE_CHECKING, Any, NamedTuple, TypeAlias

import numpy as np
from stories_lexicon import pud

from recoupe.model import Article
from recoupe.text import parse

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from pathlib import Path

    from numpy.typing import NDArray

ANNOTATED = ("en", "fr")
ROUNDS, DIAGONAL, NOTHING = 5, 6.0, 0.08
STEM = 6  # letters by which words are the same
SURE = 0.3  # how much the likeliest word of a cue must be one
WORTH = 0.45  # how much a word must belong to a content or a speaker to make it longer

Row = dict[str, Any]
Texts = dict[str, str]
Numbers: TypeAlias = "NDArray[np.float64]"
Integers: TypeAlias = "NDArray[np.int64]"


class Line(NamedTuple):
    """The words of a line, and where each stands in the text."""

    words: list[str]
    spans: list[tuple[int, int]]


class Side(NamedTuple):
    """An article in an annotated language: its statements by id, its lines, and how ours are aligned with them."""

    said: dict[str, Row]
    lines: list[Line]
    aligned: list[Numbers]


class Cells(NamedTuple):
    """Pairs of words of aligned lines: their numbers, the places of both in all lines, and how near they stand."""

    ours: Integers
    theirs: Integers
    our_places: Integers
    their_places: Integers
    near: Numbers


def rows(shared: Path, codes: Iterable[str]) -> Iterator[Row]:
    """Every article in each language of `codes` that it is not annotated in, with statements projected onto it.

    Rows as those of annotated articles; `open` are the spans of lines of which it is not known what they say.
    """
    folder = shared / "data" / "statements"
    gold = {code: {r["doc_id"]: r["statements"] for r in _rows(folder / f"ntrex.{code}.jsonl")} for code in ANNOTATED}
    texts = _texts(shared)
    for code in codes:
        done = {r["doc_id"] for r in _rows(folder / f"ntrex.{code}.jsonl")}
        lines_of = {lang: {k: lines(t[lang], lang) for k, t in texts.items()} for lang in (code, *ANNOTATED)}
        aligned = {lang: _aligned(shared, (code, lang), lines_of) for lang in ANNOTATED}
        for article in sorted(texts.keys() - done):
            sides = [
                Side({s["id"]: s for s in gold[lang][article]}, lines_of[lang][article], aligned[lang][article])
                for lang in ANNOTATED
            ]
            yield {
                "doc_id": article,
                "lang": code,
                "text": texts[article][code],
                **_told(sides, lines_of[code][article]),
            }


def _told(sides: Sequence[Side], ours: list[Line]) -> Row:
    """The statements of an article, and the lines in which one is told that was not found."""
    found, unknown = [], set()
    for number in dict.fromkeys(i for side in sides for i in side.said):
        marks = {key: _marks(sides, number, key) for key in ("content", "cue", "source")}
        said = _statement(marks, ours)
        if said is not None:
            stance = next(side.said[number]["stance"] for side in sides if number in side.said)
            found.append({"id": number, "stance": stance, **said})
        else:
            unknown |= {n for key in ("content", "cue") for n in marks[key]}
    spans = [ours[n].spans for n in sorted(unknown) if ours[n].spans]
    return {"statements": found, "open": [[of[0][0], of[-1][1]] for of in spans]}


def _marks(sides: Sequence[Side], number: str, key: str) -> dict[int, Numbers]:
    """For each line in which statement `number` has its `key`, how much each of our words belongs to it."""
    out: dict[int, list[Numbers]] = defaultdict(list)
    for side in sides:
        spans = side.said[number][key] if number in side.said else None
        for n, line in enumerate(side.lines) if spans else ():
            inside = [i for i, (x, y) in enumerate(line.spans) if any(x < b and a < y for a, b in spans or ())]
            if inside and n < len(side.aligned):
                out[n].append(_members(side.aligned[n], inside))
    return {n: np.add.reduce(found) / len(found) for n, found in out.items()}


def _members(chances: Numbers, inside: list[int]) -> Numbers:
    """For each of our words, how much of what it is likely to be lies inside; as its neighbours where nothing is."""
    total = chances.sum(1)
    known = np.flatnonzero(total >= NOTHING)
    if not len(known):
        return np.zeros(len(total))
    share = chances[known][:, inside].sum(1) / total[known]
    return np.asarray(np.interp(np.arange(len(total)), known, share))


def _statement(marks: dict[str, dict[int, Numbers]], ours: list[Line]) -> Row | None:
    """The statement as it stands in our lines, None where its content or its cue was not found."""
    content, source = ([s for n, x in marks[key].items() if (s := _run(x, ours[n]))] for key in ("content", "source"))
    likeliest = [(ours[n], x, int(np.argmax(x))) for n, x in marks["cue"].items() if len(x)]
    cue = [list(line.spans[i]) for line, x, i in likeliest if x[i] >= SURE]
    found = bool(content) and (bool(cue) or not marks["cue"])
    return {"content": content, "cue": cue, "source": source} if found else None


def _run(members: Numbers, line: Line) -> list[int] | None:
    """The span of the run of words that belongs most to what is marked (Kadane's algorithm)."""
    top, best, start, total = 0.0, (0, 0), 0, 0.0
    for i, x in enumerate(members - WORTH):
        start, total = (i, float(x)) if total <= 0 else (start, total + float(x))
        if total > top:
            top, best = total, (start, i + 1)
    return [line.spans[best[0]][0], line.spans[best[1] - 1][1]] if top > 0 else None


def _aligned(
    shared: Path, codes: tuple[str, str], lines_of: dict[str, dict[str, list[Line]]]
) -> dict[str, list[Numbers]]:
    """By article, for each line the chances that a word of the first language is a word of the second."""
    ours, theirs = (lines_of[code] for code in codes)
    keys = [(article, n) for article, of in ours.items() for n in range(len(of))]
    told = [(ours[article][n], theirs[article][n]) for article, n in keys]
    treebanks = [pud(shared / "data" / "treebanks", code) for code in codes]
    told += [(_line(a, codes[0]), _line(b, codes[1])) for a, b in zip(*treebanks, strict=False)]
    out: dict[str, list[Numbers]] = defaultdict(list)
    for (article, _), chances in zip(keys, align(told), strict=False):
        out[article].append(chances)
    return out


def align(pairs: Sequence[tuple[Line, Line]]) -> list[Numbers]:
    """For each pair of lines a matrix of the chances that a word of the first is a word of the second."""
    cells = _cells(pairs)
    forth = _chances(cells.ours, cells.theirs, cells.our_places, cells.near)
    back = _chances(cells.theirs, cells.ours, cells.their_places, cells.near)
    shapes = [(len(a.words), len(b.words)) for a, b in pairs]
    ends = accumulate(n * m for n, m in shapes)
    both = np.sqrt(forth * back)
    return [both[end - n * m : end].reshape(n, m) for end, (n, m) in zip(ends, shapes, strict=True)]


def _chances(words: Integers, others: Integers, places: Integers, near: Numbers) -> Numbers:
    """Of each cell the chance that its word comes of its other word; `places` number the words."""
    size = int(others.max()) + 1
    kinds, where = np.unique(words * size + others, return_inverse=True)
    owners = kinds % size
    chance = np.full(len(kinds), 0.01)
    weight = near
    for _ in range(ROUNDS):
        weight = chance[where] * near
        weight = weight / (np.bincount(places, weight)[places] + 1e-4)
        count = np.bincount(where, weight, len(kinds))
        chance = count / (np.bincount(owners, count) + 0.3)[owners]
    return weight


def _cells(pairs: Sequence[tuple[Line, Line]]) -> Cells:
    numbers = [{w: i for i, w in enumerate(sorted({w for pair in pairs for w in pair[side].words}))} for side in (0, 1)]
    columns: list[list[NDArray[Any]]] = [[] for _ in Cells._fields]
    at = to = 0
    for left, right in pairs:
        n, m = len(left.words), len(right.words)
        far = np.abs((np.arange(n)[:, None] + 0.5) / max(n, 1) - (np.arange(m)[None, :] + 0.5) / max(m, 1))
        made = (
            np.repeat([numbers[0][w] for w in left.words], m),
            np.tile([numbers[1][w] for w in right.words], n),
            np.repeat(np.arange(at, at + n), m),
            np.tile(np.arange(to, to + m), n),
            np.exp(-DIAGONAL * far).ravel(),
        )
        for column, part in zip(columns, made, strict=True):
            column.append(part)
        at, to = at + n, to + m
    ours, theirs, our_places, their_places, near = (np.concatenate(column) for column in columns)
    ours, theirs, our_places, their_places = (c.astype(np.int64) for c in (ours, theirs, our_places, their_places))
    return Cells(ours, theirs, our_places, their_places, near)


def lines(text: str, lang: str) -> list[Line]:
    """The lines of `text`."""
    parts = text.split("\n")
    starts = accumulate((len(p) + 1 for p in parts), initial=0)
    return [_line(part, lang, start) for part, start in zip(parts, starts, strict=False)]


def _line(text: str, lang: str, start: int = 0) -> Line:
    tokens = [t for t in parse(Article(ref="", id="", text=text, lang=lang)).tokens if any(map(str.isalnum, t.text))]
    return Line([t.text.casefold()[:STEM] for t in tokens], [(start + t.start, start + t.end) for t in tokens])


def _rows(path: Path) -> Iterator[Row]:
    with path.open(encoding="utf-8") as found:
        yield from map(json.loads, found)


def _texts(shared: Path) -> dict[str, Texts]:
    """The texts of every article by language."""
    found: dict[str, Texts] = defaultdict(dict)
    with lzma.open(shared / "data" / "links" / "stories_ntrex_open.jsonl.xz", "rt", encoding="utf-8") as every:
        for row in map(json.loads, every):
            found[row["article"]][row["lang"]] = f"{row['title']}\n{row['text']}"
    return found
