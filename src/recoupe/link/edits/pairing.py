"""Which sentences, or statements, of two versions are the same, or the same reworded."""

from __future__ import annotations

from collections import Counter, defaultdict
from itertools import groupby
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from recoupe.link.edits.version import Line, Words

T = TypeVar("T")

_ALIKE = 0.4  # of words by their weight, and
_SHARED = 0.5  # of words each counting the same: what has less in common is another sentence
_COMMON = 60  # sentences with a word that does not lead from one to the other any more


def left(old: Sequence[Line], new: Sequence[Line]) -> tuple[list[Line], list[Line]]:
    """The sentences of either version that the other does not have, wherever they stand in it."""
    mine, theirs = Counter(x.words for x in old), Counter(x.words for x in new)
    gone, come = _beyond(old, theirs), _beyond(new, mine)
    runs, others = _runs(gone), _runs(come)  # where a stop came or went, two sentences are one
    same = runs.keys() & others.keys()
    mended, again = ({x.n for joined in same for x in found[joined]} for found in (runs, others))
    return [x for x in gone if x.n not in mended], [x for x in come if x.n not in again]


def _beyond(lines: Sequence[Line], others: Mapping[Words, int]) -> list[Line]:
    """Those of `lines` that are not among the others; of one that is there more often, the last ones."""
    seen: Counter[Words] = Counter()
    found = []
    for line in lines:
        seen[line.words] += 1
        if seen[line.words] > others.get(line.words, 0):
            found.append(line)
    return found


def _runs(lines: Sequence[Line]) -> dict[Words, list[Line]]:
    """Sentences of one paragraph that follow each other, by all their words."""
    out: dict[Words, list[Line]] = {}
    for _, group in groupby(enumerate(lines), key=lambda x: (x[1].paragraph, x[1].n - x[0])):
        run = [line for _, line in group]
        for start in range(len(run)):
            for end in range(start + 1, min(len(run), start + 3) + 1):
                out.setdefault(tuple(w for line in run[start:end] for w in line.words), run[start:end])
    return out


def weights(*versions: Iterable[Line]) -> dict[str, float]:
    """How much each word says: those that stand everywhere say little."""
    counts = [Counter(w for line in lines for w in line.words) for lines in versions]
    return {w: 1 / max(c[w] for c in counts) for c in counts for w in c}


def alike(one: Words, other: Words, weight: Mapping[str, float]) -> float:
    """How much two rows of words have in common, by their weight, 0..1 (Dice); 0 where they share too few."""
    mine, theirs = Counter(one), Counter(other)
    shared = mine & theirs
    if 2 * shared.total() < _SHARED * (len(one) + len(other)):
        return 0.0
    whole = _sum(mine, weight) + _sum(theirs, weight)
    found = 2 * _sum(shared, weight) / whole if whole else 0.0
    return found if found >= _ALIKE else 0.0


def _sum(words: Counter[str], weight: Mapping[str, float]) -> float:
    return sum(weight.get(w, 1.0) * n for w, n in words.items())


def paired(
    old: Sequence[tuple[T, Words]], new: Sequence[tuple[T, Words]], weight: Mapping[str, float]
) -> list[tuple[T, T, float]]:
    """The pairs that are most alike, each thing in one at most; of equals, those at about the same place."""
    places: dict[str, list[int]] = defaultdict(list)
    for n, (_, told) in enumerate(new):
        for word in set(told):
            places[word].append(n)
    found = []
    for n, (_, told) in enumerate(old):
        near = {m for w in set(told) if len(places[w]) <= _COMMON for m in places[w]}
        scored = ((alike(told, new[m][1], weight), m) for m in near)
        found += [(-score, abs(n / len(old) - m / len(new)), n, m) for score, m in scored if score]
    pairs, used, taken = [], set(), set()
    for score, _, n, m in sorted(found):
        if n not in used and m not in taken:
            used.add(n)
            taken.add(m)
            pairs.append((old[n][0], new[m][0], -score))
    return pairs
