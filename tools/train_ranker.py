"""Train the ranker of statements from annotated articles.

usage: train_ranker.py GOLD.jsonl [GOLD.jsonl ...] [--weights OUT.json] [--folds N --predictions FOLDER]

GOLD rows are {"doc_id", "lang", "text", "statements"} as in the project's statement data. With --folds the documents
are split by id (an article and its translations in one fold), each fold is read with weights trained on the
others, and the answers are written to FOLDER, one file a GOLD file, to be scored.

Model: one softmax over the candidates of a cue (one of them "no statement"), one over its candidate speakers; soft
targets by overlap with the gold; AdaGrad with L2.
"""

from __future__ import annotations

import argparse
import collections
import json
import random
import zlib
from pathlib import Path
from typing import Any, NamedTuple

from recoupe.extract.statements import find, ranker
from recoupe.extract.statements.lexicon import lexicon
from recoupe.extract.statements.scenes import content_options, scenes, source_options
from recoupe.extract.statements.view import View, view
from recoupe.model import Article, Doc
from recoupe.text import parse

EPOCHS, RATE, L2 = 12, 0.15, 0.002

Row = dict[str, Any]
Spans = list[list[int]]


class Choice(NamedTuple):
    """A choice to learn: the facts of each option and the share of the target that each has."""

    options: list[list[str]]
    target: list[float]


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


def choices(row: Row) -> tuple[list[Choice], list[Choice], collections.Counter[str]]:
    """The content and source choices of a gold document, and a count of what the candidates reach."""
    doc = doc_of(row)
    lex = lexicon(doc.lang)
    assert lex is not None
    v = view(doc, lex)
    gold = [(s, words(v, s["content"]), words(v, s["source"]), words(v, s["cue"])) for s in row["statements"]]
    contents, sources = [], []
    seen: collections.Counter[str] = collections.Counter(gold=sum(bool(g[3]) for g in gold))
    reached = set()
    previous: tuple[Any, Any] = (None, None)
    for scene in scenes(v):
        found, facts = content_options(scene)
        if not found:
            continue
        sets = [{i for a, b in c.pieces for i in range(a, b) if v.is_word(i)} for c in found]
        mine = [g for g in gold if _of(scene.cue, g, v)]
        best = [max((iou(s, g[1]) for g in mine), default=0.0) for s in sets]
        top = max(best)
        target = [(x / top) ** 6 if top >= 0.5 and x >= 0.5 else 0.0 for x in best]
        total = sum(target)
        contents.append(Choice(facts, [t / total for t in target] + [0.0] if total else [0.0] * len(found) + [1.0]))
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
            sources.append(Choice(source_facts, [f / sum(fits) for f in fits]))
    seen["cue reached"] = len(reached)
    seen["missed cues"] = 0
    return contents, sources, seen


def _of(cue: Any, g: tuple[Row, set[int], set[int], set[int]], v: View) -> bool:
    """Whether gold statement `g` is of this cue."""
    if cue.kind == "colon":
        return (
            not g[3]
            and bool(g[2])
            and bool(g[1])
            and (min(g[1]) in {cue.last, cue.last + 1} or max(g[1]) == cue.first - 1)
        )
    return cue.head in g[3] or any(cue.marked[0] <= i < cue.marked[1] for i in g[3] if cue.kind in {"preposition"})


def train(data: list[Choice], *, epochs: int, rate: float, l2: float) -> dict[str, float]:
    """Weights that minimise the cross-entropy of `data`."""
    w: dict[str, float] = collections.defaultdict(float)
    h: dict[str, float] = collections.defaultdict(lambda: 1e-6)
    rng = random.Random(1)
    counts = collections.Counter(f for c in data for o in c.options for f in set(o))
    kept = [Choice([[f for f in o if counts[f] > 2] for o in c.options], c.target) for c in data]
    for _ in range(epochs):
        rng.shuffle(kept)
        for c in kept:
            p = ranker.shares(ranker.scores(w, c.options))
            for q, t, facts in zip(p, c.target, c.options, strict=True):
                g = q - t
                if abs(g) < 1e-3:
                    continue
                for f in facts:
                    d = g + l2 * w[f]
                    h[f] += d * d
                    w[f] -= rate * d / h[f] ** 0.5
    return {f: round(x, 3) for f, x in sorted(w.items()) if abs(x) > 0.02}


def fit(data: list[tuple[list[Choice], list[Choice]]]) -> dict[str, dict[str, float]]:
    """The weights of both tasks."""
    return {
        "content": train([c for d in data for c in d[0]], epochs=EPOCHS, rate=RATE, l2=L2),
        "source": train([c for d in data for c in d[1]], epochs=EPOCHS, rate=RATE, l2=L2),
    }


def fold(doc_id: str, folds: int) -> int:
    """The fold of a document, the same for its translations."""
    return zlib.crc32(doc_id.encode()) % folds


def main() -> None:
    """Run the command."""
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("gold", nargs="+", type=Path)
    ap.add_argument("--weights", type=Path)
    ap.add_argument("--folds", type=int, default=0)
    ap.add_argument("--predictions", type=Path)
    a = ap.parse_args()
    rows = [
        (path, json.loads(line))
        for path in a.gold
        for line in path.read_text(encoding="utf-8").splitlines()
        if line.strip()
    ]
    made = [choices(row) for _, row in rows]
    total: collections.Counter[str] = collections.Counter()
    for m in made:
        total.update(m[2])
    print(dict(total))
    answers: dict[Path, list[Row]] = collections.defaultdict(list)
    for k in range(a.folds):
        w = fit([m[:2] for m, (_, row) in zip(made, rows, strict=True) if fold(row["doc_id"], a.folds) != k])
        ranker.weights = w.__getitem__  # type: ignore[assignment]
        for path, row in rows:
            if fold(row["doc_id"], a.folds) == k:
                answers[path].append(answer(row))
    for path, got in answers.items():
        out = "\n".join(json.dumps(r, ensure_ascii=False) for r in got)
        (a.predictions / path.name).write_text(out + "\n", encoding="utf-8")
    if a.weights:
        a.weights.parent.mkdir(parents=True, exist_ok=True)
        a.weights.write_text(json.dumps(fit([m[:2] for m in made]), ensure_ascii=False, indent=0), encoding="utf-8")


def answer(row: Row) -> Row:
    """What recoupe finds in a gold row, in the scorers' form."""
    keys = ("content", "source", "cue", "form", "stance", "kind", "who", "rule", "confidence")
    return {"doc_id": row["doc_id"], "statements": [{k: getattr(s, k) for k in keys} for s in find(doc_of(row))]}


if __name__ == "__main__":
    main()
