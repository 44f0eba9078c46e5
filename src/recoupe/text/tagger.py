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

from recoupe.lang.letters import caseless
from recoupe.model import Token
from recoupe.text import features as f
from recoupe.text.pairs import EDGE, PLACES, TAGS, Pairs, looks

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from numpy.typing import NDArray

    from recoupe.model import Sentence

FOLDER = Path(__file__).parent / "weights"
WIDTH = len(TAGS)
CLOSED = np.array([TAGS.index(tag) for tag in ("ADP", "AUX", "CCONJ", "DET", "PART", "PRON", "SCONJ")])
"""Classes that get no new words; in a script without capitals, whose endings tell less, an unknown word has none."""
STARTERS = frozenset("«»“”„\"'‘‹›`:;-–—•*([…")
_WINDOW = 2000
_KNOWN = 20_000
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
    return dict(zip(array.tobytes().decode().split("\n"), itertools.count(first)))


class Tagger:
    """The weights of one language and the rows of the words met so far."""

    def __init__(self, data: dict[str, NDArray[Any]]) -> None:
        self._own, self._around = words(data["own_names"], 1), words(data["context_names"], 1)
        self._own_rows, self._around_rows = data["own"], data["context"]
        self._classes = dict(zip(words(data["class_names"]), data["classes"].tolist(), strict=True))
        self._endings = dict(zip(words(data["ending_names"]), data["endings"].tolist(), strict=True))
        self._common = frozenset(words(data["common"])) if "common" in data else frozenset()
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
        self._open = np.zeros(1024, np.bool_)
        self._learn([f.EDGE_LOOK])
        self._ids[""] = 0

    def _learn(self, new: Sequence[f.Look]) -> range:
        """Work out the rows of new words; their numbers."""
        first, self._free = self._free, self._free + len(new)
        while self._free > len(self._rows):
            self._rows, self._class, self._shape, self._starts, self._variant, self._open = (
                np.concatenate([a, np.zeros_like(a)])
                for a in (self._rows, self._class, self._shape, self._starts, self._variant, self._open)
            )
        here = slice(first, self._free)
        self._rows[here, : 2 * WIDTH] = _sums(self._own_rows, [_numbers(f.lexical(w), self._own) for w in new])
        self._rows[here, 2 * WIDTH :] = _sums(self._around_rows, [_numbers(f.context(w), self._around) for w in new])
        self._class[here] = [word_class(w, self._classes, self._endings) for w in new]
        self._shape[here] = [w.shape for w in new]
        self._starts[here] = [starts(w) for w in new]
        self._open[here] = [w.shape % f.LOOSE == f.UNCASED and w.form not in self._classes for w in new]
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

    def unheard(self, texts: Iterable[str]) -> frozenset[str]:
        """Those of `texts` in a script without capitals that no treebank has as common words; none without a list."""
        if not self._common:
            return frozenset()
        return frozenset(t for t in set(texts) if caseless(t) and f.form(t) not in self._common)

    def _tags(self, texts: Sequence[str], lengths: NDArray[np.int64]) -> list[int]:
        """Tag numbers of the words of sentences of such lengths."""
        if new := [w for w in dict.fromkeys(texts) if w not in self._ids]:
            self._ids.update(zip(new, self._learn([*map(f.look, new)]), strict=True))
        places = np.arange(len(texts)) + 2 * np.repeat(np.arange(1, len(lengths) + 1), lengths)
        ids = np.zeros(len(texts) + 2 * len(lengths) + 2, np.int32)
        ids[places] = list(map(self._ids.__getitem__, texts))
        firsts = places[np.cumsum(lengths) - lengths]
        look, loose = looks(self._shape[ids], self._starts[ids], firsts)
        ids = self._loosened(ids, loose, texts, places)
        rows = self._rows.take(ids, axis=0)
        scores = rows[:, : 2 * WIDTH].copy()
        for k, place in enumerate(PLACES):
            part = rows[:, 2 * WIDTH * (k + 1) : 2 * WIDTH * (k + 2)]
            if place < 0:
                scores[-place:] += part[:place]
            else:
                scores[:-place] += part[place:]
        classes = self._class[ids]
        near = self._pairs.near(classes, look)
        first = scores[:, :WIDTH] + self._pairs.first(near)
        tags = np.where(ids > 0, first.argmax(1), EDGE)
        second = scores[:, WIDTH:] + self._pairs.second(near, classes, tags)
        if (unknown := self._open[ids]).any():
            second[np.ix_(unknown, CLOSED)] = np.iinfo(second.dtype).min
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
    return [0, *filter(None, map(known.get, names))]


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
