"""Train the ranker of statements from annotated articles.

usage: train_ranker.py [GOLD.jsonl ...] [--weights OUT.json] [--folds N --readings FOLDER]

GOLD rows are {"doc_id", "lang", "text", "statements"} as in the project's statement data. With --folds the documents
are split by id (an article and its translations in one fold), each fold is read with weights trained on the
others, and the readings are written to FOLDER, one file a GOLD file, to be scored. The invented articles of
tools/corpus are learned from in every fold, articles onto whose translations statements were projected
(tools/projected.py) in all but their own.

Model: one softmax over the candidates of a cue (one of them "no statement"), one over its candidate speakers; soft
targets by overlap with the gold. Needs scipy, of the `train` extra.
"""

from __future__ import annotations

import argparse
import collections
import json
import multiprocessing
import sys
import zlib
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple, TypeAlias
from unittest import mock

import numpy as np
import projected
from corpus import articles
from scipy.optimize import minimize
from scipy.sparse import csr_matrix

from recoupe import pipeline
from recoupe.export.json import record
from recoupe.extract import dates
from recoupe.extract.statements import ranker
from recoupe.extract.statements.facts import names
from recoupe.extract.statements.lexicon import lexicon
from recoupe.extract.statements.scenes import content_options, nothing, scenes, source_options
from recoupe.extract.statements.view import View, view
from recoupe.model import Article, Doc, Page
from recoupe.text import parse

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from numpy.typing import NDArray

    from recoupe.extract.statements.cues import Cue
    from recoupe.extract.statements.scene import Content, Scene
    from recoupe.model import Span

STATEMENTS = Path(__file__).resolve().parents[2] / "shared" / "data" / "statements"
CODES = ("en", "fr", "de", "es", "it", "pt", "nl", "ru", "uk", "ar", "he", "fa")
SETS = (*(f"ntrex.{code}.jsonl" for code in CODES), "gum_news.en.jsonl")
L2, DROPOUT = 1.0, 0.3
DRAWS, STEPS = 6, 120
KEPT = 0.98  # share of the cues that do speak which must be looked into
SEEN = 4  # choices that a fact must stand in
ENOUGH = 0.5  # overlap of a candidate with an annotated content from which it is right
FITS, NEAR = 0.75, 5  # the same of a projected content, and words between its cue and one that it may be of
PROJECTED = 0.3  # what a choice of a projected article weighs
SMALL = 0.015  # weights that are nothing

Row = dict[str, Any]
Numbers: TypeAlias = "NDArray[np.float64]"
Spans = list[list[int]]
Gold = tuple[Row, set[int], set[int], set[int]]  # a statement, the words of its content, source and cue


class Made(NamedTuple):
    """What a document teaches: its content choices, its source choices, and counts of what the candidates reach."""

    contents: list[Choice]
    sources: list[Choice]
    seen: collections.Counter[str]


class Choice(NamedTuple):
    """A choice to learn: the facts of each option and the share of the target that each has."""

    options: list[list[str]]
    target: list[float]
    weight: float = 1.0


def doc_of(row: Row) -> Doc:
    """The Doc of a gold row."""
    return parse(Article(ref=row["doc_id"], id=row["doc_id"], text=row["text"], lang=row["lang"]))


def words(v: View, spans: Spans) -> set[int]:
    """The word tokens of character `spans`."""
    out: set[int] = set()
    for a, b in spans:
        x, y = v.tokens((a, b))
        out.update(i for i in range(x, y) if v.is_word(i))
    return out


def iou(a: set[int], b: set[int]) -> float:
    """Overlap of two sets over their union."""
    return len(a & b) / len(a | b) if a or b else 0.0


def choices(row: Row) -> Made:
    """The content and source choices of a gold document, and a count of what the candidates reach."""
    doc = doc_of(row)
    lex = lexicon(doc.lang)
    assert lex is not None
    v = view(doc, lex, dates.find(doc))
    gold: list[Gold] = [
        (s, words(v, s["content"]), words(v, s["source"]), words(v, s["cue"])) for s in row["statements"]
    ]
    contents, sources = [], []
    seen: collections.Counter[str] = collections.Counter(gold=sum(bool(g[3]) for g in gold))
    reached: set[int] = set()
    previous: tuple[Any, Any] = (None, None)
    asked: list[tuple[Choice, Span]] = []
    every = [(scene, *content_options(scene, nothing(scene))) for scene in scenes(v)]
    fitting = _fitting(v, gold, every) if "open" in row else {}
    for n, (scene, found, facts) in enumerate(every):
        if not found:
            continue
        sets = [_words_of(v, c) for c in found]
        mine = fitting.get(n) or [g for g in gold if _of(scene.cue, g[0], g[3], v)]
        best = [max((iou(s, g[1]) for g in mine), default=0.0) for s in sets]
        top = max(best)
        least = FITS if "open" in row else ENOUGH
        target = [(x / top) ** 6 if top >= least and x >= ENOUGH else 0.0 for x in best]
        total = sum(target)
        listed = [names(groups) for groups in facts]
        choice = Choice(listed, [t / total for t in target] + [0.0] if total else [0.0] * len(found) + [1.0])
        if total or "open" not in row:
            contents.append(choice)
        elif not mine:
            asked.append((choice, v.span(scene.cue.first, scene.cue.last)))
        reached.update(id(g[0]) for g in mine)
        if not total:
            seen["cue found, content not"] += bool(mine)
            continue
        seen["content reached"] += 1
        i = max(range(len(found)), key=best.__getitem__)
        g = max(mine, key=lambda g: iou(sets[i], g[1]))
        known = previous[1] if previous[0] == scene.cue.unit else None
        options, source_facts = source_options(scene, found[i], known)
        fits = [
            1.0
            if p is None and not g[2]
            else 0.0
            if p is None
            else iou({k for k in range(p.first, p.last) if v.is_word(k)}, g[2]) ** 2
            for p in options
        ]
        if sum(fits):
            seen["source reached"] += 1
            previous = (scene.cue.unit, options[max(range(len(fits)), key=fits.__getitem__)] or known)
            sources.append(Choice([names(groups) for groups in source_facts], [f / sum(fits) for f in fits]))
    seen["cue reached"] = len(reached)
    contents += _silent(row, [g[0] for g in gold if id(g[0]) not in reached], asked)
    return Made(contents, sources, seen)


def _weighing(made: Made, weight: float) -> Made:
    """`made`, its choices of that weight."""
    contents, sources = ([c._replace(weight=weight) for c in x] for x in (made.contents, made.sources))
    return made._replace(contents=contents, sources=sources)


def _words_of(v: View, c: Content) -> set[int]:
    return {i for a, b in c.pieces for i in range(a, b) if v.is_word(i)}


def _fitting(v: View, gold: Sequence[Gold], every: Sequence[tuple[Scene, list[Content], Any]]) -> dict[int, list[Gold]]:
    """By number of scene the projected statement that no cue is of, where the nearest can have its content."""
    out: dict[int, list[Gold]] = {}
    heads = [scene.cue.head for scene, _, _ in every]
    for g in gold:
        if any(_of(scene.cue, g[0], g[3], v) for scene, _, _ in every) or not g[3]:
            continue
        fit = [n for n, (_, found, _) in enumerate(every) if any(iou(_words_of(v, c), g[1]) >= FITS for c in found)]
        n = min(fit, key=lambda n: min(abs(heads[n] - i) for i in g[3]), default=None)
        if n is not None and n not in out and min(abs(heads[n] - i) for i in g[3]) <= NEAR:
            out[n] = [g]
    return out


def _silent(row: Row, missed: list[Row], asked: list[tuple[Choice, Span]]) -> Iterator[Choice]:
    """The choices of nothing in lines of a projected article of which all statements are known and found."""
    doubtful = [*row.get("open", ()), *(span for s in missed for key in ("content", "cue") for span in s[key] or ())]
    for choice, (a, b) in asked:
        first, last = row["text"].rfind("\n", 0, a), row["text"].find("\n", b) % (len(row["text"]) + 1)
        if not any(x < last and first < y for x, y in doubtful):
            yield choice


def _of(cue: Cue, gold: Row, marked: set[int], v: View) -> bool:
    """Whether gold statement `gold`, whose cue is the words `marked`, is of this cue."""
    if cue.kind == "colon":
        content, source = words(v, gold["content"]), words(v, gold["source"])
        beside = content and (min(content) in {cue.last, cue.last + 1} or max(content) == cue.first - 1)
        return bool(not marked and source and beside)
    inside = cue.kind == "preposition" and any(cue.marked[0] <= i < cue.marked[1] for i in marked)
    return inside or cue.head in marked


def train(data: list[Choice]) -> dict[str, float]:
    """Weights for the least cross-entropy of `data` under dropout and L2: one convex problem, solved to the end.

    Dropout is some fixed draws of the facts, the problem their mean; so the order of `data` decides nothing.
    """
    counts = collections.Counter(f for c in data for o in c.options for f in set(o))
    ids = {f: i for i, f in enumerate(sorted(f for f, n in counts.items() if n >= SEEN))}
    options = [[ids[f] for f in o if f in ids] for c in data for o in c.options]
    target = np.array([t for c in data for t in c.target])
    worth = np.array([c.weight for c in data])
    sizes = np.array([len(c.options) for c in data])
    rng = np.random.default_rng(0)
    draws = [drawn(options, len(ids), rng) for _ in range(DRAWS)]

    def loss(w: Numbers) -> tuple[float, Numbers]:
        parts = [entropy(x, w, target, sizes, worth) for x in draws]
        error = sum(e for e, _ in parts) / DRAWS + L2 / 2 * float(w @ w)
        return error, np.add.reduce([g for _, g in parts]) / DRAWS + L2 * w

    found = minimize(loss, np.zeros(len(ids)), jac=True, method="L-BFGS-B", options={"maxiter": STEPS}).x
    weights = {f: round(float((1 - DROPOUT) * found[i]), 3) for f, i in ids.items()}
    return {f: x for f, x in weights.items() if abs(x) >= SMALL}


def drawn(options: list[list[int]], size: int, rng: np.random.Generator) -> csr_matrix:
    """A matrix of options by facts, of which a share of `DROPOUT` is left out by lot."""
    columns = np.fromiter((f for o in options for f in o), np.int32)
    rows = np.repeat(np.arange(len(options)), [len(o) for o in options])
    kept = rng.random(len(columns)) >= DROPOUT
    ones = np.ones(int(kept.sum()))
    return csr_matrix((ones, (rows[kept], columns[kept])), shape=(len(options), size))


def entropy(
    x: csr_matrix, w: Numbers, target: Numbers, sizes: NDArray[np.int64], worth: Numbers
) -> tuple[float, Numbers]:
    """Cross-entropy of the softmax over each choice's options with `target`, each `worth` so much; its gradient."""
    starts = np.cumsum(sizes) - sizes
    z = x @ w
    z -= np.repeat(np.maximum.reduceat(z, starts), sizes)
    z -= np.repeat(np.log(np.add.reduceat(np.exp(z), starts)), sizes)
    each = np.repeat(worth, sizes)
    return -float((each * target) @ z), x.T @ (each * (np.exp(z) - target))


def fit(made: list[Made]) -> dict[str, dict[str, float]]:
    """The weights of both tasks, and from which score of its cue on a scene is not looked into."""
    contents = [c for m in made for c in m.contents]
    content = train(contents)
    said = sorted(sum(content.get(f, 0.0) for f in c.options[-1]) for c in contents if not c.target[-1])
    limits = {"hopeless": round(said[int(KEPT * (len(said) - 1))], 3)}
    return {"content": content, "source": train([c for m in made for c in m.sources]), "limits": limits}


def fold(doc_id: str, folds: int) -> int:
    """The fold of a document, the same for its translations."""
    return zlib.crc32(doc_id.encode()) % folds


def read_all(paths: Iterable[Path]) -> list[tuple[Path, Row]]:
    """The gold rows of `paths`, each with its file."""
    return [
        (path, json.loads(line))
        for path in paths
        for line in path.read_text(encoding="utf-8").splitlines()
        if line.strip()
    ]


def cross_validate(
    rows: list[tuple[Path, Row]], made: list[Made], beside: list[tuple[str, Made]], always: list[Made], *, folds: int
) -> dict[Path, list[Row]]:
    """Every row read with weights of `always` and of the folds that it is not in, by file, in order.

    `beside` is learned from as rows are, by id of article, and not read.
    """
    fork = multiprocessing.get_context("fork")  # what is learned from is there in each process, uncopied
    given = ([rows, made, beside, always, folds],)
    with ProcessPoolExecutor(mp_context=fork, initializer=_SHARED.extend, initargs=given) as pool:
        read = {i: row for found in pool.map(read_fold, range(folds)) for i, row in found.items()}
    out: dict[Path, list[Row]] = collections.defaultdict(list)
    for i, (path, _) in enumerate(rows):
        out[path].append(read[i])
    return out


_SHARED: list[Any] = []


def read_fold(k: int) -> dict[int, Row]:
    """The readings of fold `k` by number of row, with weights of all others."""
    rows, made, beside, always, folds = _SHARED
    inside = [fold(row["doc_id"], folds) == k for _, row in rows]
    learned = [m for m, held in zip(made, inside, strict=True) if not held]
    learned += [m for article, m in beside if fold(article, folds) != k]
    models = ranker.models(fit(learned + always))
    with mock.patch.object(ranker, "known", return_value=models):
        return {i: answer(row) for i, (_, row) in enumerate(rows) if inside[i]}


def answer(row: Row) -> Row:
    """What recoupe reads in a gold row, as its contract has it."""
    page = Page(row["doc_id"], row["text"], "text/plain", lang=row["lang"], published=row.get("dct"))
    return {"doc_id": row["doc_id"], **record(pipeline.read(page))}


def main() -> None:
    """Run the command."""
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("gold", nargs="*", type=Path, help="default: the open sets of ../shared that may be trained on")
    ap.add_argument("--weights", type=Path, help="write the weights of all rows here")
    ap.add_argument("--folds", type=int, default=0, help="cross-validate over so many folds")
    ap.add_argument("--readings", type=Path, help="folder for the cross-validated readings")
    a = ap.parse_args()
    rows = read_all(a.gold or [STATEMENTS / name for name in SETS])
    made = [choices(row) for _, row in rows]
    invented = [choices(row) for row in articles()]
    told = projected.rows(STATEMENTS.parents[1], CODES[2:])
    beside = [(row["doc_id"], _weighing(choices(row), PROJECTED)) for row in told]
    learned = made + [m for _, m in beside] + invented
    print(dict(sum((m.seen for m in learned), collections.Counter())), file=sys.stderr)
    if a.folds:
        for path, got in cross_validate(rows, made, beside, invented, folds=a.folds).items():
            out = "".join(json.dumps(r, ensure_ascii=False) + "\n" for r in got)
            (a.readings / path.name).write_text(out, encoding="utf-8")
    if a.weights:
        a.weights.parent.mkdir(parents=True, exist_ok=True)
        a.weights.write_text(json.dumps(fit(learned), ensure_ascii=False, indent=0) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
