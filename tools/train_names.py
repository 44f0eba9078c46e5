"""Train the comparer of names: python tools/train_names.py [--measure] (after tools/train_roman.py).

Writes src/recoupe/link/names/weights/names.npz: costs of letters, counts of name words, trees. Learned from the parts
"train" and "tune" of the pairs (names_sets.py). With --measure the trees are learned from "train" alone and judged on
"tune"; the part "aside" is judged by `python -m bench --only names` alone.
"""

from __future__ import annotations

import argparse
import math
import random
import time
import zlib
from collections import Counter
from typing import TYPE_CHECKING

import names_sets as sets
import numpy as np
from bench.names import script
from bench.names import weights as weighing
from names_boosting import Trees, grow
from names_costs import learn

from recoupe.lang.roman import plain, reading, scripts
from recoupe.link.names import learned as kept
from recoupe.link.names.facts import NAMES, facts
from recoupe.link.names.pairing import pairing
from recoupe.link.names.parts import name

if TYPE_CHECKING:
    from names_sets import Row
    from numpy.typing import NDArray

WORDS_A_SCRIPT, LATIN_WORDS = 4000, 8000
SLOTS, SEEN = 1 << 18, 4  # of the table of counts; words seen less often count as unseen
HEAVIEST = 4.0  # of a negative
STRANGERS, STRANGE = 4000, 0.7  # pairs of names that have nothing in common, twice; the weight of each
LEAST = 60  # pairs of a group that is reported
TREES, DEPTH, RATE = 120, 6, 0.12


def costs(pairs: list[Row]) -> NDArray[np.float32]:
    """Costs of letters from readings of words and their Latin spelling, and from spellings in Latin letters."""
    spelt: list[tuple[str, str]] = []
    chosen = random.Random(1)
    by_script: dict[str, list[Row]] = {}
    for row in sets.rows("words_train"):
        by_script.setdefault(scripts.of(row["x"]), []).append(row)
    for found in by_script.values():
        rows = chosen.sample(found, min(len(found), WORDS_A_SCRIPT))
        spelt += [(reading(row["x"]), plain(row["en"])) for row in rows]
    latin = [
        (plain(x), plain(y))
        for p in pairs
        if p["same"] and scripts.of(p["a"]) == scripts.of(p["b"]) == scripts.LATIN
        for x, y in zip(p["a"].split(), p["b"].split(), strict=False)
        if len(p["a"].split()) == len(p["b"].split()) and x != y
    ]
    return learn([(x, y) for x, y in (*spelt, *latin[:LATIN_WORDS] * 2) if x and y])


def counts() -> NDArray[np.uint8]:
    """How often words were seen, as log2, by checksum."""
    seen: Counter[str] = Counter()
    for row in sets.rows("words_train"):
        seen[plain(row["en"])] += row["n"]
    table = np.zeros(SLOTS, np.uint8)
    for word, n in seen.items():
        if n >= SEEN:
            at = zlib.crc32(word.encode()) % SLOTS
            table[at] = max(table[at], round(math.log2(n)))
    return table


def matrix(pairs: list[Row]) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """The facts of every pair, and 1 where they are of one."""
    out = np.zeros((len(pairs), len(NAMES)))
    for i, p in enumerate(pairs):
        a, b = name(p["a"], p.get("lang_a")), name(p["b"], p.get("lang_b"))
        if a.words and b.words:
            out[i] = facts(a, b, pairing(a, b))
    return out, np.array([float(p["same"]) for p in pairs])


def strangers(pairs: list[Row]) -> list[Row]:
    """Pairs of names that have nothing in common, half of them lone words: negatives of the sets are near ones."""
    chosen = random.Random(2)
    names = sorted({(p[side], p[f"id_{side}"], p.get(f"lang_{side}") or "") for p in pairs for side in "ab"})
    lone = [n for n in names if len(n[0].split()) == 1]
    drawn = [(chosen.choice(kind), chosen.choice(kind)) for kind in (names, lone) for _ in range(STRANGERS)]
    return [
        {"a": a[0], "b": b[0], "lang_a": a[2] or None, "lang_b": b[2] or None, "same": False}
        for a, b in drawn
        if a[1] != b[1]
    ]


def weights(pairs: list[Row]) -> NDArray[np.float64]:
    """Weights that give back to the negatives of every source the share that they have in the whole set."""
    return np.minimum(weighing(pairs), HEAVIEST)


def best(scores: NDArray[np.float64], y: NDArray[np.float64], weight: NDArray[np.float64]) -> tuple[float, float]:
    """The greatest F1 and its bound."""
    order = np.argsort(-scores)
    right, wrong = np.cumsum((y * weight)[order]), np.cumsum(((1 - y) * weight)[order])
    f1 = 2 * right / (right + wrong + (y * weight).sum())
    at = int(f1.argmax())
    return float(f1[at]), float(scores[order[at]])


def save(letters: NDArray[np.float32], table: NDArray[np.uint8], trees: Trees, shift: float) -> None:
    """Write the weights."""
    kept.FILE.parent.mkdir(exist_ok=True)
    np.savez_compressed(kept.FILE, costs=letters, counts=table, **trees._asdict(), shift=np.float32(shift))
    kept.learned.cache_clear()


def main() -> None:
    """Learn, then write or measure."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--measure", action="store_true", help="leave the weights as they are")
    arguments = options.parse_args()
    letters, seen = costs(sets.of("train")), counts()
    nothing = Trees(np.zeros((1, 1), np.int16), np.zeros((1, 1), np.float32), np.zeros((1, 2), np.float32))
    if not arguments.measure:
        save(letters, seen, nothing, 0.0)
    start = time.process_time()
    train, tune = sets.of("train"), sets.of("tune")
    (x, y), (u, v) = (matrix(rows) for rows in (train, tune))
    print(f"{len(x) + len(u)} pairs, {(len(x) + len(u)) / (time.process_time() - start):.0f} a second")
    far, none = matrix(strangers(train))
    alone = np.full(len(far), STRANGE)
    trees = grow(
        np.vstack([x, far]), np.hstack([y, none]), np.hstack([weights(train), alone]),
        trees=TREES, depth=DEPTH, rate=RATE,
    )  # fmt: skip
    values = trees.values(u)
    f1, bound = best(values, v, weights(tune))
    print(f"F1 {f1:.4f} at {bound:.3f} on {len(tune)} pairs to tune on")
    report(tune, values, bound, trees)
    if not arguments.measure:
        both = [*train, *tune]
        trees = grow(
            np.vstack([x, u, far]), np.hstack([y, v, none]), np.hstack([weights(both), alone]),
            trees=TREES, depth=DEPTH, rate=RATE,
        )  # fmt: skip
        save(letters, seen, trees, -bound)


def report(judged: list[Row], values: NDArray[np.float64], bound: float, trees: Trees) -> None:
    """Print F1 by source and script, and how often every fact is asked."""
    y, weight = np.array([float(p["same"]) for p in judged]), weights(judged)
    groups: dict[str, list[int]] = {}
    for i, p in enumerate(judged):
        for key in (p["source"], script(p)):
            groups.setdefault(key, []).append(i)
    for key, at in sorted(groups.items()):
        if len(at) >= LEAST:
            found = values[at] >= bound
            right = (found * y[at] * weight[at]).sum()
            f1 = 2 * right / ((found * weight[at]).sum() + (y[at] * weight[at]).sum())
            print(f"  {key:30} {len(at):6} F1 {f1:.3f}")
    print(Counter(NAMES[f] for f in trees.facts.ravel()).most_common())


if __name__ == "__main__":
    main()
