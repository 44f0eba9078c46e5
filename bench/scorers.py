"""The scorers of ../shared/score, run as they stand, and the two figures that they do not give.

A figure is a number under the name that the scorer's JSON has for it: `statement.F1`, `stance denies.F1`.
"""

from __future__ import annotations

import collections
import importlib.util
import json
import subprocess
import sys
from typing import TYPE_CHECKING, Any

from bench import shared

if TYPE_CHECKING:
    from pathlib import Path
    from types import ModuleType

    from bench.shared import Row

Figures = dict[str, float]


def run(scorer: str, *paths: Path) -> Figures:
    """Run a scorer over its files and give its numbers, flattened."""
    command = [sys.executable, str(shared.SCORE / f"{scorer}.py"), *map(str, paths), "--json"]
    done = subprocess.run(command, stdout=subprocess.PIPE, check=True, cwd=shared.SCORE)
    return flatten(json.loads(done.stdout))


def flatten(tree: dict[str, Any], prefix: str = "") -> Figures:
    """Numbers of a nested object by dotted path; all else is left out."""
    out: Figures = {}
    for key, value in tree.items():
        if isinstance(value, dict):
            out |= flatten(value, f"{prefix}{key}.")
        elif isinstance(value, int | float) and not isinstance(value, bool):
            out[prefix + key] = float(value)
    return out


def module(name: str) -> ModuleType:
    """Give a scorer as a module, for its pairing."""
    spec = importlib.util.spec_from_file_location(f"shared_score_{name}", shared.SCORE / f"{name}.py")
    assert spec is not None
    assert spec.loader is not None
    loaded = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(loaded)
    return loaded


def told(gold: list[Row], readings: list[Row], *, stance: str) -> tuple[int, int]:
    """How many gold statements of `stance` are found, with that stance and their source, of how many.

    The pairing is that of statements.py among statements of this stance alone.
    """
    score = module("statements")
    found = total = 0
    for g, r in zip(gold, readings, strict=True):
        ours, theirs = ([s for s in x["statements"] if s.get("stance") == stance] for x in (g, r))
        a, b = score.prepare(g["text"], ours), score.prepare(g["text"], theirs)
        found += len(score.pair(a, b, lambda x, y: score.half(x, y) and score.same_source(x, y)))
        total += len(ours)
    return found, total


def reporting_words(gold: list[Row], readings: list[Row]) -> Figures:
    """How many reporting words of the gold a cue of ours overlaps; how many of our cues mark some event.

    This scorer is the project's own: the set marks single words, without speaker or content, so that none
    of the shared scorers fits. "recall" is over the words of type REPORTING; "precision" is over our cues,
    one right where it overlaps a marked word of any type.
    """
    hit = words = right = cues = 0
    for g, r in zip(gold, readings, strict=True):
        ours = [span for s in r["statements"] for span in s["cue"]]
        marked = [(s["type"], span) for s in g["statements"] for span in s["cue"]]
        reporting = [span for kind, span in marked if kind == "REPORTING"]
        hit += sum(any(overlaps(c, span) for c in ours) for span in reporting)
        words += len(reporting)
        right += sum(any(overlaps(c, span) for _, span in marked) for c in ours)
        cues += len(ours)
    return {"recall": percent(hit, words), "precision": percent(right, cues), "found": hit, "of": words}


def quotations(gold: list[Row], readings: list[Row], types: tuple[str, ...] = ("Direct", "Indirect")) -> Figures:
    """Precision, recall and F1 of quotations of `types` with their speaker, in a set that marks more types.

    This scorer is the project's own: a statement of ours that is a gold quotation of another type counts neither
    way. The pairing and its conditions are those of statements.py.
    """
    score = module("statements")
    hit = ours = theirs = 0
    for g, r in zip(gold, readings, strict=True):
        a, b = score.prepare(g["text"], g["statements"]), score.prepare(g["text"], r["statements"])
        pairs = score.pair(a, b, lambda x, y: score.half(x, y) and score.same_source(x, y))
        right = sum(x["type"] in types for x, _ in pairs)
        hit, theirs = hit + right, theirs + sum(x["type"] in types for x in a)
        ours += len(b) - (len(pairs) - right)
    precision, recall = percent(hit, ours), percent(hit, theirs)
    return {"P": precision, "R": recall, "F1": percent(2 * hit, ours + theirs)}


def kinds(gold: list[Row], readings: list[Row]) -> Figures:
    """Share of pages of each gold kind that are named so; kinds that are one to recoupe are mapped."""
    mapped = {
        "article": "news",
        "recipe": "recipe",
        "product": "product",
        "listing": "listing",
        "collection": "listing",
    }
    right: dict[str, list[bool]] = collections.defaultdict(list)
    for g, r in zip(gold, readings, strict=True):
        if kind := mapped.get(g["gold"]["kind"]):
            right[kind].append(r.get("kind") == kind)
    return {f"{k}.%": percent(sum(v), len(v)) for k, v in sorted(right.items())}


def overlaps(a: list[int], b: list[int]) -> bool:
    """Whether two spans share a code point."""
    return a[0] < b[1] and b[0] < a[1]


def percent(part: int, whole: int) -> float:
    """`part` of `whole` in per cent, one decimal; 0 of none."""
    return round(100 * part / whole, 1) if whole else 0.0
