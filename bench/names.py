"""Comparing names: figures on the part of the pairs that nothing was learned from or tuned on, peers beside them.

The pairs are split by person and place: those of a small group that negatives tie together go into one part; in the
large groups every one goes its own way, and pairs across parts are left out. That leaves out more negatives than
positives, so that F1 here weighs negatives up to the share that they have in the whole set, source by source.
"""

from __future__ import annotations

import collections
import functools
import random
import time
import zlib
from typing import TYPE_CHECKING, Literal

from bench import scorers, shared
from bench.scorers import percent

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from bench.answers import Answers
    from bench.scorers import Figures
    from bench.shared import Row

    Compare = Callable[[Row], float]

Part = Literal["train", "tune", "aside", ""]
SET = "names/pairs_dev"
PLACES = "places"
SMALL = 300
ROUNDS, TIMED, LIST = 3, 2000, 500
STRANGERS, BOUND = 4000, 0.5


def figures(answers: Answers) -> Figures:
    """All figures of recoupe's comparer."""
    from recoupe.link.names import SAME  # noqa: PLC0415

    pairs = aside()
    scores = [ours(p) for p in pairs]
    out = (
        weighed(pairs, scores, SAME) | rates(pairs[:TIMED]) | blocking(pairs, scores, SAME) | strangers(pairs) | seed()
    )
    scored = scorers.run("names", *written(answers.folder, pairs, scores))
    return out | {f"scorer {k}": v for k, v in scored.items()}


def peer(name: str, _answers: Answers) -> Figures:
    """A peer's figures on the same pairs, at the bound that is best on the part "tune"; nothing if not installed."""
    from bench import names_peers  # noqa: PLC0415

    compare = names_peers.PEERS[name]()
    if compare is None:
        return {}
    tune, pairs = of("tune"), aside()
    bound = best_bound(tune, [compare(p) for p in tune])
    start = time.process_time()
    scores = [compare(p) for p in pairs]
    return weighed(pairs, scores, bound) | {"pairs a second": round(len(pairs) / (time.process_time() - start))}


def ours(pair: Row) -> float:
    """Give recoupe's score."""
    from recoupe.link.names import compare_names  # noqa: PLC0415

    return compare_names(pair["a"], pair["b"], lang_a=pair.get("lang_a"), lang_b=pair.get("lang_b")).value


def written(folder: Path, pairs: list[Row], scores: list[float]) -> tuple[Path, Path]:
    """Write the files that the shared scorer takes."""
    rows = [{"score": s} for s in scores]
    return (
        shared.write_rows(folder / "names.pairs.jsonl", pairs),
        shared.write_rows(folder / "names.scores.jsonl", rows),
    )


def rates(pairs: list[Row]) -> Figures:
    """Pairs a CPU second, the best of ROUNDS: every name seen for the first time, and all seen before.

    One by one, and in lists, as `recoupe names compare --pairs` has them.
    """
    from recoupe.lang.roman import sounds  # noqa: PLC0415
    from recoupe.link import names  # noqa: PLC0415
    from recoupe.link.names import alike, parts  # noqa: PLC0415

    def rate(*, fresh: bool, lists: bool = False) -> float:
        if fresh:
            for cached in (parts.name, parts._word, sounds.bones, sounds.shared, sounds._bits, alike.close):  # noqa: SLF001
                cached.cache_clear()
        start = time.process_time()
        if lists:
            for at in range(0, len(pairs), LIST):
                names.compare_pairs((p["a"], p["b"], None, None) for p in pairs[at : at + LIST])
        else:
            for p in pairs:
                names.compare_names(p["a"], p["b"])
        return len(pairs) / (time.process_time() - start)

    return {
        "pairs a second": round(max(rate(fresh=True) for _ in range(ROUNDS))),
        "pairs a second, in lists": round(max(rate(fresh=True, lists=True) for _ in range(ROUNDS))),
        "pairs a second, names seen before": round(max(rate(fresh=False) for _ in range(ROUNDS))),
    }


def blocking(pairs: list[Row], scores: list[float], bound: float) -> Figures:
    """How many pairs of one name share a key, of all and of those that the score links; how crowded keys are.

    "met of 1000": of 1,000 names of this set, in which every name has near ones, those that a name shares a key with.
    """
    from recoupe.link.names import keys  # noqa: PLC0415

    same = [(p, score) for p, score in zip(pairs, scores, strict=True) if p["same"]]
    met = [not set(keys(p["a"], p.get("lang_a"))).isdisjoint(keys(p["b"], p.get("lang_b"))) for p, _ in same]
    linked = [m for m, (_, score) in zip(met, same, strict=True) if score >= bound]
    persons = [m for m, (p, _) in zip(met, same, strict=True) if p["source"] != PLACES]
    found = sorted({p[side] for p in pairs for side in "ab"})
    buckets: dict[str, set[int]] = collections.defaultdict(set)
    for number, name in enumerate(found):
        for key in keys(name):
            buckets[key].add(number)
    others = sum(len(set().union(*(buckets[k] for k in keys(name)))) - 1 for name in found)
    return {
        "key recall.%": percent(sum(met), len(met)),
        "key recall of linked.%": percent(sum(linked), len(linked)),
        "key recall of persons.%": percent(sum(persons), len(persons)),
        "key bucket": round(sum(map(len, buckets.values())) / len(buckets), 2),
        "met of 1000": round(1000 * others / len(found) ** 2, 1),
    }


def strangers(pairs: list[Row]) -> Figures:
    """How many pairs of names drawn at random, of different persons or places, are told apart."""
    drawn = random.Random(3)
    names = sorted({(p[side], p[f"id_{side}"]) for p in pairs for side in "ab"})
    both = [(drawn.choice(names), drawn.choice(names)) for _ in range(STRANGERS)]
    apart = [ours({"a": a, "b": b}) < BOUND for (a, i), (b, j) in both if i != j]
    return {"strangers told apart.%": percent2(sum(apart), len(apart))}


def seed() -> Figures:
    """The seed's names: full ones told apart and together; those where one is a lone word, which must stay apart."""
    from recoupe.link.names import SAME, compare_names  # noqa: PLC0415
    from recoupe.link.names.parts import name  # noqa: PLC0415

    right: dict[str, list[bool]] = {"seed lone": [], "seed full": []}
    for p in shared.read_rows(shared.gold("names/motivating")):
        lone = min(len(name(p["a"]).words), len(name(p["b"]).words)) == 1
        one = compare_names(p["a"], p["b"], kind="person").value >= SAME
        right["seed lone" if lone else "seed full"].append(not one if lone else one == p["same"])
    return {f"{k}.%": percent(sum(v), len(v)) for k, v in right.items()}


def weighed(pairs: list[Row], scores: list[float], bound: float) -> Figures:
    """P, R and F1 at `bound`, of all, by source and by script, negatives weighed up."""
    weight = weights(pairs)
    groups: dict[str, list[int]] = collections.defaultdict(list)
    for i, p in enumerate(pairs):
        for group in ("", f"{p['source']} ", f"{script(p)} "):
            groups[group].append(i)
    out: Figures = {}
    for group, at in sorted(groups.items()):
        if len(at) < 100:
            continue
        tp = sum(weight[i] for i in at if pairs[i]["same"] and scores[i] >= bound)
        found = sum(weight[i] for i in at if scores[i] >= bound)
        real = sum(weight[i] for i in at if pairs[i]["same"])
        out |= {f"{group}P": percent2(tp, found), f"{group}R": percent2(tp, real), f"{group}pairs": len(at)}
        out[f"{group}F1"] = percent2(2 * tp, found + real)
    return out


def best_bound(pairs: list[Row], scores: Sequence[float]) -> float:
    """The bound at which F1 is best."""
    weight, real = weights(pairs), sum(p["same"] for p in pairs)
    tp = found = 0.0
    top = (-1.0, 0.0)
    for score, i in sorted(((s, i) for i, s in enumerate(scores)), reverse=True):
        found += weight[i]
        tp += pairs[i]["same"]
        top = max(top, (2 * tp / (found + real), score))
    return top[1]


def weights(pairs: list[Row]) -> list[float]:
    """1 for positives; for negatives what gives them the share of the whole set, by source."""
    whole, here = (collections.Counter((p["source"], p["same"]) for p in rows) for rows in (valid(), pairs))

    def weight(source: str) -> float:
        return whole[source, False] / whole[source, True] * here[source, True] / max(1, here[source, False])

    return [1.0 if p["same"] else weight(p["source"]) for p in pairs]


def script(pair: Row) -> str:
    """Which scripts a pair is in beside the Latin one."""
    foreign = {pair["script_a"], pair["script_b"]} - {"Latn"}
    return "with " + "/".join(sorted(foreign)) if foreign else "Latin-Latin"


def percent2(part: float, whole: float) -> float:
    """`part` of `whole` in per cent; 0 of none."""
    return round(100 * part / whole, 2) if whole else 0.0


@functools.cache
def everything() -> list[Row]:
    """All pairs."""
    return shared.read_rows(shared.gold(SET))


def valid() -> list[Row]:
    """The pairs that count."""
    return [p for p in everything() if p["same"] or p.get("strict", True)]


def aside() -> list[Row]:
    """The part kept aside."""
    return of("aside")


def of(*wanted: Part) -> list[Row]:
    """The pairs of some parts."""
    return [p for p, part in zip(everything(), parts(), strict=True) if part in wanted]


@functools.cache
def parts() -> list[Part]:
    """Which part each of all pairs is in; none where its two names are of different parts or it does not count."""
    pairs = everything()
    tied = _groups(valid())
    sizes = collections.Counter(tied[p["id_a"]] for p in valid())

    def part(name: str) -> Part:
        group = tied.get(name, name)
        at = zlib.crc32((group if sizes[group] <= SMALL else name).encode()) % 20
        return "train" if at < 12 else "tune" if at < 15 else "aside"

    return [
        a if (a := part(p["id_a"])) == part(p["id_b"]) and (p["same"] or p.get("strict", True)) else "" for p in pairs
    ]


def _groups(pairs: list[Row]) -> dict[str, str]:
    """For every person or place the one that stands for its group."""
    above: dict[str, str] = {}

    def top(x: str) -> str:
        above.setdefault(x, x)
        while above[x] != x:
            above[x] = above[above[x]]
            x = above[x]
        return x

    for p in pairs:
        a, b = sorted((top(p["id_a"]), top(p["id_b"])))
        above[b] = a
    return {x: top(x) for x in list(above)}
