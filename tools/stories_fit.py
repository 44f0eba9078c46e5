"""The weights that stories are linked by, fitted to pairs of articles: logistic regressions, scales of languages."""

from __future__ import annotations

import random
from collections import Counter, defaultdict
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

from recoupe.link.items import Item
from recoupe.link.stories import lexicon, splitting, vectors
from recoupe.link.stories import views as seen
from recoupe.link.stories.counts import Counts

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from numpy.typing import NDArray

    from recoupe.link.stories.lexicon import Look
    from recoupe.link.stories.views import Views
    from recoupe.link.stories.weights import Weights

Array = "NDArray[np.float64]"
Rows = list[dict[str, Any]]
COMMON = 0.12
LEAST = 0.58
STARTS = (0.55, 0.65, 0.75)
ORDERS = 6


class Fold(NamedTuple):
    """Articles, and how words are looked up in lexicons that have not seen them."""

    held: frozenset[str]
    looks: dict[str, Look]


def item(row: dict[str, Any]) -> Item:
    """The article of a row."""
    return Item(row["id"], row["text"], row["lang"], row["title"] or "", published=row.get("published"))


def learned(events: Rows, news: Rows, folds: Sequence[Fold]) -> dict[str, Any]:
    """All that weights.json holds."""
    crossing, bridge = _bridge(news, folds)
    native = _native(events)
    weights = native.fitted[:-1]
    scales = _scales(news, weights)
    return {
        "native": _rounded(weights),
        "bridge": _rounded(bridge[:-1]),
        "least_native": round(float(native.least), 3),
        "least_bridge": round(float(-bridge[-1]), 3),
        "split": _rounded(_split(native)),
        "scales": scales,
        "bridge_scales": crossing,
        "common": _common(news),
    }


def _rounded(numbers: NDArray[np.float64]) -> list[float]:
    return [round(float(x), 3) for x in numbers]


def counted(every: Sequence[Views], langs: Sequence[str]) -> Counts:
    """Counts that have seen these articles."""
    counts = Counts()
    for views, lang in zip(every, langs, strict=True):
        counts.add(lang, views.native)
        counts.add("", views.bridge)
    return counts


def cosines(views: Sequence[seen.View], spaces: Sequence[str], counts: Counts) -> NDArray[np.float64]:
    """How alike articles are in one view."""
    places: dict[int, int] = {}
    rows, columns, values = [], [], []
    for i, (view, space) in enumerate(zip(views, spaces, strict=True)):
        for term, value in zip(view.terms.tolist(), vectors.scaled(view, counts, space, 1.0).tolist(), strict=True):
            rows.append(i)
            columns.append(places.setdefault(term, len(places)))
            values.append(value)
    matrix = np.zeros((len(views), len(places)), np.float32)
    matrix[rows, columns] = values
    return np.asarray(matrix @ matrix.T, np.float64)


def logistic(x: NDArray[np.float64], y: NDArray[np.float64], *, ridge: float = 1e-3) -> NDArray[np.float64]:
    """Weights and intercept by Newton's method."""
    z = np.column_stack([x, np.ones(len(x))])
    w = np.zeros(z.shape[1])
    for _ in range(40):
        p = 1 / (1 + np.exp(-z @ w))
        slope = z.T @ (y - p) - ridge * w
        bend = (z * (p * (1 - p) + 1e-9)[:, None]).T @ z + ridge * np.eye(len(w))
        w += np.linalg.solve(bend, slope)
    return w


def positive(x: NDArray[np.float64], y: NDArray[np.float64]) -> NDArray[np.float64]:
    """The same where no view may count against: views that would are left out."""
    kept = np.arange(x.shape[1])
    while True:
        found = logistic(x[:, kept], y)
        if (found[:-1] > 0).all():
            out = np.zeros(x.shape[1] + 1)
            out[kept], out[-1] = found[:-1], found[-1]
            return out
        kept = kept[found[:-1] > 0]


class Native(NamedTuple):
    """What was fitted inside a language, and what it was fitted to."""

    fitted: NDArray[np.float64]
    least: float
    views: list[Views]
    scores: NDArray[np.float64]
    stories: list[str]


def _native(events: Rows) -> Native:
    views = [seen.views(item(row)) for row in events]
    langs = [row["lang"] for row in events]
    counts = counted(views, langs)
    alike = [cosines([v.native[k] for v in views], langs, counts) for k in range(len(seen.NATIVE))]
    stories = [row["story"] for row in events]
    same = np.array([[a == b for b in stories] for a in stories], np.float64)
    upper = np.triu_indices(len(events), 1)
    fitted = positive(np.stack([a[upper] for a in alike], axis=1), same[upper])
    scores = sum(w * a for w, a in zip(fitted[:-1], alike, strict=True))
    return Native(fitted, -fitted[-1] * LEAST, views, np.asarray(scores), stories)


def single_pass(scores: NDArray[np.float64], least: float, order: Sequence[int]) -> list[list[int]]:
    """Stories as the linker makes them before it cuts any."""
    stories: list[list[int]] = []
    sums = np.zeros((len(scores), len(order)))
    for i in order:
        means = [sums[i, k] / len(s) ** 0.8 for k, s in enumerate(stories)]
        best = int(np.argmax(means)) if means else -1
        if best < 0 or means[best] <= least:
            best = len(stories)
            stories.append([])
        stories[best].append(i)
        sums[:, best] += scores[:, i]
    return stories


def _split(native: Native) -> NDArray[np.float64]:
    """The test for two stories in one, fitted to stories that a single pass made from several orders."""
    x, y, known = [], [], set()
    for least, order in _orders(native):
        for story in single_pass(native.scores, least, order):
            members = tuple(sorted(story))
            if members in known:
                continue
            known.add(members)
            cut = splitting.cut(
                [splitting.kept(native.views[i].native) for i in members], native.scores[np.ix_(members, members)]
            )
            if cut is None:
                continue
            same = np.mean(
                [native.stories[members[a]] == native.stories[members[b]] for a in cut.first for b in cut.second]
            )
            x.append((cut.between, cut.score, cut.size))
            y.append(float(same < 0.5))
    rows = np.array(x)
    spread = rows.std(axis=0)
    fitted = logistic(rows / spread, np.array(y), ridge=0.3)
    return np.append(fitted[:-1] / spread, fitted[-1])


def _orders(native: Native) -> Iterator[tuple[float, list[int]]]:
    chance = random.Random(1)
    for share in STARTS:
        for _ in range(ORDERS):
            order = list(range(len(native.stories)))
            chance.shuffle(order)
            yield -native.fitted[-1] * share, order


def _scales(news: Rows, weights: NDArray[np.float64]) -> dict[str, float]:
    """What makes sums inside each language like those of the same articles in the pivot language."""
    names = sorted({row["article"] for row in news})
    sums = {}
    for lang in sorted({row["lang"] for row in news}):
        of = {row["article"]: row for row in news if row["lang"] == lang}
        views = [seen.views(item(of[name])) for name in names]
        counts = counted(views, [lang] * len(views))
        alike = (cosines([v.native[k] for v in views], [lang] * len(views), counts) for k in range(len(seen.NATIVE)))
        total = sum(w * a for w, a in zip(weights, alike, strict=True))
        sums[lang] = np.asarray(total)[np.triu_indices(len(names), 1)]
    pivot = sums[lexicon.pivot()]
    top = pivot >= np.quantile(pivot, 0.97)
    return {lang: round(float(pivot[top].sum() / found[top].sum()), 3) for lang, found in sums.items()}


def folded(news: Rows, fold: Fold) -> tuple[list[Views], list[NDArray[np.float64]]]:
    """All articles as seen with the lexicons of a fold, and how alike they are in each view across languages."""
    views = [seen.views(item(row), fold.looks.get(row["lang"])) for row in news]
    counts = counted(views, [row["lang"] for row in news])
    return views, [cosines([v.bridge[k] for v in views], [""] * len(views), counts) for k in range(len(seen.BRIDGE))]


def _bridge(news: Rows, folds: Sequence[Fold]) -> tuple[dict[str, float], NDArray[np.float64]]:
    """Scales of languages and weights across languages, from articles that the lexicons have not seen."""
    x, y, pairs = [], [], []
    for fold in folds:
        _, alike = folded(news, fold)
        held = [i for i, row in enumerate(news) if row["article"] in fold.held]
        for n, i in enumerate(held):
            for j in held[:n]:
                if news[i]["lang"] != news[j]["lang"]:
                    x.append([a[i, j] for a in alike])
                    y.append(float(news[i]["story"] == news[j]["story"]))
                    pairs.append((news[i], news[j]))
    rows, same = np.array(x), np.array(y)
    fitted = positive(rows, same)
    return _crossing(rows @ fitted[:-1], pairs), fitted


def _crossing(scores: NDArray[np.float64], pairs: list[tuple[dict[str, Any], dict[str, Any]]]) -> dict[str, float]:
    """Scales that make translations as alike in every language as they are on the whole."""
    found = defaultdict(list)
    for score, (one, other) in zip(scores.tolist(), pairs, strict=True):
        if one["article"] == other["article"]:
            found[one["lang"]].append(score)
            found[other["lang"]].append(score)
    whole = np.mean([s for of in found.values() for s in of])
    return {lang: round(float(whole / np.mean(of)), 3) for lang, of in sorted(found.items())}


def _common(news: Rows) -> dict[str, dict[str, int]]:
    """By language, and across languages, the terms that stand in many articles, and in how many per mille."""
    standing: dict[str, Counter[int]] = defaultdict(Counter)
    articles: Counter[str] = Counter()
    for row in news:
        views = seen.views(item(row))
        for space, every in ((row["lang"], views.native), ("", views.bridge)):
            articles[space] += 1
            for view in every:
                standing[space].update(view.terms.tolist())
    return {
        space: {
            str(t): round(1000 * n / articles[space]) for t, n in sorted(of.items()) if n >= COMMON * articles[space]
        }
        for space, of in sorted(standing.items())
    }


def first_found(news: Rows, folds: Sequence[Fold], weights: Weights) -> dict[str, Any]:
    """Share of articles whose translation is the most alike article of each other language, by language."""
    right: Counter[str] = Counter()
    asked: Counter[str] = Counter()
    names = sorted({row["article"] for row in news})
    place = {(row["article"], row["lang"]): i for i, row in enumerate(news)}
    langs = sorted({row["lang"] for row in news})
    whole = 0
    for fold in folds:
        _, alike = folded(news, fold)
        scores = sum(w * a for w, a in zip(weights.bridge, alike, strict=True))
        assert not isinstance(scores, int)
        np.fill_diagonal(scores, -1)
        for name in sorted(fold.held):
            for lang in langs:
                row = scores[place[name, lang]]
                abroad = np.where([r["lang"] != lang for r in news], row, -1.0)
                whole += news[int(abroad.argmax())]["article"] == name
                for other in langs:
                    if other != lang:
                        best = names[int(row[[place[n, other] for n in names]].argmax())]
                        asked[lang] += 1
                        right[lang] += best == name
    total = sum(right.values()) / sum(asked.values())
    by = {lang: round(100 * right[lang] / asked[lang], 2) for lang in langs}
    return {"acc@1": round(100 * total, 2), "first of all other languages": round(100 * whole / len(news), 2), "by": by}
