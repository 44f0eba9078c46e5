"""Parts of speech: two log-linear passes over a whole text at once.

The first pass scores every tag of a token from the token and two neighbours on each side; the second does so again
and sees the tags that the first gave to these neighbours. A word's share of all scores is worked out once and kept,
so tagging is a few sums over arrays of small integers: exact, and the same on every machine. Universal POS tags:
de Marneffe et al. 2021, "Universal Dependencies". Two passes instead of a search: as in stacked sequential
learning (Cohen and Carvalho 2005).
"""

from __future__ import annotations

import functools
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
STARTERS = frozenset("«»“”„\"'‘’‹›`:;-–—•*([…")
_WINDOW = 2000
_KNOWN = 20_000
_HEADLINE = 3
_ROW = 2 * WIDTH * (1 + len(PLACES))


@functools.cache
def tagger(code: str) -> Tagger | None:
    """The tagger of language `code`; None where there are no weights."""
    path = FOLDER / f"{code}.npz"
    if not (code.isalpha() and path.is_file()):
        return None
    with np.load(path, allow_pickle=False) as data:
        return Tagger({name: data[name] for name in data.files})


def words(array: Any) -> dict[str, int]:
    """The strings of a packed array, numbered."""
    return {w: i for i, w in enumerate(array.tobytes().decode().split("\n"))}


class Tagger:
    """The weights of one language and the rows of the words met so far."""

    def __init__(self, data: dict[str, NDArray[Any]]) -> None:
        self._own, self._around = words(data["own_names"]), words(data["context_names"])
        self._own_rows, self._around_rows = data["own"], data["context"]
        self._classes = dict(zip(words(data["class_names"]), data["classes"].tolist(), strict=True))
        self._endings = dict(zip(words(data["ending_names"]), data["endings"].tolist(), strict=True))
        self._pairs = Pairs(int(data["sizes"][0]), data)
        self._reset()

    def _reset(self) -> None:
        """Forget all words."""
        self._ids: dict[str, int] = {}
        self._rows = np.zeros((1024, _ROW), np.int16)
        self._class = np.zeros(1024, np.int32)
        self._shape = np.zeros(1024, np.int32)
        self._starts = np.zeros(1024, np.bool_)
        self._learn("")

    def _learn(self, word: str) -> int:
        """Work out the row of a new word; its number. The empty word is what lies outside a sentence."""
        i = self._ids[word] = len(self._ids)
        if i == len(self._rows):
            self._rows, self._class, self._shape, self._starts = (
                np.concatenate([a, np.zeros_like(a)]) for a in (self._rows, self._class, self._shape, self._starts)
            )
        row = self._rows[i]
        if word:
            own = [n for x in f.lexical(word) if (n := self._own.get(x)) is not None]
            row[: 2 * WIDTH] = self._own_rows[own].sum(0, np.int16)
        beside = f.context(word) if word else ["w="]
        around = [n for x in beside if (n := self._around.get(x)) is not None]
        row[2 * WIDTH :] = self._around_rows[around].sum(0, np.int16)
        self._class[i] = word_class(word, self._classes, self._endings)
        self._shape[i] = f.shape(word) if word else f.PAD
        self._starts[i] = not word or word in STARTERS
        return i

    def tag(self, tokens: Sequence[Token], sentences: Sequence[Sentence]) -> list[Token]:
        """The tokens with their tags."""
        done: list[Token] = []
        for window in _windows(sentences):
            if len(self._ids) > _KNOWN:
                self._reset()
            ids, places = [0, 0], []
            get, learn = self._ids.get, self._learn
            for first, last in window:
                places.append(len(ids))
                for t in tokens[first:last]:
                    i = get(t.text)
                    ids.append(learn(t.text) if i is None else i)
                ids += (0, 0)
            found = iter(self._tags(np.array(ids, np.int32), places))
            for first, last in window:
                done += [Token(t[0], t[1], t[2], TAGS[next(found)]) for t in tokens[first:last]]
        return done

    def _tags(self, ids: NDArray[np.int32], firsts: Sequence[int]) -> list[int]:
        """Tag numbers of all words of `ids` that are not 0."""
        rows = self._rows[ids]
        scores = rows[:, : 2 * WIDTH].copy()
        for k, place in enumerate(PLACES):
            part = rows[:, 2 * WIDTH * (k + 1) : 2 * WIDTH * (k + 2)]
            if place < 0:
                scores[-place:] += part[:place]
            else:
                scores[:-place] += part[place:]
        classes, real = self._class[ids], ids > 0
        look = looks(self._shape[ids], self._starts[ids], firsts)
        first = scores[:, :WIDTH] + self._pairs.first(classes, look)
        tags = np.where(real, first.argmax(1), EDGE)
        second = scores[:, WIDTH:] + self._pairs.second(classes, look, tags)
        found: list[int] = second.argmax(1)[real].tolist()
        return found


def _windows(sentences: Sequence[Sentence]) -> Iterator[list[tuple[int, int]]]:
    """Groups of token ranges, at most `_WINDOW` tokens a group; a longer sentence is cut."""
    group: list[tuple[int, int]] = []
    size = 0
    for s in sentences:
        for first in range(s.first, s.last, _WINDOW):
            last = min(first + _WINDOW, s.last)
            if size + last - first > _WINDOW and group:
                yield group
                group, size = [], 0
            group.append((first, last))
            size += last - first
    if group:
        yield group


def word_class(word: str, classes: dict[str, int], endings: dict[str, int]) -> int:
    """The number of the class of `word`: what it can be, from the dictionary or by its ending; 0 for no word."""
    if not word:
        return 0
    found = classes.get(f.form(word))
    if found is not None:
        return found
    return next((c for e in f.ending(word) if (c := endings.get(e)) is not None), 1)


def looks(shapes: NDArray[np.int32], starts: NDArray[np.bool_], firsts: Sequence[int]) -> NDArray[np.int32]:
    """Shape, whether a sentence may start there, and whether it is a headline in capitals, as one number."""
    n = len(shapes)
    begins = np.zeros(n, np.int32)
    begins[1:] = starts[:-1]
    upper = np.add.reduceat(shapes == f.UPPER, firsts, dtype=np.int32)
    capital = np.add.reduceat(shapes == f.CAPITAL, firsts, dtype=np.int32)
    lower = np.add.reduceat(shapes == f.LOWER, firsts, dtype=np.int32)
    some = upper + capital >= _HEADLINE
    style = np.where(some & (upper > 2 * lower), 2, np.where(some & (capital > lower), 1, 0))
    spread = np.zeros(n, np.int32)
    spread[firsts[0] :] = np.repeat(style, np.diff([*firsts, n]))
    return (shapes * 2 + begins) * 3 + spread


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
        return self._first[self._first_at[keys]].sum(1, np.int16)

    def second(
        self, classes: NDArray[np.int32], look: NDArray[np.int32], tags: NDArray[np.int64]
    ) -> NDArray[np.int16]:
        """Scores of all tags in the second pass."""
        keys = second_keys(classes, look, tags, self._size)
        return self._second[self._second_at[keys]].sum(1, np.int16)


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
    """Keys of the first pass: one row a token."""
    l2, l1, r1, r2 = (shifted(classes, p, 0) for p in PLACES)
    keys = np.empty((len(classes), 6), np.int32)
    keys[:, 0] = 1 + look
    at, square = 1 + LOOKS, size * size
    for k, (a, b) in enumerate(((l1, classes), (classes, r1), (l1, r1), (l2, l1), (r1, r2))):
        keys[:, k + 1] = at + k * square + a * size + b
    return keys


def second_keys(
    classes: NDArray[np.int32], look: NDArray[np.int32], tags: NDArray[np.int64], size: int
) -> NDArray[np.int32]:
    """Keys of the second pass: those of the first and those with tags."""
    n = EDGE + 1
    l2, l1, r1, r2 = (shifted(tags, p, EDGE) for p in PLACES)
    keys = np.empty((len(classes), 12), np.int32)
    keys[:, :6] = first_keys(classes, look, size)
    at = first_space(size)
    for k, (a, b) in enumerate(((l2, l1), (r1, r2), (l1, r1))):
        keys[:, 6 + k] = at + k * n * n + a * n + b
    at += 3 * n * n
    keys[:, 9] = at + classes * n + l1
    keys[:, 10] = at + size * n + classes * n + r1
    at += 2 * size * n
    keys[:, 11] = at + (classes * n + l1) * n + r1
    return keys
