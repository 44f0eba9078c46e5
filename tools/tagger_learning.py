"""Learning the weights of the part-of-speech tagger: features counted and numbered, two log-linear models, packing."""

from __future__ import annotations

from collections import Counter, defaultdict
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

from recoupe.lang.letters import caseless
from recoupe.text import features as f
from recoupe.text import pairs
from recoupe.text import tagger as t

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from numpy.typing import NDArray
    from treebanks import Tagged

    Ints = NDArray[np.int32]
    Floats = NDArray[np.float32]

RARE = 1  # a word seen no more often counts as unknown
SEEN = 2  # features, and
SEEN_PAIR = 3  # pairs of neighbours, must have been seen so often
OWN_CLASS = 100  # so many of the most frequent words are a class of their own
CLASS_WORDS = 4  # a class has at least so many words
SHARE, SHARE_ENDING = 0.02, 0.15  # tags rarer than this among a word's, an ending's, do not count
ENDING_WORDS, ENDING_COUNT = 5, 3  # an ending is told by so many words, none seen more often than this
STEP, DROP, BATCH = 0.1, 0.1, 256
HIDE = 3.0  # a word seen n times is hidden in HIDE of HIDE + n cases: endings learn to do without
FOLDS, FOLD_RUN = 4, 40
SCALE, LEAST = 20.0, 5  # a weight of 1 is 20 steps; rows without any of LEAST steps are dropped


class Placed(NamedTuple):
    """A sentence as the tagger sees it: words, capitals that say little loosened, and the numbers of `pairs.looks`."""

    words: list[f.Look]
    places: list[int]
    tags: list[str]


class Data(NamedTuple):
    """Sentences laid end to end with two gaps between; `firsts` are where they begin."""

    ids: Ints
    tags: Ints
    places: Ints
    firsts: list[int]


class Lexicon(NamedTuple):
    """Classes of words and of endings, how many there are, and how often each word was seen."""

    classes: dict[str, int]
    endings: dict[str, int]
    size: int
    seen: Counter[str]


def learn(sentences: Sequence[Tagged], rounds: int, least: int = LEAST) -> dict[str, NDArray[Any]]:
    """The arrays of a weights file; a greater `least` makes a smaller one."""
    placed = [_placed(s) for s in sentences]
    lexicon = _lexicon(placed)
    space = Space(placed, lexicon)
    data = _laid(placed, space.number)
    real = data.ids > 0
    hide = HIDE / (HIDE + space.count[data.ids])
    unknown = np.random.default_rng(2).random(len(hide)) < hide
    classes = np.where(unknown, space.unknown[data.ids], space.classes[data.ids])
    lexical = space.columns(data.ids)
    size = space.size
    near = pairs.first_keys(classes, data.places, lexicon.size)
    first, columns = _keyed(near, real, size)
    x = np.concatenate([lexical, columns], 1)
    tags = _jackknifed(x, data, size + len(first), rounds, hide)
    w1 = _trained(x[real], data.tags[real], size + len(first), rounds, hide[real])
    second, columns = _keyed(pairs.second_keys(near, classes, tags, lexicon.size), real, size)
    x = np.concatenate([lexical, columns], 1)
    w2 = _trained(x[real], data.tags[real], size + len(second), rounds, hide[real])
    print(f"{real.sum()} tokens; first pass on what it did not see {(tags[real] == data.tags[real]).mean():.4f}")
    return _packed(space, (w1, w2), first, second, least)


def common(sentences: Iterable[Tagged]) -> dict[str, NDArray[np.uint8]]:
    """The words that are never tagged as names, to be kept with the weights; of a script without capitals alone."""
    met: set[str] = set()
    names: set[str] = set()
    for s in sentences:
        for w, tag in zip(s.words, s.tags, strict=True):
            if caseless(w):
                (names if tag == "PROPN" else met).add(f.form(w))
    return {"common": _blob(sorted(met - names))} if met - names else {}


def _placed(s: Tagged) -> Placed:
    """Look at the words of a sentence where they stand."""
    plain = [f.look(w) for w in s.words]
    shapes = np.array([f.EDGE, *(w.shape for w in plain)], np.int32)
    starts = np.array([True, *map(t.starts, plain)])
    places, loose = pairs.looks(shapes, starts, np.array([1]))
    words = [w.loosened() if x else w for w, x in zip(plain, loose[1:], strict=True)]
    return Placed(words, places[1:].tolist(), s.tags)


def _lexicon(sentences: Iterable[Placed]) -> Lexicon:
    """Word classes by the tags that a word has; ending classes by the tags that rare words with it have."""
    forms: dict[str, Counter[str]] = defaultdict(Counter)
    looks: dict[f.Look, Counter[str]] = defaultdict(Counter)
    for s in sentences:
        for w, tag in zip(s.words, s.tags, strict=True):
            forms[w.form][tag] += 1
            looks[w][tag] += 1
    seen = Counter({w: c.total() for w, c in forms.items()})
    names = {"": 0, "?": 1}
    classes = {w: names.setdefault(x, len(names)) for w, x in _word_kinds(forms, seen).items()}
    endings = {e: names.setdefault(x, len(names)) for e, x in _ending_kinds(looks, seen).items()}
    return Lexicon(classes, endings, len(names), seen)


def _word_kinds(forms: dict[str, Counter[str]], seen: Counter[str]) -> dict[str, str]:
    """The class of each word that is not rare: itself, its tags, or its first tag where others seldom have these."""
    top = {w for w, _ in seen.most_common(OWN_CLASS)}
    known = {w: _kind(c, SHARE) for w, c in forms.items() if seen[w] > RARE}
    often = {x for x, n in Counter(x for w, x in known.items() if w not in top).items() if n >= CLASS_WORDS}
    return {
        w: f"={w}" if w in top else x if x in often else forms[w].most_common(1)[0][0]
        for w, x in known.items()
    }  # fmt: skip


def _ending_kinds(looks: dict[f.Look, Counter[str]], seen: Counter[str]) -> dict[str, str]:
    """The class of each ending: the tags of rare words that have it."""
    ends: dict[str, Counter[str]] = defaultdict(Counter)
    for w, c in looks.items():
        if seen[w.form] <= ENDING_COUNT:
            for e in f.ending(w):
                ends[e].update(c.keys())
    return {e: "?" + _kind(c, SHARE_ENDING) for e, c in ends.items() if c.total() >= ENDING_WORDS}


def _kind(tags: Counter[str], share: float) -> str:
    """The tags that matter, as a name."""
    n = tags.total()
    return "/".join(sorted(x for x, c in tags.items() if c >= share * n))


class Space:
    """Words and features numbered; 0 is no word, and no feature."""

    def __init__(self, sentences: Sequence[Placed], lexicon: Lexicon) -> None:
        self.lexicon = lexicon
        seen = Counter(w for s in sentences for w in s.words)
        words = [f.EDGE_LOOK, *sorted(seen)]
        self.number = {w: i for i, w in enumerate(words)}
        weight = [SEEN, *(seen[w] for w in words[1:])]
        self.count = np.array([lexicon.seen[w.form] for w in words], np.float64)
        self.own_names, self._own = _numbered([f.lexical(w) for w in words], weight)
        self.around_names, self._around = _numbered([f.context(w) for w in words], weight)
        self.classes = np.array([t.word_class(w, lexicon.classes, lexicon.endings) for w in words], np.int32)
        self.unknown = np.array([t.word_class(w, {}, lexicon.endings) for w in words], np.int32)
        self.size = len(self.own_names) + len(pairs.PLACES) * len(self.around_names)

    def columns(self, ids: Ints) -> Ints:
        """Feature numbers of each word: its own, and those of its neighbours, each place numbered apart."""
        columns = [self._own[ids]]
        size = len(self.own_names)
        for place in pairs.PLACES:
            beside = self._around[pairs.shifted(ids, place, 0)]
            columns.append(np.where(beside > 0, beside + size, 0))
            size += len(self.around_names)
        return np.concatenate(columns, 1).astype(np.int32)


def _numbered(lists: list[list[str]], weight: list[int]) -> tuple[list[str], Ints]:
    """Number the strings seen often enough from 1; the numbers as rows filled up with 0, each string in its place."""
    counts: Counter[str] = Counter()
    for strings, n in zip(lists, weight, strict=True):
        counts.update(dict.fromkeys(strings, n))
    names = ["", *sorted(x for x, n in counts.items() if n >= SEEN)]
    at = {x: i for i, x in enumerate(names)}
    rows = np.zeros((len(lists), max(map(len, lists))), np.int32)
    for i, strings in enumerate(lists):
        rows[i, : len(strings)] = [at.get(x, 0) for x in strings]
    return names, rows


def _laid(sentences: Sequence[Placed], number: dict[f.Look, int]) -> Data:
    """The sentences end to end."""
    tag_number = {x: i for i, x in enumerate(pairs.TAGS)}
    ids, tags, places, firsts = [0, 0], [pairs.EDGE] * 2, [0, 0], []
    for s in sentences:
        firsts.append(len(ids))
        ids += [*(number[w] for w in s.words), 0, 0]
        tags += [*(tag_number[x] for x in s.tags), pairs.EDGE, pairs.EDGE]
        places += [*s.places, 0, 0]
    return Data(np.array(ids, np.int32), np.array(tags, np.int32), np.array(places, np.int32), firsts)


def _keyed(keys: Ints, real: NDArray[np.bool_], offset: int) -> tuple[Ints, Ints]:
    """Keys seen often enough, ascending, 0 first; and of each word the feature numbers of its keys."""
    found, n = np.unique(keys[:, real], return_counts=True)
    kept = np.concatenate([[0], found[(n >= SEEN_PAIR) & (found > 0)]]).astype(np.int32)
    at = np.searchsorted(kept, keys.T).clip(max=len(kept) - 1)
    hit = (kept[at] == keys.T) & (keys.T > 0)
    return kept, np.where(hit, at + offset, 0).astype(np.int32)


def _trained(x: Ints, y: Ints, size: int, rounds: int, hide: NDArray[np.float64]) -> Floats:
    """Weights [features, tags] of a log-linear model by AdaGrad (Duchi et al. 2011), averaged over the last rounds.

    Features are dropped at random; `hide` is each row's chance that the features naming the word whole are.
    """
    rng = np.random.default_rng(1)
    w = np.zeros((size, t.WIDTH), np.float32)
    squares = np.full((size, 1), 1e-3, np.float32)
    total = np.zeros_like(w)
    rows = np.arange(len(y))
    for r in range(rounds):
        rng.shuffle(rows)
        for at in range(0, len(rows), BATCH):
            b = rows[at : at + BATCH]
            xb = x[b]
            xb[rng.random(len(b)) < hide[b], 1:3] = 0
            xb[rng.random(xb.shape) < DROP] = 0
            _step(w, squares, xb, y[b], STEP * (1 - 0.8 * r / rounds))
        if r >= rounds // 2:
            total += w
    total /= rounds - rounds // 2
    return total


def _step(w: Floats, squares: Floats, x: Ints, y: Ints, step: float) -> None:
    """Move `w` against the gradient of the loss on one batch."""
    error = w[x].sum(1)
    error -= error.max(1, keepdims=True)
    np.exp(error, out=error)
    error /= error.sum(1, keepdims=True)
    error[np.arange(len(y)), y] -= 1
    flat = x.ravel()
    order = np.argsort(flat, kind="stable")
    ranked = flat[order]
    begin = np.flatnonzero(np.concatenate([[True], ranked[1:] != ranked[:-1]]))
    touched = ranked[begin]
    slope = np.add.reduceat(error[order // x.shape[1]], begin, axis=0)
    squares[touched] += (slope * slope).sum(1, keepdims=True) / 4
    w[touched] -= step * slope / np.sqrt(squares[touched])
    w[0] = 0


def _jackknifed(x: Ints, data: Data, size: int, rounds: int, hide: NDArray[np.float64]) -> NDArray[np.int64]:
    """The first pass's tags of all sentences, each by weights that did not see it."""
    fold = np.zeros(len(data.ids), np.int32)
    for i, (a, b) in enumerate(zip(data.firsts, [*data.firsts[1:], len(data.ids)], strict=True)):
        fold[a:b] = (i // FOLD_RUN) % FOLDS
    real = data.ids > 0
    tags = np.full(len(data.ids), pairs.EDGE, np.int64)
    for k in range(FOLDS):
        there, here = real & (fold != k), real & (fold == k)
        w = _trained(x[there], data.tags[there], size, max(3, rounds // 2), hide[there])
        tags[here] = np.concatenate([w[part].sum(1).argmax(1) for part in np.array_split(x[here], 64)])
    return tags


def _packed(space: Space, w: tuple[Floats, Floats], first: Ints, second: Ints, least: int) -> dict[str, NDArray[Any]]:
    """Weights rounded to bytes, rows without any dropped; row 0 of each array is zeros."""
    w1, w2 = w
    n, m, size = len(space.own_names), len(space.around_names), space.size
    both = np.concatenate([w1[:size], w2[:size]], 1)
    around = np.concatenate([both[n + k * m : n + (k + 1) * m] for k in range(len(pairs.PLACES))], 1)
    own_keep, own = _kept(both[:n], least)
    around_keep, around_rows = _kept(around, least)
    first_keep, first_rows = _kept(w1[size:], least)
    second_keep, second_rows = _kept(w2[size:], least)
    lexicon = space.lexicon
    return {
        "own_names": _blob([space.own_names[i] for i in own_keep[1:]]),
        "own": own,
        "context_names": _blob([space.around_names[i] for i in around_keep[1:]]),
        "context": around_rows,
        "class_names": _blob(lexicon.classes),
        "classes": np.array(list(lexicon.classes.values()), np.int16),
        "ending_names": _blob(lexicon.endings),
        "endings": np.array(list(lexicon.endings.values()), np.int16),
        "first_keys": first[first_keep],
        "first": first_rows,
        "second_keys": second[second_keep],
        "second": second_rows,
        "sizes": np.array([lexicon.size], np.int32),
    }


def _kept(w: Floats, least: int) -> tuple[NDArray[np.int64], NDArray[np.int8]]:
    """The numbers of row 0 and of all rows that matter, and these rows as bytes, without what `least` makes small."""
    rows = np.clip(np.round(w * SCALE), -127, 127).astype(np.int8)
    rows[0] = 0
    rows[np.abs(rows) <= (least - LEAST) // 2] = 0
    keep = np.concatenate([[0], np.flatnonzero(np.abs(rows).max(1) >= least)])
    return keep, rows[keep]


def _blob(names: Iterable[str]) -> NDArray[np.uint8]:
    return np.frombuffer("\n".join(names).encode(), np.uint8)
