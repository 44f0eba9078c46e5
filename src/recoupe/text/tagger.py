"""Parts of speech: two log-linear passes over a whole text at once.

The first pass scores every tag of a token from the token and two neighbours on each side; the second does so again
and sees the tags that the first gave to these neighbours. A word's share of all scores is worked out once and kept,
so tagging is a few sums over arrays of small integers: exact, and the same on every machine. Universal POS tags:
de Marneffe et al. 2021, "Universal Dependencies". Two passes instead of a search: as in stacked sequential
learning (Cohen and Carvalho 2005).
"""

from __future__ import annotations

import functools
import itertools
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from recoupe.model import Token
from recoupe.text import features as f

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from numpy.typing import NDArray

    from recoupe.model import Sentence

FOLDER = Path(__file__).parent / "weights"
TAGS = (
    "ADJ", "ADP", "ADV", "AUX", "CCONJ", "DET", "INTJ", "NOUN", "NUM", "PART", "PRON", "PROPN", "PUNCT", "SCONJ",
    "SYM", "VERB", "X",
)  # fmt: skip
EDGE = len(TAGS)
"""The tag of what lies outside a sentence."""
WIDTH = len(TAGS)
PLACES = (-2, -1, 1, 2)
STARTERS = frozenset("«»“”„\"'‘‹›`:;-–—•*([…")
_WINDOW = 2000
_KNOWN = 20_000
_HEADLINE = 3
_ROW = 2 * WIDTH * (1 + len(PLACES))


@functools.cache
def tagger(code: str) -> Tagger | None:
    """The tagger of language `code`; None where there are no weights."""
    path = FOLDER / f"{code}.npz"
    return read(path) if code.isalpha() and path.is_file() else None


def read(path: Path) -> Tagger:
    """The tagger whose weights are in the file at `path`."""
    with np.load(path, allow_pickle=False) as data:
        return Tagger({name: data[name] for name in data.files})


def words(array: Any, first: int = 0) -> dict[str, int]:
    """The strings of a packed array, numbered from `first`."""
    return {w: i for i, w in enumerate(array.tobytes().decode().split("\n"), first)}


class Tagger:
    """The weights of one language and the rows of the words met so far."""

    def __init__(self, data: dict[str, NDArray[Any]]) -> None:
        self._own, self._around = words(data["own_names"], 1), words(data["context_names"], 1)
        self._own_rows, self._around_rows = data["own"], data["context"]
        self._classes = dict(zip(words(data["class_names"]), data["classes"].tolist(), strict=True))
        self._endings = dict(zip(words(data["ending_names"]), data["endings"].tolist(), strict=True))
        self._pairs = Pairs(int(data["sizes"][0]), data)
        self._reset()

    def _reset(self) -> None:
        """Forget all words."""
        self._ids: dict[str, int] = {}
        self._free = 0
        self._rows = np.zeros((1024, _ROW), np.int16)
        self._class = np.zeros(1024, np.int32)
        self._shape = np.zeros(1024, np.int32)
        self._starts = np.zeros(1024, np.bool_)
        self._variant = np.zeros(1024, np.int32)
        self._learn([f.EDGE_LOOK])
        self._ids[""] = 0

    def _learn(self, new: Sequence[f.Look]) -> range:
        """Work out the rows of new words; their numbers."""
        first, self._free = self._free, self._free + len(new)
        while self._free > len(self._rows):
            self._rows, self._class, self._shape, self._starts, self._variant = (
                np.concatenate([a, np.zeros_like(a)])
                for a in (self._rows, self._class, self._shape, self._starts, self._variant)
            )
        here = slice(first, self._free)
        self._rows[here, : 2 * WIDTH] = _sums(self._own_rows, [_numbers(f.lexical(w), self._own) for w in new])
        self._rows[here, 2 * WIDTH :] = _sums(self._around_rows, [_numbers(f.context(w), self._around) for w in new])
        self._class[here] = [word_class(w, self._classes, self._endings) for w in new]
        self._shape[here] = [w.shape for w in new]
        self._starts[here] = [starts(w) for w in new]
        return range(first, self._free)

    def tag(self, tokens: Sequence[Token], sentences: Sequence[Sentence]) -> list[Token]:
        """The tokens with their tags; every token lies in a sentence."""
        done: list[Token] = []
        for window in _windows(sentences):
            if self._free > _KNOWN:
                self._reset()
            starts, ends, texts, _ = zip(*tokens[window[0] : window[-1]], strict=True)
            tags = map(TAGS.__getitem__, self._tags(texts, np.diff(window)))
            done += map(_TOKEN, zip(starts, ends, texts, tags, strict=True))
        return done

    def _tags(self, texts: Sequence[str], lengths: NDArray[np.int64]) -> list[int]:
        """Tag numbers of the words of sentences of such lengths."""
        if new := list(dict.fromkeys(w for w in texts if w not in self._ids)):
            self._ids.update(zip(new, self._learn([*map(f.look, new)]), strict=True))
        places = np.arange(len(texts)) + 2 * np.repeat(np.arange(1, len(lengths) + 1), lengths)
        ids = np.zeros(len(texts) + 2 * len(lengths) + 2, np.int32)
        ids[places] = list(map(self._ids.__getitem__, texts))
        firsts = places[np.cumsum(lengths) - lengths]
        look, loose = looks(self._shape[ids], self._starts[ids], firsts)
        ids = self._loosened(ids, loose, texts, places)
        rows = self._rows[ids]
        scores = rows[:, : 2 * WIDTH].copy()
        for k, place in enumerate(PLACES):
            part = rows[:, 2 * WIDTH * (k + 1) : 2 * WIDTH * (k + 2)]
            if place < 0:
                scores[-place:] += part[:place]
            else:
                scores[:-place] += part[place:]
        classes = self._class[ids]
        first = scores[:, :WIDTH] + self._pairs.first(classes, look)
        tags = np.where(ids > 0, first.argmax(1), EDGE)
        second = scores[:, WIDTH:] + self._pairs.second(classes, look, tags)
        found: list[int] = second.argmax(1)[places].tolist()
        return found

    def _loosened(
        self, ids: NDArray[np.int32], loose: NDArray[np.bool_], texts: Sequence[str], places: NDArray[np.int64]
    ) -> NDArray[np.int32]:
        """The numbers, of `loose` words those of their variants."""
        missing = np.flatnonzero((self._variant[ids] == 0) & loose)
        if len(missing):
            words = dict(zip(ids[missing].tolist(), np.searchsorted(places, missing).tolist(), strict=True))
            made = self._learn([f.look(texts[i]).loosened() for i in words.values()])
            self._variant[list(words)] = made
        return np.where(loose, self._variant[ids], ids)


_TOKEN = functools.partial(tuple.__new__, Token)


def _numbers(names: Sequence[str], known: dict[str, int]) -> list[int]:
    """The numbers of the known names, 0 (a row of zeros) before them."""
    return [0, *(n for x in names if (n := known.get(x)) is not None)]


def _sums(rows: NDArray[np.int8], numbers: Sequence[Sequence[int]]) -> NDArray[np.int16]:
    """The sum of the rows with each of the lists of numbers."""
    lengths = np.array([len(x) for x in numbers])
    flat = np.fromiter(itertools.chain.from_iterable(numbers), np.int32, lengths.sum())
    return np.add.reduceat(rows[flat], np.cumsum(lengths) - lengths, axis=0, dtype=np.int16)


def _windows(sentences: Sequence[Sentence]) -> Iterator[list[int]]:
    """The bounds of sentences in groups of at most `_WINDOW` tokens, first and last included; a longer one is cut."""
    group: list[int] = []
    for s in sentences:
        for last in (*range(s.first + _WINDOW, s.last, _WINDOW), s.last):
            if group and last - group[0] > _WINDOW:
                yield group
                group = group[-1:]
            group = group or [s.first]
            group.append(last)
    if group:
        yield group


def starts(word: f.Look) -> bool:
    """Whether a sentence may start after the word."""
    return word.form in STARTERS or word.shape == f.EDGE


def word_class(word: f.Look, classes: dict[str, int], endings: dict[str, int]) -> int:
    """The number of the class of `word`: what it can be, from the dictionary or by its ending; 0 for no word."""
    if word.shape == f.EDGE:
        return 0
    found = classes.get(word.form)
    if found is not None:
        return found
    return next((c for e in f.ending(word) if (c := endings.get(e)) is not None), 1)


def looks(
    shapes: NDArray[np.int32], starts: NDArray[np.bool_], firsts: NDArray[np.int64]
) -> tuple[NDArray[np.int32], NDArray[np.bool_]]:
    """Shape, possible start of a sentence and style of capitals as one number; and whose capital says little."""
    n = len(shapes)
    begins = np.zeros(n, np.int32)
    begins[1:] = starts[:-1]
    upper = np.add.reduceat(shapes == f.UPPER, firsts, dtype=np.int32)
    capital = np.add.reduceat(shapes == f.CAPITAL, firsts, dtype=np.int32)
    lower = np.add.reduceat(shapes == f.LOWER, firsts, dtype=np.int32)
    some = upper + capital >= _HEADLINE
    style = np.where(some & (upper > 2 * lower), 2, np.where(some & (capital > lower), 1, 0))
    spread = np.zeros(n, np.int32)
    spread[firsts[0] :] = np.repeat(style, np.diff(np.append(firsts, n)))
    capitals = (shapes == f.CAPITAL) | (shapes == f.UPPER) | (shapes == f.LETTER)
    return (shapes * 2 + begins) * 3 + spread, capitals & ((begins > 0) | (spread > 0))


LOOKS = f.SHAPES * 6


class Pairs:
    """Weights of neighbours taken together: classes in the first pass, classes and tags in the second."""

    def __init__(self, classes: int, data: dict[str, NDArray[Any]]) -> None:
        self._size = classes
        self._first, self._second = data["first"], data["second"]
        self._first_at = _index(data["first_keys"], first_space(classes))
        self._second_at = _index(data["second_keys"], second_space(classes))

    def first(self, classes: NDArray[np.int32], look: NDArray[np.int32]) -> NDArray[np.int16]:
        """Scores of all tags in the first pass."""
        keys = first_keys(classes, look, self._size)
        return _total(self._first, self._first_at[keys])

    def second(
        self, classes: NDArray[np.int32], look: NDArray[np.int32], tags: NDArray[np.int64]
    ) -> NDArray[np.int16]:
        """Scores of all tags in the second pass."""
        keys = second_keys(classes, look, tags, self._size)
        return _total(self._second, self._second_at[keys])


def _total(rows: NDArray[np.int8], numbers: NDArray[np.int32]) -> NDArray[np.int16]:
    """The sums of the rows numbered in each column of `numbers`."""
    total: NDArray[np.int16] = np.add.reduce(rows.take(numbers, axis=0), axis=0, dtype=np.int16)
    return total


def _index(keys: NDArray[np.int32], space: int) -> NDArray[np.int32]:
    """Row of every key, 0 (a row of zeros) for those without weights."""
    at = np.zeros(space, np.int32)
    at[keys] = np.arange(len(keys), dtype=np.int32)
    at[0] = 0
    return at


def first_space(classes: int) -> int:
    """How many keys the first pass can have."""
    return 1 + LOOKS + 5 * classes * classes


def second_space(classes: int) -> int:
    """How many keys the second pass can have."""
    tags = EDGE + 1
    return 1 + LOOKS + 5 * classes * classes + 3 * tags * tags + 2 * classes * tags + classes * tags * tags


def shifted(values: NDArray[Any], by: int, edge: int) -> NDArray[Any]:
    """`values[i + by]` at `i`."""
    moved = np.full_like(values, edge)
    if by < 0:
        moved[-by:] = values[:by]
    else:
        moved[:-by] = values[by:]
    return moved


def first_keys(classes: NDArray[np.int32], look: NDArray[np.int32], size: int) -> NDArray[np.int32]:
    """Keys of the first pass: one column a token."""
    l2, l1, r1, r2 = (shifted(classes, p, 0) for p in PLACES)
    keys = np.empty((6, len(classes)), np.int32)
    keys[0] = 1 + look
    at, square = 1 + LOOKS, size * size
    for k, (a, b) in enumerate(((l1, classes), (classes, r1), (l1, r1), (l2, l1), (r1, r2))):
        keys[k + 1] = (at + k * square) + a * size + b
    return keys


def second_keys(
    classes: NDArray[np.int32], look: NDArray[np.int32], tags: NDArray[np.int64], size: int
) -> NDArray[np.int32]:
    """Keys of the second pass: those of the first and those with tags."""
    n = EDGE + 1
    l2, l1, r1, r2 = (shifted(tags, p, EDGE) for p in PLACES)
    keys = np.empty((12, len(classes)), np.int32)
    keys[:6] = first_keys(classes, look, size)
    at = first_space(size)
    for k, (a, b) in enumerate(((l2, l1), (r1, r2), (l1, r1))):
        keys[6 + k] = (at + k * n * n) + a * n + b
    at += 3 * n * n
    keys[9] = at + classes * n + l1
    keys[10] = at + size * n + classes * n + r1
    at += 2 * size * n
    keys[11] = at + (classes * n + l1) * n + r1
    return keys
