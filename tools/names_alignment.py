"""How letters of a script are written in Latin ones, from pairs of spellings: an alignment and decisions by neighbours.

Alignment: each letter of the one spelling stands for a stretch of the other (none to `longest` letters); stretches'
chances are counted from the best alignments of the round before (hard expectation-maximisation), at first from a plain
table. Decisions: for every window around a letter the stretch that it mostly stands for, kept where a smaller window
would say otherwise.
"""

from __future__ import annotations

import math
import zlib
from collections import Counter, defaultdict
from typing import TYPE_CHECKING, NamedTuple

from recoupe.lang.roman.letters import EDGE, WINDOWS

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

ROUNDS = 4
SAMPLE = 8000  # the most frequent pairs, which all rounds but the last learn from
POOR = -2.3  # mean log chance a letter under which two spellings are not of one name
PRIOR = 2.0
LEAN = 4.0  # how many sightings the next smaller window counts for
MOST = 40_000  # pairs that are learned from


class Pair(NamedTuple):
    """A word in letters of its script, the same in Latin ones, and how much it counts."""

    word: str
    latin: str
    weight: float


class Aligner:
    """Chances of stretches by letter; `table` gives the plain writing of a letter."""

    def __init__(self, table: Callable[[str], str], longest: int) -> None:
        self.table, self.longest = table, longest
        self.chance: dict[str, dict[str, float]] = {}

    def first(self, letter: str, stretch: str) -> float:
        """Log chance before anything is counted."""
        plain = self.table(letter)
        if stretch == plain:
            return -0.4
        if not stretch:
            return -2.5
        return -2.0 - 0.5 * len(stretch) if plain[:1] == stretch[0] else -4.5 - 0.7 * len(stretch)

    def score(self, letter: str, stretch: str) -> float:
        """Log chance that `letter` stands for `stretch`."""
        known = self.chance.get(letter)
        if known is None:
            return self.first(letter, stretch)
        found = known.get(stretch)
        return found if found is not None else self.first(letter, stretch) - known["\0"]

    def align(self, word: str, latin: str) -> tuple[float, list[str]]:
        """Mean log chance a letter of the best alignment, and the stretch of each letter."""
        n, m = len(word), len(latin)
        best = [[-1e9] * (m + 1) for _ in range(n + 1)]
        back = [[0] * (m + 1) for _ in range(n + 1)]
        best[0][0] = 0.0
        for i, letter in enumerate(word):
            row, nxt, came = best[i], best[i + 1], back[i + 1]
            for j in range(m + 1):
                if (here := row[j]) < -1e8:
                    continue
                for k in range(j, min(m, j + self.longest) + 1):
                    total = here + self.score(letter, latin[j:k])
                    if total > nxt[k]:
                        nxt[k], came[k] = total, k - j
        out, j = [], m
        for i in range(n, 0, -1):
            out.append(latin[j - back[i][j] : j])
            j -= back[i][j]
        return best[n][m] / n, out[::-1]

    def learn(self, pairs: Sequence[Pair]) -> list[tuple[Pair, list[str]]]:
        """Count chances over ROUNDS; give the pairs that align well, with their stretches."""
        kept: list[tuple[Pair, list[str]]] = []
        pairs = sorted(pairs, key=lambda p: (-p.weight, zlib.crc32(p.latin.encode()), p))[:MOST]
        for turn in range(ROUNDS):
            last = turn == ROUNDS - 1
            aligned = [(p, *self.align(p.word, p.latin)) for p in (pairs if last else pairs[:SAMPLE])]
            poor = POOR - (ROUNDS - 1 - turn)
            kept = [(p, stretches) for p, score, stretches in aligned if score > poor]
            self._count(kept)
        return kept

    def _count(self, aligned: Iterable[tuple[Pair, list[str]]]) -> None:
        counts: dict[str, Counter[str]] = defaultdict(Counter)
        for pair, stretches in aligned:
            for letter, stretch in zip(pair.word, stretches, strict=True):
                counts[letter][stretch] += pair.weight  # type: ignore[assignment]
        self.chance = {}
        for letter, seen in counts.items():
            total = sum(seen.values()) + PRIOR
            self.chance[letter] = {
                s: math.log((n + PRIOR * math.exp(self.first(letter, s))) / total) for s, n in seen.items()
            } | {"\0": math.log(total / PRIOR)}


def decisions(aligned: Iterable[tuple[Pair, list[str]]]) -> dict[str, str]:
    """What a letter becomes, by window, as recoupe.lang.roman.letters looks it up.

    The chance of a stretch in a window leans on that in the next smaller one, the more the less was seen.
    """
    counts: dict[tuple[int, int], dict[str, dict[str, float]]] = {w: {} for w in WINDOWS}
    for pair, stretches in aligned:
        padded = f"{EDGE * 2}{pair.word}{EDGE * 2}"
        for at, stretch in enumerate(stretches, 2):
            for window in WINDOWS:
                seen = counts[window].setdefault(_key(padded, at, window), {})
                seen[stretch] = seen.get(stretch, 0.0) + pair.weight
    out: dict[str, str] = {}
    chances: dict[str, dict[str, float]] = {}
    for window in reversed(WINDOWS):
        here: dict[str, dict[str, float]] = {}
        for key, seen in counts[window].items():
            smaller = chances.get(_smaller(key, window), {})
            here[key] = chance = _leaning(seen, smaller)
            best = max(chance, key=lambda s: (chance[s], s))
            if not smaller or best != max(smaller, key=lambda s: (smaller[s], s)):
                out[key] = best
        chances = here
    return dict(sorted(out.items()))


def _leaning(seen: dict[str, float], smaller: dict[str, float]) -> dict[str, float]:
    total = sum(seen.values()) + (LEAN if smaller else 0)
    return {s: (seen.get(s, 0.0) + LEAN * smaller.get(s, 0.0)) / total for s in {**seen, **smaller}}


def _key(padded: str, at: int, window: tuple[int, int]) -> str:
    left, right = window
    return f"{padded[at - left : at]}{left}{padded[at : at + right + 1]}"


def _smaller(key: str, window: tuple[int, int]) -> str:
    """The key of the next smaller window inside `window`."""
    if window == WINDOWS[-1]:
        return ""
    left, right = WINDOWS[WINDOWS.index(window) + 1]
    before, letters = key[: window[0]], key[window[0] + 1 :]
    return f"{before[len(before) - left :]}{left}{letters[: right + 1]}"
