"""Learn by what statements are put into claims: python tools/train_claims.py [--shared FOLDER] [--measure [READINGS]].

A logistic regression (Newton's method) over the facts of pairs of statements of NTREX-128 (CC BY-SA 4.0), in each of
twelve languages and across them, with lexicons that have not seen the articles. A third of the stories is kept aside.
With `--measure` nothing is written and the figures are printed as JSON: pairs of one claim and disputed pairs, F1, from
annotated statements ("gold") and, where the folder READINGS has files ntrex.CODE.jsonl of `recoupe read`, from our own.
"""

from __future__ import annotations

import argparse
import itertools
import json
import random
from collections import defaultdict
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import claims_sets as sets
import numpy as np

from recoupe.link.claims import Claims, Known, Said, Weights, known, learned
from recoupe.link.claims.evidence import FACTS, compared, overlap
from recoupe.link.claims.judge import FILE, Worth
from recoupe.link.claims.linker import rarity

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from numpy.typing import NDArray

    from recoupe.link.claims.matching import Rare

ROOT = Path(__file__).resolve().parents[1]
LITTLE = 0.12  # of pairs that share less than this
SAMPLED = 0.1  # so many are learned from
STRANGERS = 1500  # pairs of two stories, a language
BRIDGES = (*(("en", code) for code in sets.CODES[1:]), ("fr", "de"), ("ru", "uk"), ("ar", "fa"), ("es", "pt"))
LEASTS = {"article": -0.6, "dispute": 0.25, "story": -1.2, "stories": 1.0, "languages": -1.0}
PENALTY = 1.0

Pair = tuple[str, str]
Read = dict[str, dict[str, list[Known]]]


class Sample(NamedTuple):
    """The facts of a pair, whether it is of one claim, and what it weighs."""

    facts: list[float]
    same: bool
    weight: float


def main() -> None:
    """Learn and write, or measure."""
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("--shared", type=Path, default=ROOT.parent / "shared")
    asked.add_argument("--measure", nargs="?", const=Path(), type=Path, metavar="READINGS")
    given = asked.parse_args()
    gold = sets.gold(given.shared)
    looks = sets.looks(given.shared, gold)
    told = {lang: sets.from_gold(given.shared, lang, gold) for lang in sets.CODES}
    if given.measure is None:
        FILE.write_text(json.dumps(_learned(told, gold, looks)._asdict(), indent=1) + "\n", encoding="utf-8")
        return
    out = _figures(told, told, gold, looks, "gold")
    if given.measure != Path():
        own = {c: sets.from_readings(given.shared, given.measure / f"ntrex.{c}.jsonl", c, gold) for c in sets.CODES}
        out |= _figures(own, told, gold, looks, "own")
    print(json.dumps(out, indent=1))


def _learned(told: dict[str, sets.Set], gold: sets.Gold, looks: list[sets.Looks]) -> Weights:
    read = _read(told, gold, looks)
    return Weights(Worth(_values(_within(read, told, gold))), Worth(_values(_across(read, told, gold))), **LEASTS)


def _values(samples: Iterable[Sample]) -> dict[str, float]:
    x, y, w = (np.array(v, np.float64) for v in zip(*samples, strict=True))
    return {k: round(float(v), 3) for k, v in zip(FACTS, _fit(x, y, w), strict=True) if abs(v) > PENALTY / 1000}


def _fit(x: NDArray[np.float64], y: NDArray[np.float64], w: NDArray[np.float64]) -> NDArray[np.float64]:
    out = np.zeros(x.shape[1])
    for _ in range(30):
        p = 1 / (1 + np.exp(-np.clip(x @ out, -30, 30)))
        slope = x.T @ (w * (p - y)) + PENALTY * out
        bend = (x * (w * p * (1 - p))[:, None]).T @ x + PENALTY * np.eye(len(out))
        out -= np.linalg.solve(bend, slope)
    return out


def _read(told: dict[str, sets.Set], gold: sets.Gold, looks: list[sets.Looks]) -> Read:
    """By language and story the statements that are not kept aside, with lexicons that have not seen them."""
    read: Read = {}
    for lang, one in told.items():
        read[lang] = defaultdict(list)
        for s in one.said:
            fold = gold.fold(_article(s))
            if fold != sets.ASIDE:
                read[lang][s.story].append(known(s, looks[fold].get(lang)))
    return read


def _within(read: Read, told: dict[str, sets.Set], gold: sets.Gold) -> Iterator[Sample]:
    """Pairs of one language: all of a story, some of two."""
    for lang, stories in read.items():
        weight = 1.0 if lang in sets.CODES[:2] else 0.5
        for mates in stories.values():
            yield from _sampled(itertools.combinations(mates, 2), gold, told, weight, rarity(mates))
        yield from _sampled(_strangers(stories), gold, told, weight)


def _across(read: Read, told: dict[str, sets.Set], gold: sets.Gold) -> Iterator[Sample]:
    """Pairs of two languages, of one story."""
    for one, other in BRIDGES:
        for story, mates in read[one].items():
            theirs = read[other].get(story, [])
            yield from _sampled(itertools.product(mates, theirs), gold, told, 0.2, rarity([*mates, *theirs]))


def _strangers(stories: dict[str, list[Known]]) -> Iterator[tuple[Known, Known]]:
    every = [k for mates in stories.values() for k in mates]
    chance = random.Random(7)
    for _ in range(STRANGERS):
        a, b = chance.sample(every, 2)
        if a.said.story != b.said.story:
            yield a, b


def _sampled(
    pairs: Iterable[tuple[Known, Known]],
    gold: sets.Gold,
    told: dict[str, sets.Set],
    weight: float,
    rare: Rare | None = None,
) -> Iterator[Sample]:
    chance = random.Random(7)
    for a, b in pairs:
        *_, facts = compared(a, b, rare)
        same = _claim(a.said, gold, told) == _claim(b.said, gold, told)
        if same or facts["most"] >= LITTLE or facts["inside"] or chance.random() < SAMPLED:
            yield Sample([float(facts[name]) for name in FACTS], same, weight)


def _article(s: Said) -> str:
    return s.article.split("|")[0]


def _claim(s: Said, gold: sets.Gold, told: dict[str, sets.Set]) -> str:
    """The gold claim of a statement; one that is in none is a claim of its own with its translations."""
    of = told[s.lang].stands_for[s.id]
    return gold.claim.get(of, "|".join(of))


def _figures(
    told: dict[str, sets.Set], truth: dict[str, sets.Set], gold: sets.Gold, looks: list[sets.Looks], name: str
) -> dict[str, float]:
    """F1 by figure, of the stories that are kept aside and of the others; `truth` has all annotated statements."""
    out: dict[str, float] = {}
    for lang in sets.CODES:
        found = _pairs([told[lang]], [truth[lang]], gold, {})
        out |= {f"{name} {lang} {k}": v for k, v in _scores(found, gold).items()}
    bridges = []
    for code in sets.CODES[1:]:
        for fold in range(sets.FOLDS):
            ours, theirs = ([_part(x[lang], gold, fold) for lang in ("en", code)] for x in (told, truth))
            bridges.append(_pairs(ours, theirs, gold, looks[fold], across=True))
    every = [[set().union(*(x[i][j] for x in bridges)) for j in range(2)] for i in range(2)]
    return out | {f"{name} across languages {k}": v for k, v in _scores(every, gold).items()}


def _part(told: sets.Set, gold: sets.Gold, fold: int) -> sets.Set:
    """What of a set is in a fold: lexicons are chosen by it."""
    said = [s for s in told.said if gold.fold(_article(s)) == fold]
    kept = {s.id for s in said}
    return sets.Set(told.lang, said, {i: of for i, of in told.stands_for.items() if i in kept})


def _pairs(
    told: Sequence[sets.Set], truth: Sequence[sets.Set], gold: sets.Gold, looks: sets.Looks, *, across: bool = False
) -> list[list[set[Pair]]]:
    """The pairs of gold and those found, each of one claim and disputed; `across` only those of two languages.

    A pair of gold counts also where one of its statements was not found at all.
    """
    claims = Claims(weights=learned(), look=looks)
    by_article: dict[str, list[Said]] = defaultdict(list)
    for one in told:
        for s in one.said:
            by_article[s.article].append(s)
    for said in by_article.values():
        claims.add(said)
    stands = {i: f"{of[0]}|{one.lang}|{of[1]}" for one in told for i, of in one.stands_for.items()}
    whole: dict[str, dict[str, str]] = defaultdict(dict)
    for one in truth:
        for i, of in one.stands_for.items():
            if of in gold.claim or across:
                whole[gold.claim.get(of, "|".join(of))][i] = gold.polarity.get(of, "for")
    ours: list[dict[str, str]] = [
        {stands[m.statement]: m.polarity for m in c.members if m.statement in stands} for c in claims.claims()
    ]
    place = {s.id: s for one in truth for s in one.said}
    return [[_of(g, place, across=across, disputed=d) for d in (False, True)] for g in (list(whole.values()), ours)]


def _of(groups: Sequence[dict[str, str]], place: dict[str, Said], *, across: bool, disputed: bool) -> set[Pair]:
    out = set()
    for members in groups:
        for a, b in itertools.combinations(sorted(members), 2):
            if overlap(place[a], place[b]) or (across and place[a].lang == place[b].lang):
                continue
            if not disputed or {members[a], members[b]} == {"for", "against"}:
                out.add((a, b))
    return out


def _scores(found: list[list[set[Pair]]], gold: sets.Gold) -> dict[str, float]:
    out = {}
    for part in ("tuned", "aside", "all"):
        for i, what in enumerate(("same claim", "disputed")):
            g, p = ({x for x in pairs[i] if _in(x, part, gold)} for pairs in found)
            out[f"{part} {what}.F1"] = round(200 * len(g & p) / max(len(g) + len(p), 1), 1)
            out[f"{part} {what}.P"] = round(100 * len(g & p) / max(len(p), 1), 1)
    return out


def _in(pair: Pair, part: str, gold: sets.Gold) -> bool:
    return part == "all" or any((gold.fold(x.split("|")[0]) == sets.ASIDE) == (part == "aside") for x in pair)


if __name__ == "__main__":
    main()
