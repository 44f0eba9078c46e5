"""The learned choice among candidates: a log-linear model over named facts.

Weights come from tools/train_ranker.py and lie in weights/ranker.json with their sources and licence. Without
weights, or with all of them zero, the first candidate wins: the order in which rules propose.
"""

from __future__ import annotations

import functools
import itertools
import json
import math
from importlib import resources
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

Weights = dict[str, float]
_NOUGHTS = itertools.repeat(0.0)


@functools.cache
def weights(task: str) -> Weights:
    """The weights of `task` ("content" or "source"); empty where there are none."""
    path = resources.files(__package__) / "weights" / "ranker.json"
    if not path.is_file():
        return {}
    loaded: dict[str, Weights] = json.loads(path.read_text(encoding="utf-8"))
    return loaded.get(task, {})


def scores(w: Weights, options: Sequence[Sequence[str]]) -> list[float]:
    """The score of each option, a list of facts."""
    return [sum(map(w.get, facts, _NOUGHTS)) for facts in options]


def shares(values: Sequence[float]) -> list[float]:
    """Scores as probabilities (softmax)."""
    top = max(values)
    exps = [math.exp(x - top) for x in values]
    total = sum(exps)
    return [e / total for e in exps]
