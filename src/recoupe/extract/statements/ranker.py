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
from typing import TYPE_CHECKING, NamedTuple

from recoupe.extract.statements.facts import Group, names

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

Weights = dict[str, float]
_NOUGHTS = itertools.repeat(0.0)
_UNIT = 1000  # weights have three decimals: their sums as whole numbers are exact, in whatever order
_REMEMBERED = 50_000


class Model(dict[Group, int]):
    """What groups of facts weigh, in thousandths; each is worked out when it is first met."""

    def __init__(self, weights: Weights) -> None:
        super().__init__()
        self.weights = weights

    def __missing__(self, group: Group) -> int:
        """Weigh a group that is met for the first time."""
        if len(self) >= _REMEMBERED:
            self.clear()
        self[group] = found = round(_UNIT * sum(map(self.weights.get, names((group,)), _NOUGHTS)))
        return found


class Models(NamedTuple):
    """The choice of contents, that of speakers, and the score of "no statement" from which a cue is hopeless."""

    content: Model
    source: Model
    hopeless: float = math.inf


def models(weights: Mapping[str, Weights]) -> Models:
    """The models of `weights`, as tools/train_ranker.py makes them."""
    hopeless = weights.get("limits", {}).get("hopeless", math.inf)
    return Models(Model(weights.get("content", {})), Model(weights.get("source", {})), hopeless)


@functools.cache
def known() -> Models:
    """The models that come with recoupe; empty ones where there are no weights."""
    path = resources.files(__package__) / "weights" / "ranker.json"
    return models(json.loads(path.read_text(encoding="utf-8")) if path.is_file() else {})


def scores(model: Model, options: Iterable[Iterable[Group]]) -> list[float]:
    """The score of each option, some groups of facts."""
    weigh = model.__getitem__
    return [sum(map(weigh, groups)) / _UNIT for groups in options]


def shares(values: Sequence[float]) -> list[float]:
    """Scores as probabilities (softmax)."""
    top = max(values)
    exps = [math.exp(x - top) for x in values]
    total = sum(exps)
    return [e / total for e in exps]
