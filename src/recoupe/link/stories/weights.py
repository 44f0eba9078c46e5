"""What was learned: weights of the views, thresholds, the test for two stories in one. Read from `weights.json`."""

from __future__ import annotations

import functools
import json
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

PATH = Path(__file__).with_name("weights.json")


@dataclass(frozen=True, slots=True)
class Weights:
    """Learned by tools/train_stories.py, which says from what.

    native, bridge: weight of each view inside a language and across languages; least_native, least_bridge: the sum
    of weighted cosines from which two articles are more likely of one story than not; scales: by language, what its
    sums are multiplied by to compare with English ones; bridge_scales: the same across languages.
    split: weights of (between, score, size) and their intercept, see splitting.py.
    common: by language ("" across languages), terms that stand in many articles, with their share in per mille.
    """

    native: tuple[float, ...]
    bridge: tuple[float, ...]
    least_native: float
    least_bridge: float
    split: tuple[float, float, float, float]
    scales: dict[str, float] = field(default_factory=dict)
    bridge_scales: dict[str, float] = field(default_factory=dict)
    common: dict[str, dict[str, int]] = field(default_factory=dict)


@functools.cache
def learned() -> Weights:
    """The weights that come with the package."""
    found: dict[str, Any] = json.loads(PATH.read_text(encoding="utf-8"))
    values: dict[str, Any] = {k: tuple(v) if isinstance(v, list) else v for k, v in found.items()}
    return Weights(**values)
