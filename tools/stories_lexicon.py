"""Learn a small lexicon from translations: IBM model 1 (Brown et al. 1993) over stems, into one pivot language.

From NTREX-128 (CC BY-SA 4.0) and the parallel treebanks of PUD (CC BY-SA 3.0), sentence by sentence.
"""

from __future__ import annotations

import gzip
import lzma
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from recoupe.link import terms
from recoupe.link.stories import lexicon

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from pathlib import Path

ROUNDS = 5
LEAST = 0.08
MOST = 3
FREQUENT = 0.25
Stems = list[str]
Pair = tuple[Stems, Stems]


class Entry(NamedTuple):
    """A stem and what it is likely to be in the pivot language, the likeliest first."""

    stem: str
    meanings: list[tuple[str, float]]


def stems(text: str, lang: str) -> Stems:
    """The stems of `text` that a lexicon looks words up by: of the pivot whole words, else also without clitics."""
    found = (t.word.stems for t in terms.tokens(text, lang) if t and t.word.stems)
    return sorted({s for of in found for s in (of[:1] if lang == lexicon.pivot() else of)})


def lines(row: dict[str, str]) -> Iterator[str]:
    """The title and the sentences of an article of NTREX."""
    yield row["title"]
    yield from row["text"].split("\n")


def pud(folder: Path, lang: str) -> list[str]:
    """The sentences of the parallel treebank of `lang`, empty where there is none."""
    path = folder / lang / f"{lang}_pud-ud-test.conllu.xz"
    if not path.is_file():
        return []
    with lzma.open(path, "rt", encoding="utf-8") as found:
        return [line.partition("=")[2].strip() for line in found if line.startswith("# text =")]


def learn(pairs: Sequence[Pair]) -> list[Entry]:
    """What the stems of the first side mean in those of the second, by the sentences where both stand."""
    ours = {s: i for i, s in enumerate(sorted({s for f, _ in pairs for s in f}))}
    pivots = sorted({s for _, e in pairs for s in e})
    theirs = {s: i for i, s in enumerate(pivots)}
    f, e, slots, places = _cells(pairs, ours, theirs)
    cells, where = np.unique(f * len(theirs) + e, return_inverse=True)
    chance = np.ones(len(cells))
    owners = cells // len(theirs)
    for _ in range(ROUNDS):
        weight = chance[where]
        weight /= np.bincount(slots, weight, places)[slots] + 1e-3
        count = np.bincount(where, weight, len(cells))
        chance = count / (np.bincount(owners, count, len(ours)) + 0.3)[owners]
    often = np.bincount([theirs[s] for _, side in pairs for s in side], minlength=len(theirs)) / len(pairs)
    return list(_entries(cells, chance, list(ours), pivots, often))


def _cells(pairs: Sequence[Pair], ours: dict[str, int], theirs: dict[str, int]):  # type: ignore[no-untyped-def] # noqa: ANN202
    """For each pair of stems of one sentence: both numbers, and the place of the second in all the sentences."""
    f, e, slots, place = [], [], [], 0
    for left, right in pairs:
        numbers, others = [ours[s] for s in left], [theirs[s] for s in right]
        f.append(np.repeat(numbers, len(others)))
        e.append(np.tile(others, len(numbers)))
        slots.append(np.tile(np.arange(place, place + len(others)), len(numbers)))
        place += len(others)
    return (*(np.concatenate(x).astype(np.int64) for x in (f, e, slots)), place)


def _entries(cells, chance, ours: Sequence[str], pivots: Sequence[str], often) -> Iterator[Entry]:  # type: ignore[no-untyped-def] # noqa: ANN001
    """The likeliest meanings of each stem; words that every fourth sentence has mean nothing."""
    kept = np.flatnonzero((chance >= LEAST) & (often[cells % len(pivots)] < FREQUENT))
    found: dict[int, list[tuple[str, float]]] = {}
    for i in kept[np.argsort(-chance[kept], kind="stable")].tolist():
        meanings = found.setdefault(int(cells[i] // len(pivots)), [])
        if len(meanings) < MOST:
            meanings.append((pivots[int(cells[i] % len(pivots))], float(min(chance[i], 1.0))))
    for number in sorted(found):
        yield Entry(ours[number], found[number])


def table(entries: Iterable[Entry]) -> lexicon.Table:
    """The entries as the package looks words up."""
    return dict(lexicon.parsed(_line(entry)) for entry in entries)


def _line(entry: Entry) -> str:
    return "\t".join((entry.stem, *(f"{word} {max(round(100 * share), 1)}" for word, share in entry.meanings)))


def write(entries: Iterable[Entry], path: Path) -> None:
    """Write the lexicon of a language, the same bytes each time."""
    text = "".join(f"{_line(entry)}\n" for entry in entries)
    path.write_bytes(gzip.compress(text.encode("utf-8"), mtime=0))
