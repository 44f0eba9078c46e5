"""Train the part-of-speech tagger: python tools/train_tagger.py en [--measure] [--treebanks FOLDER] [--out FILE].

With `--measure` the test parts are kept aside and the accuracy on them is printed; without, everything is learned.
"""

from __future__ import annotations

import argparse
import random
import unicodedata
from collections import Counter, defaultdict
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np
from treebanks import Tagged, read

from recoupe.lang import load
from recoupe.lang.language import NEUTRAL, Language
from recoupe.model import Sentence, Token
from recoupe.text import features as f
from recoupe.text import tagger as t

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from numpy.typing import NDArray

    Ints = NDArray[np.int32]

ROOT = Path(__file__).resolve().parents[1]
TREEBANKS = ROOT.parent / "shared" / "data" / "treebanks"
SKIP = ("alts",)  # texts of the sixteenth century
RARE = 1  # a word seen no more often counts as unknown
OWN_CLASS = 100  # so many of the most frequent words are a class of their own
SHARE = 0.02
STEP = 0.15
BATCH = 256
SCALE = 20.0


class Data(NamedTuple):
    """Sentences laid end to end with two gaps between: word numbers, tag numbers, sentence starts."""

    ids: Ints
    tags: Ints
    firsts: list[int]


class Lexicon(NamedTuple):
    """Classes of words and of endings."""

    classes: dict[str, int]
    endings: dict[str, int]
    size: int


def main() -> None:
    """Train, save, measure."""
    p = argparse.ArgumentParser(description=__doc__)
    p.add_argument("lang")
    p.add_argument("--measure", action="store_true")
    p.add_argument("--treebanks", type=Path, default=TREEBANKS)
    p.add_argument("--out", type=Path)
    p.add_argument("--rounds", type=int, default=8)
    o = p.parse_args()
    language = load(Language, o.lang) or NEUTRAL
    train, test = split(o.treebanks / o.lang, language, measure=o.measure)
    out = o.out or t.FOLDER / f"{o.lang}.npz"
    weights = learn(augmented(train), o.rounds)
    np.savez_compressed(out, **weights)
    print(f"{out}: {out.stat().st_size / 1e6:.2f} MB")
    with np.load(out) as data:
        tagger = t.Tagger({k: data[k] for k in data.files})
    for name, sentences in test.items():
        report(name, tagger, sentences, train)


def split(folder: Path, language: Language, *, measure: bool) -> tuple[list[Tagged], dict[str, list[Tagged]]]:
    """Training sentences, and the test sentences of each treebank; of a treebank with only a test part every third."""
    train: list[Tagged] = []
    test: dict[str, list[Tagged]] = {}
    files = sorted(x for x in folder.glob("*.conllu*") if not any(s in x.name for s in SKIP))
    for file in files:
        sentences = list(read(file, language))
        bank, _, part = file.name.split(".")[0].partition("-ud-")
        alone = sum(x.name.startswith(f"{bank}-") for x in files) == 1
        if alone:
            test[file.name] = sentences[::3]
            train += [s for i, s in enumerate(sentences) if i % 3] if measure else sentences
        elif part == "test":
            test[file.name] = sentences
            train += [] if measure else sentences
        else:
            train += sentences
    return train, test


def augmented(sentences: Iterable[Tagged]) -> list[Tagged]:
    """The sentences and, of some, copies as headlines, in capitals, and with bare capitals."""
    rng = random.Random(1)
    made: list[Tagged] = []
    for s in sentences:
        made.append(s)
        x = rng.random()
        if x < 0.06:
            made.append(Tagged([_capital(w) if len(w) > 3 or tag in _LOUD else w for w, tag in zip(*s)], s.tags))
        elif x < 0.09:
            made.append(Tagged([w.upper() for w in s.words], s.tags))
        elif x < 0.11:
            made.append(Tagged([_bare(w.upper()) for w in s.words], s.tags))
        elif x < 0.15 and _bare(s.words[0][0]) != s.words[0][0]:
            made.append(Tagged([_bare(s.words[0][0]) + s.words[0][1:], *s.words[1:]], s.tags))
    return made


_LOUD = {"NOUN", "VERB", "ADJ", "ADV", "PROPN", "PRON"}


def _capital(word: str) -> str:
    return word[:1].upper() + word[1:]


def _bare(word: str) -> str:
    """The word without accents."""
    return unicodedata.normalize(
        "NFC", "".join(c for c in unicodedata.normalize("NFD", word) if not unicodedata.combining(c))
    )


def lexicon(sentences: Iterable[Tagged]) -> tuple[Lexicon, Counter[str]]:
    """Word classes by the tags that a word has; ending classes by the tags that rare words with it have."""
    seen: dict[str, Counter[str]] = defaultdict(Counter)
    cased: dict[tuple[str, bool], Counter[str]] = defaultdict(Counter)
    for s in sentences:
        for w, tag, loose in zip(*s, loosened(s.words), strict=True):
            seen[f.form(w)][tag] += 1
            cased[w, loose][tag] += 1
    count = Counter({w: c.total() for w, c in seen.items()})
    names: dict[str, int] = {"": 0, "?": 1}
    top = {w for w, _ in count.most_common(OWN_CLASS)}
    kinds = Counter(_kind(c) for w, c in seen.items() if count[w] > RARE and w not in top)
    classes = {}
    for w, c in seen.items():
        if count[w] > RARE:
            kind = _kind(c)
            kind = kind if kinds[kind] >= 4 else "/".join(x for x, _ in c.most_common(1))
            classes[w] = names.setdefault(f"={w}" if w in top else kind, len(names))
    ends: dict[str, Counter[str]] = defaultdict(Counter)
    for (w, loose), c in cased.items():
        if count[f.form(w)] <= 3:
            for e in f.ending(w, loose=loose):
                ends[e].update(c.keys())
    endings = {e: names.setdefault("?" + _kind(c, 0.15), len(names)) for e, c in ends.items() if c.total() >= 5}
    return Lexicon(classes, endings, len(names)), count


def _kind(tags: Counter[str], share: float = SHARE) -> str:
    """The tags that matter, as a name."""
    n = tags.total()
    return "/".join(sorted(x for x, c in tags.items() if c >= share * n))


class Space:
    """Words, tight and loose, and features numbered; 0 is no word, and no feature."""

    def __init__(self, sentences: Sequence[Tagged], lex: Lexicon, count: Counter[str]) -> None:
        self.lex = lex
        seen = Counter(x for s in sentences for x in zip(s.words, loosened(s.words), strict=True))
        self.words = [("", False), *sorted(seen)]
        self.number = {w: i for i, w in enumerate(self.words)}
        weight = [seen[w] for w in self.words]
        self.count = np.array([count[f.form(w)] for w, _ in self.words], np.float64)
        own = [f.lexical(w, loose=x) if w else [] for w, x in self.words]
        beside = [f.context(w, loose=x) if w else ["w="] for w, x in self.words]
        self.own_names, self.own = _numbered(own, weight)
        self.beside_names, self.beside = _numbered(beside, weight)
        self.classes = np.array([t.word_class(w, lex.classes, lex.endings, loose=x) for w, x in self.words], np.int32)
        self.unknown = np.array([t.word_class(w, {}, lex.endings, loose=x) for w, x in self.words], np.int32)
        self.shapes = np.array([f.shape(w) if w else f.EDGE for w, _ in self.words], np.int32)
        self.starts = np.array([not w or w in t.STARTERS for w, _ in self.words])


def loosened(words: Sequence[str]) -> list[bool]:
    """Which words of a sentence have capitals that say little."""
    shapes = np.array([f.EDGE, *map(f.shape, words)], np.int32)
    starts = np.array([True, *(w in t.STARTERS for w in words)])
    loose: list[bool] = t.looks(shapes, starts, np.array([1]))[1][1:].tolist()
    return loose


def _numbered(lists: list[list[str]], weight: list[int]) -> tuple[list[str], Ints]:
    """Number the strings seen twice and more from 1; the numbers as rows filled up with 0, in their places."""
    counts: Counter[str] = Counter()
    for x, n in zip(lists, weight, strict=True):
        counts.update(dict.fromkeys(x, max(n, 1) if x != ["w="] else 9))
    names = ["", *sorted(x for x, n in counts.items() if n > 1)]
    at = {x: i for i, x in enumerate(names)}
    rows = np.zeros((len(lists), max(map(len, lists))), np.int32)
    for i, x in enumerate(lists):
        rows[i, : len(x)] = [at.get(y, 0) for y in x]
    return names, rows


def laid(sentences: Sequence[Tagged], number: dict[tuple[str, bool], int]) -> Data:
    """The sentences end to end."""
    ids, tags, firsts = [0, 0], [t.EDGE, t.EDGE], []
    for s in sentences:
        firsts.append(len(ids))
        ids += [number[x] for x in zip(s.words, loosened(s.words), strict=True)] + [0, 0]
        tags += [t.TAGS.index(x) for x in s.tags] + [t.EDGE] * 2
    return Data(np.array(ids, np.int32), np.array(tags, np.int32), firsts)


class Part(NamedTuple):
    """Columns of feature numbers and how many features there are; column 0 of all is the null feature."""

    columns: Ints
    size: int


def lexical_part(space: Space, d: Data) -> Part:
    """The word's own features and those of its neighbours, each place numbered apart."""
    columns = [space.own[d.ids]]
    size = len(space.own_names)
    for place in t.PLACES:
        moved = t.shifted(d.ids, place, 0)
        c = space.beside[moved]
        columns.append(np.where(c > 0, c + size, 0))
        size += len(space.beside_names)
    return Part(np.concatenate(columns, 1).astype(np.int32), size)


def keyed(keys: Ints, real: NDArray[np.bool_], least: int = 3) -> Ints:
    """Keys seen often enough, ascending, 0 first."""
    found, n = np.unique(keys[real], return_counts=True)
    kept = found[n >= least]
    return np.concatenate([[0], kept[kept > 0]]).astype(np.int32)


def softmax_train(
    x: Ints, y: Ints, size: int, rounds: int, drop: NDArray[np.float64], seed: int = 1
) -> NDArray[np.float32]:
    """Weights [features, tags] by AdaGrad (Duchi et al. 2011), averaged over the last half; `drop`: chance to hide
    the word itself (its first columns), so that endings learn to do without."""
    rng = np.random.default_rng(seed)
    w = np.zeros((size, t.WIDTH), np.float32)
    g2 = np.full((size, 1), 1e-3, np.float32)
    total = np.zeros_like(w)
    rows = np.arange(len(y))
    for r in range(rounds):
        rng.shuffle(rows)
        step = STEP * (1 - 0.8 * r / rounds)
        for at in range(0, len(rows), BATCH):
            b = rows[at : at + BATCH]
            xb = x[b]
            hidden = rng.random(len(b)) < drop[b]
            xb[hidden, 1:3] = 0
            s = w[xb].sum(1)
            s -= s.max(1, keepdims=True)
            e = np.exp(s)
            e /= e.sum(1, keepdims=True)
            e[np.arange(len(b)), y[b]] -= 1
            flat = xb.ravel()
            order = np.argsort(flat, kind="stable")
            ranked = flat[order]
            begin = np.flatnonzero(np.r_[True, ranked[1:] != ranked[:-1]])
            u = ranked[begin]
            g = np.add.reduceat(e[order // xb.shape[1]], begin, axis=0)
            g2[u] += (g * g).sum(1, keepdims=True) / 4
            w[u] -= step * g / np.sqrt(g2[u])
            w[0] = 0
        if r >= rounds // 2:
            total += w
    return total / (rounds - rounds // 2)


def predict(x: Ints, w: NDArray[np.float32]) -> Ints:
    """The best tag of every row."""
    return np.concatenate([w[x[i : i + 4096]].sum(1).argmax(1) for i in range(0, len(x), 4096)]).astype(np.int32)


def learn(sentences: list[Tagged], rounds: int) -> dict[str, NDArray[Any]]:
    """The arrays of a weights file."""
    lex, count = lexicon(sentences)
    space = Space(sentences, lex, count)
    d = laid(sentences, space.number)
    real = d.ids > 0
    rng = np.random.default_rng(2)
    chance = 0.4 / (0.4 + space.count)
    chance[0] = 0
    drop = chance[d.ids]
    classes = np.where(rng.random(len(d.ids)) < drop, space.unknown[d.ids], space.classes[d.ids])
    look = t.looks(space.shapes[d.ids], space.starts[d.ids], np.array(d.firsts))[0]
    lexical = lexical_part(space, d)
    k1 = t.first_keys(classes, look, lex.size)
    first = keyed(k1, real)
    x1 = np.concatenate([lexical.columns, _at(first, k1, lexical.size)], 1)
    size1 = lexical.size + len(first)
    print(f"{real.sum()} tokens, {len(space.words)} words, {lex.size} classes, {size1} features, {x1.shape[1]} columns")
    tags = jackknifed(x1, d, size1, rounds, drop)
    w1 = softmax_train(x1[real], d.tags[real], size1, rounds, drop[real])
    k2 = t.second_keys(classes, look, tags, lex.size)
    second = keyed(k2, real)
    x2 = np.concatenate([lexical.columns, _at(second, k2, lexical.size)], 1)
    w2 = softmax_train(x2[real], d.tags[real], lexical.size + len(second), rounds, drop[real])
    return packed(space, w1, w2, first, second)


def jackknifed(
    x: Ints, d: Data, size: int, rounds: int, drop: NDArray[np.float64], folds: int = 4
) -> NDArray[np.int64]:
    """The first pass's tags of all sentences, each by weights that did not see it."""
    fold = np.zeros(len(d.ids), np.int32)
    for i, (a, b) in enumerate(zip(d.firsts, [*d.firsts[1:], len(d.ids)], strict=True)):
        fold[a:b] = (i // 40) % folds
    real = d.ids > 0
    tags = np.full(len(d.ids), t.EDGE, np.int64)
    for k in range(folds):
        there, here = real & (fold != k), real & (fold == k)
        w = softmax_train(x[there], d.tags[there], size, max(3, rounds // 2), drop[there])
        tags[here] = predict(x[here], w)
    print(f"first pass, jackknifed: {(tags[real] == d.tags[real]).mean():.4f}")
    return tags


def _at(kept: Ints, keys: Ints, offset: int) -> Ints:
    """Feature numbers of keys, 0 for those not kept."""
    at = np.searchsorted(kept, keys).clip(max=len(kept) - 1)
    hit = (kept[at] == keys) & (keys > 0)
    return np.where(hit, at + offset, 0).astype(np.int32)


def packed(
    space: Space, w1: NDArray[np.float32], w2: NDArray[np.float32], first: Ints, second: Ints
) -> dict[str, NDArray[Any]]:
    """Weights rounded to bytes, rows without any dropped."""
    n, m = len(space.own_names), len(space.beside_names)
    both = np.concatenate([w1[: n + 4 * m], w2[: n + 4 * m]], 1)
    beside = np.concatenate([both[n + k * m : n + (k + 1) * m] for k in range(4)], 1)
    own_names, own = _kept(space.own_names, both[:n])
    beside_names, around = _kept(space.beside_names, beside)
    keep1 = np.r_[True, np.abs(_bytes(w1[n + 4 * m + 1 :])).max(1) > 0]
    keep2 = np.r_[True, np.abs(_bytes(w2[n + 4 * m + 1 :])).max(1) > 0]
    lex = space.lex
    return {
        "own_names": own_names, "own": own, "context_names": beside_names, "context": around,
        "class_names": _blob(list(lex.classes)), "classes": np.array(list(lex.classes.values()), np.int16),
        "ending_names": _blob(list(lex.endings)), "endings": np.array(list(lex.endings.values()), np.int16),
        "first_keys": first[keep1], "first": _zero(_bytes(w1[n + 4 * m :])[keep1]),
        "second_keys": second[keep2], "second": _zero(_bytes(w2[n + 4 * m :])[keep2]),
        "sizes": np.array([lex.size], np.int32),
    }  # fmt: skip


def _zero(rows: NDArray[np.int8]) -> NDArray[np.int8]:
    rows[0] = 0
    return rows


def _bytes(w: NDArray[np.float32]) -> NDArray[np.int8]:
    return np.clip(np.round(w * SCALE), -127, 127).astype(np.int8)


def _kept(names: list[str], w: NDArray[np.float32]) -> tuple[NDArray[np.uint8], NDArray[np.int8]]:
    rows = _bytes(w)
    keep = [i for i in range(1, len(names)) if np.abs(rows[i]).max() > 1]
    return _blob([names[i] for i in keep]), _zero(rows[[0, *keep]])


def _blob(names: list[str]) -> NDArray[np.uint8]:
    return np.frombuffer("\n".join(names).encode(), np.uint8)


def report(name: str, tagger: t.Tagger, sentences: Sequence[Tagged], train: Sequence[Tagged]) -> None:
    """Print accuracy, of all words and of those not in training, beside the most frequent tag of each word."""
    seen: dict[str, Counter[str]] = defaultdict(Counter)
    for s in train:
        for w, tag in zip(*s):
            seen[f.form(w)][tag] += 1
    right = base = n = new = right_new = 0
    wrong: Counter[tuple[str, str]] = Counter()
    for s in sentences:
        tokens = [Token(0, 0, w) for w in s.words]
        for w, gold, x in zip(s.words, s.tags, tagger.tag(tokens, [Sentence(0, 0, 0, len(tokens))])):
            n += 1
            right += x.pos == gold
            known = seen.get(f.form(w))
            base += gold == (known.most_common(1)[0][0] if known else ("PROPN" if w[0].isupper() else "NOUN"))
            new += not known
            right_new += not known and x.pos == gold
            if x.pos != gold:
                wrong[gold, x.pos] += 1
    print(
        f"{name}: {100 * right / n:.2f} of {n}; new words {100 * right_new / max(new, 1):.1f} of {new}; baseline {100 * base / n:.2f}"
    )
    print("  ", ", ".join(f"{g}→{x} {c}" for (g, x), c in wrong.most_common(8)))


if __name__ == "__main__":
    main()
